"""What holds however many meetings there are: ratios within one run. See `tests.bench.world`."""

import time
from collections.abc import Callable
from functools import lru_cache

import pytest

from ivr.schedule.meeting import Meeting, meeting_id
from ivr.schedule.snapshot import Snapshot, pack
from tests.bench.world import FILTERS, NOW, circled, following, nearby, times
from tests.bench.world_areas import AREAS, Area
from tests.bench.world_lists import WRITERS, changed, published
from tests.bench.world_rows import TWICE, Gathering, lists

FEW, MANY = 700, 70_000


@lru_cache
def document(size: int) -> bytes:
    """The world as it is published, without reading its lists: that takes its time."""
    found = (
        _meeting(area, number, one)
        for area, gatherings in lists(size)
        for number, one in enumerate(gatherings)
    )
    return pack(found, NOW)


def _meeting(area: Area, number: int, one: Gathering) -> Meeting:
    return Meeting(
        id=meeting_id(area.name, str(number)),
        source=area.name,
        weekday=one.weekday,
        start=int(one.start),
        duration=one.duration,
        time_zone=area.time_zone,
        name=one.name,
        venue="online" if one.attended == "virtual" else "place",
        access="open" if one.access == "open" else "closed",
        latitude=one.point and one.point[0],
        longitude=one.point and one.point[1],
        state=one.state,
        spoken_name=one.name,
        spoken_place=f"{one.venue}, {one.street}, {one.town}",
        spoken_details=one.note,
        spoken_phone={"en": one.phone} if one.phone else {},
        town=one.town,
        country=one.country,
    )


@lru_cache
def world(size: int) -> Snapshot:
    snapshot = Snapshot.load(document(size))
    snapshot.warm(NOW, FILTERS)
    return snapshot


def quickest(work: Callable[[], object], rounds: int = 5) -> float:
    taken = []
    for _ in range(rounds):
        began = time.thread_time()
        work()
        taken.append(time.thread_time() - began)
    return min(taken)


def test_a_hundred_times_the_meetings_take_no_longer_to_ask() -> None:
    few, many = (times(world(size), following, 500)[0] for size in (FEW, MANY))
    assert many < 3 * few


def test_what_is_near_takes_no_longer_than_a_few_times_what_is_next() -> None:
    following_50, nearby_50, circled_50 = (
        times(world(MANY), question, 500)[0] for question in (following, nearby, circled)
    )
    assert circled_50 < 3 * following_50
    assert nearby_50 < 15 * following_50


def test_loading_decodes_no_meeting() -> None:
    loading = quickest(lambda: Snapshot.load(document(MANY)))
    snapshot = world(MANY)
    reading = quickest(lambda: [next(snapshot.meetings) for _ in range(1000)])
    assert loading < 0.1 * reading / 1000 * len(snapshot)


def test_a_meeting_of_a_large_schedule_takes_little_room() -> None:
    assert len(document(MANY)) < 150 * len(world(MANY))


def test_the_world_is_the_same_each_time_and_of_the_size_asked_for() -> None:
    one, other = (list(published(FEW, list(WRITERS))) for _ in range(2))
    assert one == other
    assert [each.area.name for each in one] == [area.name for area in AREAS]
    assert sum(each.rows for each in one) == pytest.approx(FEW, rel=0.02)


def test_one_row_in_twenty_stands_in_another_list_too() -> None:
    every = dict(lists(7_000))
    twins = [(area, rows) for area, rows in every.items() if area.twin]
    places = {
        area.name: {(one.town, one.weekday, one.start) for one in rows}
        for area, rows in every.items()
    }
    shared = sum(
        (one.town, one.weekday, one.start) in places[area.twin]
        for area, rows in twins
        for one in rows
    )
    assert shared == pytest.approx(TWICE * 7_000, rel=0.3)


def test_one_changed_list_is_another_list() -> None:
    (one,) = (each for each in published(7_000, list(WRITERS)) if each.area.name == "sanjose")
    assert changed(one).body != one.body


def test_telephones_of_the_world_are_fictional() -> None:
    numbers = [one.phone for _, rows in lists(7_000) for one in rows if one.phone]
    assert len(numbers) > 500
    assert {number[5:10] for number in numbers} == {"55501"}
