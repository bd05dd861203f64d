"""How much of a request is read: no more than its page needs, and text as browsers write it."""

from python_multipart.multipart import parse_options_header
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive

FORM = 64 * 1024
"""Bytes of a form."""

SIGN_IN = 4 * 1024
"""Bytes of the form that everybody may send."""

UPLOAD = 21 * 1024 * 1024
"""Bytes of a recording with its form: the file itself may have 20 MB."""


class TooLarge(Exception):
    """More was sent than is read. `limit` in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


def limited(request: Request, limit: int) -> Request:
    """The same request, of which at most `limit` bytes are read.

    Raises TooLarge: at once where the browser says how long it is, else in the middle of reading.
    Raises HTTPException for a form that says it is not in UTF-8: Python knows encodings that make
    characters which no page can show, or that fail in their own ways.
    """
    _, said = parse_options_header(request.headers.get("content-type", ""))
    if said.get(b"charset", b"utf-8").lower() not in (b"utf-8", b"utf8"):
        raise HTTPException(400)
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > limit:
        raise TooLarge(limit)
    return Request(request.scope, _counted(request.receive, limit))


def _counted(receive: Receive, limit: int) -> Receive:
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > limit:
            raise TooLarge(limit)
        return message

    return counted
