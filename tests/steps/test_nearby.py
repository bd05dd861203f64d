"""Key 3: where a caller is, and the list around that place."""

import asyncio
import logging
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest
import redis
from prometheus_client import generate_latest

from ivr import answering, store
from ivr.call import DamagedCall
from ivr.phone import Call
from ivr.places.build import Builder, Row
from ivr.places.hearing import Hearer
from ivr.places.places import Found, Places
from ivr.rota import Rota
from ivr.schedule.meeting import Meeting
from ivr.schedule.snapshot import Snapshot, pack
from ivr.settings import Line, Settings
from ivr.steps.circle import Circle, Place, rounded
from ivr.turn import Heard
from tests.line import SATURDAY_EVENING, settings, world
from tests.ringing import exchange, said
from tests.steps.heard import at
from tests.steps.test_meetings import meeting

ASKED = "Type your ZIP code, or say your town."
MORE = (
    "Type the five digits of your ZIP code, or say your town and your state, such as: "
    "Albany, New York. Or stay on the line, and hear meetings everywhere."
)
HERE = "Meetings near Rivertown, New York."
WRONG = "If that is wrong, press star."
KEYS = "Press 2 for the next one, 4 to hear this one slowly, star to go back."
SOON = "In 80 minutes, at 8 PM: Hope. At Grace Hall, 7 Bell Avenue, Rivertown."

RIVERTOWN, FAR = (42.9, -74.1), (43.2, -74.1)  # twenty miles to the north
REGION = {"FromCity": "RIVERTOWN", "FromState": "NY", "FromZip": "12349", "FromCountry": "US"}

PLACES = Places.load(
    Builder(()).build(
        [
            Row("sample", "Rivertown", "New York", "US", "12349", *RIVERTOWN),
            Row("sample", "Alder Falls", "New York", "US", "12346", *FAR),
            Row("sample", "Stony Lake", "Ontario", "CA", "K9Z 1A1", 44.5, -78.1),
            Row("sample", "", "", "US", "12341", 10.0, 10.0),
        ]
    )
)


def near(number: int = 1, where: tuple[float, float] = RIVERTOWN, **fields: object) -> Meeting:
    """A meeting at a place; five of them are enough."""
    id = "a" * 7 + chr(ord("a") + number)
    return meeting(id=id, latitude=where[0], longitude=where[1], **fields)


def five(where: tuple[float, float] = RIVERTOWN) -> list[Meeting]:
    return [near(number, where) for number in range(5)]


def ring(
    keys: str,
    *meetings: Meeting,
    places: Places = PLACES,
    fields: dict[str, str] | None = None,
    of: Settings | None = None,
) -> Call:
    """A call to a line without hours that has these meetings."""

    async def calling() -> Call:
        async with exchange(settings_=of) as line:
            snapshot = Snapshot.load(pack(meetings or five(), SATURDAY_EVENING))
            line.keeper.world = replace(
                line.keeper.world, snapshot=snapshot, places=places, rota=Rota()
            )
            line.fields = fields or {}
            done = await line.ring(keys)
            assert line.carrier.alerts == []
            return done

    return asyncio.run(calling())


def after_asking(call: Call) -> list[str]:
    heard = said(call)
    return heard[heard.index(ASKED) + 1 :]


def test_a_code_on_the_keys() -> None:
    call = ring("!3,12349,h")
    away = "Less than a mile from there."
    assert after_asking(call) == [HERE, WRONG, f"{SOON} {away} Open to everyone.", KEYS]
    assert [dict(hook.form).get("Digits") for hook in call.webhooks[1:]] == ["3", "12349"]


@pytest.mark.parametrize(
    "words", ["Rivertown", "uh river town please", "I live in Riverton, New York", "one 2 3 49"]
)
def test_a_town_or_a_code_that_is_said(words: str) -> None:
    assert after_asking(ring(f'!3,"{words}",h'))[:2] == [HERE, WRONG]


def test_silence_is_the_region_of_the_number() -> None:
    call = ring("!3,-,h", fields=REGION)
    region = "As far as your number tells, you are near Rivertown, New York."
    assert after_asking(call)[:2] == [region, WRONG]


def test_a_region_that_nobody_named_is_rounded_more() -> None:
    place = Places.load(
        Builder(()).build([Row("s", "Rivertown", "New York", "US", "", 42.8765, -74.1234)])
    )
    named = ring("!3,Rivertown,2,h".replace("Rivertown", '"Rivertown"'), places=place)
    region = ring("!3,-,2,h", places=place, fields=REGION)
    assert "42.88_-74.12_" in named.webhooks[-1].url
    assert "42.90_-74.10_" in region.webhooks[-1].url


def test_what_is_not_found_is_asked_once_more() -> None:
    call = ring('!3,"purple monkey",99999,h')
    assert after_asking(call)[:5] == [
        "I did not understand that.",
        MORE,
        "I could not find the place. Here are the next meetings everywhere.",
        f"{SOON} Open to everyone.",
        KEYS,
    ]
    assert "I do not know that code." in said(ring("!3,99999,h"))
    assert "I do not know where you are." in said(ring("!3,-,h"))


def test_the_second_time_a_place_is_found_as_well() -> None:
    assert HERE in after_asking(ring("!3,99999,12349,h"))


@pytest.mark.parametrize(
    ("keys", "heard"),
    [
        ("!3,0,-,h", "You have reached members of N A."),
        ("!3,2,-,h", SOON),
        ("!3,*,-,h", "Welcome to the N A meeting line."),
        ("!3,9,-,h", "Marque su código postal, o diga su ciudad."),
        ("!3,5,-,h", "I do not know that code."),
        ("!3,3,-,h", ASKED),
    ],
)
def test_a_single_key_leads_where_it_does_elsewhere(keys: str, heard: str) -> None:
    assert any(each.startswith(heard) for each in after_asking(ring(keys)))


def test_without_places_the_list_is_read() -> None:
    heard = said(ring("!3,h", places=Places.EMPTY))
    assert heard[-3:] == [
        "I cannot look up places just now. Here are the next meetings.",
        f"{SOON} Open to everyone.",
        KEYS,
    ]


def test_few_are_looked_for_further_away() -> None:
    wider = ring("!3,12349,h", near(9), *five(FAR))
    assert after_asking(wider)[2] == "There are few, so these are within 30 miles."
    nothing = ring("!3,12349,h", *five(FAR))
    assert after_asking(nothing)[2:4] == [
        "Nothing within 15 miles. Within 30 miles:",
        f"{SOON} 20 miles from there. Open to everyone.",
    ]
    no_wider_than_they_are = ring("!3,12349,h", near(0), near(1))
    assert after_asking(no_wider_than_they_are)[2].startswith(SOON)


def test_where_nothing_is_near_there_are_meetings_by_telephone() -> None:
    phone = meeting(venue="phone", spoken_place="", spoken_phone={"en": "2 0 2, 5 5 5, 0 1 2 3"})
    call = ring("!3,12341,7,h", phone)
    assert after_asking(call)[:5] == [
        "Meetings near that postal code.",
        WRONG,
        "Within 60 miles I know of no meeting in the next two days.",
        "Here are meetings by telephone.",
        "In 80 minutes, at 8 PM: Hope. By telephone: 2 0 2, 5 5 5, 0 1 2 3. Open to everyone.",
    ]
    none = ring("!3,12341,h")
    assert "Here are the next meetings everywhere." in said(none)


def test_abroad_the_country_is_said_and_its_measure() -> None:
    lake = [near(number, (44.6, -78.1)) for number in range(5)]
    call = ring('!3,"Stony Lake",h', *lake)
    assert after_asking(call)[0] == "Meetings near Stony Lake, Ontario, Canada."
    assert "11 kilometers from there." in after_asking(call)[3]


def test_every_key_of_the_list_works_around_a_place() -> None:
    closed = near(1, access="closed", start=21 * 60, spoken_name="Later")
    sunday = near(2, weekday=6, spoken_name="Sunday")
    tuesday = near(3, weekday=1, spoken_name="Tuesday")
    elsewhere = near(4, (10.0, 10.0), start=20 * 60 + 30, spoken_name="Elsewhere")
    everything = (near(0), closed, sunday, tuesday, elsewhere)

    def last(keys: str) -> str:
        return " ".join(after_asking(ring(keys, *everything))[2:])

    assert "at 9 PM: Later." in last("!3,12349,2,h")  # the one elsewhere is left out
    assert "Hope" in last("!3,12349,2,3,h").partition("Later")[2]
    assert "The day after. Tomorrow, Sunday, at 8 PM: Sunday." in last("!3,12349,5,h")
    assert "Only open meetings. " in last("!3,12349,6,2,h")
    assert "Later" not in last("!3,12349,6,2,h")
    phone = "Near there I know of no such meeting in the next two days. In 80 minutes"
    assert phone in last("!3,12349,7,h").replace("79 minutes", "80 minutes")
    assert last("!3,12349,8,1,h").count("from there") == 2
    assert last("!3,12349,4,h").count("Less than a mile from there.") == 2
    assert last("!3,12349,*,-,h").count("Type your ZIP code") == 1
    assert "Those were all in the next two days. After that: Tuesday" in last("!3,12349,2,2,2,h")
    end = "Those were all the meetings near there in the next seven days."
    assert end in last("!3,12349,2,2,2,2,h")
    assert "This is the first one." in last("!3,12349,3,h")


def test_a_number_may_begin_there() -> None:
    line = replace(settings().lines[1], start="near")
    of = replace(settings(), lines=(settings().lines[0], line, *settings().lines[2:]))
    heard = said(ring("12349,h", of=of))
    assert heard[:4] == [
        "The N A meeting line.",
        ASKED,
        "Para español, oprima nueve.",
        HERE,
    ]


def gather(country: str = "US", language: str = "en") -> ET.Element:
    lines: tuple[Line, ...] = tuple(replace(each, country=country) for each in settings().lines)
    here = replace(world(), settings=replace(settings(), lines=lines), places=PLACES)
    document = answering.answer(at("near", on=here, language=language)).document()
    found = ET.fromstring(document).find("Gather")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("country", "language", "tag", "digits"),
    [("US", "en", "en-US", "5"), ("CA", "en", "en-CA", "6"), ("MX", "es", "es-MX", "5"),
     ("GB", "es", "es-US", "7"), ("NL", "en", "en-US", "10")],
)  # fmt: skip
def test_the_carrier_listens_for_keys_and_words(
    country: str, language: str, tag: str, digits: str
) -> None:
    attributes = dict(gather(country, language).attrib)
    attributes.pop("action")
    assert attributes == {
        "input": "dtmf speech", "language": tag, "speechTimeout": "auto",
        "profanityFilter": "false", "hints": "Alder Falls,Rivertown,Stony Lake",
        "numDigits": digits, "finishOnKey": "#", "actionOnEmptyResult": "true", "timeout": "7",
        "method": "POST",
    }  # fmt: skip


WORDS = "zebra quagmire"
SECRETS = ("zebra", "quagmire", "Rivertown", "RIVERTOWN", "12349", "FromCity", "SpeechResult")


@pytest.mark.parametrize("breaks", [False, True])
def test_what_a_caller_says_is_kept_nowhere(
    breaks: bool, server: Any, connection: redis.Redis,
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def broken(hearer: Hearer, said: str) -> Found | None:
        raise ValueError(said)

    if breaks:
        monkeypatch.setattr(Hearer, "find", broken)
    caplog.set_level(logging.DEBUG)

    async def calling() -> list[Call]:
        async with exchange(settings_=replace(settings(), redis_url=server.url)) as line:
            line.keeper.world = replace(line.keeper.world, places=PLACES)
            line.fields = REGION
            scripts = (f'!3,"{WORDS}",-,2,h', "!3,12349,2,h", "!3,-,2,h", '!3,"Rivertown",2,h')
            calls = [await line.ring(keys) for keys in scripts]
            await line.hand_over()
            return calls

    calls = asyncio.run(calling())
    urls = [hook.url for call in calls for hook in call.webhooks]
    dump = b"".join(
        store.text(key).encode() + (connection.dump(key) or b"") for key in connection.keys("*")
    ).decode("latin-1")
    metrics = generate_latest().decode()
    logged = "\n".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    ours = "\n".join(line for line in logged.splitlines() if "httpx" not in line)
    for place in (*urls, dump, metrics, ours):
        assert [word for word in SECRETS if word in place] == []


def test_only_that_node_hears_them() -> None:
    seen: dict[str, Heard | None] = {}

    async def calling() -> None:
        async with exchange() as line:
            voice = line.app.state.voice
            fresh = voice._fresh

            def watched(form: dict[str, str], zone: str, listens: bool) -> Any:
                turn = fresh(form, zone, listens)
                seen[",".join(sorted(form))] = turn.heard
                return turn

            voice._fresh = watched
            line.fields = REGION | {"SpeechResult": "Rivertown"}
            await line.ring("!3,12349,2,h")

    asyncio.run(calling())
    told = {fields: heard for fields, heard in seen.items() if heard is not None}
    assert len(told) == 1
    (fields,) = told
    assert "SpeechResult" in fields
    assert all("From" not in each for each in seen.keys() - told.keys())


@pytest.mark.parametrize("text", ["42.88_-74.12_15m", "-0.50_179.00_5k"])
def test_a_circle_is_written_as_it_is_read(text: str) -> None:
    assert Circle.read(text).write() == text
    cursor = f"29921760~k3j9dh2a~opk~{text}"
    assert Place.read(cursor).write() == cursor
    assert len(cursor) <= 80


@pytest.mark.parametrize("text", ["91.00_0.00_5k", "0.00_181.00_5k", "1_2_3", "1.00_2.00_3x"])
def test_a_damaged_circle_is_told(text: str) -> None:
    with pytest.raises(DamagedCall):
        Place.read(f"0~~~{text}")


@pytest.mark.parametrize(
    ("km", "unit", "count"),
    [(0.0, "m", 0), (1.1, "m", 0), (1.3, "m", 1), (3.3, "m", 2), (24.0, "m", 15), (29.0, "m", 20),
     (0.7, "k", 0), (0.8, "k", 1), (14.6, "k", 15), (97.0, "k", 95), (98.0, "k", 100)],
)  # fmt: skip
def test_a_distance_is_said_as_one_says_it(km: float, unit: str, count: int) -> None:
    assert rounded(km, unit) == count
