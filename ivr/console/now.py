"""The first page: how the line is now."""

from starlette.responses import Response

from ivr.console.visit import Visit


def shown(visit: Visit) -> Response:
    """GET /"""
    return visit.page("now.html")
