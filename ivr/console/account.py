"""One's own account: password, language, PIN and the authenticator app."""

import re

import segno
from itsdangerous import BadSignature, URLSafeTimedSerializer
from markupsafe import Markup
from starlette.responses import Response

from ivr.console import words
from ivr.console.operators import renewed_pin
from ivr.console.password import stranger
from ivr.console.reasons import said
from ivr.console.visit import Visit
from ivr.people import onetime
from ivr.people.book import SALT_LETTERS
from ivr.people.hashing import letters, secret_of
from ivr.people.kept import NoCopyKept
from ivr.people.person import CannotChange, Person

CONFIRM_WITHIN = 900
"""Seconds from the picture for the app to the first code of it."""


def shown(visit: Visit) -> Response:
    """GET /console/account"""
    return _shown(visit)


def change_password(visit: Visit) -> Response:
    """POST /console/account/password: the old one is asked for, and every other session ends."""
    if refusal := _stranger(visit, "old"):
        return refusal
    new = visit.secret("new")
    if new != visit.secret("again"):
        return _shown(visit, status=409, wrong="again", error=visit.text("account-not-same"))
    warning = ""
    try:
        visit.house.book().set_password(visit.person.number, new, who=visit.person.name)
    except CannotChange as error:
        return _shown(visit, status=409, wrong="new", error=said(visit, error))
    except NoCopyKept as error:
        warning = said(visit, error)
    return _renewed(visit, warning or visit.text("account-password-changed"))


def change_language(visit: Visit) -> Response:
    """POST /console/account/language"""
    language = words.chosen(visit.field("language"))
    visit.house.book().set_language(visit.person.number, language, who=visit.person.name)
    visit.language = language
    return visit.to("/account", "account-language-changed")


def new_pin(visit: Visit) -> Response:
    """POST /console/account/pin: shown once, after the password."""
    if refusal := _stranger(visit, "pin-old"):
        return refusal
    return renewed_pin(visit, visit.person)


def code(visit: Visit) -> Response:
    """POST /console/account/code: the picture for an authenticator app; nothing is on yet."""
    if refusal := _stranger(visit, "code-old"):
        return refusal
    return _picture(visit, letters(SALT_LETTERS))


def code_on(visit: Visit) -> Response:
    """POST /console/account/code/on: with a first code, so that nobody locks themselves out."""
    try:
        salt = str(_pending(visit).loads(visit.field("pending"), max_age=CONFIRM_WITHIN))
    except BadSignature:
        return _shown(visit, status=409, wrong="code-old", error=visit.text("account-code-late"))
    house = visit.house
    secret = secret_of(house.settings)
    if onetime.matched(secret, salt, visit.field("code"), house.clock()) is None:
        return _picture(visit, salt, status=403, error=visit.text("account-code-wrong"))
    warning = ""
    try:
        house.book().switch_code(visit.person.number, True, salt=salt, who=visit.person.name)
    except NoCopyKept as error:
        warning = said(visit, error)
    return _renewed(visit, warning or visit.text("account-code-is-on"))


def code_off(visit: Visit) -> Response:
    """POST /console/account/code/off"""
    if refusal := _stranger(visit, "code-old"):
        return refusal
    warning = ""
    try:
        visit.house.book().switch_code(visit.person.number, False, who=visit.person.name)
    except NoCopyKept as error:
        warning = said(visit, error)
    return _renewed(visit, warning or visit.text("account-code-is-off"))


def _stranger(visit: Visit, wrong: str) -> Response | None:
    """The page again for whoever does not know the password; None for the person themselves."""
    refusal = stranger(visit)
    if refusal is None:
        return None
    return _shown(visit, status=refusal.status, wrong=wrong, error=refusal.sentence)


def _renewed(visit: Visit, notice: str) -> Response:
    """On to the account in a new session: those of other browsers have ended with the change."""
    house = visit.house
    person = house.book().person(visit.person.number) or visit.person
    house.sessions.end(visit.token)
    visit.token = house.sessions.begin(person, visit.language)
    visit.tell(notice)
    response = visit.to("/account")
    house.cookie.set(response, visit.token)
    return response


def _pending(visit: Visit) -> URLSafeTimedSerializer:
    """Carries what is not switched on yet within this session's form."""
    return URLSafeTimedSerializer(visit.house.settings.secret, salt=f"code {visit.session.csrf}")


def _picture(visit: Visit, salt: str, *, status: int = 200, error: str = "") -> Response:
    house = visit.house
    secret = secret_of(house.settings)
    address = onetime.address(secret, salt, visit.person.name, house.settings.lines[0].name)
    qr = segno.make(address, error="m").svg_inline(
        border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    typed = onetime.code_secret(secret, salt)
    return visit.page(
        "code.html",
        status=status,
        qr=Markup(qr),  # noqa: S704 - drawn by segno, of squares only
        groups=" ".join(re.findall(".{1,4}", typed)),
        pending=_pending(visit).dumps(salt),
        error=error,
    )


def _shown(visit: Visit, *, status: int = 200, wrong: str = "", error: str = "") -> Response:
    book = visit.house.book()
    person: Person = book.person(visit.person.number) or visit.person
    return visit.page("account.html", status=status, me=person, wrong=wrong, error=error)
