"""POST /voice/check: the doctor's question whether the carrier's address leads here unaltered.

It is signed as a webhook is. Nothing of it is counted, noted or kept, and the answer is a document
without a verb. In it stands a digest of the question and of what this process was started with:
whoever asks has the same, and learns nothing but whether it is the same.
"""

from collections.abc import Awaitable, Callable
from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import Response

from ivr import __version__
from ivr.settings import Settings
from ivr.twiml import XML_TYPE, response

PATH = "/voice/check"


def document(settings: Settings, query: str) -> bytes:
    """TwiML that does nothing. `settings` are those of the files; `query` as it came."""
    told = (
        *(settings.lines, settings.sources, settings.limits),
        *(settings.room, settings.onward, settings.said),
    )
    known = f"{query}\n{__version__}\n{told!r}".encode()
    return response(f"<!-- {blake2b(known, digest_size=16).hexdigest()} -->")


def answered_by(settings: Settings) -> Callable[[Request], Awaitable[Response]]:
    """The route of a web process."""

    async def check(request: Request) -> Response:
        query = request.scope["query_string"].decode("latin-1")
        return Response(document(settings, query), media_type=XML_TYPE)

    return check
