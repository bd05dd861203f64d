"""Forgetting what is due: each call's recordings, its legs, its record, and then looking again.

The order leaves nothing behind wherever it is interrupted: what a call leads to goes, or is noted
itself, before the call; and the call stays in the set until the carrier shows nothing of it a day
after its deletion.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import msgspec
import redis
import structlog

from ivr.carrier import Carrier, Refused, Trouble, Unknown
from ivr.erasure import hold
from ivr.erasure.due import Taken, ToForget
from ivr.erasure.pause import Pause
from ivr.log import failure
from ivr.recordings.offers import KEPT, Offers

log = structlog.get_logger()

AT_ONCE = 20
"""Requests at the same time: a fifth of what the carrier is known to allow an account."""

BATCH = 200
LEASE = timedelta(minutes=2)
"""A batch takes seconds; what a killed process had taken is due again after so long."""

LOOKS = (timedelta(minutes=30), timedelta(days=1))
"""After a deletion the line looks at once, and then so long after it: events of a call appear up

to a quarter of an hour late, and a record may be shown for some days more.
"""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
"""Between two tries after a refusal; each is twice the one before."""

GOING_ON = timedelta(minutes=10)
"""Until the next look at a call that was thought to be over and goes on."""

NOT_TAKEN = timedelta(seconds=30)
"""Until a call comes again in which an operator recorded something that is no draft yet."""

TOO_EARLY = 20009
AFTER_TROUBLE = timedelta(seconds=10)
"""Until a call comes again that met trouble. Not first: a call that alone brings trouble must not
keep the others waiting."""

PATIENCE = timedelta(days=14)
"""So long, says the carrier, a deletion may be refused as too early."""


class Outcome(msgspec.Struct, kw_only=True):
    """What one run did: counts."""

    erased: int = 0
    proven: int = 0
    still_shown: int = 0
    refused: int = 0
    trouble: str = ""  # why the carrier could not answer; "" when it did

    @property
    def news(self) -> bool:
        """Something to tell? Not each deletion: that would be a list of the times of calls."""
        return bool(self.still_shown or self.refused)


def forget_due(
    connection: redis.Redis, carrier: Carrier, now: Callable[[], datetime], *, seconds: float = 25.0
) -> Outcome:
    """Work off what is due, for about so many seconds. `now` gives aware UTC times.

    While there is a hold nothing is done.
    """
    run = _Run(connection, carrier, now)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and run.batch(deadline):
        pass
    return run.outcome


class _Run:
    """One run: its threads share the batch, and stop together when the carrier has trouble."""

    def __init__(
        self, connection: redis.Redis, carrier: Carrier, now: Callable[[], datetime]
    ) -> None:
        self.sets = ToForget(connection)
        self.pause = Pause(connection)
        self.offers = Offers(connection)
        self.carrier = carrier
        self.now = now
        self.outcome = Outcome()
        self._lock = threading.Lock()
        self._trouble: Trouble | None = None
        self._answered = False
        self._deadline = 0.0
        self._recording: dict[str, datetime] = {}

    def batch(self, deadline: float) -> bool:
        """Take some and forget them; False when there is nothing (more) to do now."""
        if hold.since(self.sets.connection) or self.pause.holds(self.now()):
            return False
        self._answered = False
        troubles = self.pause.troubles()
        at_once = max(AT_ONCE >> troubles, 1)  # carefully, after a pause
        taken = self.sets.take(self.now(), LEASE, max(BATCH >> min(troubles, 5), 1))
        if not taken:
            return False
        self._deadline = deadline
        self._recording = self.offers.calls()  # at once: other calls cost nothing
        with ThreadPoolExecutor(at_once) as threads:
            list(threads.map(self._one, taken))
        if self._answered:
            self.pause.ease()
        if self._trouble is not None:
            seconds = self.pause.begin(
                self.now(), self._trouble.why, at_least=self._trouble.retry_after
            )
            log.warning(
                "the carrier does not answer, forgetting waits",
                why=self._trouble.why,
                seconds=round(seconds),
            )
            self.outcome.trouble = self._trouble.why
            return False
        return True

    def _one(self, call: Taken) -> None:
        if self._trouble is not None or time.monotonic() > self._deadline:
            self.sets.give_back(call.sid, self.now())
            return
        if call.sid in self._recording and self._waits(call.sid):
            return
        try:
            self._forget(call)
            self._answered = True
        except Trouble as trouble:
            self._trouble = trouble
            self.sets.look_again(call.sid, self.now() + AFTER_TROUBLE)
        except redis.exceptions.RedisError:
            raise  # and what was taken is due again when the loan is over
        except Exception as error:  # of this one call: the others go on
            log.error("a call could not be forgotten and is tried again", **failure(error))
            self._refused(call, "error")

    def _waits(self, sid: str) -> bool:
        """Whether a call's recordings are not taken yet: nothing that was said is lost. For so long

        only: what nobody can take is forgotten all the same.
        """
        now = self.now()
        if now - self._recording[sid] < KEPT:
            self.sets.look_again(sid, now + NOT_TAKEN)
            return True
        log.warning("a call is forgotten, though its recordings could not be taken for days")
        self.offers.drop(sid)
        return False

    def _forget(self, call: Taken) -> None:
        try:
            if call.deleted is None:
                self._delete(call)
            else:
                self._look(call, call.deleted)
        except Refused as refused:
            if call.deleted is None and self.carrier.goes_on(call.sid):
                self.sets.goes_on(call.sid, self.now() + GOING_ON)
            else:
                self._refused(call, str(refused.code))

    def _delete(self, call: Taken) -> None:
        self._clear(call.sid)
        self._delete_record(call.sid)
        now = self.now()
        if self.sets.deleted(call.sid, now):
            self._count("erased")
        self._look(call, now)

    def _look(self, call: Taken, deleted: datetime) -> None:
        """Look for what the carrier still shows, and delete that again."""
        shown = self.carrier.shows_call(call.sid) or self.carrier.shows_events(call.sid)
        if call.deleted is not None:  # just now its recordings and legs were seen to
            shown = self._clear(call.sid) or shown
        if shown:
            self._count("still_shown")
            self.sets.count("still_shown")
            self._delete_record(call.sid)
        now = self.now()
        coming = [deleted + pause for pause in LOOKS if deleted + pause > now]
        if coming:
            self.sets.look_again(call.sid, coming[0])
        elif shown:
            self.sets.postpone(call.sid, self._later(call), "shown_for_days")
        else:
            self.sets.proven(call.sid)
            self._count("proven")

    def _clear(self, sid: str) -> bool:
        """Delete the recordings of a call and note its legs. Says whether there were recordings."""
        recordings = self.carrier.recordings(sid)
        for recording in recordings:
            self.carrier.delete_recording(recording)
        for leg in self.carrier.legs(sid):
            self.sets.leg(leg, self.now())
        return bool(recordings)

    def _delete_record(self, sid: str) -> None:
        try:
            self.carrier.delete_call(sid)
        except Unknown:
            return  # as was wanted

    def _refused(self, call: Taken, why: str) -> None:
        self._count("refused")
        self.sets.postpone(call.sid, self._later(call), f"refused:{why}")

    def _later(self, call: Taken) -> datetime:
        pause: timedelta = min(FIRST_PAUSE * 2 ** min(call.tries, 16), LONGEST_PAUSE)
        return self.now() + pause

    def _count(self, name: str) -> None:
        with self._lock:
            setattr(self.outcome, name, getattr(self.outcome, name) + 1)
