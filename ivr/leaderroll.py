"""All leaders together: those of leaders.csv, those beside it, and the hours that they lead.

What `ivr leaders` and the console's page of leaders both need.
"""

from datetime import datetime

import redis

from ivr.leaderfile import NOTHING_BESIDE, Leader, read_leaders
from ivr.leaderlist import Shown, listed
from ivr.people.book import Book
from ivr.rotarefresh import RotaReport, published_rota, read_file, refresh_rota
from ivr.rotaweek import week
from ivr.schedule.fetch import Limits
from ivr.settings import Settings


class Roll:
    """`limits` are for leaders.csv where it is an address. May raise RedisError."""

    def __init__(
        self,
        settings: Settings,
        connection: redis.Redis,
        book: Book,
        limits: Limits | None = None,
    ) -> None:
        self.settings = settings
        self.connection = connection
        self.book = book
        self.limits = limits or Limits()

    def filed(self) -> dict[str, Leader]:
        """The rows of leaders.csv, also of those who were removed. Raises BrokenRota."""
        if self.settings.rota is None:
            return {}
        body = read_file("leaders", self.settings.rota.leaders, self.limits)
        country = self.settings.lines[0].country
        return dict(read_leaders(body, NOTHING_BESIDE, [], country).rows)

    def coming(self) -> dict[str, list[datetime]]:
        """When each leads in the coming seven days, as callers hear it."""
        found: dict[str, list[datetime]] = {}
        rota = published_rota(self.connection)
        for slot in week(rota, self.book.clock(), rota.zone).slots if rota else ():
            if slot.hour and slot.hour.leader:
                found.setdefault(slot.hour.leader, []).append(slot.start)
        return found

    def shown(self, filed: dict[str, Leader]) -> list[Shown]:
        """Everybody, by row."""
        state = self.book.kept.filled()
        return listed(state, filed, self.coming(), self.book.locked())

    def refresh(self) -> RotaReport:
        """Let callers hear it."""
        return refresh_rota(self.settings, self.connection, self.book.clock())
