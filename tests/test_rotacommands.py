"""`ivr rota week` as an operator types it: from a CSV and from a calendar, around both changes."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import redis

from ivr import store
from ivr.cli import main
from ivr.environment import load
from ivr.leaderfile import Leader
from ivr.recordings.storage import storage_of
from ivr.rotabook import RotaBook
from ivr.rotachanges import Done
from ivr.rotafile import read_rota
from ivr.rotalog import printed
from tests.calendars import LEADERS, NOW, ZONE, calendar, event
from tests.line import DEMO, PUBLIC, TOKEN
from tests.redis_server import RedisServer

Captured = pytest.CaptureFixture[str]
Command = Callable[..., int]

SHEET = b"""day,time,title,format,access,language,room,leader
daily,00:00,Midnight,meditation,open,,,ana
daily,01:00,Night Owls,discussion,closed,,,ana
daily,02:00,Two,,,,,
daily,19:00,Noche,,,es,,ben
2026-11-02,20:30,Women's,step,closed,,women,ana
"""


@pytest.fixture
def ivr(tmp_path: Path, server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> Command:
    folder = tmp_path / "line"
    shutil.copytree(DEMO, folder)
    for name, value in {
        "IVR_CONFIG": str(folder / "line.toml"),
        "IVR_DATA_DIR": str(tmp_path / "data"),
        "IVR_PUBLIC_URL": PUBLIC,
        "REDIS_URL": server.url,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }.items():
        monkeypatch.setenv(name, value)
    return lambda *arguments: main(["rota", "week", *arguments])


def heard(connection: redis.Redis, body: bytes, now: datetime = NOW) -> None:
    rota, _ = read_rota(body, LEADERS, ZONE, now)
    store.publish(connection, "rota", rota.pack())


def lines(capsys: Captured, *days: str) -> list[str]:
    """The first line, and those of the named days."""
    first, *rest = capsys.readouterr().out.split("\n\n")
    found = [first]
    for part in rest:
        if part.startswith(days):
            found += part.rstrip("\n").split("\n")
    return found


def test_a_week_in_which_the_clock_goes_back(
    ivr: Command, connection: redis.Redis, capsys: Captured
) -> None:
    heard(connection, SHEET)
    assert ivr("--from", "2026-10-30") == 0
    assert lines(capsys, "Sunday", "Monday") == [
        "Times of America/New York. 13 of 30 meetings have no leader; 139 hours have no meeting.",
        "Sunday, 1 November 2026 (the clock goes back)",
        "  00:00-01:00  Midnight  (meditation, open)  Ana",
        "  01:00-02:00 EDT  Night Owls  (discussion, closed)  Ana",
        "  01:00-02:00 EST  Night Owls  (discussion, closed)  Ana",
        "  02:00-03:00  Two  (other, open)  NOBODY LEADS",
        "  03:00-19:00  NO MEETING",
        "  19:00-20:00  Noche  (other, open, in es)  NOBODY LEADS",
        "  20:00-00:00  NO MEETING",
        "Monday, 2 November 2026",
        "  00:00-01:00  Midnight  (meditation, open)  Ana",
        "  01:00-02:00  Night Owls  (discussion, closed)  Ana",
        "  02:00-03:00  Two  (other, open)  NOBODY LEADS",
        "  03:00-19:00  NO MEETING",
        "  19:00-20:00  Noche  (other, open, in es)  NOBODY LEADS",
        "  20:00-20:30  NO MEETING",
        "  20:30-21:30  Women's  (step, closed, room women)  Ana",
        "  21:30-00:00  NO MEETING",
    ]


def test_a_week_in_which_the_clock_goes_forward(
    ivr: Command, connection: redis.Redis, capsys: Captured
) -> None:
    heard(connection, SHEET)
    assert ivr("--from", "2027-03-14") == 0
    assert lines(capsys, "Sunday")[1:5] == [
        "Sunday, 14 March 2027 (the clock goes forward)",
        "  00:00-01:00  Midnight  (meditation, open)  Ana",
        "  01:00-02:00 EST  Night Owls  (discussion, closed)  Ana",
        "  03:00-19:00  NO MEETING",
    ]


def test_a_calendar_with_exceptions_and_how_far_it_goes(
    ivr: Command, connection: redis.Redis, capsys: Captured
) -> None:
    every = "RRULE:FREQ=DAILY"
    hours = [
        event(
            f"Hour {n}", f"20261030T{n:02}0000", "", every, "DESCRIPTION:leader: ana", uid=f"h{n}"
        )
        for n in (0, 1, 2, 4, 6)
    ]
    body = calendar(
        *hours,
        event("Hour 3", "20261030T030000", "", every,
              "EXDATE;TZID=America/New_York:20261101T030000"),
        event("Long Share", "20261101T053000", "20261101T070000"),
        event("Hour 2", "20261102T023000", "", "STATUS:CANCELLED",
              "RECURRENCE-ID;TZID=America/New_York:20261102T020000", uid="h2"),
        event("Moved", "20261102T093000", "", "DESCRIPTION:leader: ben",
              "RECURRENCE-ID;TZID=America/New_York:20261102T040000", uid="h4"),
    )  # fmt: skip
    heard(connection, body)
    assert ivr("--from", "2026-11-01") == 0
    assert lines(capsys, "Sunday", "Monday") == [
        "Times of America/New York. 8 of 41 meetings have no leader; 127.5 hours have no meeting.",
        "Sunday, 1 November 2026 (the clock goes back)",
        "  00:00-01:00  Hour 0  (other, open)  Ana",
        "  01:00-02:00 EDT  Hour 1  (other, open)  Ana",
        "  01:00-02:00 EST  Hour 1  (other, open)  Ana",
        "  02:00-03:00  Hour 2  (other, open)  Ana",
        "  03:00-04:00  NO MEETING",
        "  04:00-05:00  Hour 4  (other, open)  Ana",
        "  05:00-05:30  NO MEETING",
        "  05:30-07:00  Long Share  (other, open)  NOBODY LEADS",
        "  07:00-00:00  NO MEETING",
        "Monday, 2 November 2026",
        "  00:00-01:00  Hour 0  (other, open)  Ana",
        "  01:00-02:00  Hour 1  (other, open)  Ana",
        "  02:00-03:00  NO MEETING",
        "  03:00-04:00  Hour 3  (other, open)  NOBODY LEADS",
        "  04:00-06:00  NO MEETING",
        "  06:00-07:00  Hour 6  (other, open)  Ana",
        "  07:00-09:30  NO MEETING",
        "  09:30-10:30  Moved  (other, open)  NOBODY LEADS",
        "  10:30-00:00  NO MEETING",
    ]
    assert ivr("--from", "2026-11-29") == 0
    assert "just now" not in capsys.readouterr().out


def test_any_week_of_a_calendar_is_read_for_whoever_asks(
    ivr: Command, connection: redis.Redis, tmp_path: Path, capsys: Captured
) -> None:
    weekly = "RRULE:FREQ=WEEKLY", "DESCRIPTION:leader: ana"
    body = calendar(event("Night", "20261101T013000", "20261101T033000", *weekly))
    (tmp_path / "line" / "rota.csv").write_bytes(body)
    heard(connection, body)
    for first in ("2026-11-30", "2027-03-14"):
        assert ivr("--from", first) == 0
        said = lines(capsys, "Sunday")
        assert "read for you just now" in said[0]
        assert [line for line in said if "Night" in line] == [
            "  01:30-03:30 EST  Night  (other, open)  Ana"
            if first == "2027-03-14"
            else "  01:30-03:30  Night  (other, open)  Ana"
        ]
    (tmp_path / "line" / "rota.csv").unlink()
    assert ivr("--from", "2027-03-14") == 1
    assert capsys.readouterr().err.startswith(
        "The week from 2027-03-14 on is not known. What line.toml names as [rota] hours "
    )


def test_one_meeting_and_one_hour_are_counted_as_one(
    ivr: Command, connection: redis.Redis, capsys: Captured
) -> None:
    rows = "".join(f"daily,{hour:02}:00,Hour,,,,,ana\n" for hour in range(24))
    dated = "2026-11-04,05:00,Free,,,,,\n2026-11-05,05:30,Half,,,,,ana\n"
    heard(
        connection, b"day,time,title,format,access,language,room,leader\n" + (rows + dated).encode()
    )
    assert ivr("--from", "2026-11-02") == 0
    assert lines(capsys)[0] == (
        "Times of America/New York. 1 of 167 meetings has no leader; 1 hour has no meeting."
    )


def test_for_a_program(ivr: Command, connection: redis.Redis, capsys: Captured) -> None:
    heard(connection, SHEET)
    assert ivr("--from", "2026-10-30", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    hours = found.pop("hours")
    assert found == {
        "time_zone": "America/New_York",
        "start": "2026-10-30T00:00:00-04:00",
        "end": "2026-11-06T00:00:00-05:00",
        "uncovered": 13,
        "without_meeting": 139.0,
        "trouble": "",
    }
    assert hours[0] == {
        "start": "2026-10-30T00:00:00-04:00",
        "end": "2026-10-30T01:00:00-04:00",
        "meeting": True,
        "covered": True,
        "title": "Midnight",
        "format": "meditation",
        "access": "open",
        "language": "",
        "room": "meeting-main",
        "leader": "ana",
        "leader_name": "Ana",
        "instead_of": None,
    }
    free = [hour for hour in hours if not hour["meeting"]]
    assert (free[0]["start"], free[0]["end"], free[0]["covered"]) == (
        "2026-10-30T03:00:00-04:00",
        "2026-10-30T19:00:00-04:00",
        False,
    )


def test_a_file_that_could_not_be_read_is_said(
    ivr: Command, connection: redis.Redis, tmp_path: Path, capsys: Captured
) -> None:
    assert main(["refresh"]) == 1  # the demo's list is not there
    (tmp_path / "line" / "rota.csv").write_text("<html>")
    assert main(["refresh"]) == 1
    capsys.readouterr()
    assert ivr() == 0
    first, second, third, *_ = capsys.readouterr().out.split("\n")
    assert (first, second, third) == (
        "Not what the file says now. The rota file is a web page and no table: give the address of "
        "the file itself, which opens without signing in. The rota from before stays.",
        "",
        "Times of America/New York. Each of 175 meetings has a leader; "
        "no hour is without a meeting.",
    )


def test_the_week_begins_with_the_hour_that_is_on(
    ivr: Command, connection: redis.Redis, capsys: Captured
) -> None:
    assert main(["refresh"]) == 1
    capsys.readouterr()
    assert ivr("--json") == 0
    found = json.loads(capsys.readouterr().out)
    start = datetime.fromisoformat(found["start"])
    assert (start.minute, start.second) == (0, 0)
    assert 0 <= (datetime.now(UTC) - start).total_seconds() < 3700


def test_before_the_first_rota(
    ivr: Command, connection: redis.Redis, tmp_path: Path, capsys: Captured
) -> None:
    assert ivr() == 1
    assert capsys.readouterr().err == (
        "No rota has been published: run `ivr refresh`, which says what is wrong with it.\n"
    )
    line = tmp_path / "line" / "line.toml"
    line.write_text(line.read_text().partition("[rota]")[0])
    assert ivr() == 1
    assert capsys.readouterr().err == (
        "There is no rota: name one in line.toml [rota], or keep its rows in the console.\n"
    )


def test_what_was_given_back_or_taken_is_shown_and_in_the_log(
    ivr: Command, connection: redis.Redis, capsys: Captured
) -> None:
    assert main(["refresh"]) == 1
    assert main(["rota", "log"]) == 0
    here = load(os.environ, needs=("REDIS_URL",))
    book = RotaBook(connection, storage_of(here), here, lambda: datetime.now(UTC))
    first, second, *_ = (
        on for on in book.rota().coming(datetime.now(UTC)) if on.hour.room_name == "meeting-main"
    )
    book.give_back(first.start, "meeting-main", first.hour.leader, who="A leader")
    book.assign(second.start, "meeting-main", "", expected=second.hour.leader, who="A chair")
    capsys.readouterr()
    assert ivr() == 0
    said = capsys.readouterr().out
    assert f"NOBODY LEADS (instead of {first.hour.leader_name})" in said
    assert ivr("--json") == 0
    hours = json.loads(capsys.readouterr().out)["hours"]
    changed = [hour["instead_of"] for hour in hours if hour["instead_of"] is not None]
    assert changed == [first.hour.leader, second.hour.leader]
    assert main(["rota", "log"]) == 0
    lines = capsys.readouterr().out.splitlines()
    zone = here.lines[0].time_zone
    assert [line[18:] for line in lines] == [
        f"{who}: gave back {on.start.astimezone(zone):%a %Y-%m-%d %H:%M} {on.hour.title}"
        for who, on in (("A leader", first), ("A chair", second))
    ]
    assert main(["rota", "log", "--json"]) == 0
    log = json.loads(capsys.readouterr().out)["log"]
    assert [each["did"] for each in log] == ["gave back", "gave back"]


@pytest.mark.parametrize("day", ["tomorrow", "31.5.2026", "20260531", "2026-02-30"])
def test_a_day_that_is_none_is_wrong_usage(ivr: Command, capsys: Captured, day: str) -> None:
    with pytest.raises(SystemExit) as ended:
        ivr("--from", day)
    assert ended.value.code == 2
    assert capsys.readouterr().err.endswith("argument --from: write a date like 2026-05-31\n")


def test_the_log_names_an_hour_as_a_chair_does() -> None:
    start = "2026-11-23T10:00Z meeting-"
    when = datetime(2026, 11, 22, 17, tzinfo=UTC)
    done = [
        Done(when, "Inés", "took", f"{start}es", "ines", "Amanecer"),
        Done(when, "A chair", "gave", f"{start}women", "ines", "Steps"),
        Done(when, "A chair", "row added", "monday 20:00 no meeting"),
    ]
    assert list(printed(done, {"ines": Leader("Inés")}, ZONE)) == [
        "2026-11-22 12:00  Inés: took Mon 2026-11-23 05:00 Amanecer (Spanish)",
        "2026-11-22 12:00  A chair: gave Mon 2026-11-23 05:00 Steps (room women), to Inés",
        "2026-11-22 12:00  A chair: row added monday 20:00 no meeting",
    ]


def test_late_without_an_hour(ivr: Command, connection: redis.Redis, capsys: Captured) -> None:
    assert main(["rota", "late"]) == 0
    assert capsys.readouterr().out == (
        "Times of America/New York. No hour of the last eight weeks had people in it.\n"
    )
