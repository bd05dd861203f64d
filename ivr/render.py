"""An answer as TwiML. Addresses are absolute, as the carrier sees this line."""

from dataclasses import replace

from ivr import twiml
from ivr.room import EVENTS
from ivr.turn import Ask, Connect, End, Enter, Hold, Turn

Spoken = Ask | Enter | Connect | Hold | End


def render(turn: Turn, result: Spoken, *, seconds: int = 0) -> bytes:
    """The document for `result`. `seconds` of silence end a question."""
    base = turn.world.settings.public_url
    if isinstance(result, Ask):
        asked = replace(turn.call, cursor=result.cursor).asked()
        return twiml.response(
            twiml.gather(result.words, action=base + asked.path(), timeout=seconds)
        )
    if isinstance(result, Hold):
        return twiml.response(
            twiml.speech(result.words), twiml.redirect(base + result.again.path())
        )
    if isinstance(result, End):
        return twiml.response(twiml.speech(result.words), twiml.HANG_UP)
    words, action = twiml.speech(result.words), base + result.then.path()
    if isinstance(result, Connect):
        onward = twiml.dial_number(
            result.number, caller_id=turn.called, action=action, limit=result.limit
        )
        return twiml.response(words, onward)
    return twiml.response(
        words,
        twiml.dial_room(
            result.name,
            action=action,
            limit=result.limit,
            wait=base + result.wait.path(),
            events=base + EVENTS,
            muted=turn.call.muted,
        ),
    )
