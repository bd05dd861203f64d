"""Every page in English: a file for each language, so that two workers share the time."""

import pytest

from tests.browser.looking import (
    CALM,
    addresses,
    before_one_is_in_and_two_at_once,
    every_page,
    looked_at,
)
from tests.browser.needed import axe
from tests.browser.running import Running


@pytest.fixture(scope="module")
def pages(machine: Running) -> dict[str, str]:
    return addresses(machine)


def test_every_page_fits_and_has_no_serious_fault(here: Running, pages: dict[str, str]) -> None:
    assert every_page(here, pages, "Ana", "en") == []


def test_the_pages_before_one_is_in_and_of_two_at_once(
    here: Running, pages: dict[str, str]
) -> None:
    assert before_one_is_in_and_two_at_once(here, "Ana", "en") == []


@pytest.mark.parametrize("path", ["leaders", "help"])
def test_forms_that_are_opened_and_refused(here: Running, pages: dict[str, str], path: str) -> None:
    page = here.operator("Ana", **CALM)
    page.context.add_init_script(axe())
    page.goto(f"/console/{path}")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    problems = looked_at(page, f"en-{path}-open")
    form = page.locator("details form").first
    if path == "help":  # first it is shown whole
        form.locator("button").first.click()
        page.wait_for_selector("[name=sure]")
        problems += looked_at(page, "en-help-preview")
        form.locator("[name=sure]").check()
    form.locator("[name=old]").fill("not the password")
    form.locator("button").first.click()
    page.wait_for_selector("[name=old][aria-invalid=true]")
    assert page.evaluate("document.activeElement.name") == "old"
    assert problems + looked_at(page, f"en-{path}-refused") == []


def test_the_recorder_while_it_records_and_behind_it(here: Running, pages: dict[str, str]) -> None:
    page = here.operator("Ana", **CALM)
    page.context.add_init_script(axe())
    page.goto("/console/prompts/en/welcome")
    page.click("[data-part=record]")
    page.wait_for_selector("[data-state=recording]")
    here.recorded(page, until="1:58")
    problems = looked_at(page, "en-recording")
    page.click("[data-part=record]")
    page.wait_for_selector("[data-state=taken]")
    problems += looked_at(page, "en-taken")
    assert problems == []
