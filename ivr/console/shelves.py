"""The recordings as pages see them: where Redis has none, the store is not asked by every page."""

import time
from dataclasses import dataclass

import structlog

from ivr.log import failure
from ivr.recordings.library import Library
from ivr.recordings.state import State
from ivr.recordings.storage import StoreAway

AGAIN = 30.0
"""Seconds until a store that had nothing, or did not answer, is asked again."""

log = structlog.get_logger()


@dataclass
class Asked:
    """When the store was asked last, by any page of this process; on the monotonic clock."""

    at: float = -AGAIN


class Shelves(Library):
    """`asked` is shared by all pages."""

    asked: Asked

    def open(self) -> State:
        """As Redis has it, filled from the store where that can be done now.

        Never raises StoreAway: without both, the synthetic voice says all sentences.
        """
        now = time.monotonic()
        if now - self.asked.at < AGAIN:
            return self.state()
        self.asked.at = now  # before it answers: nobody else is to wait with this page
        try:
            return super().open()
        except StoreAway as error:
            log.warning("the store of recordings is away, and Redis is empty", **failure(error))
            return self.state()

    def filled(self) -> State:
        """A change is made on what the store has, and not without it. Raises StoreAway."""
        return self._read() or super().open()
