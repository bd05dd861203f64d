"""The week's rota, with what nobody leads in plain sight."""

from starlette.responses import Response

from ivr.console.rota_hours import address
from ivr.console.visit import Visit
from ivr.rota import OnNow, Rota
from ivr.rotarefresh import last_report, published_rota
from ivr.rotaweek import Slot, week


def shown(visit: Visit) -> Response:
    """GET /console/rota"""
    house = visit.house
    now = house.clock()
    # A change is seen on the page behind it, before this process serves it.
    rota = published_rota(house.connection) or house.keeper.world.rota
    return visit.page(
        "rota.html",
        named=house.settings.rota is not None or bool(rota.hours),
        week=week(rota, now, house.zone) if rota.hours else None,
        now=now,
        report=last_report(house.connection),
        zone=house.zone.key.replace("_", " "),
        address=lambda slot: address(_on(slot)),
        changed=lambda slot: _changed(rota, slot),
    )


def _on(slot: Slot) -> OnNow:
    assert slot.hour is not None  # noqa: S101 - the page asks for meetings only
    return OnNow(slot.hour, slot.start, slot.end)


def _changed(rota: Rota, slot: Slot) -> bool:
    """Whether it is led otherwise on that one day."""
    return rota.change_of(_on(slot)) is not None
