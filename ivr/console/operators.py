"""The people who keep the line: adding, a new PIN, lifting a lock, removing."""

from starlette.responses import Response

from ivr.console.reasons import said
from ivr.console.visit import Visit
from ivr.people.kept import NoCopyKept
from ivr.people.password import make_password
from ivr.people.person import CannotChange, Person


def listed(visit: Visit) -> Response:
    """GET /console/operators"""
    return _listed(visit)


def add(visit: Visit) -> Response:
    """POST /console/operators: an operator, with a password and a PIN that are shown once."""
    password = make_password()
    warning = ""
    try:
        person, pin = visit.house.book().add(
            visit.field("name"),
            language=visit.language,
            password=password,
            who=visit.person.name,
        )
    except CannotChange as error:
        return _listed(visit, status=409, error=said(visit, error))
    except NoCopyKept as error:
        (person, pin), warning = error.result, str(error)
    return _secrets(visit, person, pin=pin, password=password, warning=warning)


def new_pin(visit: Visit) -> Response:
    """POST /console/operators/{number}/pin"""
    person = _person(visit)
    pin, warning = renewed_pin(visit, person)
    return _secrets(visit, person, pin=pin, warning=warning)


def renewed_pin(visit: Visit, person: Person) -> tuple[str, str]:
    """Nine digits, shown once; and what is to be seen to, if anything is. Raises CannotChange."""
    try:
        return visit.house.book().new_pin(person.number, who=visit.person.name), ""
    except NoCopyKept as error:
        return error.result, str(error)


def unlock(visit: Visit) -> Response:
    """POST /console/operators/{number}/unlock"""
    person = _person(visit)
    visit.house.book().unlock(person.number, who=visit.person.name)
    return visit.to("/operators", "operator-unlocked", name=person.name)


def remove(visit: Visit) -> Response:
    """POST /console/operators/{number}/remove: only where it was ticked that it is meant."""
    person = _person(visit)
    if visit.field("sure") != "yes":
        return _listed(visit, status=409, error=visit.text("operator-not-sure", name=person.name))
    try:
        visit.house.book().remove(person.number, who=visit.person.name)
    except CannotChange as error:
        return _listed(visit, status=409, error=said(visit, error))
    return visit.to("/operators", "operator-removed", name=person.name)


def _person(visit: Visit) -> Person:
    """Whom the address names. Raises CannotChange."""
    found = visit.house.book().person(visit.request.path_params["number"])
    if found is None:
        raise CannotChange(visit.text("operator-unknown"))
    return found


def _listed(visit: Visit, *, status: int = 200, error: str = "") -> Response:
    book = visit.house.book()
    return visit.page(
        "operators.html",
        status=status,
        people=list(book.people().values()),
        locked=book.locked(),
        error=error,
        typed=visit.field("name"),
    )


def _secrets(
    visit: Visit, person: Person, *, pin: str, password: str = "", warning: str = ""
) -> Response:
    return visit.page("secrets.html", about=person, pin=pin, password=password, warning=warning)
