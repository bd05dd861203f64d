"""What is asked of the carrier about its conferences and the calls in them, and nothing else.

Rooms are named by us and calls by the carrier; of an answer nothing comes in but ids and states
(`fence.py`). All URLs given to the carrier are absolute.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import twilio.rest.api  # noqa: F401 - else the library loads it at the first request of each job
from twilio.rest import Client

from ivr.fence import Fence, Refused, Unknown
from ivr.insisting import Failure, insist, insist_on_all
from ivr.settings import Settings

T = TypeVar("T")

PATIENCE = 5.0
"""Seconds for one answer: somebody waits for what a key does."""

OVER = 21220
"""The carrier's code for a call that is not in progress any more."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in a conference, as the carrier knows it now."""

    muted: bool
    hold: bool


@dataclass(frozen=True, slots=True)
class Ongoing:
    """A conference that goes on; not `started` while its first one waits for a second."""

    sid: str
    started: bool


class Conferences:
    """The account's conferences. Safe to use from several threads; close it, or use `with`.

    Every method raises Trouble, Refused and Unknown, the last one where the conference, the
    participant or the call is not there, or there no more.
    """

    def __init__(self, settings: Settings, *, patience: float = PATIENCE) -> None:
        if not settings.account_sid or not settings.auth_tokens:
            raise ValueError("conferences need TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN")
        self.at_once = settings.room.at_once
        self.fence = Fence(
            settings.twilio_api, settings.account_sid, settings.auth_tokens, self.at_once, patience
        )
        self._client = Client(settings.account_sid, settings.auth_tokens[0], http_client=self.fence)

    def __enter__(self) -> "Conferences":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        self.fence.close()

    def find(self, name: str) -> Ongoing | None:
        """The conference of that name which goes on."""
        for status in ("in-progress", "init"):
            found = self._client.conferences.stream(friendly_name=name, status=status, limit=1)
            for conference in found:
                return Ongoing(str(conference.sid), status == "in-progress")
        return None

    def participants(self, conf: str) -> dict[str, Participant]:
        """By the ids of their calls."""
        found = self._client.conferences(conf).participants.stream(page_size=1000)
        return {each.call_sid: Participant(bool(each.muted), bool(each.hold)) for each in found}

    def mute(self, conf: str, call: str, muted: bool) -> None:
        self._client.conferences(conf).participants(call).update(muted=muted)

    def hold(self, conf: str, call: str, url: str) -> None:
        """Out of the others' hearing, with the document at `url` again and again."""
        self._client.conferences(conf).participants(call).update(
            hold=True, hold_url=url, hold_method="POST"
        )

    def unhold(self, conf: str, call: str) -> None:
        self._client.conferences(conf).participants(call).update(hold=False)

    def announce(self, conf: str, url: str) -> None:
        """Everybody in it hears the document at `url` once: Say, Play and Pause."""
        self._client.conferences(conf).update(announce_url=url, announce_method="POST")

    def announce_to(self, conf: str, call: str, url: str) -> None:
        """This one alone hears the document at `url` once."""
        self._client.conferences(conf).participants(call).update(
            announce_url=url, announce_method="POST"
        )

    def send(self, call: str, url: str) -> None:
        """A live call goes on at `url`, out of the room that it is in."""
        self._change(call, url=url, method="POST")

    def hang_up(self, call: str) -> None:
        """Ends a call, also one that is still ringing."""
        self._change(call, status="completed")

    def ring(self, to: str, from_: str, url: str, status_url: str, seconds: int) -> str:
        """Rings a number for so long; whoever answers is at `url`. The new call's id.

        Never asked again by itself: who is rung twice is woken twice.
        """
        call = self._client.calls.create(
            to=to,
            from_=from_,
            url=url,
            method="POST",
            status_callback=status_url,
            status_callback_method="POST",
            status_callback_event=["initiated", "completed"],
            timeout=seconds,
        )
        return str(call.sid)

    def one(self, ask: Callable[[], T], *, twice: bool = True) -> T:
        """The same, waited for and repeated where the carrier is busy (see `insisting`)."""
        return insist(ask, twice=twice)

    def many(
        self,
        requests: Iterable[Callable[[], object]],
        at_once: int | None = None,
        *,
        twice: bool = True,
    ) -> list[Failure]:
        """All of them, `settings.room.at_once` at a time; those that failed.

        A 429 is waited for and no failure, and neither is it when somebody has left. Without
        `twice` what may have been carried out is not asked for again: for announcements.
        """
        return insist_on_all(requests, min(at_once or self.at_once, self.at_once), twice=twice)

    def _change(self, call: str, **changes: str) -> None:
        try:
            self._client.calls(call).update(**changes)
        except Refused as refused:
            if refused.code == OVER:
                raise Unknown from None
            raise
