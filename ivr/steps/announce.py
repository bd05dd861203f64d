"""Announcements in front of the greeting, by telephone: hear them, say when, take them away."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ivr.found import Found
from ivr.recordings.announcement import LONGEST_HEARD, Announcement
from ivr.steps.desk import attended, played
from ivr.steps.place import ANNOUNCEMENT, Place
from ivr.times import clock, date_said
from ivr.turn import Answer, Ask, Go, Turn

_MOMENT = re.compile(r"(0[1-9]|1[0-2])([0-2][0-9]|3[01])([01][0-9]|2[0-3])")
NOW = "1"

DAY = timedelta(days=1)

LATEST = timedelta(days=300)
"""Until an announcement may begin: a later one was meant for a day that is just over."""


@attended
def announcements(turn: Turn, found: Found) -> Answer:
    """One after the other: those that are heard, those to come, and drafts."""
    words = turn.say(SAID[found.done]) if found.done in SAID else []
    listed = found.announcements
    if not listed:
        return Ask([*words, *turn.say("announcements-none")], Place(ANNOUNCEMENT).cursor())
    index = _index(turn, listed)
    one = listed[index]
    numbers = {"number": index + 1, "count": len(listed)}
    if one.begins and one.ends:
        said = {"begins": moment(turn, one.begins), "ends": moment(turn, one.ends)}
        words += turn.say("announcement-heard", **numbers, **said)
    else:
        words += turn.say("announcement-draft", **numbers)
    words += [played(turn, one.hash), *turn.say("announcements-keys")]
    return Ask(words, Place(ANNOUNCEMENT, draft=one.id, turn=index).cursor())


SAID = {
    "published": "announcement-published",
    "withdrawn": "announcement-withdrawn",
    "refused": "announcement-refused",
    "kept": "review-kept",
    "left": "announcement-left",
    "uncopied": "desk-uncopied",
}
"""What became of an announcement just before."""


def _index(turn: Turn, listed: tuple[Announcement, ...]) -> int:
    """Which one is read: the first, the one just changed, or the one after that which was read."""
    if not turn.call.cursor.startswith(f"{ANNOUNCEMENT}."):
        return 0
    place = Place.read(turn.call.cursor)
    known = [index for index, each in enumerate(listed) if each.id == place.draft]
    return ((known[0] if known else place.turn) + (turn.verb == "next")) % len(listed)


@attended
def begins(turn: Turn, found: Found) -> Answer:
    """From when on: now, or an hour that is typed."""
    place = Place.read(turn.call.cursor)
    if not place.draft:  # there was none to give times to
        return Go("announcements")
    if turn.verb != "typed":
        return Ask(turn.say("announcement-begins"), replace(place, begins=0).cursor())
    start = turn.now if turn.key == NOW else _typed(turn, turn.now - DAY)
    if start is None or start > turn.now + LATEST:
        return Ask([*turn.say("moment-wrong"), *turn.say("announcement-begins")], place.cursor())
    begins = int(max(start, turn.now).timestamp() // 60)  # "at six", typed at five past six, is now
    return Go("ends", [], replace(place, begins=begins).cursor())


@attended
def ends(turn: Turn, found: Found) -> Answer:
    """Until when; then both are said once more."""
    place = Place.read(turn.call.cursor)
    if turn.verb != "typed":
        return Ask(turn.say("announcement-ends"), place.cursor())
    end = _typed(turn, turn.now)
    if end is None:
        return Ask([*turn.say("moment-wrong"), *turn.say("announcement-ends")], place.cursor())
    start = _at(place.begins)
    if not start < end <= start + LONGEST_HEARD:
        words = [*turn.say("announcement-refused"), *turn.say("announcement-ends")]
        return Ask(words, place.cursor())
    return Go("confirm", [], replace(place, ends=int(end.timestamp() // 60)).cursor())


@attended
def confirm(turn: Turn, found: Found) -> Answer:
    """The times as they were understood; one key, and callers hear it."""
    place = Place.read(turn.call.cursor)
    said = {"begins": moment(turn, _at(place.begins)), "ends": moment(turn, _at(place.ends))}
    return Ask(turn.say("announcement-confirm", **said), place.cursor())


def moment(turn: Turn, at: datetime) -> str:
    """Such as "November 27, at 6 PM", on the line's clock."""
    local = at.astimezone(turn.line.time_zone)
    return turn.speaker.text(
        "date-clock", date=date_said(turn.speaker, local), at=clock(turn.speaker, local)
    )


def _typed(turn: Turn, after: datetime) -> datetime | None:
    """Month, day and hour on the line's clock, the first time after that; None for what is none."""
    found = _MOMENT.fullmatch(turn.key)
    if found is None:
        return None
    month, day, hour = (int(part) for part in found.groups())
    first = after.astimezone(turn.line.time_zone).year
    for year in (first, first + 1):
        try:
            at = datetime(year, month, day, hour, tzinfo=turn.line.time_zone).astimezone(UTC)
        except ValueError:  # no February 30, nor a 29th in most years
            continue
        if at > after:
            return at
    return None


def _at(minutes: int) -> datetime:
    return datetime.fromtimestamp(minutes * 60, UTC)
