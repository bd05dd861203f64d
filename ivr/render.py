"""An answer as TwiML. Addresses are absolute, as the carrier sees this line."""

from ivr import overrides, recogniser, twiml
from ivr.call import Call
from ivr.deskflow import ATTENDED
from ivr.room import EVENTS, STATUS
from ivr.turn import Ask, Connect, End, Enter, Hold, Record, Tell, Turn

Spoken = Ask | Enter | Connect | Record | Hold | Tell | End


def render(
    turn: Turn, result: Spoken, *, seconds: int, digits: int = 1, skippable: bool = True
) -> bytes:
    """The document for `result`. `seconds` of silence end a question for so many `digits`.

    What is said before a room, a call or a goodbye can be cut short by a key as well; without one
    the same document goes on. Not so where it is not `skippable`: after a failure.
    """
    base = turn.world.settings.public_url
    if isinstance(result, Tell):
        return twiml.response(twiml.speech(result.words))
    if isinstance(result, Hold):
        return twiml.response(
            twiml.speech(result.words),
            twiml.redirect(base + result.again.path() + overrides.WAIT),
        )
    if isinstance(result, Record):
        then, ready = _address(base, result.then), base + result.ready + overrides.STATUS
        recording = twiml.record(action=then, limit=result.limit, ready=ready)
        # The carrier goes on behind a Record, and to no action, when it has nothing to keep.
        return twiml.response(twiml.speech(result.words), recording, twiml.redirect(then))
    cursor = _place(turn, result)
    action = _address(base, turn.call.asked(cursor))
    if isinstance(result, Ask):
        language = recogniser.tag(turn.call.language, turn.line.country)
        listens = None if result.hints is None else twiml.Speech(language, result.hints)
        asked = twiml.gather(
            result.words, action=action, timeout=seconds, digits=digits, listens=listens
        )
        return twiml.response(asked)
    words = twiml.speech(result.words)
    if result.words and skippable:
        words = twiml.gather(result.words, action=action, timeout=seconds, goes_on=True)
    if isinstance(result, End):
        return twiml.response(words, twiml.HANG_UP)
    return twiml.response(words, _dial(turn, base, result))


def _place(turn: Turn, result: Ask | Enter | Connect | End) -> str:
    """The cursor with which a key answers: of a room the part that the call goes into."""
    if isinstance(result, Ask):
        return result.cursor
    return result.name if isinstance(result, Enter) else turn.call.cursor


def _address(base: str, call: Call) -> str:
    """Where a call goes on, and how long the carrier waits for it there."""
    return base + call.path() + (overrides.DESK if call.node in ATTENDED else overrides.MENU)


def _dial(turn: Turn, base: str, result: Enter | Connect) -> str:
    action = _address(base, result.then)
    if isinstance(result, Connect):
        return twiml.dial_number(
            result.number,
            caller_id=turn.called,
            action=action,
            limit=result.limit,
            status=f"{base}{STATUS}?n={turn.call.line}{overrides.STATUS}",
            digits=result.digits,
            star=result.star,
        )
    return twiml.dial_room(
        result.name,
        action=action,
        limit=result.limit,
        wait=base + result.wait.path() + overrides.WAIT,
        events=base + EVENTS,
        muted=result.then.muted or result.then.listens,
    )
