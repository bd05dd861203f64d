"""A small line for the pretend carrier to ring: documents by path, signatures checked."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from importlib import import_module
from typing import Any
from urllib.parse import parse_qsl

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ivr.phone import Call, Carrier, FarEnd, SimulatedClock

TOKEN = "a token for tests"
START = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
BASE = "http://line.test"

Form = dict[str, str]
Document = str | Response | Callable[[Form], "str | Response | Awaitable[Response]"]


def twiml(body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{body}</Response>'


class Line:
    """Answers each path with its document; what a path is not known for is a 404."""

    def __init__(self, documents: Mapping[str, Document], public: str = BASE) -> None:
        self.documents = dict(documents)
        self.public = public
        self.asked: list[tuple[str, Form]] = []
        validator: Any = import_module("twilio.request_validator")
        self._validator = validator.RequestValidator(TOKEN)
        self.app = Starlette(routes=[Route("/{path:path}", self._answer, methods=["GET", "POST"])])

    def forms(self, path: str) -> list[Form]:
        return [form for asked, form in self.asked if asked == path]

    async def _answer(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        url = self.public + request.url.path
        if request.url.query:
            url += f"?{request.url.query}"
        if not self._validator.validate(url, form, request.headers["X-Twilio-Signature"]):
            return Response("not signed", 403)
        self.asked.append((request.url.path, form or dict(request.query_params)))
        document = self.documents.get(request.url.path)
        if document is None:
            return Response("nothing here", 404)
        answer = document if isinstance(document, str | Response) else document(form)
        if isinstance(answer, str):
            return Response(twiml(answer), media_type="text/xml")
        return answer if isinstance(answer, Response) else await answer

    def carrier(self, **options: Any) -> Carrier:
        client = httpx.AsyncClient(transport=httpx.ASGITransport(self.app))
        return Carrier(
            client,
            f"{BASE}/voice",
            **{"auth_token": TOKEN, "clock": SimulatedClock(START), **options},
        )

    def ring(self, keys: str | None = "", *, fields: Form | None = None, **options: Any) -> Call:
        """One call from beginning to end."""
        return self.ring_all([keys], fields=fields, **options)[0][0]

    def ring_all(
        self, scripts: list[str | None], *, fields: Form | None = None, **options: Any
    ) -> tuple[list[Call], Carrier]:
        """Several calls, each a second after the one before."""

        async def ring() -> tuple[list[Call], Carrier]:
            carrier = self.carrier(**options)
            calls = [
                carrier.dial(keys=keys, after=place, fields=fields)
                for place, keys in enumerate(scripts)
            ]
            await carrier.run()
            return calls, carrier

        return asyncio.run(ring())


def far_end(outcome: str, seconds: float = 30.0, rings: float = 6.0) -> FarEnd:
    return FarEnd(outcome, seconds, rings)


def heard(call: Call) -> list[tuple[str, str]]:
    """The transcript as (kind, text)."""
    return [(entry.kind, entry.text) for entry in call.transcript]


def at(call: Call, kind: str) -> list[float]:
    """When things of that kind began, in seconds from the answer."""
    return [round(call.elapsed(entry), 2) for entry in call.transcript if entry.kind == kind]


def codes(carrier: Carrier) -> list[int]:
    return [alert.code for alert in carrier.alerts]
