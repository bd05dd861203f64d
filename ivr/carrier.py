"""The REST calls to the carrier, and nothing else.

The carrier's own library makes them, over `fence.Fence`, which lets no number of a caller in.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import twilio.rest.api  # noqa: F401 - else the library loads it at the first request of each job
from twilio.rest import Client

from ivr.call import OVER
from ivr.fence import NOT_ACCEPTED, PATIENCE, Fence, Refused, Trouble, Unknown
from ivr.ownnumber import OwnNumber, own
from ivr.settings import Settings

__all__ = [
    "NOT_ACCEPTED",
    "Account",
    "Carrier",
    "Dialling",
    "Ended",
    "OwnNumber",
    "Recorded",
    "Refused",
    "Trouble",
    "Unknown",
]

SILENT = ("absent", "failed", "deleted")
"""States of a recording of which there is no sound, and will be none."""

MOST_AUDIO = 20 * 2**20
"""Bytes of a recording that are fetched at most: twenty minutes of a telephone's sound."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A call that the carrier still lists, and when it ended: aware, UTC."""

    sid: str
    at: datetime
    duration: str = ""  # seconds, as the carrier writes them


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording that the carrier has, and when it began: aware, UTC, whole seconds."""

    sid: str
    at: datetime
    ready: bool  # or it is still being made


@dataclass(frozen=True, slots=True)
class Account:
    """What the carrier says of the account itself."""

    status: str  # active, suspended or closed
    type: str  # Trial or Full
    made: datetime | None  # aware, UTC
    part: bool  # a subaccount: its customer profile and its money are another account's


@dataclass(frozen=True, slots=True)
class Dialling:
    """Into a country: whether ordinary numbers may be dialled, and those known for toll fraud."""

    ordinary: bool
    fraud: bool


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

    def goes_on(self, sid: str) -> bool:
        """Whether a call is not over yet, as far as the carrier knows it."""
        try:
            return self._client.calls(sid).fetch().status not in OVER
        except Unknown:
            return False

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

    def recorded(self, call: str) -> list[Recorded]:
        """The recordings of a call in which there is, or will be, sound; in any order."""
        found = self._client.recordings.stream(call_sid=call, page_size=100)
        return [
            Recorded(each.sid, each.start_time, each.status == "completed")
            for each in found
            if each.start_time and each.status not in SILENT
        ]

    def audio(self, sid: str) -> bytes:
        """A recording as the carrier made it; of more than 20 MB only so much that this shows.

        Raises Unknown too, also where it is not ready yet.
        """
        path = f"/2010-04-01/Accounts/{self._client.account_sid}/Recordings/{sid}.wav"
        return self.fence.audio(path, MOST_AUDIO + 1)

    def keeps_audio(self, sid: str) -> bool:
        """Whether a recording is there, or is still being made."""
        try:
            return self._client.recordings(sid).fetch().status not in SILENT
        except Unknown:
            return False

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
                yield Ended(call.sid, call.end_time, call.duration or "")

    def numbers(self) -> list[OwnNumber]:
        return [own(each) for each in self._client.incoming_phone_numbers.stream(page_size=1000)]

    def number(self, sid: str) -> OwnNumber:
        """Raises Unknown too."""
        return own(self._client.incoming_phone_numbers(sid).fetch())

    def region(self, number: str) -> str:
        """Where the calls of one of our numbers are processed, such as us1. Raises Unknown too."""
        return self._client.routes.v2.phone_numbers(number).fetch().voice_region or ""

    def rewire(self, sid: str, fields: Mapping[str, str | bool]) -> None:
        """Set fields of a number, by the carrier's names (see `WIRED`), all in one request.

        An empty text takes away what was set. Raises Unknown too.
        """
        self._client.incoming_phone_numbers(sid).update(**fields)

    def account(self) -> Account:
        """Raises Unknown too, where there is no such account."""
        sid = self._client.account_sid
        found = self._client.api.v2010.accounts(sid).fetch()
        part = (found.owner_account_sid or sid) != sid
        return Account(found.status or "", found.type or "", found.date_created, part)

    def balance(self) -> tuple[str, str]:
        """What is left, such as `12.50`, and its currency."""
        found = self._client.api.v2010.accounts(self._client.account_sid).balance.fetch()
        return found.balance or "", found.currency or ""

    def approved_profiles(self) -> list[str]:
        """The kinds (ids of the carrier's policies) of all customer profiles that it approved."""
        profiles = self._client.trusthub.v1.customer_profiles
        return [each.policy_sid for each in profiles.stream(status="twilio-approved")]

    def dialling(self, country: str) -> Dialling:
        """`country` is ISO 3166 alpha-2. Raises Unknown too, where the carrier has no such one."""
        found = self._client.voice.v1.dialing_permissions.countries(country).fetch()
        return Dialling(
            bool(found.low_risk_numbers_enabled), bool(found.high_risk_tollfraud_numbers_enabled)
        )

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


def _gone(delete: Callable[[], object]) -> None:
    try:
        delete()
    except Unknown:
        return  # as was wanted
