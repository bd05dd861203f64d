"""Recordings and transcriptions: not deleted with their call, nor with each other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.rest.shape import ACCOUNT, HERE, Json, place, rfc2822

METADATA_KEPT = timedelta(days=40)
"""So long the carrier shows what is left of a deleted recording, to those who ask for it."""


@dataclass
class Recording:
    sid: str
    call_sid: str
    made: datetime
    audio: Callable[[], bytes] = lambda: b""
    """Made when it is asked for: most tests ask for none."""
    ready: datetime | None = None
    """Before it there is nothing to fetch."""
    seconds: float = 4.0
    deleted: datetime | None = None
    place: int = field(init=False)

    def __post_init__(self) -> None:
        self.place = place(self.made)

    def fetchable(self, now: datetime) -> bool:
        return self.deleted is None and (self.ready is None or now >= self.ready)

    def shown(self, now: datetime, *, deleted_too: bool) -> bool:
        if self.deleted is None:
            return True
        return deleted_too and now < self.deleted + METADATA_KEPT

    def status(self, now: datetime) -> str:
        if self.deleted:
            return "deleted"
        return "completed" if self.fetchable(now) else "processing"

    def show(self, now: datetime) -> Json:
        uri = f"{HERE}/Recordings/{self.sid}"
        return {
            "account_sid": ACCOUNT,
            "api_version": "2010-04-01",
            "call_sid": self.call_sid,
            "channels": 1,
            "conference_sid": None,
            "date_created": rfc2822(self.made),
            "date_updated": rfc2822(self.deleted or self.made),
            "duration": str(round(self.seconds)),
            "encryption_details": None,
            "error_code": None,
            "media_url": f"https://api.twilio.com{uri}",
            "price": "-0.00250",
            "price_unit": "USD",
            "sid": self.sid,
            "source": "RecordVerb",
            "start_time": rfc2822(self.made),
            "status": self.status(now),
            "subresource_uris": {
                "add_on_results": f"{uri}/AddOnResults.json",
                "transcriptions": f"{uri}/Transcriptions.json",
            },
            "uri": f"{uri}.json",
        }


@dataclass
class Transcription:
    sid: str
    recording_sid: str
    made: datetime
    place: int = field(init=False)

    def __post_init__(self) -> None:
        self.place = place(self.made)

    def show(self) -> Json:
        return {
            "account_sid": ACCOUNT,
            "api_version": "2008-08-01",
            "date_created": rfc2822(self.made),
            "date_updated": rfc2822(self.made),
            "duration": "4",
            "price": "-0.05000",
            "price_unit": "USD",
            "recording_sid": self.recording_sid,
            "sid": self.sid,
            "status": "completed",
            "transcription_text": "words of a pretend caller",
            "type": "fast",
            "uri": f"{HERE}/Transcriptions/{self.sid}.json",
        }
