"""The REST calls to the carrier, and nothing else.

The carrier's own library makes the requests. Below it `Fence` carries them, and cuts every answer
to a list of fields before the library, or anything else here, sees it: the records of calls are
full of callers' numbers, and of them this line needs ids and times.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from ivr.settings import Settings

PATIENCE = 10.0
"""Seconds for one answer, where nobody asks for fewer."""

KEPT = frozenset(
    {
        *("calls", "events", "recordings", "transcriptions", "incoming_phone_numbers", "alerts"),
        *("meta", "key", "next_page_uri", "next_page_url"),
        *("sid", "status", "end_time", "code"),
        *("voice_url", "voice_caller_id_lookup", "enabled", "error_code", "resource_sid"),
    }
)
"""All that is kept of an answer. No field that holds a caller's number."""

OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


class Trouble(Exception):
    """The carrier cannot answer now, whatever it is asked: everybody waits. `why` names no call."""

    def __init__(self, why: str, retry_after: float = 0.0) -> None:
        super().__init__(f"The carrier does not answer: {why}.")
        self.why = why
        self.retry_after = retry_after


class Refused(Exception):
    """The carrier answered no to this one request, with the code of its error dictionary."""

    def __init__(self, code: int) -> None:
        super().__init__(f"The carrier refused with code {code}.")
        self.code = code


class Unknown(Exception):
    """The carrier knows nothing of what it was asked for (20404)."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A call that the carrier still lists, and when it ended: aware, UTC."""

    sid: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """A number of the account: where its calls go, and whether names are looked up for them."""

    number: str  # E.164
    voice_url: str
    caller_lookup: bool


class Carrier:
    """The account's records. Safe to use from several threads.

    Every method raises Trouble, and Refused where the carrier says no.
    """

    def __init__(
        self, settings: Settings, *, at_once: int = 20, patience: float = PATIENCE
    ) -> None:
        if not settings.account_sid or not settings.auth_tokens:
            raise ValueError("the carrier needs TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN")
        self.fence = Fence(
            settings.twilio_api, settings.account_sid, settings.auth_tokens, at_once, patience
        )
        self._client = Client(settings.account_sid, settings.auth_tokens[0], http_client=self.fence)

    def close(self) -> None:
        self.fence.close()

    def delete_call(self, sid: str) -> None:
        """Raises Unknown too, and Refused(20009) while it is too early."""
        self._client.calls(sid).delete()

    def shows_call(self, sid: str) -> bool:
        try:
            self._client.calls(sid).fetch()
        except Unknown:
            return False
        return True

    def shows_events(self, sid: str) -> bool:
        """Whether events of a call are shown; they hold the parameters of its webhooks."""
        try:
            return next(iter(self._client.calls(sid).events.stream(limit=1)), None) is not None
        except Unknown:
            return False

    def legs(self, sid: str) -> list[str]:
        """The calls that this call made onward."""
        return [leg.sid for leg in self._client.calls.stream(parent_call_sid=sid, page_size=100)]

    def recordings(self, sid: str) -> list[str]:
        """Of a call, also after its own record is gone."""
        return [each.sid for each in self._client.recordings.stream(call_sid=sid, page_size=100)]

    def delete_recording(self, sid: str) -> None:
        """With its transcriptions first: without the recording nothing leads to them."""
        try:
            for each in self._client.recordings(sid).transcriptions.stream(page_size=100):
                _gone(self._client.transcriptions(each.sid).delete)
        except Unknown:
            return  # and the recording with it
        _gone(self._client.recordings(sid).delete)

    def ended_calls(self, number: str, side: str, since: date) -> Iterator[Ended]:
        """Calls `to` or `from` one of our numbers that ended on that day (UTC) or later."""
        sides = {"to": {"to": number}, "from": {"from_": number}}[side]
        pages = self._client.calls.stream(**sides, end_time_after=since.isoformat(), page_size=1000)
        for call in pages:
            if call.status in OVER and call.end_time is not None:
                yield Ended(call.sid, call.end_time)

    def numbers(self) -> list[OwnNumber]:
        return [
            OwnNumber(each.phone_number, each.voice_url or "", bool(each.voice_caller_id_lookup))
            for each in self._client.incoming_phone_numbers.stream(page_size=1000)
        ]

    def exports_calls(self) -> bool:
        """Whether the carrier copies all records of calls into files every day."""
        try:
            return bool(self._client.bulkexports.v1.export_configuration("Calls").fetch().enabled)
        except Unknown:
            return False

    def alerts(self, since: datetime, most: int = 50) -> tuple[int, int]:
        """How many alerts there are (up to `most`), and how many of them hold parameters."""
        alerts = self._client.monitor.v1.alerts
        found = alerts.list(start_date=since, limit=most)
        return len(found), sum(bool(alerts(each.sid).fetch().request_variables) for each in found)


def _gone(delete: Any) -> None:
    try:
        delete()
    except Unknown:
        return  # as was wanted


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
        self._http = httpx.Client(timeout=httpx.Timeout(patience, pool=60), limits=limits)

    def close(self) -> None:
        self._http.close()

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
            if len(self._tokens) > 1:  # the old one of a rotation
                self._tokens = [*self._tokens[1:], token]
        if answer.status_code in (401, 403):
            raise Trouble("TWILIO_ACCOUNT_SID or TWILIO_AUTH_TOKEN is not accepted")
        if answer.status_code == 404:
            raise Unknown
        if answer.status_code >= 400:
            raise Refused(_code(answer))
        return Response(answer.status_code, _cut(answer) if answer.content else "")

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
            raise Trouble(f"no answer ({type(error).__name__})") from None
        if answer.status_code == 429 or answer.status_code >= 500 or answer.is_redirect:
            raise Trouble(f"status {answer.status_code}", _seconds(answer))
        return answer

    def _at(self, url: str) -> str:
        """The same resource at the stand-in, or at the carrier's host in another region."""
        parts = urlsplit(url)
        if parts.hostname != "api.twilio.com" and not self._stand_in:
            return url
        return parts._replace(scheme=self._base.scheme, netloc=self._base.netloc).geturl()


def _cut(answer: httpx.Response) -> str:
    """The answer with the fields that are kept; a number only where it is our own."""
    kept = KEPT
    if answer.url.path.endswith("/IncomingPhoneNumbers.json"):
        kept = KEPT | {"phone_number"}
    try:
        return msgspec.json.encode(_kept(msgspec.json.decode(answer.content), kept)).decode()
    except (msgspec.MsgspecError, RecursionError):
        raise Trouble("an answer that is no JSON") from None


def _kept(value: Any, names: frozenset[str]) -> Any:
    if isinstance(value, list):
        return [_kept(each, names) for each in value]
    if isinstance(value, dict):
        kept = {name: _kept(each, names) for name, each in value.items() if name in names}
        if value.get("request_variables"):
            kept["request_variables"] = "some"  # that there are some, and not which
        return kept
    return value


def _code(answer: httpx.Response) -> int:
    try:
        return int(msgspec.json.decode(answer.content)["code"])
    except (msgspec.MsgspecError, RecursionError, KeyError, TypeError, ValueError):
        return answer.status_code


def _seconds(answer: httpx.Response) -> float:
    """What Retry-After asks for, where it is a number of seconds."""
    text = answer.headers.get("retry-after", "")
    return min(float(text), 300.0) if text.isascii() and text.isdigit() else 0.0
