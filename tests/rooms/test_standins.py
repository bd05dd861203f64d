"""Nobody came to lead: who is rung, when, how often, and what the room hears then."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from ivr import standinlist, store
from ivr.audit import redis_keys
from ivr.audit.finding import Findings
from ivr.audit.known import Known
from ivr.erasure.due import ToForget
from ivr.hour import Hour
from ivr.leaderfile import Leader
from ivr.people.state import State
from ivr.rooms.leaders import sign
from ivr.rooms.look import view_of
from ivr.rooms.past import hours_of_late
from ivr.rooms.standins import look
from ivr.rooms.steps import set_facts
from ivr.rooms.view import View
from ivr.rota import Rota
from ivr.rotacomposed import ROTA
from tests.line import NUMBER
from tests.people.made import SECRET
from tests.redis_server import RedisServer
from tests.rest.faults import Faults
from tests.rooms.carried import Carried, carried
from tests.rooms.stage import MAIN, ca

SEVEN = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)  # in New York: Ben leads, then Cora, Dev, Inés …
NUMBERS = {row: f"+1202555010{i}" for i, row in enumerate(("ana", "ben", "cora", "dev", "eve"))}
UNLED = "all: Nobody could come to lead. You can hold the meeting yourselves."
LATE = "standin-late"


@pytest.fixture
def room(connection: redis.Redis, server: RedisServer) -> Iterator[Carried]:
    """It is seven, two callers are there, and five may be rung."""
    with carried(connection, server.url) as made:
        made.stage.settings = replace(made.stage.settings, secret=SECRET)
        made.stage.now = SEVEN
        made.comes(1)
        made.comes(2)
        hours(made, made.rota)
        may_be_rung(made, {row: Leader(row, "", n, "always") for row, n in NUMBERS.items()})
        yield made
    assert numbers_in(connection) == []


def hours(room: Carried, rota: Rota) -> None:
    room.rota = rota
    store.publish(room.connection, ROTA, rota.pack())


def may_be_rung(room: Carried, filed: dict[str, Leader]) -> None:
    assert standinlist.write(room.connection, room.stage.settings, filed, State()) == []


def numbers_in(connection: redis.Redis) -> list[str]:
    """What the audit finds, in a country where eight digits are a number, too."""
    findings = Findings()
    redis_keys.look(connection, Known(["US", "NO"], SEVEN), findings)
    return [f"{each.place}: {each.what}" for each in findings.all if "rung" in each.place]


def tick(room: Carried, seconds: float = 10, part: str = MAIN) -> str:
    """One look, so long after the one before."""
    outcome = look(
        room.connection,
        room.conferences,
        room.stage.settings,
        part,
        room.stage.now,
        room.rota,
    )
    room.stage.later(seconds=seconds)
    return outcome


def rung(room: Carried) -> list[str]:
    """Who was rung, in order."""
    rows = {number: row for row, number in NUMBERS.items()}
    return [rows[form["To"]] for _, form in room.records.made]


def ends(room: Carried, status: str = "no-answer") -> None:
    """The last one's call is over, and the carrier told so."""
    sid = room.records.made[-1][0]
    room.records.end(sid, status=status)
    ToForget(room.connection).ends(sid, room.stage.now)


def test_those_of_the_rota_are_rung_one_after_the_other(room: Carried) -> None:
    outcomes = []
    for _ in range(6):
        outcomes.append(tick(room, seconds=36))
        if len(room.records.made) < 6 and outcomes[-1] == "ringing":
            ends(room)
    assert rung(room) == ["ben", "cora", "dev", "ana", "eve"]  # the hour's own, the coming, others
    assert outcomes == [*["ringing"] * 5, "told"]
    assert room.asked()[0].startswith(UNLED)
    assert [tick(room) for _ in range(3)] == ["unled"] * 3
    assert room.asked() == []


def test_the_carrier_is_given_our_number_and_an_address_without_theirs(room: Carried) -> None:
    tick(room)
    (sid, form), *_ = room.records.made
    url = urlsplit(form["Url"])
    assert (form["From"], form["To"], form["Timeout"]) == (NUMBER, NUMBERS["ben"], "25")
    assert urlsplit(form["StatusCallback"]).path == "/voice/status"
    assert (url.path, dict(parse_qsl(url.query))["g"]) == ("/voice/standin", sign("ben"))
    assert room.connection.zscore(store.FORGET_DUE.of(), sid) is not None
    assert not any("2025550" in value for value in (form["Url"], form["StatusCallback"]))


def test_while_one_rings_nobody_else_does(room: Carried) -> None:
    assert [tick(room) for _ in range(3)] == ["ringing"] * 3
    assert rung(room) == ["ben"]
    assert view(room).ringing


def view(room: Carried) -> View:
    on = room.rota.held(room.stage.now, MAIN)
    return view_of(room.stage.room(), on, room.stage.now)


def test_an_end_that_nobody_told_of_is_waited_for_a_while(room: Carried) -> None:
    outcomes = [tick(room) for _ in range(9)]
    assert (rung(room), set(outcomes)) == (["ben", "cora"], {"ringing"})
    assert room.records.calls[room.records.made[0][0]].status == "canceled"


def test_it_rings_for_three_minutes_at_most(room: Carried) -> None:
    may_be_rung(
        room, {f"x{i}": Leader("X", "", f"+1202555{i:04}", "always") for i in range(100, 120)}
    )
    begun = []
    while tick(room) == "ringing":
        begun = room.records.made
        if room.stage.now.second % 30 == 0:
            ends(room)
    last = room.records.calls[begun[-1][0]]
    assert timedelta(seconds=120) < last.begun - SEVEN <= timedelta(seconds=155)
    assert len(begun) == 6


def test_nobody_is_rung_twice_in_an_hour_also_for_another_room(room: Carried) -> None:
    may_be_rung(room, {"ben": Leader("Ben", "", NUMBERS["ben"], "always")})
    tick(room)
    ends(room)
    assert tick(room, seconds=180) == ""
    assert tick(room) == "told"
    room.comes(3, part="meeting-main.2")
    room.comes(4, part="meeting-main.2")
    assert [tick(room, part=part) for part in (MAIN, "meeting-main.2")] == ["unled", "told"]
    assert rung(room) == ["ben"]


def test_two_schedulers_ring_one_person_once(room: Carried) -> None:
    for _ in range(4):
        with ThreadPoolExecutor(4) as threads:
            looks = [
                threads.submit(
                    look, room.connection, room.conferences, room.stage.settings, MAIN,
                    room.stage.now, room.rota,
                )
                for _ in range(4)
            ]  # fmt: skip
            assert {each.result() for each in looks} == {"ringing"}
        ends(room)
        room.stage.later(seconds=10)
    assert rung(room) == ["ben", "cora", "dev", "ana"]


def test_a_leader_who_comes_ends_the_ringing_at_once(room: Carried) -> None:
    tick(room)
    room.comes(7, leads=sign("cora"))
    assert tick(room) == "led"
    assert room.records.calls[room.records.made[0][0]].status == "canceled"
    assert not view(room).ringing
    room.stage.over(7)
    assert [tick(room), len(rung(room))] == ["", 1]  # a line that dropped: the hour was led


def test_whoever_has_picked_up_hears_that_it_is_settled(room: Carried) -> None:
    tick(room)
    sid = room.records.made[0][0]
    room.records.answer(sid)
    room.comes(7, leads=sign("cora"))
    tick(room)
    (moved, form), *_ = room.records.moves
    assert (moved, urlsplit(form["Url"]).path) == (sid, f"/voice/{LATE}")


def test_whoever_pressed_1_leads_and_stays(room: Carried) -> None:
    tick(room)
    sid = room.records.made[0][0]
    room.records.answer(sid)
    came(room, sid, sign("ben"))
    assert [tick(room), tick(room)] == ["led", "led"]
    assert (room.records.moves, room.records.calls[sid].status) == ([], "in-progress")


def came(room: Carried, sid: str, leads: str) -> None:
    room.stage.admit(int(sid[2:], 16), leads=leads)


def test_who_came_in_while_redis_was_away_gets_the_keys(room: Carried) -> None:
    tick(room)
    sid = room.records.made[0][0]
    room.records.answer(sid)
    room.stage.event("participant-join", int(sid[2:], 16), conf=room.records.conference(MAIN))
    assert tick(room) == "led"
    assert room.stage.room().people[sid].leads == sign("ben")


def test_whoever_leads_already_is_not_rung(room: Carried) -> None:
    room.comes(7, part="meeting-es", leads=sign("ben"))
    tick(room)
    assert rung(room) == ["cora"]


def test_when_and_from_when_is_each_ones_own(room: Carried) -> None:
    def leader(row: str, since: str, rings: str) -> Leader:
        return Leader(row, since, NUMBERS[row], rings)

    may_be_rung(
        room,
        {
            "ben": leader("ben", "", "22:00-06:00"),
            "cora": leader("cora", "2026-11-22", "always"),
            "dev": leader("dev", "2026-11-21", "08:00-22:00"),
        },
    )
    tick(room)
    ends(room)
    tick(room)
    assert rung(room) == ["dev"]


def test_into_a_room_of_its_own_only_its_own_leaders_are_called(room: Carried) -> None:
    hour = Hour("daily", 19 * 60, "Women", room="women", leader="ben", leader_name="Ben")
    other = msgspec.structs.replace(hour, start=20 * 60, leader="cora", leader_name="Cora")
    main = msgspec.structs.replace(hour, room="", leader="dev", leader_name="Dev", start=21 * 60)
    hours(room, Rota((hour, other, main), room.rota.zone))
    room.comes(5, part="meeting-women")
    outcomes = []
    for _ in range(3):
        outcomes.append(tick(room, part="meeting-women"))
        ends(room)
    assert (rung(room), outcomes) == (["ben", "cora"], ["ringing", "ringing", ""])


def test_with_nobody_to_ring_a_leader_still_has_three_minutes_to_come(room: Carried) -> None:
    may_be_rung(room, {})
    assert tick(room, seconds=179) == ""
    assert (tick(room, seconds=1), room.asked(), view(room).rung) == ("", [], False)
    assert tick(room) == "told"
    assert room.asked()[0].startswith(UNLED)
    assert view(room).rung


def test_who_came_for_a_moment_takes_no_time_from_those_who_come_later(room: Carried) -> None:
    tick(room)
    room.leaves(1)
    room.leaves(2)
    tick(room, seconds=300)
    room.comes(3)
    assert tick(room) == "ringing"
    assert rung(room) == ["ben", "cora"]


def test_an_hour_whose_leader_has_been_gone_for_five_minutes_is_unled(room: Carried) -> None:
    room.comes(7, leads=sign("ben"))
    assert tick(room, seconds=600) == "led"
    assert tick(room) == "led"
    room.stage.over(7)
    assert [tick(room, seconds=145) for _ in range(3)] == ["", "", "ringing"]
    assert rung(room) == ["ben"]  # who was rung by nobody yet, and may call again


def test_only_the_first_part_of_a_room_is_rung_for(room: Carried) -> None:
    second = f"{MAIN}.2"
    room.comes(3, part=second)
    room.comes(4, part=second)
    assert [tick(room, part=second), tick(room)] == ["", "ringing"]
    room.comes(7, leads=sign("ben"))
    room.stage.later(minutes=3)
    assert [tick(room), tick(room, part=second)] == ["led", "told"]
    assert rung(room) == ["ben"]
    (heard,) = room.asked(second)
    assert heard.startswith("all: The leader is in another room of this meeting. Here, anyone can ")
    assert "You can hold the meeting yourselves." in heard


def test_where_all_are_muted_and_nobody_leads_it_is_said_how_to_speak(room: Carried) -> None:
    may_be_rung(room, {})
    hour = int(SEVEN.timestamp() * 1000)
    set_facts(room.connection, MAIN, mode="hands", mode_hour=hour)
    tick(room, seconds=180)
    assert tick(room) == "told"
    assert room.asked()[0].endswith("To speak, press star, then 6.")


@pytest.mark.parametrize("lacks", [{"secret": ""}, {"lines": 1}])
def test_what_is_missing_is_logged_and_nobody_is_rung(
    room: Carried, lacks: dict[str, object], json_log: pytest.CaptureFixture[str]
) -> None:
    settings = room.stage.settings
    if "lines" in lacks:
        lacks = {"lines": settings.lines[:1]}
    room.stage.settings = replace(settings, **lacks)  # type: ignore[arg-type]
    assert [tick(room, seconds=180), tick(room), tick(room)] == ["", "told", "unled"]
    assert json_log.readouterr().err.count("nobody can be rung to lead") == 1
    assert rung(room) == []


def test_whoever_is_alone_hears_it_when_a_second_one_comes(room: Carried) -> None:
    may_be_rung(room, {})
    room.leaves(2)
    room.leaves(1)
    room.comes(3)
    room.stage.later(minutes=3)
    assert (tick(room), room.asked()) == ("unled", [])
    room.comes(4)
    assert tick(room) == "told"


def test_an_empty_room_rings_nobody_and_stops_ringing(room: Carried) -> None:
    tick(room)
    room.leaves(1)
    room.leaves(2)
    assert tick(room) == ""
    assert room.records.calls[room.records.made[0][0]].status == "canceled"
    assert hours_of_late(room.connection, SEVEN + timedelta(hours=1))[0].led is False


@pytest.mark.parametrize("minutes", [50, 59])
def test_at_the_end_of_an_hour_nobody_is_rung(room: Carried, minutes: int) -> None:
    room.stage.now = SEVEN + timedelta(minutes=minutes)
    assert (tick(room), rung(room)) == ("", [])


def test_an_opening_that_is_held_back_rings_nobody_yet(room: Carried) -> None:
    till = int((SEVEN + timedelta(minutes=10)).timestamp() * 1000)
    set_facts(room.connection, MAIN, held_back_until=till)
    assert (tick(room), rung(room)) == ("", [])


def test_a_number_that_the_carrier_refuses_gives_way_to_the_next(room: Carried) -> None:
    room.connection.delete(store.STAND_INS.of())
    may_be_rung(
        room,
        {
            "ben": Leader("Ben", "", "0", "always"),
            "cora": Leader("Cora", "", NUMBERS["cora"], "always"),
        },
    )
    assert (tick(room), rung(room)) == ("ringing", ["cora"])


def test_where_the_carrier_refuses_all_numbers_nothing_rings_on(room: Carried) -> None:
    may_be_rung(room, {"ben": Leader("Ben", "", "0", "always")})
    assert tick(room, seconds=180) == ""
    assert not view(room).ringing
    assert tick(room) == "told"


@pytest.mark.parametrize(("status", "second"), [(429, "ben"), (503, "cora")])
def test_a_carrier_that_does_not_answer(room: Carried, status: int, second: str) -> None:
    """What surely was not done is done again; who may have been rung is not rung again."""
    room.records.faults = Faults(status=status)
    tick(room)
    room.records.faults = Faults()
    room.stage.later(seconds=30)
    tick(room)
    assert rung(room) == [second]


def test_what_became_of_the_hours(room: Carried) -> None:
    """Led by whom the rota names, by somebody else, by nobody; without a word of who was there."""
    tick(room)
    room.comes(7, leads=sign("cora"))
    tick(room)
    room.stage.now = SEVEN + timedelta(hours=1, minutes=15)  # Cora's own hour, in which she stays
    tick(room)
    room.stage.over(7)
    may_be_rung(room, {})
    room.stage.now = SEVEN + timedelta(hours=2, minutes=1)
    room.comes(8)
    tick(room)
    found = hours_of_late(room.connection, SEVEN + timedelta(hours=3))
    assert [(h.start.hour, h.title, h.covered, h.led, h.stood_in) for h in found] == [
        (2, "Evening Light", True, False, False),
        (1, "Eight O'Clock Steps", True, True, False),
        (0, "New Faces", True, True, True),
    ]
    days = list(room.connection.scan_iter(store.PAST_HOURS.of("*")))
    kept = str([room.connection.hgetall(day) for day in days])
    assert "New Faces" in kept
    assert ca(1)[:20] not in kept


def test_with_redis_stopped_nothing_is_rung(room: Carried) -> None:
    away = redis.Redis(port=1, retry=Retry(NoBackoff(), 0))
    with pytest.raises(redis.ConnectionError):
        look(away, room.conferences, room.stage.settings, MAIN, room.stage.now, room.rota)
    assert rung(room) == []
