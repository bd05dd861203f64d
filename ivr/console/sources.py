"""The meeting lists: how each of them is, and taking one that has become smaller."""

import structlog
from starlette.responses import Response

from ivr.console.visit import Visit
from ivr.schedule.state import SourceState, source_state
from ivr.settings import Source

log = structlog.get_logger()

GRADES = {"published": "good", "unchanged": "good", "held": "doubt", "kept": "bad"}
"""How each outcome of a refresh looks; one that was never tried has none."""


def shown(visit: Visit) -> Response:
    """GET /console/sources"""
    house = visit.house
    states: list[tuple[Source, SourceState]] = [
        (source, source_state(house.connection, source.name)) for source in house.settings.sources
    ]
    return visit.page("sources.html", states=states, now=house.clock(), grades=GRADES)


def accept(visit: Visit) -> Response:
    """POST /console/sources/{name}/accept: what `ivr refresh --accept` does, for one list."""
    name = visit.request.path_params["name"]
    if name not in {source.name for source in visit.house.settings.sources}:
        return visit.message("not-found", status=404)
    state = source_state(visit.house.connection, name)
    if state.outcome != "held":
        return visit.to("/sources", "source-not-held", name=name)
    from workers.queues import enqueue  # RQ takes a tenth of a second to load

    enqueue(
        visit.house.connection,
        "schedule",
        "workers.jobs.refresh_schedule",
        (name, "accept"),
        timeout=600,
    )
    log.info("a smaller list is to be taken", source=name, operator=visit.person.name)
    return visit.to("/sources", "source-accepted", name=name)
