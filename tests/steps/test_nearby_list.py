"""The list around a caller: how far it looks, and what each of its keys does there."""

from dataclasses import replace

import pytest

from ivr.phone import Call
from ivr.places.places import Places
from ivr.schedule.meeting import Meeting
from tests.line import settings
from tests.ringing import said
from tests.steps.test_meetings import meeting
from tests.steps.test_nearby import (
    ASKED,
    FAR,
    HERE,
    KEYS,
    MORE,
    REGION,
    SOON,
    after_asking,
    five,
    near,
    ring,
)

PHONE = meeting(
    id="pppppppp", venue="phone", spoken_place="", spoken_phone={"en": "2 0 2, 5 5 5, 0 1 2 3"}
)
ONLINE = meeting(
    id="oooooooo", venue="online", spoken_place="", spoken_name="Screen", start=21 * 60
)
HELP = "You have reached members of N A. Everyone here is in recovery, or looking for it."
NOTHING = "Within 60 miles I know of no meeting in the next two days."
NONE_SO = "Near there I know of no such meeting in the next seven days."
END = "Those were all the meetings near there in the next seven days."


def heard(keys: str, *meetings: Meeting) -> list[str]:
    """What is said from the place on."""
    return after_asking(ring(keys, *meetings))


def last(keys: str, *meetings: Meeting) -> str:
    return " ".join(heard(keys, *meetings)[1:])


def test_every_key_of_the_list_works_around_a_place() -> None:
    everything = (
        near(0),
        near(1, access="closed", start=21 * 60, spoken_name="Later"),
        near(2, weekday=6, spoken_name="Sunday"),
        near(3, weekday=1, spoken_name="Tuesday"),
        near(4, (10.0, 10.0), start=20 * 60 + 30, spoken_name="Elsewhere"),
    )
    assert "at 9 PM: Later." in last("!3,12349,2,h", *everything)  # the one elsewhere is left out
    assert "Hope" in last("!3,12349,2,3,h", *everything).partition("Later")[2]
    assert "The day after. Tomorrow, Sunday, at 8 PM" in last("!3,12349,5,h", *everything)
    assert "Only open meetings. " in last("!3,12349,6,2,h", *everything)
    assert "Later" not in last("!3,12349,6,2,h", *everything)
    assert last("!3,12349,8,1,h", *everything).count("from there") == 2
    assert last("!3,12349,4,h", *everything).count("Less than a mile from there.") == 2
    assert last("!3,12349,*,-,h", *everything).count("Type your ZIP code") == 1
    further = "Those were all in the next two days. After that: Tuesday"
    assert further in last("!3,12349,2,2,2,h", *everything)
    assert END in last("!3,12349,2,2,2,2,h", *everything)
    assert "This is the first one." in last("!3,12349,3,h", *everything)


def test_where_nothing_is_near_there_are_meetings_by_telephone_and_online() -> None:
    told = heard("!3,12341,2,7,7,*,h", PHONE, ONLINE, near(3))
    assert told[:3] == [
        "Meetings near that postal code.",
        NOTHING,
        "Here are meetings by telephone and online.",
    ]
    assert "By telephone: 2 0 2, 5 5 5, 0 1 2 3." in told[3]
    assert told[4] == KEYS
    assert "Screen. Online, with a computer" in told[5]
    assert "Only meetings by telephone." in told
    assert told.count("Here are meetings by telephone and online.") == 2
    assert told[-1] == ASKED  # star asks again
    assert not any("Grace Hall" in each for each in told)


def test_where_nothing_is_near_and_nothing_remote_all_are_read_and_star_asks_again() -> None:
    told = heard("!3,12341,*,h", *five())
    assert told[1:4] == [
        NOTHING,
        "Here are the next meetings everywhere.",
        f"{SOON} Open to everyone.",
    ]
    assert told[-1] == ASKED


def test_what_is_near_only_later_in_the_week_is_read_before_what_is_far() -> None:
    tuesday = near(3, weekday=1, spoken_name="Tuesday")
    told = heard("!3,12349,h", tuesday, PHONE)
    assert told[:3] == [HERE, NOTHING, "After that, within 3 miles:"]
    assert told[3].startswith("Tuesday at 8 PM: Tuesday.")


def test_key_6_looks_further_away_and_later() -> None:
    closed = [near(number, access="closed") for number in range(5)]
    told = last("!3,12349,6,h", *closed, near(7, FAR, spoken_name="Open"))
    wide = "Only open meetings. Nothing nearer than 15 miles in the next two days. Within 30 miles:"
    assert f"{wide} In " in told
    assert "Open. At Grace Hall" in told
    later = near(7, weekday=1, spoken_name="Tuesday")
    told = last("!3,12349,6,6,h", *closed, later)
    assert f"Only open meetings. {NOTHING} After that, within 3 miles: Tuesday at 8 PM" in told
    assert "Open and closed meetings. " in told
    told = last("!3,12349,6,h", *closed)
    assert f"{NONE_SO} In " in told


def test_key_7_is_of_anywhere_and_the_place_comes_back() -> None:
    told = last("!3,12349,7,7,h", *five(), PHONE)
    anywhere = "Only meetings by telephone, from anywhere. In "
    assert anywhere in told
    assert "By telephone: 2 0 2" in told.partition(anywhere)[2]
    back = "All kinds of meetings near there. In "
    assert "Less than a mile from there." in told.partition(back)[2]
    assert "I know of no such meeting in the next seven days. In " in last("!3,12349,7,h", *five())


def test_another_day_at_the_end_stays_where_the_caller_is() -> None:
    told = heard("!3,12349,5,h", near(0))
    assert END in told
    assert told[told.index(END) + 1].startswith("In ")
    closed = near(1, access="closed", weekday=1)
    told = heard("!3,12349,6,5,h", near(0), closed)
    assert "Those were all the open meetings near there in the next seven days." in told


def test_key_1_without_a_meeting_of_the_hour_stays_in_the_list() -> None:
    call = ring("!3,12349,1,2,h", near(0), near(1, start=21 * 60, spoken_name="Later"))
    told = after_asking(call)
    here = told.index("No meeting is on here now.")
    assert told[here + 1] == KEYS
    assert "at 9 PM: Later." in told[here + 2]
    assert "from there" in told[here + 2]


def test_the_place_in_the_list_is_kept_through_help() -> None:
    told = heard("!3,12349,2,0,2,h", near(0), near(1, start=21 * 60, spoken_name="Later"))
    assert "Later. At Grace Hall" in told[-1] or "Later. At Grace Hall" in told[-2]
    assert sum("from there" in each for each in told) == 3


@pytest.mark.parametrize(
    ("words", "heard_then"),
    [
        ("I need help I want to die", HELP),
        ("operator", HELP),
        ("main menu", "Welcome to the N A meeting line."),
        ("can you repeat that", ASKED),
        ("español", "Marque su código postal, o diga su ciudad."),
    ],
)
def test_words_that_are_no_place_are_not_taken_for_one(words: str, heard_then: str) -> None:
    assert after_asking(ring(f'!3,"{words}",h'))[0] == heard_then


def test_a_language_that_the_line_does_not_speak_is_no_town() -> None:
    one = replace(settings(), lines=tuple(replace(x, languages=("en",)) for x in settings().lines))
    call = ring('!3,"español",h', of=one)
    assert after_asking(call)[:2] == ["I did not understand that.", MORE]


def test_silence_the_second_time_is_the_list_of_everywhere() -> None:
    told = after_asking(ring("!3,99999,-,h", fields=REGION))
    assert told[:4] == [
        "I do not know that code.",
        MORE,
        "Here are the next meetings everywhere.",
        f"{SOON} Open to everyone.",
    ]


def test_the_first_key_of_a_code_does_nothing_by_itself() -> None:
    told = after_asking(ring("!3,1,12349,h"))
    assert told[:3] == ["I heard only the key 1.", MORE, HERE]


def test_a_line_that_begins_there_without_places_offers_its_languages() -> None:
    line = replace(settings().lines[1], start="near")
    of = replace(settings(), lines=(settings().lines[0], line, *settings().lines[2:]))
    call: Call = ring("h", of=of, places=Places.EMPTY)
    assert said(call)[:3] == [
        "The N A meeting line.",
        "I cannot look up places just now. Here are the next meetings.",
        "Para español, oprima nueve.",
    ]


def test_the_state_is_said_in_the_language_of_the_call() -> None:
    call = ring('!9,3,"Rivertown",h')
    told = said(call)
    place = told.index("Reuniones cerca de")
    assert told[place + 1 : place + 3] == ["Rivertown", "Nueva York."]
