"""The keys of a room's menu, everyone's and the leader's: from what was done before the answer."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ivr.found import Found
from ivr.people.person import Person
from ivr.recordings.catalogue import catalogue
from ivr.rooms.leaders import sign
from ivr.rooms.view import Own, View
from ivr.rota import Hour, Rota
from ivr.turn import World
from tests.line import world
from tests.steps.heard import Answer, Said, answered, at

SAID = Said()
ZONE = ZoneInfo("America/New_York")
PART = "meeting-main.2"
KNOWN = View(people=12, hands=3)
UNKNOWN = "Just now 3, 5, 7, 8, 9 and pound do not work. 6, 4 and zero do."
CAME = datetime(2026, 11, 21, 18, 14, tzinfo=ZONE)


def line(**settings: object) -> World:
    hours = (
        Hour("daily", 18 * 60, "Supper", leader="ana", leader_name="Ana"),
        Hour("daily", 19 * 60, "New Faces", leader="ben", leader_name="Ben"),
    )
    return replace(world(), rota=Rota(hours, ZONE), prompts=SAID, **settings)  # type: ignore[arg-type]


def pressed(node: str, key: str, found: Found | None = None, **more: object) -> Answer:
    """Behind `key` in a menu; "" is the menu itself."""
    leads = sign("ana") if node == "lead" else ""
    return answered(at(node, on=line(), key=key, cursor=PART, found=found, leads=leads, **more))


def did(done: str, room: View | None = KNOWN, **more: object) -> Found:
    return Found(done, room=room, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("node", ["room", "lead"])
@pytest.mark.parametrize(
    ("place", "said"),
    [
        (1, "Your hand is up. Nobody is before you."),
        (2, "Your hand is up. One is before you."),
        (4, "Your hand is up. 3 are before you."),
    ],
)
def test_a_raised_hand_has_a_place(node: str, place: int, said: str) -> None:
    into = pressed(node, "2", did("up", own=Own(hand=place)))
    assert (into.room, into.words) == (PART, [said])


def test_nine_is_a_hand_too_and_lowers_it() -> None:
    into = pressed("room", "9", did("down"))
    assert (into.room, into.words) == (PART, ["Your hand is down."])


@pytest.mark.parametrize("found", [None, Found(), Found("", room=None)])
def test_without_redis_nobody_needs_a_hand(found: Found | None) -> None:
    into = pressed("room", "2", found)
    assert (into.room, into.words) == (
        PART,
        ["Hands cannot be counted just now. You can just speak."],
    )
    assert pressed("room", "2", found, muted=True).words == ["Muted. Star, then 6, to speak."]


@pytest.mark.parametrize("node", ["room", "lead"])
@pytest.mark.parametrize(
    ("found", "before", "muted"),
    [
        (None, False, True),
        (None, True, False),
        (Found(), True, False),
        (did("muted"), True, True),  # what was done counts, and not what the URL thought
        (did("unmuted"), False, False),
    ],
)
def test_six_mutes_and_unmutes(node: str, found: Found | None, before: bool, muted: bool) -> None:
    into = pressed(node, "6", found, muted=before)
    said = "Muted. Star, then 6, to speak." if muted else "You can speak."
    assert (into.room, into.muted, into.words) == (PART, muted, [said])
    assert ("&m=1" in into.then, "&m=1" in into.wait, "&m=1" in into.skip) == (muted,) * 3


def test_six_is_refused_while_only_called_hands_speak() -> None:
    asked = pressed("room", "6", did("refused"), muted=True)
    assert (asked.room, asked.words) == (
        "",
        [
            "Only those whom the leader calls may speak just now. To raise your hand, press 2.",
        ],
    )
    assert asked.skip.startswith("room?")
    assert f"&c={PART}&m=1" in asked.skip


def test_a_call_that_listens_raises_no_hand() -> None:
    assert pressed("room", "2", did("up"), listens=True).words == [
        "On this call you can only listen. To speak, please call again in ten minutes."
    ]


def test_four_says_what_is_on_and_how_many_are_here() -> None:
    words = ["On now: Supper. 20 more minutes.", "After it, at 7 PM: New Faces."]
    assert pressed("room", "4", did("")).words == [*words, "12 people are here."]
    assert pressed("room", "4", did("", View(people=1))).words[-1] == "You are the only one here."
    assert pressed("room", "4", Found()).words == words


def test_help_inside_the_room_comes_back_into_it() -> None:
    asked = pressed("room", "0")
    assert asked.words == [
        "We are members, not professionals. We cannot see who or where you are, so we cannot send "
        "help. If a life is in danger, hang up and call 9 1 1, or 9 8 8.",
        "To talk with a person, press zero.",
        "Stay on the line, and you are back in the meeting.",
    ]
    assert asked.skip.startswith("room-aid?")
    back = answered(at("room-aid", on=line(), attempt=1, cursor=PART))
    assert (back.room, back.words) == (PART, [])
    person = answered(at("room-aid", on=line(), key="0", cursor=PART))
    assert person.words[0].startswith("I am calling a person now.")


def test_the_leaders_menu_is_short_first() -> None:
    found = did("", own=Own(leads=True))
    assert pressed("lead", "", found).words == [
        "Leader. Press 6 to mute or unmute, 8 for the next hand, 9 to mute the last voice, "
        "1 to go back, zero for help and more keys."
    ]
    back = answered(at("lead", on=line(), attempt=1, cursor=PART, leads=sign("ana"), found=found))
    assert (back.room, back.words) == (PART, [])
    assert back.then.startswith("lead?")


def test_zero_says_the_leaders_other_keys_and_they_work_there() -> None:
    more = pressed("lead", "0")
    assert more.words[2].startswith("7, who may speak. 5, lock or unlock the room.")
    into = pressed("lead-aid", "5", did("locked"))
    assert (into.room, into.words) == (PART, ["The room is locked. Newcomers go to another room."])
    person = pressed("lead-aid", "0")
    assert person.words[0].startswith("I am calling a person now.")
    assert answered(at("lead-aid", on=line(), attempt=1, cursor=PART)).room == PART


@pytest.mark.parametrize(
    ("key", "found", "said"),
    [
        ("5", did("locked"), "The room is locked. Newcomers go to another room."),
        ("5", did("unlocked"), "The room is open to newcomers."),
        ("7", did("open"), "Everyone may speak."),
        ("7", did("muted"), "Everyone is muted, and may unmute."),
        ("7", did("hands"), "Only those you call may speak."),
        ("8", did("called"), "The next hand may speak."),
        ("8", did("none"), "No hand is up."),
        (
            "9",
            did("hushed", came=CAME),
            "Muted: the line that came in at 6:14 PM. 9 again takes it out.",
        ),
        ("9", did("hushed"), "Muted: the line that spoke last. 9 again takes it out."),
        ("9", did("removed", came=CAME), "Taken out, until the hour is over."),
        ("9", did("none"), "I do not know who spoke last."),
        ("#", did("absent", name="Ben"), "Ben is not here yet."),
        ("#", did("absent"), "Nobody is here who can take over."),
        ("3", did("later"), "The next hour opens ten minutes later."),
        ("3", did("early"), "That works only in the last ten minutes of the hour."),
        ("3", did("none"), "No meeting comes right after this one."),
        *((key, Found(), UNKNOWN) for key in "35789#"),
        *((key, None, UNKNOWN) for key in "35789#"),
    ],
)
def test_a_leaders_key_acts_and_is_back(key: str, found: Found | None, said: str) -> None:
    into = pressed("lead", key, found)
    assert (into.room, into.words) == (PART, [said])
    assert into.then.startswith("lead?")
    assert into.skip.startswith("back-leading?")  # the next key, while this is said


def test_nine_again_works_while_the_first_is_said() -> None:
    one = at("back-leading", on=line(), key="9", cursor=PART, leads=sign("ana"))
    again = answered(replace(one, found=did("removed")))
    assert (again.room, again.words) == (PART, ["Taken out, until the hour is over."])


def test_four_says_hands_mode_and_lock_to_the_leader() -> None:
    room = View(people=12, hands=3, mode="hands", locked=True)
    assert pressed("lead", "4", did("", room)).words[2:] == [
        "12 people are here.",
        "3 hands are up.",
        "Only those you call may speak.",
        "The room is locked. Newcomers go to another room.",
    ]
    assert pressed("lead", "4", did("", View(people=2, hands=1))).words[3] == "One hand is up."
    assert pressed("lead", "4", did("", View(people=2))).words[3] == "No hands are up."
    assert len(pressed("lead", "4", Found()).words) == 2


def test_without_redis_the_menu_says_which_keys_do_not_work() -> None:
    assert pressed("lead", "", Found()).words[0] == UNKNOWN


@pytest.mark.parametrize("key", ["", "2", "5", "8", "#"])
def test_whoever_has_not_the_keys_any_more_has_everyones_menu(key: str) -> None:
    asked = pressed("lead", key, did("not-leading"))
    assert asked.words[0] == "You are not leading now."
    assert asked.words[1].startswith("Press 6 to mute or unmute.")
    assert asked.skip.startswith("room?")


def test_whoever_hands_the_room_over_comes_back_without_the_keys() -> None:
    into = pressed("lead", "#", did("handed", name="Ben"))
    assert (into.room, into.words) == (PART, ["Ben leads now."])
    assert pressed("lead", "#", did("handed")).words == ["Handed over."]
    assert (into.then.startswith("room?"), into.skip.startswith("back?")) == (True, True)
    assert "&g=" not in into.then + into.skip + into.wait


def test_star_before_the_room_opens_the_leaders_menu() -> None:
    one = at("enter", on=line(), key="*", cursor=PART, leads=sign("ana"))
    asked = answered(replace(one, found=did("", own=Own(leads=True))))
    assert asked.words[0].startswith("Leader.")
    assert asked.skip.startswith("lead?")
    others = answered(replace(one, found=did("")))
    assert others.words[0].startswith("Press 6 to mute or unmute.")


def test_near_the_end_of_the_call_the_leader_hears_why() -> None:
    late = at("lead", on=line(), cursor=PART)
    late = replace(late, call=replace(late.call, answered=late.call.answered - 239))
    assert answered(late).words[0].startswith("A call can last four hours at most")


def test_a_pin_before_the_hour_says_when_it_begins() -> None:
    sam = Person(number="215", name="Ben", roles=("leader",), leader="ben")
    typed = at("leader", on=secret(), key="215123456", found=Found("right", person=sam))
    soon = answered(typed)
    assert soon.words[:3] == [
        "Your PIN is right.",
        "Your hour begins in 20 minutes, at 7 PM.",
        "Press 1, or stay on the line, to come in now. When your hour begins, you lead.",
    ]
    assert soon.skip.endswith(f"&g={sign('ben')}")
    early = replace(typed, now=typed.now - timedelta(hours=1))
    early = replace(early, call=replace(early.call, answered=early.call.answered - 60))
    assert answered(early).words[1].startswith("No meeting is on yet.")


def test_a_pin_in_ones_own_hour_leads_now() -> None:
    words = answered(at("leading", on=line(), leads=sign("ana"))).words
    assert words[0] == "Press 1, or stay on the line, to lead the meeting now."


def test_a_pin_before_an_hour_in_another_room_says_so() -> None:
    """The leader of the women's meeting at seven; until then only the main room is open."""
    supper = Hour("daily", 18 * 60, "Supper")
    women = Hour("daily", 19 * 60, "Women at Seven", room="women", leader="cora")
    there = replace(line(), rota=Rota((supper, women), ZONE))
    words = answered(at("leading", on=there, leads=sign("cora"))).words
    assert words[:2] == [
        "Your hour begins in 20 minutes, at 7 PM.",
        "That hour is in another room. To lead it, call again when it begins, and enter your PIN. "
        "Press 1, or stay on the line, to be in the meeting that is on now.",
    ]


def test_an_operator_who_does_not_lead_is_back_at_the_desk() -> None:
    words = answered(at("desk", on=secret(), key="1", who="214")).words
    assert words[0] == "That key does nothing here."


def secret() -> World:
    return line(settings=replace(world().settings, secret="x" * 32))


def test_silence_behind_a_leaders_pin_goes_into_the_meeting_to_lead() -> None:
    into = answered(at("leading", on=line(), attempt=1, leads=sign("ana")))
    assert (into.room, into.then.startswith("lead?")) == ("meeting-main", True)


def test_every_sentence_of_leaders_was_said() -> None:
    """Stands last: what the tests above have heard."""
    ours = {e.id for e in catalogue().entries if 512 <= e.number < 550}
    assert ours | {"leading-soon", "leading-now", "leading-early", "leading-off"} <= SAID.said
