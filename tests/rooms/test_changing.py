"""The hour changes with people in the room: what is said when, to whom, and once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
import redis

from ivr.fence import Trouble
from ivr.hour import Hour
from ivr.rooms import steps
from ivr.rooms.changing import change
from ivr.rooms.commands import carry_out
from ivr.rooms.leaders import sign
from ivr.rota import Rota
from tests.line import SATURDAY_EVENING
from tests.redis_server import RedisServer
from tests.rooms.carried import Carried, carried
from tests.rooms.stage import MAIN, ca

SEVEN = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)  # in New York: Ben leads after Ana
ENDING = "all: This hour ends in a few minutes. After it comes New Faces. Ben leads it."
AWAY = "Only you hear this. Ben, who leads the next hour, is not here yet."
HERE = "Only you hear this. Ben, who leads the next hour, is here."
OPENING = "all: Welcome. This hour is New Faces. Newcomers are expected. Open to everyone."
AWAITED = "Ben is to lead it, and is not here yet. Anyone can begin."
ANA, BEN = sign("ana"), sign("ben")
MUTED = "all: Everyone is muted now, so that one can be heard. To speak, press star, then 6."
HANDS = "all: From now on, one speaks at a time. To ask for your turn, press star, then 2."


@pytest.fixture
def room(connection: redis.Redis, server: RedisServer) -> Iterator[Carried]:
    """Ana leads, and one other is there; it is five to seven."""
    with carried(connection, server.url) as made:
        made.stage.now = SEVEN - timedelta(minutes=5)
        made.comes(1, leads=ANA)
        made.comes(2)
        yield made


def at(room: Carried, minutes: int, seconds: int = 0) -> list[str]:
    """What is said so long after the hour."""
    room.stage.now = SEVEN + timedelta(minutes=minutes, seconds=seconds)
    room.do(change)
    return room.asked()


def muted(room: Carried, n: int) -> None:
    """At the carrier, by the leader's key."""
    room.conferences.mute(room.records.conference(MAIN), ca(n), True)
    room.asked()


def hours(room: Carried, *rows: tuple[int, str], **fields: str) -> None:
    """Another rota, by the hour of New York's day."""
    zone = room.rota.zone
    made = [Hour("daily", at * 60, title, **fields) for at, title in rows]  # type: ignore[arg-type]
    room.rota = Rota(tuple(made), zone)


def test_an_hour_as_its_room_hears_it(room: Carried) -> None:
    """Looked at every ten seconds, from ten to the hour until ten past it."""
    heard = {}
    for second in range(-600, 600, 10):
        minutes, seconds = divmod(second, 60)
        if words := at(room, minutes, seconds):
            heard[(minutes, seconds)] = words
    assert heard == {
        (-5, 0): [ENDING],
        (-5, 20): [f"1: {AWAY}"],
        (0, 0): [OPENING],
    }


def test_several_at_once_say_each_thing_once(room: Carried) -> None:
    for moment in (-4, 0):
        room.stage.now = SEVEN + timedelta(minutes=moment)
        room.at_once(change)
    assert sorted(room.asked()) == sorted([ENDING, f"1: {AWAY}", OPENING])


def test_the_leader_alone_hears_that_the_next_one_is_here(room: Carried) -> None:
    room.comes(3, leads=BEN)
    room.comes(4, leads=ANA, language="es")
    found = at(room, -4)
    assert found[0] == ENDING
    assert found[1:] == [
        f"1: {HERE}",
        "4: Solo usted oye esto. Ya está aquí quien dirige la próxima hora: Ben.",
    ]


def test_nobody_leads_the_next_hour(room: Carried) -> None:
    hours(room, (18, "Supper"), (19, "Dessert"))
    assert at(room, -4) == [
        "all: This hour ends in a few minutes. After it comes Dessert. "
        "Nobody has offered to lead it yet. If you can, please do."
    ]
    room.leaves(1)
    room.comes(3)
    assert at(room, 0) == [
        "all: Welcome. This hour is Dessert. Open to everyone. "
        "Nobody has offered to lead it. Anyone can begin."
    ]


@pytest.mark.parametrize(
    ("leads", "end"),
    [(BEN, " Ben leads it."), (ANA, ""), ("", f" {AWAITED}")],
)
def test_an_opening_says_who_leads(room: Carried, leads: str, end: str) -> None:
    room.leaves(1)
    room.stage.now = SEVEN
    room.comes(3, leads=leads)
    assert at(room, 0) == [OPENING + end]


def test_what_comes_too_late_is_not_said(room: Carried) -> None:
    assert [at(room, -1, 31), at(room, 2), at(room, 30)] == [[], [], []]


def test_whoever_is_alone_is_told_nothing_of_it(room: Carried) -> None:
    room.leaves(2)
    assert [at(room, -4), at(room, 0)] == [[], []]
    room.stage.now = SEVEN + timedelta(minutes=1)
    room.comes(3)
    assert at(room, 1) == [OPENING]


def test_an_opening_that_is_held_back_comes_ten_minutes_later(room: Carried) -> None:
    room.stage.now = SEVEN - timedelta(minutes=5)
    assert room.stage.key("lead+later", 1, leads=ANA).done == "later"
    room.comes(1, leads=ANA)
    assert [at(room, minute) for minute in (0, 5, 9)] == [[], [], []]
    assert [at(room, minute) for minute in (10, 11)] == [[OPENING], []]


def test_modes_go_back_with_the_hour(room: Carried) -> None:
    room.comes(3, muted=True)
    room.stage.key("lead+mode", 1, leads=ANA)
    room.comes(1, leads=ANA)
    muted(room, 2)
    assert at(room, 0) == ["2 unmuted", f"{OPENING} Everyone may speak."]
    assert at(room, 0, 30) == []


def test_a_mode_that_a_leader_chose_in_the_new_hour_stays(room: Carried) -> None:
    room.stage.now = SEVEN + timedelta(seconds=3)
    room.stage.key("lead+mode", 1, leads=ANA)
    room.comes(1, leads=ANA)
    args = (room.connection, room.conferences, room.stage.settings, room.rota)
    assert carry_out(*args, MAIN, "mode", ca(1), room.stage.now) == "done"
    assert room.asked() == ["2 muted", MUTED]
    assert at(room, 0, 10) == [OPENING]


def in_hands(room: Carried) -> None:
    """The hour that begins at seven."""
    changed = (
        msgspec.structs.replace(each, speaking="hands") if each.start == 19 * 60 else each
        for each in room.rota.hours
    )
    room.rota = replace(room.rota, hours=tuple(changed))


def test_where_only_called_hands_speak_and_the_leader_leaves_all_may_unmute(room: Carried) -> None:
    in_hands(room)
    room.comes(3, leads=BEN)
    room.comes(4, muted=True)
    assert at(room, 0)[-1] == f"{OPENING} Ben leads it. {HANDS.removeprefix('all: ')}"
    for n, leads in ((1, ANA), (3, BEN)):
        room.stage.admit(n, leads=leads)
        room.leaves(n)
    assert room.stage.key("room+mute", 2).done == "unmuted"
    room.comes(2)
    assert at(room, 0, 50) == []  # their line may have dropped
    assert at(room, 1, 10) == [MUTED]
    assert at(room, 1, 20) == []
    room.comes(3, leads=BEN)
    assert at(room, 5) == ["2 muted", HANDS]


def test_whoever_was_on_the_way_when_only_called_hands_speak_is_muted(room: Carried) -> None:
    room.stage.admit(3)
    room.stage.key("lead+mode", 1, leads=ANA)
    room.stage.key("lead+mode", 1, leads=ANA)
    room.comes(1, leads=ANA)
    assert at(room, -1) == ["2 muted", HANDS]
    room.comes(3)
    room.records.participants(MAIN)[2].muted = False
    steps.set_muted(room.connection, MAIN, ca(3), False)
    assert at(room, -1, 10) == ["3 muted"]
    assert at(room, -1, 20) == []


def test_a_mode_whose_job_was_lost_is_carried_out_by_the_next_round(room: Carried) -> None:
    room.comes(3)
    room.stage.key("lead+mode", 1, leads=ANA)
    room.comes(1, leads=ANA)
    room.records.faults.status = 503
    with pytest.raises(Trouble):
        at(room, -1, 10)
    room.records.faults.status = None
    found = at(room, -1, 20)
    assert (sorted(found[:2]), found[2:]) == (["2 muted", "3 muted"], [MUTED])
    assert at(room, -1, 30) == []


def test_an_hour_may_begin_with_everyone_muted(room: Carried) -> None:
    in_hands(room)
    room.leaves(1)
    room.comes(3)
    assert at(room, -4)[0] == ENDING
    found = at(room, 0)
    assert sorted(found[:2]) == ["2 muted", "3 muted"]
    assert found[2:] == [
        f"{OPENING} {AWAITED} Everyone is muted now, so that one can be heard. "
        "To speak, press star, then 6."  # nobody is there who could call a hand
    ]
    room.comes(4, leads=BEN)
    assert at(room, 0, 20) == [HANDS]


def test_hands_and_turns_end_with_the_hour(room: Carried) -> None:
    room.stage.key("room+hand", 2)
    steps.set_facts(room.connection, MAIN, called=ca(1), hushed=ca(2), hushed_at=1)
    room.comes(2)
    at(room, -1)
    assert room.stage.room().hands == (ca(2),)
    at(room, 0)
    facts = room.stage.room().facts
    assert (room.stage.room().hands, facts.called, facts.hushed) == ((), "", "")
    room.stage.key("room+hand", 2)
    room.comes(2)
    at(room, 1)
    assert room.stage.room().hands == (ca(2),)


def test_the_last_hour_ends_with_a_goodbye(room: Carried) -> None:
    hours(room, (18, "Supper"))
    found = {minute: words for minute in range(-10, 12) if (words := at(room, minute))}
    assert found == {
        -5: ["all: This hour ends in a few minutes."],
        0: ["all: The hour is over. The room stays open for ten more minutes."],
        8: [
            "all: This room closes in two minutes. Thank you for being here. "
            "Stay on the line to hear the next meetings."
        ],
    }


def test_a_room_in_spanish_hears_it_in_spanish(room: Carried) -> None:
    part = "meeting-es"
    room.stage.now = SEVEN + timedelta(minutes=1)
    for n in (5, 6):
        room.comes(n, part)
    change(
        *(room.connection, room.conferences, room.stage.settings, part, room.stage.now, room.rota)
    )
    assert room.asked(part) == [
        "all: Les damos la bienvenida. Esta hora es Noche de Esperanza. Reunión de discusión. "
        "Abierta a todos. El turno es de Inés, que todavía no está aquí. "
        "Cualquiera puede empezar."
    ]


def test_the_second_part_of_a_room_hears_the_same(room: Carried) -> None:
    part = f"{MAIN}.2"
    for n in (5, 6):
        room.comes(n, part)
    change(
        *(room.connection, room.conferences, room.stage.settings, part, room.stage.now, room.rota)
    )
    assert room.asked(part) == [ENDING]


def test_the_second_part_hears_that_the_first_is_led(room: Carried) -> None:
    part = f"{MAIN}.2"
    room.stage.now = SEVEN
    for n in (5, 6):
        room.comes(n, part)
    change(
        *(room.connection, room.conferences, room.stage.settings, part, room.stage.now, room.rota)
    )
    elsewhere = "The leader is in another room of this meeting. Here, anyone can begin."
    assert room.asked(part) == [f"{OPENING} {elsewhere}"]


def test_an_hour_that_follows_after_a_few_minutes_is_named_and_no_goodbye_is_said(
    room: Carried,
) -> None:
    hours(room, (18, "Supper"))
    later = Hour("daily", 19 * 60 + 5, "Dessert")
    room.rota = Rota((*room.rota.hours, later), room.rota.zone)
    found = {minute: words for minute in range(-5, 10) if (words := at(room, minute))}
    assert list(found) == [-5, 5]
    assert found[-5][0].endswith(
        "After it comes Dessert. Nobody has offered to lead it yet. If you can, please do."
    )


def test_what_the_carrier_did_not_take_is_said_as_long_as_it_is_true(room: Carried) -> None:
    room.records.faults.status = 429
    for second in (0, 10):
        with pytest.raises(Trouble):
            at(room, 0, second)
    room.records.faults.status = None
    assert at(room, 0, 20) == [OPENING]


def test_what_may_have_been_heard_is_not_said_again(room: Carried) -> None:
    room.records.faults.rates = {"cut-after": 1.0}
    with pytest.raises(Trouble):
        at(room, 0)
    room.records.faults.rates = {}
    assert at(room, 0, 10) == [OPENING]  # said the first time


def test_nothing_is_on(room: Carried) -> None:
    room.rota = Rota()
    assert [at(room, minute) for minute in (-4, 0)] == [[], []]
    assert room.stage.now - SATURDAY_EVENING == timedelta(minutes=20)
