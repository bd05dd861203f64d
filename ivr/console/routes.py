"""Every page and every action, in one table."""

from dataclasses import dataclass

from ivr.console import now, signing
from ivr.console.page import Open, Page

DOORS = (
    Open("GET", "/sign-in", signing.form),
    Open("POST", "/sign-in", signing.sign_in),
)
"""What is open to everybody."""

PAGES = (
    Page("GET", "/", now.shown, nav="nav-now"),
    Page("POST", "/sign-out", signing.sign_out),
)
"""What only those come to who are signed in; `nav` puts a page into the navigation."""


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    path: str
    text: str
    current: bool


def navigation(path: str) -> tuple[Place, ...]:
    """The pages that stand in it; the one that `path` belongs to is current."""
    return tuple(Place(page.path, page.nav, _within(path, page.path)) for page in PAGES if page.nav)


def _within(path: str, page: str) -> bool:
    return path == page or (page != "/" and path.startswith(f"{page}/"))
