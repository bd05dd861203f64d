"""The pages of announcements: what callers hear in front of the greeting, and until when."""

from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.responses import Response

from ivr.console.announcements_hours import problem, reread, typed
from ivr.console.prompts_sheet import drawn, known
from ivr.console.prompts_takes import sent
from ivr.console.visit import Visit
from ivr.recordings.announcement import (
    LONGEST_ANNOUNCEMENT,
    LONGEST_HEARD,
    LONGEST_NOTE,
    Announcement,
)
from ivr.recordings.announcements import changed_by, good_note
from ivr.recordings.catalogue import languages
from ivr.recordings.library import StateNotWritten
from ivr.recordings.state import CannotChange, PublishedMeanwhile

MOST_OVER = 20
"""Of those that nobody hears any more, the newest are shown."""

ORDER = ("heard", "coming", "draft", "over", "withdrawn")


def listed(visit: Visit) -> Response:
    """GET /console/announcements"""
    now = visit.house.clock()
    every = sorted(known(visit.house.library()).announcements, key=_made, reverse=True)
    groups = ((state, [each for each in every if each.state(now) == state]) for state in ORDER)
    return visit.page(
        "announcements.html",
        groups=[(state, found[:MOST_OVER]) for state, found in groups if found],
        spoken=languages(visit.house.settings),
        limit=int(LONGEST_ANNOUNCEMENT),
        zone=str(visit.house.zone),
    )


def taken(visit: Visit) -> Response:
    """POST /console/announcements/takes: a recording of a new one."""
    language = visit.field("language")
    if language not in languages(visit.house.settings):
        raise HTTPException(404)
    return sent(visit, language, "", "/announcements")


def shown(visit: Visit) -> Response:
    """GET /console/announcements/{announcement}"""
    return _page(visit, _named(visit))


def publish(visit: Visit) -> Response:
    """POST …/publish: heard from `begins` to `ends`, in the line's zone."""
    one, house = _named(visit), visit.house
    begins = reread(visit.field("begins"), one.begins, house.zone)
    ends = reread(visit.field("ends"), one.ends, house.zone)
    note = visit.field("note")
    wrong = problem(begins, ends, house.clock()) or _note_problem(note)
    if begins is None or ends is None or wrong:
        fields = {name: visit.field(name)[:30] for name in ("begins", "ends")}
        fields["note"] = note[:LONGEST_NOTE]
        return _page(visit, one, error=wrong, status=422, **fields)
    notice = "announcement-published" if begins <= house.clock() else "announcement-will"
    try:
        house.library().announce(
            one.id,
            begins,
            ends,
            who=visit.person.name,
            note=note,
            expected=visit.field("expected"),
        )
    except PublishedMeanwhile:
        return _page(visit, _named(visit), error="announcement-meanwhile", status=409)
    except StateNotWritten:
        return visit.to("/announcements", "prompt-no-copy")
    return visit.to("/announcements", notice, begins=visit.when(begins), ends=visit.when(ends))


def withdraw(visit: Visit) -> Response:
    """POST …/withdraw: nobody hears it any more."""
    try:
        visit.house.library().withdraw(_named(visit).id, who=visit.person.name)
    except StateNotWritten:
        return visit.to("/announcements", "prompt-no-copy")
    return visit.to("/announcements", "announcement-gone")


def _page(
    visit: Visit,
    one: Announcement,
    *,
    begins: str = "",
    ends: str = "",
    note: str | None = None,
    error: str = "",
    status: int = 200,
) -> Response:
    zone, now = visit.house.zone, visit.house.clock()
    return visit.page(
        "announcement.html",
        status=status,
        one=one,
        state=one.state(now),
        picture=drawn(visit.house, one.hash),
        begins=begins or typed(one.begins or now, zone),
        ends=ends or typed(one.ends or now + timedelta(days=1), zone),
        note=one.note if note is None else note,
        note_limit=LONGEST_NOTE,
        error=error,
        by=changed_by(known(visit.house.library()), one.id),
        zone=str(zone),
        longest=LONGEST_HEARD.days,
    )


def _note_problem(note: str) -> str:
    """The text that says why that is no note; "" where it is one."""
    try:
        good_note(note)
    except CannotChange as error:
        return f"reason-{error.reason}"
    return ""


def _named(visit: Visit) -> Announcement:
    wanted = visit.request.path_params["announcement"]
    every = known(visit.house.library()).announcements
    found = next((each for each in every if each.id == wanted), None)
    if found is None:
        raise HTTPException(404)
    return found


def _made(one: Announcement) -> tuple[str, str]:
    return one.when.isoformat(), one.id
