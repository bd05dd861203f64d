"""Signing in and out."""

import math

import redis.exceptions
import structlog
from starlette.responses import RedirectResponse, Response

from ivr.console.paths import onward
from ivr.console.session import TOKEN, holds
from ivr.console.visit import Asked, Visit, csrf_field, same
from ivr.people.hashing import letters
from ivr.recordings.storage import StoreAway

log = structlog.get_logger()


def form(asked: Asked) -> Response:
    """GET /sign-in; on to the page for whoever is in already."""
    if _is_in(asked):
        return RedirectResponse(asked.house.url(_next(asked)), 303)
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
    response = RedirectResponse(asked.house.url(_next(asked)), 303)
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


def _is_in(asked: Asked) -> bool:
    """Whether this browser has a session; without Redis nobody has."""
    house, token = asked.house, asked.request.cookies.get(asked.house.cookie.name, "")
    try:
        session = house.sessions.find(token)
        person = house.book().person(session.number) if session else None
    except (redis.exceptions.RedisError, StoreAway):
        return False
    return bool(session and person and holds(session, person) and person.may("operator"))


def _next(asked: Asked) -> str:
    """The page that was wanted before."""
    return onward(asked.request.query_params.get("next", ""))


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
        next="" if _next(asked) == "/" else _next(asked),
        csrf_of_form=csrf_field(token),
    )
    if not kept:
        asked.house.form_cookie.set(response, token)
    return response
