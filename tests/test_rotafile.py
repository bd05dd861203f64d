"""rota.csv and leaders.csv: each problem with its row, and files that are none."""

# ruff: noqa: E501 - a table is read by its rows

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.leaderfile import Beside, Leader
from ivr.rota import Hour
from ivr.rotafile import read_rota
from ivr.rotasheet import BrokenRota
from ivr.schedule.meeting import Problem

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 22, 17, tzinfo=UTC)
HEADER = "day,time,title,format,access,language,room,leader\n"
LEADERS = "leader,name,leads_from,phone\n"
GOOD = "daily,08:00,Morning,,,,,\n"


def read(
    rows: str, leaders: str = "ana,Ana,2026-01-31,+12025550101\n"
) -> tuple[tuple[Hour, ...], list[Problem]]:
    rota, problems = read_rota((HEADER + rows).encode(), (LEADERS + leaders).encode(), ZONE, NOW)
    assert rota.zone == ZONE
    return rota.hours, problems


def broken(rows: bytes, leaders: bytes = LEADERS.encode()) -> str:
    with pytest.raises(BrokenRota) as caught:
        read_rota(rows, leaders, ZONE, NOW)
    return str(caught.value)


def test_a_row_with_everything() -> None:
    row = ' Monday , 20:30 ,"Step, by step",Step,Closed,es,Sala Azul,ana\n'
    assert read(row) == (
        (
            Hour(
                day="monday",
                start=1230,
                title="Step, by step",
                format="step",
                access="closed",
                language="es",
                room="sala-azul",
                leader="ana",
                leader_name="Ana",
                leads_from="2026-01-31",
            ),
        ),
        [],
    )


def test_a_row_with_what_is_needed() -> None:
    assert read(",8:05,Morning\n") == ((Hour("daily", 485, "Morning"),), [])


def test_no_telephone_number_enters_the_rota() -> None:
    rota, _ = read_rota(
        (HEADER + "daily,08:00,Morning,,,,,ana\n").encode(),
        (LEADERS + "ana,Ana,,+12025550101\n").encode(),
        ZONE,
        NOW,
    )
    assert b"5550101" not in rota.pack()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("someday,20:00,X,,,,,", Problem("rota row 3", "day", "left out: write daily, a weekday, or 2026-05-31")),
        ("2026-13-01,20:00,X,,,,,", Problem("rota row 3", "day", "left out: write daily, a weekday, or 2026-05-31")),
        ("20261121,20:00,X,,,,,", Problem("rota row 3", "day", "left out: write daily, a weekday, or 2026-05-31")),
        ("daily,24:00,X,,,,,", Problem("rota row 3", "time", "left out: write HH:MM, like 08:00")),
        ("daily,8 PM,X,,,,,", Problem("rota row 3", "time", "left out: write HH:MM, like 08:00")),
        ("daily,,X,,,,,", Problem("rota row 3", "time", "left out: write HH:MM, like 08:00")),
        ("daily,20:00,,,,,,ana", Problem("rota row 3", "title", "left out: write what the meeting is called")),
        ("daily,20:00,X,,members,,,", Problem("rota row 3", "access", "left out: write open or closed")),
        ("daily,20:00,X,,,spanish,,", Problem("rota row 3", "language", "left out: write two letters: es")),
        ("daily,20:00,X,,,,+12025550100,", Problem("rota row 3", "room", "left out: write letters, digits and -")),
        ("daily,20:00,X,,,,josé,", Problem("rota row 3", "room", "left out: write letters, digits and -")),
        ("daily,08:30,X,,,,,", Problem("rota row 3", "time", 'left out: "Morning" is in that room at that time')),
        ("daily,07:01,X,,,,,", Problem("rota row 3", "time", 'left out: "Morning" is in that room at that time')),
    ],
)  # fmt: skip
def test_a_row_that_is_left_out(row: str, problem: Problem) -> None:
    assert read(f"{GOOD}{row}\n") == ((Hour("daily", 480, "Morning"),), [problem])


@pytest.mark.parametrize(
    ("row", "hour", "problem"),
    [
        (
            "daily,20:00,X,big book,,,,",
            Hour("daily", 1200, "X"),
            Problem("rota row 3", "format", "taken as other: use discussion, speaker, step, newcomer, literature, meditation, other"),
        ),
        (
            "daily,20:00,X,,,,,ben",
            Hour("daily", 1200, "X"),
            Problem("rota row 3", "leader", "kept without a leader: nobody is called \"ben\": add them to leaders.csv or with `ivr leaders add`"),
        ),
        (
            "2026-01-30,20:00,X,,,,,ana",
            Hour("2026-01-30", 1200, "X", leader="ana", leader_name="Ana", leads_from="2026-01-31"),
            Problem("rota row 3", "leader", "kept without a leader: may lead from 2026-01-31"),
        ),
    ],
)  # fmt: skip
def test_a_row_that_is_kept_with_a_problem(row: str, hour: Hour, problem: Problem) -> None:
    assert read(f"{GOOD}{row}\n") == ((Hour("daily", 480, "Morning"), hour), [problem])


@pytest.mark.parametrize(
    "row", ["daily,09:00,X", "monday,08:00,X", "daily,08:00,X,,,es", "daily,08:00,X,,,,women"]
)
def test_rows_that_do_not_meet(row: str) -> None:
    hours, problems = read(f"{GOOD}{row}\n")
    assert (len(hours), problems) == (2, [])


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",Ana,,", Problem("leaders row 2", "leader", "left out: give this row a short name")),
        ("ana,Ana,soon,", Problem("leaders row 2", "leads_from", "left out: write a date like 2026-05-31")),
        ("ana,Ana,2026-02-30,", Problem("leaders row 2", "leads_from", "left out: write a date like 2026-05-31")),
    ],
)  # fmt: skip
def test_a_leader_that_is_left_out(row: str, problem: Problem) -> None:
    assert read(GOOD, f"{row}\n") == ((Hour("daily", 480, "Morning"),), [problem])


def test_a_leader_without_a_name_is_called_by_the_short_one() -> None:
    hours, _ = read("daily,08:00,X,,,,,ana\n", "ana,,,\n")
    assert hours == (Hour("daily", 480, "X", leader="ana", leader_name="ana"),)


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    _, problems = read(f'{GOOD}\n,,,,,,,\ndaily,9:00,"two\nlines"\nwrong,8:00,X\n')
    assert [problem.row for problem in problems] == ["rota row 7"]


def test_columns_in_another_order_more_of_them_and_more_cells() -> None:
    rows = b"Title, TIME ,notes,Day\nX,20:00,hello,daily,more,and more\n"
    rota, problems = read_rota(rows, LEADERS.encode(), ZONE, NOW)
    assert (rota.hours, problems) == ((Hour("daily", 1200, "X"),), [])


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_line_ends(ending: str) -> None:
    text = (HEADER + GOOD + "daily,09:00,X\n").replace("\n", ending)
    rota, _ = read_rota(text.encode(), LEADERS.replace("\n", ending).encode(), ZONE, NOW)
    assert [hour.title for hour in rota.hours] == ["Morning", "X"]


def test_a_byte_order_mark_is_no_part_of_the_first_column() -> None:
    rota, _ = read_rota((HEADER + GOOD).encode("utf-8-sig"), LEADERS.encode("utf-8-sig"), ZONE, NOW)
    assert [hour.title for hour in rota.hours] == ["Morning"]


COLUMNS = "its first row must be day,time,title,format,access,language,room,leader,speaking."


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (b"", f"The rota file is empty: {COLUMNS}"),
        (b"\n\n", f"The rota file is empty: {COLUMNS}"),
        (GOOD.encode(), f"The rota file has no column day: {COLUMNS}"),
        (b"day,title\ndaily,X\n", f"The rota file has no column time: {COLUMNS}"),
        (b"day;title;when\n", f"The rota file has no column time: {COLUMNS}"),
        (b"<!DOCTYPE html><html>", "The rota file is a web page and no table: give the address of the file itself, which opens without signing in."),
        (HEADER.encode(), "The rota file has its first row and no other: write a row for each hour."),
        ((HEADER + "x,y,z\n").encode(), "The rota has no hour that can be used: see the problems by row."),
        ((HEADER + "daily,08:00,Mañana\n").encode("latin-1"), "The rota file is not UTF-8 text: save it as CSV, UTF-8."),
        (HEADER.encode("utf-16"), "The rota file is not UTF-8 text: save it as CSV, UTF-8."),
        (b"x" * 200_000, "The rota file breaks at row 1: field larger than field limit (131072)."),
        (HEADER.encode() + b"x" * 200_000, "The rota file breaks at row 2: field larger than field limit (131072)."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_rota(rows: bytes, sentence: str) -> None:
    assert broken(rows) == sentence


@pytest.mark.parametrize(
    ("leaders", "sentence"),
    [
        (b"", "The leaders file is empty: its first row must be leader,name,leads_from,phone,rings."),
        (b"leader,name\n", "The leaders file has no column leads_from: its first row must be leader,name,leads_from,phone,rings."),
        (b"leader,name,leads_from\nana,In\xe9s,\n", "The leaders file is not UTF-8 text: save it as CSV, UTF-8."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_of_leaders(leaders: bytes, sentence: str) -> None:
    assert broken((HEADER + GOOD).encode(), leaders) == sentence


@given(st.binary(max_size=200) | st.text('daily,08:0\n\r"x', max_size=200).map(str.encode))
def test_any_file_is_a_rota_or_broken(body: bytes) -> None:
    for rows in (body, HEADER.encode() + body):
        try:
            rota, problems = read_rota(rows, LEADERS.encode() + body, ZONE, NOW)
        except BrokenRota:
            continue
        assert len(rota.hours) > 0
        assert [problem for problem in problems if not problem.row] == []


def test_a_rota_with_a_third_of_its_rows_broken_is_broken() -> None:
    """A slip in a whole column must not leave callers with the three hours that it spared."""
    hours = [
        f"daily,{hour:02}:00,Hour {hour},,{'open' if hour < 3 else 'opn'},,," for hour in range(24)
    ]
    body = "\n".join(["day,time,title,format,access,language,room,leader", *hours]).encode()
    with pytest.raises(BrokenRota) as caught:
        read_rota(body, b"leader,name,leads_from,phone\n", ZoneInfo("UTC"), NOW)
    assert str(caught.value) == (
        "Of the rota's 24 rows 21 cannot be used: mend them. "
        "The first is rota row 5: access: left out: write open or closed."
    )


def test_a_broken_rota_names_all_its_rows_and_first_one_that_cannot_be_used() -> None:
    good = "".join(f"daily,{hour:02}:00,Hour,,,,,corra\n" for hour in range(4))
    bad = "".join(f"daily,{hour}h,Hour,,,,,\n" for hour in range(4, 8))
    with pytest.raises(BrokenRota) as caught:
        read(good + bad)
    assert "The first is rota row 6: time: left out: write HH:MM" in str(caught.value)
    left_out = [each.row for each in caught.value.problems if each.done.startswith("left out")]
    assert left_out == [f"rota row {row}" for row in (6, 7, 8, 9)]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_cells_are_parted_as_a_spreadsheet_of_any_country_parts_them(separator: str) -> None:
    body = (HEADER + GOOD).replace(",", separator).encode()
    leaders = LEADERS.replace(",", separator).encode()
    assert read_rota(body, leaders, ZONE, NOW)[0].hours == (Hour("daily", 480, "Morning"),)


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("Corra", 'nobody is called "Corra": add them to leaders.csv or with `ivr leaders add`'),
        ("Ben", '"Ben" is left out of leaders.csv, see leaders row 3'),
        ("benb", '"benb" is left out of leaders.csv, see leaders row 3'),
        ("202 555 0142", "add them to leaders.csv or with `ivr leaders add`"),
        ("b" * 50, f'nobody is called "{"b" * 40}…": add them to leaders.csv or with `ivr leaders add`'),
    ],
)  # fmt: skip
def test_a_leader_whom_nobody_knows_is_named(word: str, why: str) -> None:
    _, problems = read(f"daily,20:00,X,,,,,{word}\n", "ana,Ana,2026-01-31,\nbenb,Ben,May,\n")
    assert problems[-1] == Problem("rota row 2", "leader", f"kept without a leader: {why}")


# Leaders who may not lead yet, and those who stand in no file


def test_a_leader_of_every_day_who_may_not_lead_yet_is_named() -> None:
    hours, problems = read("daily,20:00,X,,,,,ana\n", "ana,Ana,2026-12-01,\n")
    assert hours == (
        Hour("daily", 1200, "X", leader="ana", leader_name="Ana", leads_from="2026-12-01"),
    )
    assert problems == [
        Problem("rota row 2", "leader", "without a leader until 2026-12-01: may not lead before")
    ]


def read_beside(rows: str, beside: Beside) -> tuple[list[str], list[Problem]]:
    body, leaders = (
        (HEADER + rows).encode(),
        (LEADERS + "ana,Ana,,\nb1,Ben,,\nb2,Ben,,\n").encode(),
    )
    rota, problems = read_rota(body, leaders, ZONE, NOW, beside=beside)
    return [hour.leader for hour in rota.hours], problems


def test_a_leader_whom_operators_added() -> None:
    beside = Beside(added={"zoe": Leader("Zoe", "2026-01-01")})
    assert read_beside("daily,20:00,X,,,,,zoe\ndaily,21:00,X,,,,,Zoe\n", beside) == (
        ["zoe", "zoe"],
        [],
    )


def test_the_file_counts_where_both_have_a_leader() -> None:
    beside = Beside(added={"ana": Leader("Another", "2026-01-01")})
    rota, problems = read_rota(
        (HEADER + "daily,20:00,X,,,,,ana\n").encode(),
        (LEADERS + "ana,Ana,,\n").encode(),
        ZONE,
        NOW,
        beside=beside,
    )
    assert [hour.leader_name for hour in rota.hours] == ["Ana"]
    assert problems == [
        Problem(
            "leaders row 2",
            "leader",
            "counts, and not what `ivr leaders add` says: remove one of the two",
        )
    ]


@pytest.mark.parametrize("name", ["ana", "Ana"])
def test_a_leader_whom_operators_took_out_leads_no_more(name: str) -> None:
    assert read_beside(f"daily,20:00,X,,,,,{name}\n", Beside(removed={"ana": "Ana"})) == (
        [""],
        [
            Problem("leaders row 2", "leader", "left out: removed with `ivr leaders remove`"),
            Problem(
                "rota row 2", "leader", "kept without a leader: removed with `ivr leaders remove`"
            ),
        ],
    )


def test_a_name_that_two_leaders_have_is_nobodys() -> None:
    assert read_beside("daily,20:00,X,,,,,Ben\n", Beside()) == (
        [""],
        [
            Problem(
                "rota row 2",
                "leader",
                "kept without a leader: several are called that, write b1 or b2",
            )
        ],
    )


# Two meetings in one room at one time

LATE = 'left out: "Late" is in that room at that time'


@pytest.mark.parametrize(
    ("late", "early"),
    [
        ("daily,23:30,Late", "daily,00:00,X"),
        ("monday,23:30,Late", "tuesday,00:29,X"),
        ("sunday,23:30,Late", "monday,00:15,X"),
        ("2026-12-31,23:30,Late", "2027-01-01,00:00,X"),
    ],
)
def test_across_midnight_too(late: str, early: str) -> None:
    hours, problems = read(f"{late}\n{early}\n")
    assert ([hour.title for hour in hours], problems) == (
        ["Late"],
        [Problem("rota row 3", "time", LATE)],
    )


@pytest.mark.parametrize(
    ("late", "early"),
    [
        ("daily,23:30,Late", "daily,00:30,X"),
        ("monday,23:30,Late", "wednesday,00:00,X"),
        ("monday,23:30,Late", "monday,00:00,X"),
        ("daily,23:30,Late,,,,women", "daily,00:00,X"),
        ("daily,23:30,Late", "monday,00:00,X"),
        ("2026-12-31,23:30,Late", "2026-12-31,00:00,X"),
    ],
)
def test_across_midnight_and_apart(late: str, early: str) -> None:
    hours, problems = read(f"{late}\n{early}\n")
    assert ([hour.title for hour in hours], problems) == (["Late", "X"], [])
