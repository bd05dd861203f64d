"""Nobody comes to a page but through here: session, token, limits, and every refusal in words."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from urllib.parse import quote

import anyio
import redis.exceptions
import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ivr.console import words
from ivr.console.body import UPLOAD, TooLarge, limited
from ivr.console.house import House
from ivr.console.origin import is_our_own
from ivr.console.page import Open, Page
from ivr.console.paths import above, within
from ivr.console.reasons import said
from ivr.console.session import holds
from ivr.console.slots import Slots
from ivr.console.visit import Asked, Visit, same
from ivr.log import failure
from ivr.people import person as people
from ivr.people.kept import NoCopyKept
from ivr.recordings.library import StateNotWritten
from ivr.recordings.state import CannotChange
from ivr.recordings.storage import StoreAway

READ_WITHIN = 300
"""Seconds for all of a request: an upload holds one of few places while it comes."""

log = structlog.get_logger()


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
    made = Starlette(
        routes=[
            Route("/static/{version}/{name}", house.static.get),
            *(Route(d.path, entrance.open(d), methods=[d.method]) for d in DOORS),
            *(Route(p.path, entrance.behind(p), methods=[p.method]) for p in PAGES),
        ],
        exception_handlers={HTTPException: entrance.no_page},
    )
    made.router.redirect_slashes = False  # it would believe the Host of whoever asks
    return made


Endpoint = Callable[[Request], Awaitable[Response]]


class Entrance:
    """Makes endpoints of pages."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.slots = Slots()

    def open(self, door: Open) -> Endpoint:
        """For everybody; a form of it is checked by itself, as there is no session yet."""

        async def endpoint(request: Request) -> Response:
            asked = self.asked(request)

            async def answer() -> Response:
                self._of_our_own(request)
                await self._read(asked, door.limit)
                if door.method == "GET":
                    return await self.slots.anyway(door.run, asked)
                return await self.slots.run(self.slots.pages, door.run, asked)

            return await self._answered(asked, answer)

        return endpoint

    def behind(self, page: Page) -> Endpoint:
        """For those who are signed in and may see it."""

        async def endpoint(request: Request) -> Response:
            asked = self.asked(request)

            async def answer() -> Response:
                self._of_our_own(request)
                visit = await self.slots.run(self.slots.pages, self._visit, asked, page)
                asked.language = visit.language
                async with AsyncExitStack() as held:
                    if page.limit == UPLOAD:
                        await held.enter_async_context(self.slots.uploads)
                    await self._form(visit, page)
                    asked.form = visit.form  # closed behind it, files and all
                    slots = self.slots.store if page.store else self.slots.pages
                    return await self.slots.run(slots, page.run, visit)

            return await self._answered(asked, answer)

        return endpoint

    def asked(self, request: Request) -> Asked:
        """Before anybody is known: the language is the browser's."""
        wanted = words.accepted(request.headers.get("accept-language", ""))
        spoken = self.house.settings.lines[0].languages
        language = words.chosen(request.query_params.get("language", ""), *wanted, *spoken)
        return Asked(request, self.house, language)

    async def no_page(self, request: Request, error: Exception) -> Response:
        """No such address, or not in this way: an action that is only looked at leads to its page,
        as after a browser was opened again."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        if status == 405 and request.method == "GET":
            return RedirectResponse(self.house.url(above(within(request))), 303)
        name = {404: "not-found", 405: "not-found"}.get(status, "unreadable")
        response = self.asked(request).message(name, status=status)
        if isinstance(error, HTTPException):
            response.headers.update(error.headers or {})
        return response

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
        if not is_our_own(request, self.house.settings.public_url):
            raise Refused("other-site", 403)

    def _token(self, visit: Visit, given: str) -> None:
        if not same(visit.session.csrf, given):
            raise Refused("form-old", 403)

    async def _form(self, visit: Visit, page: Page) -> None:
        """Raises Refused for a form that is not of this session."""
        if page.method == "POST":
            header = visit.request.headers.get("x-csrf")
            if header is not None:
                self._token(visit, header)  # before a long body is read
            await self._read(visit, page.limit)
            if header is None:
                self._token(visit, visit.field("csrf"))

    async def _read(self, asked: Asked, limit: int) -> None:
        if asked.request.method == "POST":
            asked.request = limited(asked.request, limit)
            with anyio.fail_after(READ_WITHIN):
                asked.form = await asked.request.form(
                    max_files=2, max_fields=100, max_part_size=limit
                )

    async def _answered(self, asked: Asked, answer: Callable[[], Awaitable[Response]]) -> Response:
        """What the page answers, or in a sentence why it cannot."""
        try:
            return await answer()
        except ToSignIn:
            path = within(asked.request)
            query = f"?{asked.request.url.query}" if asked.request.url.query else ""
            wanted = f"?next={quote(path + query)}" if path + query != "/" else ""
            return RedirectResponse(self.house.url(f"/sign-in{wanted}"), 303)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        except TimeoutError:
            return asked.message("unreadable", status=408)
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
