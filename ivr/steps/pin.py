"""Key pound and nine digits: what a PIN opens for this call, and where it leads a leader."""

from dataclasses import replace

from ivr.call import MOST_TRIES, DamagedCall
from ivr.rooms.leaders import sign
from ivr.rota import HOUR
from ivr.times import when
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
        leader = person.may("leader") and not turn.call.listens
        leads = sign(person.leader or person.number) if leader else ""
        call = replace(turn.call, who=person.number, tries=0, leads=leads)
        if person.may("operator"):
            return Go("desk", turn.say("desk-hello", name=person.name), call=call)
        return Go("leading", turn.say("pin-leader"), call=call)
    if found.done != "wrong":
        said = {"locked": "pin-locked", "over": "pin-over"}.get(found.done, "pin-later")
        return Go("join", turn.say(said))
    tries = turn.call.tries + 1
    call = replace(turn.call, tries=tries)
    if tries >= MOST_TRIES:
        return Go("join", turn.say("pin-over"), call=call)
    return Go("pin-again", call=call)


def leading(turn: Turn) -> Answer:
    """Into the meeting with the leader's keys; before the hour, when it begins."""
    words = _begins(turn)
    if turn.on is None:
        said = "leading-off"
    elif turn.call.listens:
        said = "leader-listening"
    else:
        said = "leading-early" if words else "leading-now"
    return Ask(words + turn.say(said) + turn.say("leading-hours"))


def _begins(turn: Turn) -> list[Word]:
    """When this leader's own hour is the coming one."""
    rota, leads = turn.world.rota, turn.call.leads
    if not leads:
        return []
    for on in rota.on_now(turn.now + HOUR):
        if on.start > turn.now and sign(on.hour.leader) == leads:
            said = when(turn.speaker, on.start.astimezone(turn.zone), turn.now)
            phrase = turn.speaker.text(
                f"when-{said.sentence}", at=said.at, minutes=said.minutes, day=said.day
            )
            return turn.say("leading-soon", when=phrase)
    return []
