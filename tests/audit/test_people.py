"""People in Redis and in the store are no findings, and what does not belong there is one."""

from dataclasses import replace

import msgspec
import pytest
import redis

from ivr import store
from ivr.clock import utc_now
from ivr.people import hashing
from ivr.people.book import Book
from ivr.people.hashing import hashed, letters
from ivr.people.person import Person
from ivr.people.signin import SignIn
from ivr.people.state import MOST_LOGGED, NUMBERS, Done, State
from ivr.recordings.storage import storage_of
from tests.audit.conftest import Installed
from tests.people.made import CHEAP, MARK, PASSWORD, SECRET, Clock, other_secret, typed


@pytest.fixture
def people(line: Installed, connection: redis.Redis, monkeypatch: pytest.MonkeyPatch) -> Book:
    """Hundreds of people, as many who left, and a log that is full."""
    monkeypatch.setattr(hashing, "COST", CHEAP)
    key, now = SECRET.encode(), utc_now()
    people = {
        number: Person(
            number=number,
            name=f"Ana {number}",
            roles=("operator", "leader"),
            pin=hashed(key, "pin", f"{number}902771"),
            password=hashed(key, "password", PASSWORD),
            code_salt=letters(24),
            leader=f"ana{number}",
        )
        for number in NUMBERS[:450]
    }
    log = tuple(Done(now, "Bo", "added", each, f"Ana {each}") for each in NUMBERS * 2)
    state = State(MOST_LOGGED, people, dict.fromkeys(NUMBERS[450:], now), log[-MOST_LOGGED:])
    connection.set(store.PEOPLE_STATE.of(), msgspec.json.encode(state))
    settings = replace(line.settings, secret=SECRET)
    book = Book(connection, storage_of(settings), settings, utc_now)
    book.kept.open()
    return book


def test_people_and_their_tries_are_clean(
    line: Installed, people: Book, connection: redis.Redis
) -> None:
    settings, clock = people.settings, Clock(utc_now())
    people.new_pin("100")
    people.switch_code("101", True)
    number = next(iter(people.people()))
    typed(settings, clock, *[other_secret(f"{number}902771")] * 9, mark="123456")
    for digits in (*["999777111"] * 9, "100777111"):
        typed(settings, clock, digits, mark="")
    typed(settings, clock, *[f"{each}777111" for each in NUMBERS[200:209]], mark=MARK)
    signin = SignIn(connection, people, settings, clock)
    for each in range(8):
        signin.check("Ana 102", f"wrong {each}", "123456")
        signin.check(f"+1 202 555 01{each:02}", "wrong", "")
    connection.set(store.CODE_USED.of("101"), int(clock.now.timestamp()) // 30 * 30)
    report = line.look()
    assert report.findings == ()
    assert report.keys is not None
    assert report.keys > 20
    assert (line.data / "recordings" / "people.json").is_file()


def test_a_number_in_a_name_is_found(line: Installed, people: Book) -> None:
    """Nobody can be added with one; whoever wrote it past that is told."""
    state = people.kept.state()
    ana = msgspec.structs.replace(state.people["100"], name="Ana +12025550177")
    state = msgspec.structs.replace(state, people={**state.people, "100": ana})
    people.connection.set(store.PEOPLE_STATE.of(), msgspec.json.encode(state))
    assert [each.place for each in line.look().findings] == ["Redis, key ivr:people:state"]
