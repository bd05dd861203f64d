"""A meeting as it is said, and the keys while meetings are read."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ivr.call import DamagedCall
from ivr.schedule.meeting import Meeting
from ivr.schedule.snapshot import Snapshot, pack
from ivr.schedule.sources import KINDS
from ivr.steps.circle import Place
from tests.line import LIST_NUMBER, SATURDAY_EVENING, rota, settings, snapshot
from tests.ringing import exchange, said

FEEDS = Path(__file__).parents[3] / "shared" / "feeds"


def call(
    keys: str,
    *meetings: Meeting,
    now: datetime = SATURDAY_EVENING,
    from_: str = "+12125550100",
    hours: bool = True,
) -> list[str]:
    """What the number that begins with the list says of these meetings."""

    async def ring() -> list[str]:
        async with exchange(now) as line:
            world = replace(line.keeper.world, snapshot=Snapshot.load(pack(meetings, now)))
            line.keeper.world = world if hours else replace(world, rota=replace(rota(), hours=()))
            done = await line.ring(keys, to=LIST_NUMBER, from_=from_)
            assert line.carrier.alerts == []
            return said(done)

    return asyncio.run(ring())


def meeting(**fields: object) -> Meeting:
    """Saturday at eight in the evening in New York, at Grace Hall."""
    usual: dict[str, object] = {
        "id": "aaaaaaaa",
        "source": "sample",
        "weekday": 5,
        "start": 20 * 60,
        "duration": 60,
        "time_zone": "America/New_York",
        "name": "Hope",
        "venue": "place",
        "access": "open",
        "state": "New York",
        "spoken_name": "Hope",
        "spoken_place": "Grace Hall, 7 Bell Avenue, Rivertown",
        "spoken_street": "Bell",
    }
    return Meeting(**usual | fields)  # type: ignore[arg-type]


def by_phone(**fields: object) -> Meeting:
    phone = {"en": "2 0 2, 5 5 5, 0 1 2 3. Passcode: 1 2", "es": "2 0 2, 5 5 5. Clave: 1 2"}
    return meeting(venue="phone", spoken_place="", state="", spoken_phone=phone, **fields)


def test_a_place_is_said_as_one_writes_it_down() -> None:
    assert call("", meeting(formats=("step", "wheelchair")))[1] == (
        "In 80 minutes, at 8 PM: Hope. At Grace Hall, 7 Bell Avenue, Rivertown. "
        "Open to everyone. A step meeting. A wheelchair can get in."
    )


def test_again_slowly_spells_the_street_and_tells_the_way() -> None:
    slow = call("4,h", meeting(spoken_details="Ring the bell"))
    after = slow.index("In 80 minutes, at 8 PM: Hope.")
    assert slow[after:] == [
        "In 80 minutes, at 8 PM: Hope.",
        "At Grace Hall, 7 Bell Avenue, Rivertown.",
        "The street's name is spelled B, E, L, L.",
        "Open to everyone.",
        "Ring the bell",
    ]


def test_a_meeting_of_certain_weeks_says_so_before_its_place() -> None:
    certain = meeting(spoken_limits="First and third Saturdays only", spoken_details="side door")
    begins = "In 80 minutes, at 8 PM: Hope. First and third Saturdays only. At Grace Hall"
    assert call("", certain)[1].startswith(begins)
    slow = call("4,h", certain)
    after = slow.index("First and third Saturdays only.")
    assert slow[after - 1 : after + 2] == [
        "In 80 minutes, at 8 PM: Hope.",
        "First and third Saturdays only.",
        "At Grace Hall, 7 Bell Avenue, Rivertown.",
    ]


def test_numbers_are_said_in_the_callers_language() -> None:
    spanish = call("9,h", by_phone())
    assert spanish[-3:] == [
        "En 80 minutos, a las 8 de la noche:",
        "Hope",
        "Por teléfono: 2 0 2, 5 5 5. Clave: 1 2. Abierta a todos.",
    ]


@pytest.mark.parametrize(
    ("venue", "from_", "opening"),
    [
        ("place", "+13125550100", "In 80 minutes, at 8 PM: Hope. That is Eastern Time."),
        ("phone", "+13125550100", "In 80 minutes, at 7 PM: Hope. That is Central Time."),
        ("phone", "+12125550100", "In 80 minutes, at 8 PM: Hope."),
        ("phone", "anonymous", "In 80 minutes, at 8 PM: Hope."),
        ("place", "+18005550100", "In 80 minutes, at 8 PM: Hope."),
    ],
)
def test_the_zone_is_named_where_clocks_differ(venue: str, from_: str, opening: str) -> None:
    one = meeting() if venue == "place" else by_phone()
    assert call("", one, from_=from_)[1].startswith(opening)


@pytest.mark.parametrize(("start", "weekday"), [(23 * 60 + 59, 5), (0, 6)])
def test_midnight_is_midnight_however_it_is_written(start: int, weekday: int) -> None:
    """Saturday's midnight, as 23:59 on Saturday and as 00:00 on Sunday."""
    one = meeting(start=start, weekday=weekday)
    week = timedelta(days=4)
    assert call("", one)[1].startswith("Tonight at midnight: Hope.")
    earlier = call("", one, now=SATURDAY_EVENING - week)
    assert earlier[1].startswith("Saturday night at midnight: Hope.")


def test_midnight_elsewhere_is_a_full_hour_here() -> None:
    late = by_phone(start=23 * 60 + 59, time_zone="America/Chicago")
    assert call("", late)[1].startswith("Tomorrow, Sunday, at 1 AM: Hope. That is Eastern Time.")


def test_the_state_is_said_where_the_list_has_several() -> None:
    other = meeting(id="bbbbbbbb", state="Vermont", start=21 * 60)
    first = call("", meeting(), other)[1]
    assert "Rivertown. In New York. Open" in first


@pytest.mark.parametrize(
    ("minutes", "opening"),
    [
        (0, "Starting now, at 8 PM: Hope."),
        (1, "Began one minute ago, at 8 PM: Hope."),
        (14, "Began 14 minutes ago, at 8 PM: Hope."),
        (-1, "In one minute, at 8 PM: Hope."),
        (-90, "In 90 minutes, at 8 PM: Hope."),
        (-91, "Tonight at 8 PM: Hope."),
    ],
)
def test_a_start_near_now_is_told_in_minutes(minutes: int, opening: str) -> None:
    eight = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
    assert call("", meeting(), now=eight + timedelta(minutes=minutes))[1].startswith(opening)


def test_silence_reads_on_to_the_end_and_then_joins() -> None:
    heard = call("-,-,-", meeting(), meeting(id="bbbbbbbb", start=21 * 60))
    assert "Those were all the meetings of the next seven days." in heard
    assert "Joining Supper and Serenity." in heard or "Joining New Faces." in heard


def test_without_an_hour_the_end_of_the_list_is_a_goodbye() -> None:
    heard = call("-,-", meeting(), hours=False)
    assert heard[-2:] == [
        "Those were all the meetings of the next seven days.",
        "Thank you for calling. You can call at any hour. Goodbye.",
    ]


def test_an_empty_list_is_said() -> None:
    heard = call("", hours=False)
    assert heard[1] == "The list of meetings is not here just now. Please call again later today."


KEYS: dict[str, Callable[[list[str]], bool]] = {
    "2": lambda heard: heard[-2].startswith("In 80 minutes, at 8 PM: Living Clean Circle."),
    "#": lambda heard: heard[-2].startswith("In 80 minutes, at 8 PM: Living Clean Circle."),
    "3": lambda heard: heard[-2] == "This is the first one.",
    "5": lambda heard: heard[-2] == "The day after." and heard[-1].startswith("Tomorrow, Sunday"),
    "6": lambda heard: heard[-2] == "Only open meetings.",
    "7": lambda heard: heard[-2] == "Only meetings by telephone." and "By telephone" in heard[-1],
    "8": lambda heard: heard[-1] == "I will wait. Press any key to go on.",
    "*": lambda heard: heard[4] == "Welcome to the N A meeting line.",
    "0": lambda heard: heard[-1].startswith("If you lead a meeting here, or look after this line"),
}


@pytest.mark.parametrize("key", KEYS)
def test_a_key_does_what_the_table_says(key: str) -> None:
    heard = call(f"{key},h", *snapshot().meetings)
    assert KEYS[key](heard), heard


def test_filters_switch_off_again() -> None:
    heard = call("6,6,7,7", *snapshot().meetings)
    changes = [
        "Only open meetings.",
        "Open and closed meetings.",
        "Only meetings by telephone.",
        "All kinds of meetings.",
    ]
    assert [text for text in heard if text in changes] == changes


def test_a_filter_without_a_meeting_leaves_the_list_as_it_was() -> None:
    heard = call("7,h", meeting())
    assert heard[-2] == "I know of no such meeting in the next seven days."
    assert heard[-1].startswith("In 80 minutes, at 8 PM: Hope.")


def test_a_pause_waits_and_then_reads_the_same_again() -> None:
    heard = call("8,-,1", meeting(), meeting(id="bbbbbbbb", start=21 * 60))
    assert heard[-3:-1] == [
        "I will wait. Press any key to go on.",
        "Still waiting. Press any key to go on.",
    ]
    assert heard[-1].startswith("In 79 minutes, at 8 PM: Hope.")


def test_a_refreshed_list_neither_repeats_nor_skips() -> None:
    """The meeting that was read is gone from the new list; the one after it comes all the same."""

    async def ring() -> list[str]:
        async with exchange() as line:
            before = [meeting(), meeting(id="bbbbbbbb", start=21 * 60, spoken_name="Faith")]
            first = Snapshot.load(pack(before, SATURDAY_EVENING))
            second = Snapshot.load(pack(before[1:], SATURDAY_EVENING))
            line.keeper.world = replace(line.keeper.world, snapshot=first)
            done = line.carrier.dial(keys=None, to=LIST_NUMBER)
            await line.carrier.run(timedelta(seconds=5))
            line.keeper.world = replace(line.keeper.world, snapshot=second)
            done.press("2")
            await line.carrier.run(timedelta(seconds=5))
            return said(done)

    assert asyncio.run(ring())[-1].startswith("Tonight at 9 PM: Faith.")


def test_markup_in_a_list_is_never_markup_in_the_call() -> None:
    nasty = '</Say><Dial>&amp;"\x07'
    heard = call("4", meeting(spoken_name=nasty, spoken_place=nasty, spoken_details=nasty))
    assert heard[1].startswith('In 80 minutes, at 8 PM: </Say><Dial>&amp;"')


@pytest.mark.parametrize("cursor", ["1~a~opk", "29921760~k3j9dh2a~", "0~a~o", "5~b~k"])
def test_a_place_in_the_list_is_written_as_it_is_read(cursor: str) -> None:
    assert Place.read(cursor).write() == cursor


@pytest.mark.skipif(not FEEDS.exists(), reason="real lists are in ../shared")
@pytest.mark.parametrize("name", ["bmlt_ny_upstate_longisland.json", "bmlt_phone_synthetic.json"])
def test_a_real_list_is_read_at_every_time_of_the_week(name: str) -> None:
    reader = KINDS["bmlt"]
    list_ = (FEEDS / name).read_bytes()
    meetings = reader.read(list_, settings().sources[0], SATURDAY_EVENING.date()).meetings
    for hours in range(0, 168, 21):
        now = SATURDAY_EVENING + timedelta(hours=hours)
        heard = call("2,2,4,5,3,6,9,2,2", *meetings, now=now)
        assert max(len(text.split()) for text in heard) < 120
        assert "http" not in " ".join(heard)


def test_another_day_is_the_day_after_the_one_that_was_said() -> None:
    """Midnight is said as the night before, however it is written."""
    days = (
        meeting(id="aaaaaaaa", start=21 * 60, spoken_name="Saturday nine"),
        meeting(id="bbbbbbbb", weekday=6, start=0, spoken_name="Saturday midnight"),
        meeting(id="cccccccc", weekday=6, start=10 * 60, spoken_name="Sunday ten"),
        meeting(id="dddddddd", weekday=0, start=10 * 60, spoken_name="Monday ten"),
    )
    after_nine = call("5,h", *days)
    after_midnight = call("2,5,h", *days)
    assert after_nine[-2:] == [
        "The day after.",
        "Tomorrow, Sunday, at 10 AM: Sunday ten. At Grace Hall, 7 Bell Avenue, Rivertown. "
        "Open to everyone.",
    ]
    assert after_midnight[-2:] == after_nine[-2:]


def test_a_meeting_that_was_moved_is_not_read_at_its_old_time() -> None:
    async def ring() -> list[str]:
        async with exchange() as line:
            first, moved = meeting(start=21 * 60), meeting(start=21 * 60 + 30)
            world = line.keeper.world
            before = Snapshot.load(pack([first], SATURDAY_EVENING))
            after = Snapshot.load(pack([moved], SATURDAY_EVENING))
            line.keeper.world = replace(world, snapshot=before)
            done = line.carrier.dial(keys=None, to=LIST_NUMBER)
            await line.carrier.run(timedelta(seconds=5))
            line.keeper.world = replace(world, snapshot=after)
            done.press("4")
            await line.carrier.run(timedelta(seconds=5))
            return said(done)

    assert "Tonight at 9:30 PM: Hope." in asyncio.run(ring())


def test_a_list_that_was_never_read_is_not_an_empty_week() -> None:
    elsewhere = meeting(source="another")
    assert call("h", elsewhere, hours=False)[1] == (
        "The list of meetings is not here just now. Please call again later today."
    )


def test_a_cursor_far_in_the_future_is_damaged() -> None:
    with pytest.raises(DamagedCall):
        Place.read("9999999999~aaaaaaaa~")
