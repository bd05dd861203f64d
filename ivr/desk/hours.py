"""A leader's hours: looked up and changed before they are read. Blocking, so in a thread."""

from collections.abc import Callable
from datetime import timedelta

from ivr.call import DamagedCall
from ivr.desk.office import Office
from ivr.found import AWAY, Found
from ivr.people.person import CannotChange, Person
from ivr.recordings.document import StateNotWritten
from ivr.rota import OnNow
from ivr.rotabook import RotaBook
from ivr.rotaplace import placed, utc_minutes
from ivr.turn import Turn

NODES = frozenset({"hours", "give-back", "uncovered"})
"""What leaders come to; the rest of what a PIN opens is for operators."""

COMING = timedelta(days=7)

WHY = {
    "hour-gone": "gone hour",
    "hour-other": "not yours",
    "hour-taken": "taken",
    "leads-later": "too new",
    "leads-elsewhere": "elsewhere",
    "leader-unknown": "unknown",
}
"""Of the reasons for which an hour is not given back or taken, the words of `Found.done`."""


class HoursWork:
    """For `person`, who was found to be a leader just now."""

    def __init__(self, office: Office, person: Person, turn: Turn) -> None:
        self.person = person
        self.turn = turn
        self.book = RotaBook(
            office.book.connection, office.library.storage, office.settings, office.clock
        )

    def found(self, target: str) -> Found:
        """Raises RedisError, StoreAway, OSError, DamagedCall."""
        try:
            return self._found(target)
        except CannotChange as error:
            if error.reason != "rota-unread":
                raise
            return AWAY

    def _found(self, target: str) -> Found:
        done, name, hour = "", "", None
        try:
            if target == "hours+give":
                hour, done = self._change(self.book.give_back), "gave back"
            elif target == "uncovered+take":
                hour, done = self._change(self.book.take), "took"
        except CannotChange as error:
            if error.reason not in WHY:
                raise
            done, name = WHY[error.reason], str(error.values.get("name", ""))
        free = target.startswith("uncovered")
        return Found(done, self.person, name=name, hours=self._listed(free=free), hour=hour)

    def _listed(self, *, free: bool) -> tuple[OnNow, ...]:
        """Those of this leader, or those that nobody leads."""
        rota, now = self.book.rota(), self.turn.now
        return tuple(
            on
            for on in rota.coming(now)
            if on.start < now + COMING and on.hour.leader == ("" if free else self.person.leader)
        )

    def _change(self, change: Callable[..., OnNow]) -> OnNow | None:
        at = placed(self.turn.call.cursor)
        if at is None:
            raise DamagedCall("hour")
        try:
            return change(utc_minutes(at[0]), at[1], self.person.leader, who=self.person.name)
        except StateNotWritten:  # it holds; operators are told of the store elsewhere
            return self.book.rota().find(utc_minutes(at[0]), at[1])
