"""Every page and every action, in one table."""

from dataclasses import dataclass

from ivr.console import (
    account,
    announcements,
    flow,
    helping,
    leaders,
    now,
    operators,
    prompts,
    prompts_change,
    prompts_takes,
    rota,
    rota_hours,
    rota_past,
    rota_rows,
    signing,
    sources,
)
from ivr.console.body import SIGN_IN, UPLOAD
from ivr.console.page import Open, Page

DOORS = (
    Open("GET", "/sign-in", signing.form),
    Open("POST", "/sign-in", signing.sign_in, limit=SIGN_IN),
)
"""What is open to everybody."""

PAGES = (
    Page("GET", "/", now.shown, nav="nav-now"),
    Page("GET", "/prompts", prompts.listed, nav="nav-prompts"),
    Page("GET", "/prompts/{language}/{prompt}", prompts.shown, store=True),
    Page(
        "POST",
        "/prompts/{language}/{prompt}/takes",
        prompts_takes.of_prompt,
        limit=UPLOAD,
        store=True,
    ),
    Page("POST", "/prompts/{language}/{prompt}/publish", prompts_change.publish, store=True),
    Page("POST", "/prompts/{language}/{prompt}/revert", prompts_change.revert, store=True),
    Page("POST", "/prompts/{language}/{prompt}/keep", prompts_change.keep, store=True),
    Page("GET", "/announcements", announcements.listed, nav="nav-announcements"),
    Page("POST", "/announcements/takes", announcements.taken, limit=UPLOAD, store=True),
    Page("GET", "/announcements/{announcement}", announcements.shown, store=True),
    Page("POST", "/announcements/{announcement}/publish", announcements.publish, store=True),
    Page("POST", "/announcements/{announcement}/withdraw", announcements.withdraw, store=True),
    Page("GET", "/takes/{take}", prompts_takes.waiting),
    Page("GET", "/takes/{take}/state", prompts_takes.state),
    Page("GET", "/flow", flow.shown, nav="nav-flow"),
    Page("GET", "/rota", rota.shown, nav="nav-rota"),
    Page("POST", "/rota/accept", rota_past.accept),
    Page("GET", "/rota/past", rota_past.shown),
    Page("GET", "/rota/hours/{hour}", rota_hours.shown),
    Page("POST", "/rota/hours/{hour}", rota_hours.assign, store=True),
    Page("GET", "/rota/rows", rota_rows.listed),
    Page("POST", "/rota/rows", rota_rows.add, store=True),
    Page("GET", "/rota/rows/{row}", rota_rows.shown),
    Page("POST", "/rota/rows/{row}", rota_rows.save, store=True),
    Page("POST", "/rota/rows/{row}/remove", rota_rows.remove, store=True),
    Page("GET", "/leaders", leaders.listed, nav="nav-leaders", store=True),
    Page("POST", "/leaders", leaders.add, store=True),
    Page("POST", "/leaders/pin", leaders.new_pin, store=True),
    Page("POST", "/leaders/rings", leaders.rings, store=True),
    Page("POST", "/leaders/unlock", leaders.unlock, store=True),
    Page("POST", "/leaders/remove", leaders.remove, store=True),
    Page("GET", "/help", helping.shown, nav="nav-help", store=True),
    Page("POST", "/help", helping.change, store=True),
    Page("GET", "/sources", sources.shown, nav="nav-sources"),
    Page("POST", "/sources/{name}/accept", sources.accept),
    Page("GET", "/operators", operators.listed, nav="nav-operators"),
    Page("POST", "/operators", operators.add, store=True),
    Page("POST", "/operators/{number}/pin", operators.new_pin, store=True),
    Page("POST", "/operators/{number}/password", operators.new_password, store=True),
    Page("POST", "/operators/{number}/code/off", operators.code_off, store=True),
    Page("POST", "/operators/{number}/unlock", operators.unlock, store=True),
    Page("POST", "/operators/{number}/remove", operators.remove, store=True),
    Page("GET", "/account", account.shown, nav="nav-account"),
    Page("POST", "/account/password", account.change_password, store=True),
    Page("POST", "/account/language", account.change_language, store=True),
    Page("POST", "/account/pin", account.new_pin, store=True),
    Page("POST", "/account/code", account.code, store=True),
    Page("POST", "/account/code/on", account.code_on, store=True),
    Page("POST", "/account/code/off", account.code_off, store=True),
    Page("POST", "/sign-out", signing.sign_out),
)
"""What only those come to who are signed in; `nav` puts a page into the navigation."""


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    path: str
    text: str
    current: bool


def navigation(path: str) -> tuple[Place, ...]:
    """The pages that stand in it; the one that `path` belongs to is current."""
    return tuple(Place(page.path, page.nav, _within(path, page.path)) for page in PAGES if page.nav)


def _within(path: str, page: str) -> bool:
    return path == page or (page != "/" and path.startswith(f"{page}/"))
