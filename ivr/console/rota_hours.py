"""One hour of the rota on its day: who leads it, and giving it back or to somebody."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from ivr.console.reasons import said
from ivr.console.visit import Visit
from ivr.people.person import CannotChange
from ivr.recordings.document import StateNotWritten
from ivr.rota import OnNow
from ivr.rotaplace import place, placed, utc_minutes


def shown(visit: Visit) -> Response:
    """GET /console/rota/hours/{hour}"""
    return _page(visit)


def assign(visit: Visit) -> Response:
    """POST /console/rota/hours/{hour}: somebody else leads it, or nobody."""
    on, leader = _named(visit), visit.field("leader")
    try:
        visit.house.rota_book().assign(
            on.start,
            on.hour.room_name,
            leader,
            expected=visit.field("expected"),
            who=visit.person.name,
        )
    except CannotChange as error:
        return _page(visit, status=409, error=said(visit, error), leader=leader)
    except StateNotWritten as error:
        visit.tell(said(visit, error))
        return visit.to(f"/rota/hours/{visit.request.path_params['hour']}")
    notice = "hour-given" if leader else "hour-given-back"
    return visit.to("/rota", notice, title=on.hour.title, when=visit.when(on.start))


def address(on: OnNow) -> str:
    """The path of an hour's page."""
    return f"/rota/hours/{place(on.start, on.hour.room_name)}"


def _page(visit: Visit, *, status: int = 200, error: str = "", leader: str = "") -> Response:
    on, book = _named(visit), visit.house.rota_book()
    day = on.start.astimezone(visit.house.zone).date().isoformat()
    rows = book.leaders().rows.items()
    may = sorted(((e.name, row) for row, e in rows if e.leads_from <= day), key=_by_name)
    return visit.page(
        "rota-hour.html",
        status=status,
        on=on,
        path=address(on),
        change=book.rota().change_of(on),
        over=on.end <= visit.house.clock(),
        may_lead=may,
        leader=leader or on.hour.leader,
        error=error,
        zone=visit.house.zone.key.replace("_", " "),
    )


def _named(visit: Visit) -> OnNow:
    at = placed(visit.request.path_params["hour"])
    found = visit.house.rota_book().rota().find(utc_minutes(at[0]), at[1]) if at else None
    if found is None:
        raise HTTPException(404)
    return found


def _by_name(each: tuple[str, str]) -> str:
    return each[0].casefold()
