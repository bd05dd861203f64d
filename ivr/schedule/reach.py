"""The way to a list's server: redirects, pages, and how much of all that is enough.

A server is a stranger. It gets a certain time and sends so much, and sends on to nowhere that only
this house can reach.
"""

import asyncio
import logging
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin

import httpx

from ivr.schedule.fetched import (
    Again,
    Fetched,
    Limits,
    More,
    Unreachable,
    Validators,
    too_large,
    unpacked,
)
from ivr.schedule.inside import Inside, outside

# Its log line of each request would hold the keys that some lists need in their URL.
logging.getLogger("httpx").setLevel(logging.WARNING)

ACCEPT = "application/json, text/calendar, text/csv, */*;q=0.8"


def on_web(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


class _Page(NamedTuple):
    """An answer, and the URL that gave it in the end; `sent` there by a server's redirect."""

    fetched: Fetched
    url: str
    sent: bool


class _Target(NamedTuple):
    """What is asked in the end: perhaps an address in the place of a name."""

    url: str | httpx.URL
    headers: dict[str, str]
    extensions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reach:
    """One list's way to its server."""

    agent: str
    limits: Limits
    local: bool

    async def whole(self, url: str, validators: Validators, more: More | None) -> Fetched:
        timeout = httpx.Timeout(self.limits.read, connect=self.limits.connect)
        headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
        headers = {name: value for name, value in headers.items() if value}
        try:
            async with (
                asyncio.timeout(self.limits.total),
                httpx.AsyncClient(timeout=timeout) as client,
            ):
                first = await self._patiently(client, url, False, headers, self.limits.size)
                if more is None or first.fetched.body is None:
                    return first.fetched
                return await self._further(client, first, more)
        except TimeoutError:
            raise Unreachable(f"was not done after {self.limits.total:g} seconds") from None

    async def _further(self, client: httpx.AsyncClient, page: _Page, more: More) -> Fetched:
        first, bodies, seen = page.fetched, list[bytes](), {page.url}
        room = self.limits.size - len(first.body or b"")
        while following := more(page.url, page.fetched.body or b""):
            url = urldefrag(urljoin(page.url, following)).url
            if not _same_host(page.url, url):
                raise Unreachable("has its next page on another host")
            if url in seen:
                raise Unreachable("has a page whose next page was read before")
            if len(seen) == self.limits.pages:
                raise Unreachable(f"has more than {self.limits.pages} pages")
            page = await self._patiently(client, url, page.sent, {}, room)
            if page.fetched.body is None:
                raise Unreachable("says that nothing changed although it was not asked")
            seen |= {url, page.url}
            room -= len(page.fetched.body)
            bodies.append(page.fetched.body)
        return replace(first, validators=Validators(), further=tuple(bodies)) if bodies else first

    async def _patiently(
        self, client: httpx.AsyncClient, url: str, sent: bool, headers: dict[str, str], room: int
    ) -> _Page:
        for wait in self.limits.waits:
            try:
                return await self._attempt(client, url, sent, headers, room)
            except Again:
                await asyncio.sleep(wait)
        return await self._attempt(client, url, sent, headers, room)

    async def _attempt(
        self, client: httpx.AsyncClient, url: str, sent: bool, headers: dict[str, str], room: int
    ) -> _Page:
        """`sent` is whether a server, and not an operator, named `url`."""
        headers = {"User-Agent": self.agent, "Accept": ACCEPT, "Accept-Encoding": "gzip"} | headers
        for _ in range(self.limits.redirects + 1):
            found = await self._asked(client, url, sent, headers, room)
            if isinstance(found, Fetched):
                return _Page(found, url, sent)
            url, sent = _redirected(url, found), True
        raise Unreachable(f"redirects more than {self.limits.redirects} times")

    async def _asked(
        self, client: httpx.AsyncClient, url: str, sent: bool, headers: dict[str, str], room: int
    ) -> Fetched | str:
        """What `url` answers, or where it redirects to."""
        try:
            targets = await self._targets(url, sent and not self.local, headers)
            for last, target in enumerate(targets, 1 - len(targets)):
                try:
                    async with client.stream(
                        "GET", target.url, headers=target.headers, extensions=target.extensions
                    ) as answer:
                        if answer.has_redirect_location:
                            return answer.headers["Location"]
                        return await self._answered(answer, room)
                except (httpx.ConnectError, httpx.ConnectTimeout):
                    if not last:
                        raise
        except Inside:
            raise Unreachable(
                "redirects to an address inside the house, "
                "which needs `local = true` in its [[source]] block"
            ) from None
        except httpx.TimeoutException:
            raise Again("did not answer in time") from None
        except httpx.TransportError as error:
            raise Again(f"could not be reached ({type(error).__name__})") from None
        except OSError:
            raise Again("redirects to a host that has no address") from None
        except (httpx.InvalidURL, ValueError) as error:
            raise Unreachable(f"cannot be understood ({type(error).__name__})") from None
        raise Again("redirects to a host that has no address")

    async def _targets(self, url: str, guarded: bool, headers: dict[str, str]) -> list[_Target]:
        """`url` itself; where it must be outside, each address of its host, looked up once.

        The name then stands in the Host header and in the certificate alone: between the look and
        the connection nobody can give it another address. Such a connection is used once, for two
        names can be at one address.
        """
        if not guarded:
            return [_Target(url, headers, {})]
        named = httpx.URL(url)
        host = named.raw_host.decode("ascii")
        port = named.port or (443 if named.scheme == "https" else 80)
        return [
            _Target(
                named.copy_with(host=address),
                headers | {"Host": named.netloc.decode("ascii"), "Connection": "close"},
                {"sni_hostname": host},
            )
            for address in await outside(host, port)
        ]

    async def _answered(self, answer: httpx.Response, room: int) -> Fetched:
        status = answer.status_code
        if status == httpx.codes.NOT_MODIFIED:
            return Fetched(None)
        if status >= 500 or status == httpx.codes.TOO_MANY_REQUESTS:
            raise Again(f"answered {status}")
        if status != httpx.codes.OK:
            raise Unreachable(f"answered {status}")
        if answer.headers.get("Content-Encoding", "").lower() not in ("", "identity", "gzip"):
            raise Unreachable("answered in an encoding that it was not asked for")
        body = bytearray()
        # As it was sent: what httpx unpacks has no bounds.
        async for piece in answer.aiter_raw():
            body += piece
            if len(body) > room:
                raise too_large(self.limits)
        sent = answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
        validators = Validators(sent[0][:500], sent[1][:100])
        return Fetched(unpacked(bytes(body), room, self.limits), validators)


def _redirected(url: str, location: str) -> str:
    """Where `location` leads from `url`. Raises Unreachable."""
    try:
        found = urljoin(url, location)
    except ValueError as error:
        raise Unreachable(f"cannot be understood ({type(error).__name__})") from None
    if not on_web(found):
        raise Unreachable("redirects to something that is not on the web")
    if _falls_back(url, found):
        raise Unreachable(
            "redirects from https to http, where anybody on the way could change the list"
        )
    return found


def _falls_back(url: str, found: str) -> bool:
    return url.lower().startswith("https:") and found.lower().startswith("http:")


def _same_host(url: str, other: str) -> bool:
    try:
        one, two = httpx.URL(url), httpx.URL(other)
    except httpx.InvalidURL:
        return False
    here = one.host == two.host and one.port == two.port  # of httpx: None for the usual port
    return here and on_web(other) and not _falls_back(url, other)
