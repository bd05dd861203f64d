"""The call as a picture, and the same as a table."""

from starlette.responses import Response

from ivr.console import flowdrawing
from ivr.console.flowpicture import KEYS, Exit, exits, prompts_of
from ivr.console.visit import Visit
from ivr.flow import FLOW


def shown(visit: Visit) -> Response:
    """GET /console/flow"""
    return visit.page(
        "flow.html",
        callers=flowdrawing.callers(),
        operators=flowdrawing.operators(),
        nodes=[(name, prompts_of(name), exits(name)) for name in FLOW],
        pressed=lambda exit: pressed(visit, exit),
        width=flowdrawing.WIDTH,
        head=flowdrawing.HEAD,
    )


def pressed(visit: Visit, exit: Exit) -> str:
    """What a caller does to go this way."""
    if exit.how == "keys":
        return visit.text("any-key") if len(exit.keys) == len(KEYS) else " ".join(exit.keys)
    return visit.text(f"exit-{exit.how.replace(' ', '-')}")
