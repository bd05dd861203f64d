"""The web process: here, and at the address where the carrier asks, as far as that is this line."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from typing import Literal
from urllib.parse import urlsplit

import httpx

from ivr.check import document
from ivr.doctor import asking
from ivr.doctor.asking import Reply, check, client, get, inside, why_unreached
from ivr.doctor.clocks import Clocks
from ivr.doctor.environment import here
from ivr.doctor.finding import Finding, Grade
from ivr.recordings.quiet import QUIET, QUIET_HASH
from ivr.settings import Settings

SLOW = 1.0
"""Seconds for an answer, connection and all: so long the caller hears nothing."""

TOO_SLOW = 2.0
"""For so long the carrier waits (`overrides.MENU`)."""

RENEWED = timedelta(days=14)
"""A certificate has so many days left at least, where something renews it."""

Local = Literal["well", "none", "hangs", "refuses", "other"]


def of_web(clocks: Clocks, settings: Settings) -> Iterator[Finding]:
    url = _local_url(settings)
    local = _local(settings, url)
    if local != "none":
        yield _said_of(local, url)
    known = local != "well" and url == settings.public_url  # the same question, answered already
    wrong = not _asks(settings) or known or _indoors(settings)
    if _indoors(settings):
        yield Finding(
            "wrong",
            f"IVR_PUBLIC_URL is {settings.public_url}, which the carrier cannot reach: give the "
            "address that this line has on the internet.",
        )
    for finding in () if wrong else _public(settings, local, clocks):
        wrong = wrong or finding.grade == "wrong"
        yield finding
    if local == "none" and wrong:
        yield Finding("wrong", f"No web process answers at {url}: start `ivr serve` there.")
    elif local == "none":
        yield Finding(
            "ok",
            f"The web process is not at {url}, but in another container or on another machine.",
        )


def unreached(settings: Settings) -> Finding:
    """What it means when all that takes too long."""
    return Finding(
        "wrong",
        f"The carrier's calls may not come in: {settings.public_url} could not be asked in time. "
        "See this machine's network and its name servers.",
    )


def _said_of(local: Local, url: str) -> Finding:
    """A web process that is on this machine, or what is there in its place."""
    if local == "well":
        return Finding("ok", f"The web process answers at {url}.")
    if local == "other":
        return Finding("wrong", f"What answers at {url} is not this line: mend HOST or PORT.")
    if local == "hangs":
        within = f"within {asking.PATIENCE:.0f} seconds"
        return Finding("wrong", f"The web process at {url} does not answer {within}: restart it.")
    return Finding(
        "wrong",
        f"The web process at {url} was started with another TWILIO_AUTH_TOKEN or IVR_PUBLIC_URL: "
        "restart it.",
    )


def _asks(settings: Settings) -> bool:
    return bool(settings.public_url and settings.auth_tokens)


def _indoors(settings: Settings) -> bool:
    """Whether the public address is one of the house; one of this machine alone is to try it."""
    host = urlsplit(settings.public_url).hostname or ""
    return bool(host) and inside(host) and not (here(settings) or host.startswith("127."))


def _local_url(settings: Settings) -> str:
    """Where a process that listens everywhere is found on its own machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def _local(settings: Settings, url: str) -> Local:
    try:
        with client(beside=True) as http:
            if not _asks(settings):
                return "well" if get(http, f"{url}/healthz").status == 200 else "other"
            reply = check(http, settings, url)
    except httpx.ReadTimeout:
        return "hangs"
    except httpx.HTTPError:
        return "none"
    if reply.refused:
        return "refuses"
    return "well" if reply.status == 200 and b"<Response>" in reply.body else "other"


def _public(settings: Settings, local: Local, clocks: Clocks) -> Iterator[Finding]:
    """What the carrier would meet."""
    base = settings.public_url
    with client() as http:
        try:
            reply = check(http, settings, base)
            clocks.told("public", reply)
            if reply.refused and local == "refuses":
                return  # for the same reason
            if problem := _not_ours(settings, reply, local):
                yield Finding("wrong", problem)
                return
            if reply.seconds > SLOW:  # each further question would take as long
                yield _slow(base, reply.seconds)
            else:
                yield from _whole(settings, http, base)
        except httpx.HTTPError as error:
            home = "" if here(settings) else " (as seen from this machine)"
            yield Finding(
                "wrong",
                f"The carrier's calls do not come in{home}: {why_unreached(base, error)}.",
            )
            return
    yield from _certificate(base, reply)


def _slow(base: str, seconds: float) -> Finding:
    what = "in which a caller hears nothing"
    if seconds > TOO_SLOW:
        what = f"and the carrier waits for {TOO_SLOW:.0f}, then for the fallback"
    return Finding(
        "wrong" if seconds > TOO_SLOW else "note",
        f"{base} took {seconds:.1f} seconds to answer, {what}: see what the machine and the proxy "
        "are busy with.",
    )


def _not_ours(settings: Settings, reply: Reply, local: Local) -> str:
    """Why a signed request does not get this line's document; "" where it does."""
    base = settings.public_url
    if reply.refused and local == "well":
        return (
            f"What arrives from {base} is not what was sent there: the proxy changes the path, or "
            "keeps the header X-Twilio-Signature back. A path in IVR_PUBLIC_URL it must take away, "
            "and no other."
        )
    if reply.refused:
        return (
            f"The line at {base} refuses what TWILIO_AUTH_TOKEN has signed: restart it, if it was "
            "started with another token or another IVR_PUBLIC_URL; else see that the proxy changes "
            "no path."
        )
    if reply.status == 200 and b"<Response>" in reply.body:
        return ""
    if 300 <= reply.status < 400:
        return (
            f"{base} sends the carrier on to another address: write that one into IVR_PUBLIC_URL."
        )
    if reply.status in (401, 403):
        return (
            f"Something before the line refuses what comes to {base} (status {reply.status}): let "
            "a firewall, a password or a filter not stand before /voice."
        )
    if reply.status in (404, 405):
        return (
            f"{base} has nothing at /voice (status {reply.status}): let the proxy pass it on to "
            f"{_local_url(settings)}."
        )
    if reply.status in (502, 503, 504):
        return (
            f"The proxy at {base} does not reach the line (status {reply.status}): start `ivr "
            "serve`, or mend where the proxy looks for it."
        )
    return f"What answers at {base} is not this line (status {reply.status}): mend the proxy."


def _whole(settings: Settings, http: httpx.Client, base: str) -> Iterator[Finding]:
    """Of a line that answers there: that nothing is changed on the way, refused or shown."""
    query = f"n={secrets.token_urlsafe(12)}&l=en&z=America~New_York&c=&t=1.5_a-b"
    problems: list[Grade] = []

    def found(grade: Grade, sentence: str) -> Finding:
        problems.append(grade)
        return Finding(grade, sentence)

    reply = check(http, settings, base, query)
    if reply.status != 200:
        yield found(
            "wrong",
            f"The proxy at {base} changes or loses what stands behind ? in an address, so a "
            "call ends at its first key: let it pass the query on as it came.",
        )
    elif reply.body != document(settings, query):
        yield found(
            "note",
            f"The web process behind {base} was started with another line.toml or release "
            "than there is here: restart it.",
        )
    if not check(http, settings, base, signed=False).refused:
        yield found(
            "wrong",
            f"{base} answers what nobody has signed: let the proxy pass /voice on to the line, "
            "and answer nothing itself.",
        )
    if not here(settings) and get(http, f"{base}/metrics").status == 200:
        yield found(
            "wrong",
            f"Everybody can read {base}/metrics, which tells when somebody calls: pass it on "
            "no longer, or set IVR_METRICS_TOKEN.",
        )
    audio = get(http, f"{base}/audio/{QUIET_HASH}.wav")
    if audio.status != 200 or audio.body != QUIET:
        yield found(
            "wrong",
            f"Recordings do not come through {base} (status {audio.status}): let the proxy "
            "pass /audio on.",
        )
    if not problems:
        yield Finding("ok", f"The carrier reaches this line at {base}.")


def _certificate(base: str, reply: Reply) -> Iterator[Finding]:
    if reply.expires is None:
        return
    left, host = reply.expires - reply.here, urlsplit(base).hostname
    if left < RENEWED:
        yield Finding(
            "note",
            f"The certificate of {host} ends in {left.days} days, and nothing has renewed it: see "
            "why, or renew it. Without one no call comes in.",
        )
    else:
        yield Finding("ok", f"The certificate of {host} holds for {left.days} days.")
