"""The carrier's callbacks of rooms, on their way into Redis: nobody waits for that.

What Redis does not take now waits in memory. What is lost, the next look at the carrier makes good
(`rebuilding`).
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import redis.exceptions
import structlog

from ivr import store
from ivr.carrierids import call_id, conference_id
from ivr.log import failure
from ivr.outbox import Outbox, Step
from ivr.rooms import scripts
from ivr.rooms.names import NAME
from ivr.rooms.steps import milliseconds

log = structlog.get_logger()

EVENTS = frozenset(
    {
        "conference-start",
        "conference-end",
        "participant-join",
        "participant-leave",
        "participant-mute",
        "participant-unmute",
        "participant-hold",
        "participant-unhold",
        "participant-speech-start",
    }
)
"""All that is heeded."""

_SEQUENCE = re.compile(r"[0-9]{1,6}")
_GOES_ON = frozenset({"in-progress", "ringing", "queued"})


class Events(Outbox):
    """What is to be handed to Redis. `tend` is told a part in which there is something to do."""

    trouble = "callbacks of a room could not be kept, which is tried again"

    def __init__(self, clock: Callable[[], datetime], tend: Callable[[str], None]) -> None:
        super().__init__()
        self._clock = clock
        self._tend = tend

    def happened(self, form: Mapping[str, str]) -> None:
        """One callback, of the fields that came through the fence. What is no event is dropped."""
        if step := read(form, self._clock()):
            self.add(step)

    def over(self, call: str) -> None:
        """A call has ended: it is in no room."""
        self.add((scripts.LEFT, (), (call, milliseconds(self._clock()))))

    def look_at(self, steps: list[Step], answers: list[object]) -> None:
        """What Redis did not take is let go: the carrier's own list makes it good."""
        busy = {}
        refused = [each for each in answers if isinstance(each, redis.exceptions.RedisError)]
        if refused:  # told once: a full disk refuses all of them
            log.error(
                "callbacks of rooms were not taken", count=len(refused), **failure(refused[0])
            )
        for (_, _, arguments), answer in zip(steps, answers, strict=True):
            if isinstance(answer, list) and answer:
                *of, inside, held, started, met = answer
                part = store.text(of[0]) if of else str(arguments[0])
                busy[part] = _something_to_do(inside, held, started, met)
        for part, something in busy.items():
            if something:
                self._tend(part)


def _something_to_do(inside: int, held: int, started: int, met: int) -> bool:
    """Whether somebody is alone in silence, or two were not told of each other yet."""
    alone = inside == 1 and started and not held
    together = inside > 1 and (held or not met)
    return bool(alone or together)


def read(form: Mapping[str, str], now: datetime) -> Step | None:
    """The step for one callback; None for what is none, or is nothing to us."""
    part, event = form.get("FriendlyName", ""), form.get("StatusCallbackEvent", "")
    conf, call = conference_id(form), call_id(form)
    of_call = event.startswith("participant-")
    if not NAME.fullmatch(part) or event not in EVENTS or not conf or (of_call and not call):
        return None
    sequence = form.get("SequenceNumber", "")
    goes_on = form.get("ParticipantCallStatus", "") in _GOES_ON
    muted = {"true": "1", "false": "0"}.get(form.get("Muted", ""), "")
    return (
        scripts.EVENT,
        (),
        (
            *(part, conf, int(sequence) if _SEQUENCE.fullmatch(sequence) else 0),
            *(told_at(form.get("Timestamp", ""), now), milliseconds(now)),
            *(event, call if of_call else "", muted, int(goes_on)),
        ),
    )


def told_at(text: str, now: datetime) -> int:
    """When it happened, by the carrier's clock, in milliseconds; now where that is not said."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):  # the last one for a year of twenty digits
        moment = now
    return milliseconds(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
