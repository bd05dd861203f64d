"""Into the room, its menu, and out of it, at the moments when hours change."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ivr.linefile import languages_shipped
from ivr.phone import Call
from ivr.prompts import Prompts
from ivr.rota import Hour, Rota
from ivr.times import SENTENCES
from tests.line import NUMBER, rota
from tests.ringing import exchange, said

NEW_YORK = ZoneInfo("America/New_York")
NEXT = "No meeting is on here now. The next one is {}."
EVENING = Rota((Hour("daily", 20 * 60, "Eight"),), NEW_YORK)


def at(clock: str) -> datetime:
    """A time of Saturday, 21 November 2026, in New York."""
    return datetime.fromisoformat(f"2026-11-21T{clock}").replace(tzinfo=NEW_YORK)


def call(keys: str, clock: str, hours: Rota | None = None, from_: str = "+12125550100") -> Call:
    async def ring() -> Call:
        async with exchange(at(clock)) as line:
            line.keeper.world = replace(line.keeper.world, rota=hours or rota())
            done = await line.ring(keys, to=NUMBER, from_=from_)
            assert line.carrier.alerts == []
            return done

    return asyncio.run(ring())


def rooms(done: Call) -> list[str]:
    return [heard.text for heard in done.transcript if heard.kind == "room"]


def test_every_way_of_saying_when_is_a_sentence_of_the_list_and_of_the_greeting() -> None:
    prompts = Prompts()
    for language in languages_shipped():
        names = {f"{kind}-{name}" for kind in ("list", "when") for name in SENTENCES}
        assert names - prompts.ids(language) == {"when-began"}  # what comes next has not begun


@pytest.mark.parametrize("clock", ["19:59:31", "19:59:45", "19:59:59"])
def test_the_last_seconds_before_an_hour_are_no_fault(clock: str) -> None:
    assert said(call("h", clock, EVENING))[2] == NEXT.format("now, at 8 PM")


@pytest.mark.parametrize("keys", ["1,-,*,-,w2000", "1,-,*,1,w2000", "1,w3000"])
def test_whoever_stays_to_the_end_hears_that_it_is_the_end(keys: str) -> None:
    heard = said(call(keys, "20:55:00", EVENING))
    assert "The meeting is over. Thank you for being here." in heard
    assert [text for text in heard if text.startswith("A call can last")] == []


def test_star_in_an_overrun_keeps_a_caller_in_their_room() -> None:
    """The Spanish hour ends at eight; the main room's next one is not theirs."""
    done = call("9,1,w700,*,-,h", "19:50:00")
    assert rooms(done) == ["meeting-es", "meeting-es"]


def test_when_a_room_is_over_the_hour_of_another_is_named_before_it_is_joined() -> None:
    done = call("9,1,w3000", "19:50:00")
    assert rooms(done) == ["meeting-es", "meeting-main"]
    heard = said(done)
    over = heard.index("La reunión terminó. Gracias por estar aquí.")
    assert heard[over + 1 : over + 4] == [
        "Va a entrar a",
        "Eight O'Clock Steps",
        "Se habla en inglés.",
    ]


def test_what_is_on_says_that_an_hour_is_past() -> None:
    heard = said(call("1,w500,*,4,h", "20:55:00", EVENING))
    assert heard[-1] == "Eight goes on past its hour."


def test_nobody_new_is_sent_into_an_hour_that_is_over() -> None:
    assert said(call("h", "21:05:00", EVENING))[2] == NEXT.format("tomorrow at 8 PM")


def test_a_closed_hour_is_announced_in_the_minutes_before_it() -> None:
    heard = said(call("!1", "20:57:00"))
    closed = "For people who have, or may have, a drug problem. For open meetings, press 2."
    assert heard[1:4] == ["Next, at 9 PM: Evening Light.", "Now: Eight O'Clock Steps.", closed]


def test_the_lines_own_hours_are_told_by_the_callers_clock() -> None:
    heard = said(call("h", "15:00:00", EVENING, from_="+12135550100"))
    assert heard[2:4] == [NEXT.format("today at 5 PM"), "That is Pacific Time."]


def test_star_while_joining_opens_the_rooms_menu() -> None:
    heard = said(call("1,*,h", "18:40:00"))
    assert heard[-1].startswith("Press 6 to mute or unmute.")


def test_a_muted_caller_who_left_comes_back_able_to_speak() -> None:
    done = call("1,-,*,6,-,*,*,1,-,h", "18:40:00")
    muted = ['muted="true"' in w.twiml for w in done.webhooks if "<Conference" in w.twiml]
    assert (muted[0], True in muted, muted[-1]) == (False, True, False)


def test_a_leader_who_calls_too_early_is_told_when_to_call() -> None:
    heard = said(call("!#,h", "19:30:00", EVENING))
    assert heard[-1] == (
        "No meeting is on yet. To lead by your voice alone, call again at the hour, and stay on "
        "the line."
    )


def test_a_call_near_its_end_is_told_so_before_a_person_is_rung() -> None:
    heard = said(call("1,w5000,*,1,w5000,*,1,w4280,*,0,0,h", "18:40:00"))
    assert heard[-1].startswith("A call can last four hours at most")


def test_a_late_call_onward_ends_before_the_carrier_ends_it() -> None:
    done = call("1,w6900,*,1,w6900,*,0,0,-,h", "18:40:00")
    limits = [w.twiml.partition('timeLimit="')[2].partition('"')[0] for w in done.webhooks]
    onward = [int(n) for n, w in zip(limits, done.webhooks, strict=True) if "<Number " in w.twiml]
    assert len(onward) == 1
    assert onward[0] < timedelta(minutes=10).total_seconds()


@pytest.mark.parametrize("keys", ["!1,w60,h", "1,!1,w60,h", "1,!*,1,w60,h", "1,!6,w60,h"])
def test_a_key_before_the_room_loses_nothing_of_what_is_heard_alone(keys: str) -> None:
    heard = said(call(keys, "18:40:00"))
    alone = [each for each in heard if each.startswith("You are in the meeting. Nobody else")]
    danger = [each for each in heard if each.startswith("We are members, not professionals.")]
    assert (len(alone), len(danger)) == (1, 1)
