"""The account itself: its state, its money, its approved profiles, and where it may dial."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.rest.shape import ACCOUNT, HERE, Json, rfc2822

BUSINESS = "RN6433641899984f951173ef1738c3bdd0"
"""The carrier's policy for a Primary Customer Profile of type Business."""


@dataclass
class Account:
    """Plain attributes, read anew at each request. A new one is as most are: whole and in order."""

    status: str = "active"
    type: str = "Full"
    made: datetime = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
    owner: str = ACCOUNT
    balance: str = "48.20"
    profiles: list[tuple[str, str]] = field(default_factory=lambda: [(BUSINESS, "twilio-approved")])
    """Policy and status of each customer profile."""

    dialled: dict[str, tuple[bool, bool]] = field(
        default_factory=lambda: {"US": (True, False), "CA": (True, False), "GB": (False, False)}
    )
    """By country, which is unknown without: ordinary numbers, and those known for toll fraud."""

    def show(self) -> Json:
        return {
            "auth_token": "the carrier shows it to whoever knows it",
            "date_created": rfc2822(self.made),
            "date_updated": rfc2822(self.made),
            "friendly_name": "someone@example.org's account",
            "owner_account_sid": self.owner,
            "sid": ACCOUNT,
            "status": self.status,
            "subresource_uris": {"calls": f"{HERE}/Calls.json"},
            "type": self.type,
            "uri": f"{HERE}.json",
        }
