"""The people who keep the line: adding, a new PIN or password, lifting a lock, removing.

What would stay after a browser was left open asks for one's own password.
"""

from starlette.responses import Response

from ivr.console.once import Once
from ivr.console.password import stranger
from ivr.console.reasons import Told, said
from ivr.console.visit import Visit
from ivr.people.kept import NoCopyKept
from ivr.people.person import CannotChange, Person


def listed(visit: Visit) -> Response:
    """GET /console/operators"""
    return _listed(visit)


def add(visit: Visit) -> Response:
    """POST /console/operators: an operator, with a password and a PIN that are shown once."""
    if refusal := _stranger(visit, "add-old"):
        return refusal
    once, book, warning = Once(visit), visit.house.book(), ""
    password = once.password()
    try:
        person, pin = book.add(
            visit.field("name"),
            language=visit.language,
            password=password,
            who=visit.person.name,
            make=once.pin,
        )
    except CannotChange as error:
        there = book.named(visit.field("name"))
        if there is None or not once.made(there):
            return _listed(visit, status=409, wrong="name", error=said(visit, error))
        person, pin = there, once.pin(there.number)
    except NoCopyKept as error:
        (person, pin), warning = error.result, said(visit, error)
    return secrets(visit, person, pin=pin, password=password, warning=warning)


def new_pin(visit: Visit) -> Response:
    """POST /console/operators/{number}/pin"""
    person = _person(visit)
    if refusal := _stranger(visit, f"pin-{person.number}"):
        return refusal
    return renewed_pin(visit, person)


def renewed_pin(visit: Visit, person: Person) -> Response:
    """The page with nine digits, shown once. Raises CannotChange."""
    once, warning = Once(visit), ""
    try:
        visit.house.book().new_pin(person.number, who=visit.person.name, make=once.pin)
    except NoCopyKept as error:
        warning = said(visit, error)
    return secrets(visit, person, pin=once.pin(person.number), warning=warning)


def new_password(visit: Visit) -> Response:
    """POST /console/operators/{number}/password: for somebody who lost theirs."""
    person = _other(visit)
    if refusal := _stranger(visit, f"password-{person.number}"):
        return refusal
    password, warning = Once(visit).password(), ""
    try:
        visit.house.book().set_password(person.number, password, who=visit.person.name)
    except NoCopyKept as error:
        warning = said(visit, error)
    return secrets(visit, person, password=password, warning=warning)


def code_off(visit: Visit) -> Response:
    """POST /console/operators/{number}/code/off: for somebody who lost their telephone."""
    person = _other(visit)
    if refusal := _stranger(visit, f"code-{person.number}"):
        return refusal
    visit.house.book().switch_code(person.number, False, who=visit.person.name)
    return visit.to("/operators", "operator-code-is-off", name=person.name)


def unlock(visit: Visit) -> Response:
    """POST /console/operators/{number}/unlock: the PIN, and what they wait before signing in."""
    person = _person(visit)
    visit.house.book().unlock(person.number, who=visit.person.name)
    return visit.to("/operators", "operator-unlocked", name=person.name)


def remove(visit: Visit) -> Response:
    """POST /console/operators/{number}/remove: only where it was ticked that it is meant."""
    person = _person(visit)
    if visit.field("sure") != "yes":
        return _listed(visit, status=409, error=visit.text("operator-not-sure", name=person.name))
    if refusal := _stranger(visit, f"remove-{person.number}"):
        return refusal
    try:
        visit.house.book().remove(person.number, who=visit.person.name)
    except CannotChange as error:
        return _listed(visit, status=409, error=said(visit, error))
    return visit.to("/operators", "operator-removed", name=person.name)


def secrets(
    visit: Visit,
    person: Person,
    *,
    pin: str = "",
    password: str = "",
    warning: str = "",
    back: str = "/operators",
) -> Response:
    """What is shown once."""
    return visit.page(
        "secrets.html", about=person, pin=pin, password=password, warning=warning, back=back
    )


def _person(visit: Visit) -> Person:
    """Whom the address names. Raises CannotChange."""
    found = visit.house.book().person(visit.request.path_params["number"])
    if found is None:
        raise Told(visit.text("operator-unknown"))
    return found


def _other(visit: Visit) -> Person:
    """The same, but not oneself: that is done at one's own account. Raises CannotChange."""
    found = _person(visit)
    if found.number == visit.person.number:
        raise Told(visit.text("operator-own"))
    return found


def _stranger(visit: Visit, wrong: str) -> Response | None:
    """The page again for whoever does not know their own password. `wrong`: the field's id."""
    refusal = stranger(visit)
    if refusal is None:
        return None
    return _listed(visit, status=refusal.status, wrong=wrong, error=refusal.sentence)


def _listed(visit: Visit, *, status: int = 200, wrong: str = "", error: str = "") -> Response:
    book = visit.house.book()
    return visit.page(
        "operators.html",
        status=status,
        people=list(book.people().values()),
        locked=book.locked(),
        wrong=wrong,
        error=error,
        typed=visit.field("name"),
    )
