"""What RQ runs. Each is a few lines around a function that can be called without a queue.

A job imports what it needs itself: a worker holds what its own queue's jobs need, and no more
(`LATE` in process.py).
"""

import os
from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from typing import TYPE_CHECKING

import structlog

from ivr import store
from ivr.clock import utc_now
from ivr.environment import load
from ivr.settings import Settings

if TYPE_CHECKING:
    from ivr.carrier import Carrier
    from ivr.conferences import Conferences
    from ivr.erasure.forget import Outcome

log = structlog.get_logger()


def refresh_schedule(source: str, accept: str = "") -> str:
    """Fetch one meeting list and publish what is good. Returns what became of it.

    `accept` is "accept" where an operator said that it may be much smaller than before.
    """

    from ivr.schedule import refresh

    settings = _settings()
    report = refresh.refresh_source(
        settings,
        store.connect(settings.redis_url),
        source,
        accept=accept == "accept",
        now=utc_now(),
    )
    log.info(report.sentence, source=source, outcome=report.outcome)
    return report.outcome


def refresh_places() -> str:
    """Make the places callers can name anew, where lists have other ones. Returns what was done."""

    from ivr.places.publish import publish_places
    from ivr.schedule.publish import publish_schedule

    settings = _settings()
    connection = store.connect(settings.redis_url, timeout=60)
    published = publish_places(settings, connection)
    publish_schedule(settings, connection)  # meetings without a point are placed by them
    return "published" if published else "as before"


def refresh_rota(accept: str = "", least: str = "0") -> str:
    """Read the rota and publish it when it is good. Returns what became of it.

    `accept` is "accept" where an operator said that it may be much smaller than before: with
    `least` meetings in its week, and not with fewer.
    """

    from ivr import rotarefresh

    settings = _settings()
    report = rotarefresh.refresh_rota(
        settings,
        store.connect(settings.redis_url),
        utc_now(),
        accept=accept == "accept",
        least=int(least),
    )
    if report.news:
        log.info(report.sentence, outcome=report.outcome)
    return report.outcome


def watch_budgets() -> str:
    """Say once in the log that a budget is nearly used up, or is. Returns how many."""

    from ivr.costs.budget import watch

    settings = _settings()
    told = watch(settings, store.connect(settings.redis_url), utc_now())
    return f"{told} told"


def bury_keys() -> str:
    """See that no ended day's key is left in Redis or in its files. Returns what was done."""

    from ivr.keyend import bury

    settings = _settings(line_file=False)
    burial = bury(store.connect(settings.redis_url), utc_now())
    if burial.news:
        log.warning(burial.why)
    return "done" if burial.done else burial.why or "nothing to do"


def forget_calls() -> str:
    """Forget the calls that are due. Returns what was done, in counts."""

    from ivr.erasure.due import ToForget
    from ivr.erasure.forget import forget_due

    settings = _settings(line_file=False)
    connection = store.connect(settings.redis_url)
    if not ToForget(connection).any_due(utc_now()):
        return "nothing is due"
    with _carrier(settings) as carrier:
        outcome = forget_due(connection, carrier, utc_now)
    if outcome.news:
        log.info("not all could be forgotten yet", **_untimed(outcome))
    return f"{outcome.erased} erased, {outcome.proven} proven"


def sweep_calls(back: str) -> str:
    """Note the carrier's ended calls that nobody told of. `back` is `recent` or `month`."""

    from ivr.carrier import Trouble
    from ivr.erasure.sweep import MONTH, RECENT, sweep

    settings = _settings()
    with _carrier(settings) as carrier:
        try:
            found = sweep(
                store.connect(settings.redis_url),
                carrier,
                settings,
                utc_now(),
                back={"recent": RECENT, "month": MONTH}[back],
            )
        except Trouble as trouble:  # the next hour's sweep makes up for it
            log.warning("the carrier does not answer, the sweep waits", why=trouble.why)
            return "trouble"
    if found:
        log.info("calls were found at the carrier that nobody told of", calls=found)
    return f"{found} found"


def make_take(id: str) -> str:
    """Make a draft of what an operator said or sent. Returns what became of it."""

    from ivr.erasure import hold
    from ivr.helping.kept import current
    from ivr.prompts import Prompts
    from ivr.recordings import making
    from ivr.recordings.catalogue import recorded_words
    from ivr.recordings.library import Library
    from ivr.recordings.storage import storage_of
    from ivr.recordings.takes import Takes

    settings, prompts = _settings(), Prompts()
    connection = store.connect(settings.redis_url)
    said = current(settings, connection)
    with ExitStack() as stack:
        take = making.make_take(
            id,
            Takes(connection, utc_now),
            Library(connection, storage_of(settings), utc_now),
            lambda language, prompt: recorded_words(prompts, said, language, prompt),
            stack.enter_context(_carrier(settings)) if settings.erases else None,
            held=hold.since(connection) is not None,
        )
    return take.state if take else "unknown"


def find_takes() -> str:
    """Take up what was said and of which a callback, a job or a worker was lost."""

    from ivr.carrier import Trouble
    from ivr.recordings import finding
    from ivr.recordings.takes import Takes

    settings = _settings(line_file=False)
    takes = Takes(store.connect(settings.redis_url), utc_now)
    with ExitStack() as stack:
        asked = settings.erases and takes.offers.calls()
        carrier = stack.enter_context(_carrier(settings)) if asked else None
        try:
            again, found = finding.find_takes(takes, carrier)
        except Trouble as trouble:  # the next minute's run makes up for it
            log.warning("the carrier does not answer, recordings wait", why=trouble.why)
            return "trouble"
    if again or found:
        log.warning("recordings waited, or nobody told of them", waited=again, untold=found)
    return f"{again} again, {found} found"


def drop_uploads() -> str:
    """Delete the files that were sent and of which no draft will ever be made."""

    from ivr.recordings import finding
    from ivr.recordings.storage import storage_of
    from ivr.recordings.takes import Takes

    settings = _settings(line_file=False)
    takes = Takes(store.connect(settings.redis_url), utc_now)
    dropped = finding.drop_uploads(takes, storage_of(settings))
    if dropped:
        log.warning("files that were sent and belong to no take were deleted", files=dropped)
    return f"{dropped} dropped"


def tend_room(part: str) -> str:
    """Look after a part of a room in which somebody is alone, or no longer. Returns how it went."""

    from ivr.rooms import rounds

    settings = _settings()
    connection = store.connect(settings.redis_url)
    with _conferences(settings) as conferences:
        return rounds.tend_part(connection, conferences, settings, utc_now, part)


def room_command(part: str, command: str, call: str) -> str:
    """Carry out at the carrier what a leader's key asked for. Returns what became of it.

    `call` is whom it is about.
    """

    from ivr.rooms import rounds

    settings = _settings()
    connection = store.connect(settings.redis_url)
    with _conferences(settings) as conferences:
        return rounds.command(connection, conferences, settings, utc_now, part, command, call)


def tend_rooms() -> str:
    """Go round all rooms: who is alone, who is told what, and what the carrier shows."""

    from ivr.rooms import rounds

    settings = _settings()
    connection = store.connect(settings.redis_url)
    with _conferences(settings) as conferences:
        count = rounds.go_round(connection, conferences, settings, utc_now)
    return f"{count} rooms"


def _untimed(outcome: "Outcome") -> dict[str, int]:
    """Without what would tell when calls ended."""
    return {"refused": outcome.refused, "still_shown": outcome.still_shown}


def _conferences(settings: Settings) -> "AbstractContextManager[Conferences | None]":
    """None where no account is known."""

    from ivr.conferences import Conferences

    return Conferences(settings) if settings.erases else nullcontext()


def _carrier(settings: Settings) -> "closing[Carrier]":
    from ivr.carrier import Carrier
    from ivr.erasure.forget import AT_ONCE

    return closing(Carrier(settings, at_once=AT_ONCE))


def _settings(*, line_file: bool = True) -> Settings:
    return load(os.environ, needs=("REDIS_URL",), line_file=line_file)
