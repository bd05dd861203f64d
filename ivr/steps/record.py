"""Recording by telephone: the tone, the moment until it is ready, hearing it as callers will."""

from dataclasses import replace

from ivr.call import DamagedCall
from ivr.found import Found
from ivr.steps.desk import attended, played
from ivr.steps.place import Place
from ivr.turn import Answer, Ask, Go, Hold, Record, Turn
from ivr.twiml import Quiet

READY = "/voice/recording"
"""Where the carrier tells that a recording can be fetched."""

MOST_WAITS = 20
"""Times of asking, a few seconds each, until it is said that this takes longer than usual."""


@attended
def record(turn: Turn, found: Found) -> Answer:
    """Asks for the words, and records them."""
    place = Place.read(turn.call.cursor)
    if found.done == "account":
        return Go("desk", turn.say("desk-account"))
    if found.done == "spoken":
        return Go("desk", turn.say("sentence-fixed"))
    words = turn.say("record-announcement") if place.announces else []
    words += turn.say("record-tone")
    call = turn.call.at("recorded", cursor=place.with_draft("").cursor())
    query = call.path().partition("?")[2]
    return Record(words, place.limit, call, f"{READY}?{query}")


@attended
def recorded(turn: Turn, found: Found) -> Answer:
    """The recording is on its way here; the line is not silent meanwhile."""
    place = Place.read(turn.call.cursor)
    if found.recorded is None:  # the carrier had nothing to keep
        return Go(_again(place), turn.say("take-short"), place.cursor())
    waiting = place.with_draft(found.recorded.draft)
    return Hold(turn.say("take-wait"), turn.call.at("take", cursor=waiting.cursor()))


@attended
def take(turn: Turn, found: Found) -> Answer:
    """Asks after it, again and again."""
    place = Place.read(turn.call.cursor)
    made = found.recorded
    if made is None:
        raise DamagedCall("recording")
    if made.state == "ready":
        return Go("review", [], place.with_draft(made.draft).cursor())
    if made.state == "refused":
        said = made.reason if made.reason in REASONS else "unreadable"
        return Go(_again(place), turn.say(f"take-{said}"), place.with_draft("").cursor())
    if place.turn >= MOST_WAITS:
        return Go("desk", turn.say("take-slow"))
    further = replace(place, turn=place.turn + 1)
    return Hold([Quiet()], turn.call.at("take", cursor=further.cursor()))


REASONS = frozenset({"short", "long", "silent", "clipped", "noisy", "unreadable"})
"""Of the refusals those that an operator at a telephone can do something about."""


def _again(place: Place) -> str:
    """Where an operator is after a recording that cannot be used: nothing records by itself."""
    return "announcements" if place.announces else "sentence"


@attended
def review(turn: Turn, found: Found) -> Answer:
    """As callers will hear it, and what shall become of it."""
    place = Place.read(turn.call.cursor)
    made = found.recorded
    if turn.verb or made is None:
        wanted = turn.verb == "publish" and made is not None
        listed = "announcements" if place.announces else "sentence"
        return Go("begins" if wanted and place.announces else listed, [], place.cursor())
    keys = "announcement-keys" if place.announces else "review-keys"
    return Ask([played(turn, made.audio), *turn.say(keys)], place.with_draft(made.draft).cursor())
