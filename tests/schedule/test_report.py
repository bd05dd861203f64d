"""What a person reads after a refresh."""

from ivr.schedule.meeting import Problem
from ivr.schedule.report import SourceReport, table


def test_table_tells_each_list_and_its_problems() -> None:
    good = SourceReport(
        source="upstate",
        kind="bmlt",
        url="https://b.org/",
        outcome="published",
        sentence="https://b.org/ has 12 rows: its 9 meetings are read to callers.",
        rows=12,
        meetings=9,
        left_out={"not published": 2, "listed twice": 1},
        recognised="by its rows",
        merged={"city": 4, "upstate": 1},
        problems=(Problem("7", "time_zone", "“X” is no time zone: taken as America/New_York"),),
        problems_total=3,
        seconds=1.25,
        last_good_age=0,
    )
    bad = SourceReport(
        source="islands",
        kind="",
        url="https://c.org/",
        outcome="kept",
        sentence="https://c.org/ answered 500: callers hear no meetings of it; look at its url.",
    )
    assert table([good, bad]).splitlines() == [
        "source   kind  outcome    rows  left out  meetings  merged  problems  seconds  last good",
        "upstate  bmlt  published    12         3         9       5         3      1.2   just now",
        "islands  ?     kept          0         0         0       0         0      0.0      never",
        "",
        "upstate: https://b.org/ has 12 rows: its 9 meetings are read to callers.",
        "  kind: bmlt (recognised by its rows)",
        "  left out, listed twice: 1",
        "  left out, not published: 2",
        "  merged, the same in city: 4",
        "  merged, twice in this list: 1",
        "  row 7: time_zone: “X” is no time zone: taken as America/New_York",
        "  and 2 more problems",
        "",
        "islands: https://c.org/ answered 500: callers hear no meetings of it; look at its url.",
    ]
    assert [report.good for report in (good, bad)] == [True, False]


def test_a_row_is_named_once_however_its_list_names_it() -> None:
    problem = Problem("row 3", "ID", "the same as of row 2")
    report = SourceReport(
        source="upstate",
        kind="naws",
        url="https://b.org/",
        outcome="published",
        sentence="",
        problems=(problem,),
        problems_total=1,
    )
    assert table([report]).splitlines()[-1] == "  row 3: ID: the same as of row 2"
