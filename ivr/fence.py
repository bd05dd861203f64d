"""What comes in from the carrier's REST interface: ids, times and states, and no caller's number.

`Fence` carries the requests of the carrier's own library, and cuts every answer to the fields of
`carrierfields` before the library, or anything else here, sees it: the records of calls are full of
numbers.
"""

import ssl
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec
from twilio.http import HttpClient
from twilio.http.response import Response

from ivr.carrierfields import kept
from ivr.settings import SettingsError
from ivr.tally import TALLY

PATIENCE = 10.0
"""Seconds for one answer, where nobody asks for fewer."""

NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Errors after which the carrier has seen nothing of a request."""

MOST_REDIRECTS = 3
"""From the carrier's address of a recording to where it lies."""

TOO_EARLY = 20009
"""Its code for a call that is not over long enough to be deleted."""

UNKNOWN = 20404
"""The carrier's code for what it does not know."""

NOT_ACCEPTED = "TWILIO_ACCOUNT_SID or TWILIO_AUTH_TOKEN is not accepted"
"""The one Trouble that does not end by itself."""


class Trouble(Exception):
    """The carrier cannot answer now, whatever it is asked: everybody waits. `why` names no call.

    `busy` where it has more requests in progress than the account may have (429); `undone` where
    nothing can have been carried out. `retry_after` is in seconds, 0 where nothing was said.
    """

    def __init__(
        self, why: str, retry_after: float = 0.0, *, busy: bool = False, undone: bool = False
    ) -> None:
        super().__init__(f"The carrier does not answer: {why}.")
        self.why = why
        self.retry_after = retry_after
        self.busy = busy
        self.undone = busy or undone


class Refused(Exception):
    """The carrier answered no to this one request, with the code of its error dictionary."""

    def __init__(self, code: int) -> None:
        super().__init__(f"The carrier refused with code {code}.")
        self.code = code


class Unknown(Exception):
    """The carrier knows nothing of what it was asked for (20404)."""


def _kind(error: Exception) -> str:
    """As it is counted; that something is unknown is an answer like another."""
    if isinstance(error, Refused):
        return "early" if error.code == TOO_EARLY else "refused"
    if not isinstance(error, Trouble):
        return ""
    if error.busy:
        return "busy"
    return "key" if error.why == NOT_ACCEPTED else "away"


@cache
def trusted() -> ssl.SSLContext:
    """The certificates that count. To load them takes longer than most jobs.

    Raises SettingsError.
    """
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        raise SettingsError(
            f"SSL_CERT_FILE or SSL_CERT_DIR names no certificates ({type(error).__name__}), and "
            "without them nothing is asked over https: mend it, or take it out of the environment."
        ) from None


class Fence(HttpClient):  # type: ignore[misc]
    """Carries the library's requests to the carrier, or to a stand-in at `base`.

    An error becomes one of three exceptions, none of which holds a word of the answer.
    """

    def __init__(
        self,
        base: str,
        account: str,
        tokens: Sequence[str],
        at_once: int,
        patience: float = PATIENCE,
    ) -> None:
        self.is_async = False
        self._base = urlsplit(base)
        self._stand_in = not (self._base.hostname or "").endswith(".twilio.com")
        self._account = account
        self._tokens = list(tokens)
        limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
        self._http = httpx.Client(
            timeout=httpx.Timeout(patience, pool=60), limits=limits, verify=trusted()
        )

    def close(self) -> None:
        self._http.close()

    @TALLY.of(_kind)
    def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: Any = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """Raises Trouble, Refused and Unknown."""
        for token in list(self._tokens):
            answer = self._send(method, url, params, data, headers, token)
            if answer.status_code != 401:
                break
            self._rotate(token)
        if answer.status_code == 401:
            raise Trouble(NOT_ACCEPTED)
        if answer.status_code >= 400:
            code = _code(answer)
            if code == UNKNOWN:
                raise Unknown
            if answer.status_code == 404:  # a proxy's, perhaps: nothing that could prove anything
                raise Trouble("a 404 that is not the carrier's")
            raise Refused(code)
        if method == "GET" and not answer.content.lstrip().startswith(b"{"):
            raise Trouble("an answer that is no JSON")
        if not answer.content:
            return Response(answer.status_code, "")
        try:
            return Response(answer.status_code, kept(answer.url.path, answer.content))
        except ValueError:
            raise Trouble("an answer that is no JSON") from None

    @TALLY.of(_kind)
    def audio(self, path: str, most: int) -> bytes:
        """What lies at a path of the carrier's, or its first `most` bytes. The carrier may send us
        on to another host, which is asked without our key. Raises Trouble, Refused and Unknown.
        """
        for token in list(self._tokens):
            answer, found = self._fetch(self._at(f"https://api.twilio.com{path}"), most, token)
            if answer.status_code != 401:
                break
            self._rotate(token)
        if answer.status_code == 401:
            raise Trouble(NOT_ACCEPTED)
        for _ in range(MOST_REDIRECTS):
            if answer.has_redirect_location:
                answer, found = self._fetch(self._onward(answer), most, "")
        if answer.status_code == 404:
            raise Unknown
        if answer.status_code == 429 or answer.status_code >= 500 or answer.is_redirect:
            raise Trouble(f"status {answer.status_code}", _seconds(answer))
        if answer.status_code != 200:
            raise Refused(answer.status_code)
        return found

    def _fetch(self, url: str, most: int, token: str) -> tuple[httpx.Response, bytes]:
        """Without a token, without our key."""
        auth = (self._account, token) if token else None
        found = bytearray()
        try:
            with self._http.stream("GET", url, auth=auth) as answer:
                if answer.status_code == 200:
                    for piece in answer.iter_bytes():
                        found += piece[: most - len(found)]
                        if len(found) == most:
                            break
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Trouble(f"no answer ({type(error).__name__})") from None
        return answer, bytes(found)

    def _onward(self, answer: httpx.Response) -> str:
        """Where a redirect leads: over TLS, or to the stand-in itself."""
        try:
            url = answer.url.join(answer.headers["location"])
        except httpx.InvalidURL:
            raise Trouble("a redirect to no address") from None
        if url.scheme != "https" and url.netloc.decode() != self._base.netloc:
            raise Trouble("a redirect to an address without https")
        return str(url)

    def _rotate(self, token: str) -> None:
        """The old one of a rotation comes last from now on."""
        if len(self._tokens) > 1:
            self._tokens = [*self._tokens[1:], token]

    def _send(
        self,
        method: str,
        url: str,
        params: Mapping[str, Any] | None,
        data: Mapping[str, Any] | None,
        headers: Mapping[str, str] | None,
        token: str,
    ) -> httpx.Response:
        try:
            answer = self._http.request(
                method,
                self._at(url),
                params=params or None,  # an empty mapping would cut off the query of a next page
                data=data or None,
                headers=headers,
                auth=(self._account, token),
            )
        except httpx.HTTPError as error:
            undone = isinstance(error, NEVER_SENT)
            raise Trouble(f"no answer ({type(error).__name__})", undone=undone) from None
        busy = answer.status_code == 429
        if busy or answer.status_code >= 500 or answer.is_redirect:
            raise Trouble(f"status {answer.status_code}", _seconds(answer), busy=busy)
        return answer

    def _at(self, url: str) -> str:
        """The same resource at the stand-in, or at the carrier's host in another region."""
        parts = urlsplit(url)
        if parts.hostname != "api.twilio.com" and not self._stand_in:
            return url
        return parts._replace(scheme=self._base.scheme, netloc=self._base.netloc).geturl()


def _code(answer: httpx.Response) -> int:
    try:
        return int(msgspec.json.decode(answer.content)["code"])
    except (msgspec.MsgspecError, RecursionError, KeyError, TypeError, ValueError):
        return answer.status_code


def _seconds(answer: httpx.Response) -> float:
    """What Retry-After asks for, where it is a number of seconds."""
    text = answer.headers.get("retry-after", "")
    return min(float(text), 300.0) if text.isascii() and text.isdigit() else 0.0
