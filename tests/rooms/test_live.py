"""Where a call finds its place, and what the keys in a room's menu do."""

from dataclasses import replace
from pathlib import Path

import redis
from msgspec import structs

from ivr.hour import Hour
from ivr.people.book import Book
from ivr.recordings.storage import storage_of
from ivr.rooms import steps
from ivr.rooms.leaders import leading, mode_in, sign
from ivr.rota import Rota
from ivr.store import PEOPLE_STATE
from tests.line import rota
from tests.people.made import SECRET
from tests.rooms.stage import MAIN, Stage, ca

JOE, ANA, BEN = sign("joe"), sign("ana"), sign("ben")
"""At twenty to seven on the demo's line Ana leads, and Ben the next hour."""


def test_some_enter_able_to_speak_and_those_after_them_muted(room: Stage) -> None:
    found = [room.comes(n) for n in (1, 2, 3)]
    assert [each.muted for each in found] == [False, False, True]


def test_whoever_chose_to_listen_enters_muted(room: Stage) -> None:
    assert room.comes(1, muted=True).muted
    assert room.room().people[ca(1)].own


def test_whoever_chose_to_listen_stays_so_after_redis_lost_it(room: Stage) -> None:
    room.event("participant-join", 1, Muted="true")
    assert not room.room().people[ca(1)].own
    assert room.admit(1, muted=True).returns
    assert room.room().people[ca(1)].own


def test_a_full_room_has_a_second_part_and_a_third(room: Stage) -> None:
    places = [room.comes(n) for n in range(1, 10)]
    assert [each.part for each in places] == [MAIN] * 4 + [f"{MAIN}.2"] * 4 + [f"{MAIN}.3"]
    assert [each.passed for each in places] == [""] * 4 + ["full"] * 5


def test_a_redis_that_began_anew_answers_the_first_who_comes(room: Stage) -> None:
    room.comes(1)
    room.connection.script_flush()  # what it had been sent before it knows no more
    assert room.admit(1).returns


def test_those_on_their_way_count_before_the_carrier_has_told_of_them(room: Stage) -> None:
    assert [room.admit(n).part for n in range(1, 6)] == [MAIN] * 4 + [f"{MAIN}.2"]
    room.later(minutes=3)  # none of them ever came
    assert room.admit(6).part == MAIN


def test_whoever_is_out_by_star_comes_back_into_a_full_room_as_they_were(room: Stage) -> None:
    for n in (1, 2, 3, 4):
        room.comes(n)
    room.key("room+mute", 2)
    room.event("participant-leave", 2, ParticipantCallStatus="in-progress")
    assert room.admit(5).part == f"{MAIN}.2"
    back = room.admit(2)
    assert (back.part, back.muted, back.returns) == (MAIN, True, True)


def test_who_has_not_been_in_for_a_minute_has_not_heard_what_is_said_first(room: Stage) -> None:
    assert not room.comes(1).been
    assert not room.admit(1).been  # a key while that was said
    room.later(seconds=61)
    assert room.admit(1).been
    assert not room.admit(2).been
    room.later(seconds=61)
    assert not room.admit(2).been  # never in the room itself


def test_a_hand_goes_up_and_down_and_has_a_place(room: Stage) -> None:
    room.comes(1)
    room.comes(2)
    first, second, down = (room.key("room+hand", n) for n in (1, 2, 1))
    assert [(each.done, each.own.hand) for each in (first, second, down)] == [
        ("up", 1),
        ("up", 2),
        ("down", 0),
    ]
    assert room.room().hands == (ca(2),)


def test_a_hand_goes_down_when_its_call_ends(room: Stage) -> None:
    room.comes(1)
    room.key("room+hand", 1)
    room.event("participant-leave", 1, ParticipantCallStatus="completed")
    assert room.room().hands == ()


def test_the_leaders_keys_are_for_leaders(room: Stage) -> None:
    room.comes(1)
    assert room.key("lead+lock", 1).done == "not-leading"
    assert room.queued == []


def test_whoever_was_removed_has_the_keys_no_more_until_they_lead_again(
    room: Stage, tmp_path: Path
) -> None:
    here = replace(room.settings, data_dir=tmp_path, secret=SECRET)
    book = Book(room.connection, storage_of(here), here, lambda: room.now)
    book.lead_no_more("joe", "Joe")
    room.comes(1, leads=ANA)
    room.comes(2)
    assert room.key("lead+lock", 1, leads=ANA).done == "locked"
    book.lead_no_more("ana", "Ana")
    assert room.key("lead+lock", 1, leads=ANA).done == "not-leading"
    assert room.key("lead+lock", 9, leads=ANA).done == "not-leading"  # nobody could admit them
    assert leading(room.room().people, None) == frozenset()
    assert room.admit(3, leads=ANA).passed == "locked"
    room.later(minutes=1)
    steps.admitted_leader(room.connection, MAIN, ca(2), ANA, room.now)
    assert room.key("lead+mode", 2, leads=ANA).done == "not-leading"
    room.connection.set(PEOPLE_STATE.of(), "")  # as the store has it
    book.open()
    assert room.key("lead+lock", 1, leads=ANA).done == "not-leading"
    book.add("Ana", roles=("leader",), leader="ana")
    assert room.key("lead+lock", 1, leads=ANA).done == "unlocked"


def test_a_locked_room_takes_no_newcomers_but_leaders(room: Stage) -> None:
    room.comes(1, leads=ANA)
    assert room.key("lead+lock", 1, leads=ANA).done == "locked"
    newcomer = room.admit(2)
    assert (newcomer.part, newcomer.passed) == (f"{MAIN}.2", "locked")
    assert room.admit(3, leads=BEN).part == MAIN
    assert room.key("lead+lock", 1, leads=ANA).done == "unlocked"
    assert room.admit(4).part == MAIN
    assert room.queued == []


def test_a_lock_ends_with_its_hour(room: Stage) -> None:
    room.comes(1, leads=ANA)
    room.key("lead+lock", 1, leads=ANA)
    room.later(minutes=21)
    assert room.admit(2).part == MAIN


def test_the_mode_goes_round_and_ends_with_its_hour(room: Stage) -> None:
    room.comes(1, leads=ANA)
    assert room.key("lead+mode", 1, leads=ANA).done == "muted"
    assert room.comes(2).muted
    assert room.key("lead+mode", 1, leads=ANA).done == "hands"
    assert room.key("room+mute", 2).done == "refused"
    room.later(minutes=21)
    assert room.key("room+mute", 2).done == "unmuted"


def test_the_next_hand_may_speak_once(room: Stage) -> None:
    for n, leads in ((1, ANA), (2, ""), (3, ""), (4, ANA)):
        room.comes(n, leads=leads)
    for n in (2, 3):
        room.key("room+hand", n)
    both = [room.key("lead+call", n, leads=ANA).done for n in (1, 4, 1)]
    assert both == ["called", "called", "none"]
    assert [each for each in room.queued if each[1] == "call"] == [
        (MAIN, "call", ca(2)),
        (MAIN, "call", ca(3)),
    ]


def test_nine_mutes_who_spoke_last_and_nine_again_keeps_that_telephone_out(room: Stage) -> None:
    room.comes(1, leads=ANA)
    room.comes(2, mark="00c0de")
    came = room.now
    room.comes(3)
    for n in (3, 2, 1):  # Ana's own voice is not meant
        room.later(seconds=1)
        room.event("participant-speech-start", n)
    hushed = room.key("lead+hush", 1, leads=ANA)
    assert (hushed.done, hushed.came) == ("hushed", came)
    assert room.key("lead+hush", 1, leads=ANA).done == "removed"
    assert room.queued == [(MAIN, "hush", ca(2)), (MAIN, "remove", ca(2))]
    assert room.admit(2).barred
    assert room.admit(5, mark="00c0de").barred
    assert not room.admit(6, mark="3fa9c1").barred
    room.later(minutes=21)
    assert not room.admit(7, mark="00c0de").barred


def test_nine_later_is_about_who_was_heard_since(room: Stage) -> None:
    room.settings = replace(room.settings, room=replace(room.settings.room, speakers=9))
    room.comes(1, leads=ANA)
    for n in (2, 3, 4):
        room.comes(n)
    room.event("participant-speech-start", 2)
    assert room.key("lead+hush", 1, leads=ANA).done == "hushed"
    room.later(seconds=60)
    room.event("participant-speech-start", 3)
    room.event("participant-speech-start", 2)  # muted: the room does not hear it
    room.later(seconds=1)
    assert room.key("lead+hush", 1, leads=ANA).done == "hushed"
    assert room.key("lead+hush", 1, leads=ANA).done == "removed"
    assert room.queued == [(MAIN, "hush", ca(2)), (MAIN, "hush", ca(3)), (MAIN, "remove", ca(3))]


def test_whoever_is_muted_already_was_not_the_loud_one(room: Stage) -> None:
    room.comes(1, leads=ANA)
    for n in (2, 3):
        room.comes(n)
    room.event("participant-speech-start", 2)
    room.later(seconds=1)
    room.event("participant-speech-start", 3)
    room.event("participant-mute", 3, Muted="true")
    room.key("lead+hush", 1, leads=ANA)
    assert room.queued == [(MAIN, "hush", ca(2))]


def test_whoever_was_taken_out_is_a_newcomer_in_the_next_hour(room: Stage) -> None:
    room.comes(1, leads=ANA)
    room.comes(2)
    room.event("participant-speech-start", 2)
    for _ in range(2):
        room.key("lead+hush", 1, leads=ANA)
    room.event("participant-leave", 2, ParticipantCallStatus="in-progress")
    assert room.admit(2).barred
    room.later(minutes=21)
    back = room.comes(2)
    assert (back.barred, back.returns, back.muted) == (False, False, False)
    room.key("room+hand", 2)
    room.event("participant-leave", 2, ParticipantCallStatus="in-progress")
    assert room.room().hands == (ca(2),)


def test_a_withheld_caller_is_kept_out_with_that_call_only(room: Stage) -> None:
    room.comes(1, leads=ANA)
    room.comes(2)
    room.event("participant-speech-start", 2)
    for _ in range(2):
        room.key("lead+hush", 1, leads=ANA)
    assert room.admit(2).barred
    assert not room.admit(3).barred


def test_whoever_is_called_while_out_is_told_so_once_on_coming_back(room: Stage) -> None:
    room.comes(1, leads=ANA)
    for n in (2, 3):
        room.comes(n)
        room.key("room+hand", n)
    room.event("participant-join", 3, Muted="false")
    for _ in range(2):
        room.key("lead+call", 1, leads=ANA)
    back = room.admit(2)
    assert (back.called, back.muted) == (True, False)
    assert [room.admit(2).called, room.admit(3).called] == [False, False]


def test_where_nobody_leads_only_called_hands_is_all_muted(room: Stage) -> None:
    hours = tuple(structs.replace(row, speaking="hands") for row in rota().hours)
    room.rota = replace(rota(), hours=hours)
    alone = room.comes(2)
    assert (alone.muted, alone.mode) == (True, "muted")
    found = room.key("room+mute", 2)
    assert found.room is not None
    assert (found.done, found.room.mode) == ("unmuted", "muted")
    room.comes(1, leads=ANA)
    assert (room.comes(3).mode, room.key("room+mute", 3).done) == ("hands", "refused")
    room.event("participant-leave", 1, ParticipantCallStatus="completed")
    assert room.key("room+mute", 3).done == "unmuted"


def test_the_room_is_handed_to_the_next_hours_leader(room: Stage) -> None:
    room.comes(1, leads=ANA)
    absent = room.key("lead+over", 1, leads=ANA)
    assert (absent.done, absent.name) == ("absent", "Ben")
    room.comes(2, leads=BEN)
    handed = room.key("lead+over", 1, leads=ANA)
    assert (handed.done, handed.name) == ("handed", "Ben")
    assert room.queued == [(MAIN, "over", ca(2))]
    assert room.key("lead+lock", 1, leads=ANA).done == "not-leading"  # an address of before
    room.comes(1)  # as the flow sends it back
    assert room.key("lead+lock", 1).done == "not-leading"
    assert room.key("lead+lock", 2, leads=BEN).done == "locked"


def test_keys_follow_the_rota_when_the_hour_changes(room: Stage) -> None:
    room.comes(1, leads=ANA)
    room.comes(3, leads=JOE)
    room.later(minutes=18)
    assert room.key("lead", 3, leads=JOE).done == ""  # two at once is fine
    room.later(minutes=3)
    assert room.key("lead", 1, leads=ANA).done == ""  # nobody of the new hour is here yet
    room.comes(2, leads=BEN)
    assert room.key("lead", 2, leads=BEN).done == ""
    assert room.key("lead", 1, leads=ANA).done == "not-leading"


def test_a_leader_whose_line_dropped_has_the_keys_on_coming_back(room: Stage) -> None:
    room.comes(1, leads=ANA)
    room.key("lead+mode", 1, leads=ANA)
    room.event("participant-leave", 1, ParticipantCallStatus="completed")
    room.comes(2, leads=ANA)
    found = room.key("lead+mode", 2, leads=ANA)
    assert found.done == "hands"  # the mode stayed with the room


def test_the_opening_is_held_back_in_the_last_ten_minutes(room: Stage) -> None:
    room.comes(1, leads=ANA)
    assert room.key("lead+later", 1, leads=ANA).done == "early"
    room.later(minutes=12)
    found = room.key("lead+later", 1, leads=ANA)
    assert found.done == "later"
    assert room.room().facts.held_back_until > steps.milliseconds(room.now)


def test_an_opening_that_is_held_back_holds_back_the_mode(room: Stage) -> None:
    room.comes(1, leads=ANA)
    room.key("lead+mode", 1, leads=ANA)
    room.later(minutes=12)
    room.key("lead+later", 1, leads=ANA)
    room.later(minutes=9)
    assert (room.comes(2).mode, mode(room)) == ("muted", "muted")
    assert room.key("lead+mode", 1, leads=ANA).done == "hands"
    assert (room.admit(3).mode, mode(room)) == ("hands", "hands")
    room.later(minutes=10)
    assert (room.admit(4).mode, mode(room)) == ("open", "open")


def mode(room: Stage) -> str:
    return mode_in(room.room(), room.rota.held(room.now, MAIN), room.now)


def test_nothing_is_held_back_where_no_hour_follows(room: Stage) -> None:
    room.rota = Rota((Hour("daily", 18 * 60, "Supper", leader="ana"),), rota().zone)
    room.comes(1, leads=ANA)
    for _ in range(3):  # also in the last ten minutes, and past the hour
        assert room.key("lead+later", 1, leads=ANA).done == "none"
        room.later(minutes=12)
    assert room.room().facts.held_back_until == 0


def test_past_the_hour_a_lock_and_a_removal_last_while_the_room_does(room: Stage) -> None:
    room.rota = Rota((Hour("daily", 18 * 60, "Supper", leader="ana"),), rota().zone)
    room.comes(1, leads=ANA)
    room.comes(2)
    room.event("participant-speech-start", 2)
    room.later(minutes=21)
    room.key("lead+lock", 1, leads=ANA)
    for _ in range(2):
        room.key("lead+hush", 1, leads=ANA)
    room.later(minutes=8)
    assert (room.admit(2).barred, room.admit(3).passed) == (True, "locked")


def test_a_leader_whom_redis_lost_has_the_keys_by_the_url(room: Stage) -> None:
    room.comes(1, leads=ANA)
    room.connection.flushall()
    assert room.key("lead+mode", 1, leads=ANA).done == "muted"


def test_without_redis_nothing_is_known(room: Stage, connection: redis.Redis) -> None:
    room.settings = replace(room.settings, redis_url="redis://127.0.0.1:1")
    assert room.key("lead+lock", 1, leads=ANA).room is None


def test_whoever_chose_to_listen_stays_muted_when_everyone_may_speak(room: Stage) -> None:
    room.admit(1)
    assert room.key("room+listen", 1).done == "muted"
    assert room.room().people[ca(1)].own


def test_a_call_that_only_listens_raises_no_hand(room: Stage) -> None:
    room.comes(1, listens=True)
    assert room.key("room+hand", 1, listens=True).done == ""
    assert room.room().hands == ()


def test_whoever_left_and_comes_again_finds_a_place_like_a_newcomer(room: Stage) -> None:
    room.comes(1)
    room.event("participant-leave", 1, ParticipantCallStatus="completed")
    for n in (2, 3, 4, 5):
        room.comes(n)
    assert room.admit(1).part == f"{MAIN}.2"
