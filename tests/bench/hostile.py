"""What strangers get out of the line: `python -m tests.bench.hostile [NAME …]`.

Two real web processes, a worker, Redis; a table with a row for each attack, and beside every attack
an honest caller. Exits with 1 when a promise was broken: see docs/hardening.md.
"""

import argparse
import asyncio
import os
import sys
from collections import Counter
from collections.abc import Sequence

from tests.bench.hostile_calls import ATTACKS as OF_CALLS
from tests.bench.hostile_console import ATTACKS as OF_CONSOLE
from tests.bench.hostile_http import ATTACKS as OF_HTTP
from tests.bench.hostile_sources import ATTACKS as OF_SOURCES
from tests.bench.hostile_stage import Attack, Row, Stage, run, stage
from tests.bench.machine import OURS, described

ATTACKS = (*OF_HTTP, *OF_CONSOLE, *OF_CALLS, *OF_SOURCES)


async def _nothing(_: Stage) -> Counter[str]:
    await asyncio.sleep(5)
    return Counter(nothing=1)


CALM = Attack("calm", "nobody", _nothing, frozenset({"nothing"}))


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(prog="python -m tests.bench.hostile")
    names = [attack.name for attack in ATTACKS]
    options.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(names)}")
    options.add_argument("--processes", type=int, default=2, help="web processes")
    given = options.parse_args(arguments)
    if unknown := set(given.names) - set(names):
        options.error(f"there is no attack {', '.join(sorted(unknown))}")
    chosen = [each for each in ATTACKS if each.name in (given.names or names)]
    print(f"{described()}; {given.processes} web processes\n")
    print(
        f"{'attack':54}{'s':>6}{'CPU s':>7}{'honest':>8}{'p99 ms':>8}{'max ms':>8}"
        f"{'MB':>12}{'files':>12}  answered",
        flush=True,
    )
    rows = asyncio.run(_all(chosen, given.processes))
    broken = [f"{row.attack.name}: {each}" for row in rows for each in row.broken]
    print()
    for sentence in broken:
        print(f"BROKEN {sentence}")
    print("Some promises were broken." if broken else "Every promise was kept.")
    return 1 if broken else 0


async def _all(chosen: Sequence[Attack], processes: int) -> list[Row]:
    rows = []
    with stage(processes) as one:
        os.sched_setaffinity(0, OURS)
        calm = await run(one, CALM)
        print(line(calm), flush=True)
        one.calm = calm.p99
        for attack in chosen:
            rows.append(await run(one, attack))
            print(line(rows[-1]), flush=True)
        for sentence, times in one.here.complaints().most_common(20):
            print(f"logged {times} times: {sentence}")
    return rows


def line(row: Row) -> str:
    said = ", ".join(f"{answer} ({times:,})" for answer, times in row.answered.most_common())
    grown = f"{row.before[0]:.0f}-{row.after[0]:.0f}"
    files = f"{row.before[1]}-{row.after[1]}"
    return (
        f"{row.attack.what:54}{row.seconds:6.1f}{row.cpu:7.1f}{row.webhooks:8}"
        f"{row.p99 * 1000:8.1f}{row.slowest * 1000:8.1f}{grown:>12}{files:>12}  {said}"
        + ("  BROKEN" if row.broken else "")
    )


if __name__ == "__main__":
    sys.exit(main())
