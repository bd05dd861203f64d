"""Signing in and out."""

import math

import structlog
from starlette.responses import RedirectResponse, Response

from ivr.console.session import TOKEN
from ivr.console.visit import Asked, Visit, csrf_field, same
from ivr.people.hashing import letters

log = structlog.get_logger()


def form(asked: Asked) -> Response:
    """GET /sign-in"""
    return _form(asked)


def sign_in(asked: Asked) -> Response:
    """POST /sign-in: name, password, and the code where it is switched on."""
    kept = asked.request.cookies.get(asked.house.form_cookie.name, "")
    if not same(kept, asked.field("csrf")):
        return _form(asked, error="sign-in-again", status=403)
    name, password = asked.field("name"), asked.secret("password")
    known = asked.house.known.is_of(asked.request, name, asked.house.book())
    answer = asked.house.sign_in().check(name, password, asked.field("code"), known=known)
    if answer.outcome == "wait":
        minutes = max(1, math.ceil(answer.seconds / 60))
        return _form(asked, error="sign-in-wait", status=429, minutes=minutes)
    if answer.outcome == "code wanted":
        return _form(asked, error="sign-in-code", status=403, field="code")
    if answer.outcome != "in" or answer.person is None:
        return _form(asked, error="sign-in-no", status=403)
    asked.house.sessions.end(asked.request.cookies.get(asked.house.cookie.name, ""))
    token = asked.house.sessions.begin(answer.person, asked.language)
    log.info("somebody signed in at the console", person=answer.person.number)
    response = RedirectResponse(asked.house.url("/"), 303)
    asked.house.cookie.set(response, token)
    asked.house.form_cookie.drop(response)
    asked.house.known.remember(response, answer.person)
    return response


def sign_out(visit: Visit) -> Response:
    """POST /sign-out"""
    visit.house.sessions.end(visit.token)
    response = RedirectResponse(visit.house.url("/sign-in"), 303)
    visit.house.cookie.drop(response)
    return response


def _form(
    asked: Asked, *, error: str = "", status: int = 200, field: str = "", **values: int
) -> Response:
    """The form, with a token of its own: nobody is to be signed in by another site's form."""
    kept = asked.request.cookies.get(asked.house.form_cookie.name, "")
    token = kept or letters(TOKEN)
    response = asked.page(
        "sign-in.html",
        status=status,
        error=asked.text(error, **values) if error else "",
        wrong=field,
        name=asked.field("name"),
        csrf_of_form=csrf_field(token),
    )
    if not kept:
        asked.house.form_cookie.set(response, token)
    return response
