"""`ivr leaders`: who leads meetings, and the PINs that let them. Telephone numbers are never shown.

leaders.csv says who may lead; what is done here stands beside it (people/leading.py) and is heard
at once, for each change reads the rota anew.
"""

import argparse
import getpass
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import msgspec
import redis

from ivr import store
from ivr.leaderfile import Leader, Leaders
from ivr.leaderlist import Shown, words
from ivr.leaderroll import Roll
from ivr.numbers import scrub
from ivr.operatorcommands import EXPLAINED, ONCE
from ivr.people import leading
from ivr.people.book import Book
from ivr.people.kept import NoCopyKept
from ivr.people.person import CannotChange, Person
from ivr.recordings.storage import storage_of
from ivr.rings import NEVER
from ivr.rotasheet import BrokenRota
from ivr.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:
    connection = store.connect(settings.redis_url)
    book = Book(connection, storage_of(settings), settings, lambda: datetime.now(UTC))
    try:
        return Task(options, settings, connection, book)()
    except (*EXPLAINED, BrokenRota) as error:
        print(error, file=sys.stderr)
        return 1


class Task:
    """One of the tasks of `ivr leaders`."""

    def __init__(
        self,
        options: argparse.Namespace,
        settings: Settings,
        connection: redis.Redis,
        book: Book,
    ) -> None:
        self.options = options
        self.settings = settings
        self.book = book
        self.roll = Roll(settings, connection, book)
        self.trouble: list[str] = []  # what did not go well, though the task is done

    def __call__(self) -> int:
        tasks: dict[str, Callable[[], None]] = {
            "add": self.add,
            "list": self.list_,
            "pin": self.pin,
            "remove": self.remove,
            "ring": self.ring,
        }
        tasks[self.options.task]()
        for sentence in self.trouble:
            print(sentence, file=sys.stderr)
        return 1 if self.trouble else 0

    def add(self) -> None:
        name, leads_from = self.options.name, self.options.leads_from.isoformat()
        row = leading.good_row(self.options.row) if self.options.row else leading.row_of(name)
        if row in self.roll.filed():
            raise CannotChange(f"leaders.csv has a row {row}: `ivr leaders pin {row}` makes a PIN.")
        if self.options.operator:
            self._lead(row, leads_from)
        else:
            made = self._kept(
                lambda: leading.add(self.book, row, name, leads_from, who=self.options.by)
            )
            print(f"{made[0].name} is added: the rota names them as {row}.")
            self._show(*made)
        if self.options.phone:
            self._ring(row, name)
        self._refresh()

    def ring(self) -> None:
        told, filed = self.options, self.roll.filed()
        row = self._row(filed)
        person = leading.of_row(self.book, row)
        if person is None and row not in filed and not leading.is_kept(self.book, row):
            raise CannotChange(self._unknown())
        if not (told.phone or told.rings or told.never or told.as_filed):
            raise CannotChange("Say --phone, --rings TIMES, --never or --as-filed.")
        self._ring(row, filed[row].name if row in filed else person.name if person else row)
        self._refresh()

    def _ring(self, row: str, name: str) -> None:
        """What was said of it is printed, without the number."""
        told, by = self.options, self.options.by
        try:
            if getattr(told, "as_filed", False):
                leading.as_filed(self.book, row, name=scrub(name), who=by)
            else:
                rings = NEVER if getattr(told, "never", False) else told.rings
                phone = _asked() if told.phone and rings != NEVER else ""
                leading.may_be_rung(self.book, row, phone, rings, name=scrub(name), who=by)
        except NoCopyKept as error:
            self.trouble.append(str(error))
        shown = {each.leader: each.rings for each in self._all()}.get(row, "")
        if not shown:
            self.trouble.append(f"No number of {name} is known: nobody rings them. Add --phone.")
        elif shown == NEVER:
            print(f"{name} is not rung, and no number of theirs is kept here.")
        else:
            print(f"{name} may be rung to stand in: {shown}.")

    def pin(self) -> None:
        filed = self.roll.filed()
        row = self._row(filed)
        person = leading.of_row(self.book, row)
        if person is None and row not in filed:
            raise CannotChange(self._unknown())
        if self.options.operator:
            self._lead(row, person.leads_from if person else "")
        else:
            name = filed[row].name if row in filed else person.name if person else row
            self._show(
                *self._kept(lambda: leading.give_pin(self.book, row, name, who=self.options.by))
            )
        self._refresh()

    def remove(self) -> None:
        try:
            filed = self.roll.filed()
        except BrokenRota as error:  # who must lead no more does not wait for a file
            self.trouble.append(str(error))
            filed = {}
        row = self._row(filed)
        person, coming = leading.of_row(self.book, row), self.roll.coming().get(row, [])
        known = person is not None or row in filed or leading.is_kept(self.book, row)
        if not (known or coming):
            raise CannotChange(self._unknown())
        name = filed[row].name if row in filed else person.name if person else row
        try:
            self.book.lead_no_more(row, scrub(name), who=self.options.by)
        except NoCopyKept as error:
            self.trouble.append(str(error))
        print(f"{name} leads no more, and no PIN of theirs lets anybody lead.")
        if self._refresh() and coming:
            hours = "1 meeting" if len(coming) == 1 else f"{len(coming)} meetings"
            print(f"Nobody leads {hours} of the coming seven days that named {name}.")
        if row in filed:
            print(f"leaders.csv still has the row {row}: take it out there, too.")

    def list_(self) -> None:
        found = self._all()
        if self.options.json:
            print(msgspec.json.encode({"leaders": found}).decode())
            return
        if not found:
            print("Nobody yet: `ivr leaders add NAME --from DATE` makes the first leader.")
        for each in found:
            print(words(each, self.settings.lines[0].time_zone))

    def _all(self) -> list[Shown]:
        self.book.open()
        try:
            filed = self.roll.filed()
        except BrokenRota as error:
            self.trouble.append(str(error))
            filed = {}
        return self.roll.shown(filed)

    def _lead(self, row: str, leads_from: str) -> None:
        try:
            person = leading.lead_too(
                self.book, self.options.operator, row, leads_from, who=self.options.by
            )
        except NoCopyKept as error:
            self.trouble.append(str(error))
            person = error.result
        print(f"{person.name} leads as {row} from now on, with the PIN that they have.")

    def _kept(self, change: Callable[[], tuple[Person, str]]) -> tuple[Person, str]:
        """The change holds without a copy, too, and the PIN must be shown."""
        try:
            return change()
        except NoCopyKept as error:
            self.trouble.append(str(error))
            result: tuple[Person, str] = error.result
            return result

    def _refresh(self) -> bool:
        """Let callers hear it. Whether they do."""
        report = self.roll.refresh()
        if report.outcome == "kept":
            self.trouble.append(f"Callers hear it when the rota is mended. {report.sentence}")
        return report.outcome in ("published", "unchanged")

    def _show(self, person: Person, pin: str) -> None:
        print(f"PIN of {person.name}, typed in one go after #: {pin[:3]} {pin[3:6]} {pin[6:]}")
        print(ONCE)

    def _row(self, filed: Mapping[str, Leader]) -> str:
        """What was typed; or the short name of whoever is called that, where only one is."""
        typed = leading.known_row(self.options.row)
        if typed in filed or typed in self.roll.coming() or leading.is_known(self.book, typed):
            return typed
        added = leading.beside(self.book.kept.filled()).added
        found = Leaders({**added, **filed}).named(typed)
        if len(found) > 1:
            raise CannotChange(f"Several are called that: write {' or '.join(found)}.")
        return found[0] if found else typed

    def _unknown(self) -> str:
        return "No leader has that short name, or name: see `ivr leaders list`."


def _asked() -> str:
    """The first line of stdin; at a terminal it is asked for and not shown."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    return getpass.getpass("The number that may be rung, which is not shown: ").strip()
