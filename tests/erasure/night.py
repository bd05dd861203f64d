"""A night on the telephone: whatever is lost, killed or refused, nobody can say who called.

The tests let some hundred people call; `python -m tests.erasure.night` a thousand, in minutes.
"""

import asyncio
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from random import Random

from tests.erasure.callers import CALLERS, ring
from tests.erasure.mischief import Fates, Killer, change_weather, trouble
from tests.erasure.simulation import Simulation
from tests.erasure.stage import simulation

SEED = 3

CALLING, LONGEST = timedelta(minutes=25), timedelta(minutes=7)
"""So long calls come in, and so long the longest goes on."""

SHORT, LONGER, QUIET = timedelta(seconds=30), timedelta(minutes=20), timedelta(hours=1)
"""Of a round while calls go on, and afterwards at least and at most."""

A_THOUSAND = 180.0
"""Seconds, real ones, for a backlog of a thousand calls, three times what they have on a machine
that does nothing else: other tests run beside this one, and tests/bench measures it."""


async def night(folder: Path, count: int) -> None:
    """Found numbers end it at once: each round begins with what the search says."""
    dice = Random(SEED)
    fates = Fates(dice)
    async with simulation(folder, CALLERS, fates) as one:
        calls = ring(one, dice, CALLING, LONGEST, count)
        fates.deal(calls)
        trouble(one, dice, calls, CALLING)
        one.disturb = killer = Killer(one, dice, count)
        begun = one.clock.now()
        while one.clock.now() < begun + CALLING + LONGEST:
            change_weather(one, begun)
            await one.round(SHORT)
        while one.remembers():
            assert one.clock.now() < begun + timedelta(days=3), one.ledger()
            await one.round(one.until_due(LONGER, QUIET))
        nobody_is_known(one)
        everything = len(calls) + len(one.carrier.dialled)
        ledger, happened = one.ledger(), one.post.happened
        assert (ledger.noted, ledger.erased, ledger.proven) == (everything,) * 3
        assert (ledger.waiting, ledger.deleted, ledger.going_on) == (0, 0, 0)
        # Of a lost leg its call tells, too.
        assert fates.lost <= ledger.swept <= happened["lost"]
        assert (killer.kills, killer.restarts) == (killer.most_kills, killer.most_restarts)
        assert happened["overtaken"] == fates.overtaken > 0
        assert happened["doubled"] >= fates.doubled > 0
        assert len(one.carrier.dialled) > count // 20
        asked = one.rest.requests
        assert {"429", "503", "cut", "cut-after"} <= {each.fault for each in asked}
        assert {429, 503, 500} <= {each.status for each in asked if not each.fault}
        assert "20009" in ledger.refused
        assert one.rest.check() == []


def nobody_is_known(one: Simulation) -> None:
    """Not by the carrier, and not by any look of the search, of which there was one a round."""
    records = one.rest.records
    assert (records.left(), records.left_recordings(), records.left_transcriptions()) == (
        set(),
        set(),
        set(),
    )
    told = one.looked_through()
    assert told is not None
    assert told.looks >= one.rounds > 0


async def backlog(folder: Path, count: int) -> None:
    """Behind the restart the simulated time goes at the pace of the real one."""
    dice = Random(SEED)
    async with simulation(folder, CALLERS, lambda _: "told") as one:
        one.works = False
        calls = ring(one, dice, timedelta(minutes=55), timedelta(minutes=4), count)
        begun = one.clock.now()
        while one.clock.now() < begun + timedelta(hours=1):
            await one.round(timedelta(minutes=5))  # each leaves jobs that nobody takes
        waiting = one.ledger().waiting
        assert waiting == len(calls) + len(one.carrier.dialled), one.ledger()
        assert not any(call.deleted for call in one.rest.records.calls.values())
        one.rest.records.faults.latency = 0.05
        one.works, restarted, at = True, time.monotonic(), one.clock.now()
        while one.ledger().waiting:
            real = timedelta(seconds=time.monotonic() - restarted)
            assert real.total_seconds() < A_THOUSAND, one.ledger()
            await one.round(max(at + real - one.clock.now(), timedelta(seconds=1)))
        assert all(call.deleted for call in one.rest.records.calls.values())
        one.looked_through()


if __name__ == "__main__":
    for part in (night, backlog):
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            asyncio.run(part(Path(folder), len(CALLERS)))
            took = time.monotonic() - began
            print(f"{part.__name__} of {len(CALLERS)} calls: nobody is known; {took:.0f} s")
