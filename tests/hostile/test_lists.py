"""What stands in a list or a rota is words to callers and to pages, whatever it looks like."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivr.console.routes import PAGES
from ivr.people import hashing
from ivr.people.hashing import Cost
from ivr.phone.rules import parse, spoken_text
from ivr.rota import Rota
from ivr.rotafile import read_rota
from ivr.schedule.meeting import Meeting
from ivr.schedule.refresh import refresh_source
from ivr.schedule.snapshot import Snapshot, pack
from ivr.schedule.sources import KINDS
from ivr.settings import Source
from ivr.turn import World
from tests.console.opened import Opened, Tags, opened
from tests.line import DEMO, SATURDAY_EVENING, in_all_languages, settings, world
from tests.redis_server import RedisServer
from tests.schedule.guide_rows import row as guide_row
from tests.schedule.list_server import ListServer, list_server
from tests.schedule.rows import row
from tests.schedule.test_naws import COLUMNS
from tests.schedule.test_naws import ROW as NAWS
from tests.schedule.test_sheet import HEADER
from tests.schedule.test_sheet import ROW as SHEET
from tests.walk import Walker

MARKUP = (
    "Qzx \"'</Say></Response><Hangup/>]]><!--<break time=\"9s\"/><qzx onload='qzx'>"
    "<script>qzx</script>&#x0;&lt;Hangup/&gt;&amp;{{7*7}}{% qzx %}{ $x }${qzx}%s"
)
SIGNS = "Qzx" + "".join(map(chr, (*range(9), *range(14, 32), 0x7F, 0x85, 0x2028, 0x2029, 0x202E)))
SIGNS += "\u2066\ufeff\ufffe\uffff\U000e0041 end"
ENDLESS = "Qzx word " * 5_000
HALVES = "Qzx \ud800 \udc00\udfff \udcff end"
"""Of letters, as JSON may write them; what is no JSON then has bytes that are no UTF-8."""

ODD = {"markup": MARKUP, "signs": SIGNS, "45 kB": ENDLESS, "halves": HALVES}

VERBS = frozenset({
    "Response", "Say", "Play", "Pause", "Gather", "Redirect", "Dial", "Conference", "Number",
    "break", "prosody", "say-as",
})  # fmt: skip
"""What documents around meetings have: a call is not ended there."""

BREAKS = {"300ms", "400ms", "500ms", "600ms", "700ms", "800ms", "1s"}
LONGEST_SAY = 3000


def source(kind: str) -> Source:
    zone = ZoneInfo("America/New_York")
    return Source("sample", kind, "https://lists.example.org/list", zone, "en", "US")


def each_field(good: dict[str, object], odd: str) -> Iterator[dict[str, object]]:
    """A row for each of its fields that is odd, and one in which all are that can be."""
    yield good
    for name in good:
        yield {**good, name: odd}
    plain = {"weekday_tinyint", "start_time", "day", "time", "Day", "Time", "time_zone", "Start"}
    kept = {name: value for name, value in good.items() if name in plain}
    yield {**dict.fromkeys(good, odd), **kept}


def table(rows: Iterable[Mapping[str, object]], columns: Iterable[str]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def bmlt(odd: str) -> bytes:
    return json.dumps(list(each_field(row(), odd))).encode()


def tsml(odd: str) -> bytes:
    return json.dumps(list(each_field(guide_row(), odd))).encode()


def naws(odd: str) -> bytes:
    return table(each_field(dict(NAWS), odd), COLUMNS)


def sheet(odd: str) -> bytes:
    return table(each_field(dict(zip(HEADER, SHEET, strict=True)), odd), HEADER)


def ical(odd: str) -> bytes:
    event = {"UID": "1", "DTSTART;TZID=America/New_York": "20261122T193000", "SUMMARY": "Hope",
             "RRULE": "FREQ=WEEKLY", "LOCATION": "12 Main St, Albany", "DESCRIPTION": "side door",
             "CATEGORIES": "Open", "URL": "https://example.org", "DURATION": "PT1H"}  # fmt: skip
    flat = odd.replace("\r", " ").replace("\n", " ")
    events = (
        "\r\n".join(("BEGIN:VEVENT", *(f"{n}:{v}" for n, v in some.items()), "END:VEVENT"))
        for some in _told_apart(each_field({**event}, flat))
    )
    text = "\r\n".join(("BEGIN:VCALENDAR", *events, "END:VCALENDAR", ""))
    return text.encode("utf-8", "surrogatepass")


def _told_apart(events: Iterable[dict[str, object]]) -> Iterator[dict[str, object]]:
    """With one UID they would be one event that was changed again and again."""
    for number, event in enumerate(events):
        yield {**event, "UID": f"{event['UID']}{number}"}


LISTS = {"bmlt": bmlt, "tsml": tsml, "naws": naws, "sheet": sheet, "ical": ical}


def reading(kind: str, odd: str) -> tuple[Meeting, ...]:
    found = KINDS[kind].read(LISTS[kind](odd), source(kind), date(2026, 11, 21))
    for problem in found.problems:
        assert len(problem.done) < 1000
    return found.meetings


def walked(on: World) -> Walker:
    """Past every meeting, with what its keys open: slowly, its formats, the way there, onward."""
    caller = Walker(on, SATURDAY_EVENING)
    for language in on.settings.lines[1].languages:
        heard = caller.greeted(language)
        for key in ("1", "3", "4"):
            caller.to_the_end(caller.press(heard, key))
        heard = caller.press(heard, "2")
        for _ in range(2 * len(on.snapshot) + 2):
            for key in "134567":
                caller.press(caller.press(heard, key), "1")
            heard = caller.press(heard, "#")
            if heard.end != "asked":
                break
    return caller


def check(document: bytes, verbs: frozenset[str] = VERBS) -> None:
    root, problems = parse(document)
    assert root is not None
    assert problems == []
    assert len(document) < 65536
    for element in root.iter():
        assert element.tag in verbs
        assert element.get("time", "500ms") in BREAKS
        assert element.tag != "Say" or len(spoken_text(element)) < LONGEST_SAY
        assert "qzx" not in "".join(map(str, element.attrib.items())).lower()
    assert not set(map(chr, (*range(9), *range(14, 32), 0x7F))) & set(document.decode())


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("kind", LISTS)
def test_whatever_stands_in_a_list_callers_hear_words(kind: str, odd: str) -> None:
    meetings = reading(kind, ODD[odd])
    assert len(meetings) >= 2  # the good row, and others that are good enough
    on = replace(world(), snapshot=Snapshot.load(pack(meetings, SATURDAY_EVENING)))
    caller = walked(on)
    assert any("qzx" in each.document.decode().lower() for each in caller.documents.values())
    for heard in caller.documents.values():
        check(heard.document)


ROTA = ("day", "time", "title", "format", "access", "language", "room", "leader")
LEADERS = ("leader", "name", "leads_from", "phone")


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DEMO / name).read_text().splitlines()))


def odd_rota(odd: str) -> Rota:
    """The demo's, in which every hour has an odd title and odd people lead."""
    hours = [{**each, "title": odd} for each in _rows("rota.csv")]
    people = [{**each, "name": odd} for each in _rows("leaders.csv")]
    zone = settings().lines[0].time_zone
    return read_rota(table(hours, ROTA), table(people, LEADERS), zone, SATURDAY_EVENING)[0]


@pytest.mark.parametrize("odd", sorted(ODD.keys() - {"halves"}))  # those are no UTF-8
def test_whatever_a_rota_calls_its_hours_callers_hear_words(odd: str) -> None:
    on = in_all_languages(replace(world(), rota=odd_rota(ODD[odd])))
    caller = Walker(on, SATURDAY_EVENING)
    for language in on.settings.lines[1].languages:
        heard = caller.greeted(language)
        for key in ("", *"0123456789*#"):
            room = caller.to_the_end(caller.press(heard, key))
            if room.end == "room":
                caller.waiting(room)
                for choice in ("", *"0123456789*#"):
                    caller.press(caller.press(room, "*"), choice)
    for heard in caller.documents.values():
        check(heard.document, VERBS | {"Hangup"})  # a call that only went to a person may end


@pytest.fixture
def lists() -> Iterator[ListServer]:
    with list_server() as server:
        yield server


@pytest.fixture
def console(server: RedisServer, tmp_path: Path, lists: ListServer) -> Iterator[Opened]:
    here = replace(
        settings(),
        redis_url=server.url,
        data_dir=tmp_path,
        sources=(replace(source("bmlt"), url=lists.url),),
    )
    with opened(here) as running:
        yield running


def test_whatever_stands_in_lists_and_rotas_pages_show_words(
    console: Opened, lists: ListServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "COST", Cost(time=1, memory=8))
    lists.give(bmlt(MARKUP))
    refresh_source(console.settings, console.connection, "sample", now=console.clock.now())
    world = console.keeper.world
    console.keeper.world = replace(world, rota=odd_rota(MARKUP))
    ana = console.signed_in("Ana")
    pages = [page.path for page in PAGES if page.method == "GET" and "{" not in page.path]
    seen = 0
    for path in pages:
        answer = ana.get(path)
        assert answer.status_code == 200, path
        found = Tags(answer.text)
        seen += "<script>qzx</script>" in " ".join(found.words).lower()
        assert found.inline == []
        for tag, attributes in found.tags:
            assert "qzx" not in tag
            assert not any(name.startswith("on") or "qzx" in name for name in attributes)
            if tag in ("script", "link", "img", "iframe", "form", "a"):
                target = attributes.get("src") or attributes.get("href") or attributes.get("action")
                assert (target or "/").startswith(("/console", "#", "?", "tel:", "/")), target
    assert seen >= 2  # the lists, and the hours
