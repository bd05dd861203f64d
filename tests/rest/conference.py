"""A conference and who is in it, as the carrier shows them."""

from dataclasses import dataclass, field
from datetime import datetime

from tests.rest.shape import ACCOUNT, HERE, Json, place, rfc2822


@dataclass
class Participant:
    call_sid: str
    conference_sid: str
    joined: datetime
    label: str = ""
    muted: bool = False
    hold: bool = False
    coaching: bool = False
    call_sid_to_coach: str = ""
    start_on_enter: bool = True
    end_on_exit: bool = False
    place: int = field(init=False)

    def __post_init__(self) -> None:
        self.place = place(self.joined)

    def show(self) -> Json:
        uri = f"{HERE}/Conferences/{self.conference_sid}/Participants/{self.call_sid}.json"
        return {
            "account_sid": ACCOUNT,
            "call_sid": self.call_sid,
            "call_sid_to_coach": self.call_sid_to_coach or None,
            "coaching": self.coaching,
            "conference_sid": self.conference_sid,
            "date_created": rfc2822(self.joined),
            "date_updated": rfc2822(self.joined),
            "end_conference_on_exit": self.end_on_exit,
            "hold": self.hold,
            "label": self.label or None,
            "muted": self.muted,
            "queue_time": None,
            "start_conference_on_enter": self.start_on_enter,
            "status": "connected",
            "uri": uri,
        }


@dataclass
class Conference:
    """`participants` are by the id of their call; empty once it has ended."""

    sid: str
    name: str
    begun: datetime
    status: str = "in-progress"
    changed: datetime | None = None
    reason: str | None = None
    ended_by: str | None = None
    participants: dict[str, Participant] = field(default_factory=dict)
    place: int = field(init=False)

    def __post_init__(self) -> None:
        self.place = place(self.begun)

    def find(self, who: str) -> Participant | None:
        """By the id of the call, or by the label."""
        labelled = (p for p in self.participants.values() if p.label and p.label == who)
        return self.participants.get(who) or next(labelled, None)

    def show(self) -> Json:
        uri = f"{HERE}/Conferences/{self.sid}"
        return {
            "account_sid": ACCOUNT,
            "api_version": "2010-04-01",
            "call_sid_ending_conference": self.ended_by,
            "date_created": rfc2822(self.begun),
            "date_updated": rfc2822(self.changed or self.begun),
            "friendly_name": self.name,
            "reason_conference_ended": self.reason,
            "region": "us1",
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {
                "participants": f"{uri}/Participants.json",
                "recordings": f"{uri}/Recordings.json",
            },
            "uri": f"{uri}.json",
        }
