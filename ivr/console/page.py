"""A row of the table of pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from starlette.responses import Response

from ivr.console.body import FORM
from ivr.console.visit import Asked, Visit
from ivr.people.person import Role

Method = Literal["GET", "POST"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page or an action for those who are signed in. `run` is called in a thread."""

    method: Method
    path: str
    run: Callable[[Visit], Response]
    nav: str = ""  # its text in the navigation; "" is not in it
    limit: int = FORM  # bytes of a request that are read: FORM or UPLOAD
    store: bool = False  # whether it may wait for the store of recordings
    roles: tuple[Role, ...] = ("operator",)


@dataclass(frozen=True, slots=True)
class Open:
    """A page or an action for everybody."""

    method: Method
    path: str
    run: Callable[[Asked], Response]
    limit: int = FORM
