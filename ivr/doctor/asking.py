"""One request to a web process of this line, as the carrier makes it."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib import import_module
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx

from ivr import __version__
from ivr.check import PATH
from ivr.fence import trusted
from ivr.settings import Settings

PATIENCE = 3.0
"""Seconds for one answer."""

WORDS = {"Words": "¿Qué? a+b & c/d"}
"""The form: what an eager proxy would change in a body."""

REFUSED = b"Not signed by the carrier."
"""With a 403: it is the line that refuses, and nothing before it."""


def inside(host: str) -> bool:
    """Whether a host is one of this machine or of the house, which nobody outside finds."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:  # a name
        return "." not in host or host.endswith((".localhost", ".local", ".internal"))


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes
    seconds: float
    date: datetime | None  # of the clock there, as it answered: aware
    here: datetime  # of the clock here, then
    expires: datetime | None  # the certificate; aware; None without one
    kind: str = ""  # of its content, such as text/xml

    @property
    def refused(self) -> bool:
        """By the line itself, which found no signature that it knows."""
        return self.status == 403 and self.body.startswith(REFUSED)


def client(*, beside: bool = False) -> httpx.Client:
    """`beside`: for this machine, so through no proxy for the way out."""
    agent = {"user-agent": f"meeting-line/{__version__} doctor"}
    return httpx.Client(timeout=PATIENCE, verify=trusted(), headers=agent, trust_env=not beside)


def check(
    http: httpx.Client, settings: Settings, base: str, query: str = "", *, signed: bool = True
) -> Reply:
    """POST /voice/check at `base`, signed over the address that the carrier knows.

    Raises httpx.HTTPError.
    """
    path = PATH + (f"?{query}" if query else "")
    headers = {"content-type": "application/x-www-form-urlencoded"}
    if signed:
        headers["x-twilio-signature"] = signature(settings, settings.public_url + path, WORDS)
    return send(http, "POST", base + path, content=urlencode(WORDS), headers=headers)


def signature(settings: Settings, url: str, form: Mapping[str, str]) -> str:
    validator: Any = import_module("twilio.request_validator")
    signed = validator.RequestValidator(settings.auth_tokens[0])
    return str(signed.compute_signature(url, dict(form)))


def get(http: httpx.Client, url: str) -> Reply:
    """Raises httpx.HTTPError."""
    return send(http, "GET", url)


def send(http: httpx.Client, method: str, url: str, **given: Any) -> Reply:
    """Raises httpx.HTTPError."""
    began = time.monotonic()
    with http.stream(method, url, **given) as answer:
        here = datetime.now(UTC)
        stream = answer.extensions.get("network_stream")
        tls = stream.get_extra_info("ssl_object") if stream else None
        body = b"".join(_first(answer))
    seconds = time.monotonic() - began
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Reply(answer.status_code, body, seconds, _date(answer), here, _expires(tls), kind)


MOST = 100_000
"""Bytes of an answer that are read: nothing of the line's that is asked for here is longer."""


def _first(answer: httpx.Response) -> Iterator[bytes]:
    size = 0
    for piece in answer.iter_bytes():
        yield piece
        size += len(piece)
        if size > MOST:
            return


def _date(answer: httpx.Response) -> datetime | None:
    try:
        return parsedate_to_datetime(answer.headers.get("date", "")).astimezone(UTC)
    except ValueError:
        return None


def _expires(tls: "ssl.SSLObject | None") -> datetime | None:
    certificate = tls.getpeercert() if tls else None
    ends = str((certificate or {}).get("notAfter", ""))
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) if ends else None


def why_unreached(url: str, error: httpx.HTTPError) -> str:
    """What keeps an address from answering, and the mend."""
    host = urlsplit(url).hostname or url
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _uncertified(host, cause)
        if isinstance(cause, socket.gaierror):
            return f"{host} is not known to the name server: mend its entry there"
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.TimeoutException):
        return f"{host} does not answer within {PATIENCE:.0f} seconds: see the proxy and firewall"
    return f"nothing answers at {host} ({type(error).__name__}): start the proxy there"


EXPIRED, OTHER_NAME = 10, (62, 64)
"""OpenSSL's X509_V_ERR_CERT_HAS_EXPIRED, _HOSTNAME_MISMATCH and _IP_ADDRESS_MISMATCH."""


def _uncertified(host: str, error: ssl.SSLCertVerificationError) -> str:
    if error.verify_code == EXPIRED:
        return f"the certificate of {host} has expired: renew it"
    if error.verify_code in OTHER_NAME:
        return f"the certificate at {host} is one for another name: get one for {host}"
    return f"nobody vouches for the certificate of {host}: get one that everybody trusts"
