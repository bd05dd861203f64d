"""Asks the line for its next document, signed as the carrier signs, and refuses a bad answer."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import uuid4

import httpx

from ivr.phone.rules import BODY_BYTES


class Refused(Exception):
    """The carrier does not take what it got: its error code, and why in one sentence."""

    def __init__(self, code: int, sentence: str, url: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence
        self.url = url


@dataclass(frozen=True)
class Webhook:
    """One request to the line and its answer; `status` is None when none came."""

    at: datetime
    url: str
    method: str
    form: Mapping[str, str]
    status: int | None
    twiml: str


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    body: bytes


class Wire:
    """The way to the line: where it is reached, and the URL that it knows itself by.

    All URLs outside of this class are the public ones; those are what is signed.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        voice_url: str,
        *,
        auth_token: str,
        public_url: str | None = None,
        answer_within: float = 15.0,
    ) -> None:
        parts = urlsplit(voice_url)
        self.connected = f"{parts.scheme}://{parts.netloc}"
        self.public = (public_url or self.connected).rstrip("/")
        self.answer_within = answer_within
        self._client = client
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

    async def ask(self, url: str, form: Mapping[str, str], method: str = "POST") -> Answer:
        """One webhook. Raises `Refused` when no answer comes in time."""
        if method == "GET":
            base, _, query = url.partition("?")
            url = f"{base}?{'&'.join(filter(None, (query, urlencode(form))))}"
            return await self._send(url, method, {})
        return await self._send(url, method, form)

    async def _send(self, url: str, method: str, form: Mapping[str, str]) -> Answer:
        target = self._moved(url, self.public, self.connected)
        if not _of_the_web(target):
            raise Refused(11100, f"{url!r} is not a URL of the web.", url)
        headers = {
            "X-Twilio-Signature": self.signature(url, form),
            "User-Agent": "TwilioProxy/1.1",
            "I-Twilio-Idempotency-Token": str(uuid4()),
        }
        content = None
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
            content = urlencode(form)
        try:
            async with asyncio.timeout(self.answer_within):
                response = await self._client.request(
                    method, target, content=content, headers=headers, follow_redirects=False
                )
        except (TimeoutError, httpx.TimeoutException) as error:
            sentence = f"No answer came within {self.answer_within:g} seconds."
            raise Refused(11205, sentence, url) from error
        except httpx.HTTPError as error:
            raise Refused(11205, f"No connection: {error}.", url) from error
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
