"""The pages of prompts: what they show, and what each action does and refuses."""

import re

import httpx
import pytest

from ivr.prompts import Prompts
from ivr.recordings.audio import make_ready
from ivr.recordings.takes import Takes
from tests.console.opened import Browser, Opened, Tags, words
from tests.console.sending import library, sent, work_off
from tests.line import settings
from tests.recordings.made import add, voice

TEXT = Prompts().shape(settings().lines[0], "en", "welcome").text
PAGE = "/prompts/en/welcome"


def listed(browser: Browser, query: str) -> list[str]:
    """The numbers of the sentences that the page lists."""
    page = browser.get(f"/prompts?{query}").text
    return re.findall(r'<li>\s*<a href="[^"]+"><span class="number">(\d+)', page)


def test_the_list_can_be_narrowed_by_state_node_and_words(console: Opened) -> None:
    ours, browser = library(console), console.signed_in()
    add(ours, "welcome", TEXT)
    add(ours, "offer", "other words")
    add(ours, "danger", "any", publish=False)

    assert listed(browser, "state=recorded") == ["101"]
    assert listed(browser, "state=out%20of%20date") == ["102"]
    assert listed(browser, "state=draft") == ["202"]
    assert listed(browser, "state=unheard") == []
    console.clock.later(days=700)
    browser = console.signed_in()
    assert listed(browser, "state=unheard") == ["101", "102"]
    assert listed(browser, "words=101") == ["101"]
    assert listed(browser, "words=PROFESS%20cannot") == ["202"]
    assert listed(browser, "words=bienvenida&spoken=es")[0] == "101"
    assert listed(browser, "words=bienvenida") == []
    assert listed(browser, "words=nothing like it") == []
    of_greeting = listed(browser, "node=greeting")
    assert ("101" in of_greeting, "401" in of_greeting) == (True, False)
    assert listed(browser, "node=no-such-node") == []
    assert len(listed(browser, "state=no-such-state&spoken=xx")) > 100


def test_a_sentence_says_what_of_it_can_be_recorded(console: Opened) -> None:
    browser = console.signed_in()
    said = {
        prompt: words(browser.get(f"/prompts/en/{prompt}"))
        for prompt in ("welcome", "joining", "joining-next")
    }
    assert "All of it can be recorded." in said["welcome"]
    assert "The beginning can be recorded" in said["joining"]
    assert "This cannot be recorded" in said["joining-next"]
    assert "Record it" not in said["joining-next"]
    assert browser.post("/prompts/en/joining-next/takes").status_code == 404


@pytest.mark.parametrize("path", ["/prompts/en/no-such", "/prompts/xx/welcome", "/takes/none"])
def test_what_is_not_there_is_not_found(console: Opened, path: str) -> None:
    assert console.signed_in().get(path).status_code == 404


def test_a_number_names_a_sentence_as_well(console: Opened) -> None:
    page = console.signed_in().get("/prompts/es/101")
    assert "101 Le damos la bienvenida a la línea de reuniones …" in words(page)
    assert "<code>welcome</code>" in page.text


def test_a_sentence_said_for_a_place_of_the_call_names_it_as_the_picture_does(
    console: Opened,
) -> None:
    page = words(console.signed_in(language="es", name="Inés").get("/prompts?node=person-after"))
    assert "Se dicen en «Tras una persona» en el dibujo de la llamada." in page


def test_a_draft_is_published_and_taken_back(console: Opened) -> None:
    ours, browser = library(console), console.signed_in("Ana")
    add(ours, "welcome", TEXT, publish=False)
    page = browser.get(PAGE)
    assert len(Tags(page.text).all("svg")) == 1
    answer = browser.post(f"{PAGE}/publish", version="1", expected="0")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/console{PAGE}")
    assert "Published. The next call hears version 1." in words(browser.get(PAGE))
    assert (ours.state().shelf("en", "welcome").now, ours.state().log[-1].who) == (1, "Ana")

    browser.post(f"{PAGE}/revert", expected="1")
    assert "The next call hears the synthetic voice." in words(browser.get(PAGE))
    assert ours.state().shelf("en", "welcome").now == 0


@pytest.mark.parametrize("action", ["publish", "revert", "keep"])
def test_who_was_slower_is_told_who_was_quicker_and_changes_nothing(
    console: Opened, action: str
) -> None:
    ours, browser = library(console), console.signed_in("Ana")
    add(ours, "welcome", "other words", of="mine", publish=False)
    add(ours, "welcome", "other words", of="other", who="Ben")
    before = ours.state()

    answer = browser.post(f"{PAGE}/{action}", version="1", expected="0", text=TEXT)

    assert answer.status_code == 409
    assert "Ben changed this sentence while you looked at it" in words(answer)
    assert before.shelf("en", "welcome").versions[1].hash in answer.text
    assert ours.state() == before


def test_what_is_out_of_date_is_kept_for_the_words_that_were_seen(console: Opened) -> None:
    ours, browser = library(console), console.signed_in()
    add(ours, "welcome", "Welcome to the old line.")
    page = words(browser.get(PAGE))
    assert "The recording is out of date" in page
    assert "Welcome to the old line." in page

    browser.post(f"{PAGE}/keep", expected="1", text="words that nobody was shown")
    assert "Nothing was changed." in words(browser.get(PAGE))
    browser.post(f"{PAGE}/keep", expected="1", text=TEXT)
    assert "Kept. The next call hears the recording again." in words(browser.get(PAGE))
    assert ours.state().recordings(console.clock.now()).find("en", "welcome", TEXT) != ""


@pytest.mark.parametrize("version", ["7", "", "one", "-1", "99999999999999"])
def test_a_version_that_is_not_there_changes_nothing(console: Opened, version: str) -> None:
    ours, browser = library(console), console.signed_in()
    add(ours, "welcome", TEXT)
    browser.post(f"{PAGE}/publish", version=version, expected="1")
    assert "Nothing was changed." in words(browser.get(PAGE))
    assert ours.state().shelf("en", "welcome").now == 1


def test_what_is_sent_is_waited_for_until_it_is_ready(console: Opened) -> None:
    browser = console.signed_in("Ana")
    waits = sent(browser, f"{PAGE}/takes", voice(), came="browser")
    assert "Your recording is made ready" in words(browser.get(waits))
    assert browser.get(f"{waits}/state").json() == {"state": "waiting"}

    work_off(console)
    assert browser.get(f"{waits}/state").json() == {"state": "ready"}
    assert browser.get(waits).headers["location"] == f"/console{PAGE}"
    assert "Here it is as callers will hear it, 2" in words(browser.get(PAGE))
    (version,) = library(console).state().shelf("en", "welcome").versions
    assert (version.who, version.came, version.text) == ("Ana", "browser", TEXT)


def test_what_is_sent_has_the_words_that_the_page_showed(console: Opened) -> None:
    browser = console.signed_in("Ana")
    waits = sent(browser, f"{PAGE}/takes", voice())
    take = Takes(console.connection, console.clock.now).get(waits.rpartition("/")[2])
    assert take is not None
    assert take.words == TEXT


def test_what_cannot_be_used_is_refused_in_the_operators_language(console: Opened) -> None:
    browser = console.signed_in("Inés", language="es")
    waits = sent(browser, f"{PAGE}/takes", b"no sound")
    work_off(console)
    page = words(browser.get(waits))
    assert "Esto no es una grabación que se pueda leer." in page
    assert "Grabarla" in page


def test_nothing_sent_says_so_and_too_much_is_not_read(console: Opened) -> None:
    browser = console.signed_in()
    assert sent(browser, f"{PAGE}/takes", b"") == PAGE
    assert "Nothing was sent: choose a file first." in words(browser.get(PAGE))
    assert sent(browser, f"{PAGE}/takes", b"0" * (20 * 2**20 + 1)) == PAGE
    assert "The file is larger than 20 MB." in words(browser.get(PAGE))


def test_a_script_is_answered_where_to_go_and_takes_no_notice_of_another_page(
    console: Opened,
) -> None:
    browser = console.signed_in()
    browser.get(PAGE)

    def scripted(data: bytes) -> httpx.Response:
        return browser.client.post(
            f"{PAGE}/takes",
            data={"csrf": browser.csrf},
            files={"file": ("a", data)},
            headers={"x-csrf": browser.csrf},
        )

    answer = scripted(voice())
    to = answer.json()["to"]
    assert (answer.status_code, to.startswith("/console/takes/")) == (201, True)
    work_off(console)
    browser.get(to.removeprefix("/console"))
    assert "Here it is as callers will hear it, 2" in words(browser.get(PAGE))

    answer = scripted(b"")
    assert (answer.status_code, answer.json()) == (
        422,
        {"sentence": "Nothing was sent: choose a file first."},
    )


def test_a_picture_is_of_the_sound_and_what_is_lost_has_none(console: Opened) -> None:
    ours, browser = library(console), console.signed_in()
    ready = make_ready(voice())
    ours.add("en", "welcome", ready.wav, text=TEXT, seconds=ready.seconds, who="Ana", came="file")
    (picture,) = Tags(browser.get(PAGE).text).all("path")
    assert picture["d"].count("M") == 160
    add(ours, "offer", "any", of="lost")
    for file in (console.settings.data_dir / "recordings").glob("*.wav"):
        file.unlink()
    assert Tags(browser.get("/prompts/en/offer").text).all("path") == []
    assert len(Tags(browser.get(PAGE).text).all("path")) == 1  # it is on this machine's disk
