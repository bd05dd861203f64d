"""`ivr leaders` as somebody types it, and what the rota makes of it."""

# ruff: noqa: E501 - a table is read by its rows

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ivr.cli import main
from ivr.people.book import Book
from ivr.people.leading import of_row
from ivr.people.person import CannotChange
from ivr.people.pins import PinAnswer
from ivr.rotarefresh import published_rota
from ivr.rotaweek import week
from ivr.settings import Settings
from ivr.store import PEOPLE_STATE
from tests.line import DEMO, PUBLIC, TOKEN
from tests.people.made import PASSWORD, SECRET, Clock, other_secret, typed
from tests.redis_server import RedisServer

Command = Callable[..., int]
Captured = pytest.CaptureFixture[str]

ONCE = "It is shown this once and kept nowhere.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DEMO, tmp_path / "line")
    return tmp_path / "line"


@pytest.fixture
def ivr(
    tmp_path: Path, folder: Path, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> Command:
    for name, value in {
        "IVR_CONFIG": str(folder / "line.toml"),
        "IVR_DATA_DIR": str(tmp_path),
        "IVR_PUBLIC_URL": PUBLIC,
        "IVR_SECRET": SECRET,
        "REDIS_URL": server.url,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }.items():
        monkeypatch.setenv(name, value)
    return lambda *arguments: main(["leaders", *arguments])


def shown_pin(out: str) -> str:
    found = re.search(r"after #: ([0-9 ]{11})\n", out)
    assert found is not None
    return found[1].replace(" ", "")


def leads(book: Book) -> list[str]:
    """Who leads the coming seven days, as callers hear it."""
    rota = published_rota(book.connection)
    assert rota is not None
    slots = week(rota, datetime.now(UTC), rota.zone).slots
    return sorted({slot.hour.leader for slot in slots if slot.hour})


ALL = ["ana", "ben", "cora", "dev", "ines", "joe"]


def test_a_row_of_the_file_gets_a_pin_and_then_another(
    ivr: Command, book: Book, here: Settings, clock: Clock, capsys: Captured
) -> None:
    assert ivr("pin", "ines") == 0
    out = capsys.readouterr().out
    pin, ines = shown_pin(out), of_row(book, "ines")
    assert ines is not None
    assert out == f"PIN of Inés, typed in one go after #: {pin[:3]} {pin[3:6]} {pin[6:]}\n{ONCE}"
    assert (ines.name, ines.roles, ines.leads_from, ines.password) == ("Inés", ("leader",), "", "")
    assert typed(here, clock, pin) == [PinAnswer("right", ines)]
    assert ivr("pin", "ines") == 0
    again = shown_pin(capsys.readouterr().out)
    assert [answer.outcome for answer in typed(here, clock, pin, again)] == ["wrong", "right"]
    assert leads(book) == ALL


def test_a_name_that_an_operator_has_is_told_apart(ivr: Command, book: Book) -> None:
    book.add("Ana", password=PASSWORD)
    assert ivr("pin", "ana") == 0
    ana = of_row(book, "ana")
    assert ana is not None
    assert ana.name == "Ana (ana)"


def test_an_operator_who_leads_has_one_pin(
    ivr: Command, book: Book, here: Settings, clock: Clock, capsys: Captured
) -> None:
    ana, pin = book.add("Ana", password=PASSWORD)
    assert ivr("pin", "ana", "--operator", "Ana") == 0
    assert capsys.readouterr().out == "Ana leads as ana from now on, with the PIN that they have.\n"
    both = book.person(ana.number)
    assert both is not None
    assert (both.roles, both.leader, both.signs_in) == (("operator", "leader"), "ana", True)
    assert typed(here, clock, pin) == [PinAnswer("right", both)]
    assert ivr("pin", "ben", "--operator", "Ana") == 1
    assert ivr("pin", "ben", "--operator", "Nobody") == 1
    assert ivr("pin", "ana", "--operator", "Ana") == 1
    assert capsys.readouterr().err == (
        "Ana leads as ana already.\n"
        "No operator has that number or name: see `ivr operators list`.\n"
        "Somebody leads as ana already: `ivr leaders remove ana` first.\n"
    )
    assert ivr("remove", "ana") == 0
    stays = book.person(ana.number)
    assert stays is not None
    assert (stays.roles, stays.leader, stays.signs_in) == (("operator",), "", True)
    assert leads(book) == ["", *ALL[1:]]


def test_a_leader_who_is_in_no_file(
    ivr: Command, book: Book, folder: Path, capsys: Captured
) -> None:
    with (folder / "rota.csv").open("a") as rota:
        rota.write("daily,12:00,Women at Noon,,,,women,zoe-k\n")
    assert ivr("add", "Zoë K", "--from", "2026-01-31") == 0
    out = capsys.readouterr().out
    assert out.startswith("Zoë K is added: the rota names them as zoe-k.\nPIN of Zoë K, ")
    assert leads(book) == [*ALL, "zoe-k"]
    assert ivr("add", "Zoë K", "--from", "2026-01-31", "--as", "zk") == 1
    assert ivr("add", "Zoe-K", "--from", "2026-01-31") == 1
    assert ivr("add", "Sam", "--from", "2026-01-31", "--as", "ana") == 1
    assert ivr("add", "Инна", "--from", "2026-01-31") == 1
    assert ivr("add", "Sam", "--from", "2026-01-31", "--as", "2025550101") == 1
    assert capsys.readouterr().err == (
        "There is a person named Zoë K already: choose another name.\n"
        "There is a leader zoe-k already: choose another one with --as.\n"
        "leaders.csv has a row ana: `ivr leaders pin ana` makes a PIN.\n"
        "That name has no letter from a to z: write a short name with --as.\n"
        "A short name must be small letters, a few digits and - only.\n"
    )
    assert ivr("add", "Инна", "--from", "2026-01-31", "--as", "inna") == 0
    assert ivr("remove", "zoe-k") == 0
    *_, gone, hours = capsys.readouterr().out.splitlines()
    assert gone == "Zoë K leads no more, and no PIN of theirs lets anybody lead."
    assert re.fullmatch(  # eight while one of them is on
        r"Nobody leads [78] meetings of the coming seven days that named Zoë K\.", hours
    )
    assert leads(book) == ["", *ALL]


def test_a_leader_who_may_not_lead_yet_leads_nothing(
    ivr: Command, book: Book, folder: Path
) -> None:
    with (folder / "rota.csv").open("a") as rota:
        rota.write("daily,12:00,Women at Noon,,,,women,sam\n")
    assert ivr("add", "Sam", "--from", "2999-01-01") == 0
    assert leads(book) == ["", *ALL]


def test_a_leader_whom_the_file_still_has_leads_no_more_until_given_a_pin(
    ivr: Command, book: Book, here: Settings, clock: Clock, capsys: Captured
) -> None:
    assert ivr("pin", "dev") == 0
    pin = shown_pin(capsys.readouterr().out)
    assert ivr("remove", "dev") == 0
    found = re.sub(r"\d+ meetings", "… meetings", capsys.readouterr().out)
    assert found == (
        "Dev leads no more, and no PIN of theirs lets anybody lead.\n"
        "Nobody leads … meetings of the coming seven days that named Dev.\n"
        "leaders.csv still has the row dev: take it out there, too.\n"
    )
    assert leads(book) == ["", "ana", "ben", "cora", "ines", "joe"]
    assert [answer.outcome for answer in typed(here, clock, pin)] == ["wrong"]
    assert [(done.did, done.name) for done in book.log()] == [
        ("added", "Dev"), ("leads no more", "Dev"),
    ]  # fmt: skip
    assert ivr("pin", "dev") == 0
    assert leads(book) == ALL


def test_who_must_lead_no_more_does_not_wait_for_a_file(
    ivr: Command, book: Book, folder: Path, capsys: Captured
) -> None:
    assert ivr("pin", "ana") == 0
    (folder / "leaders.csv").unlink()
    capsys.readouterr()
    assert ivr("remove", "dev") == 1
    assert capsys.readouterr() == (
        "dev leads no more, and no PIN of theirs lets anybody lead.\n",
        "What line.toml names as [rota] leaders cannot be read (No such file or directory): "
        "make it readable again.\n"
        "Callers hear it when the rota is mended. What line.toml names as [rota] leaders cannot be "
        "read (No such file or directory): make it readable again. The rota from before stays.\n",
    )
    shutil.copy(DEMO / "leaders.csv", folder)
    assert ivr("pin", "ben") == 0
    assert leads(book) == ["", "ana", "ben", "cora", "ines", "joe"]


def test_the_list_says_who_leads_when_and_no_number(
    ivr: Command, book: Book, folder: Path, here: Settings, capsys: Captured
) -> None:
    assert ivr("list") == 0
    assert ivr("pin", "ben") == 0
    pin = shown_pin(capsys.readouterr().out)
    assert ivr("add", "Sam", "--from", "2026-01-31") == 0
    assert ivr("pin", "joe") == 0
    assert ivr("remove", "dev") == 0
    leaders = folder / "leaders.csv"
    leaders.write_text("".join(leaders.read_text().splitlines(keepends=True)[:-1]))
    typed(here, Clock(datetime.now(UTC)), *[other_secret(pin)] * 10)
    capsys.readouterr()
    assert ivr("list") == 0
    out = capsys.readouterr().out
    assert "555" not in out
    words = re.sub(r"(since|next) [^;\n]*", r"\1 …", out).splitlines()
    assert words == [
        "ana           Ana                   from 2024-01-01  no PIN; in leaders.csv; next …",
        "ben           Ben                   from 2025-02-01  has a PIN; in leaders.csv; PIN locked since …; may be rung 08:00-22:00; next …",
        "cora          Cora                  from 2024-03-01  no PIN; in leaders.csv; next …",
        "dev           Dev                   from 2025-04-01  no PIN; removed here, leads no more; no hour in seven days",
        "ines          Inés                  from 2024-05-01  no PIN; in leaders.csv; next …",
        "joe           Joe                   any time         has a PIN; in leaders.csv no more, leads nothing; next …",
        "sam           Sam                   from 2026-01-31  has a PIN; added here; no hour in seven days",
    ]  # fmt: skip
    assert ivr("list", "--json") == 0
    found = json.loads(capsys.readouterr().out)["leaders"]
    assert [(each["leader"], each["pin"], len(each["next"])) for each in found] == [
        ("ana", False, 3), ("ben", True, 3), ("cora", False, 3), ("dev", False, 0),
        ("ines", False, 3), ("joe", True, 3), ("sam", True, 0),
    ]  # fmt: skip


def test_a_line_without_a_rota_has_leaders_too(
    ivr: Command, book: Book, folder: Path, capsys: Captured
) -> None:
    line = folder / "line.toml"
    line.write_text(line.read_text().partition("[rota]")[0])
    assert ivr("list") == 0
    assert capsys.readouterr().out == (
        "Nobody yet: `ivr leaders add NAME --from DATE` makes the first leader.\n"
    )
    assert ivr("add", "Sam", "--from", "2026-01-31") == 0
    assert ivr("remove", "sam") == 0


@pytest.mark.parametrize("task", ["pin", "remove"])
def test_a_row_that_nobody_has(ivr: Command, task: str, capsys: Captured) -> None:
    assert ivr(task, "nobody") == 1
    assert capsys.readouterr().err == (
        "No leader has that short name, or name: see `ivr leaders list`.\n"
    )


def test_a_name_does_where_only_one_has_it(
    ivr: Command, book: Book, folder: Path, capsys: Captured
) -> None:
    assert ivr("pin", "Inés") == 0
    assert "PIN of Inés" in capsys.readouterr().out
    assert of_row(book, "ines") is not None
    with (folder / "leaders.csv").open("a") as leaders:
        leaders.write("ines-b,Inés,2026-01-31,\n")
    assert ivr("pin", "Inés") == 1
    assert capsys.readouterr().err == "Several are called that: write ines or ines-b.\n"
    assert ivr("remove", "Joe") == 0
    assert ivr("add", "Zoe", "--from", "2026-01-31", "--as", "zk") == 0
    assert ivr("remove", "zoe") == 0
    assert of_row(book, "zk") is None


def test_the_log_says_who_is_rung_and_who_is_not(ivr: Command, book: Book) -> None:
    assert ivr("ring", "ben", "--never") == 0
    assert ivr("ring", "ben", "--rings", "always") == 0
    ivr("ring", "ben", "--as-filed")
    assert [done.did for done in book.log()] == [
        "is not rung", "may be rung", "is rung as the file says",
    ]  # fmt: skip


@pytest.mark.parametrize("task", ["pin", "remove"])
def test_no_telephone_number_is_kept_as_a_short_name(
    ivr: Command, book: Book, folder: Path, task: str, capsys: Captured
) -> None:
    with (folder / "leaders.csv").open("a") as leaders:
        leaders.write("+12025550107,+12025550108,,\nsam,+12025550108,,\n")
    assert ivr(task, "+12025550107") == 1
    assert capsys.readouterr().err == (
        "A short name in leaders.csv holds a telephone number: change it there.\n"
    )
    assert ivr(task, "sam") == 1  # a row with a number in it is none
    book.open()
    assert b"5550108" not in (book.connection.get(PEOPLE_STATE.of()) or b"")


def test_nobody_is_added_without_a_date(ivr: Command, capsys: Captured) -> None:
    for arguments in (["Sam"], ["Sam", "--from", "soon"]):
        with pytest.raises(SystemExit) as ended:
            ivr("add", *arguments)
        assert ended.value.code == 2


def test_an_empty_redis_is_filled_with_who_was_removed(
    ivr: Command, book: Book, server: RedisServer
) -> None:
    assert ivr("remove", "dev") == 0
    server.empty()
    assert ivr("pin", "ana") == 0
    assert leads(book) == ["", "ana", "ben", "cora", "ines", "joe"]


def test_two_leaders_of_one_row_are_not_made(book: Book) -> None:
    from ivr.people import leading

    leading.add(book, "sam", "Sam", "2026-01-31")
    with pytest.raises(CannotChange):
        leading.add(book, "sam", "Another Sam", "2026-01-31")
