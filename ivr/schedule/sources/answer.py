"""An answer in JSON, taken apart a row at a time.

A whole list of rows that are unpacked takes many times the room of its text.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

import msgspec

from ivr.schedule.sources.builder import Builder
from ivr.schedule.sources.entry import Entry, LeftOut
from ivr.schedule.sources.framing import unframed
from ivr.schedule.sources.reading import Unreadable

T = TypeVar("T")

RAW = msgspec.Raw()

ASK = "ask for GetSearchResults"
MISTAKEN = (
    ({"key_string", "name_string"}, f"answered with formats only, and no meetings: {ASK}"),
    ({"parent_id", "helpline"}, f"answered with service bodies, and no meetings: {ASK}"),
    ({"version", "versionInt"}, f"answered with what server it is, and no meetings: {ASK}"),
    ({"nw_corner_latitude"}, f"answered with the area it covers, and no meetings: {ASK}"),
    ({"change_type"}, f"answered with changes, and no meetings: {ASK}"),
    ({"key", "description"}, f"answered with names of fields, and no meetings: {ASK}"),
)
"""What stands in the rows that other questions to a BMLT server are answered with."""

NOTHING = "answered with a JSON list in which nothing is a meeting"

FIRST = 100
"""Rows by which a list is recognised."""


class Answer(NamedTuple):
    """The rows of the meetings and of the formats, each still as JSON."""

    rows: list[msgspec.Raw]
    formats: list[msgspec.Raw]


class _Object(msgspec.Struct):
    meetings: msgspec.Raw = RAW
    formats: msgspec.Raw = RAW
    data: Any = None
    message: Any = None
    error: Any = None


_DECODER = msgspec.json.Decoder(_Object)  # one for all threads that ask for more pages


def answer(body: bytes) -> Answer:
    """The rows of a list, or of an object with `meetings`. Raises Unreadable."""
    json = unframed(body)
    start = json[:200].lstrip()[:1]
    try:
        if start == b"[":
            return Answer(msgspec.json.decode(json, type=list[msgspec.Raw]), [])
        found = _DECODER.decode(json) if start == b"{" else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Unreadable("answered with something that is not JSON") from None
    if found is None:
        raise Unreadable("answered with something that is not a JSON list")
    # WordPress tells its errors as `data`.
    said = found.message or found.error or (found.data if isinstance(found.data, str) else None)
    if said is not None:
        raise Unreadable(f'answered "{_quoted(said)}"')
    if not found.meetings and found.formats:
        raise Unreadable(MISTAKEN[0][1])
    return Answer(_raws(found.meetings), _raws(found.formats))


def named(rows: list[msgspec.Raw]) -> set[str]:
    """The names of all fields of the first rows. Raises Unreadable where none of them is an object.

    Servers answer a wrong question with a list as good as any other.
    """
    found = [row for raw in rows[:FIRST] if (row := decoded(raw, dict[str, msgspec.Raw]))]
    if rows and not found:
        raise Unreadable(NOTHING)
    return {name for row in found for name in row}


def mistaken(names: set[str]) -> Unreadable:
    """What a list is instead of one of meetings, by the names of its fields."""
    return Unreadable(next((said for sign, said in MISTAKEN if sign <= names), NOTHING))


def decoded(raw: msgspec.Raw, type: type[T]) -> T | None:
    """A part of an answer, or None where it is not what it should be."""
    try:
        return msgspec.json.decode(raw, type=type)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def objects(
    builder: Builder, type: type[T], entries: Callable[[T, int], Iterable[Entry]]
) -> Callable[[msgspec.Raw, int], Iterable[Entry]]:
    """What `Builder.reading` asks for each row: its entries, once it is read as a `type`."""

    def found(raw: msgspec.Raw, number: int) -> Iterable[Entry]:
        row = decoded(raw, type)
        if row is None:
            builder.problem(f"number {number}", "", "is no object: left out")
            raise LeftOut("not readable")
        return entries(row, number)

    return found


def _raws(value: msgspec.Raw) -> list[msgspec.Raw]:
    """The items of a list; nothing where an old server has `{}`, or nothing at all."""
    return decoded(value, list[msgspec.Raw]) or []


def _quoted(message: object) -> str:
    """A server's own words, short enough for a sentence and without what a terminal obeys."""
    words = " ".join(str(message)[:2000].split())
    return "".join(letter for letter in words if letter.isprintable())[:80].rstrip(" .:,")
