"""What was worked out lately is kept, so many answers and no more."""

import gc
import sys
import weakref
from datetime import UTC, datetime

import numpy as np

from ivr.schedule.kept import Kept
from ivr.schedule.snapshot import Around, Filter, Snapshot, pack
from tests.schedule.made import made


def test_the_question_asked_longest_ago_is_forgotten() -> None:
    asked: list[int] = []

    def make(question: int) -> str:
        asked.append(question)
        return str(question)

    kept: Kept[int, str] = Kept(2)
    assert [kept.get(question, make) for question in (1, 2, 1, 3, 1, 2)] == list("121312")
    assert asked == [1, 2, 3, 2]


def test_an_answer_can_be_put_and_forgotten() -> None:
    kept: Kept[int, str] = Kept(2)
    kept.put(1, "put")
    assert kept.get(1, str) == "put"
    kept.forget(lambda question: question == 1)
    assert kept.get(1, str) == "1"


def test_a_schedule_that_is_replaced_is_let_go_of_at_once() -> None:
    now = datetime(2026, 2, 4, 17, 0, tzinfo=UTC)
    gc.disable()
    try:
        snapshot = Snapshot.load(pack([made("1", 2, 780, point=(42.65, -73.75))], now))
        snapshot.warm(now, [Filter()])
        snapshot.near(now, Filter(), 42.65, -73.75, (5, 10), 1)
        snapshot.next_meetings(now, Filter(around=Around(42.65, -73.75, 5)))
        gone = weakref.ref(snapshot)
        del snapshot
        assert gone() is None
    finally:
        gc.enable()


def test_columns_are_views_into_the_document() -> None:
    document = pack([made(str(n), n % 7, 780) for n in range(100)], datetime.now(UTC))
    before = sys.getrefcount(document)
    snapshot = Snapshot.load(document)
    columns = snapshot._columns
    for column in (columns.slot_of, columns.kind_of, columns.north, columns.east):
        assert not column.flags.owndata
        assert not column.flags.writeable
        assert column.flags.aligned
    assert isinstance(columns.slot_of, np.ndarray)
    assert sys.getrefcount(document) > before
