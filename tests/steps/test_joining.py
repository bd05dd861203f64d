"""Which meeting, which part of its room, and how: from what was known when a call went in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from ivr.rooms.leaders import sign
from ivr.rooms.names import part
from ivr.rooms.view import Admission, Rooms, View
from ivr.rota import Hour, Rota
from ivr.turn import World
from tests.line import SATURDAY_EVENING, world
from tests.steps.heard import Answer, Said, answered, at

SAID = Said()
ZONE = ZoneInfo("America/New_York")
SIX = 18 * 60
MAIN = Hour("daily", SIX, "Supper", leader="ana")
SEVEN = Hour("daily", 19 * 60, "New Faces", leader="ben")
WOMEN = Hour("daily", SIX, "Women Too", room="women", leader="cora")
WOMEN_AT_SEVEN = Hour("daily", 19 * 60, "Women at Seven", room="women")
MINUTE = str(int(SATURDAY_EVENING.timestamp() // 60))
SPANISH = Hour("daily", SIX, "Noche", language="es", leader="ines")


def line(*hours: Hour) -> World:
    return replace(world(), rota=Rota(hours or (MAIN, SEVEN), ZONE), prompts=SAID)


def joined(*hours: Hour, **more: object) -> Answer:
    return answered(at("greeting", on=line(*hours), key="1", **more))


def place(part: str = "meeting-main", **more: object) -> Admission:
    return Admission(part, **more)  # type: ignore[arg-type]


@pytest.fixture(autouse=True, scope="module")
def every_sentence_of_the_way_in() -> Iterator[None]:
    yield
    wanted = {"joining-full", "joining-locked", "joining-refused", "joining-muted", "joining-hands"}
    assert wanted | {"rooms-full", "removed", "removed-until"} <= SAID.said


def test_the_only_meeting_in_the_callers_language_is_joined() -> None:
    assert joined(SPANISH, MAIN).room == "meeting-main"
    assert joined(SPANISH, MAIN, language="es").room == "meeting-es"
    assert joined(SPANISH).words[:2] == ["Joining", "Noche"]


def test_of_several_in_the_callers_language_one_is_chosen() -> None:
    asked = joined(WOMEN, SPANISH, MAIN)
    assert (asked.room, asked.words) == (
        "",
        [
            "Two meetings are on.",
            "For Supper, press 1.",
            "For Women Too, press 2.",
            "Or stay on the line for the first one.",
        ],
    )


def test_with_none_in_the_callers_language_all_are_read() -> None:
    words = joined(WOMEN, MAIN, language="es").words
    assert " ".join(words) == (
        "Ahora hay dos reuniones. Para Supper , en inglés, marque 1. "
        "Para Women Too , en inglés, marque 2. O quédese en la línea para entrar en la primera."
    ).replace(" ,", "")


@pytest.mark.parametrize(
    ("key", "room"), [("1", "meeting-main"), ("2", "meeting-women"), ("", "meeting-main")]
)
def test_the_chosen_room_is_carried_and_silence_joins_the_first(key: str, room: str) -> None:
    here = line(WOMEN, MAIN)
    into = answered(at("choose", on=here, key=key, attempt=1, cursor=MINUTE))
    assert (into.room, into.muted) == (room, False)
    assert f"&c={room}" in into.skip
    assert f"&c={room}" in into.then
    assert f"&c={room}" in into.wait
    again = answered(at("enter", on=here, key="1", cursor=room))
    assert (again.room, again.words) == (room, [])


def test_a_key_for_no_meeting_is_a_wrong_one() -> None:
    words = answered(at("choose", on=line(WOMEN, MAIN), key="5", cursor=MINUTE)).words
    assert words[:2] == ["That key does nothing here.", "Two meetings are on."]


def test_four_is_about_the_fellowship_unless_it_is_a_meetings_key() -> None:
    words = answered(at("choose", on=line(WOMEN, MAIN), key="4", cursor=MINUTE)).words
    assert words[0].startswith("N A is people who had a problem with drugs")


def test_the_choice_is_that_of_the_minute_when_it_was_read() -> None:
    late = replace(
        at("choose", on=line(WOMEN, MAIN, SEVEN, WOMEN_AT_SEVEN), key="2", cursor=MINUTE),
        now=datetime(2026, 11, 21, 19, 0, 2, tzinfo=ZONE),
    )
    assert answered(late).words[:1] == ["Joining Women at Seven."]
    alone = replace(late, world=line(WOMEN, MAIN, SEVEN))
    assert answered(alone).words[:1] == ["Joining New Faces."]  # the women's room is over


def test_a_leader_goes_where_the_rota_has_them_now_or_soon() -> None:
    assert joined(WOMEN, MAIN, leads=sign("cora")).room == "meeting-women"
    assert joined(SPANISH, MAIN, leads=sign("ines")).room == "meeting-es"
    soon = at("greeting", on=line(WOMEN, MAIN, SEVEN), key="1", leads=sign("ben"))
    assert answered(soon).words[0] == "Two meetings are on."
    soon = replace(soon, now=datetime(2026, 11, 21, 18, 50, tzinfo=ZONE))
    assert answered(soon).room == "meeting-main"


def test_a_leader_comes_out_into_the_leaders_menu() -> None:
    into = joined(MAIN, leads=sign("ana"))
    assert into.then.startswith("lead?")
    assert into.then.endswith(f"&c=meeting-main&g={sign('ana')}")


def test_a_full_room_passes_on_to_its_next_part_and_says_so() -> None:
    into = joined(admission=place("meeting-main.3", passed="full"))
    assert into.room == "meeting-main.3"
    assert "Many people are here. You are in room 3 of this meeting." in into.words
    assert "c=meeting-main.3" in into.then
    assert "c=meeting-main.3" in into.wait


def test_a_locked_room_passes_newcomers_on_and_says_so() -> None:
    into = joined(admission=place("meeting-main.2", passed="locked"))
    said = "The first room takes nobody new just now. You are in room 2 of this meeting."
    assert (into.room, said in into.words) == ("meeting-main.2", True)


def test_whoever_comes_back_hears_nothing_new() -> None:
    back = at("room", on=line(), key="1", cursor="meeting-main.2")
    into = answered(replace(back, admission=place("meeting-main.2", passed="full", returns=True)))
    assert (into.room, into.words) == ("meeting-main.2", [])


def test_what_is_heard_alone_begins_anew_until_it_was_heard() -> None:
    back = at("room", on=line(), key="1", cursor="meeting-main")
    rounds = [
        answered(replace(back, admission=each)).wait.partition("&a=")[2][0]
        for each in (None, place(returns=True), place(returns=True, been=True))
    ]
    assert rounds == ["0", "0", "1"]


def test_whoever_comes_in_muted_is_told_how_to_speak() -> None:
    into = joined(admission=place(muted=True, mode="muted"))
    assert (into.muted, "&m=1" in into.then, "&m=1" in into.wait) == (True, True, True)
    assert "You come in muted. To speak, press star, then 6." in into.words
    into = joined(admission=place(muted=True, mode="hands"))
    assert (
        "You come in muted. To speak, press star, then 2, and wait until the leader calls you."
        in into.words
    )


def test_the_key_to_go_in_at_once_leaves_out_no_word_of_being_muted() -> None:
    one = at("enter", on=line(), key="1", cursor="meeting-main")
    into = answered(replace(one, admission=place(muted=True, returns=True)))
    assert (into.muted, into.words) == (True, ["Muted. Star, then 6, to speak."])
    known = at("enter", on=line(), key="1", cursor="meeting-main", muted=True)
    assert answered(replace(known, admission=place(muted=True, returns=True))).words == []


def test_key_six_before_the_room_comes_in_to_listen() -> None:
    one = at("enter", on=line(), key="6", cursor="meeting-main")
    for admission in (None, place(), place(muted=True)):
        into = answered(replace(one, admission=admission))
        assert (into.room, into.muted, into.words) == (
            "meeting-main",
            True,
            ["Muted. Star, then 6, to speak."],
        )
        assert "&m=1" in into.then


def test_without_redis_the_rotas_row_says_how_one_enters() -> None:
    quiet = Hour("daily", SIX, "Supper", leader="ana", speaking="muted")
    into = joined(quiet)
    assert (into.muted, "You come in muted. To speak, press star, then 6." in into.words) == (
        True,
        True,
    )
    assert joined(quiet, leads=sign("ana")).muted is False
    assert joined(quiet, admission=place(muted=False)).muted is False


def test_whoever_was_taken_out_is_told_until_when() -> None:
    for one in (
        at("greeting", on=line(), key="1"),
        at("room", on=line(), key="1", cursor="meeting-main"),
    ):
        out = answered(replace(one, admission=place(barred=True)))
        assert (out.room, out.words) == (
            "",
            [
                "The leader of this meeting took you out of it.",
                "You can come in again at 7 PM.",
                "For other meetings, press 2; nearby, 3; help or a person, zero.",
            ],
        )
        assert out.skip.startswith("removed?")


def test_a_call_that_was_sent_out_of_the_room_hears_why_and_then_the_next_meetings() -> None:
    out = answered(at("removed", on=line(), cursor="meeting-main.2"))
    assert out.words[0] == "The leader of this meeting took you out of it."
    on = answered(at("removed", on=line(), attempt=1))
    assert on.words[0] == "Here are the next meetings."
    helped = answered(at("removed", on=line(), key="0"))
    assert helped.words[0].startswith("You have reached members")


@pytest.mark.parametrize("outcome", ["failed", "busy"])
@pytest.mark.parametrize("node", ["room", "lead"])
def test_a_refused_join_goes_to_the_next_part_and_says_so(node: str, outcome: str) -> None:
    one = at(node, on=line(), cursor="meeting-main.2", outcome=outcome)
    for admission in (None, place("meeting-main.3"), place("meeting-main.2", returns=True)):
        into = answered(replace(one, admission=admission))
        assert (into.room, into.words) == (
            "meeting-main.3",
            [
                "The line could not bring you into that room. "
                "You are going into room 3 of this meeting."
            ],
        )


def test_a_refused_join_is_tried_twice_more_and_not_in_all_parts() -> None:
    parts, refused = [], at("room", on=line(), cursor="meeting-main", outcome="failed")
    for _ in range(3):
        into = answered(refused)
        parts.append(into.room)
        refused = at("room", on=line(), cursor=into.room, outcome="failed")
    assert parts == ["meeting-main.2", "meeting-main.3", ""]


def crowded(parts: int) -> World:
    """The main room with so many full parts, as it was looked last."""
    views = {part("meeting-main", n): View(people=230) for n in range(1, parts + 1)}
    return replace(line(), rooms=Rooms(views, SATURDAY_EVENING))


def test_where_nobody_can_tell_in_time_a_newcomer_goes_where_there_was_room() -> None:
    for parts in (1, 12):
        into = answered(at("enter", on=crowded(parts), cursor="meeting-main", untold=True))
        assert into.room == f"meeting-main.{parts + 1}"
        assert f"c=meeting-main.{parts + 1}" in into.then
        assert (
            into.words[0] == f"Many people are here. You are in room {parts + 1} of this meeting."
        )
    locked = replace(line(), rooms=Rooms({"meeting-main": View(people=3, locked=True)}))
    into = answered(at("enter", on=locked, cursor="meeting-main", untold=True))
    assert (into.room, into.words[0][:14]) == ("meeting-main.2", "The first room")


def test_whoever_comes_back_or_leads_goes_where_they_were() -> None:
    back = answered(at("room", on=crowded(3), key="1", cursor="meeting-main", untold=True))
    leads = answered(
        at("enter", on=crowded(3), cursor="meeting-main", untold=True, leads=sign("ana"))
    )
    assert (back.room, leads.room) == ("meeting-main", "meeting-main")


def test_before_anybody_was_asked_the_first_part_is_wanted() -> None:
    assert answered(at("enter", on=crowded(3), cursor="meeting-main")).room == "meeting-main"


def test_whoever_a_full_part_refused_goes_to_one_that_was_not() -> None:
    refused = at("room", on=crowded(12), cursor="meeting-main.5", outcome="failed")
    assert answered(refused).room == "meeting-main.13"
    refused = at("room", on=crowded(12), cursor="meeting-main.13", outcome="failed")
    assert answered(refused).room == ""  # it was not full, so it is something else


def test_a_key_during_the_words_acts_in_the_part_that_is_being_entered() -> None:
    into = joined(admission=place("meeting-main.3", passed="full"))
    assert "c=meeting-main.3" in into.skip


def test_whoever_was_called_while_out_hears_so_on_coming_back() -> None:
    back = at("room", on=line(), key="1", cursor="meeting-main", muted=True)
    into = answered(replace(back, admission=place(returns=True, called=True)))
    assert (into.muted, into.words) == (False, ["It is your turn. You can speak now."])


def test_after_the_last_part_the_next_meetings_are_read() -> None:
    one = at("room", on=line(), cursor="meeting-main.9", outcome="failed")
    out = answered(one)
    assert (out.room, out.words[:2]) == (
        "",
        [
            "I am sorry. No room can take you just now. Please try again in a few minutes.",
            "Here are the next meetings.",
        ],
    )


def test_a_key_in_the_menu_is_no_refused_join() -> None:
    one = at("room", on=line(), key="1", cursor="meeting-main", outcome="failed")
    assert answered(one).words == []


def test_the_parts_of_a_room_have_its_hours() -> None:
    into = answered(at("back", on=line(), cursor="meeting-main.4"))
    assert into.room == "meeting-main.4"
    over = answered(at("back", on=line(SPANISH), cursor="meeting-main.4"))
    assert over.words[0] == "The meeting is over. Thank you for being here."
