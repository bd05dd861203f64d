"""What a list's server may take and send, and what it gave."""

from collections.abc import Callable
from dataclasses import dataclass

from ivr.schedule.gunzip import Damaged, Oversized, gunzipped


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much, in seconds and bytes, for all pages of a list together."""

    connect: float = 10
    read: float = 30  # between two pieces of an answer
    total: float = 120  # for all attempts and redirects too
    size: int = 100_000_000  # before and after decompression
    redirects: int = 5
    pages: int = 1000
    waits: tuple[float, ...] = (1, 4)  # before each further attempt


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of its last answer, so that it need not send the same again."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `body` is None when the server says that nothing changed.

    A list of several pages has the others in `further`, and no validators: those of its first page
    would not tell of the rest.
    """

    body: bytes | None
    validators: Validators = Validators()
    further: tuple[bytes, ...] = ()


More = Callable[[str, bytes], str]
"""The next page's URL, of a page's URL and its body; "" on the last page."""


class Unreachable(Exception):
    """No usable answer: what the server did, as the end of a sentence that begins with its name."""


class Again(Unreachable):
    """What may be different a moment later."""


def unpacked(body: bytes, room: int, limits: Limits) -> bytes:
    """Raises Unreachable where there is more than `room` bytes, packed or unpacked."""
    try:
        if len(body) > room:
            raise Oversized
        return gunzipped(body, room)
    except Oversized:
        raise too_large(limits) from None
    except Damaged:
        raise Unreachable("sent a gzip file that is damaged") from None


def too_large(limits: Limits) -> Unreachable:
    return Unreachable(f"sent more than {limits.size // 1_000_000} MB")
