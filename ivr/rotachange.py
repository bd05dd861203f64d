"""What was changed about one hour at one time: somebody gave it back, took it, or was given it."""

from datetime import datetime

import msgspec

from ivr.hour import Hour


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who leads the hour in `room` that starts at `start`, aware, UTC; nobody where `leader` is "".

    `was` is whom the rota itself named. Where it names somebody else by now, that counts: whoever
    keeps the rota said so later.
    """

    start: datetime
    room: str  # as Hour.room_name
    was: str = ""
    leader: str = ""
    name: str = ""  # as it is said; only in what is published

    def of(self, hour: Hour) -> Hour:
        """The hour as it is led then."""
        if hour.leader not in ("", self.was):
            return hour
        return msgspec.structs.replace(
            hour, leader=self.leader, leader_name=self.name, leads_from=""
        )
