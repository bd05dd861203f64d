"""A night on the telephone: whatever is lost, killed or refused, nobody can say who called."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from tests.erasure.callers import CALLERS, ring
from tests.erasure.mischief import (
    DOUBLED,
    KILLS,
    LOST,
    OVERTAKEN,
    RESTARTS,
    Fates,
    Killer,
    change_weather,
    trouble,
)
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


@pytest.mark.timeout(900)
def test_after_a_night_of_losses_and_kills_nobody_can_say_who_called(tmp_path: Path) -> None:
    asyncio.run(_night(tmp_path))


async def _night(folder: Path) -> None:
    """Found numbers end it at once: each round begins with what the search says."""
    dice = Random(SEED)
    fates = Fates(dice)
    async with simulation(folder, CALLERS, fates) as one:
        calls = ring(one, dice, CALLING, LONGEST)
        fates.deal(calls)
        trouble(one, dice, calls, CALLING)
        one.disturb = killer = Killer(one, dice)
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
        assert LOST <= ledger.swept <= happened["lost"]  # of a lost leg its call tells, too
        assert (len(calls), killer.kills, killer.restarts) == (1000, KILLS, RESTARTS)
        assert (happened["overtaken"], happened["doubled"] >= DOUBLED) == (OVERTAKEN, True)
        assert len(one.carrier.dialled) > 50
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


def test_after_an_hour_without_a_worker_a_thousand_calls_are_forgotten_in_a_minute(
    tmp_path: Path,
) -> None:
    asyncio.run(_backlog(tmp_path))


async def _backlog(folder: Path) -> None:
    """Behind the restart the simulated time goes at the pace of the real one."""
    dice = Random(SEED)
    async with simulation(folder, CALLERS, lambda _: "told") as one:
        one.works = False
        calls = ring(one, dice, timedelta(minutes=55), timedelta(minutes=4))
        begun = one.clock.now()
        while one.clock.now() < begun + timedelta(hours=1):
            await one.round(timedelta(minutes=5))  # each leaves jobs that nobody takes
        waiting = one.ledger().waiting
        assert waiting == len(calls) + len(one.carrier.dialled)
        assert not any(call.deleted for call in one.rest.records.calls.values())
        one.rest.records.faults.latency = 0.05
        one.works, restarted, at = True, time.monotonic(), one.clock.now()
        while one.ledger().waiting:
            real = timedelta(seconds=time.monotonic() - restarted)
            assert real.total_seconds() < A_THOUSAND * waiting / 1000, one.ledger()
            await one.round(max(at + real - one.clock.now(), timedelta(seconds=1)))
        assert time.monotonic() - restarted < A_THOUSAND * waiting / 1000
        assert all(call.deleted for call in one.rest.records.calls.values())
        one.looked_through()
