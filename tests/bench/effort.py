"""What a call asks of its caller: `python -m tests.bench.effort`.

Everything is counted, nothing timed: the demo's line is rung through the pretend carrier at all
times of a week. Callers hear every menu to its end before they press, save "by key", who know it.
"""

import statistics
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from ivr.phone import Call
from ivr.schedule.snapshot import Filter, Snapshot, pack
from tests.bench.line import WEST, Effort, Ring, ring, to_the_meeting, to_the_room
from tests.line import LIST_NUMBER, NUMBER, world

SUNDAY = datetime(2026, 11, 15, 5, 1, tzinfo=UTC)  # a minute after midnight in New York
EVERY = timedelta(minutes=97)  # so that all minutes of an hour come to pass
WEEK = timedelta(days=7)
LAST_MINUTES = timedelta(minutes=5)

Limits = dict[str, int]  # field of Effort -> the most it may be
AFTER_KEY = 8
AT_ONCE = 12


@dataclass(frozen=True)
class Way:
    """Something a caller wants, the keys that lead there, and what it may take at most."""

    name: str
    keys: str
    limits: Limits
    to: str = NUMBER
    when: Callable[[datetime], bool] = lambda moment: True

    def efforts(self, every: timedelta = EVERY) -> list[Effort]:
        """One for each moment of the week."""
        moments = (SUNDAY + i * every for i in range(WEEK // every))
        calls = ring(Ring(m, self.keys, self.to) for m in moments if self.when(m))
        return [self._effort(call) for call in calls]

    def _effort(self, call: Call) -> Effort:
        into_the_room = self.keys in ("", "!1")
        return to_the_room(call) if into_the_room else to_the_meeting(call, world().snapshot)


def _hour(moment: datetime) -> str:
    """What a caller meets at that moment: an open hour, a closed one, or the end of either."""
    on = world().rota.for_caller(moment, "en")
    assert on is not None
    if on.end - moment >= LAST_MINUTES + timedelta(seconds=30):  # the greeting takes its time
        return on.hour.access
    following = world().rota.after(moment)
    assert following is not None
    return "ending, closed" if "closed" in (on.hour.access, following.hour.access) else "ending"


SILENT, BY_KEY = {"keys": 0, "words": 55}, {"keys": 1, "words": 15}
# For whom a closed meeting is, and where open ones are, is owed to whoever comes in: 14 words more.
SILENT_CLOSED, BY_KEY_CLOSED = {"keys": 0, "words": 60}, {"keys": 1, "words": 22}
# Two meetings are named: what they are called decides.
SILENT_ENDING, BY_KEY_ENDING = {"keys": 0, "words": 55}, {"keys": 1, "words": 17}
WAYS = (
    Way("into the meeting, silent", "", SILENT, when=lambda m: _hour(m) == "open"),
    Way("a closed meeting, silent", "", SILENT_CLOSED, when=lambda m: _hour(m) == "closed"),
    Way("an hour's end, silent", "", SILENT_ENDING, when=lambda m: _hour(m) == "ending"),
    Way("into the meeting, by key", "!1", BY_KEY, when=lambda m: _hour(m) == "open"),
    Way("a closed meeting, by key", "!1", BY_KEY_CLOSED, when=lambda m: _hour(m) == "closed"),
    Way("an hour's end, by key", "!1", BY_KEY_ENDING, when=lambda m: _hour(m) == "ending"),
    Way("first next meeting", "2,h", {"keys": 1, "webhooks": 2, "words_after": AFTER_KEY}),
    Way("third next meeting", "2,2,2,h", {}),
    Way("Spanish, first next meeting", "9,2,h", {}),
    Way("number with start = next", "h", {"keys": 0, "webhooks": 1, "words": AT_ONCE}, LIST_NUMBER),
)


@dataclass(frozen=True)
class Phrase:
    """One way of saying when: a meeting of the demo's list, and how far ahead it is."""

    name: str
    meeting: tuple[str, int]  # its name and weekday
    ahead: timedelta
    from_: str = "+12125550100"

    def efforts(self) -> tuple[Effort, Effort]:
        """Of key 2 at the greeting, and of the number that reads the list at once.

        The list holds this meeting alone.
        """
        meeting = next(
            m for m in world().snapshot.meetings if (m.spoken_name, m.weekday) == self.meeting
        )
        only = replace(world(), snapshot=Snapshot.load(pack([meeting], SUNDAY)))
        start = only.snapshot.next_meetings(SUNDAY, Filter())[0].start.astimezone(UTC)
        moment = start - self.ahead
        calls = ring(
            [
                Ring(moment, "!2,h", NUMBER, self.from_),
                Ring(moment, "h", LIST_NUMBER, self.from_),
            ],
            on=only,
        )
        by_key, at_once = (to_the_meeting(call, only.snapshot) for call in calls)
        return by_key, at_once


def _phrases() -> Iterator[Phrase]:
    evening, phone, noon = ("No Matter What", 6), ("Keep It Green", 6), ("Rivertown Regulars", 6)
    midnight, late = ("Clean Start", 2), ("Second Wind", 6)
    for where, caller in (("", "+12125550100"), (", zone named", WEST)):
        for what, meeting in (("", evening), (", by telephone", phone)):
            for name, ahead in (
                ("soon", timedelta(minutes=79)),
                ("now", timedelta()),
                ("began", timedelta(minutes=-13)),
                ("tonight", timedelta(hours=5)),
                ("tomorrow", timedelta(hours=24)),
                ("weekday", timedelta(days=3)),
            ):
                yield Phrase(name + what + where, meeting, ahead, caller)
        yield Phrase("today" + where, noon, timedelta(hours=4), caller)
        yield Phrase("tonight at midnight" + where, midnight, timedelta(hours=5), caller)
        yield Phrase("tonight at 23:59" + where, late, timedelta(hours=5), caller)
        yield Phrase("tomorrow at midnight" + where, midnight, timedelta(hours=26), caller)
        yield Phrase("weekday at midnight" + where, midnight, timedelta(days=3), caller)


PHRASES = tuple(_phrases())


def verdict(limits: Limits, efforts: Iterable[Effort]) -> str:
    """`met`, `MISSED`, or nothing where there is no target."""
    if not limits:
        return ""
    met = all(getattr(effort, name) <= most for effort in efforts for name, most in limits.items())
    return "met" if met else "MISSED"


def ways() -> Iterator[str]:
    """The first table."""
    yield f"{'':29}{'keys':>5}{'webhooks':>10}{'words':>9}{'after key':>11}{'seconds':>9}  target"
    for way in WAYS:
        efforts = way.efforts()
        both = [
            f"{statistics.median([getattr(effort, name) for effort in efforts]):.0f}"
            f"/{max(getattr(effort, name) for effort in efforts):.0f}"
            for name in ("words", "words_after", "seconds")
        ]
        target = ", ".join(f"{name} {most}" for name, most in way.limits.items())
        yield (
            f"{way.name:29}{max(e.keys for e in efforts):5}{max(e.webhooks for e in efforts):10}"
            f"{both[0]:>9}{both[1]:>11}{both[2]:>9}  {target} {verdict(way.limits, efforts)}"
        )
    yield f"{'yap, by ZIP code':29}{7:5}{6:10}{'75':>9}"
    yield f"{'yap, its hidden best':29}{0:5}{1:10}{'10':>9}"


def phrases() -> Iterator[str]:
    """The second table."""
    yield f"{'':44}{'after 2':>8}{'at once':>9}"
    for phrase in PHRASES:
        by_key, at_once = phrase.efforts()
        good = by_key.words_after <= AFTER_KEY and at_once.words <= AT_ONCE
        yield (
            f"{phrase.name:44}{by_key.words_after:8}{at_once.words:9}  "
            f"{'met   ' if good else 'MISSED'}  {by_key.phrase}"
        )


def main() -> int:
    lines = [*ways(), "", *phrases()]
    print(
        f"{WEEK // EVERY} moments of a week: median/worst. Words are split on whitespace; seconds "
        "are at 160 words\na minute, with the waits. A ZIP code is five of yap's keys, its menus "
        "are two.\n",
        *lines,
        sep="\n",
    )
    return int(any("MISSED" in line for line in lines))


if __name__ == "__main__":
    sys.exit(main())
