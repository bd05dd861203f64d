"""Every page in French: a file for each language, so that two workers share the time."""

import pytest

from tests.browser.looking import addresses, before_one_is_in_and_two_at_once, every_page
from tests.browser.running import Running


@pytest.fixture(scope="module")
def pages(machine: Running) -> dict[str, str]:
    return addresses(machine)


def test_every_page_fits_and_has_no_serious_fault(here: Running, pages: dict[str, str]) -> None:
    assert every_page(here, pages, "Inès", "fr") == []


def test_the_pages_before_one_is_in_and_of_two_at_once(
    here: Running, pages: dict[str, str]
) -> None:
    assert before_one_is_in_and_two_at_once(here, "Inès", "fr") == []
