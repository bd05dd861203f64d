"""The hours of the last weeks that nobody led, and a rota that waits because it has become smaller.

No page says how many people were there: of an hour it is known that somebody was, and nothing else.
"""

from collections import Counter

import structlog
from babel.dates import format_datetime
from starlette.responses import Response

from ivr.console.visit import Visit
from ivr.console.words import CLOCK
from ivr.rooms.past import PastHour, hours_of_late
from ivr.rotarefresh import last_report

MOST = 100
"""Hours in the table, the latest first."""

OFTEN = 2
"""So often nobody led an hour of the week, until it is named as one."""

log = structlog.get_logger()


def shown(visit: Visit) -> Response:
    """GET /console/rota/past"""
    hours = hours_of_late(visit.house.connection, visit.house.clock())
    unled = [each for each in hours if not each.led]
    return visit.page(
        "rota-past.html",
        hours=len(hours),
        unled=unled,
        stood_in=sum(each.stood_in for each in hours),
        often=_often(visit, unled),
        most=MOST,
    )


def accept(visit: Visit) -> Response:
    """POST /console/rota/accept: what `ivr refresh --accept` does, for the rota."""
    report = last_report(visit.house.connection)
    if report is None or not report.shrunk:
        return visit.to("/rota", "rota-not-held")
    if visit.field("sure") != "yes":
        return visit.to("/rota", "rota-not-sure")
    has = str(report.has)
    if visit.field("has") != has:
        return visit.to("/rota", "rota-meanwhile")
    from workers.queues import enqueue  # RQ takes a tenth of a second to load

    connection = visit.house.connection
    enqueue(connection, "schedule", "workers.jobs.refresh_rota", ("accept", has), timeout=600)
    log.info("a smaller rota is to be taken", operator=visit.person.name)
    return visit.to("/rota", "rota-accepted")


def _often(visit: Visit, unled: list[PastHour]) -> list[tuple[str, int]]:
    """Hours of the week, in words, that nobody led again and again; the most often first."""
    pattern = f"EEEE, {CLOCK[visit.language]}"
    starts = (each.start.astimezone(visit.house.zone) for each in unled)
    found = Counter(format_datetime(each, pattern, locale=visit.language) for each in starts)
    return [(name, count) for name, count in found.most_common(10) if count >= OFTEN]
