"""Addresses of pages that can be looked at: where to go on to, and nowhere else."""

import re
from functools import cache
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.routing import compile_path


def within(request: Request) -> str:
    """The path below the console's."""
    mounted = str(request.scope.get("root_path", ""))
    return str(request.scope["path"]).removeprefix(mounted)


def is_page(path: str) -> bool:
    """Whether a page for those who are signed in has this address."""
    return any(pattern.match(path) for pattern in _patterns())


def above(path: str) -> str:
    """The nearest page to which an address belongs."""
    while path and not is_page(path):
        path = path.rpartition("/")[0]
    return path or "/"


def onward(wanted: str) -> str:
    """That address where it is one of a page, with what is asked of it; else the first page."""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or not is_page(parts.path):
        return "/"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    from ivr.console.routes import PAGES

    return tuple(compile_path(page.path)[0] for page in PAGES if page.method == "GET")
