"""The week's rota, with what nobody leads in plain sight."""

from starlette.responses import Response

from ivr.console.visit import Visit
from ivr.rotarefresh import last_report
from ivr.rotaweek import week


def shown(visit: Visit) -> Response:
    """GET /console/rota"""
    house = visit.house
    now, rota = house.clock(), house.keeper.world.rota
    return visit.page(
        "rota.html",
        named=house.settings.rota is not None,
        week=week(rota, now, house.zone) if rota.hours else None,
        now=now,
        report=last_report(house.connection),
        zone=house.zone.key.replace("_", " "),
    )
