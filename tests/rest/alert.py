"""An alert of the carrier's Monitor: it holds what a webhook sent, and cannot be deleted."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode

from tests.rest.shape import ACCOUNT, Json, iso8601, place

ASKABLE = timedelta(days=30)
"""Queries for older alerts are not supported."""


@dataclass
class Alert:
    """`variables` are those of the request that went wrong, the caller's number among them."""

    sid: str
    call_sid: str
    at: datetime
    level: str
    error_code: str
    variables: dict[str, str] | None
    place: int = field(init=False)

    def __post_init__(self) -> None:
        self.place = place(self.at)

    def show(self, base: str) -> Json:
        """As in the list, which has nothing of the request but its address."""
        return {
            "account_sid": ACCOUNT,
            "alert_text": f"Msg=An+attempt+failed&ErrorCode={self.error_code}",
            "api_version": "2010-04-01",
            "date_created": iso8601(self.at),
            "date_generated": iso8601(self.at),
            "date_updated": iso8601(self.at),
            "error_code": self.error_code,
            "log_level": self.level,
            "more_info": f"https://www.twilio.com/docs/errors/{self.error_code}",
            "request_method": "POST",
            "request_url": "https://line.example.org/voice",
            "resource_sid": self.call_sid,
            "service_sid": None,
            "sid": self.sid,
            "url": f"{base}/v1/Alerts/{self.sid}",
        }

    def show_whole(self, base: str) -> Json:
        """As fetched alone: with the request's variables, in one urlencoded string."""
        return self.show(base) | {
            "request_headers": None,
            "request_variables": urlencode(self.variables) if self.variables else None,
            "response_body": None,
            "response_headers": None,
        }
