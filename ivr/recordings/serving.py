"""GET /audio/<hash>.wav: recordings for the carrier, which fetches them without a signature.

A name says what is behind it, so whoever has heard it may keep it for a year.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import structlog
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from ivr.recordings.cache import AudioCache
from ivr.recordings.published import is_hash
from ivr.recordings.quiet import QUIET, QUIET_HASH
from ivr.recordings.storage import StoreAway

TYPE = "audio/wav"
YEAR = 365 * 24 * 3600
LONGEST = 5.0
"""Seconds that asking the store may take: the carrier waits fifteen."""

AT_ONCE = 4
"""Questions to the store at a time, so that guessers of names cannot keep it busy."""

log = structlog.get_logger()


class Audio:
    """The recordings of one web process.

    `published` says whether a hash may be in a document of the carrier's; `lost` is told of one
    that should be here and is nowhere.
    """

    def __init__(
        self, cache: AudioCache, published: Callable[[str], bool], lost: Callable[[str], None]
    ) -> None:
        self._cache = cache
        self._published = published
        self._lost = lost
        self._asking = asyncio.Semaphore(AT_ONCE)
        self._threads = ThreadPoolExecutor(AT_ONCE, "audio")  # a store that hangs blocks no others

    async def get(self, request: Request) -> Response:
        """GET and HEAD, with ranges."""
        name, _, kind = request.path_params["name"].partition(".")
        if kind != "wav" or not is_hash(name):
            return _unknown()
        if name == QUIET_HASH:
            return Response(QUIET, headers=_headers(name), media_type=TYPE)
        path = self._cache.path(name)
        if not path.is_file() and not await self._fetched(name):
            return self._nowhere(name)
        return FileResponse(path, headers=_headers(name), media_type=TYPE)

    async def _fetched(self, name: str) -> bool:
        """From the store: another machine published it a moment ago, or it is a draft."""
        if self._asking.locked() and not self._published(name):
            return False
        loop = asyncio.get_running_loop()
        async with self._asking:
            try:
                async with asyncio.timeout(LONGEST):
                    await loop.run_in_executor(self._threads, self._cache.fetch, name)
            except (StoreAway, OSError, TimeoutError):
                return False
        return True

    def _nowhere(self, name: str) -> Response:
        if not self._published(name):
            return _unknown()
        # An error would be copied, the caller's number and all, into the carrier's alert log.
        log.error("a published recording is lost: the synthetic voice speaks", audio=name[:12])
        self._lost(name)
        return Response(QUIET, headers={"cache-control": "no-store"}, media_type=TYPE)


def _headers(name: str) -> dict[str, str]:
    return {"cache-control": f"public, max-age={YEAR}, immutable", "etag": f'"{name[:32]}"'}


def _unknown() -> Response:
    return PlainTextResponse("No such recording.\n", 404)
