"""Those who lead meetings: adding one, a PIN, standing in, taking one out, bringing one back.

What leaders.csv decides is shown as such. All that opens something asks for one's own password.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import structlog
from babel.dates import format_date
from starlette.responses import Response

from ivr.console.once import Once
from ivr.console.operators import secrets
from ivr.console.password import stranger
from ivr.console.reasons import Told, said
from ivr.console.visit import Visit
from ivr.leaderfile import Leader, is_date
from ivr.leaderlist import ADDED, FILED, LOST, REMOVED, Shown
from ivr.leaderroll import Roll
from ivr.numbers import scrub
from ivr.people import leading
from ivr.people.book import Book
from ivr.people.hashing import is_right
from ivr.people.kept import NoCopyKept
from ivr.people.person import CannotChange, Person, good_name
from ivr.rings import NEVER
from ivr.rotasheet import BrokenRota
from ivr.schedule.fetch import Limits

QUICKLY = Limits(connect=3, read=5, total=10, waits=())
"""For leaders.csv where it is an address: somebody waits for the page."""

STANDS = {FILED: "filed", ADDED: "added", REMOVED: "removed", LOST: "lost"}
"""Where a leader stands, and the ends of the texts that say so."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Card:
    """One leader as the page shows them."""

    shown: Shown
    person: Person | None  # whose PIN leads
    stands: str  # a value of STANDS
    filed: bool  # whether leaders.csv has the row, removed or not
    since: str  # from which day, as a person reads it; "" is any
    early: bool  # that day is still to come


class Leaders:
    """What all actions here begin with."""

    def __init__(self, visit: Visit) -> None:
        house = visit.house
        self.visit = visit
        self.book: Book = house.book()
        self.roll = Roll(house.settings, house.connection, self.book, QUICKLY)
        self.row = visit.field("row")
        self.broken = False  # leaders.csv cannot be read
        try:
            self.filed: dict[str, Leader] = self.roll.filed()
        except BrokenRota as error:
            log.warning("leaders.csv cannot be read", why=str(error))
            self.broken, self.filed = True, {}

    def page(self, *, status: int = 200, wrong: str = "", error: str = "") -> Response:
        """The list. `wrong`: which form's field the `error` is about."""
        visit = self.visit
        people = self.book.people().values()
        by_row = {each.leader: each for each in people if each.leader}
        cards = [self._card(e, by_row.get(e.leader)) for e in self.roll.shown(self.filed)]
        return visit.page(
            "leaders.html",
            status=status,
            cards=sorted(cards, key=lambda card: card.stands == "removed"),
            operators=[each for each in people if each.may("operator") and not each.leader],
            broken=self.broken,
            wrong=wrong,
            error=error,
            typed={name: visit.field(name) for name in ("name", "row", "leads_from", "rings")},
        )

    def stranger(self, wrong: str) -> Response | None:
        """The page again for whoever does not know their own password."""
        refusal = stranger(self.visit)
        if refusal is None:
            return None
        return self.page(status=refusal.status, wrong=wrong, error=refusal.sentence)

    def name(self) -> str:
        """Of the row that a form is about. Raises CannotChange where there is no such leader."""
        person = leading.of_row(self.book, self.row)
        if self.row in self.filed:
            return self.filed[self.row].name
        state = self.book.kept.filled()
        kept = self.row in state.removed_leaders or self.row in state.stand_ins
        if person is None and not kept:
            if self.broken:
                raise Told(self.visit.text("leaders-broken"))
            raise Told(self.visit.text("leader-unknown"))
        return person.name if person else state.removed_leaders.get(self.row, self.row)

    def heard(self) -> None:
        """Callers hear it when the worker has read the rota anew."""
        from workers.queues import enqueue  # RQ takes a tenth of a second to load

        enqueue(
            self.visit.house.connection, "schedule", "workers.jobs.refresh_rota", (), timeout=600
        )

    def _card(self, shown: Shown, person: Person | None) -> Card:
        visit = self.visit
        today = visit.house.clock().astimezone(visit.house.zone).date()
        since = date.fromisoformat(shown.leads_from) if shown.leads_from else None
        return Card(
            shown,
            person,
            STANDS[shown.stands],
            shown.leader in self.filed,
            format_date(since, "medium", locale=visit.language) if since else "",
            bool(since and since > today),
        )


def listed(visit: Visit) -> Response:
    """GET /console/leaders"""
    return Leaders(visit).page()


def add(visit: Visit) -> Response:
    """POST /console/leaders: somebody who stands in no file."""
    leaders = Leaders(visit)
    if refusal := leaders.stranger("add-old"):
        return refusal
    name, leads_from = visit.field("name"), visit.field("leads_from")
    if not is_date(leads_from):
        return leaders.page(status=409, wrong="date", error=visit.text("leader-date-missing"))
    try:
        name = good_name(name)  # before a short name is made of it
        row = leading.good_row(leaders.row) if leaders.row else leading.row_of(name)
        if row in leaders.filed:
            raise Told(visit.text("reason-row-taken", row=row))
        return _given(leaders, row, leads_from, _added(leaders, row, name, leads_from))
    except CannotChange as error:
        return leaders.page(status=409, wrong="name", error=said(visit, error))


def new_pin(visit: Visit) -> Response:
    """POST /console/leaders/pin: the first one or another; whoever was taken out leads again."""
    leaders = Leaders(visit)
    name, leads_from = leaders.name(), visit.field("leads_from")
    if refusal := leaders.stranger(f"pin {leaders.row}"):
        return refusal
    row, book, who = leading.known_row(leaders.row), leaders.book, visit.person.name
    person = leading.of_row(book, row)
    if person is not None or row in leaders.filed:
        return _given(
            leaders, row, "", lambda once: leading.give_pin(book, row, name, who=who, make=once.pin)
        )
    if not is_date(leads_from):
        error = visit.text("leader-date-missing")
        return leaders.page(status=409, wrong=f"date {row}", error=error)
    return _given(leaders, row, leads_from, _added(leaders, row, name, leads_from))


def rings(visit: Visit) -> Response:
    """POST /console/leaders/rings: whether, where and when they may be rung to stand in."""
    leaders = Leaders(visit)
    name, row, book, who = leaders.name(), leaders.row, leaders.book, visit.person.name
    if refusal := leaders.stranger(f"rings {row}"):
        return refusal
    shown = next(each for each in leaders.roll.shown(leaders.filed) if each.leader == row)
    take, phone = visit.field("take") == "yes", visit.field("phone")
    try:
        if not (take or phone or shown.rings):
            raise Told(visit.text("reason-phone"))
        when = NEVER if take else visit.field("rings")
        leading.may_be_rung(book, row, "" if take else phone, when, name=scrub(name), who=who)
    except CannotChange as error:
        field = "times" if getattr(error, "reason", "") == "rings" else "phone"
        return leaders.page(status=409, wrong=f"{field} {row}", error=said(visit, error))
    except NoCopyKept:  # it holds without a copy, too
        leaders.heard()
        raise
    leaders.heard()
    return visit.to("/leaders", "leader-rings-taken" if take else "leader-rings-saved", name=name)


def unlock(visit: Visit) -> Response:
    """POST /console/leaders/unlock"""
    leaders = Leaders(visit)
    name = leaders.name()
    if person := leading.of_row(leaders.book, leaders.row):
        leaders.book.unlock(person.number, who=visit.person.name)
    return visit.to("/leaders", "leader-unlocked", name=name)


def remove(visit: Visit) -> Response:
    """POST /console/leaders/remove: only where it was ticked that it is meant."""
    leaders = Leaders(visit)
    name = leaders.name()
    if visit.field("sure") != "yes":
        error = visit.text("operator-not-sure", name=name)
        return leaders.page(status=409, wrong=f"sure {leaders.row}", error=error)
    if refusal := leaders.stranger(f"remove {leaders.row}"):
        return refusal
    try:
        leaders.book.lead_no_more(
            leading.known_row(leaders.row), scrub(name), who=visit.person.name
        )
    finally:  # it holds without a copy, too
        leaders.heard()
    filed = leaders.row in leaders.filed
    return visit.to("/leaders", "leader-removed-filed" if filed else "leader-removed", name=name)


def _added(
    leaders: Leaders, row: str, name: str, leads_from: str
) -> Callable[[Once], tuple[Person, str]]:
    book, who = leaders.book, leaders.visit.person.name
    return lambda once: leading.add(book, row, name, leads_from, who=who, make=once.pin)


def _given(
    leaders: Leaders, row: str, leads_from: str, give: Callable[[Once], tuple[Person, str]]
) -> Response:
    """The page with the PIN, shown once; or an operator leads, too. Raises CannotChange."""
    visit, book, warning = leaders.visit, leaders.book, ""
    if operator := visit.field("operator"):
        person = leading.lead_too(book, operator, row, leads_from, who=visit.person.name)
        leaders.heard()
        return visit.to("/leaders", "leader-leads-too", name=person.name)
    once = Once(visit)
    try:
        person, pin = give(once)
    except NoCopyKept as error:
        (person, pin), warning = error.result, said(visit, error)
    except CannotChange:
        there = leading.of_row(book, row)
        if there is None or not is_right(once.secret, "pin", once.pin(there.number), there.pin):
            raise
        person, pin = there, once.pin(there.number)  # a second click, a moment later
    leaders.heard()
    return secrets(visit, person, pin=pin, warning=warning, back="/leaders")
