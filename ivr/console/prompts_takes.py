"""What an operator sends, and the page that waits until callers could hear it."""

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from ivr.console.prompts_sheet import named
from ivr.console.visit import Visit
from ivr.recordings.announcement import LONGEST_ANNOUNCEMENT, Came
from ivr.recordings.catalogue import catalogue, shapes
from ivr.recordings.take import Take
from ivr.recordings.unusable import Unusable

LONGEST = 120
"""Seconds of a sentence."""

LONGEST_WORDS = 3000
"""Characters of a sentence, as the page showed it: it may have been changed since."""


def of_prompt(visit: Visit) -> Response:
    """POST /console/prompts/{language}/{prompt}/takes: a recording of one sentence."""
    language, entry = named(visit)
    said = shapes(visit.house.prompts, visit.house.settings, language, entry.id)
    words = next((shape.text for shape in said if shape.kind != "spoken"), None)
    if words is None:
        raise HTTPException(404)
    shown = " ".join(visit.field("words").split())[:LONGEST_WORDS]
    return sent(visit, language, entry.id, f"/prompts/{language}/{entry.id}", shown or words)


def sent(visit: Visit, language: str, prompt: str, back: str, words: str = "") -> Response:
    """Keeps what came and goes on to the page that waits for it. `words`: what the page shows."""
    data = visit.upload("file")
    if not data:
        return _refused(visit, back, "take-nothing")
    came: Came = "browser" if visit.field("came") == "browser" else "file"
    try:
        take = visit.house.takes().upload(
            visit.house.storage,
            data,
            language=language,
            prompt=prompt,
            who=visit.person.name,
            came=came,
            words=words,
        )
    except Unusable as error:
        return _refused(visit, back, f"unusable-{error.reason}")
    path = f"/takes/{take.id}"
    if _by_script(visit):
        return JSONResponse({"to": visit.house.url(path)}, 201)
    return visit.to(path)


def waiting(visit: Visit) -> Response:
    """GET /console/takes/{take}: until it is a draft, or refused; then on to where it is heard."""
    take = _take(visit)
    if take.state == "ready":
        return visit.to(_draft(take), "take-ready", seconds=round(take.seconds, 1))
    limit = LONGEST if take.prompt else int(LONGEST_ANNOUNCEMENT)
    return visit.page(
        "take.html",
        take=take,
        back=_back(take),
        entry=catalogue().find(take.prompt) if take.prompt else None,
        again=f"{_back(take)}/takes" if take.prompt else "/announcements",
        limit=limit,
        why=_why(visit, take, limit),
    )


def state(visit: Visit) -> Response:
    """GET /console/takes/{take}/state: what the script of that page asks."""
    return JSONResponse({"state": _take(visit).state})


def _refused(visit: Visit, back: str, why: str) -> Response:
    if _by_script(visit):
        return JSONResponse({"sentence": visit.text(why)}, 422)
    return visit.to(back, why)


def _by_script(visit: Visit) -> bool:
    """Then no redirect is answered: its script would follow it, and take the next page's notice."""
    return "x-csrf" in visit.request.headers


def _take(visit: Visit) -> Take:
    take = visit.house.takes().get(visit.request.path_params["take"])
    if take is None:
        raise HTTPException(404)
    return take


def _draft(take: Take) -> str:
    if take.announcement:
        return f"/announcements/{take.announcement}"
    return _back(take)


def _back(take: Take) -> str:
    return f"/prompts/{take.language}/{take.prompt}" if take.prompt else "/announcements"


def _why(visit: Visit, take: Take, limit: int) -> str:
    """The refusal in the operator's language."""
    return visit.text(f"unusable-{take.reason}", limit=limit) if take.reason else take.sentence
