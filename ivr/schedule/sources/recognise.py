"""Which kind of list a source is, where line.toml does not say: by its address or by its bytes."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from ivr.schedule.sources.answer import answer, mistaken, named
from ivr.schedule.sources.csvtext import Table
from ivr.schedule.sources.framing import JSONP, unframed, utf8
from ivr.schedule.sources.ical_text import is_calendar
from ivr.schedule.sources.naws import is_naws
from ivr.schedule.sources.reading import Unreadable
from ivr.schedule.sources.sheet import DOCUMENT
from ivr.schedule.sources.sheet_header import find_header

PUBLISHED = re.compile(r"https://docs\.google\.com/spreadsheets/.*[?&]output=csv", re.IGNORECASE)

NO_TEXT = (
    (b"PK\x03\x04", "is an Excel or zip file: save or publish it as CSV"),
    (b"\xd0\xcf\x11\xe0", "is an old Excel file: save or publish it as CSV"),
    (b"%PDF", "is a PDF, which nothing can be read from: ask for the list as CSV or JSON"),
)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

PAGE = (
    "answered with a web page instead of a list: give the address of the list itself, and for a "
    'BMLT server kind = "bmlt"'
)
EMPTY = "answered with an empty list: name its kind in line.toml, or wait until it has meetings"


class Empty(Unreadable):
    """A list without a row, which tells nothing of its kind."""

    def __init__(self) -> None:
        super().__init__(EMPTY)


class Recognised(NamedTuple):
    kind: str  # of KINDS
    how: str  # as a report says it


def by_url(url: str) -> str:
    """What an address alone tells, "" for nothing: only what has to be asked for in its own way or
    cannot be anything else."""
    if url.lower().startswith(("webcal://", "webcals://")):
        return "ical"
    if DOCUMENT.match(url) or PUBLISHED.match(url):
        return "sheet"
    parts = urlsplit(url) if url.startswith(("http://", "https://")) else None
    path = (parts.path if parts else url).lower()
    if path.endswith((".ics", ".ical")):
        return "ical"
    if parts is None:
        return ""
    if parts.hostname == "sheets.googleapis.com":
        return "sheet"
    if "client_interface/tsml" in path:
        return "tsml"
    if "client_interface/csv" in path:
        return "naws"
    if "client_interface/json" in path or re.search(r"/main_server(?:/(?:index\.php)?)?$", path):
        return "bmlt"
    return ""


def recognise(url: str, body: bytes) -> Recognised:
    """The kind of what `url` was answered with. Raises Unreadable."""
    head = utf8(body[:2000])
    start = head.lstrip()
    if not body.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise Unreadable("answered with nothing")
    for mark, sentence in NO_TEXT:
        if body.startswith(mark):
            raise Unreadable(sentence)
    if is_calendar(body):
        return Recognised("ical", "by its first line: BEGIN:VCALENDAR")
    if start.startswith(b"<"):
        raise Unreadable(PAGE)
    if len(CONTROL.findall(head)) > len(head) // 50:
        raise Unreadable("is no text, and so no list")
    if start.startswith((b"[", b"{")) or JSONP.match(start):
        return _json(body)
    return _table(body)


def _json(body: bytes) -> Recognised:
    json = unframed(body)
    try:
        keys = msgspec.json.decode(json, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        keys = {}
    if "values" in keys and "meetings" not in keys:
        return Recognised("sheet", "by its values, as Google's API has them")
    if "majorDimension" in keys:
        raise Empty
    rows, _ = answer(json)
    if not rows:
        if keys.keys() >= {"meetings", "formats"}:
            return Recognised("bmlt", "by its formats beside the meetings")
        raise Empty
    names = named(rows)
    for sign in ("weekday_tinyint", "id_bigint", "meeting_name", "service_body_bigint"):
        if sign in names:
            return Recognised("bmlt", f"by its rows: {sign}")
    signs = [sign for sign in ("slug", "day", "time", "types") if sign in names]
    if len(signs) > 1 and ("name" in names or "slug" in names):
        return Recognised("tsml", f"by its rows: {', '.join(signs)}")
    raise mistaken(names)


def _table(body: bytes) -> Recognised:
    table = Table(body)
    header = next((cells for _, cells in table), [])
    if is_naws(header):
        return Recognised("naws", "by its columns: CommitteeName, AreaRegion, WheelChr")
    try:
        number = find_header(table).number
    except Unreadable:
        if len(header) > 2:
            raise
        raise Unreadable("answered with text that is no list") from None
    where = f" in row {number}" if number > 1 else ""
    return Recognised("sheet", f"by its columns: day, time and name{where}")
