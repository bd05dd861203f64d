"""One request, as those who answer it see it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from tests.rest.refusal import Refusal, not_found
from tests.rest.shape import Json

if TYPE_CHECKING:
    from tests.rest.records import Records

Answer = tuple[int, Json | bytes | None]
"""A status, and what is sent with it: bytes are audio."""


@dataclass
class Asking:
    """`names` are the variable parts of the path; `base` is the server's own address."""

    records: "Records"
    path: str
    names: dict[str, str]
    query: dict[str, str]
    form: dict[str, str]
    base: str
    now: datetime

    def not_found(self) -> Refusal:
        return not_found(self.path)

    def flag(self, name: str) -> bool | None:
        """A filter that is `true` or `false`; None without it."""
        return self.query[name] == "true" if name in self.query else None

    def on_days(self, name: str, at: datetime | None) -> bool:
        """Whether a time passes the filters `name`, `name<` (before) and `name>` (on or after).

        They are whole days of UTC: an hour in a value is read over, as the description's
        examples have it. What never happened passes no filter.
        """
        for suffix, holds in _DAYS.items():
            if value := self.query.get(name + suffix):
                try:
                    day = date.fromisoformat(value[:10])
                except ValueError:
                    raise Refusal(400, 20001, f"{name}{suffix} is not a date") from None
                if at is None or not holds(at.date(), day):
                    return False
        return True


_DAYS: dict[str, Callable[[date, date], bool]] = {
    "": lambda at, day: at == day,
    "<": lambda at, day: at < day,
    ">": lambda at, day: at >= day,
}
