"""A list's bytes from a server or a file, within bounds: no server can hold a worker or fill it."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from ivr.schedule.fetched import Fetched, Limits, More, Unreachable, Validators, unpacked
from ivr.schedule.reach import Reach, on_web

__all__ = ["Fetched", "Limits", "Unreachable", "Validators", "fetch", "place"]


def place(url: str) -> str:
    """A URL or path as it may be shown: without what may be a secret in it."""
    if not on_web(url):
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return "a url that is none"
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}"


def fetch(
    url: str,
    *,
    agent: str,
    validators: Validators | None = None,
    limits: Limits | None = None,
    local: bool = False,
    more: More | None = None,
) -> Fetched:
    """The whole of `url`, with all its pages, or of the file that it names. Raises Unreachable.

    `url` itself may be anywhere, for an operator wrote it; the server may send on to an address
    inside the house only with `local`. What `more` raises is raised.
    """
    limits = limits or Limits()
    if not on_web(url):
        return Fetched(_file(Path(url), limits))
    reach = Reach(agent, limits, local)
    return _apart(reach.whole(url, validators or Validators(), more))


def _apart(work: Coroutine[None, None, Fetched]) -> Fetched:
    """Wait for `work` in a thread of its own: the caller's may have an event loop already, and
    whoever interrupts the caller need not wait for a server."""
    done: Future[Fetched] = Future()

    def run() -> None:
        try:
            done.set_result(asyncio.run(work))
        except Exception as error:
            done.set_exception(error)

    Thread(target=run, daemon=True).start()
    return done.result()


def _file(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(limits.size + 1)
    except OSError as error:
        raise Unreachable(f"cannot be read ({error.strerror})") from None
    return unpacked(body, limits.size, limits)
