"""Who may do what: what operators do about it, each change whole and in their log.

What a person must remember is returned once and kept only as a slow hash. Every method may raise
redis.RedisError, and StoreAway while Redis is empty and the store of recordings cannot be reached;
every change NoCopyKept, after which it holds all the same. `who` is for the log.
"""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import redis
from msgspec.structs import replace

from ivr.numbers import scrub
from ivr.people import locks, onetime, state
from ivr.people.hashing import hashed, letters, mark_of, secret_of
from ivr.people.kept import Kept, NoCopyKept
from ivr.people.password import good_password
from ivr.people.person import CannotChange, Person, Role, good_name
from ivr.people.pin import make_pin
from ivr.people.state import Did, Done, StandIn, State
from ivr.recordings.library import named
from ivr.recordings.storage import Storage
from ivr.settings import Settings

SALT_LETTERS = 24
SOMEBODY = "somebody"

Result = TypeVar("Result")


class Book:
    """`clock` gives aware UTC times. Needs IVR_SECRET only where something is hashed.

    Then another one than that of the people who are there raises OtherSecret, unless `new_secret`.
    """

    new_secret = False

    def __init__(
        self,
        connection: redis.Redis,
        storage: Storage,
        settings: Settings,
        clock: Callable[[], datetime],
    ) -> None:
        self.connection = connection
        self.settings = settings
        self.clock = clock
        self.kept = Kept(connection, storage)

    def open(self) -> None:
        """Make Redis and the copy agree: the later one counts."""
        self.kept.open()

    def people(self) -> dict[str, Person]:
        """By number. Fills an empty Redis from the store."""
        return dict(sorted(self.kept.filled().people.items()))

    def person(self, number: str) -> Person | None:
        return self.kept.filled().people.get(number)

    def named(self, name: str) -> Person | None:
        """Case does not matter."""
        return self.kept.filled().named(name)

    def log(self) -> tuple[Done, ...]:
        """Who changed what, the latest last."""
        return self.kept.filled().log

    def locked(self) -> dict[str, datetime]:
        """Whose PIN is locked, by number, and since when."""
        return locks.locked(self.connection, self.people(), self.clock())

    def other_secret(self) -> bool:
        """Whether these people were made with another IVR_SECRET than the one that is set."""
        return state.other_secret(self.kept.filled(), mark_of(self.settings))

    def add(
        self,
        name: str,
        *,
        roles: tuple[Role, ...] = ("operator",),
        language: str = "",
        password: str | None = None,
        leader: str = "",
        leads_from: str = "",
        who: str = SOMEBODY,
        make: Callable[[str], str] = make_pin,
    ) -> tuple[Person, str]:
        """A new person, and the nine digits that open the telephone's menu for them.

        `make` makes these for a number. Raises CannotChange, SettingsError.
        """
        secret, name = secret_of(self.settings), good_name(name)
        if not roles:
            raise CannotChange("A person must be an operator, a leader or both.", "role")
        kept = ""
        if password is not None:
            kept = hashed(secret, "password", good_password(password, name))
        made: list[tuple[Person, str]] = []

        def change(before: State) -> State:
            number = state.free_number(before, secrets.choice)
            pin = make(number)
            person = Person(
                number=number,
                name=name,
                roles=roles,
                language=language,
                pin=hashed(secret, "pin", pin),
                password=kept,
                leader=leader,
                leads_from=leads_from,
            )
            made.append((person, pin))
            return state.added(self._bound(before), person, who=_who(who), now=self.clock())

        try:
            self.kept.change(change, _locks)
        except NoCopyKept as error:
            error.result = made[-1]
            raise
        return made[-1]

    def new_pin(
        self, number: str, *, who: str = SOMEBODY, make: Callable[[str], str] = make_pin
    ) -> str:
        """Nine digits; the ones before open nothing any more, and a lock is lifted."""
        pin = make(number)
        kept = hashed(secret_of(self.settings), "pin", pin)
        return self._change(
            number, "new PIN", who, lambda p: replace(p, pin=kept), pin, _locks, hashes=True
        )

    def set_password(self, number: str, password: str, *, who: str = SOMEBODY) -> None:
        """Raises CannotChange where it is too weak, or they are no operator."""
        person = self.kept.filled().person(number)
        if not person.may("operator"):
            raise CannotChange(
                f"{person.name} is no operator and signs in nowhere.",
                "signs-in-nowhere",
                name=person.name,
            )
        secret = secret_of(self.settings)
        kept = hashed(secret, "password", good_password(password, person.name))
        keys = locks.name_keys(secret, person.name)
        self._change(
            number,
            "new password",
            who,
            lambda p: replace(p, password=kept),
            None,
            lambda _: keys,
            hashes=True,
        )

    def set_language(self, number: str, language: str, *, who: str = SOMEBODY) -> None:
        """Of the console."""
        self._change(number, "language", who, lambda p: replace(p, language=language), None)

    def switch_code(self, number: str, on: bool, *, salt: str = "", who: str = SOMEBODY) -> str:
        """Ask this person for a code of an authenticator app, too, or no longer.

        Returns the otpauth:// address for the app when it is on, said once: each time is a new one,
        unless `salt` is that of an app which has shown a right code already.
        """
        person = self.kept.filled().person(number)
        if on and not person.signs_in:
            raise CannotChange(
                f"{person.name} does not sign in, so no code is asked for.",
                "signs-in-nowhere",
                name=person.name,
            )
        salt = (salt or letters(SALT_LETTERS)) if on else ""
        line = self.settings.lines[0].name if self.settings.lines else "meeting line"
        secret = secret_of(self.settings) if on else b""
        shown = onetime.address(secret, salt, person.name, line) if on else ""
        did: Did = "code on" if on else "code off"
        return self._change(
            number, did, who, lambda p: replace(p, code_salt=salt), shown, hashes=on
        )

    def unlock(self, number: str, *, who: str = SOMEBODY) -> None:
        """Lift the lock of a PIN, and what a person must wait before signing in."""
        person = self.kept.filled().person(number)
        keys = locks.name_keys(secret_of(self.settings), person.name)
        self._change(
            number, "unlocked", who, lambda p: p, None, lambda after: [*_locks(after), *keys]
        )

    def lead(self, number: str, row: str, *, leads_from: str = "", who: str = SOMEBODY) -> None:
        """This person, an operator, leads as `row` too, with the PIN they have."""
        self._change(
            number,
            "leads",
            who,
            lambda p: replace(p, roles=("operator", "leader"), leader=row, leads_from=leads_from),
            None,
        )

    def lead_no_more(self, row: str, name: str, *, who: str = SOMEBODY) -> None:
        """Nobody leads as `row` any more; a leader who is no operator is removed."""
        by, now = _who(who), self.clock()
        self.kept.change(
            lambda before: state.leads_no_more(before, row, name, who=by, now=now), _locks
        )

    def ring(self, row: str, name: str, stand_in: StandIn | None, *, who: str = SOMEBODY) -> None:
        """When and where the leader of that row may be rung; None: as leaders.csv says."""
        by, now = _who(who), self.clock()
        seals = stand_in is not None and bool(stand_in.sealed)
        self.kept.change(
            lambda before: state.may_be_rung(
                self._bound(before, hashes=seals), row, name, stand_in, who=by, now=now
            ),
            lambda after: [],
        )

    def remove(self, number: str, *, who: str = SOMEBODY, last: bool = False) -> None:
        """At once, at the telephone as well. The last operator who can sign in stays, unless `last`
        says so: only a command on the line's own machine does."""
        name, now = _who(who), self.clock()
        self.kept.change(
            lambda before: state.removed(before, number, who=name, now=now, last=last), _locks
        )

    def _change(
        self,
        number: str,
        did: Did,
        who: str,
        change: Callable[[Person], Person],
        result: Result,
        clears: Callable[[State], list[str]] = lambda after: [],
        *,
        hashes: bool = False,
    ) -> Result:
        """Change one person. Returns `result`, or raises NoCopyKept with it. `hashes`: something
        of theirs is bound to IVR_SECRET by it."""
        name, now = _who(who), self.clock()
        try:
            self.kept.change(
                lambda before: state.changed(
                    self._bound(before, hashes=hashes),
                    change(before.person(number)),
                    did,
                    who=name,
                    now=now,
                ),
                clears,
            )
        except NoCopyKept as error:
            error.result = result
            raise
        return result

    def _bound(self, before: State, *, hashes: bool = True) -> State:
        return state.bound(before, mark_of(self.settings), hashes=hashes, new=self.new_secret)


def _locks(after: State) -> list[str]:
    """Of whom the change was about."""
    return locks.lock_keys(after.log[-1].number)


def _who(who: str) -> str:
    return scrub(named(who))
