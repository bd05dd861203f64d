"""Key 3: where a caller is, and the list around that place."""

import asyncio
import logging
import xml.etree.ElementTree as ET
import zlib
from dataclasses import replace
from typing import Any

import pytest
import redis
from prometheus_client import generate_latest

from ivr import answering
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
from tests.erasure.search import Found as Kept
from tests.erasure.search import Search, unpacked
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
KEYS = "Press 2 for the next one, 4 to hear this one slowly, star for another place."
LIST_KEYS = "Press 2 for the next one, 4 to hear this one slowly, star to go back."
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
    assert after_asking(call) == [HERE, f"{SOON} {away} Open to everyone.", KEYS]
    assert [dict(hook.form).get("Digits") for hook in call.webhooks[1:]] == ["3", "12349"]


@pytest.mark.parametrize(
    "words", ["Rivertown", "uh river town please", "I live in Riverton, New York", "one 2 3 49"]
)
def test_a_town_or_a_code_that_is_said(words: str) -> None:
    assert after_asking(ring(f'!3,"{words}",h'))[0] == HERE


def test_silence_is_the_region_of_the_number() -> None:
    call = ring("!3,-,h", fields=REGION)
    region = "Your number is from Rivertown, New York. Meetings near there."
    assert after_asking(call)[0] == region


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
        ("!3,1,-,h", "I heard only the key 1."),
        ("!3,*,-,h", "Welcome to the N A meeting line."),
        ("!3,9,-,h", "Marque su código postal, o diga su ciudad."),
        ("!3,5,-,h", "I heard only the key 5."),
        ("!3,00,-,h", "You have reached members of N A."),
        ("!3,**,-,h", "Welcome to the N A meeting line."),
    ],
)
def test_a_single_key_leads_where_it_does_elsewhere(keys: str, heard: str) -> None:
    assert any(each.startswith(heard) for each in after_asking(ring(keys)))


def test_without_places_the_list_is_read() -> None:
    heard = said(ring("!3,h", places=Places.EMPTY))
    assert heard[-3:] == [
        "I cannot look up places just now. Here are the next meetings.",
        f"{SOON} Open to everyone.",
        LIST_KEYS,
    ]


def test_few_are_looked_for_further_away() -> None:
    wider = ring("!3,12349,h", near(9), *five(FAR))
    assert after_asking(wider)[1] == "There are few, so these are within 30 miles."
    nothing = ring("!3,12349,h", *five(FAR))
    assert after_asking(nothing)[1:3] == [
        "Nothing nearer than 15 miles in the next two days. Within 30 miles:",
        f"{SOON} 20 miles from there. Open to everyone.",
    ]
    no_wider_than_they_are = ring("!3,12349,h", near(0), near(1))
    assert after_asking(no_wider_than_they_are)[1].startswith(SOON)


def test_abroad_the_country_is_said_and_its_measure() -> None:
    lake = [near(number, (44.6, -78.1)) for number in range(5)]
    call = ring('!3,"Stony Lake",h', *lake)
    assert after_asking(call)[0] == "Meetings near Stony Lake, Ontario, Canada."
    assert "11 kilometers from there." in after_asking(call)[2]


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
CIRCLE = "42.90_-74.10_"
SECRETS = ("zebra", "quagmire", "Rivertown", "RIVERTOWN", "12349", "FromCity", "SpeechResult")


class Words(Search):
    """Looks for words wherever the line keeps anything, also in what is packed there."""

    def _look_at(self, place: str, data: bytes) -> None:
        for each in (data, *unpacked(data)):
            self.found |= {Kept(place, word) for word in self.numbers if word.encode() in each}


def test_words_are_found_in_a_job(server: Any, connection: redis.Redis) -> None:
    connection.hset("rq:job:1", "data", zlib.compress(f"near {WORDS}".encode()))
    search = Words(SECRETS, server.url, ())
    assert {kept.number for kept in search.look()} == set(WORDS.split())
    search.close()


@pytest.mark.parametrize(
    "breaks",
    [None, (Hearer, "find"), (Places, "by_code"), (Places, "by_name")],
    ids=lambda breaks: breaks[1] if breaks else "nothing",
)
def test_what_a_caller_says_is_kept_nowhere(
    breaks: tuple[type, str] | None, server: Any,
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def broken(here: object, *said: object) -> Found | None:
        raise ValueError(*said)

    if breaks:
        monkeypatch.setattr(*breaks, broken)
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
    search = Words((*SECRETS, CIRCLE), server.url, ())
    assert search.look() == set()
    search.close()
    assert breaks or any(CIRCLE in url for url in urls)
    assert all("/next?" in url and f"~{CIRCLE}" in url for url in urls if CIRCLE in url)
    metrics = generate_latest().decode()
    logged = "\n".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    ours = "\n".join(line for line in logged.splitlines() if "httpx" not in line)
    assert CIRCLE not in metrics + ours
    for place in (*urls, metrics, ours):
        assert [word for word in SECRETS if word in place] == []


def test_only_that_node_hears_them() -> None:
    seen: dict[str, Heard | None] = {}

    async def calling() -> None:
        async with exchange() as line:
            voice = line.app.state.voice
            fresh = voice.turns.fresh

            def watched(form: dict[str, str], zone: str, listens: bool) -> Any:
                turn = fresh(form, zone, listens)
                seen[",".join(sorted(form))] = turn.heard
                return turn

            voice.turns.fresh = watched
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
