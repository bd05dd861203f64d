"""Many callers, in a process of its own: `python -m tests.bench.crowd`, told by JSON on stdin.

Arrivals are open: each caller comes when it is due, however slow the line is. What came of it goes
to stdout, a line of JSON every few seconds and one at the end.
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import Iterator

import msgspec
import uvloop

from tests.bench.caller import Caller, Plan, Seen
from tests.bench.wire import Pool

WAYS = (
    (45, ()),  # silence joins
    (25, ("1",)),
    (8, ("2", "", "1")),  # the next meetings, and then in
    (5, ("2", "2", "2", "*", "1")),
    (4, ("9", "")),  # in the other language
    (3, ("3", "12345", "", "1")),
    (3, ("4", "*", "1")),
    (2, ("0", "*", "1")),
    (5, ("8", "", "1")),  # a wrong key
)
"""How often, of a hundred, what callers press. The room's menu comes later."""

MENU_KEYS = ("1", "2", "4", "6", "6", "9", "")


class Order(msgspec.Struct):
    """What one process of callers does. `rate` (calls a second) for a steady stream, else a peak in
    the middle of `seconds`, as at the full hour."""

    port: int
    public: str
    socket: str
    began: float  # time.time() of the beginning
    calls: int
    seconds: float
    first: int = 0  # place of the first caller
    pace: float = 1.0
    connections: int = 64
    rate: float = 0.0
    every: float = 0.0  # seconds between two reports; 0 is one at the end
    stay: float = 0.0  # mean seconds of a stay; 0: most stay till after `seconds`
    ways: tuple[tuple[str, ...], ...] = ()  # other keys than those of WAYS, and
    menu_keys: tuple[str, ...] = ()  # others in the room, all of them in turn


def plans(order: Order) -> Iterator[Plan]:
    """In the order of their arrival."""
    dice = random.Random(order.first)
    ways = order.ways or [keys for _, keys in WAYS]
    weights = [1] * len(ways) if order.ways else [weight for weight, _ in WAYS]
    for place, at in enumerate(_arrivals(order, dice), order.first):
        (keys,) = dice.choices(ways, weights)
        pressed = order.menu_keys or dice.choices(MENU_KEYS, k=dice.choice((0, 0, 0, 1, 2)))
        menus = tuple((dice.uniform(5, 45), key) for key in pressed)
        pace = 0.1 if order.rate and dice.random() < 0.2 else order.pace
        yield Plan(place, at, _stay(order, at, dice), keys, menus, pace)


def _arrivals(order: Order, dice: random.Random) -> Iterator[float]:
    if order.rate:
        at = 0.0
        while (at := at + dice.expovariate(order.rate)) < order.seconds:
            yield at
        return
    times: list[float] = []
    while len(times) < order.calls:  # most of them around the middle
        at = dice.gauss(order.seconds / 2, order.seconds / 5)
        if 0 <= at < order.seconds:
            times.append(at)
    yield from sorted(times)


def _stay(order: Order, at: float, dice: random.Random) -> float:
    """Seconds until the caller hangs up, in their own time."""
    kind = dice.random()
    if kind < 0.06:
        return dice.uniform(2, 15)
    if order.stay or kind < 0.2:
        mean = order.stay or 30.0
        return 20 + min(dice.expovariate(1 / mean), 3 * mean)
    return 40 + (dice.uniform(1, 2) * order.seconds - at) / order.pace


class Exchange:
    """The way to the hall: words of one call are heard in their order."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._heard: dict[str, asyncio.Queue[list[object]]] = {}

    def tell(self, *word: object) -> None:
        kind, call = str(word[0]), str(word[1])
        if kind == "begin":
            self._heard[call] = asyncio.Queue()
        elif kind == "end":
            self._heard.pop(call, None)
        self._writer.write(json.dumps(word).encode() + b"\n")

    async def hear(self, call: str) -> list[object]:
        return await self._heard[call].get()

    async def listen(self, reader: asyncio.StreamReader) -> None:
        async for line in reader:
            word = json.loads(line)
            if queue := self._heard.get(word[1]):
                queue.put_nowait(word)


async def crowd(order: Order) -> None:
    reader, writer = await asyncio.open_unix_connection(order.socket)
    rooms, seen = Exchange(writer), Seen()
    pool = Pool(order.port, order.connections)
    tasks = [asyncio.create_task(rooms.listen(reader))]
    if order.every:
        tasks.append(asyncio.create_task(_report(order.every, seen)))
    callers: set[asyncio.Task[None]] = set()
    offset = time.time() - time.monotonic()
    for plan in plans(order):
        due = order.began + plan.at - offset
        if (wait := due - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        caller = Caller(plan, order.public, pool, rooms, seen)
        calling = asyncio.create_task(caller.call(due))
        callers.add(calling)
        calling.add_done_callback(callers.discard)
        calling.add_done_callback(lambda done: _raised(done, seen))
    while callers:
        await asyncio.wait(callers)
    for task in tasks:
        task.cancel()
    _print(seen)
    writer.close()


def _raised(done: "asyncio.Task[None]", seen: Seen) -> None:
    if (error := done.exception()) is not None:
        seen.failures[f"the caller itself: {type(error).__name__} {error}"] += 1


async def _report(every: float, seen: Seen) -> None:
    while True:
        await asyncio.sleep(every)
        _print(seen)


def _print(seen: Seen) -> None:
    """Since the last time."""
    print(
        json.dumps(
            {
                "seconds": [round(each, 5) for each in seen.seconds],
                "joins": seen.joins,
                "count": seen.count,
                "failures": seen.failures,
                "busy": time.process_time(),
            }
        ),
        flush=True,
    )
    for part in (seen.seconds, seen.joins, seen.count, seen.failures):
        part.clear()


if __name__ == "__main__":
    uvloop.run(crowd(msgspec.json.decode(sys.stdin.buffer.read(), type=Order)))
