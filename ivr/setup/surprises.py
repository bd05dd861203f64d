"""What will surprise whoever points this number here: of the number, and of this line's address."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx

from ivr.doctor.asking import check, client, inside
from ivr.doctor.finding import Said
from ivr.ownnumber import OwnNumber
from ivr.settings import Settings
from ivr.wiring import HOSTED_HERE, hosted_here

SAMPLE = "demo.twilio.com"
"""Where a number leads that was just bought."""


def of_number(number: OwnNumber, settings: Settings) -> Iterator[Said]:
    host, here = urlsplit(number.voice_url).hostname or "", urlsplit(settings.public_url).hostname
    if host and host not in (here, SAMPLE) and not number.application:
        yield (
            "note",
            f"Calls of {number.number} go to {host} now: whose line is that? If you do not know, "
            "ask before you take it.",
        )
    if number.application:
        yield (
            "note",
            f"{number.number} belongs to the TwiML app {number.application}, so that its own "
            "addresses do not count: it is taken out of that app. The app stays as it is.",
        )
    if hosted_here(settings):
        yield "note", HOSTED_HERE
    elif number.fallback_url and not settings.fallback_url:
        yield (
            "note",
            "When this line is down, its calls go to "
            f"{urlsplit(number.fallback_url).hostname}, which stays: see `ivr fallback`, and set "
            "IVR_FALLBACK_URL.",
        )
    elif not settings.fallback_url:
        yield (
            "note",
            "IVR_FALLBACK_URL is not set: when this line is down, callers hear that an error has "
            "happened. `ivr fallback` says how that is mended.",
        )
    if number.fax:
        yield (
            "wrong",
            f"{number.number} takes calls as faxes: set it to voice in the carrier's console, with "
            "that number, under Voice.",
        )
    if number.address_missing:
        yield (
            "note",
            f"The country of {number.number} asks for an address, and none is filed with it: give "
            "one in the carrier's console, or the number may be taken away.",
        )
    named = {line.number for line in settings.lines if line.number}
    if named and number.number not in named:
        yield (
            "note",
            f"{number.number} has no [[number]] block in {settings.config}: what [line] says holds "
            "for it, and nobody who stands in is rung from it.",
        )


def of_config(numbers: list[OwnNumber], settings: Settings) -> Iterator[Said]:
    """Numbers that line.toml names."""
    have = {each.number for each in numbers}
    for line in settings.lines:
        if line.number and line.number not in have:
            yield (
                "note",
                f"{settings.config} names {line.number}, which this account does not have.",
            )


def of_address(settings: Settings) -> Iterator[Said]:
    """IVR_PUBLIC_URL, as it is written and as it answers here; and what signs its requests."""
    url = urlsplit(settings.public_url)
    if inside(url.hostname or ""):
        yield (
            "wrong",
            f"IVR_PUBLIC_URL is {settings.public_url}, which the carrier cannot reach: give the "
            "address that this line has on the internet.",
        )
    elif url.scheme != "https":
        yield (
            "wrong",
            "IVR_PUBLIC_URL is not https: callers' numbers would travel in the clear.",
        )
    if problem := _unanswered(settings):
        yield (
            "note",
            f"{settings.public_url} {problem} when asked from here: start the line, or see "
            "what stands in front of it, before you call.",
        )
    if len(settings.auth_tokens) == 2:
        yield (
            "note",
            "Two auth tokens are accepted: remove the old one from TWILIO_AUTH_TOKEN when the "
            "rotation is over.",
        )


def _unanswered(settings: Settings) -> str:
    """What is wrong with the line's answer to a signed question; empty if it answers."""
    try:
        with client() as http:
            reply = check(http, settings, settings.public_url)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return f"does not answer ({type(error).__name__})"
    if reply.refused:
        return "refuses what TWILIO_AUTH_TOKEN signs"
    if reply.status != 200:
        return f"answers with status {reply.status}"
    return "" if b"<Response><!-- " in reply.body else "is another program's"
