"""A call as the carrier keeps it: its record, its events, and when they can be deleted."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.rest.faults import Faults
from tests.rest.refusal import Refusal
from tests.rest.shape import ACCOUNT, HERE, Json, formatted, place, rfc2822

LIVE = frozenset({"queued", "ringing", "in-progress"})
SUBRESOURCES = (
    *("Events", "Notifications", "Payments", "Recordings", "Siprec", "Streams"),
    *("Transcriptions", "UserDefinedMessageSubscriptions", "UserDefinedMessages"),
)


@dataclass
class Call:
    """One leg. `number_sid` and `caller_name` are empty where the carrier knows none."""

    sid: str
    from_: str
    to: str
    parent: str
    direction: str
    begun: datetime
    number_sid: str = ""
    caller_name: str = ""
    ended: datetime | None = None
    status: str = "in-progress"
    deleted: datetime | None = None
    events_deleted: bool = False
    place: int = field(init=False)

    def __post_init__(self) -> None:
        self.place = place(self.begun)

    @property
    def live(self) -> bool:
        return self.status in LIVE

    def shown(self, now: datetime, faults: Faults) -> bool:
        """Whether lists and a fetch have it; for `still_shown` after its deletion, too."""
        return self.deleted is None or now < self.deleted + faults.still_shown

    def has_events(self, now: datetime, faults: Faults) -> bool:
        """Whether its events have appeared; those of a deleted call appear like any other's."""
        if self.ended is None or self.events_deleted:
            return False
        return now >= self.ended + faults.events_late

    def left(self, now: datetime, faults: Faults) -> bool:
        """Whether anything of it is still with the carrier, events that are yet to appear too."""
        return self.shown(now, faults) or not self.events_deleted

    def delete(self, now: datetime, faults: Faults) -> None:
        """Delete what there is of it so far. Statuses beside the codes are not documented."""
        if self.live or self.ended is None:
            raise Refusal(400, 21220, "Call is in progress and cannot be deleted")
        wait: timedelta = faults.too_early_of.get(self.sid, faults.too_early)
        if self.deleted is None and now < self.ended + wait:
            raise Refusal(409, 20009, "Cannot delete call because it's still in progress")
        self.deleted = self.deleted or now
        self.events_deleted = self.events_deleted or self.has_events(now, faults)

    def show(self) -> Json:
        uri = f"{HERE}/Calls/{self.sid}"
        seconds = int((self.ended - self.begun).total_seconds()) if self.ended else None
        return {
            "account_sid": ACCOUNT,
            "annotation": None,
            "answered_by": None,
            "api_version": "2010-04-01",
            "caller_name": self.caller_name or None,
            "date_created": rfc2822(self.begun),
            "date_updated": rfc2822(self.ended or self.begun),
            "direction": self.direction,
            "duration": None if seconds is None else str(seconds),
            "end_time": rfc2822(self.ended),
            "forwarded_from": None,
            "from": self.from_,
            "from_formatted": formatted(self.from_),
            "group_sid": None,
            "parent_call_sid": self.parent or None,
            "phone_number_sid": self.number_sid or None,
            "price": None if self.ended is None else "-0.00850",
            "price_unit": "USD",
            "queue_time": "0",
            "sid": self.sid,
            "start_time": rfc2822(self.begun),
            "status": self.status,
            "subresource_uris": {
                "".join(f"_{c.lower()}" if c.isupper() else c for c in name)[1:]: (
                    f"{uri}/{name}.json"
                )
                for name in SUBRESOURCES
            },
            "to": self.to,
            "to_formatted": formatted(self.to),
            "trunk_sid": None,
            "uri": f"{uri}.json",
        }

    def variables(self) -> dict[str, str]:
        """What a webhook of it carries: with the caller's number, which is why it matters."""
        found = {"AccountSid": ACCOUNT, "ApiVersion": "2010-04-01", "CallSid": self.sid}
        found |= {"CallStatus": self.status, "Direction": self.direction}
        return found | {"From": self.from_, "To": self.to}
