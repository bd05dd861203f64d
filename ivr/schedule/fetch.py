"""A list's bytes from a server or a file, within bounds: no server can hold a worker or fill it."""

import asyncio
import logging
from collections.abc import Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import urljoin, urlsplit

import httpx

# Its log line of each request would hold the keys that some lists need in their URL.
logging.getLogger("httpx").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much, in seconds and bytes."""

    connect: float = 10
    read: float = 30  # between two pieces of an answer
    total: float = 120  # for all attempts and redirects together
    size: int = 100_000_000  # before and after decompression
    redirects: int = 5
    waits: tuple[float, ...] = (1, 4)  # before each further attempt


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of its last answer, so that it need not send the same again."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `body` is None when the server says that nothing changed."""

    body: bytes | None
    validators: Validators = Validators()


class Unreachable(Exception):
    """No usable answer: what the server did, as the end of a sentence that begins with its name."""


class _Again(Unreachable):
    """What may be different a moment later."""


def place(url: str) -> str:
    """A URL or path as it may be shown: without what may be a secret in it."""
    if not _on_web(url):
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return "a url that is none"
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}"


def _on_web(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


def fetch(
    url: str, *, agent: str, validators: Validators | None = None, limits: Limits | None = None
) -> Fetched:
    """The whole of `url`, or of the file that it names. Raises Unreachable."""
    limits = limits or Limits()
    if not _on_web(url):
        return Fetched(_file(Path(url), limits))
    return _apart(_within(url, agent, validators or Validators(), limits))


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
    if len(body) > limits.size:
        raise _too_large(limits)
    return body


def _too_large(limits: Limits) -> Unreachable:
    return Unreachable(f"sent more than {limits.size // 1_000_000} MB")


async def _within(url: str, agent: str, validators: Validators, limits: Limits) -> Fetched:
    timeout = httpx.Timeout(limits.read, connect=limits.connect)
    headers = {"User-Agent": agent, "Accept": "application/json", "Accept-Encoding": "gzip"}
    if validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    try:
        async with asyncio.timeout(limits.total), httpx.AsyncClient(timeout=timeout) as client:
            for wait in limits.waits:
                try:
                    return await _attempt(client, url, headers, limits)
                except _Again:
                    await asyncio.sleep(wait)
            return await _attempt(client, url, headers, limits)
    except TimeoutError:
        raise Unreachable(f"was not done after {limits.total:g} seconds") from None


async def _attempt(
    client: httpx.AsyncClient, url: str, headers: dict[str, str], limits: Limits
) -> Fetched:
    for _ in range(limits.redirects + 1):
        try:
            async with client.stream("GET", url, headers=headers) as answer:
                if not answer.has_redirect_location:
                    return await _answered(answer, limits)
                url = urljoin(url, answer.headers["Location"])
        except httpx.TimeoutException:
            raise _Again("did not answer in time") from None
        except httpx.TransportError as error:
            raise _Again(f"could not be reached ({type(error).__name__})") from None
        except (httpx.InvalidURL, httpx.DecodingError, ValueError) as error:
            raise Unreachable(f"cannot be understood ({type(error).__name__})") from None
        if not _on_web(url):
            raise Unreachable("redirects to something that is not on the web")
    raise Unreachable(f"redirects more than {limits.redirects} times")


async def _answered(answer: httpx.Response, limits: Limits) -> Fetched:
    if answer.status_code == httpx.codes.NOT_MODIFIED:
        return Fetched(None)
    if answer.status_code >= 500 or answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
        raise _Again(f"answered {answer.status_code}")
    if answer.status_code != httpx.codes.OK:
        raise Unreachable(f"answered {answer.status_code}")
    body = bytearray()
    async for piece in answer.aiter_bytes():
        body += piece
        if max(len(body), answer.num_bytes_downloaded) > limits.size:
            raise _too_large(limits)
    validators = Validators(
        answer.headers.get("ETag", "")[:500], answer.headers.get("Last-Modified", "")[:100]
    )
    return Fetched(bytes(body), validators)
