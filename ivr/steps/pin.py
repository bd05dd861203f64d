"""Key pound and nine digits: what a PIN opens for this call."""

from dataclasses import replace

from ivr.call import MOST_TRIES, DamagedCall
from ivr.turn import Answer, Go, Turn


def opened(turn: Turn) -> Answer:
    """To the operators' menu, or as a leader into the meeting; nothing opens after three tries."""
    found = turn.found
    if found is None:
        raise DamagedCall("PIN")
    if found.done == "right" and found.person is not None:
        call = replace(turn.call, who=found.person.number, tries=0)
        if found.person.may("operator"):
            return Go("desk", turn.say("desk-hello", name=found.person.name), call=call)
        leads = turn.say("leader" if turn.on else "leader-later")
        return Go("join" if turn.on else "next", turn.say("pin-leader") + leads, call=call)
    if found.done != "wrong":
        said = {"locked": "pin-locked", "over": "pin-over"}.get(found.done, "pin-later")
        return Go("join", turn.say(said))
    tries = turn.call.tries + 1
    call = replace(turn.call, tries=tries)
    if tries >= MOST_TRIES:
        return Go("join", turn.say("pin-over"), call=call)
    return Go("pin-again", call=call)
