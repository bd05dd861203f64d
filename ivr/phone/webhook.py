"""Asks the line for its next document, signed as the carrier signs, and refuses a bad answer."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import uuid4

import httpx

from ivr.phone.attempts import Overrides, overrides_of
from ivr.phone.clock import SimulatedClock
from ivr.phone.refused import Refused
from ivr.phone.rules import BODY_BYTES


@dataclass(frozen=True)
class Webhook:
    """One request to the line and its answer; `status` is None when none came.

    The URL is as it was asked for, without a fragment.
    """

    at: datetime
    url: str
    method: str
    form: Mapping[str, str]
    status: int | None
    twiml: str


@dataclass(frozen=True)
class Answer:
    """`waited` is how many seconds earlier attempts took in vain."""

    status: int
    content_type: str
    body: bytes
    waited: float = 0.0

    @property
    def trouble(self) -> str:
        """As a retry policy names it."""
        return f"{self.status // 100}xx" if self.status >= 400 else ""


@dataclass(frozen=True)
class _Failure:
    """An attempt without an answer, after so many seconds. `trouble` is "cut" in the middle."""

    trouble: str
    seconds: float
    sentence: str


class Wire:
    """The way to the line: where it is reached, and the URL that it knows itself by.

    All URLs outside of this class are the public ones; those are what is signed.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        voice_url: str,
        clock: SimulatedClock,
        *,
        auth_token: str,
        public_url: str | None = None,
        answer_within: float = 15.0,
    ) -> None:
        self.clock = clock
        parts = urlsplit(voice_url)
        self.connected = f"{parts.scheme}://{parts.netloc}"
        self.public = (public_url or self.connected).rstrip("/")
        self.answer_within = answer_within
        self.client = client
        validator: Any = import_module("twilio.request_validator")
        self._validator = validator.RequestValidator(auth_token)

    def public_form(self, url: str) -> str:
        """The public URL of one that may be written as it is connected to."""
        return self._moved(url, self.connected, self.public)

    def reaches(self, url: str) -> bool:
        return self._moved(url, self.public, "") != url

    async def get(self, url: str) -> Answer:
        """Fetches a recording."""
        return await self._send(url, "GET", {})

    async def ask(
        self, url: str, form: Mapping[str, str], method: str = "POST", *, callback: bool = False
    ) -> Answer:
        """One webhook, in as many attempts as its overrides let. Raises `Refused` without answer.

        What was waited for in vain has passed on the clock, save for a `callback`, for which no
        call waits.
        """
        if method == "GET":
            whole, _, fragment = url.partition("#")
            base, _, query = whole.partition("?")
            url = f"{base}?{'&'.join(filter(None, (query, urlencode(form))))}#{fragment}"
            return await self._send(url, method, {}, callback)
        return await self._send(url, method, form, callback)

    async def _send(
        self, url: str, method: str, form: Mapping[str, str], callback: bool = False
    ) -> Answer:
        overrides = overrides_of(url)
        sent = requested(url)
        target = self._moved(sent, self.public, self.connected)
        if not _of_the_web(target):
            raise Refused(11100, f"{url!r} is not a URL of the web.", url)
        headers = {
            "X-Twilio-Signature": self.signature(sent, form),
            "User-Agent": "TwilioProxy/1.1",
            "I-Twilio-Idempotency-Token": str(uuid4()),  # the same for all attempts
        }
        content = None
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
            content = urlencode(form)
        until = time.monotonic() + min(overrides.total, self.answer_within)
        waited = 0.0
        for left in range(overrides.retries, -1, -1):
            # Made anew each time: the client sends one only once.
            request = self.client.build_request(method, target, content=content, headers=headers)
            outcome = await self._attempt(request, overrides, until - time.monotonic())
            if isinstance(outcome, _Failure):
                waited += outcome.seconds
                await self.clock.passed(0.0 if callback else outcome.seconds)
            if not left or not overrides.covers(outcome.trouble) or time.monotonic() >= until:
                break
        if isinstance(outcome, _Failure):
            raise Refused(11205, outcome.sentence, url, waited)
        return replace(outcome, waited=waited)

    async def _attempt(
        self, request: httpx.Request, overrides: Overrides, seconds: float
    ) -> "Answer | _Failure":
        """One of them, in so many seconds at most."""
        read = round(min(overrides.read, seconds), 2)
        connect = round(min(overrides.connect, seconds), 2)
        limits = httpx.Timeout(read, connect=connect, pool=None)
        request.extensions["timeout"] = limits.as_dict()
        try:
            async with asyncio.timeout(min(connect + read, seconds)):
                response = await self.client.send(request, follow_redirects=False)
        except httpx.ConnectTimeout:
            return _Failure("ct", connect, f"No connection within {connect:g} seconds.")
        except (TimeoutError, httpx.TimeoutException):
            return _Failure("rt", read, f"No answer came within {read:g} seconds.")
        except httpx.ConnectError as error:
            return _Failure("ct", 0.0, f"No connection: {error}.")
        except httpx.HTTPError as error:
            return _Failure("cut", 0.0, f"No answer: {error}.")
        content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Answer(response.status_code, content_type, response.content)

    def signature(self, url: str, form: Mapping[str, str]) -> str:
        """Over the public URL as it is sent: no user, no fragment, over https no port."""
        parts = urlsplit(str(httpx.URL(url)))
        host = parts.netloc.rpartition("@")[2]
        if parts.scheme == "https":
            host = host.partition(":")[0]
        signed = urlunsplit((parts.scheme, host, parts.path, parts.query, ""))
        return str(self._validator.compute_signature(signed, dict(form)))

    @staticmethod
    def _moved(url: str, old: str, new: str) -> str:
        rest = url.removeprefix(old)
        inside = url.startswith(old) and (not rest or rest[0] in "/?#")
        return new + rest if inside else url


def requested(url: str) -> str:
    """What of a URL is sent."""
    return url.partition("#")[0]


def _of_the_web(url: str) -> bool:
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    return parsed.scheme in ("http", "https") and bool(parsed.host)


def refuse_unless_document(
    answer: Answer, url: str, types: tuple[str, ...] = ("text/xml", "application/xml")
) -> None:
    """Raises `Refused` for an answer that the carrier would not even parse."""
    if answer.status >= 400:
        raise Refused(11217, f"The answer has status {answer.status}.", url)
    if answer.status != 200:
        raise Refused(11200, f"The answer has status {answer.status}, not 200.", url)
    if len(answer.body) > BODY_BYTES and answer.content_type in types[:2]:
        raise Refused(11750, f"The answer has {len(answer.body)} bytes; 65536 are allowed.", url)
    if not answer.body:
        raise Refused(11770, "The answer is empty.", url)
    if answer.content_type not in types:
        raise Refused(12300, f"The answer is of type {answer.content_type or 'nothing'!r}.", url)
