"""The rows of the rota that a chair keeps in the console: the same cells as those of rota.csv."""

import hashlib

import msgspec
from babel import Locale
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ivr.console.reasons import said
from ivr.console.rota_covered import day_in_words, in_words, mark_of
from ivr.console.visit import Visit
from ivr.hour import WEEKDAYS
from ivr.leaderfile import is_date
from ivr.people.hashing import in_letters, letters
from ivr.people.person import CannotChange
from ivr.recordings.document import StateNotWritten
from ivr.rotabook import LONGEST_TITLE, RotaBook, WrongRow
from ivr.rotachanges import KeptRow
from ivr.rotarow import FORMATS, SPEAKING

NEW = KeptRow(id="", day="daily", time="")
"""What an empty form has."""

ACCESS = ("open", "closed")

ORDER = ("daily", *WEEKDAYS)

CELLS = ("title", "format", "access", "language", "room", "leader", "speaking")


def listed(visit: Visit) -> Response:
    """GET /console/rota/rows: all of them, and a form for a new one."""
    return _listed(visit, NEW)


def add(visit: Visit) -> Response:
    """POST /console/rota/rows"""
    row, book = _typed(visit, _new_id(visit)), visit.house.rota_book()
    try:
        if unsure := _unsure(visit, book, row):
            return _listed(visit, row, covered=unsure)
        behind = book.put(row, expected=None, who=visit.person.name)
    except CannotChange as error:
        return _listed(visit, row, error)
    except StateNotWritten as error:
        return _uncopied(visit, error)
    return _done(visit, "row-added", row, behind)


def shown(visit: Visit) -> Response:
    """GET /console/rota/rows/{row}"""
    row = _named(visit, visit.house.rota_book())
    return _page(visit, row, _mark(row))


def save(visit: Visit) -> Response:
    """POST /console/rota/rows/{row}: where nobody else changed it meanwhile."""
    book = visit.house.rota_book()
    before = _named(visit, book)
    row = _typed(visit, before.id)
    expected = before if visit.field("expected") == _mark(before) else NEW
    try:
        if unsure := _unsure(visit, book, row):
            return _page(visit, row, visit.field("expected"), covered=unsure)
        behind = book.put(row, expected=expected, who=visit.person.name)
    except CannotChange as error:
        return _page(visit, row, _mark(_named(visit, book)), error)
    except StateNotWritten as error:
        return _uncopied(visit, error)
    return _done(visit, "row-saved", row, behind)


def remove(visit: Visit) -> Response:
    """POST …/remove: what the files say then counts again."""
    book, id = visit.house.rota_book(), visit.request.path_params["row"]
    there = book.state().row(id)
    expected = there if there and visit.field("expected") == _mark(there) else NEW
    try:
        row = book.remove(id, expected=expected, who=visit.person.name)
    except CannotChange as error:
        if there is None:
            raise
        now = _named(visit, book)
        return _page(visit, now, _mark(now), error)
    except StateNotWritten as error:
        return _uncopied(visit, error)
    return visit.to("/rota/rows", "row-removed", title=_called(visit, row))


def _done(visit: Visit, notice: str, row: KeptRow, behind: int) -> Response:
    """`behind`: on so many days a calendar's meeting is held instead."""
    title = _called(visit, row)
    if behind:
        return visit.to("/rota/rows", "row-behind", title=title, count=behind)
    return visit.to("/rota/rows", notice, title=title)


def _called(visit: Visit, row: KeptRow) -> str:
    """As a sentence names that row, one without a meeting, too."""
    nothing = f"{visit.text('row-nothing')} ({day_in_words(visit, row.day)}, {row.time})"
    return row.title if row.held else nothing


def _unsure(visit: Visit, book: RotaBook, row: KeptRow) -> list[str]:
    """Meetings that would be held no more, in words, until somebody says that it is meant."""
    covered = in_words(visit, row, book.covered(row))
    return [] if visit.field("sure") == mark_of(covered) else covered


def _listed(
    visit: Visit,
    typed: KeptRow,
    error: CannotChange | None = None,
    covered: list[str] | None = None,
) -> Response:
    book = visit.house.rota_book()
    names = {short: each.name for short, each in book.leaders().rows.items()}
    rows = sorted(book.state().rows, key=_in_order)
    return visit.page(
        "rota-rows.html",
        rows=[
            (row, day_in_words(visit, row.day), names.get(row.leader, row.leader)) for row in rows
        ],
        filed=visit.house.settings.rota is not None,
        status=422 if covered else _status(error),
        **_form(visit, typed, error, covered),
    )


def _page(
    visit: Visit,
    row: KeptRow,
    expected: str,
    error: CannotChange | None = None,
    covered: list[str] | None = None,
) -> Response:
    return visit.page(
        "rota-row.html",
        status=422 if covered else _status(error),
        expected=expected,
        **_form(visit, row, error, covered),
    )


def _form(
    visit: Visit, row: KeptRow, error: CannotChange | None, covered: list[str] | None
) -> dict[str, object]:
    """What the fields need. `covered`: what would be held no more, to be said yes to."""
    leaders = visit.house.rota_book().leaders().rows
    spoken = dict.fromkeys(each for line in visit.house.settings.lines for each in line.languages)
    names = {code: Locale.parse(code).get_language_name(visit.language) or code for code in spoken}
    return {
        "row": row,
        "days": [(day, day_in_words(visit, day)) for day in ORDER],
        "dated": is_date(row.day),
        "formats": [(each, visit.text(f"row-format-{each}")) for each in FORMATS],
        "access": [(each, visit.text(f"row-access-{each}")) for each in ACCESS],
        "speaking": [(each, visit.text(f"row-speaking-{each}")) for each in SPEAKING],
        "spoken": list(names.items()),
        "may_lead": sorted(
            ((each.name, short, each.leads_from) for short, each in leaders.items()),
            key=lambda each: each[0].casefold(),
        ),
        "today": visit.house.clock().astimezone(visit.house.zone).date().isoformat(),
        "zone": visit.house.zone.key.replace("_", " "),
        "title_limit": LONGEST_TITLE,
        "covered": covered or [],
        "sure": mark_of(covered or []),
        "wrong": error.field if isinstance(error, WrongRow) else "",
        "error": said(visit, error) if error else "",
    }


def _typed(visit: Visit, id: str) -> KeptRow:
    """The row as it stands in the form. A date counts before the day beside it."""
    cells = {name: visit.field(name)[:200] for name in CELLS}
    cells["room"] = cells["room"].lower().replace(" ", "-")
    day = visit.field("date") or visit.field("day") or "daily"
    held = visit.field("held") != "no"
    return KeptRow(id=id, day=day[:40], time=visit.field("time")[:5], held=held, **cells)


def _new_id(visit: Visit) -> str:
    """The same for a form that is sent twice, so that it adds one row."""
    own = f"{visit.token}\0{visit.field('once') or letters(32)}"
    return in_letters(hashlib.sha256(own.encode()).digest()[:6])


def _named(visit: Visit, book: RotaBook) -> KeptRow:
    found = book.state().row(visit.request.path_params["row"])
    if found is None:
        raise HTTPException(404)
    return found


def _mark(row: KeptRow) -> str:
    """Tells a row from what it was before."""
    return in_letters(hashlib.sha256(msgspec.json.encode(row)).digest()[:8])


def _in_order(row: KeptRow) -> tuple[int, str, str]:
    return (ORDER.index(row.day) if row.day in ORDER else len(ORDER), row.day, row.time)


def _status(error: CannotChange | None) -> int:
    if error is None:
        return 200
    return 422 if isinstance(error, WrongRow) else 409


def _uncopied(visit: Visit, error: StateNotWritten) -> Response:
    visit.tell(said(visit, error))
    return visit.to("/rota/rows")
