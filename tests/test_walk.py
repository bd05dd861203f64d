"""Every way through the call, in each language, by day and by night, with and without a list."""

import itertools
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from ivr import overrides
from ivr.deskflow import DESK
from ivr.flow import FLOW
from ivr.linefile import languages_shipped
from ivr.phone.rules import check_twiml
from ivr.places.places import Places
from ivr.prompts import Prompts, Value
from ivr.recordings.catalogue import catalogue
from ivr.rooms.leaders import sign
from ivr.rooms.view import Rooms, View
from ivr.rota import MAIN_ROOM, Hour, Rota
from ivr.schedule.snapshot import Snapshot
from ivr.settings import PROMPTS, Line
from ivr.speech import VOICES
from ivr.steps.about import PIECES
from ivr.steps.waiting import READINGS
from ivr.turn import World
from tests.line import PUBLIC, SATURDAY_EVENING, in_all_languages, world
from tests.rest import ACCOUNT
from tests.walk import KEYS, SILENCE, Heard, Walker

SHARED = Path(__file__).parents[2] / "shared" / "twilio" / "twiml.json"


class Remembering(Prompts):
    """Sentences that remember which of them were said."""

    def __init__(self) -> None:
        super().__init__()
        self.said: set[str] = set()

    def text(self, line: Line, language: str, prompt: str, values: Mapping[str, Value]) -> str:
        self.said.add(prompt)
        return super().text(line, language, prompt, values)


REMEMBERING = Remembering()


def worlds() -> dict[str, World]:
    """The demo's line, and what it is when parts of it are missing."""
    whole = replace(world(), prompts=REMEMBERING)
    quiet = replace(whole, rota=Rota())
    evenings = Rota(tuple(h for h in whole.rota.hours if h.start == 20 * 60), whole.rota.zone)
    alone = replace(
        whole.settings, lines=tuple(replace(each, helpline="") for each in whole.settings.lines)
    )
    account = replace(alone, account_sid=ACCOUNT)
    women = Hour("daily", 0, "Women in Recovery", room="women")
    both = tuple(msgspec.structs.replace(women, start=hour * 60) for hour in range(24))
    several = Rota((*whole.rota.hours, *both), whole.rota.zone)
    ringing, rung = (
        Rooms({MAIN_ROOM: view})
        for view in (View(people=1, ringing=True), View(people=1, rung=True))
    )
    return {
        "an hour is on": whole,
        "no rota": quiet,
        "hours only in the evening": replace(whole, rota=evenings),
        "several hours are on": replace(whole, rota=several, rooms=ringing),
        "no list": replace(whole, snapshot=Snapshot.EMPTY, rooms=rung),
        "nothing at all": replace(quiet, snapshot=Snapshot.EMPTY, places=Places.EMPTY),
        "no helpline": replace(whole, settings=account),
        "no helpline, no rota": replace(quiet, settings=alone),
    }


NEAR_NOTHING = {
    *("near-ask", "near-more", "near-one", "near-no-region", "near-give-up", "near-away"),
    *("near-everywhere", "near-keys"),
}
"""What is said near a caller who says nothing and whose number has no region."""

ELSEWHERE = {
    # of an hour or a kind of meeting that the demo's list does not have at these moments
    *(e.id for e in catalogue().entries if 815 <= e.number < 850),
    *("format-asl", "format-candlelight", "list-state", "list-zone"),
    *("list-began", "list-now", "list-online-too", "when-week", "when-day"),
    *(
        "when-day-midnight",
        "when-today",
        "when-tomorrow-midnight",
        "when-tonight-midnight",
        "when-now",
        "room-late",
    ),
    # of a longer call, another number, a fault
    *("limit", "room-over", "list-welcome", "person-number", "sorry"),
    *("emergency", "offer-again"),  # within another sentence; of a third language
    "fallback",  # of the document of `ivr fallback`: tests/test_fallback.py
    # of what Redis knows of a room: tests/steps/test_joining.py, test_leading.py
    *(e.id for e in catalogue().entries if 521 < e.number < 550 and e.id != "lead-unknown"),
    # after two hours without a key or a word: tests/steps/test_still.py
    *("still-ask", "still-again", "still-stay", "still-gone"),
    *(
        "removed",
        "removed-until",
        "rooms-full",
        "leading-soon",
        "leading-now",
        "leading-early",
        "leading-elsewhere",
        "leading-off",
        "leading-not",
    ),
    *("joining-full", "joining-locked", "joining-refused", "joining-muted", "joining-hands"),
    *("room-people", "room-hand-up", "room-hand-down", "room-mute-refused"),
    # behind a PIN: tests/steps/test_desk.py
    *(e.id for e in catalogue().entries if e.number >= 900 or 215 <= e.number <= 221),
    *("date-pattern", "date-clock"),
    # nobody came to lead: tests/steps/test_standin.py
    *(e.id for e in catalogue().entries if 650 <= e.number < 660),
    # connected to a meeting of the list: tests/steps/test_onward.py
    *("list-connect-too", "onward-full", "onward-not", "onward-over"),
    # near a place that is known: tests/steps/test_nearby.py
    *(e.id for e in catalogue().entries if 760 <= e.number < 790 and e.id not in NEAR_NOTHING),
    # said into a room, beside all calls: tests/steps/test_telling.py
    *(e.id for e in catalogue().entries if 560 <= e.number < 600),
}
"""Sentences that these walks do not come to; the tests of their own parts do."""

LED = {"an hour is on"}
"""The worlds that are also walked by a leader whose PIN was right, while Redis is away."""

LISTENED = {"an hour is on", "no helpline", "no helpline, no rota"}
"""The worlds that are also walked by a caller over a nuisance limit."""

LANGUAGES = world().settings.lines[0].languages
"""Those of the demo; another one is walked on a line that has all three."""

NAMED = {"noon", "grace"}
"""Words of the demo's names."""

MOMENTS = {
    "in the evening": SATURDAY_EVENING,
    "in the last minutes of a closed hour": SATURDAY_EVENING + timedelta(hours=3, minutes=17),
    "at three at night": SATURDAY_EVENING + timedelta(hours=8, minutes=30),
}


def sequences(longest: int) -> Iterator[tuple[str, ...]]:
    for length in range(1, longest + 1):
        yield from itertools.product([*KEYS, SILENCE], repeat=length)


@pytest.fixture(scope="module", params=languages_shipped())
def walks(request: pytest.FixtureRequest) -> list[Walker]:
    """All documents that a caller can come to in one language, by three keys and then silence."""
    language = str(request.param)
    walkers = []
    for name, each in worlds().items():
        each = each if language in LANGUAGES else in_all_languages(each)
        for when, now in MOMENTS.items():
            main = (name, when) == ("an hour is on", "in the evening")
            walkers.append(_walked(each, now, language, 3 if main else 2))
            if name in LISTENED:
                walkers.append(_walked(each, now, language, 2, listens=True))
            if name in LED:
                walkers.append(_walked(each, now, language, 2, leads=sign("joe")))
    return walkers


def _walked(
    each: World,
    now: datetime,
    language: str,
    longest: int,
    *,
    listens: bool = False,
    leads: str = "",
) -> Walker:
    walker = Walker(each, now, listens=listens, leads=leads)
    for sequence in sequences(longest):
        heard = walker.greeted(language)
        for key in sequence:
            heard = walker.press(heard, key)
        assert walker.to_the_end(heard).end in ("room", "goodbye")
        for key in KEYS if heard.end in ("room", "person", "goodbye") else ():
            assert walker.to_the_end(walker.interrupt(heard, key)).end in ("room", "goodbye")
        if heard.end == "person":
            walker.to_the_end(walker.press(heard, SILENCE, "no-answer"))
        if heard.end == "room":
            first = walker.waiting(heard)
            again = first
            for _ in READINGS:
                again = walker.waiting(again)
            assert walker.waiting(again) == walker.waiting(first)
            menu = walker.press(heard, "*")
            for key in [*KEYS, SILENCE]:
                done = walker.to_the_end(walker.press(menu, key))
                walker.to_the_end(walker.interrupt(done, key))
            called = walker.press(walker.press(menu, "0"), "0")
            for outcome in ("completed", "no-answer") if called.end == "person" else ():
                walker.to_the_end(walker.press(called, SILENCE, outcome))
                walker.to_the_end(walker.interrupt(called, "*"))
    return walker


def documents(walkers: list[Walker]) -> Collection[Heard]:
    """Each once: most of them are heard on many ways."""
    return {
        heard.document: heard for walker in walkers for heard in walker.documents.values()
    }.values()


def test_every_document_is_one_the_carrier_runs(walks: list[Walker]) -> None:
    wrong = [
        problem
        for heard in documents(walks)
        for problem in check_twiml(heard.document, wait=heard.end == "held")
    ]
    assert wrong == []


def test_every_node_is_reached(walks: list[Walker]) -> None:
    urls = {key[0] for walker in walks for key in walker.documents if key[0]}
    reached = {url.partition("?")[0].rpartition("/")[2] for url in urls}
    only_said_on_the_way, beside_all_calls = {"join"}, {"tell", "standin", "standin-late"}
    by_others = {"leading", "removed"}  # a PIN, and a leader
    after_two_hours = {"still", "still-again", "still-gone"}
    elsewhere = only_said_on_the_way | beside_all_calls | by_others | after_two_hours
    assert reached | elsewhere == set(FLOW) - set(DESK)


def test_no_voice_speaks_words_of_another_language(walks: list[Walker]) -> None:
    heard = documents(walks)
    for language, (voice, _) in VOICES.items():
        spoken = {word for d in heard for by, text in d.says if by == voice for word in words(text)}
        foreign = {word for other in VOICES if other != language for word in vocabulary(other)}
        assert spoken & (foreign - vocabulary(language) - NAMED) == set()


def test_the_voice_of_every_language_of_the_line_is_heard(walks: list[Walker]) -> None:
    languages = walks[0].start.line.languages
    voices = {voice for heard in documents(walks) for voice, _ in heard.says}
    assert voices == {VOICES[language][0] for language in languages}


def test_every_sentence_is_heard(walks: list[Walker]) -> None:
    assert REMEMBERING.ids("en") - REMEMBERING.said - {"offer-again"} == ELSEWHERE - {"offer-again"}


@pytest.mark.parametrize("language", languages_shipped())
def test_no_piece_about_the_fellowship_is_longer_than_twenty_seconds(language: str) -> None:
    texts = sentences(language)
    texts["about-1"] += texts["about-keys"]  # said in one breath
    texts["about-9"] += max(texts["about-erased"], texts["about-kept"], key=len)
    pieces = [texts[name] for name in PIECES if name != "danger"]
    assert max(len(text.split()) for text in pieces) <= 20 * 160 / 60


def test_every_address_says_how_long_the_carrier_waits(walks: list[Walker]) -> None:
    """But that of a room's events, which never changes, and recordings, which are no webhooks."""
    found: dict[str, set[str]] = {}
    for heard in documents(walks):
        root = ET.fromstring(heard.document)
        for verb in root.iter():
            for name, value in verb.attrib.items():
                if value.startswith(PUBLIC):
                    found.setdefault(f"{verb.tag} {name}", set()).add(value.partition("#")[2])
            if verb.tag == "Redirect":
                found.setdefault("Redirect", set()).add(str(verb.text).partition("#")[2])
    menu, desk, wait, status = (
        each[1:] for each in (overrides.MENU, overrides.DESK, overrides.WAIT, overrides.STATUS)
    )
    assert found == {
        "Gather action": {menu, desk},
        "Dial action": {menu},
        "Conference waitUrl": {wait},
        "Conference statusCallback": {""},
        "Number statusCallback": {status},
        "Redirect": {wait},
    }


@pytest.mark.skipif(not SHARED.exists(), reason="the carrier's own table is in ../shared")
def test_every_document_passes_the_carriers_table(walks: list[Walker]) -> None:
    table = json.loads(SHARED.read_text())
    wrong = {problem for heard in documents(walks) for problem in against(table, heard.document)}
    assert wrong == set()


def against(table: Any, document: bytes) -> Iterator[str]:
    """What the public table of elements, attributes and values does not know."""
    elements, children = table["elements"], table["children"]
    for parent in ET.fromstring(document).iter():
        for child in parent:
            if child.tag not in children.get(parent.tag, [child.tag]):
                yield f"{child.tag} in {parent.tag}"
            for name, value in child.attrib.items():
                rule = elements[child.tag].get(name, {"type": "unknown"})
                parts = value.split() if rule["type"] == "list" else [value]
                right = {
                    "string": True,
                    "number": value.isdigit(),
                    "boolean": value in ("true", "false"),
                    "enum": set(parts) <= set(rule.get("values", ())),
                    "list": set(parts) <= set(rule.get("values", ())),
                }
                if not right.get(rule["type"], False):
                    yield f"{child.tag} {name}={value}"


def sentences(language: str) -> dict[str, str]:
    """The words of every sentence of a language, by id, without its values and patterns."""
    found = {}
    for entry in FluentParser().parse((PROMPTS / language / "texts.ftl").read_text("utf-8")).body:
        if isinstance(entry, ast.Message) and not entry.id.name.startswith("clock-"):
            texts = Texts()
            texts.visit(entry)
            found[entry.id.name] = " ".join(texts.found)
    return found


class Texts(Visitor):
    """Collects what is said, and passes over names and selectors."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802 - the visitor's name
        self.found.append(node.value)


def vocabulary(language: str) -> set[str]:
    return {word for text in sentences(language).values() for word in words(text)}


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 1}
