"""Leaders and their PINs, by the short names that the rota gives them.

leaders.csv decides about its rows; PINs, leaders who are in no file, and those who were taken out
are kept with the people. Every change may raise what Book's do.
"""

import re
import unicodedata
from collections.abc import Callable

from ivr.leaderfile import Beside, Leader
from ivr.linefile import e164
from ivr.numbers import possible
from ivr.people.book import SOMEBODY, Book
from ivr.people.hashing import secret_of
from ivr.people.kept import NoCopyKept
from ivr.people.person import CannotChange, Person
from ivr.people.pin import make_pin
from ivr.people.sealing import sealed
from ivr.people.state import StandIn, State
from ivr.rings import NEVER, read_rings


def beside(state: State) -> Beside:
    """What the rota must know of it."""
    added = {
        each.leader: Leader(each.name, each.leads_from)
        for each in state.people.values()
        if each.leader and each.leads_from
    }
    return Beside(added, state.removed_leaders)


def of_row(book: Book, row: str) -> Person | None:
    """Whose PIN leads as `row`; nobody as "", which operators have who do not lead."""
    people = book.people().values() if row else ()
    return next((each for each in people if each.leader == row), None)


def is_kept(book: Book, row: str) -> bool:
    """Whether it is kept here when and where they may be rung, though no file may have the row."""
    return row in book.kept.filled().stand_ins


def is_known(book: Book, row: str) -> bool:
    """Whether anything is kept here of that row."""
    return of_row(book, row) is not None or is_kept(book, row)


def row_of(name: str) -> str:
    """A short name from a name, such as `ines-b` from Inés B. Raises CannotChange."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    row = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not row:
        raise CannotChange(
            "That name has no letter from a to z: write a short name with --as.", "row-letters"
        )
    return good_row(row)


def good_row(row: str) -> str:
    """Raises CannotChange: what stands in a web address names nobody's telephone."""
    if not re.fullmatch(r"(?=.*[a-z])[a-z0-9-]{1,40}", row) or re.search(r"\d{5}", row):
        raise CannotChange("A short name must be small letters, a few digits and - only.", "row")
    return row


def known_row(row: str) -> str:
    """Of a file. Raises CannotChange, without it, where it holds a telephone number."""
    if any(possible(row)):
        raise CannotChange(
            "A short name in leaders.csv holds a telephone number: change it there.", "row-number"
        )
    return row


def operator(book: Book, who: str) -> Person:
    """The one of that number or name. Raises CannotChange, without what may be a PIN."""
    found = book.person(who) or book.named(who)
    if found is None or not found.may("operator"):
        raise CannotChange(
            "No operator has that number or name: see `ivr operators list`.", "no-operator"
        )
    if found.leader:
        raise CannotChange(
            f"{found.name} leads as {found.leader} already.",
            "leads-already",
            name=found.name,
            row=found.leader,
        )
    return found


def give_pin(
    book: Book,
    row: str,
    name: str,
    *,
    who: str = SOMEBODY,
    make: Callable[[str], str] = make_pin,
) -> tuple[Person, str]:
    """A PIN for a row of leaders.csv, the first or another; once removed, they lead again."""
    person = of_row(book, row)
    if person is not None:
        try:
            return person, book.new_pin(person.number, who=who, make=make)
        except NoCopyKept as error:
            error.result = (person, error.result)
            raise
    kept = f"{name} ({row})" if book.named(name) else name
    return book.add(kept, roles=("leader",), leader=row, who=who, make=make)


def add(
    book: Book,
    row: str,
    name: str,
    leads_from: str,
    *,
    who: str = SOMEBODY,
    make: Callable[[str], str] = make_pin,
) -> tuple[Person, str]:
    """A leader who is in no file. Raises CannotChange where somebody has that short name."""
    if of_row(book, row) is not None:
        raise CannotChange(
            f"There is a leader {row} already: choose another one with --as.", "row-taken", row=row
        )
    return book.add(name, roles=("leader",), leader=row, leads_from=leads_from, who=who, make=make)


def lead_too(book: Book, named: str, row: str, leads_from: str, *, who: str = SOMEBODY) -> Person:
    """The operator of that number or name leads as `row`, too, with the PIN that they have."""
    if of_row(book, row) is not None:
        raise CannotChange(
            f"Somebody leads as {row} already: `ivr leaders remove {row}` first.",
            "row-taken",
            row=row,
        )
    person = operator(book, named)
    try:
        book.lead(person.number, row, leads_from=leads_from, who=who)
    except NoCopyKept as error:
        error.result = person
        raise
    return person


def may_be_rung(
    book: Book, row: str, phone: str, rings: str, *, name: str = "", who: str = SOMEBODY
) -> None:
    """The leader of that row may be rung to stand in: at `phone`, as one dials it, when `rings`
    says (rings.py). This counts more than what leaders.csv says of them.

    With "" the number stays that is known, and so do the times; "never" forgets the number that is
    kept here.
    `name` is for the log, of a row without a person. Raises CannotChange, without the number, and
    SettingsError.
    """
    known = book.kept.filled().stand_ins.get(row, StandIn())
    try:
        when = read_rings(rings) if rings.strip() else known.rings.replace(NEVER, "")
    except ValueError as error:
        raise CannotChange(f"When somebody may be rung must be {error}.", "rings") from None
    kept = known.sealed
    if phone.strip():
        number = e164(phone, book.settings.lines[0].country)
        if not number:
            raise CannotChange(
                "That is no telephone number: write all of it, with + and the country's code.",
                "phone",
            )
        kept = sealed(secret_of(book.settings), number)
    book.ring(row, name or row, StandIn("" if when == NEVER else kept, when), who=who)


def as_filed(book: Book, row: str, *, name: str = "", who: str = SOMEBODY) -> None:
    """What was said here of ringing that leader is forgotten: leaders.csv alone decides."""
    book.ring(row, name or row, None, who=who)
