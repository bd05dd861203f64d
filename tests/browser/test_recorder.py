"""The recorder on bad lines, under quick fingers and behind other pages: it loses nothing."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

from ivr.recordings.storage import storage_of
from ivr.recordings.takes import Takes
from tests.browser.running import Running, played

PAGE = "/console/prompts/en/welcome"
NO_FRAMES = "window.drawing = window.requestAnimationFrame; window.requestAnimationFrame = () => 0;"
SHORT = """document.addEventListener("readystatechange", () => {
    const place = document.querySelector("[data-recorder]");
    if (place) place.dataset.limit = 3;
});"""


def recording(here: Running, page: Page, path: str = PAGE) -> None:
    """Until there are two seconds."""
    page.goto(path)
    page.get_by_role("button", name="Record", exact=True).click()
    here.recorded(page, until="1:58")


def test_on_a_slow_line_what_arrived_is_not_called_lost(here: Running) -> None:
    page = here.operator("Ana")
    recording(here, page, "/console/prompts/en/danger")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("[data-part=state]")).to_contain_text("Hear them")
    page.context.new_cdp_session(page).send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 1500, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    page.get_by_role("button", name="Send it").click()
    page.wait_for_url("**/console/prompts/en/danger")
    expect(page.locator(".notice")).to_contain_text("Here it is as callers will hear it")
    assert len(here.library().state().shelf("en", "danger").versions) == 1


def test_what_is_refused_at_once_is_said_and_still_there(here: Running) -> None:
    page = here.operator("Ana")
    recording(here, page)
    page.get_by_role("button", name="Stop").click()
    state = page.locator("[data-part=state]")
    expect(state).to_contain_text("Hear them")
    page.evaluate(
        """() => {
            const set = FormData.prototype.set;
            FormData.prototype.set = function (name, value, ...more) {
                const given = name === "file" ? new Blob([]) : value;
                return set.call(this, name, given, ...more);
            };
        }"""
    )
    send = page.get_by_role("button", name="Send it")
    send.press("Enter")
    expect(state).to_have_text("Nothing was sent: choose a file first.")
    expect(send).to_be_focused()
    assert played(page, "[data-part=play]") > 1.5


def test_a_double_click_stops_once_and_recording_over_it_asks(here: Running) -> None:
    page = here.operator("Ana")
    recording(here, page)
    page.get_by_role("button", name="Stop").dblclick()
    again = page.get_by_role("button", name="Record again")
    expect(page.get_by_role("link", name="Save it as a file")).to_be_visible()
    page.wait_for_timeout(800)
    said = asked(page, again.click)
    assert said.startswith("What you recorded is not sent")
    expect(again).to_be_visible()
    assert played(page, "[data-part=play]") > 1.5


def test_leaving_asks_until_it_is_sent_or_saved(here: Running) -> None:
    page = here.operator("Ana")
    recording(here, page)
    leave = page.get_by_role("link", name="The line now")
    assert asked(page, lambda: leave.click(no_wait_after=True)) == ""  # in the browser's words
    page.get_by_role("button", name="Stop").click()
    save = page.get_by_role("link", name="Save it as a file")
    expect(save).to_be_visible()
    assert asked(page, lambda: leave.click(no_wait_after=True)) == ""
    with page.expect_download() as download:
        save.click()
    assert download.value.suggested_filename == "recording.webm"
    leave.click()
    page.wait_for_url("**/console/")


def test_behind_another_page_it_stops_before_the_limit(here: Running) -> None:
    page = here.operator("Ana")
    page.add_init_script(NO_FRAMES + SHORT)
    page.goto(PAGE)
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator("[data-part=state]")).to_contain_text("seconds are recorded")
    page.evaluate("() => { window.requestAnimationFrame = window.drawing; }")
    assert 2 < played(page, "[data-part=play]") < 3


@pytest.mark.parametrize("gone", ["session", "take"])
def test_who_waits_for_what_is_gone_does_not_wait_for_ever(here: Running, gone: str) -> None:
    page = here.operator("Ana")
    takes = Takes(here.line.connection, here.line.clock.now, lambda id: None)
    storage = storage_of(here.line.settings)
    take = takes.upload(storage, b"0", language="en", prompt="welcome", who="Ana", came="file")
    page.goto(f"/console/takes/{take.id}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recording is made ready")
    if gone == "session":
        page.context.clear_cookies()
        page.wait_for_url(re.compile("/console/sign-in"))
    else:
        here.line.connection.delete(*here.line.connection.keys(f"*{take.id}*"))
        expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")


def asked(page: Page, act: object) -> str:
    """What the browser asks when one does that; the answer is no."""
    said: list[str] = []

    def no(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", no)
    assert callable(act)
    act()
    expect(page.locator("[data-recorder]")).to_be_visible()
    (only,) = said
    return only
