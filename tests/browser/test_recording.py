"""What a volunteer does in a browser, from signing in to what the next call hears."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pyotp
from playwright.sync_api import Page, expect

from ivr.prompts import Prompts
from tests.browser.running import Running, played
from tests.console.opened import PASSWORD
from tests.line import settings
from tests.recordings.made import add

KEYS = Prompts().shape(settings().lines[0], "en", "greeting-keys").text


def test_by_keyboard_alone_a_voice_is_recorded_heard_published_and_taken_back(
    here: Running,
) -> None:
    here.line.add("Kim")
    page = here.visitor().new_page()
    page.goto("/console/")
    tab_to(page, "#name")
    page.keyboard.type("Kim")
    tab_to(page, "#password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/")

    page.goto("/console/prompts/en/welcome")
    record = page.get_by_role("button", name="Record", exact=True)
    tab_to(page, "[data-part=record]")
    page.keyboard.press("Space")
    state = page.locator("[data-part=state]")
    expect(state).to_have_text("Recording. Speak now.")
    level = page.locator("[data-part=level]")
    here.until(lambda: level.evaluate("meter => meter.value") > 20)
    here.recorded(page, until="1:57")
    expect(record).to_have_count(0)  # it says Stop
    page.keyboard.press("Enter")
    expect(state).to_contain_text("seconds are recorded. Hear them")
    assert played(page, "[data-part=play]") > 2
    tab_to(page, "[data-part=send]")
    page.keyboard.press("Enter")

    page.wait_for_url("**/console/prompts/en/welcome")
    expect(page.locator(".notice")).to_contain_text("Here it is as callers will hear it")
    assert played(page, "section[aria-labelledby=draft] audio") > 2
    (version,) = here.library().state().shelf("en", "welcome").versions
    assert (version.who, version.came) == ("Kim", "browser")
    assert version.hash not in here.called()

    page.get_by_role("button", name="Publish version 1").first.press("Enter")
    expect(page.locator(".notice")).to_have_text("Published. The next call hears version 1.")
    expect(page.locator(".badges")).to_have_text("recorded")
    here.until(lambda: version.hash in here.called())

    page.get_by_role("button", name="Take it back").press("Enter")
    expect(page.locator(".notice")).to_have_text(
        "Taken back. The next call hears the synthetic voice."
    )
    here.until(lambda: version.hash not in here.called())


def test_two_publish_at_once_one_wins_and_each_is_told_of_the_other(here: Running) -> None:
    ours = here.library()
    of_ana, of_ben = (
        add(ours, "greeting-keys", KEYS, of=name, who=name, publish=False)
        for name in ("Ana", "Ben")
    )
    ana, ben = here.operator("Ana"), here.operator("Ben")
    for page in (ana, ben):
        page.goto("/console/prompts/en/greeting-keys")

    ana.get_by_role("button", name="Publish version 1").click()
    expect(ana.locator(".notice")).to_contain_text("Ben recorded version 2 meanwhile")

    ben.get_by_role("button", name="Publish version 2").first.click()
    expect(ben.get_by_role("heading", level=1)).to_have_text("Somebody was quicker")
    expect(ben.get_by_role("alert")).to_contain_text("Ana changed this sentence")
    shelf = ours.state().shelf("en", "greeting-keys")
    assert (shelf.now, [each.hash for each in shelf.versions]) == (
        1,
        [of_ana.hash, of_ben.hash],
    )

    ben.get_by_role("button", name="Publish version 2 all the same").click()
    expect(ben.locator(".notice")).to_contain_text("The next call hears version 2.")
    assert ours.state().shelf("en", "greeting-keys").now == 2


def test_a_broken_file_is_refused_with_what_to_do_and_a_good_one_taken(
    here: Running, microphone: Path, tmp_path: Path
) -> None:
    page = here.operator("Ana")
    page.goto("/console/prompts/en/danger")
    broken = tmp_path / "notes.wav"
    broken.write_bytes(b"RIFF this is no sound")
    page.set_input_files("#file", broken)
    page.get_by_role("button", name="Send the file").click()
    expect(page.get_by_role("alert")).to_have_text(
        "This is not a recording that can be read. Send one as wav, mp3, m4a, ogg, flac or webm."
    )
    page.set_input_files("#file", microphone)
    page.get_by_role("button", name="Send the file").click()
    expect(page.locator(".notice")).to_contain_text("Here it is as callers will hear it")
    expect(page.get_by_role("heading", name="Newest draft")).to_be_visible()


def test_without_script_the_file_is_sent_and_the_page_waits_by_itself(
    here: Running, microphone: Path
) -> None:
    page = here.operator("Ana", java_script_enabled=False)
    page.goto("/console/prompts/es/welcome")
    expect(page.locator("[data-part=microphone]")).to_be_hidden()
    page.set_input_files("#file", microphone)
    page.get_by_role("button", name="Send the file").click()
    draft = page.get_by_role("heading", name="Newest draft")

    def ready() -> bool:
        if not draft.is_visible():
            page.get_by_role("link", name="See whether it is ready").click()
        return draft.is_visible()

    here.until(ready)


def test_without_a_microphone_it_says_so_and_the_form_stays(here: Running) -> None:
    page = here.operator("Ana")
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () =>"
        " Promise.reject(new DOMException('', 'NotAllowedError'))"
    )
    page.goto("/console/prompts/en/welcome")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator("[data-part=state]")).to_contain_text("may not use the microphone")
    expect(page.get_by_role("button", name="Send the file")).to_be_enabled()


def test_a_recording_that_cannot_be_sent_is_still_there(here: Running) -> None:
    page = here.operator("Ana")
    page.goto("/console/prompts/en/welcome")
    page.get_by_role("button", name="Record", exact=True).click()
    here.recorded(page, until="1:58")
    page.get_by_role("button", name="Stop").click()
    page.context.set_offline(True)
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("[data-part=state]")).to_contain_text("Your recording is still here")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save it as a file").click()
    assert download.value.path().stat().st_size > 1000

    page.context.set_offline(False)
    page.context.clear_cookies()
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("[data-part=state]")).to_contain_text("You were signed out")


def test_an_announcement_is_recorded_and_heard_in_the_next_greeting(here: Running) -> None:
    page = here.operator("Ana")
    page.goto("/console/announcements")
    expect(page.locator("[data-part=left]")).to_have_text("0:20")
    page.get_by_role("button", name="Record", exact=True).click()
    here.recorded(page, until="0:17")
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Send it").click()
    page.wait_for_url(re.compile("/console/announcements/[0-9a-f]{8}$"))

    ends = datetime.fromisoformat(page.input_value("#ends"))
    page.fill("#ends", (ends - timedelta(days=3)).strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("The end is before the beginning")
    expect(page.locator("#begins")).to_be_focused()
    page.fill("#ends", ends.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".notice")).to_contain_text("Published. The next call hears it")

    (one,) = here.library().state().announcements
    here.until(lambda: one.hash in here.called())
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator(".notice")).to_contain_text("Withdrawn.")
    here.until(lambda: one.hash not in here.called())


def test_with_an_authenticator_the_password_alone_does_not_open(here: Running) -> None:
    dora = here.line.add("Dora")
    app = pyotp.parse_uri(here.line.book().switch_code(dora.number, True))
    assert isinstance(app, pyotp.TOTP)
    page = here.visitor().new_page()
    page.goto("/console/sign-in")
    page.fill("#name", "Dora")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    expect(page.get_by_role("alert")).to_contain_text("Your account asks for a code")
    expect(page).to_have_title(re.compile("^Error: Sign in"))
    expect(page.locator("#password")).to_be_focused()
    page.fill("#password", PASSWORD)
    page.fill("#code", app.now())
    page.press("#code", "Enter")
    page.wait_for_url("**/console/")


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the element has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab does not come to {selector}")
