"""What callers hear when all here is down: whether it is where the carrier looks, and new."""

from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

import httpx

from ivr.doctor.asking import Reply, client, send, signature, why_unreached
from ivr.doctor.finding import Finding
from ivr.fallback import document
from ivr.settings import Settings
from ivr.wiring import HOSTED_HERE, hosted_here, wanted

LARGEST = 65_536
"""Bytes of a document that the carrier reads."""

TWIML = ("text/xml", "application/xml", "text/html")
"""What it runs; text/plain it reads out to the caller. Source: twilio.com/docs/voice/twiml, under
"Twilio's MIME types"; another one is error 12300."""

UNREAL = {"CallSid": f"CA{'0' * 32}", "ErrorCode": "11200"}
"""The form, beside the account: of a call that there is not."""


def of_fallback(settings: Settings) -> Iterator[Finding]:
    if not settings.fallback_url:
        return
    if hosted_here(settings):
        yield Finding("note", HOSTED_HERE)
    should = wanted(settings)
    url, host = should.fallback_url, urlsplit(should.fallback_url).hostname
    try:
        found = _fetched(settings, url, should.fallback_method)
    except httpx.HTTPError as error:
        yield Finding(
            "wrong",
            f"The document at IVR_FALLBACK_URL does not come: {why_unreached(url, error)}. "
            "Without it callers hear nothing of the line when all here is down.",
        )
        return
    if found.status == 405:
        yield Finding(
            "wrong",
            f"{host} answers no {should.fallback_method}, by which the carrier asks for the "
            "fallback: host the document of `ivr fallback` where that works, such as a TwiML bin.",
        )
    elif found.status != 200:
        yield Finding(
            "wrong",
            f"There is no document at IVR_FALLBACK_URL (status {found.status}): host what "
            "`ivr fallback` prints there.",
        )
    elif found.kind not in TWIML:
        yield Finding(
            "wrong",
            f"The document at IVR_FALLBACK_URL comes as {found.kind or 'nothing named'}, which the "
            f"carrier does not run: let {host} send it as text/xml.",
        )
    elif any(_same(found.body, each) for each in _documents(settings)):
        yield Finding("ok", "The document at IVR_FALLBACK_URL is the one for this line.")
    else:
        yield Finding(
            "wrong",
            "The document at IVR_FALLBACK_URL is not the one for this line as it is now, and may "
            "lead callers to another room: host what `ivr fallback` prints there.",
        )


def _fetched(settings: Settings, url: str, method: str) -> Reply:
    """As the carrier asks, signed: a host of its own may ask for that. Raises httpx.HTTPError."""
    form = {"AccountSid": settings.account_sid, **UNREAL}
    headers = {"content-type": "application/x-www-form-urlencoded"}
    if settings.auth_tokens:
        headers["x-twilio-signature"] = signature(settings, url, form)
    with client() as http:
        return send(http, method, url, content=urlencode(form), headers=headers)


def _documents(settings: Settings) -> Iterator[bytes]:
    """The one for all numbers, and one for each."""
    yield document(settings)
    yield from (document(settings, line) for line in settings.lines)


def _same(found: bytes, wanted: bytes) -> bool:
    """Whether two documents say the same, however they are laid out."""
    return bool(_plain(found)) and _plain(found) == _plain(wanted)


def _plain(document: bytes) -> str:
    if len(document) > LARGEST or b"<!DOCTYPE" in document or b"<!ENTITY" in document:
        return ""
    try:
        return ElementTree.canonicalize(document.decode(), strip_text=True)
    except (ElementTree.ParseError, UnicodeDecodeError):
        return ""
