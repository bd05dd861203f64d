"""In which month callers last heard a sentence: enough to find recordings that nobody hears.

A month and not a day: for a sentence heard once a year, a day would nearly tell of a call.
"""

from datetime import datetime
from typing import Any

from ivr import store

Sentence = tuple[str, str]
"""A language and the id of a prompt."""


class Months:
    """Hands to Redis what was said in this process, each sentence once a month."""

    def __init__(self, said: set[Sentence]) -> None:
        self._said = said  # the Speakers add to it
        self._told: set[Sentence] = set()
        self._month = ""

    async def tell(self, connection: store.AsyncRedis, now: datetime) -> None:
        """Raises RedisError; what was not taken is handed over next time."""
        month = month_of(now)
        if month != self._month:
            self._month = month
            self._told.clear()
        new = self._said - self._told
        self._said.clear()
        if not new:
            return
        self._said |= new  # until Redis has them
        fields: Any = {f"{language}/{prompt}": month for language, prompt in new}
        await connection.hset(store.RECORDINGS_HEARD.of(), mapping=fields)
        self._told |= new
        self._said -= new


def month_of(moment: datetime) -> str:
    """Such as 2026-11; as text, months are in order."""
    return moment.strftime("%Y-%m")
