"""Every page at the width of a desk and of a telephone, in light and in dark, in both languages.

With the variable PICTURES set to a folder, there is a picture of each in it afterwards.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

from ivr.console.routes import PAGES
from tests.browser.dressed import dressed
from tests.browser.needed import axe, see
from tests.browser.running import Running

PICTURES = os.environ.get("PICTURES", "")
Scheme = Literal["light", "dark"]

WIDTHS = (1280, 360)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
CALM = {"reduced_motion": "reduce"}
"""A colour that is just changing is no colour of the page."""

PLAIN = [page.path for page in PAGES if page.method == "GET" and "{" not in page.path]


@pytest.fixture(scope="module")
def addresses(machine: Running) -> dict[str, str]:
    """Of every page, by name."""
    see("axe")
    named = {path.strip("/").replace("/", "-") or "now": path for path in PLAIN}
    prompts = {
        "recorded": "/prompts/en/welcome",
        "out of date": "/prompts/en/offer",
        "unheard": "/prompts/en/danger",
        "synthetic": "/prompts/es/welcome",
        "opening": "/prompts/en/joining",
        "spoken": "/prompts/en/joining-next",
        "search": "/prompts?words=meeting&state=synthetic&spoken=en",
        "nothing": "/nowhere",
    }
    return named | prompts | dressed(machine)


@pytest.mark.parametrize(("name", "language"), [("Ana", "en"), ("Inés", "es")])
def test_every_page_fits_and_has_no_serious_fault(
    here: Running, addresses: dict[str, str], name: str, language: str
) -> None:
    page = here.operator(name, language=language, locale=language, **CALM)
    page.context.add_init_script(axe())
    problems: list[str] = []
    for called, path in addresses.items():
        page.goto(f"/console{path}")
        assert page.get_attribute("html", "lang") == language
        problems += looked_at(page, f"{language}-{called}")
    assert problems == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_before_one_is_in_and_of_two_at_once(
    here: Running, addresses: dict[str, str], language: str
) -> None:
    page = here.visitor(locale=language, **CALM).new_page()
    page.context.add_init_script(axe())
    page.goto("/console/sign-in")
    problems = looked_at(page, f"{language}-sign-in")
    page.fill("#name", "Nobody")
    page.fill("#password", "nothing of it")
    page.press("#password", "Enter")
    page.wait_for_selector("[role=alert]")
    problems += looked_at(page, f"{language}-sign-in-refused")

    page = here.operator(
        {"en": "Ana", "es": "Inés"}[language], language=language, locale=language, **CALM
    )
    page.context.add_init_script(axe())
    page.goto("/console/prompts/en/welcome")
    shelf = here.library().state().shelf("en", "welcome")
    here.library().publish("en", "welcome", 1 if shelf.now == 2 else 2, who="Ben")
    page.locator("section[aria-labelledby=draft] button").click()
    page.wait_for_selector("[role=alert]")
    problems += looked_at(page, f"{language}-meanwhile")
    assert problems == []


@pytest.mark.parametrize("language", ["en"])
def test_the_recorder_while_it_records_and_behind_it(
    here: Running, addresses: dict[str, str], language: str
) -> None:
    page = here.operator("Ana", **CALM)
    page.context.add_init_script(axe())
    page.goto("/console/prompts/en/welcome")
    page.click("[data-part=record]")
    page.wait_for_selector("[data-state=recording]")
    here.recorded(page, until="1:58")
    problems = looked_at(page, f"{language}-recording")
    page.click("[data-part=record]")
    page.wait_for_selector("[data-state=taken]")
    problems += looked_at(page, f"{language}-taken")
    assert problems == []


def looked_at(page: Page, name: str) -> list[str]:
    """What is wrong with the page as it stands: too wide, or a serious fault by axe-core.

    Colours are the same in every language, so that one page in two is seen in the dark.
    """
    everything = name.startswith("en") or PICTURES
    schemes = SCHEMES if everything else SCHEMES[:1]
    return [problem for scheme in schemes for problem in _looked_at(page, name, scheme)]


def _looked_at(page: Page, name: str, scheme: Scheme) -> Iterator[str]:
    page.emulate_media(color_scheme=scheme)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            yield f"{name} is {wide} wide at {width}"
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}-{scheme}.png", full_page=True)
    for violation in page.evaluate("axe.run().then(found => found.violations)"):
        if violation["impact"] in ("serious", "critical"):
            where = violation["nodes"][0]["html"][:200]
            yield f"{name} in {scheme}: {violation['help']}: {where}"
