"""Who may be rung, from the file and from what is said beside it; no number is in the clear."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import redis

from ivr.cli import main
from ivr.leaderfile import Beside, Leader, read_leaders
from ivr.people import leading
from ivr.people.book import Book
from ivr.people.person import CannotChange
from ivr.people.sealing import opened, sealed
from ivr.recordings.storage import storage_of
from ivr.rings import BY_DAY, may_ring, read_rings
from ivr.rotarefresh import refresh_rota
from ivr.schedule.meeting import Problem
from ivr.settings import Rota as Places
from ivr.settings import Settings
from ivr.standinlist import OTHER_SECRET, volunteers, why_nobody
from ivr.store import PEOPLE_STATE, STAND_INS, text
from tests.line import settings
from tests.people.made import SECRET
from tests.redis_server import RedisServer

NOW = datetime(2026, 11, 22, 17, tzinfo=UTC)
HOURS = "day,time,title,format,access,language,room,leader\ndaily,08:00,Morning,,,,,ana\n"
LEADERS = (
    "leader,name,leads_from,phone,rings\n"
    "ana,Ana,,+12025550101,\n"
    "ben,Ben,2026-12-01,202-555-0102,22:00-06:00\n"
    "cora,Cora,,,\n"
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", BY_DAY), ("always", "always"), ("Never", "never"), (" 8:00 - 22:00 ", BY_DAY),
        ("22:00-06:00;12:00-13:00", "22:00-06:00 12:00-13:00"), ("18:00-24:00", "18:00-00:00"),
    ],
)  # fmt: skip
def test_times_are_kept_in_one_form(text: str, kept: str) -> None:
    assert read_rings(text) == kept
    assert read_rings(kept) == kept


@pytest.mark.parametrize(
    "text", ["8-22", "25:00-26:00", "08:00-08:00", ";", "+12025550101", "nights"]
)
def test_times_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"^times like") as raised:
        read_rings(text)
    assert text not in str(raised.value) or text == ";"


@pytest.mark.parametrize(
    ("rings", "by_day", "at_ten", "at_night"),
    [
        (BY_DAY, True, False, False), ("22:00-06:00", False, True, True),
        ("always", True, True, True), ("never", False, False, False),
        ("08:00-12:00 23:00-00:00", True, False, False),
    ],
)  # fmt: skip
def test_when_somebody_may_be_rung(rings: str, by_day: bool, at_ten: bool, at_night: bool) -> None:
    def at(hour: int, minute: int = 0) -> bool:
        return may_ring(rings, datetime(2026, 11, 22, hour, minute, tzinfo=UTC))

    assert (at(8), at(22), at(5, 59)) == (by_day, at_ten, at_night)


def test_a_number_at_rest_is_sealed() -> None:
    kept = sealed(SECRET.encode(), "+12025550101")
    assert (opened(SECRET.encode(), kept), opened(b"another", kept)) == ("+12025550101", "")
    assert sealed(SECRET.encode(), "+12025550101") != kept


def test_what_is_wrong_is_named_by_row_without_the_number() -> None:
    problems: list[Problem] = []
    body = (
        "leader,name,leads_from,phone,rings\na,A,,555-0101,\nb,B,,+12025550101,nights\nc,C,,,always\n"
        "d,D,,,never\n"
    )
    rows = read_leaders(body.encode(), Beside(), problems).rows
    assert [(each.row, each.field, each.done) for each in problems] == [
        (
            "leaders row 2",
            "phone",
            "not rung: write the whole number, with + and the country's code",
        ),
        (
            "leaders row 3",
            "rings",
            "not rung: write times like 08:00-22:00 or 22:00-06:00, or always",
        ),
        ("leaders row 4", "phone", "not rung: there are times and no number"),
    ]
    assert rows == {row: Leader(row.upper()) for row in "abcd"}
    assert "555" not in repr(Leader("A", phone="+12025550101"))


def test_a_number_in_the_wrong_column_is_said_to_nobody() -> None:
    problems: list[Problem] = []
    body = b"leader,name,leads_from\nana,+1 202 555 0142,\n202-555-0142,Ben,\ncora,Cora,\n"
    assert read_leaders(body, Beside(), problems).rows == {"cora": Leader("Cora")}
    assert [(each.row, each.field) for each in problems] == [
        ("leaders row 2", "name"),
        ("leaders row 3", "leader"),
    ]
    assert "0142" not in str(problems)


def test_an_older_file_is_as_good_as_before() -> None:
    problems: list[Problem] = []
    rows = read_leaders(b"leader,name,leads_from\nana,Ana,\n", Beside(), problems).rows
    assert (rows, problems) == ({"ana": Leader("Ana")}, [])


@pytest.fixture
def here(tmp_path: Path, server: RedisServer) -> Settings:
    (tmp_path / "rota.csv").write_text(HOURS)
    (tmp_path / "leaders.csv").write_text(LEADERS)
    places = Places(str(tmp_path / "rota.csv"), str(tmp_path / "leaders.csv"))
    return replace(settings(), redis_url=server.url, data_dir=tmp_path, secret=SECRET, rota=places)


@pytest.fixture
def book(here: Settings, connection: redis.Redis) -> Book:
    return Book(connection, storage_of(here), here, lambda: NOW)


@pytest.fixture
def rung(here: Settings, connection: redis.Redis) -> Callable[[], dict[str, str]]:
    """The list after the rota's job: rows, numbers and times."""

    def listed() -> dict[str, str]:
        refresh_rota(here, connection, NOW)
        found = volunteers(connection)
        return {each.row: f"{opened(SECRET.encode(), each.sealed)} {each.rings}" for each in found}

    return listed


ANA, BEN = f"+12025550101 {BY_DAY}", "+12025550102 22:00-06:00"


def test_the_job_writes_who_may_be_rung(
    rung: Callable[[], dict[str, str]], connection: redis.Redis
) -> None:
    assert rung() == {"ana": ANA, "ben": BEN}
    before = connection.get(STAND_INS.of()) or b""
    assert b"5550101" not in before
    rung()
    assert connection.get(STAND_INS.of()) == before  # Redis's file does not grow by it


@pytest.mark.parametrize("file", ["rota.csv", "leaders.csv"])
def test_a_file_that_is_away_takes_nobody_off_the_list(
    rung: Callable[[], dict[str, str]], book: Book, tmp_path: Path, file: str
) -> None:
    rung()
    (tmp_path / file).unlink()
    assert rung() == {"ana": ANA, "ben": BEN}
    book.lead_no_more("ana", "Ana")
    leading.may_be_rung(book, "ben", "", "never")
    assert rung() == {}


def test_hours_that_cannot_be_read_keep_nobody_from_being_added(
    rung: Callable[[], dict[str, str]], tmp_path: Path
) -> None:
    rung()
    (tmp_path / "rota.csv").unlink()
    with (tmp_path / "leaders.csv").open("a") as file:
        file.write("dev,Dev,,+12025550103,always\n")
    assert rung() == {"ana": ANA, "ben": BEN, "dev": "+12025550103 always"}


def test_what_is_said_here_counts_more_than_the_file(
    rung: Callable[[], dict[str, str]], book: Book
) -> None:
    leading.may_be_rung(book, "ana", "(202) 555-0109", "always")
    leading.may_be_rung(book, "ben", "", "10:00-11:00")
    leading.may_be_rung(book, "cora", "+12025550104", "")
    assert rung() == {
        "ana": "+12025550109 always", "ben": "+12025550102 10:00-11:00",
        "cora": f"+12025550104 {BY_DAY}",
    }  # fmt: skip
    leading.may_be_rung(book, "ana", "", "never")
    leading.as_filed(book, "ben")
    assert rung() == {"ben": BEN, "cora": f"+12025550104 {BY_DAY}"}
    assert b"5550104" not in (book.connection.get(PEOPLE_STATE.of()) or b"")
    assert "555" not in json.dumps([str(done) for done in book.log()])


def test_who_leads_no_more_has_no_number_here(
    rung: Callable[[], dict[str, str]], book: Book
) -> None:
    leading.add(book, "zoe", "Zoe", "2026-01-31")
    leading.may_be_rung(book, "zoe", "+12025550104", "always")
    assert rung()["zoe"] == "+12025550104 always"
    book.lead_no_more("zoe", "Zoe")
    assert "zoe" not in rung()
    assert book.kept.state().stand_ins == {}


@pytest.mark.parametrize(("phone", "rings"), [("12", ""), ("nobody", ""), ("+12025550104", "9-5")])
def test_what_cannot_be_is_refused_without_the_number(book: Book, phone: str, rings: str) -> None:
    with pytest.raises(CannotChange) as raised:
        leading.may_be_rung(book, "ana", phone, rings)
    assert phone not in str(raised.value)


def test_another_secret_opens_no_number(
    here: Settings, book: Book, connection: redis.Redis
) -> None:
    leading.may_be_rung(book, "cora", "+12025550104", "always")
    other = replace(here, secret="another secret, of 32 characters too")
    problems = refresh_rota(other, connection, NOW).problems
    assert Problem("leader cora", "phone", OTHER_SECRET) in problems
    assert [each.row for each in volunteers(connection)] == ["ana", "ben"]


def test_without_a_secret_nobody_is_rung(here: Settings, connection: redis.Redis) -> None:
    refresh_rota(here, connection, NOW)
    bare = replace(here, secret="")
    refresh_rota(bare, connection, NOW)
    assert (volunteers(connection), why_nobody(bare)) == (
        (), "IVR_SECRET is not set, which seals their numbers",
    )  # fmt: skip


def test_the_command_asks_for_the_number_and_shows_none(
    here: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    connection: redis.Redis,
) -> None:
    line = tmp_path / "line.toml"
    line.write_text(settings().config.read_text().replace("LIST_PORT", "1"))
    for name, value in {
        "IVR_CONFIG": str(line), "IVR_DATA_DIR": str(tmp_path), "IVR_SECRET": SECRET,
        "IVR_PUBLIC_URL": here.public_url, "REDIS_URL": here.redis_url, "TWILIO_AUTH_TOKEN": "t",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)

    def ivr(*arguments: str, types: str = "") -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(types))
        code = main(["leaders", "ring", *arguments])
        out, err = capsys.readouterr()
        return code, out + err

    assert ivr("cora", "--phone", "--rings", "22:00-06:00", types="+12025550104\n") == (
        0, "Cora may be rung to stand in: 22:00-06:00.\n",
    )  # fmt: skip
    assert {each.row for each in volunteers(connection)} == {"ana", "ben", "cora"}
    assert ivr("cora", "--never") == (
        0,
        "Cora is not rung, and no number of theirs is kept here.\n",
    )
    assert ivr("cora", "--as-filed") == (
        1, "No number of Cora is known: nobody rings them. Add --phone.\n",
    )  # fmt: skip
    assert ivr("cora") == (1, "Say --phone, --rings TIMES, --never or --as-filed.\n")
    assert ivr("ana", "--phone", types="+12025550104\n")[0] == 0
    filed = tmp_path / "leaders.csv"
    filed.write_text(filed.read_text().replace("ana,", "anna,"))
    assert ivr("ana", "--never")[0] == 0  # whose row is gone, and whose number is here
    assert '"ana":{"sealed":"",' in text(connection.get(PEOPLE_STATE.of()))
    assert ivr("cora", "--phone", types="123\n")[0] == 1
