"""Nobody comes to a page but through here: session, token, limits, and every refusal in words."""

from collections.abc import Awaitable, Callable
from typing import TypeVar, TypeVarTuple
from urllib.parse import urlsplit

import anyio.to_thread
import redis.exceptions
import structlog
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ivr.console import words
from ivr.console.body import TooLarge, limited
from ivr.console.house import House
from ivr.console.page import Open, Page
from ivr.console.reasons import said
from ivr.console.session import holds
from ivr.console.visit import Asked, Visit, same
from ivr.log import failure
from ivr.people import person as people
from ivr.people.kept import NoCopyKept
from ivr.recordings.library import StateNotWritten
from ivr.recordings.state import CannotChange
from ivr.recordings.storage import StoreAway

AT_ONCE = 8
"""Pages worked on at the same time, in threads of their own."""

log = structlog.get_logger()

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Refused(Exception):
    """An answer instead of the page: the texts `<id>` and `<id>-title`."""

    def __init__(self, id: str, status: int, *, end: bool = False) -> None:
        super().__init__(id)
        self.id, self.status, self.end = id, status, end


class ToSignIn(Exception):
    """Nobody is signed in, and a page was only to be looked at."""


def gate(house: House) -> Starlette:
    """All pages of the console, each behind what it asks for."""
    from ivr.console.routes import DOORS, PAGES

    entrance = Entrance(house)
    return Starlette(
        routes=[
            Route("/static/{version}/{name}", house.static.get),
            *(Route(d.path, entrance.open(d), methods=[d.method]) for d in DOORS),
            *(Route(p.path, entrance.behind(p), methods=[p.method]) for p in PAGES),
        ],
        exception_handlers={HTTPException: entrance.no_page},
    )


Endpoint = Callable[[Request], Awaitable[Response]]


class Entrance:
    """Makes endpoints of pages."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.threads = CapacityLimiter(AT_ONCE)

    def open(self, door: Open) -> Endpoint:
        """For everybody; a form of it is checked by itself, as there is no session yet."""

        async def endpoint(request: Request) -> Response:
            asked = self.asked(request)

            async def answer() -> Response:
                self._of_our_own(request)
                await self._read(asked, door.limit)
                return await self._in_thread(door.run, asked)

            return await self._answered(asked, answer)

        return endpoint

    def behind(self, page: Page) -> Endpoint:
        """For those who are signed in and may see it."""

        async def endpoint(request: Request) -> Response:
            asked = self.asked(request)

            async def answer() -> Response:
                self._of_our_own(request)
                visit = await self._in_thread(self._visit, asked, page)
                asked.language = visit.language
                if page.method == "POST":
                    header = request.headers.get("x-csrf")
                    if header is not None:
                        self._token(visit, header)  # before a long body is read
                    await self._read(visit, page.limit)
                    asked.form = visit.form  # closed behind it, files and all
                    if header is None:
                        self._token(visit, visit.field("csrf"))
                return await self._in_thread(page.run, visit)

            return await self._answered(asked, answer)

        return endpoint

    def asked(self, request: Request) -> Asked:
        """Before anybody is known: the language is the browser's."""
        wanted = words.accepted(request.headers.get("accept-language", ""))
        spoken = self.house.settings.lines[0].languages
        language = words.chosen(request.query_params.get("language", ""), *wanted, *spoken)
        return Asked(request, self.house, language)

    async def no_page(self, request: Request, error: Exception) -> Response:
        """No such address, or not in this way."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        name = {404: "not-found", 405: "not-found"}.get(status, "unreadable")
        return self.asked(request).message(name, status=status)

    def _visit(self, asked: Asked, page: Page) -> Visit:
        """Who asks. Raises ToSignIn or Refused."""
        house, token = self.house, asked.request.cookies.get(self.house.cookie.name, "")
        session = house.sessions.find(token)
        if session is None:
            if page.method == "GET":
                raise ToSignIn
            raise Refused("signed-out", 401)
        person = house.book().person(session.number)
        asked.language = words.chosen(person.language if person else "", session.language)
        if person is None or not holds(session, person):
            house.sessions.end(token)
            raise Refused("session-over", 401, end=True)
        if not any(map(person.may, page.roles)):
            house.sessions.end(token)
            raise Refused("not-operator", 403, end=True)
        return Visit(
            asked.request,
            house,
            asked.language,
            person=person,
            session=session,
            token=token,
        )

    def _of_our_own(self, request: Request) -> None:
        """A form comes from a page of this line, as far as the browser tells. Raises Refused."""
        origin = request.headers.get("origin")
        if request.method in ("GET", "HEAD") or origin is None:
            return
        hosts = {request.headers.get("host", ""), urlsplit(self.house.settings.public_url).netloc}
        if not origin.startswith(("http://", "https://")) or urlsplit(origin).netloc not in hosts:
            raise Refused("other-site", 403)

    def _token(self, visit: Visit, given: str) -> None:
        if not same(visit.session.csrf, given):
            raise Refused("form-old", 403)

    async def _read(self, asked: Asked, limit: int) -> None:
        if asked.request.method == "POST":
            asked.request = limited(asked.request, limit)
            asked.form = await asked.request.form(max_files=2, max_fields=100, max_part_size=limit)

    async def _in_thread(self, run: Callable[[*Ts], T], *arguments: *Ts) -> T:
        return await anyio.to_thread.run_sync(run, *arguments, limiter=self.threads)

    async def _answered(self, asked: Asked, answer: Callable[[], Awaitable[Response]]) -> Response:
        """What the page answers, or in a sentence why it cannot."""
        try:
            return await answer()
        except ToSignIn:
            return RedirectResponse(self.house.url("/sign-in"), 303)
        except Refused as refused:
            response = asked.message(refused.id, status=refused.status)
            if refused.end:
                self.house.cookie.drop(response)
            return response
        except TooLarge as error:
            return asked.message("too-large", status=413, kilobytes=error.limit // 1024)
        except redis.exceptions.RedisError as error:
            log.warning("Redis is away, so is the console", **failure(error))
            return asked.message("redis-away", status=503)
        except (CannotChange, people.CannotChange) as error:
            return self._reason(asked, error, "refused-title", 409)
        except StoreAway as error:
            return self._reason(asked, error, "refused-title", 503)
        except (StateNotWritten, NoCopyKept) as error:
            return self._reason(asked, error, "uncopied-title", 503)
        except HTTPException as error:
            return await self.no_page(asked.request, error)
        except Exception as error:
            log.error("a page of the console failed", **failure(error))
            return asked.message("failed", status=500)
        finally:
            if asked.form is not None:
                await asked.form.close()

    def _reason(self, asked: Asked, error: Exception, title: str, status: int) -> Response:
        """The sentence of another part of the line."""
        return asked.page(
            "message.html", status=status, title=asked.text(title), sentence=said(asked, error)
        )
