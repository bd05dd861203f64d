"""What came of a full hour (`python -m tests.bench.calls`), and whether all was well."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.bench.machine import Taken, Watch


@dataclass
class Heard:
    """What all callers and the carrier's rooms told."""

    seconds: list[float] = field(default_factory=list)
    joins: list[tuple[float, float]] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    busy: float = 0.0  # CPU seconds of the callers' processes

    def add(self, told: dict[str, Any]) -> None:
        self.seconds += told["seconds"]
        self.joins += map(tuple, told.get("joins", ()))
        self.count.update(told.get("count", {}))
        self.failures.update(told["failures"])


@dataclass(frozen=True)
class After:
    """The line after the last caller, once it has settled, and how long that took."""

    seconds: float
    inside: int
    told: int
    events: int
    noted: int
    rung: int  # calls out, to leaders


@dataclass(frozen=True)
class Hour:
    """All that was seen. `before` and `found` are what each of the line's processes has taken."""

    calls: int
    within: float  # seconds in which they began
    lasted: float  # seconds
    heard: Heard
    after: After
    before: dict[str, list[Taken]]
    found: dict[str, list[Taken]]
    hall: dict[str, Any]
    watch: Watch
    memory: dict[str, Any]  # of Redis: its INFO memory
    commands: dict[str, Any]  # and its INFO commandstats
    erased: int
    complaints: Counter[str]  # what the line's logs say

    @property
    def webhooks(self) -> list[float]:
        """Seconds of each."""
        return self.heard.seconds + list(self.hall["seconds"])

    @property
    def failures(self) -> Counter[str]:
        return self.heard.failures + Counter(self.hall["failures"])

    @property
    def waits(self) -> list[float]:
        """Seconds that each caller waited for the line on their way into a room."""
        return [waited for _, waited in self.heard.joins]

    def wrong(self, slowest: float) -> Iterator[str]:
        """What may not be. `slowest` is how long the slowest of a hundred webhooks may take."""
        after = self.after
        for sentence, so in {
            "a webhook failed": bool(self.failures),
            f"p99 is over {slowest:g} s": part(self.webhooks, 0.99) > slowest,
            f"a hundredth of the callers waited over {slowest * 2:g} s": part(self.waits, 0.99)
            > slowest * 2,
            "people are left in rooms": after.inside != 0,
            "events of rooms were lost": after.told != after.events,
            "not every call is noted to be forgotten": after.noted != self.calls + after.rung,
            "not every caller rang": self.heard.count["calls"] != self.calls,
        }.items():
            if so:
                yield sentence

    def printed(self, about: str) -> Iterator[str]:
        """The table. `about` is the machine."""
        web = len(self.found.get("web", ()))
        yield f"\n{self.calls:,} calls within {self.within:g} s, {web} web processes\n{about}\n"
        yield from self._answers()
        yield from self._rooms()
        yield from self._processes()
        yield from self._redis()

    def _answers(self) -> Iterator[str]:
        webhooks, failures = self.webhooks, self.failures
        p50, p99 = part(webhooks, 0.5) * 1000, part(webhooks, 0.99) * 1000
        slowest = max(webhooks, default=0) * 1000
        yield f"{len(webhooks):>9,} webhooks, {len(webhooks) / self.lasted:.0f} a second on average"
        yield f"{'':9} p50 {p50:.1f} ms, p99 {p99:.0f} ms, slowest {slowest:.0f} ms"
        yield f"{sum(failures.values()):>9,} failures {dict(failures) or ''}"

    def _rooms(self) -> Iterator[str]:
        joins, parts, after = self.heard.joins, self.hall["parts"], self.after
        yield (
            f"{len(joins):>9,} callers joined, {self.hall['busiest']:,} in rooms at once, in "
            f"{len(parts)} parts of at most {max(parts.values(), default=0)}"
        )
        yield (
            f"{'':9} seconds from call to room: p50 {part([all for all, _ in joins], 0.5):.0f},"
            f" of them waiting for the line p99 {part(self.waits, 0.99):.2f}, longest "
            f"{max(self.waits, default=0):.2f}"
        )
        yield f"{'':9} {dict(sorted(self.heard.count.items()))}"
        yield (
            f"{after.told:>9,} events of rooms taken, of {after.events:,}; {after.inside} people "
            f"left in rooms; {after.noted:,} calls noted ({after.rung} out), {self.erased:,} "
            f"forgotten already; settled {after.seconds:.1f} s after the last"
        )

    def _processes(self) -> Iterator[str]:
        took = {
            name: [one.cpu - then.cpu for one, then in zip(now, self.before[name], strict=True)]
            for name, now in self.found.items()
        }
        cpu = sum(map(sum, took.values()))
        calls = self.calls / cpu if cpu else 0
        yield f"{calls:>9.0f} calls for one CPU second of the whole line\n"
        yield f"{'':16}{'processes':>9}{'CPU s':>8}{'peak MB':>9}{'files':>7}"
        for name, now in self.found.items():
            each = ", ".join(f"{one:.0f}" for one in took[name])
            yield (
                f"{name:16}{len(now):9}{sum(took[name]):8.1f}{max(one.peak for one in now):9.0f}"
                f"{max(one.files for one in now):7}" + (f"   each: {each}" if len(now) > 1 else "")
            )
        yield f"{'callers':16}{'':9}{self.heard.busy:8.1f}\n"

    def _redis(self) -> Iterator[str]:
        watch = self.watch
        yield f"Redis's own peak: {self.memory['used_memory_peak'] / 2**20:.0f} MB"
        yield f"most jobs waiting: {_by(watch.most)}; seconds of the oldest: {_by(watch.longest)}"
        yield f"a call due to be forgotten waited {watch.overdue:.0f} s at most"
        yield f"Redis was busiest with, seconds: {_busiest(self.commands)}"
        for sentence, count in self.complaints.most_common(20):
            yield f"logged {count} times: {sentence}"


def part(times: Sequence[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


def _busiest(commands: dict[str, Any]) -> str:
    """Scripts with all that they ask for."""
    seconds = {name.removeprefix("cmdstat_"): each["usec"] / 1e6 for name, each in commands.items()}
    most = sorted(seconds, key=lambda name: -seconds[name])[:6]
    return ", ".join(
        f"{name} {seconds[name]:.1f} ({commands[f'cmdstat_{name}']['calls']:,})" for name in most
    )


def _by(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value:.0f}" for name, value in sorted(values.items())) or "none"
