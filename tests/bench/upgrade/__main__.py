"""Does a rolling upgrade lose anything: `python -m tests.bench.upgrade [--before REV]`.

Real processes of two releases share one Redis and one folder of data behind one load balancer,
while callers are on: the release before, both, the new one, both again on the way back, the one
before. In each step every release that runs publishes, and all that run have to read it. Exit 1
when a promise is broken.
"""

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.faults.crowd import Heard
from tests.bench.machine import complaints, described
from tests.bench.upgrade.published import Publishing
from tests.bench.upgrade.release import NoRelease, after, before, other_libraries
from tests.bench.upgrade.stage import Broken, Stage, pressed, put_out, stage, waited

CALLERS = 40
WALK = (("before",), ("before", "after"), ("after",), ("after", "before"), ("before",))
FORGETS = 120.0
"""Seconds: a call is forgotten a minute after its end, and jobs come every ten seconds."""

LEFT_ALONE = ("another release", "newer release", "the last good one stays", "those before stay")
"""What a release says of something that it cannot read, and leaves as it is."""


@dataclass
class Step:
    """What came of one. `written` counts what was written and read by all that run; `broken` are
    the promises that were not kept, in sentences."""

    running: Sequence[str]
    seconds: float
    heard: Heard
    keys: int
    written: int
    left_alone: int = 0
    broken: list[str] = field(default_factory=list)


def walk(here: Stage) -> Iterator[Step]:
    """Raises Broken where it cannot go on."""
    publishing, first = Publishing(here), True
    said, failed, out = Counter[str](), Counter[str](), Counter[str]()
    for running in WALK:
        began, moment = time.monotonic(), here.crowd.clock.now()
        sides = [here.sides[name] for name in running]
        for side in sides:
            if not side.running:
                side.start()
        for side in here.sides.values():
            if side.running and side not in sides:
                side.stop()
        if first:
            publishing.sign_in(sides[0])
        first = False
        written, broken = 0, list[str]()
        for writer in sides:
            more, wrong = publishing.all_of_it(writer, sides)
            written, broken = written + more, broken + wrong
        broken += [f"{each} ended by itself" for side in sides for each in side.fallen()]
        said, new = _since(said, complaints(here.folder))
        failed, jobs = _since(failed, Counter(here.failed()))
        out, ends = _since(out, Counter(put_out(here.crowd.calls)))
        heard = here.crowd.since(began, moment)
        keys = pressed(here.crowd.calls, moment)
        alone = sum(count for sentence, count in new.items() if left_alone(sentence))
        broken += promises(heard, new, jobs, ends)
        yield Step(running, time.monotonic() - began, heard, keys, written, alone, broken)


def left_alone(sentence: str) -> bool:
    return any(each in sentence for each in LEFT_ALONE)


def promises(
    heard: Heard, said: Mapping[str, int], jobs: Mapping[str, int], ends: Mapping[str, int]
) -> list[str]:
    """Those that were broken. `said` is what was logged, `jobs` failed, `ends` are those of calls
    that their callers did not end."""
    return [
        *(f"{count} webhooks failed: {each}" for each, count in heard.failures.items()),
        *(f"callers heard {each}, {count} times" for each, count in heard.unusual.items()),
        *(f"a caller was put out ({each}), {count} times" for each, count in ends.items()),
        *(f"the job {each} failed, {count} times" for each, count in jobs.items()),
        *(f"logged {n} times: {each}" for each, n in said.items() if not left_alone(each)),
    ]


def line(step: Step) -> str:
    heard = step.heard
    return (
        f"{' and '.join(step.running):22}{step.seconds:8.0f}{heard.webhooks:10}{step.keys:8}"
        f"{heard.slowest:8.2f} s{sum(heard.failures.values()):8}"
        f"{sum(heard.unusual.values()):9}{step.written:9}{step.left_alone:12}{len(step.broken):8}"
    )


HEAD = (
    f"{'running':22}{'seconds':>8}{'webhooks':>10}{'keys':>8}{'slowest':>10}{'failed':>8}"
    f"{'unusual':>9}{'written':>9}{'left alone':>12}{'broken':>8}"
)


def _since(before: Counter[str], now: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    return now, now - before


def _forgotten(here: Stage) -> list[str]:
    """Of the calls that had ended by now, and how long that took."""
    calls, began = [call for call in here.crowd.calls if call.ended], time.monotonic()
    if waited(FORGETS, lambda: not here.unforgotten(calls)):
        took = time.monotonic() - began
        print(f"\n{len(calls)} calls had ended; {took:.0f} s later all were forgotten.")
        return []
    return [f"{len(here.unforgotten(calls))} of {len(calls)} calls are not forgotten"]


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(prog="python -m tests.bench.upgrade")
    options.add_argument("--before", metavar="REV", default="", help="what git calls that release")
    options.add_argument("--callers", type=int, default=CALLERS)
    options.add_argument("--logs", type=Path, help="a folder in which the line's logs are kept")
    given = options.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # and all that was started is ended
    with TemporaryDirectory(prefix="ivr-release-") as folder:
        try:
            old, new = before(Path(folder) / "before", given.before), after(Path(folder) / "after")
        except NoRelease as error:
            print(error, file=sys.stderr)
            return 1
        print(f"{described()}\n{given.callers} callers\nbefore: {old.about}\nafter:  {new.about}")
        if other_libraries(old, new):
            print("Their locks differ: both run with the libraries of this clone.")
        print(f"\n{HEAD}", flush=True)
        broken = list[str]()
        try:
            with stage((old, new), given.callers, keep=given.logs) as here:
                for step in walk(here):
                    print(line(step), flush=True)
                    broken += [f"{' and '.join(step.running)}: {each}" for each in step.broken]
                broken += _forgotten(here)
        except Broken as error:  # and it could not go on
            broken.append(str(error))
    for sentence in broken:
        print(f"BROKEN {sentence}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
