"""What is shown once comes out the same however often the same form is sent.

A second click, or the page loaded anew, would else show another PIN than the one that opens. It is
derived from the form, the session and IVR_SECRET, so that it is kept nowhere.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from ivr import store
from ivr.console.reasons import Told
from ivr.console.visit import Visit
from ivr.people.hashing import derived, is_right, letters, secret_of
from ivr.people.password import make_password
from ivr.people.person import Person
from ivr.people.pin import make_pin

AGAIN = timedelta(minutes=1)
"""After the first time, within which the same form does the same."""

LONGEST = 64
"""Characters of a form's own word."""


class Once:
    """One form with the field `once`. Raises Told where it did its work before."""

    def __init__(self, visit: Visit) -> None:
        self.secret = secret_of(visit.house.settings)
        own = visit.field("once")[:LONGEST] or letters(32)
        self._word = f"{visit.token}\0{visit.request.url.path}\0{own}"
        self._begin(visit)

    def pin(self, number: str) -> str:
        return make_pin(number, self._below(f"pin {number}"))

    def password(self) -> str:
        return make_password(self._below("password"))

    def made(self, person: Person | None) -> bool:
        """Whether that person was added by this form."""
        return person is not None and is_right(
            self.secret, "password", self.password(), person.password
        )

    def _begin(self, visit: Visit) -> None:
        connection, now = visit.house.connection, visit.house.clock().timestamp()
        word = hashlib.sha256(self._word.encode()).hexdigest()
        key = store.CONSOLE_ONCE.of(word.translate(str.maketrans("0123456789", "ghijklmnop")))
        if connection.set(key, f"{now:.0f}", nx=True, ex=store.CONSOLE_ONCE.lifetime):
            return
        first = connection.get(key)
        if isinstance(first, bytes) and now - float(first) > AGAIN.total_seconds():
            raise Told(visit.text("form-used"))

    def _below(self, what: str) -> Callable[[int], int]:
        """Numbers in a row that only this line can make of this form."""
        count = 0

        def below(end: int) -> int:
            nonlocal count
            count += 1
            row = derived(self.secret, "shown once", f"{self._word}\0{what}\0{count}")
            return int.from_bytes(row) % end

        return below
