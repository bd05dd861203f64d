"""From the lists' servers to what callers hear: fetch, read, check, publish.

What fails leaves everything good as it was. The last good meetings of each list are kept, and the
schedule is always made of all of them, so that one list's bad day is not another's.
"""

import time
from collections.abc import Callable
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import Thread

import redis

from ivr.schedule.attempt import Tried, attempt
from ivr.schedule.fetch import Limits
from ivr.schedule.report import SourceReport
from ivr.schedule.telling import told
from ivr.settings import Settings, SettingsError, Source

AT_ONCE = 4
"""Lists that are fetched at the same time."""

GATHERED = 15.0
"""Seconds that a list which is done waits for others before callers hear it: to make one of them
all takes some."""

SELDOM = 5
"""So many times as long as that took is waited at least: it is no more than a sixth of the work."""


def refresh_all(
    settings: Settings,
    connection: redis.Redis,
    *,
    accept: bool = False,
    now: datetime,
    limits: Limits | None = None,
    tell: Callable[[SourceReport], None] | None = None,
) -> list[SourceReport]:
    """Every list of line.toml, some at once; the reports are in its order.

    No list waits for a slow one: what is done is published while others are still fetched. `tell`
    gets each report as soon as it is made.
    """
    waiting: SimpleQueue[Source] = SimpleQueue()
    done: SimpleQueue[Tried | Exception] = SimpleQueue()
    for source in settings.sources:
        waiting.put(source)

    def work() -> None:
        try:
            while True:
                source = waiting.get_nowait()
                done.put(attempt(settings, connection, source, accept, now, limits))
        except Empty:
            return
        except Exception as error:  # Redis is away: for whoever waits here to say
            done.put(error)

    for _ in range(min(AT_ONCE, len(settings.sources))):
        Thread(target=work, daemon=True).start()  # whoever interrupts need not wait for a server
    reports: dict[str, SourceReport] = {}
    pause = GATHERED
    while missing := len(settings.sources) - len(reports):
        gathered, began = _gathered(done, missing, pause), time.monotonic()
        for report in told(settings, connection, gathered, now):
            reports[report.source] = report
            if tell:
                tell(report)
        pause = max(GATHERED, SELDOM * (time.monotonic() - began))
    return [reports[source.name] for source in settings.sources]


def _gathered(done: "SimpleQueue[Tried | Exception]", most: int, pause: float) -> list[Tried]:
    """The next list that is done, and those that are within `pause` seconds after it."""
    found: list[Tried] = []
    until = 0.0
    while len(found) < most:
        try:
            one = done.get(timeout=max(0.0, until - time.monotonic()) if found else None)
        except Empty:
            break
        if isinstance(one, Exception):
            raise one
        until = until or time.monotonic() + pause
        found.append(one)
    return found


def refresh_source(
    settings: Settings,
    connection: redis.Redis,
    name: str,
    *,
    accept: bool = False,
    now: datetime,
    limits: Limits | None = None,
) -> SourceReport:
    """Fetch one list and, if it is good, let callers hear it.

    `accept` takes a list that lost more than 30 % of its meetings. Raises SettingsError for a name
    that no list has, and redis.RedisError; what a server does wrong is in the report.
    """
    source = next((source for source in settings.sources if source.name == name), None)
    if source is None:
        raise SettingsError(f'{settings.config}: no [[source]] has the name "{name}": add one.')
    tried = attempt(settings, connection, source, accept, now, limits)
    return told(settings, connection, [tried], now)[0]
