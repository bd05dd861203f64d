"""One thing to be done in a room, with all that is known when it is carried out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import redis

from ivr.conferences import Conferences
from ivr.fence import Refused, Trouble
from ivr.rooms import addresses, steps
from ivr.rooms.leaders import leading, mode_in
from ivr.rooms.state import Room, Someone
from ivr.rota import OnNow
from ivr.settings import Settings


@dataclass(frozen=True, slots=True)
class Order:
    """What asks the carrier insists on it, and then raises Trouble, Refused or Unknown."""

    connection: redis.Redis
    conferences: Conferences
    settings: Settings
    room: Room
    conf: str
    on: OnNow | None
    call: str  # whom it is about
    now: datetime

    @property
    def part(self) -> str:
        return self.room.part

    @property
    def someone(self) -> Someone:
        return self.room.people.get(self.call, Someone())

    @property
    def leaders(self) -> frozenset[str]:
        return leading(self.room.people, self.on)

    @property
    def mode(self) -> str:
        """The one that holds now."""
        return mode_in(self.room, self.on, self.now)

    def mute(self, wanted: Mapping[str, bool]) -> Trouble | Refused | None:
        """Each muted or not, as many at a time as the carrier lets us. What the first one met."""

        def muting(call: str, muted: bool) -> Callable[[], None]:
            def mute() -> None:
                self.conferences.mute(self.conf, call, muted)
                steps.set_muted(self.connection, self.part, call, muted)

            return mute

        failures = self.conferences.many(muting(call, muted) for call, muted in wanted.items())
        return next((each.why for each in failures), None)

    def say(self, what: str) -> None:
        """To all."""
        url = addresses.said_in(self.settings, self.on, what, self.part, self.now)
        self.conferences.one(lambda: self.conferences.announce(self.conf, url), twice=False)

    def say_to(self, what: str) -> None:
        url = addresses.said_to(self.settings, self.someone, what, self.part, self.now)
        self.conferences.one(
            lambda: self.conferences.announce_to(self.conf, self.call, url), twice=False
        )
