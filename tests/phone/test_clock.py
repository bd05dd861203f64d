"""Both clocks: the simulated one jumps, the real one waits and can be woken."""

import asyncio
from datetime import timedelta

from ivr.phone import RealClock, SimulatedClock
from tests.phone.line import START


def test_simulated_clock_keeps_the_order() -> None:
    clock = SimulatedClock(START)
    happened: list[tuple[str, float]] = []

    def note(name: str) -> None:
        happened.append((name, (clock.now() - START).total_seconds()))

    clock.after(3600, lambda: note("later"))
    clock.after(1, lambda: note("first"))
    clock.after(1, lambda: note("second"))
    clock.after(2, lambda: note("never")).cancel()
    clock.at(START - timedelta(1), lambda: note("at once"))
    asyncio.run(clock.run(lambda: False))
    assert happened == [("at once", 0), ("first", 1), ("second", 1), ("later", 3600)]


def test_simulated_clock_stops_in_time() -> None:
    clock = SimulatedClock(START)
    clock.after(60, lambda: None)
    asyncio.run(clock.run(lambda: False, START + timedelta(seconds=10)))
    assert clock.now() == START + timedelta(seconds=10)


def test_real_clock_waits() -> None:
    clock = RealClock()
    began = clock.now()
    asyncio.run(clock.run(lambda: False, began))
    happened: list[float] = []
    clock.after(0.1, lambda: happened.append((clock.now() - began).total_seconds()))
    clock.after(30, lambda: None)
    asyncio.run(clock.run(lambda: bool(happened)))
    assert 0.1 <= happened[0] < 0.5


def test_real_clock_is_woken() -> None:
    async def wait() -> tuple[str, float]:
        clock = RealClock()
        began = clock.now()
        heard: list[str] = []
        waiting: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        async def program() -> None:
            heard.append(await clock.park(waiting))

        clock.spawn(program())
        clock.after(30, lambda: None)
        asyncio.get_running_loop().call_later(0.1, lambda: clock.wake(waiting, "a key"))
        asyncio.get_running_loop().call_later(0.05, lambda: clock.after(0, lambda: None))
        await clock.run(lambda: bool(heard), began + timedelta(seconds=20))
        clock.wake(waiting, "too late")
        return heard[0], (clock.now() - began).total_seconds()

    heard, seconds = asyncio.run(wait())
    assert heard == "a key"
    assert seconds < 1
