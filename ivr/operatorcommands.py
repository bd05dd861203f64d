"""`ivr operators`: who may do what. The first operator is made here, and the last lock is lifted.

Passwords are read where no history keeps them; PINs are made by the line and shown once.
"""

import argparse
import getpass
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
import segno

from ivr import store
from ivr.people.book import Book
from ivr.people.hashing import secret_of
from ivr.people.kept import NoCopyKept
from ivr.people.password import make_password
from ivr.people.person import CannotChange, Person, Role
from ivr.people.state import OtherSecret
from ivr.recordings.catalogue import languages
from ivr.recordings.storage import StoreAway, storage_of
from ivr.settings import Settings

Result = TypeVar("Result")

EXPLAINED = (CannotChange, StoreAway)
RENEWED = (
    "This IVR_SECRET counts from now on. Whatever was made before opens nothing: give everybody a "
    "new PIN (`ivr operators pin`), a new password and, where it was on, a new code."
)
STILL = (
    "A telephone from which ten wrong PINs came within an hour must wait until that hour is over; "
    "another one need not."
)
ONCE = "It is shown this once and kept nowhere."


def run(options: argparse.Namespace, settings: Settings) -> int:
    book = Book(store.connect(settings.redis_url), storage_of(settings), settings, _now)
    try:
        return Task(options, settings, book)()
    except EXPLAINED as error:
        print(error, file=sys.stderr)
        return 1


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A person as they may be shown: without what they know."""

    number: str
    name: str
    roles: tuple[Role, ...]
    language: str
    leader: str
    signs_in: bool
    code: bool
    locked: datetime | None


class Task:
    """One of the tasks of `ivr operators`."""

    def __init__(self, options: argparse.Namespace, settings: Settings, book: Book) -> None:
        self.options = options
        self.settings = settings
        self.book = book
        self.book.new_secret = getattr(options, "new_secret", False)
        self.without_copy = ""  # why the store did not take the copy of a change

    def __call__(self) -> int:
        other = self.book.other_secret()
        tasks: dict[str, Callable[[], None]] = {
            "add": self.add,
            "list": self.list_,
            "pin": self.pin,
            "password": self.password,
            "code": self.code,
            "unlock": self.unlock,
            "remove": self.remove,
            "log": self.log,
        }
        tasks[self.options.task]()
        if other and self.book.new_secret and not self.book.other_secret():
            print(RENEWED)
        if self.without_copy:
            print(self.without_copy, file=sys.stderr)
        return 1 if self.without_copy else 0

    def add(self) -> None:
        self._bound()
        known = languages(self.settings)
        if self.options.language and self.options.language not in known:
            raise CannotChange(f"This line does not speak it: choose from {', '.join(known)}.")
        role: Role = "leader" if self.options.leader else "operator"
        password = None if role == "leader" else self._password()
        person, pin = self._kept(
            lambda: self.book.add(
                self.options.name,
                roles=(role,),
                language=self.options.language,
                password=password,
                who=self.options.by,
            )
        )
        print(f"{person.name} is added: {role} {person.number}.")
        self._show_pin(person, pin)
        self._show_password(password)

    def list_(self) -> None:
        self.book.open()
        locked = self.book.locked()
        people = [_shown(each, locked) for each in self.book.people().values()]
        if self.options.json:
            shown = {"people": people, "other_secret": self.book.other_secret()}
            print(msgspec.json.encode(shown).decode())
        elif not people:
            print("Nobody yet: `ivr operators add NAME` makes the first operator.")
        elif self.book.other_secret():
            print(f"{OtherSecret()}\n")
        for each in () if self.options.json else people:
            print(
                f"{each.number}  {each.name:20}  {' and '.join(each.roles):10}  {self._way(each)}"
            )

    def pin(self) -> None:
        person = self._person()
        pin = self._kept(lambda: self.book.new_pin(person.number, who=self.options.by))
        self._show_pin(person, pin)

    def password(self) -> None:
        person = self._person()
        if not person.may("operator"):
            raise CannotChange(f"{person.name} is no operator and signs in nowhere.")
        self._bound()
        password = self._password()
        self._kept(lambda: self.book.set_password(person.number, password, who=self.options.by))
        print(f"{person.name} has a new password.")
        self._show_password(password)

    def code(self) -> None:
        person = self._person()
        address = self._kept(
            lambda: self.book.switch_code(person.number, self.options.on, who=self.options.by)
        )
        if not address:
            print(f"{person.name} signs in without a code from now on.")
            return
        print(f"{person.name} needs a code to sign in from now on. For the app, shown this once:")
        print(address)
        segno.make(address, error="l", micro=False).terminal(compact=True)

    def unlock(self) -> None:
        person = self._person()
        self._kept(lambda: self.book.unlock(person.number, who=self.options.by))
        print(f"{person.name} can type the PIN and sign in again.")
        print(STILL)

    def remove(self) -> None:
        person = self._person()
        self._kept(
            lambda: self.book.remove(person.number, who=self.options.by, last=self.options.yes)
        )
        print(f"{person.name} is removed: PIN and password open nothing any more.")

    def log(self) -> None:
        entries = self.book.log()
        if self.options.json:
            print(msgspec.json.encode(entries).decode())
            return
        for each in entries:
            about = f", {each.number} {each.name}" if each.name else ""
            print(f"{self._local(each.when)}  {each.who}: {each.did}{about}")

    def _kept(self, change: Callable[[], Result]) -> Result:
        """The change holds without a copy, too, and what it made must be shown."""
        try:
            return change()
        except NoCopyKept as error:
            self.without_copy = str(error)
            result: Result = error.result
            return result

    def _person(self) -> Person:
        """Who is meant, without saying it again: somebody may have typed a PIN there."""
        typed: str = self.options.person
        found = self.book.person(typed) or self.book.named(typed)
        if found is None:
            raise CannotChange("Nobody has that number or name: see `ivr operators list`.")
        return found

    def _bound(self) -> None:
        """Whether something can be hashed, before anybody types a password for nothing."""
        secret_of(self.settings)
        if self.book.other_secret() and not self.book.new_secret:
            raise OtherSecret

    def _password(self) -> str:
        """Made, or asked for twice at a terminal and not shown, or the first line of stdin."""
        if self.options.make:
            return make_password()
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\r\n")
        try:
            first = getpass.getpass("The password, which is not shown: ")
            again = getpass.getpass("Once more: ")
        except EOFError:
            raise CannotChange("No password was typed, so nothing is changed.") from None
        if first != again:
            raise CannotChange("These were two different ones, so nothing is changed: try again.")
        return first

    def _show_pin(self, person: Person, pin: str) -> None:
        print(f"PIN of {person.name}, typed in one go after #: {pin[:3]} {pin[3:6]} {pin[6:]}")
        print(ONCE)

    def _show_password(self, password: str | None) -> None:
        if password and self.options.make:
            print(f"Password: {password}")
            print(ONCE)

    def _way(self, shown: Shown) -> str:
        way = (
            "signs in with a code" if shown.code else "signs in" if shown.signs_in else "no console"
        )
        return f"{way}; PIN locked since {self._local(shown.locked)}" if shown.locked else way

    def _local(self, moment: datetime) -> str:
        zone = self.settings.lines[0].time_zone
        return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _now() -> datetime:
    return datetime.now(UTC)


def _shown(person: Person, locked: dict[str, datetime]) -> Shown:
    return Shown(
        number=person.number,
        name=person.name,
        roles=person.roles,
        language=person.language,
        leader=person.leader,
        signs_in=person.signs_in,
        code=bool(person.code_salt),
        locked=locked.get(person.number),
    )
