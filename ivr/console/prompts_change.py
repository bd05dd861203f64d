"""What an operator does with the versions of a sentence: publish, take back, keep."""

from collections.abc import Callable

from starlette.responses import Response

from ivr.console.prompts_sheet import Sheet, sheet, sound
from ivr.console.reasons import said
from ivr.console.visit import Visit
from ivr.recordings import report
from ivr.recordings.library import StateNotWritten
from ivr.recordings.state import CannotChange, Done, PublishedMeanwhile, State, Version
from ivr.recordings.storage import StoreAway


def publish(visit: Visit) -> Response:
    """POST …/publish: the next call hears `version`, if `expected` is what is heard until now."""
    page, version, expected = sheet(visit), number(visit, "version"), number(visit, "expected")

    def change() -> Response:
        after = visit.house.library().publish(
            page.language, page.entry.id, version, who=visit.person.name, expected=expected
        )
        shelf = after.shelf(page.language, page.entry.id)
        if other := _beside(page, visit.person.name, version):
            return visit.to(
                page.path,
                "prompt-published-beside",
                version=version,
                who=other.who,
                other=other.number,
            )
        if report.missed(shelf, page.row.texts):
            return visit.to(page.path, "prompt-published-other-words", version=version)
        return visit.to(page.path, "prompt-published", version=version)

    return _changed(visit, page, version, change)


def revert(visit: Visit) -> Response:
    """POST …/revert: what was heard before is heard again."""
    page, expected = sheet(visit), number(visit, "expected")

    def change() -> Response:
        after = visit.house.library().revert(
            page.language, page.entry.id, who=visit.person.name, expected=expected
        )
        now = after.shelf(page.language, page.entry.id).now
        notice = "prompt-reverted" if now else "prompt-reverted-voice"
        return visit.to(page.path, notice, version=now)

    return _changed(visit, page, 0, change)


def keep(visit: Visit) -> Response:
    """POST …/keep: the recording is right for the words of today, too, as the operator saw them."""
    page, expected = sheet(visit), number(visit, "expected")
    seen = tuple(str(each) for each in visit.form.getlist("text")) if visit.form else ()

    def change() -> Response:
        if page.shelf.now != expected:
            raise PublishedMeanwhile("")
        texts = tuple(each for each in page.missed if each in seen)
        visit.house.library().keep(page.language, page.entry.id, texts, who=visit.person.name)
        return visit.to(page.path, "prompt-kept")

    return _changed(visit, page, 0, change)


def number(visit: Visit, name: str) -> int:
    """A field of the form that holds a version; -1, which is none, for anything else."""
    given = str(visit.form.get(name, "")) if visit.form else ""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else -1


def _changed(visit: Visit, page: Sheet, version: int, change: Callable[[], Response]) -> Response:
    try:
        return change()
    except PublishedMeanwhile:
        return _meanwhile(visit, version)
    except StateNotWritten:
        return visit.to(page.path, "prompt-no-copy")
    except (CannotChange, StoreAway) as error:
        return visit.to(page.path, "prompt-not-done", why=said(visit, error))


def _meanwhile(visit: Visit, version: int) -> Response:
    """Somebody else was quicker: who, and both versions to hear."""
    page = sheet(visit)
    state = visit.house.library().state()
    return visit.page(
        "prompt_meanwhile.html",
        status=409,
        sheet=page,
        by=_last(state, page),
        mine=sound(visit.house, page.shelf.version(version)),
    )


def _last(state: State, page: Sheet) -> Done | None:
    """Who changed last what is heard of this sentence."""
    for done in reversed(state.log):
        same = (done.language, done.prompt) == (page.language, page.entry.id)
        if same and done.did in ("published", "took back"):
            return done
    return None


def _beside(page: Sheet, who: str, version: int) -> Version | None:
    """The newest draft of somebody else that came after what was heard until now."""
    drafts = (
        each
        for each in reversed(page.shelf.versions)
        if page.shelf.state(each) == "draft" and each.number > page.shelf.now
    )
    return next((each for each in drafts if each.who != who and each.number != version), None)
