"""What is looked at on every page: its width, its links, and what axe-core says.

With the variable PICTURES set to a folder, there is a picture of each in it afterwards.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import BrowserContext, Page

from ivr.console.routes import PAGES
from tests.browser.dressed import dressed
from tests.browser.needed import axe, see
from tests.browser.running import Running

PICTURES = os.environ.get("PICTURES", "")
Scheme = Literal["light", "dark"]

WIDTHS = (1280, 360, 320)
CALM = {"reduced_motion": "reduce"}
"""A colour that is just changing is no colour of the page."""

FINGER = 40
"""Pixels that a link is high which has a line to itself."""

PLAIN = [page.path for page in PAGES if page.method == "GET" and "{" not in page.path]
PROMPTS = {
    "recorded": "/prompts/en/welcome",
    "out of date": "/prompts/en/offer",
    "unheard": "/prompts/en/danger",
    "synthetic": "/prompts/es/welcome",
    "opening": "/prompts/en/joining",
    "spoken": "/prompts/en/joining-next",
    "search": "/prompts?words=meeting&state=synthetic&spoken=en",
    "nothing": "/nowhere",
}


def addresses(machine: Running) -> dict[str, str]:
    """Of every page, by name, on a line on which there is something to see."""
    see("axe")
    named = {path.strip("/").replace("/", "-") or "now": path for path in PLAIN}
    return named | PROMPTS | dressed(machine)


def every_page(here: Running, pages: dict[str, str], name: str, language: str) -> list[str]:
    """What is wrong with them, as an operator of that language sees them."""
    page = here.operator(name, language=language, locale=language, **CALM)
    page.context.add_init_script(axe())
    problems: list[str] = []
    for called, path in pages.items():
        page.goto(f"/console{path}")
        if page.get_attribute("html", "lang") != language:
            problems.append(f"{called} is not in {language}")
        problems += looked_at(page, f"{language}-{called}")
    return problems


def before_one_is_in_and_two_at_once(here: Running, name: str, language: str) -> list[str]:
    """What is wrong with the sign-in, and with the page after somebody else was quicker."""
    visitor: BrowserContext = here.visitor(locale=language, **CALM)
    page = visitor.new_page()
    page.context.add_init_script(axe())
    page.goto("/console/sign-in")
    problems = looked_at(page, f"{language}-sign-in")
    page.fill("#name", "Nobody")
    page.fill("#password", "nothing of it")
    page.press("#password", "Enter")
    page.wait_for_selector("[role=alert]")
    problems += looked_at(page, f"{language}-sign-in-refused")

    page = here.operator(name, language=language, locale=language, **CALM)
    page.context.add_init_script(axe())
    page.goto("/console/prompts/en/welcome")
    shelf = here.library().state().shelf("en", "welcome")
    here.library().publish("en", "welcome", 1 if shelf.now == 2 else 2, who="Ben")
    page.locator("section[aria-labelledby=draft] button").click()
    page.wait_for_selector("[role=alert]")
    return problems + looked_at(page, f"{language}-meanwhile")


def looked_at(page: Page, name: str) -> list[str]:
    """What is wrong with the page as it stands.

    What axe-core looks at is the same in every language, so that one is looked at, and all of them
    for pictures; in the dark nothing but colours is another.
    """
    problems = [*_fits(page, name, "light")]
    if name.startswith("en-") or PICTURES:
        problems += _faults(page, name)
        problems += _fits(page, name, "dark") if PICTURES else ()
        page.emulate_media(color_scheme="dark")
        problems += _faults(page, f"{name} in the dark", only=True)
    return problems


def _fits(page: Page, name: str, scheme: Scheme) -> Iterator[str]:
    page.emulate_media(color_scheme=scheme)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            yield f"{name} is {wide} wide at {width}"
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}-{scheme}.png", full_page=True)
    for low in page.evaluate(
        """finger => [...document.querySelectorAll("main p > a, main h3 > a")]
            .filter(link => link.parentElement.textContent.trim() === link.textContent.trim())
            .filter(link => link.getBoundingClientRect().height < finger)
            .map(link => link.textContent.trim())""",
        FINGER,
    ):
        yield f"{name} has a low link: {low}"


def _faults(page: Page, name: str, *, only: bool = False) -> Iterator[str]:
    """The serious ones by axe-core; `only` contrast, or all."""
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = ["color-contrast"]
    run = "options => axe.run(options).then(found => found.violations)"
    for violation in page.evaluate(run, options):
        if violation["impact"] in ("serious", "critical"):
            where = violation["nodes"][0]["html"][:200]
            yield f"{name}: {violation['help']}: {where}"
