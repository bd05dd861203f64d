"""The rota beside its files: what chairs and leaders change is heard at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import redis

from ivr import rotacomposed, store
from ivr.hour import Hour
from ivr.people import hashing, leading
from ivr.people.book import Book
from ivr.people.hashing import Cost
from ivr.people.person import CannotChange
from ivr.recordings.document import StateNotWritten
from ivr.recordings.storage import Storage, StoreAway, storage_of
from ivr.rota import Rota
from ivr.rotabook import RotaBook, WrongRow
from ivr.rotachange import Change
from ivr.rotachanges import COPY, KeptRow, State
from ivr.rotarefresh import published_rota, refresh_rota
from ivr.settings import Rota as RotaPlace
from ivr.settings import Settings
from tests.calendars import calendar, event
from tests.schedule.conftest import settings_for

HEADER = "day,time,title,format,access,language,room,leader\n"
HOURS = (
    f"{HEADER}daily,20:00,Evening,step,,,,ana\nsunday,12:00,Noon,,,,,\n"
    "sunday,12:30,Mediodía,,,es,,ben\n"
)
LEADERS = (
    "leader,name,leads_from,phone\nana,Ana,2026-01-31,+12025550101\nben,Ben,2026-01-31,\n"
    "sam,Sam,2026-12-24,\n"
)
NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)  # Sunday, nine in the morning in New York
NOON, HALF_PAST = NOW + timedelta(hours=3), NOW + timedelta(hours=3, minutes=30)
EVENING = NOW + timedelta(hours=11)
MAIN = "meeting-main"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "rota.csv").write_text(HOURS)
    (tmp_path / "leaders.csv").write_text(LEADERS)
    place = RotaPlace(str(tmp_path / "rota.csv"), str(tmp_path / "leaders.csv"))
    return replace(settings_for(), rota=place, data_dir=tmp_path / "data", secret="x" * 40)


@pytest.fixture
def book(settings: Settings, connection: redis.Redis) -> RotaBook:
    refresh_rota(settings, connection, NOW)
    return RotaBook(connection, storage_of(settings), settings, lambda: NOW)


def heard(connection: redis.Redis, start: datetime, room: str = MAIN) -> tuple[str, str] | None:
    """Title and leader of an hour, as callers hear it."""
    rota = published_rota(connection)
    on = rota.find(start, room) if rota else None
    return (on.hour.title, on.hour.leader_name) if on else None


def row(id: str = "a", **cells: str) -> KeptRow:
    return KeptRow(**{"id": id, "day": "daily", "time": "20:00", "title": "Ours", **cells})  # type: ignore[arg-type]


def refused(reason: str, change: object) -> None:
    with pytest.raises(CannotChange) as told:
        change()  # type: ignore[operator]
    assert told.value.reason == reason


def test_an_hour_given_back_is_led_by_nobody_on_that_day_alone(book: RotaBook) -> None:
    book.give_back(EVENING, MAIN, "ana", who="Ana")
    assert heard(book.connection, EVENING) == ("Evening", "")
    assert heard(book.connection, EVENING + timedelta(days=1)) == ("Evening", "Ana")
    (done,) = book.state().log
    assert (done.who, done.did, done.what) == ("Ana", "gave back", f"2026-11-23T01:00Z {MAIN}")


def test_an_hour_given_back_is_taken_and_given_to_its_leader_again(book: RotaBook) -> None:
    book.give_back(EVENING, MAIN, "ana", who="Ana")
    taken = book.take(EVENING, MAIN, "ben", who="Ben")
    assert (taken.hour.leader, heard(book.connection, EVENING)) == ("ben", ("Evening", "Ben"))
    book.assign(EVENING, MAIN, "ana", expected="ben", who="a chair")
    assert heard(book.connection, EVENING) == ("Evening", "Ana")
    assert book.state().changes == ()  # as the file has it


def test_nobody_gives_back_or_takes_what_is_not_theirs(book: RotaBook) -> None:
    refused("hour-other", lambda: book.give_back(EVENING, MAIN, "ben", who="Ben"))
    refused("hour-taken", lambda: book.take(EVENING, MAIN, "ben", who="Ben"))
    refused("hour-gone", lambda: book.give_back(EVENING + timedelta(hours=2), MAIN, "ana", who=""))
    refused("leads-later", lambda: book.take(NOON, MAIN, "sam", who="Sam"))
    refused("leads-elsewhere", lambda: book.take(NOON, MAIN, "ben", who="Ben"))
    refused("leader-unknown", lambda: book.take(NOON, MAIN, "zoe", who="Zoe"))
    late = book.clock() + timedelta(days=1)
    book.clock = lambda: late
    refused("hour-gone", lambda: book.take(NOON, MAIN, "ana", who="Ana"))
    assert book.state().revision == 0


def test_of_two_who_take_one_hour_at_once_one_wins(settings: Settings, book: RotaBook) -> None:
    assert settings.rota
    Path(settings.rota.leaders).write_text(LEADERS + "zed,Zed,,\n")
    refresh_rota(settings, book.connection, NOW)

    def take(row: str) -> str:
        ours = RotaBook(book.connection, book.storage, settings, book.clock)
        try:
            ours.take(NOON + timedelta(days=7), MAIN, row, who=row)
        except CannotChange as error:
            return f"{error.reason} {error.values['name']}"
        return "took"

    rows = ("ana", "zed")
    with ThreadPoolExecutor(2) as threads:
        told = list(threads.map(take, rows))
    winner = rows[told.index("took")]
    assert sorted(told) == [f"hour-taken {winner.title()}", "took"]
    assert heard(book.connection, NOON + timedelta(days=7)) == ("Noon", winner.title())


def test_what_the_file_says_later_counts(settings: Settings, book: RotaBook) -> None:
    book.give_back(EVENING, MAIN, "ana", who="Ana")
    assert settings.rota
    Path(settings.rota.hours).write_text(HOURS.replace("step,,,,ana", "step,,,,ben"))
    refresh_rota(settings, book.connection, NOW)
    assert heard(book.connection, EVENING) == ("Evening", "Ben")


def test_a_file_that_is_away_stops_no_change(settings: Settings, book: RotaBook) -> None:
    assert settings.rota
    Path(settings.rota.hours).unlink()
    Path(settings.rota.leaders).unlink()
    book.give_back(EVENING, MAIN, "ana", who="Ana")
    book.take(EVENING, MAIN, "ben", who="Ben")
    book.put(row(time="21:00", leader="ana"), expected=None, who="a chair")
    assert refresh_rota(settings, book.connection, NOW).outcome == "kept"
    assert heard(book.connection, EVENING) == ("Evening", "Ben")
    assert heard(book.connection, EVENING + timedelta(hours=1)) == ("Ours", "Ana")


def test_old_changes_and_rows_of_days_past_are_dropped(book: RotaBook) -> None:
    book.give_back(EVENING, MAIN, "ana", who="Ana")
    book.put(row("b", day="2026-11-23", time="09:00"), expected=None, who="a chair")
    book.put(row("a", time="22:00"), expected=None, who="a chair")
    later = NOW + timedelta(days=9)
    book.clock = lambda: later
    book.give_back(EVENING + timedelta(days=9), MAIN, "ana", who="Ana")
    assert [c.start for c in book.state().changes] == [EVENING + timedelta(days=9)]
    assert [each.id for each in book.state().rows] == ["a"]


def test_a_row_of_the_console_goes_before_one_of_the_same_kind_of_day(book: RotaBook) -> None:
    book.put(row(time="20:30", leader="ben"), expected=None, who="a chair")
    start = EVENING + timedelta(minutes=30)
    assert (heard(book.connection, EVENING), heard(book.connection, start)) == (
        None,
        ("Ours", "Ben"),
    )
    assert heard(book.connection, NOON) == ("Noon", "")  # a weekday goes before daily
    assert book.remove("a", expected=book.state().rows[0], who="a chair").title == "Ours"
    assert heard(book.connection, EVENING) == ("Evening", "Ana")
    assert [done.did for done in book.state().log] == ["row added", "row removed"]
    refused("row-gone", lambda: book.remove("a", expected=row(), who="a chair"))


def test_a_row_can_say_that_nothing_is_held(book: RotaBook) -> None:
    off = row(day="2026-11-22", title="")
    book.put(msgspec.structs.replace(off, held=False), expected=None, who="a chair")
    assert heard(book.connection, EVENING) is None
    assert heard(book.connection, EVENING + timedelta(days=1)) == ("Evening", "Ana")


@pytest.mark.parametrize(
    ("cells", "reason", "field"),
    [
        ({"time": "25:00"}, "row-time", "time"),
        ({"day": "someday"}, "row-day", "day"),
        ({"day": "2026-11-20"}, "row-past", "day"),
        ({"title": ""}, "row-title", "title"),
        ({"title": "x" * 81}, "row-title", "title"),
        ({"title": "Call 202 555 0142"}, "number", "title"),
        ({"room": "Größe"}, "row-room", "room"),
        ({"room": "2025550142"}, "number", "room"),
        ({"language": "spanish"}, "row-language", "language"),
        ({"speaking": "loud"}, "row-speaking", "speaking"),
        ({"leader": "zoe"}, "row-leader", "leader"),
        ({"leader": "sam"}, "leads-later", "leader"),
        ({"day": "2026-12-01", "leader": "sam"}, "leads-later", "leader"),
        ({"time": "19:01"}, "hours-meet", "time"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_field(
    book: RotaBook, cells: dict[str, str], reason: str, field: str
) -> None:
    book.put(row(time="19:00"), expected=None, who="a chair")
    with pytest.raises(WrongRow) as told:
        book.put(row("b", **cells), expected=None, who="a chair")
    assert (told.value.reason, told.value.field) == (reason, field)
    assert [each.id for each in book.state().rows] == ["a"]


def test_a_leader_may_have_a_row_from_the_day_on(book: RotaBook) -> None:
    book.put(row(day="2026-12-24", leader="sam"), expected=None, who="a chair")
    assert heard(book.connection, datetime(2026, 12, 25, 1, tzinfo=UTC)) == ("Ours", "Sam")


def test_two_chairs_do_not_write_over_each_other(book: RotaBook) -> None:
    first = row()
    book.put(first, expected=None, who="Ana")
    book.put(first, expected=None, who="Ana")  # the same form again
    assert book.state().revision == 1
    second = row(title="Theirs")
    book.put(second, expected=first, who="Ben")
    refused("row-meanwhile", lambda: book.put(row(title="Mine"), expected=first, who="Ana"))
    refused(
        "hour-meanwhile",
        lambda: book.assign(EVENING, MAIN, "ben", expected="ana", who="Ana"),
    )
    assert book.state().rows == (second,)


def test_an_empty_redis_is_filled_from_the_copy(
    settings: Settings, book: RotaBook, connection: redis.Redis
) -> None:
    book.give_back(EVENING, MAIN, "ana", who="Ana")
    book.put(row(time="21:00"), expected=None, who="a chair")
    before = book.state()
    connection.flushall()
    refresh_rota(settings, connection, NOW)
    assert (book.state(), heard(connection, EVENING)) == (before, ("Evening", ""))


def test_a_change_holds_while_the_store_is_away(
    book: RotaBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise StoreAway("The store is away.")

    with monkeypatch.context() as patched:
        patched.setattr(Storage, "write_document", away)
        with pytest.raises(StateNotWritten):
            book.give_back(EVENING, MAIN, "ana", who="Ana")
    assert heard(book.connection, EVENING) == ("Evening", "")
    book.kept.open()
    assert msgspec.json.decode(book.storage.read_document(COPY) or b"", type=State) == book.state()


def test_a_rota_in_the_console_alone(
    settings: Settings, connection: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "COST", Cost(time=1, memory=8))
    alone = replace(settings, rota=None)
    people = Book(connection, storage_of(alone), alone, lambda: NOW)
    leading.add(people, "zoe", "Zoe", "2026-01-01")
    book = RotaBook(connection, storage_of(alone), alone, lambda: NOW)
    assert refresh_rota(alone, connection, NOW).outcome == "none"
    book.put(row(leader="zoe"), expected=None, who="a chair")
    assert heard(connection, EVENING) == ("Ours", "Zoe")
    assert refresh_rota(alone, connection, NOW).outcome == "unchanged"
    book.remove("a", expected=book.state().rows[0], who="a chair")
    assert published_rota(connection) == Rota((), book.rota().zone, unfiled=True)


def test_files_that_were_never_read_are_waited_for(
    settings: Settings, connection: redis.Redis
) -> None:
    book = RotaBook(connection, storage_of(settings), settings, lambda: NOW)
    book.put(row(time="21:00"), expected=None, who="a chair")
    assert published_rota(connection) is None
    refresh_rota(settings, connection, NOW)
    assert heard(connection, EVENING + timedelta(hours=1)) == ("Ours", "")


def test_a_leader_who_is_taken_out_leads_no_hour_that_was_taken(
    settings: Settings, book: RotaBook
) -> None:
    book.take(NOON, MAIN, "ana", who="Ana")
    assert settings.rota
    Path(settings.rota.leaders).write_text(LEADERS.replace("ana,Ana,2026-01-31,+12025550101\n", ""))
    report = refresh_rota(settings, book.connection, NOW)
    assert heard(book.connection, NOON) == ("Noon", "")
    assert [p.row for p in report.problems] == ["rota row 2", "console change 2026-11-22 12:00"]


def test_the_hour_that_comes_twice_is_given_back_once() -> None:
    night = Hour(day="daily", start=60, title="One", leader="ana", leader_name="Ana")
    first = datetime(2026, 11, 1, 5, tzinfo=UTC)
    rota = Rota((night,), settings_for().lines[0].time_zone, changes=(Change(first, MAIN, "ana"),))
    again = Rota.load(rota.pack())
    hours = [on.hour.leader for on in again.coming(first - timedelta(hours=1))]
    assert (again, hours[:3]) == (rota, ["", "ana", "ana"])


def test_a_rota_of_the_release_before_is_still_read() -> None:
    document = b'{"version":1,"time_zone":"UTC","hours":[{"day":"daily","start":60,"title":"One"}]}'
    assert Rota.load(document).hours == (Hour("daily", 60, "One"),)
    assert store.ROTA_CHANGES in store.KEYS


def test_a_key_that_is_pressed_twice_changes_once(book: RotaBook) -> None:
    for _ in range(2):
        assert book.give_back(EVENING, MAIN, "ana", who="Ana").hour.leader == ""
    for _ in range(2):
        assert book.take(EVENING, MAIN, "ben", who="Ben").hour.leader == "ben"
    for _ in range(2):  # taken and given back: then nothing is kept of it but the log
        book.take(NOON, MAIN, "ana", who="Ana")
    for _ in range(2):
        assert book.give_back(NOON, MAIN, "ana", who="Ana").hour.leader == ""
    dids = [done.did for done in book.state().log]
    assert (dids, book.state().revision) == (["gave back", "took", "took", "gave back"], 4)
    refused("hour-other", lambda: book.give_back(NOON, MAIN, "ana", who="Ben"))


def test_without_a_reading_nobody_is_told_that_they_have_no_hours(book: RotaBook) -> None:
    book.connection.delete(store.ROTA_READ.of())
    refused("rota-unread", book.rota)
    refused("rota-unread", lambda: book.give_back(EVENING, MAIN, "ana", who="Ana"))


def test_an_older_redis_brings_nothing_back(settings: Settings, book: RotaBook) -> None:
    older = book.connection.get(store.ROTA_CHANGES.of()) or b""
    book.give_back(EVENING, MAIN, "ana", who="Ana")
    book.connection.set(store.ROTA_CHANGES.of(), older)
    book.connection.delete(store.ROTA_COMPARED.of())  # ten minutes are over
    assert refresh_rota(settings, book.connection, NOW).outcome == "unchanged"
    assert heard(book.connection, EVENING) == ("Evening", "")


def test_a_change_does_not_hide_what_was_read_meanwhile(
    settings: Settings, book: RotaBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = rotacomposed.composed
    assert settings.rota
    Path(settings.rota.hours).write_text(HOURS.replace("Evening", "Dusk"))

    def slow(*arguments: object) -> object:
        """The first is composed from what was read before."""
        found = real(*arguments)  # type: ignore[arg-type]
        monkeypatch.setattr(rotacomposed, "composed", real)
        assert refresh_rota(settings, book.connection, NOW).outcome == "published"
        return found

    monkeypatch.setattr(rotacomposed, "composed", slow)
    book.publish()
    assert heard(book.connection, EVENING) == ("Dusk", "Ana")


def test_beside_a_calendar_a_row_that_is_not_held_is_named(
    settings: Settings, connection: redis.Redis, tmp_path: Path
) -> None:
    noon = calendar(event("Noon", "20261101T120000", "20261101T130000", "RRULE:FREQ=DAILY"))
    (tmp_path / "ours.ics").write_bytes(noon)
    place = RotaPlace(str(tmp_path / "ours.ics"), str(tmp_path / "leaders.csv"))
    shared = replace(settings, rota=place)
    refresh_rota(shared, connection, NOW)
    book = RotaBook(connection, storage_of(shared), shared, lambda: NOW)
    assert book.put(row("a", time="11:30"), expected=None, who="a chair") == 37
    assert book.put(row("b", day="monday", time="12:00"), expected=None, who="a chair") == 5
    assert book.put(row("c", time="20:00"), expected=None, who="a chair") == 0
    assert book.put(row("d", day="2026-11-22", time="12:00"), expected=None, who="a chair") == 0
    assert [problem.row for problem in refresh_rota(shared, connection, NOW).problems] == [
        'console row "Ours" daily 11:30', 'console row "Ours" monday 12:00'
    ]  # fmt: skip
    assert heard(connection, NOON) == ("Ours", "")
