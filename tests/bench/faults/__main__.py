"""What callers hear when something breaks: `python -m tests.bench.faults [NAME …]`.

Real processes: three web processes on two ports behind a load balancer, the workers, two crons,
Redis with a replica and three sentinels, a list server, and the carrier with its rooms and its REST
interface. So many callers are on, in real time; an operator changes something every second.
"""

import argparse
import shutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.faults.does import FAULTS, Fault
from tests.bench.faults.row import Row, run
from tests.bench.faults.stage import stage
from tests.bench.machine import described

CALLERS = 200


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(prog="python -m tests.bench.faults")
    names = [fault.name for fault in FAULTS]
    options.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(names)}")
    options.add_argument("--callers", type=int, default=CALLERS)
    options.add_argument("--logs", type=Path, help="a folder in which the line's logs are kept")
    given = options.parse_args(arguments)
    if unknown := set(given.names) - set(names):
        options.error(f"there is no fault {', '.join(sorted(unknown))}")
    chosen = [fault for fault in FAULTS if fault.name in (given.names or names)]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # and all that was started is ended
    print(f"{described()}\n{given.callers} callers\n", flush=True)
    print(
        f"{'fault':54}{'callers heard':32}{'webhooks':>9}{'>2 s':>6}{'slowest':>9}{'failed':>8}"
        f"{'lost':>8}{'well after':>12}",
        flush=True,
    )
    rows = [row for clock in (False, True) for row in _all(chosen, given, clock=clock)]
    broken = [f"{row.fault.name}: {each}" for row in rows for each in row.broken]
    print()
    for sentence in broken:
        print(f"BROKEN {sentence}")
    return 1 if broken else 0


def _all(chosen: Sequence[Fault], given: argparse.Namespace, *, clock: bool) -> list[Row]:
    """Those of one stage, in their order."""
    mine = [fault for fault in chosen if fault.clock is clock]
    if not mine:
        return []
    rows = []
    with TemporaryDirectory(prefix="ivr-") as folder:
        file = Path(folder) / "clock"
        file.write_text("+0")
        with stage(given.callers, clock=file if clock else None) as here:
            for fault in mine:
                rows.append(run(here, fault))
                print(line(rows[-1]), flush=True)
            for log in here.folder.glob("*.log") if given.logs else ():
                shutil.copy(log, given.logs)
    return rows


def line(row: Row) -> str:
    if row.heard is None:
        return f"{row.fault.what:54}not done: {row.skipped}"
    heard = row.heard
    unusual = ", ".join(f"{count}x {name}" for name, count in sorted(heard.unusual.items()))
    well = "never" if row.well is None else f"{row.well:.1f} s"
    return (
        f"{row.fault.what:54}{unusual or 'nothing unusual':32}{heard.webhooks:9}{heard.slow:6}"
        f"{heard.slowest:7.2f} s{sum(heard.failures.values()):8}"
        f"{len(row.lost) or 'nothing':>8}{well:>12}"
        + (f"   {heard.slowest_path}" if heard.slowest > 1 else "")
        + (f"   a draft after {row.drafted:.0f} s" if row.drafted > 30 else "")
        + (f"   {row.found} calls by the sweep" if row.found else "")
        + (f"   {row.refused} changes refused" if row.refused else "")
    )


if __name__ == "__main__":
    sys.exit(main())
