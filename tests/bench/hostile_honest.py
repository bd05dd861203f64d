"""An honest caller beside the attacks: a process that asks all the time and tells how long it took.

`python -m tests.bench.hostile_honest PORT`: a line on stdin is answered by a line with what came of
all webhooks since the one before.
"""

import asyncio
import json
import sys
import time

from ivr.call import Call
from tests.bench.load import form
from tests.bench.wire import Lost, Pool, written

EVERY = 0.02
"""Seconds between two webhooks; every tenth comes over a connection of its own."""

NUMBER = "+19075550142"


async def run(port: int) -> None:
    public = f"http://127.0.0.1:{port}"
    fields = form(42, From=NUMBER, Caller=NUMBER)
    rings = written(f"{public}/voice", fields)
    path = Call("greeting", "en", 0, int(time.time() // 60), attempt=1).path()
    presses = written(public + path, {**fields, "Digits": "2"})
    pool = Pool(port, 8)
    seconds: list[float] = []
    failures: list[str] = []
    running: set[asyncio.Task[None]] = set()

    async def ask(number: int) -> None:
        began = time.monotonic()
        own = Pool(port, 1) if number % 10 == 0 else pool
        try:
            status, _ = await own.ask(presses if number % 3 else rings)
            if status != 200:
                failures.append(f"status {status}")
        except (Lost, TimeoutError) as error:
            failures.append(str(error) or "no answer in 15 s")
        finally:
            if own is not pool:
                own.close()
        seconds.append(time.monotonic() - began)

    async def all_the_time() -> None:
        number, due = 0, time.monotonic()
        while True:
            task = asyncio.create_task(ask(number))
            running.add(task)
            task.add_done_callback(running.discard)
            number, due = number + 1, due + EVERY
            await asyncio.sleep(max(0.0, due - time.monotonic()))

    asking = asyncio.create_task(all_the_time())
    while await asyncio.to_thread(sys.stdin.readline):
        await asyncio.sleep(2 * EVERY)
        if running:  # none of them is left out, however long it takes
            await asyncio.wait(set(running))
        print(json.dumps({"seconds": seconds, "failures": failures}), flush=True)
        seconds.clear()
        failures.clear()
    asking.cancel()
    pool.close()


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1])))
