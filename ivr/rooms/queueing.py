"""Work for the carrier, on its way into the queue of rooms: the caller's answer does not wait."""

from concurrent.futures import ThreadPoolExecutor

import redis.exceptions
import structlog

from ivr import store
from ivr.log import failure
from ivr.settings import Settings

log = structlog.get_logger()

WORKING = 60
"""Seconds that one command may take: of hundreds who are muted, with the carrier at its limit."""

PATIENCE = 30
"""Seconds after which a command comes too late to be meant."""


class Queueing:
    """Of one web process. Without an account nothing is queued: nobody could carry it out."""

    def __init__(self, settings: Settings) -> None:
        self._acts = settings.erases
        self._connection = store.connect(settings.redis_url, timeout=2.0)
        self._thread = ThreadPoolExecutor(1, "rooms")

    def command(self, work: tuple[str, str, str]) -> None:
        """A leader's key: the part, the command, and the call that it is about."""
        self._queue("workers.jobs.room_command", work)

    def tend(self, part: str) -> None:
        """Somebody there is alone, or not alone any more. Nothing where a job for it waits already:
        at the full hour hundreds of callbacks say the same."""
        if self._acts:
            self._thread.submit(self._tend, part)

    def settled(self) -> None:
        """Waits until all of it is queued."""
        self._thread.submit(int).result()

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._connection.close()

    def _queue(self, job: str, arguments: tuple[str, ...]) -> None:
        if self._acts:
            self._thread.submit(self._enqueue, job, arguments)

    def _tend(self, part: str) -> None:
        mark = store.ROOM_TENDED
        try:
            if self._connection.set(mark.of(part), "1", nx=True, ex=mark.lifetime):
                self._enqueue("workers.jobs.tend_room", (part,))
        except redis.exceptions.RedisError:
            return  # the keeper tells of it, and a round comes by

    def _enqueue(self, job: str, arguments: tuple[str, ...]) -> None:
        from workers.queues import enqueue  # RQ takes a tenth of a second to load

        try:
            enqueue(self._connection, "room", job, arguments, timeout=WORKING, patience=PATIENCE)
        except Exception as error:
            log.warning("work for a room could not be queued", **failure(error))
