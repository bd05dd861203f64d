"""Those who lead, as a chair who edits no file sees and changes them."""

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from ivr.leaderroll import Roll
from ivr.people import hashing, leading
from ivr.people.hashing import Cost, is_right
from ivr.people.kept import Kept
from ivr.people.locks import WRONG_BEFORE_LOCK, lock_keys
from ivr.people.person import Person
from ivr.people.state import State
from ivr.recordings.storage import Storage, StoreAway
from ivr.rotarefresh import published_rota, refresh_rota
from ivr.settings import Rota, Settings
from ivr.store import PEOPLE_STATE, PIN_LOCKED
from tests.console.opened import PASSWORD, SECRET, Browser, Opened, opened, words
from tests.console.test_account import follow, secret
from workers.queues import queue


def leader(console: Opened, row: str) -> Person:
    found = leading.of_row(console.book(), row)
    assert found is not None
    return found


def said(browser: Browser) -> str:
    return words(browser.get("/leaders")).replace("\u202f", " ")


def opens(console: Opened, row: str, pin: str) -> bool:
    return is_right(SECRET.encode(), "pin", pin, leader(console, row).pin)


def test_the_rows_of_the_file_are_shown_without_their_telephones(console: Opened) -> None:
    refresh_rota(console.settings, console.connection, console.clock.now())
    browser = console.signed_in("Zoe")
    page = browser.get("/leaders")
    assert "Ben no PIN In the rota ben May lead from Feb 1, 2025" in words(page)
    assert "Standing in 08:00-22:00 Leads next: Sat, Nov 21" in words(page)
    assert "Name and day come from the file of leaders" in words(page)
    assert re.findall(r"202.?555|5550101", page.text) == []


def test_a_leader_of_no_file_is_added_and_the_pin_shown_once(console: Opened) -> None:
    browser = console.signed_in("Zoe")
    browser.get("/leaders")
    answer = browser.post(
        "/leaders", name=" Rosa  M", leads_from="2026-12-24", old=PASSWORD, once="a" * 32
    )
    (pin,) = secret(answer)
    assert (answer.headers["cache-control"], "/console/leaders" in answer.text) == (
        "no-store",
        True,
    )
    rosa = leader(console, "rosa-m")
    assert (rosa.name, rosa.roles, rosa.leads_from) == ("Rosa M", ("leader",), "2026-12-24")
    assert opens(console, "rosa-m", pin.replace(" ", ""))
    assert console.book().log()[-1].who == "Zoe"
    assert queue("schedule", console.connection).count == 1
    assert "Rosa M may not lead yet has a PIN In the rota rosa-m" in said(browser)
    assert pin not in browser.get("/leaders").text


@pytest.mark.parametrize(
    ("field", "fields", "why"),
    [
        ("name", {"name": ""}, "one line of 1 to 60"),
        ("name", {"name": "Инна"}, "no letter from a to z"),
        ("name", {"name": "Rosa", "row": "Rosa!"}, "small letters"),
        ("name", {"name": "Ana"}, "There is a leader ana already"),
        ("name", {"name": "Zoe"}, "There is a person named Zoe already"),
        ("name", {"name": "Rosa 202 555 0142"}, "No telephone number"),
        ("since", {"name": "Rosa", "leads_from": "soon"}, "Say the day"),
        ("add-old", {"name": "Rosa", "old": "wrong"}, "not your password"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    console: Opened, field: str, fields: dict[str, str], why: str
) -> None:
    browser = console.signed_in("Zoe")
    answer = browser.post(
        "/leaders", **({"leads_from": "2026-01-31", "old": PASSWORD, "row": ""} | fields)
    )
    assert answer.status_code in (403, 409)
    alert = re.search(r'role="alert" id="([a-z-]+)-error">([^<]+)<', answer.text)
    assert alert is not None
    assert (alert[1], why in alert[2]) == (field, True)
    assert len(console.book().people()) == 1


def test_many_clicks_make_one_leader_with_the_pin_that_is_shown(console: Opened) -> None:
    browser = console.signed_in("Zoe")
    fields = {"csrf": browser.csrf, "row": "ben", "old": PASSWORD, "once": "b" * 32}
    cookies = dict(browser.client.cookies)
    url = f"{console.url}/console/leaders/pin"
    with ThreadPoolExecutor() as threads:
        answers = list(
            threads.map(
                lambda _: httpx.post(url, data=fields, cookies=cookies, timeout=20), range(3)
            )
        )
    assert [answer.status_code for answer in answers] == [200] * 3
    ((pin,),) = {tuple(secret(answer)) for answer in answers}
    assert opens(console, "ben", pin.replace(" ", ""))
    assert len(console.book().people()) == 2


def test_an_operator_who_leads_has_one_pin(console: Opened) -> None:
    browser = console.signed_in("Ana")
    ana = console.book().named("Ana")
    assert ana is not None
    assert "Ana, an operator, leads with the PIN they have" in said(browser)
    answer = browser.post("/leaders/pin", row="ana", operator=ana.number, old=PASSWORD)
    assert "Ana leads from now on, with the PIN they have." in follow(browser, answer)
    assert leader(console, "ana").roles == ("operator", "leader")
    assert "Ana has a PIN operator In the rota ana" in said(browser)
    answer = browser.post("/leaders/pin", row="ben", operator=ana.number, old=PASSWORD)
    assert (answer.status_code, "Ana leads as ana already." in words(answer)) == (409, True)
    browser.post("/leaders/remove", row="ana", sure="yes", old=PASSWORD)
    stays = console.book().named("Ana")
    assert stays is not None
    assert (stays.roles, stays.leader, stays.signs_in) == (("operator",), "", True)


def test_whoever_is_taken_out_leads_no_more_and_can_be_brought_back(console: Opened) -> None:
    browser = console.signed_in("Zoe")
    (first,) = secret(browser.post("/leaders/pin", row="ben", old=PASSWORD, once="c" * 32))
    assert browser.post("/leaders/remove", row="ben", old=PASSWORD).status_code == 409
    assert browser.post("/leaders/remove", row="ben", sure="yes").status_code == 403
    assert leading.of_row(console.book(), "ben") is not None
    answer = browser.post("/leaders/remove", row="ben", sure="yes", old=PASSWORD)
    assert "The file of leaders still has the name" in follow(browser, answer)
    assert leading.of_row(console.book(), "ben") is None
    refresh_rota(console.settings, console.connection, console.clock.now())
    rota = published_rota(console.connection)
    assert rota is not None
    assert "ben" not in {hour.leader for hour in rota.hours}
    assert "Ben leads no more In the rota ben" in said(browser)
    (second,) = secret(browser.post("/leaders/pin", row="ben", old=PASSWORD, once="d" * 32))
    assert opens(console, "ben", second.replace(" ", ""))
    assert not opens(console, "ben", first.replace(" ", ""))


def test_who_stands_in_no_file_is_brought_back_with_a_day(console: Opened) -> None:
    leading.add(console.book(), "rosa", "Rosa", "2026-01-31")
    browser = console.signed_in("Zoe")
    answer = browser.post("/leaders/remove", row="rosa", sure="yes", old=PASSWORD)
    assert "The file of leaders" not in follow(browser, answer).partition("Those who")[0]
    answer = browser.post("/leaders/pin", row="rosa", old=PASSWORD)
    assert (answer.status_code, "Say the day from which" in words(answer)) == (409, True)
    browser.post("/leaders/pin", row="rosa", old=PASSWORD, leads_from="2026-02-28", once="e" * 32)
    assert leader(console, "rosa").leads_from == "2026-02-28"


def test_a_locked_pin_is_seen_and_unlocked(console: Opened) -> None:
    browser = console.signed_in("Zoe")
    browser.post("/leaders/pin", row="ben", old=PASSWORD)
    number = leader(console, "ben").number
    console.connection.set(PIN_LOCKED.of(number), f"{console.clock.now().timestamp()}")
    console.connection.set(lock_keys(number)[1], WRONG_BEFORE_LOCK)
    assert "It is locked since Sat, Nov 21, 6:40 PM." in said(browser)
    answer = browser.post("/leaders/unlock", row="ben")
    assert "Ben can use the PIN again." in follow(browser, answer)
    assert console.connection.exists(*lock_keys(number)) == 0


def test_without_the_file_nobody_is_kept_from_leading_no_more(
    here: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "COST", Cost(time=1, memory=8))
    assert here.rota is not None
    file = shutil.copy(here.rota.leaders, tmp_path / "leaders.csv")
    with opened(replace(here, rota=Rota(here.rota.hours, str(file)))) as console:
        browser = console.signed_in("Zoe")
        refresh_rota(console.settings, console.connection, console.clock.now())
        before = published_rota(console.connection)
        browser.post("/leaders/pin", row="ben", old=PASSWORD)
        Path(file).unlink()
        assert "cannot be read just now" in said(browser)
        assert browser.post("/leaders/pin", row="cora", old=PASSWORD).status_code == 409
        answer = browser.post("/leaders/remove", row="ben", sure="yes", old=PASSWORD)
        assert "Ben leads no more." in follow(browser, answer)
        refresh_rota(console.settings, console.connection, console.clock.now())
        after = published_rota(console.connection)
        assert before is not None
        assert after is not None
        assert "ben" in {hour.leader for hour in before.hours}
        assert "ben" not in {hour.leader for hour in after.hours}


def test_a_pin_is_shown_though_no_copy_was_kept(
    console: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = console.signed_in("Zoe")

    def away(*_: object) -> None:
        raise StoreAway("away")

    monkeypatch.setattr(Storage, "write_document", away)
    answer = browser.post("/leaders/pin", row="ben", old=PASSWORD)
    (pin,) = secret(answer)
    assert "no copy was kept" in words(answer)
    assert opens(console, "ben", pin.replace(" ", ""))


def test_who_may_be_rung_to_stand_in_is_said_without_the_number(console: Opened) -> None:
    browser = console.signed_in("Zoe")
    assert "Standing in no Leads next:" in said(browser)  # Ana
    answer = browser.post("/leaders/rings", row="ana", rings="22:00-06:00", old=PASSWORD)
    assert (answer.status_code, "That is no telephone number." in words(answer)) == (409, True)
    answer = browser.post(
        "/leaders/rings", row="ana", phone="202 555 0142", rings="night", old=PASSWORD
    )
    assert (answer.status_code, "Write times like" in words(answer)) == (409, True)
    assert "0142" not in answer.text
    answer = browser.post(
        "/leaders/rings", row="ana", phone="202 555 0142", rings="22:00-6:00", old="wrong"
    )
    assert answer.status_code == 403
    answer = browser.post(
        "/leaders/rings", row="ana", phone="202 555 0142", rings="22:00-6:00", old=PASSWORD
    )
    assert "the line rings Ana as it is said here" in follow(browser, answer)
    page = browser.get("/leaders")
    assert "it may be rung: 22:00-06:00." in words(page)
    assert "0142" not in page.text
    kept = console.connection.get(PEOPLE_STATE.of())
    assert isinstance(kept, bytes)
    assert b"5550142" not in kept
    answer = browser.post("/leaders/rings", row="ana", take="yes", old=PASSWORD)
    assert "Ana is rung no more." in follow(browser, answer)
    assert "They are never rung." in said(browser)


def test_a_number_whose_row_left_the_file_is_seen_and_taken_away(
    here: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "COST", Cost(time=1, memory=8))
    assert here.rota is not None
    file = Path(shutil.copy(here.rota.leaders, tmp_path / "leaders.csv"))
    number = {"phone": "202 555 0142", "old": PASSWORD}
    with opened(replace(here, rota=Rota(here.rota.hours, str(file)))) as console:
        browser = console.signed_in("Zoe")
        assert browser.post("/leaders/rings", row="ana", **number).status_code == 303
        file.write_text(file.read_text().replace("ana,", "anna,"))
        assert "The file of leaders does not have this name any more" in said(browser)
        answer = browser.post("/leaders/remove", row="ana", old=PASSWORD, sure="yes")
        assert (answer.status_code, console.book().kept.state().stand_ins) == (303, {})
        answer = browser.post("/leaders/rings", row="ana", **number)
        assert (answer.status_code, console.book().kept.state().stand_ins) == (409, {})


def test_a_number_of_the_lines_own_country_is_one(console: Opened, tmp_path: Path) -> None:
    (tmp_path / "leaders.csv").write_text("leader,name,leads_from,phone\nana,Ana,,020 7946 0123\n")
    lines = (replace(console.settings.lines[0], country="GB"), *console.settings.lines[1:])
    places = Rota("", str(tmp_path / "leaders.csv"))
    roll = Roll(
        replace(console.settings, lines=lines, rota=places), console.connection, console.book()
    )
    assert [each.rings for each in roll.shown(roll.filed())] == ["08:00-22:00"]


def test_the_page_reads_the_people_as_often_whatever_leaders_there_are(
    console: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, read = console.signed_in("Zoe"), list[str]()
    filled = Kept.filled

    def noted(kept: Kept) -> State:
        read.append(kept.key)
        return filled(kept)

    monkeypatch.setattr(Kept, "filled", noted)
    browser.get("/leaders")
    before = len(read)
    for n in range(5):
        leading.add(console.book(), f"sam-{n}", f"Sam {'abcde'[n]}", "2026-01-31")
    read.clear()
    browser.get("/leaders")
    assert len(read) == before
