"""What can reach a line while a call is on it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    key: str


@dataclass(frozen=True)
class Words:
    text: str


@dataclass(frozen=True)
class RoomEvent:
    """Something about one stay in a room: changed (what is heard there), or why it is over.

    Over is: ended, removed or time-limit.
    """

    kind: str
    stay: object


Event = Key | Words | RoomEvent
"""What a verb that waits may be interrupted by."""


class CallOver(Exception):
    """The call ends here: caller, hangup, end, rejected, busy, error, limit or api."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Moved(Exception):
    """Somebody sent the live call to another document, from outside."""

    def __init__(self, url: str, method: str) -> None:
        super().__init__(url)
        self.url = url
        self.method = method


Happening = Event | CallOver | Moved
"""An event, or the end of what is going on."""
