"""Key pound and nine digits: what a PIN opens for this call, and where it leads a leader."""

from dataclasses import replace

from ivr.call import MOST_TRIES, DamagedCall
from ivr.found import Found
from ivr.rooms.leaders import sign
from ivr.rota import HOUR, OnNow
from ivr.steps.joining import choices_of
from ivr.times import date_said, when
from ivr.turn import Answer, Ask, Go, Turn
from ivr.twiml import Word


def opened(turn: Turn) -> Answer:
    """To the operators' menu, or as a leader into the meeting; nothing opens after three tries."""
    found = turn.found
    if found is None:
        raise DamagedCall("PIN")
    if found.done == "right" and found.person is not None:
        person = found.person
        # Whoever only listens in this call cannot lead in it.
        leader = person.may("leader") and not turn.call.listens and not found.bar
        leads = sign(person.leader or person.number) if leader else ""
        call = replace(turn.call, who=person.number, tries=0, leads=leads)
        barred = _barred(turn, found)
        if person.may("operator"):
            return Go("desk", turn.say("desk-hello", name=person.name) + barred, call=call)
        return Go("leading", turn.say("pin-leader") + barred, call=call)
    if found.done != "wrong":
        said = {"locked": "pin-locked", "over": "pin-over"}.get(found.done, "pin-later")
        return Go("join", turn.say(said))
    tries = turn.call.tries + 1
    call = replace(turn.call, tries=tries)
    if tries >= MOST_TRIES:
        return Go("join", turn.say("pin-over"), call=call)
    return Go("pin-again", call=call)


def _barred(turn: Turn, found: Found) -> list[Word]:
    """Why a leader's PIN gives no keys today."""
    if found.bar == "early" and found.leads_from is not None:
        return turn.say("pin-early", date=date_said(turn.speaker, found.leads_from))
    return turn.say("hours-no-more") if found.bar else []


def leading(turn: Turn) -> Answer:
    """Into the meeting with the leader's keys; before the hour, when it begins."""
    own = _coming(turn)
    words = _begins(turn, own) if own else []
    barred = not turn.call.leads and not turn.call.listens
    if turn.on is None:
        said = "no-meeting" if barred else "leading-off"
    elif barred:
        said = "leading-not"
    elif turn.call.listens:
        said = "leader-listening"
    elif own:
        here = choices_of(turn, turn.now)[0].hour.room_name == own.hour.room_name
        said = "leading-early" if here else "leading-elsewhere"
    else:
        said = "leading-now"
    return Ask(words + turn.say(said) + turn.say("leading-hours"))


def _coming(turn: Turn) -> OnNow | None:
    """This leader's own hour, where it is the coming one."""
    leads = turn.call.leads
    coming = turn.world.rota.on_now(turn.now + HOUR) if leads else []
    own = (on for on in coming if on.start > turn.now and sign(on.hour.leader) == leads)
    return next(own, None)


def _begins(turn: Turn, own: OnNow) -> list[Word]:
    said = when(turn.speaker, own.start.astimezone(turn.zone), turn.now)
    phrase = turn.speaker.text(
        f"when-{said.sentence}", at=said.at, minutes=said.minutes, day=said.day
    )
    return turn.say("leading-soon", when=phrase)
