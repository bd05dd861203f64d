"""What is wrong with the line though callers are answered, in sentences with their mends.

What callers have to do without is said by the keeper, `Keeper.missing`; this is what they may come
to notice when nobody mends it.
"""

from collections.abc import Iterator

from ivr.erasure.ledger import STUCK, UNSWEPT
from ivr.watching.standing import Here, Standing
from ivr.wording import ago, long

LONG = {"room": 60.0, "erase": 300.0}
"""Seconds for which a job may wait before that is said; of the other queues:"""
LONGER = 1800.0

LITTLE = 200 * 2**20
"""Bytes of room in IVR_DATA_DIR with less than which somebody should look."""

FULL = 0.9
"""Of the memory that Redis may use."""

WRONG = 30.0
"""Seconds by which a clock may be wrong before it is said."""


def degraded(standing: Standing | None, here: Here | None) -> Iterator[str]:
    """In the order in which one would mend them. None is what is not known just now."""
    if here is not None:
        yield from _here(here)
    if standing is not None:
        yield from _redis(standing)
        yield from _processes(standing)
        yield from _lists(standing)
        yield from _forgetting(standing)


def _here(here: Here) -> Iterator[str]:
    if not here.writable:
        yield "Nothing can be written to IVR_DATA_DIR: make room there, or mend its rights."
    elif here.free < LITTLE:
        yield f"IVR_DATA_DIR has {here.free // 2**20} MB of room: make more there."
    if here.unled:
        yield "Nobody leads the meeting of this hour, as far as the rota says."


def _redis(standing: Standing) -> Iterator[str]:
    memory = standing.memory
    if memory and not memory.saves:
        yield "Redis cannot write to its disk: make room there."
    if memory and memory.most and memory.used > FULL * memory.most:
        share = f"{memory.used / memory.most:.0%}"
        yield f"Redis uses {share} of the memory that it may have: give it more (maxmemory)."
    if abs(standing.skew) > WRONG:
        yield (
            f"The clock here and that of Redis are {abs(standing.skew):.0f} seconds apart: set "
            "both by the network's time."
        )


def _processes(standing: Standing) -> Iterator[str]:
    if unserved := [queue.name for queue in standing.queues if not queue.served]:
        yield f"No worker serves {', '.join(unserved)}: start `ivr worker`."
    if standing.cron is None:
        yield "No cron lives: start `ivr cron`, or nothing is refreshed."
    for queue in standing.queues:
        if queue.served and queue.oldest > LONG.get(queue.name, LONGER):
            late = f"The queue {queue.name} is {long(queue.oldest)} behind"
            yield f"{late}: see the worker's log, and whether one worker is enough."
    if standing.carrier_away:
        yield "The carrier does not answer what jobs ask of it: it is asked again by itself."


def _lists(standing: Standing) -> Iterator[str]:
    for each in standing.lists:
        if each.age is None:
            yield f"The list {each.name} was never read: run `ivr refresh`."
        elif each.late:
            yield f"The list {each.name} was last good {ago(each.age)}: run `ivr refresh`."
    if standing.rota_kept:
        yield "The rota's files cannot be used, the rota from before stays: run `ivr refresh`."


def _forgetting(standing: Standing) -> Iterator[str]:
    ledger = standing.ledger
    if standing.held is not None:
        yield "By order nothing is deleted at the carrier: `ivr privacy hold --end` ends that."
    elif ledger and ledger.waiting and ledger.oldest_known > STUCK.total_seconds():
        yield (
            f"Calls wait for {long(ledger.oldest_known)} to be erased at the carrier: see that "
            "`ivr worker` runs, and run `ivr privacy audit`."
        )
    if ledger and ledger.last_sweep is not None and ledger.last_sweep > UNSWEPT.total_seconds():
        yield f"The carrier's list of calls was last gone through {ago(ledger.last_sweep)}."
