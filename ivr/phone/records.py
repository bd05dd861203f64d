"""What a stand-in for the carrier's REST interface is told of the pretend carrier's calls."""

from datetime import datetime
from typing import Any, Protocol

from ivr.phone.record import Recording


class Records(Protocol):
    """All of it may be told from several threads."""

    def begin(
        self,
        sid: str,
        *,
        from_: str,
        to: str,
        parent: str = "",
        direction: str = "inbound",
        status: str = "in-progress",
    ) -> None:
        """A call, or a leg that a call made onward."""

    def answer(self, sid: str) -> None:
        """A call that was queued goes on."""

    def end(self, sid: str, *, status: str = "completed") -> None:
        """It is over."""

    def recorded(self, call: str, recording: Recording, *, ready: datetime) -> None:
        """What a caller said was recorded; it can be fetched from `ready` on."""

    def join(
        self, name: str, call_sid: str, *, sid: str, muted: bool, label: str, end_on_exit: bool
    ) -> None:
        """A call is in the conference of this name, whose id is `sid`."""

    def leave(self, name: str, call_sid: str) -> None:
        """And out of it."""


class NoRecords:
    """Nobody asks this carrier afterwards."""

    def _nothing(self, *_: Any, **__: Any) -> None:
        """Nothing is kept."""

    begin = answer = end = recorded = join = leave = _nothing
