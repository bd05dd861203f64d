"""What is recorded and not yet a draft: begun by a callback, worked off by a job, watched.

A take stays in the waiting set until all that it leads to is done; whatever is lost on the way, a
job, a worker or a callback, `finding` comes by every minute.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import redis
import structlog
from redis.client import Pipeline

from ivr import store
from ivr.recordings.announcement import Came
from ivr.recordings.library import named
from ivr.recordings.offers import Offers
from ivr.recordings.storage import Storage, StoreAway
from ivr.recordings.take import OfAnotherRelease, Offer, Take, packed, unpacked
from ivr.recordings.unusable import refuse_size

AGAIN, SELDOM = timedelta(minutes=2), timedelta(hours=1)
"""A take that is no draft after so long is queued again, and then ever more seldom."""

RETOLD = timedelta(seconds=10)
"""A recording that was told of again after so long was not ready when its job came."""

WAITING = store.TAKES_WAITING.of()

log = structlog.get_logger()


def queued(connection: redis.Redis) -> Callable[[str], None]:
    """Queues the job that works a take off."""

    def queue(id: str) -> None:
        from workers.queues import enqueue  # RQ takes a tenth of a second to load

        enqueue(connection, "audio", "workers.jobs.make_take", (id,), timeout=120)

    return queue


class Takes:
    """Over Redis; every method may raise RedisError. `clock` gives aware UTC times.

    `queue` is told the id of each take that is to be worked off.
    """

    def __init__(
        self,
        connection: redis.Redis,
        clock: Callable[[], datetime],
        queue: Callable[[str], None] | None = None,
    ) -> None:
        self.connection = connection
        self.clock = clock
        self.offers = Offers(connection)
        self.queue = queue or queued(connection)

    def offer(self, call: str, language: str, prompt: str, who: str, words: str = "") -> None:
        """Before a <Record> is spoken: where this fails, nothing must be recorded.

        `call` is the carrier's id of it; `prompt` is "" for an announcement; `words` are those of
        the sentence where it is asked for: numbers of one line may say it differently.
        """
        self.offers.add(
            call,
            Offer(language=language, prompt=prompt, who=named(who), at=self.clock(), words=words),
        )

    def begin(
        self,
        id: str,
        *,
        call: str = "",
        language: str,
        prompt: str,
        who: str,
        came: Came,
        words: str = "",
    ) -> Take:
        """A recording is there: remember it, and queue its job. Told twice it changes nothing.

        Where its job may have given up meanwhile, it is queued once more: doing it twice is safe.
        The `call` in which it was made is not forgotten before it is taken.
        """
        key = store.TAKE.of(id)
        take = Take(
            id=id,
            language=language,
            prompt=prompt,
            who=named(who),
            came=came,
            at=self.clock(),
            words=words,
        )
        found: list[Take | None] = []

        def attempt(transaction: Pipeline) -> None:
            try:
                found.append(_decoded(transaction.get(key)))
            except OfAnotherRelease:
                found.append(take)  # it is begun, and stays as it is
            transaction.multi()
            if found[-1] is None:
                transaction.set(key, packed(take))
                transaction.zadd(WAITING, {id: (take.at + AGAIN).timestamp()})
                if call:
                    self.offers.hold(transaction, call, take.at)

        self.connection.transaction(attempt, key)
        known = found[-1]
        if known is None or (known.state == "waiting" and take.at - known.at > RETOLD):
            self.queue(id)
        return known or take

    def upload(
        self,
        storage: Storage,
        data: bytes,
        *,
        language: str,
        prompt: str,
        who: str,
        came: Came,
        words: str = "",
    ) -> Take:
        """The same for a file. Raises Unusable for more than 20 MB, StoreAway."""
        refuse_size(len(data))
        id = uuid4().hex
        storage.put_upload(id, data)
        try:
            return self.begin(id, language=language, prompt=prompt, who=who, came=came, words=words)
        except redis.exceptions.RedisError:
            if not self._begun(id):
                with suppress(StoreAway):
                    storage.drop_upload(id)
            raise

    def get(self, id: str) -> Take | None:
        """None for one that never was, or was done more than a day ago. Raises OfAnotherRelease."""
        return _decoded(self.connection.get(store.TAKE.of(id)))

    def waits(self, id: str) -> bool:
        """Whether something is left to be done for it."""
        return self.connection.zscore(WAITING, id) is not None

    def done(self, take: Take) -> None:
        """It is ready or refused; it goes on waiting until its raw recording is gone."""
        self.connection.set(store.TAKE.of(take.id), packed(take))

    def settled(self, id: str) -> None:
        """Nothing is left to be done for it."""
        with self.connection.pipeline() as together:
            together.zrem(WAITING, id)
            together.expire(store.TAKE.of(id), store.TAKE.lifetime or 0)
            together.execute()

    def queue_again(self) -> int:
        """Queue those whose job was lost. Returns how many there were."""
        now, queued, others = self.clock(), 0, 0
        late: Any = self.connection.zrangebyscore(WAITING, "-inf", now.timestamp())
        for each in late:
            id = store.text(each)
            try:
                take = self.get(id)
            except OfAnotherRelease:
                others += 1
                continue
            age = (now - take.at) / 2 if take else AGAIN
            again = now + min(max(age, AGAIN), SELDOM)
            self.queue(id)
            self.connection.zadd(WAITING, {id: again.timestamp()}, xx=True)
            queued += 1
        if others:
            log.warning("recordings of another release wait for it", waiting=others)
        return queued

    def _begun(self, id: str) -> bool:
        """Whether it may have been begun, though Redis gave no answer."""
        try:
            return self.get(id) is not None
        except (redis.exceptions.RedisError, OfAnotherRelease):
            return True


def _decoded(value: Any) -> Take | None:
    return unpacked(value) if value else None
