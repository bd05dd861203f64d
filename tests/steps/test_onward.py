"""Key 1 on a meeting of the list that is held by telephone."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ivr.phone import FarEnd
from ivr.phone.dial import Dialled
from ivr.rota import Rota
from ivr.schedule.dial import Dial
from ivr.schedule.meeting import Meeting
from ivr.schedule.snapshot import Snapshot, pack
from ivr.settings import Onward, Settings
from tests.line import LIST_NUMBER, settings, world
from tests.ringing import exchange, said
from tests.steps.heard import answered, at
from tests.steps.test_meetings import meeting

BRIDGE = "+12025550123"
STEPS = "wwwwwwww123456789#"
EIGHT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # Saturday at eight in New York
CALLING = (
    "I am connecting you to Hope. They see this line's number, not yours. "
    "Please wait while its code is keyed for you. When that meeting ends, you are back here."
)
NUMBER_SAID = "The number is: 2 0 2, 5 5 5."
KEYS = "Press 2 for the next one, 4 to hear this one slowly, star to go back."


def by_phone(**fields: object) -> Meeting:
    phone = {"en": "2 0 2, 5 5 5", "es": "2 0 2, 5 5 5"}
    dial = Dial(BRIDGE, STEPS, "US", "fixed_line_or_mobile", True)
    usual: dict[str, object] = {"venue": "phone", "spoken_place": "", "state": ""}
    return meeting(**{**usual, "spoken_phone": phone, "dial": dial, **fields})


def call(
    keys: str,
    *meetings: Meeting,
    at: datetime = EIGHT,
    far: FarEnd | None = None,
    hours: bool = True,
    of: Settings | None = None,
    to: str = LIST_NUMBER,
    times: int = 1,
) -> tuple[list[str], list[Dialled]]:
    """What the number that reads the list says, and what it dialled."""

    async def ring() -> tuple[list[str], list[Dialled]]:
        async with exchange(at, of) as line:
            snapshot = Snapshot.load(pack(meetings or (by_phone(),), at))
            rota = line.keeper.world.rota if hours else Rota()
            line.keeper.world = replace(line.keeper.world, snapshot=snapshot, rota=rota)
            line.carrier.far_ends[BRIDGE] = far or FarEnd(seconds=60)
            for _ in range(times):
                done = await line.ring(keys, to=to)
            assert line.carrier.alerts == []
            return said(done), line.carrier.dialled

    return asyncio.run(ring())


def test_the_line_calls_the_bridge_and_keys_its_code() -> None:
    heard, dialled = call("1,-,w75,h")
    assert heard[1] == (
        "Starting now, at 8 PM: Hope. "
        "By telephone: press 1, and you are connected. Open to everyone."
    )
    assert heard[heard.index(CALLING) + 1] == "You are back in the list of meetings."
    (leg,) = dialled
    assert (leg.number, leg.keys, leg.caller_id) == (BRIDGE, STEPS, LIST_NUMBER)
    assert leg.seconds == 60


def test_star_belongs_to_the_bridge() -> None:
    _, (leg,) = call("1,-,w30,*,w60,h")
    assert leg.seconds == 60


def test_a_call_onward_ends_in_two_hours() -> None:
    _, (leg,) = call("1,-,w9000,h", far=FarEnd(seconds=90000))
    assert leg.seconds == 7200


def test_key_1_again_connects_at_once() -> None:
    heard, dialled = call("1,1,w70,h")
    assert len(dialled) == 1
    assert heard[-1] == KEYS


@pytest.mark.parametrize(
    ("key", "then"),
    [
        ("2", "at 9 PM: Hope."),
        ("3", "This is the first one."),
        ("4", NUMBER_SAID),
        ("8", "I will wait. Press any key to go on."),
        ("9", "Le comunico con"),
        ("*", "Starting now, at 8 PM: Hope."),
    ],
)
def test_while_one_is_told_of_the_call_the_keys_of_the_list_do_what_they_do_there(
    key: str, then: str
) -> None:
    told, dialled = call(f"1,!{key},h", by_phone(), by_phone(id="bbbbbbbb", start=21 * 60))
    assert dialled == []
    assert any(then in each for each in told[-4:]), told


@pytest.mark.parametrize("outcome", ["busy", "no-answer", "failed"])
def test_a_bridge_that_does_not_answer_is_said_with_its_number(outcome: str) -> None:
    heard, (leg,) = call("1,-,w90,h", far=FarEnd(outcome))
    assert leg.keys == ""
    missed = heard.index("That meeting could not be reached just now.")
    assert heard[missed + 1 : missed + 3] == [NUMBER_SAID, KEYS]


def test_back_in_the_list_at_the_same_meeting() -> None:
    heard, _ = call("1,-,w75,2,h", by_phone(), by_phone(id="bbbbbbbb", start=21 * 60))
    assert any("at 9 PM: Hope." in each for each in heard[3:])


@pytest.mark.parametrize(("minutes", "dialled"), [(-11, 0), (-9, 1), (9, 1)])
def test_from_ten_minutes_before_until_the_end(minutes: int, dialled: int) -> None:
    assert len(call("1,-,w75,h", at=EIGHT + timedelta(minutes=minutes))[1]) == dialled


def test_long_before_it_the_number_is_said_and_key_1_joins_the_meeting_that_is_on() -> None:
    heard, dialled = call("1,-,w9,h", at=EIGHT - timedelta(hours=1))
    assert "By telephone: 2 0 2, 5 5 5." in heard[1]
    assert any(each.startswith("Joining ") for each in heard)
    assert dialled == []


def test_long_before_it_with_no_meeting_on_one_hears_when_key_1_connects() -> None:
    heard, dialled = call("1,h", at=EIGHT - timedelta(hours=2), hours=False)
    assert heard[-2:] == [
        "That meeting begins tonight at 8 PM. "
        "From ten minutes before it, key 1 in this list connects you.",
        KEYS,
    ]
    assert dialled == []


def test_slowly_the_number_is_said_too() -> None:
    heard, _ = call("4,h")
    connect = heard.index("By telephone: press 1, and you are connected.")
    assert heard[connect + 1] == NUMBER_SAID


def test_a_place_with_a_telephone_too() -> None:
    heard, dialled = call("1,-,w75,h", by_phone(venue="hybrid", spoken_place="Grace Hall"))
    assert "At Grace Hall. Or by telephone: press 1, and you are connected." in heard[1]
    assert len(dialled) == 1


NEVER: dict[str, dict[str, Any]] = {
    "doubtful": {"sure": False},
    "another country": {"region": "JM", "kind": "fixed_line"},
    "premium": {"kind": "premium_rate"},
    "shared cost": {"kind": "shared_cost"},
    "a person's": {"kind": "personal_number"},
    "emergency": {"kind": "emergency"},
    "satellite": {"number": "+8816123456789", "region": "001", "kind": "mobile"},
    "the line itself": {"number": LIST_NUMBER},
    "its helpline": {"number": "+12025550111"},
}


@pytest.mark.parametrize("why", NEVER)
def test_never_dialled_whatever_a_list_says(why: str) -> None:
    usual = {"number": BRIDGE, "steps": STEPS, "region": "US", "kind": "toll_free", "sure": True}
    never = by_phone(dial=Dial(**{**usual, **NEVER[why]}))
    heard, dialled = call("1,-,w60,h", never)
    assert "By telephone: 2 0 2, 5 5 5." in heard[1]
    assert dialled == []


def test_with_a_limit_of_none_nobody_is_connected() -> None:
    heard, dialled = call("1,-,w60,h", of=replace(settings(), onward=Onward(0, 60)))
    assert "By telephone: 2 0 2, 5 5 5." in heard[1]
    assert dialled == []


def test_over_the_limit_one_hears_so_and_the_number() -> None:
    """Redis is away in these tests: the limit of the process stands in."""
    heard, dialled = call("1,-,w75,h", of=replace(settings(), onward=Onward(10, 2)), times=3)
    full = heard.index(
        "Too many callers are being connected just now. You can call that meeting yourself."
    )
    assert heard[full + 1 : full + 3] == [NUMBER_SAID, KEYS]
    assert len(dialled) == 2


def test_without_the_lines_own_number_the_callers_would_be_shown_so_nobody_is_called() -> None:
    heard, dialled = call("2,1,-,w60,h", to="sip:line@example.org", hours=False)
    assert any("By telephone: 2 0 2, 5 5 5." in each for each in heard)
    assert dialled == []


def test_a_call_that_only_listens_is_not_connected() -> None:
    there = replace(world(), snapshot=Snapshot.load(pack((by_phone(),), EIGHT)), rota=Rota())
    place = f"{int(EIGHT.timestamp() // 60)}~aaaaaaaa~"
    turn = at("onward", on=there, now=EIGHT, listens=True, cursor=place)
    words = answered(turn).words
    assert words == [
        "This call cannot be connected. You can call that meeting yourself.",
        NUMBER_SAID,
        KEYS,
    ]


def test_a_meeting_that_is_over_meanwhile_leads_on_in_the_list() -> None:
    late = EIGHT + timedelta(minutes=61)
    other = by_phone(id="bbbbbbbb", start=22 * 60)
    there = replace(world(), snapshot=Snapshot.load(pack((by_phone(), other), late)))
    place = f"{int(EIGHT.timestamp() // 60)}~aaaaaaaa~"
    words = answered(at("onward", on=there, now=late, cursor=place)).words
    assert words[0] == "That meeting is over."
    assert words[1].startswith("In 59 minutes, at 10 PM: Hope.")


def test_a_list_read_before_a_language_was_known_still_says_its_numbers() -> None:
    meeting = by_phone(spoken_phone={"en": "2 0 2, 5 5 5"}, dial=None)
    heard, _ = call("9,-,h", meeting)
    told = " ".join(heard)
    assert "2 0 2, 5 5 5" in told.partition("oprima")[2], heard
