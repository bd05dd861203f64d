"""Key 4: what the fellowship is and what a meeting is like, in pieces that any key skips."""

from ivr.call import DamagedCall
from ivr.turn import Answer, Ask, End, Go, Turn

PIECES = (
    "about-1",
    "about-2",
    "about-3",
    "about-4",
    "about-5",
    "about-6",
    "about-7",
    "about-8",
    "about-9",
    "danger",
)


def read(turn: Turn) -> Answer:
    """One piece; `cursor` is its place. After the last, the meeting; without one, goodbye.

    Raises DamagedCall.
    """
    if turn.call.cursor not in ("", *map(str, range(len(PIECES)))):
        raise DamagedCall("cursor")
    place = max(int(turn.call.cursor or 0) + {"forward": 1, "before": -1}.get(turn.verb, 0), 0)
    if place >= len(PIECES):
        if turn.on:
            return Go("join", turn.say("about-end"))
        return End(turn.say("about-end") + turn.say("goodbye"))
    words = turn.say(PIECES[place])
    if PIECES[place] == "about-9":
        erased = turn.world.settings.erases and not turn.world.held
        words += turn.say("about-erased" if erased else "about-kept")
    if not turn.call.cursor and not turn.verb:
        words += turn.say("about-keys")
    return Ask(words, cursor=str(place))
