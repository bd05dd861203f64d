"""The carrier's callbacks of rooms, on their way into Redis: nobody waits for that.

What Redis does not take now waits in memory. What is lost, the next look at the carrier makes good
(`rebuilding`).
"""

import asyncio
import re
from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import redis.exceptions
import structlog

from ivr import store
from ivr.carrierids import call_id, conference_id
from ivr.log import failure
from ivr.rooms import scripts
from ivr.rooms.names import NAME
from ivr.rooms.steps import milliseconds

log = structlog.get_logger()

MOST = 20_000
"""Events kept while Redis is away."""

TOGETHER = 200
AGAIN = 1.0
"""Seconds until Redis is tried again."""

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

Step = tuple[str, str, tuple[str | int, ...]]
"""The part that it is about, a script and its arguments."""


class Events:
    """What is to be handed to Redis. `tend` is told a part in which there is something to do."""

    def __init__(self, clock: Callable[[], datetime], tend: Callable[[str], None]) -> None:
        self._clock = clock
        self._tend = tend
        self._steps: deque[Step] = deque(maxlen=MOST)
        self._some = asyncio.Event()
        self._stopping = False

    def happened(self, form: Mapping[str, str]) -> None:
        """One callback, of the fields that came through the fence. What is no event is dropped."""
        if step := read(form, self._clock()):
            self._add(step)

    def over(self, call: str) -> None:
        """A call has ended: it is in no room."""
        self._add(("", scripts.LEFT, (call, milliseconds(self._clock()))))

    def _add(self, step: Step) -> None:
        self._steps.append(step)
        self._some.set()

    async def run(self, redis_url: str) -> None:
        """Hand over whatever comes, until `stop`."""
        connection = store.connect_async(redis_url)
        try:
            while not self._stopping:
                await self._some.wait()
                try:
                    await self.hand_over(connection)
                except (redis.exceptions.RedisError, OSError, TimeoutError):
                    await asyncio.sleep(AGAIN)  # the keeper tells of it
                except Exception as error:
                    log.error("callbacks of a room could not be kept", **failure(error))
                    await asyncio.sleep(AGAIN)
        finally:
            await connection.aclose()

    def stop(self) -> None:
        self._stopping = True
        self._some.set()

    async def hand_over(self, connection: store.AsyncRedis) -> None:
        """Raises RedisError; whatever Redis may not have taken stays here."""
        while self._steps:
            steps = [self._steps.popleft() for _ in range(min(len(self._steps), TOGETHER))]
            try:
                async with connection.pipeline(transaction=False) as pipe:
                    for _, script, arguments in steps:
                        pipe.eval(script, 0, *arguments)
                    answers = await pipe.execute(raise_on_error=False)
            except BaseException:
                self._steps.extendleft(reversed(steps))  # an event done twice changes nothing
                raise
            self._look_at(steps, answers)
        self._some.clear()

    def _look_at(self, steps: list[Step], answers: list[object]) -> None:
        busy = {}
        for (part, _, _), answer in zip(steps, answers, strict=True):
            if isinstance(answer, redis.exceptions.RedisError):
                log.error("a callback of a room was not taken", **failure(answer))
            elif isinstance(answer, bytes) and answer:
                busy[answer.decode()] = True
            elif isinstance(answer, list):
                busy[part] = _something_to_do(*answer)
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
        part,
        scripts.EVENT,
        (
            *(part, conf, int(sequence) if _SEQUENCE.fullmatch(sequence) else 0),
            *(_time(form.get("Timestamp", ""), now), milliseconds(now)),
            *(event, call if of_call else "", muted, int(goes_on)),
        ),
    )


def _time(text: str, now: datetime) -> int:
    """When it happened, by the carrier's clock; now where that is not said."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        moment = now
    return milliseconds(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
