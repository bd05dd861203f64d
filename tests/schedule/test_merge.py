"""The same meeting from several lists is one; two meetings stay two."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import permutations
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.schedule.dial import Dial
from ivr.schedule.meeting import Meeting, meeting_id
from ivr.schedule.merge import Merged, merge

YEAR = 2026

HERE = {"latitude": 42.65412, "longitude": -73.75231}
CHURCH: dict[str, Any] = {
    "place": "Grace Church",
    "street": "12 Main St.",
    "town": "Albany",
    "postcode": "12207",
    "spoken_place": "Grace Church, 12 Main Street, Albany",
    **HERE,
}
ROOM = Dial(number="+15185550123", steps="ww123456789#", region="US", kind="fixed_line", sure=True)
OTHER = Dial(number="+15185550123", steps="ww987654321#", region="US", kind="fixed_line", sure=True)


def at(name: str, source: str = "a", row: str = "1", **fields: Any) -> Meeting:
    """A meeting on Mondays at 19:30 in the church."""
    return Meeting(
        **{
            "id": meeting_id(source, f"{row}{name}{fields}"),
            "source": source,
            "weekday": 0,
            "start": 1170,
            "duration": 60,
            "time_zone": "America/New_York",
            "name": name,
            "venue": "place",
            "spoken_name": name,
            **CHURCH,
            **fields,
        }
    )


def dialled(name: str, source: str = "a", dial: Dial | None = ROOM, **fields: Any) -> Meeting:
    """The same without a church, by telephone."""
    nowhere: dict[str, Any] = dict.fromkeys(CHURCH, "") | {"latitude": None, "longitude": None}
    said = {"spoken_phone": {"en": dial.number}} if dial else {}
    venue = "phone" if dial else "online"
    return at(name, source, **(nowhere | {"venue": venue, "dial": dial, **said, **fields}))


def together(*meetings: Meeting) -> Merged:
    """All of them, as lists in the order in which their sources come."""
    names = dict.fromkeys(meeting.source for meeting in meetings)
    return merge([(name, [row for row in meetings if row.source == name]) for name in names], YEAR)


def one(*meetings: Meeting) -> bool:
    return len(together(*meetings).meetings) == 1


SAME = [
    (at("Hope on Main"), at("Hope on Main", "b")),
    (at("Hope on Main"), at("The HOPE on Main Group (NA)", "b")),
    (at("Hope on Main"), at("Hope on Maine", "b")),
    (at("Serenity Seekers"), at("Serenity Seekrs", "b")),
    (at("Hope on Main"), at("Monday Night Hope on Main", "b")),
    (at("Hope on Main"), at("Hope on Main 7:30 pm", "b")),
    (at("Women's Step"), at("Womens Steps Meeting", "b")),
    (at("12 & 12"), at("12 and 12", "b")),
    (at("Nueva Visión"), at("Grupo Nueva Vision", "b")),
    (
        at("Hope", latitude=None, longitude=None),
        at("Hope", "b", street="12 MAIN STREET, 2nd floor"),
    ),
    (at("Hope", street=""), at("Hope", "b", latitude=42.65500, longitude=-73.75300)),
    (at("Hope", street="", latitude=None), at("Hope", "b", latitude=None)),
    (at("Hope"), at("Hope", "b", postcode="", formats=("women",), access="open")),
    (at("Hope"), at("Hope", "b", time_zone="US/Eastern")),
    (at("Hope", venue="hybrid", dial=ROOM), at("Hope", "b")),
    (at("Hope", venue="hybrid", dial=ROOM), dialled("Hope", "b")),
    (dialled("Hope"), dialled("Hope on Line", "b")),
    (dialled("Hope"), dialled("Hope", "b", msgspec.structs.replace(ROOM, number="+12125550199"))),
    (
        dialled("Marathon of Steel Town", dial=None),
        dialled("marathon of steel town", "b", dial=None),
    ),
    (
        dialled("Hope", place="St. Luke's Church"),
        dialled("Hope", "b", dial=None, place="St Lukes Church"),
    ),
    (
        dialled("Hope", time_zone="America/Los_Angeles", start=990),
        dialled("Hope", "b", time_zone="America/New_York"),
    ),
    (at("Midnight Oil", start=1439), at("Midnight Oil", "b", weekday=1, start=0)),
    (at("Midnight Oil", weekday=6, start=1439), at("Midnight Oil", "b", weekday=0, start=0)),
    # What is done there, in the name of one list only.
    (
        at("Third Tradition: Serenity Saturday", access="closed"),
        at("Serenity Saturday", "b", access="closed"),
    ),
    (at("Hope Step Study", access="open"), at("Hope", "b", access="open")),
    # Twice in one list.
    (at("Hope"), at("Hope", row="2")),
    (at("Hope", formats=("step",)), at("Hope Group", row="2", place="")),
    (at("Hope", formats=("step",)), at("Hope", row="2", formats=("speaker",))),
    (at("Hope", access="open"), at("Hope", row="2", access="closed", venue="hybrid")),
    (at("Hope", venue="hybrid", dial=ROOM), at("Hope", row="2")),
]

DIFFERENT = [
    (at("Hope"), at("Faith", "b")),
    (at("Hope"), at("Hope", "b", start=1230)),
    (at("Hope"), at("Hope", "b", weekday=1)),
    (at("Hope", start=0), at("Hope", "b", start=1439)),
    (at("Hope"), at("Hope", "b", time_zone="America/Chicago")),
    # In summer only is it the same hour.
    (
        dialled("Hope", time_zone="America/Phoenix"),
        dialled("Hope", "b", time_zone="America/Los_Angeles"),
    ),
    (at("Men's Hope"), at("Women's Hope", "b")),
    (at("Hope", formats=("men",)), at("Hope", "b", formats=("women",))),
    (at("Hope", formats=("men", "in-es")), at("Hope", "b", formats=("women", "in-es"))),
    (at("Hope", formats=("in-es",)), at("Hope", "b", formats=("in-en",))),
    (at("Hope Room 1"), at("Hope Room 2", "b")),
    (at("Hope", place="Grace Church, Room 1"), at("Hope", "b", place="Grace Church, Room 2")),
    (at("Hope Beginners"), at("Hope", "b")),
    (at("Hope Beginners", access="open"), at("Hope", "b", access="open")),
    (at("Hope Step"), at("Hope", "b")),
    (at("Hope Step", access="open"), at("Hope", "b", access="closed")),
    (at("Hope Step", access="open", formats=("women",)), at("Hope", "b", access="open")),
    (at("Hope Step", access="open"), at("Hope Speaker", "b", access="open")),
    (at("Hope Step", access="open"), at("Hope", row="2", access="open")),
    (at("Step", access="open"), at("", "b", access="open")),
    (at("Hope Step Study"), at("Hope Speaker", "b")),
    (at("Group 12"), at("Group 13", "b")),
    (at("Hope"), at("Hope", "b", street="14 Oak St.", latitude=42.7)),
    (at("Hope"), at("Hope", "b", street="", latitude=42.66)),
    (at("Hope"), at("Hope", "b", town="Troy", postcode="12180", latitude=42.7)),
    # The middle of a town says nothing of the house.
    (
        at("Hope", street="", place="", latitude=42.65, longitude=-73.75),
        at("Hope", "b", street="", place="", latitude=42.65, longitude=-73.75),
    ),
    (dialled("Hope"), dialled("Hope", "b", OTHER)),
    (dialled("Hope"), dialled("Hope", "b", msgspec.structs.replace(ROOM, steps=""))),
    (dialled("Hope"), dialled("Faith", "b")),
    (dialled("Just for Today", dial=None), dialled("Just for Today", "b", dial=None)),
    (
        dialled("Hope", dial=None, place="Free Conference Call"),
        dialled("Hope", "b", dial=None, place="Free Conference Call"),
    ),
    (
        dialled("Hope", place="St. Luke's Church"),
        dialled("Hope", "b", OTHER, place="St Lukes Church"),
    ),
    (dialled("Hope of Steel Town", dial=None), dialled("Hope of Iron Town", "b", dial=None)),
    (at("Hope", venue="hybrid"), dialled("Hope", "b", dial=None)),
    # Whoever keeps a list has a reason for two.
    (at("Hope"), at("Hope on Main", row="2")),
    (at("Hope", formats=("women",)), at("Hope", row="2")),
    (at("Hope", access="open"), at("Hope", row="2", access="closed")),
    (at("Hope", spoken_details="upstairs"), at("Hope", row="2", spoken_details="downstairs")),
    (
        at("Hope", spoken_details="South door"),
        at("Hope", row="2", spoken_details="South door, Park Meeting, at the statue"),
    ),
    (at("Hope"), at("Hope", row="2", spoken_limits="Last Saturday only")),
    (at("Hope", place="Old Hall"), at("Hope", row="2", place="New Hall")),
    (dialled("Hope", dial=None), dialled("Hope", row="2", dial=None)),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_same_meeting_is_one(first: Meeting, second: Meeting) -> None:
    assert one(first, second)
    assert one(second, first)


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_different_meetings_stay_two(first: Meeting, second: Meeting) -> None:
    assert not one(first, second)
    assert not one(second, first)


def test_better_row_wins_field_by_field() -> None:
    poor = at("Hope", access="open", formats=("step",), spoken_details="Ring twice", latitude=None)
    rich = at("Hope", "b", formats=("women", "speaker"), venue="hybrid", dial=ROOM)
    rich = msgspec.structs.replace(rich, spoken_phone={"en": "a number"})
    merged = together(poor, rich)
    assert merged.meetings == (
        msgspec.structs.replace(
            rich,
            access="open",
            formats=("speaker", "step", "women"),
            spoken_details="Ring twice",
            also=("a",),
        ),
    )
    assert [(pair.kept, pair.gone) for pair in merged.pairs] == [(rich, poor)]


def test_stated_length_wins_over_none() -> None:
    rich = at("Hope", duration=0, access="open", dial=ROOM, spoken_phone={"en": "a number"})
    assert [one.duration for one in together(rich, at("Hope", "b", duration=120)).meetings] == [120]
    assert [one.duration for one in together(rich, at("Hope", "b", duration=0)).meetings] == [0]


@pytest.mark.parametrize(
    ("first", "other", "said"),
    [
        ("", "Ring twice", "Ring twice"),
        ("Ring twice", "", "Ring twice"),
        ("Ring twice", "ring twice!", "Ring twice"),
        ("Ring twice", "Ring twice, Park behind it", "Ring twice, Park behind it"),
        ("Ring twice", "Park behind it, Ring twice", "Park behind it, Ring twice"),
        ("Park behind it. Ring twice", "Ring twice", "Park behind it. Ring twice"),
        ("Back room", "Bring a chair. Stay for tea", "Back room. Bring a chair. Stay for tea"),
        (
            "Back room, Ring twice",
            "Ring twice. Bring a chair",
            "Back room, Ring twice. Bring a chair",
        ),
        ("Go to the basement", "Go to the basment. Ring", "Go to the basement. Ring"),
        (
            "Business meeting at 7",
            "Business meeting at 8",
            "Business meeting at 7. Business meeting at 8",
        ),
        ("Room 1!", "Ring twice", "Room 1! Ring twice"),
    ],
)
def test_what_two_lists_say_is_said_once_and_all_of_it(first: str, other: str, said: str) -> None:
    rows = at("Hope", spoken_details=first, access="open"), at("Hope", "b", spoken_details=other)
    assert [one.spoken_details for one in together(*rows).meetings] == [said]


def test_what_is_said_in_another_language_stays_there() -> None:
    first = at("Hope", access="open", spoken_details="Ring twice")
    other = at("Hope", "b", language="es", spoken_details="Toque dos veces")
    assert together(first, other).meetings[0].spoken_details == "Ring twice"


def test_limit_that_one_list_names_is_kept() -> None:
    rich = at("Hope", access="open")
    (found,) = together(rich, at("Hope", "b", spoken_limits="Last Mondays only")).meetings
    assert (found.id, found.spoken_limits) == (rich.id, "Last Mondays only")


@pytest.mark.parametrize("differing", [(), ("duration",), ("duration", "source")])
def test_list_that_has_a_row_thousands_of_times_is_soon_merged(differing: tuple[str, ...]) -> None:
    rows = [
        msgspec.structs.replace(
            at("Same Old Group", source="ab"[number % 2 if "source" in differing else 0]),
            id=f"{number:08}",
            duration=number if "duration" in differing else 60,
        )
        for number in range(2000)
    ]
    began = time.process_time()
    merged = together(*rows)
    assert time.process_time() - began < 15
    kept, gone = [one.id for one in merged.meetings], [pair.gone.id for pair in merged.pairs]
    assert sorted(kept + gone) == [row.id for row in rows]
    assert len(kept) == 1 if not differing else len(kept) < 200


def test_first_list_wins_where_rows_are_as_good() -> None:
    first, second = at("Hope", duration=90), at("Hope", "b", duration=60)
    assert together(first, second).meetings[0].id == first.id
    assert together(second, first).meetings[0].id == second.id


def test_number_that_is_sure_wins() -> None:
    doubtful = dialled("Hope", dial=msgspec.structs.replace(ROOM, sure=False), access="open")
    sure = dialled("Hope", "b", formats=())
    (found,) = together(doubtful, sure).meetings
    assert (found.dial, found.access) == (ROOM, "open")


def test_place_and_telephone_of_two_lists_are_a_hybrid_meeting() -> None:
    there, far = at("Hope", venue="hybrid", dial=ROOM), dialled("Hope", "b")
    (found,) = together(far, there).meetings
    assert (found.venue, found.place, found.dial) == ("hybrid", "Grace Church", ROOM)


def test_list_that_says_both_says_neither() -> None:
    twice = (at("Hope", access="open"), at("Hope", row="2", access="closed", venue="hybrid"))
    assert together(*twice).meetings[0].access == ""
    assert together(twice[0], at("Hope", "b", access="closed")).meetings[0].access == "open"


def test_four_lists_are_one_meeting_and_its_pairs_tell() -> None:
    rows = [at("Hope", name) for name in "dcba"]
    merged = together(*rows)
    (found,) = merged.meetings
    assert (found.source, found.also) == ("d", ("a", "b", "c"))
    assert sorted(pair.gone.source for pair in merged.pairs) == ["a", "b", "c"]


def test_list_with_two_that_would_do_keeps_both_apart_from_the_third() -> None:
    upstairs = at("Hope", spoken_details="upstairs")
    downstairs = at("Hope", row="2", spoken_details="downstairs")
    assert len(together(upstairs, downstairs, at("Hope", "b")).meetings) == 3
    named = together(upstairs, downstairs, at("Hope", "b", spoken_details="upstairs"))
    assert len(named.meetings) == 2
    assert {pair.kept.id for pair in named.pairs} <= {upstairs.id, named.pairs[0].kept.id}


def test_two_that_differ_in_their_room_only_are_said_with_it() -> None:
    rows = [
        at("Day by Day", spoken_details="2nd floor"),
        at("Day by Day Group", row="2", spoken_details="Conference room"),
        at("Day by Night", row="3", spoken_details="Ring twice"),
    ]
    found = {row.name: row.spoken_place for row in together(*rows).meetings}
    address = "Grace Church, 12 Main Street, Albany"
    assert found == {
        "Day by Day": f"{address}, 2nd floor",
        "Day by Day Group": f"{address}, Conference room",
        "Day by Night": address,
    }


def test_no_chain_joins_what_is_different() -> None:
    """`b` is near enough to both others; they are two rooms."""
    first = at("Hope", place="Grace Church, Room 1")
    last = at("Hope", "c", place="Grace Church, Room 2")
    found = together(first, at("Hope", "b"), last).meetings
    assert {first.place, last.place} <= {meeting.place for meeting in found}


def minutes(*days: str, zone: str = "America/New_York", start: int = 1170) -> tuple[int, ...]:
    found = (
        datetime.fromisoformat(day).replace(
            hour=start // 60, minute=start % 60, tzinfo=ZoneInfo(zone)
        )
        for day in days
    )
    return tuple(int(day.timestamp() // 60) for day in found)


@pytest.mark.parametrize("days", [("2026-02-09", "2026-02-23"), ("2026-02-16",)])
def test_dates_of_a_calendar_win_over_a_list_that_knows_the_weekday_only(
    days: tuple[str, ...],
) -> None:
    """Each second week, or one left out: whoever is told the weekday comes to a locked door."""
    weekly = at("Hope", access="open", dial=ROOM, spoken_phone={"en": "a number"})
    dated = at("Hope", "b", dates=minutes(*days))
    (found,) = together(weekly, dated).meetings
    assert (found.id, found.dates, found.access) == (weekly.id, minutes(*days), "open")
    assert (found.weekday, found.start) == (weekly.weekday, weekly.start)


def test_dates_of_two_calendars_are_united() -> None:
    first = at("Hope", dates=minutes("2026-02-09", "2026-02-23"))
    second = at("Hope", "b", dates=minutes("2026-02-02", "2026-02-09", "2026-02-23"))
    (found,) = together(first, second).meetings
    assert found.dates == minutes("2026-02-02", "2026-02-09", "2026-02-23")
    start = datetime.fromtimestamp(found.dates[0] * 60, UTC).astimezone(ZoneInfo(found.time_zone))
    assert (start.weekday(), start.hour * 60 + start.minute) == (found.weekday, found.start)


@pytest.mark.parametrize(
    "dates", [minutes("2026-02-10"), minutes("2026-02-09", start=1200), minutes("2027-01-04")]
)
def test_other_dates_are_another_meeting(dates: tuple[int, ...]) -> None:
    first = at("Hope", dates=minutes("2026-02-09", "2026-02-16"))
    assert not one(first, at("Hope", "b", dates=dates))


names = st.sampled_from(
    ["Hope", "Hope on Main", "Hope Group", "Hope Women", "Hope Men", "Hpoe", "Faith", "Group 2", ""]
)
rows = st.builds(
    lambda name, source, row, fields: at(name, source, row, **fields),
    names,
    st.sampled_from("abc"),
    st.sampled_from("123"),
    st.fixed_dictionaries(
        {},
        optional={
            "start": st.sampled_from([0, 1170, 1439]),
            "weekday": st.sampled_from([0, 1]),
            "street": st.sampled_from(["", "12 Main Street", "99 Oak Ave"]),
            "latitude": st.sampled_from([None, 42.6541, 42.6549, 43.1]),
            "place": st.sampled_from(["", "Grace Church", "Grace Church Room 2", "Old Hall"]),
            "formats": st.sampled_from([(), ("women",), ("men",), ("step",)]),
            "dial": st.sampled_from([None, ROOM, OTHER]),
            "venue": st.sampled_from(["place", "hybrid", "phone", "online"]),
            "access": st.sampled_from(["", "open", "closed"]),
            "dates": st.sampled_from(
                [(), minutes("2026-02-09"), minutes("2026-02-09", "2026-02-16")]
            ),
        },
    ),
)
worlds = st.lists(rows, max_size=9, unique_by=lambda row: row.id)


def lists_of(meetings: Sequence[Meeting]) -> list[tuple[str, list[Meeting]]]:
    return [(name, [row for row in meetings if row.source == name]) for name in "abc"]


@settings(deadline=None)  # the first finds the time zones
@given(worlds)
def test_nothing_is_lost_and_nothing_is_made_up(meetings: list[Meeting]) -> None:
    merged = merge(lists_of(meetings), YEAR)
    kept = [meeting.id for meeting in merged.meetings]
    gone = [pair.gone.id for pair in merged.pairs]
    assert sorted(kept + gone) == sorted(meeting.id for meeting in meetings)
    assert kept == sorted(kept)
    assert {pair.kept.id for pair in merged.pairs} <= set(kept)
    heard = {(row.name, row.weekday, row.start) for row in merged.meetings}
    first_words = {row.name.split(" ")[0] for row in meetings}
    assert first_words - {"Hpoe"} <= {name.split(" ")[0] for name, _, _ in heard} | {"Hpoe"}
    for pair in merged.pairs:
        a, b = set(pair.kept.formats), set(pair.gone.formats)
        assert not ({"men", "women"} <= a | b)


@settings(deadline=None)  # the first finds the time zones
@given(worlds, st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(meetings: list[Meeting], random: Any) -> None:
    shuffled = list(meetings)
    random.shuffle(shuffled)
    assert merge(lists_of(shuffled), YEAR) == merge(lists_of(meetings), YEAR)


@settings(deadline=None)  # the first finds the time zones
@given(worlds)
def test_order_of_lists_changes_which_row_is_kept_and_not_how_many(
    meetings: list[Meeting],
) -> None:
    lists = lists_of(meetings)
    sizes = {len(merge(list(order), YEAR).meetings) for order in permutations(lists)}
    assert len(sizes) == 1
