"""Asking the carrier until it does what a leader's key asks for.

An account has a number of requests that it may have in progress at a time; one more is answered
with a 429, is not carried out, and is no error: it waits its turn.
"""

import random
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from ivr.fence import Refused, Trouble, Unknown

T = TypeVar("T")

DEADLINE = 20.0
"""Seconds after which nothing is asked again: whoever pressed the key has long gone on."""

AGAIN = 2
"""So often something is repeated after trouble of another kind than a 429."""

FIRST_WAIT, LONGEST_WAIT = 0.1, 2.0
"""Seconds, half of them by chance, so that not all come back at once."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One request of many that was not carried out, as far as is known."""

    place: int  # of the request, from 0
    why: Trouble | Refused


def insist(ask: Callable[[], T], *, until: float | None = None, twice: bool = True) -> T:
    """The answer, at the latest at `until`, a time of `time.monotonic`.

    Without `twice` only what was surely not carried out is asked for again: an announcement is
    not to be heard two times. Raises Trouble, Refused and Unknown.
    """
    deadline = time.monotonic() + DEADLINE if until is None else until
    waits = troubles = 0
    while True:
        try:
            return ask()
        except Trouble as trouble:
            troubles += not trouble.busy
            wait = max(trouble.retry_after, _wait(waits))
            late = time.monotonic() + wait > deadline
            if late or troubles > AGAIN or not (twice or trouble.undone):
                raise
        waits += 1
        time.sleep(wait)


def insist_on_all(
    requests: Iterable[Callable[[], object]], at_once: int, *, twice: bool = True
) -> list[Failure]:
    """Asks for all of them, so many at a time. Those that failed, in their order.

    What a request is about may have left meanwhile (Unknown): that is no failure.
    """
    until = time.monotonic() + DEADLINE

    def ask(numbered: tuple[int, Callable[[], object]]) -> Failure | None:
        place, request = numbered
        try:
            insist(request, until=until, twice=twice)
        except Unknown:
            return None
        except (Trouble, Refused) as why:
            return Failure(place, why)
        return None

    with ThreadPoolExecutor(max(at_once, 1)) as threads:
        return [failed for failed in threads.map(ask, enumerate(requests)) if failed]


def _wait(waits: int) -> float:
    longest = min(FIRST_WAIT * 2.0**waits, LONGEST_WAIT)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - no secret
