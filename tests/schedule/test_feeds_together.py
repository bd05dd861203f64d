"""All real lists beside this checkout as one: what is merged, and that nothing is said twice.

No telephone number of theirs is shown or kept here.
"""

import random
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec
import pytest
import redis

from ivr.schedule.fetch import Limits
from ivr.schedule.meeting import Meeting, Occurrence
from ivr.schedule.merge import merge
from ivr.schedule.names import taken_apart
from ivr.schedule.publish import SCHEDULE
from ivr.schedule.refresh import refresh_all
from ivr.schedule.report import SourceReport
from ivr.schedule.snapshot import Filter, Snapshot
from ivr.schedule.sources import KINDS
from ivr.schedule.traits import words
from ivr.settings import Source
from ivr.store import PUBLISHED_DOCUMENT, PUBLISHED_VERSION, text
from tests.schedule.conftest import settings_for
from tests.schedule.list_server import Answer, list_server
from tests.schedule.test_feeds import FEEDS

NOW = datetime(2026, 2, 4, 17, 0, tzinfo=UTC)

ELSEWHERE = {
    "tsml_aasanjose": ("America/Los_Angeles", "US", "aa"),
    "google_sheet": ("America/Los_Angeles", "US", "aa"),
    "tsml_wordpress": ("America/Los_Angeles", "US", "aa"),
    "tsml_edmonton": ("America/Edmonton", "CA", "aa"),
    "tsml_kc": ("America/Chicago", "US", "aa"),
    "tsml_": ("America/New_York", "US", "other"),
    "ics_real": ("Europe/Berlin", "DE", "other"),
}
"""The beginning of a file's name, and the zone, country and fellowship of its list."""

pytestmark = pytest.mark.skipif(not FEEDS.is_dir(), reason=f"{FEEDS} is not on this machine")


@dataclass
class Heard:
    """What became of all files, served over HTTP: by file, and for callers."""

    reports: dict[str, SourceReport]
    snapshot: Snapshot


def files() -> list[str]:
    return sorted(path.name for path in FEEDS.glob("*") if path.name != "README.md")


def listed(name: str, url: str) -> Source:
    """The list that a file is, of a kind that nobody names."""
    settings = next((own for head, own in ELSEWHERE.items() if name.startswith(head)), None)
    zone, country, fellowship = settings or ("America/New_York", "US", "na")
    number = files().index(name)
    return Source(
        name=f"list-{number}",
        kind="",
        url=url,
        time_zone=ZoneInfo(zone),
        language="en",
        country=country,
        fellowship=fellowship,
    )


@pytest.fixture
def heard(connection: redis.Redis) -> Heard:
    with list_server() as server:

        def serve(name: str) -> Answer:
            return Answer((FEEDS / name).read_bytes())

        server.by_path = {f"/{name}": serve(name) for name in files()}
        root = server.url.removesuffix("main_server/")
        sources = [listed(name, root + name) for name in files()]
        limits = Limits(waits=())
        reports = refresh_all(settings_for(*sources), connection, now=NOW, limits=limits)
    version = text(connection.get(PUBLISHED_VERSION.of(SCHEDULE)))
    document = connection.get(PUBLISHED_DOCUMENT.of(SCHEDULE, version))
    assert isinstance(document, bytes)
    return Heard(dict(zip(files(), reports, strict=True)), Snapshot.load(document))


NO_LISTS = {
    "bmlt_empty_list.json",
    "bmlt_empty_object.json",
    "bmlt_error_422.json",
    "bmlt_formats_all_langs.json",
    "bmlt_formats_en.json",
    "bmlt_service_bodies.json",
    "bmlt_yap_helpline-search-buffalo-ny.json",
    "bmlt_yap_meeting-search-0-0.json",
    "bmlt_yap_server-info.json",
    "tsml_invalid.json",
    # Events of 2013 and 2018.
    "ics_real_issue_20_exdate_ignored.ics",
    "ics_real_issue_86_x_wr_timezone_without_time_zone_in_dt.ics",
}


def test_every_file_is_a_list_of_its_kind_or_says_why_not(heard: Heard) -> None:
    assert {name for name, report in heard.reports.items() if not report.good} == NO_LISTS
    kinds = {"bmlt_tsml": "tsml", "google": "sheet", "tsml_wordpress": "sheet", "ics": "ical"}
    for name, report in heard.reports.items():
        if name in NO_LISTS:
            assert "callers hear no meetings of it" in report.sentence
            continue
        usual = name.partition("_")[0]
        expected = next((kind for head, kind in kinds.items() if name.startswith(head)), usual)
        assert (report.kind, bool(report.recognised)) == (expected, True)
        assert report.rows <= report.meetings + sum(report.left_out.values())


def test_lists_made_of_others_are_heard_as_those(heard: Heard) -> None:
    """All but a row or two, which differ in the file itself."""
    for name, least in (
        ("bmlt_tsml_bridge.json", 0),
        ("naws_longisland_derived.csv", 5),
        ("google_sheet_values_api.json", 0),
    ):
        report = heard.reports[name]
        alone = [one for one in heard.snapshot.meetings if one.source == report.source]
        assert len([one for one in alone if not one.also]) <= least
    assert sum(sum(report.merged.values()) for report in heard.reports.values()) > 1400


def test_no_meeting_is_read_twice_in_a_row(heard: Heard) -> None:
    chance = random.Random(6)
    doubled = []
    for _ in range(500):
        now = NOW + timedelta(minutes=chance.randrange(7 * 1440))
        week = heard.snapshot.next_meetings(now, Filter(), limit=40)
        doubled += [pair for pair in pairwise(week) if said_alike(*pair)]
    assert [(a.meeting.name, a.start.isoformat()) for a, _ in doubled] == []


def test_no_meeting_stands_beside_itself_in_the_whole_week(heard: Heard) -> None:
    """Not in a row alone: among all that begin at the same minute."""
    week = heard.snapshot.next_meetings(NOW, Filter(), limit=100_000)
    found = Counter((one.minute, *spoken_of(one)) for one in week)
    assert [key for key, count in found.items() if count > 1] == []


def spoken_of(one: Occurrence) -> tuple[object, ...]:
    """All that a caller hears who does not ask for it slowly (`read_aloud`): directions that differ
    help nobody to tell two meetings apart."""
    row = one.meeting
    name = re.sub(r"\W+|group|meeting", "", row.spoken_name.casefold())
    place = re.sub(r"\W+", "", row.spoken_place.casefold())
    phone = tuple(row.spoken_phone.items())
    said = (row.spoken_limits, row.venue, row.state, row.access, row.formats)
    return name, place, phone, *said


def said_alike(one: Occurrence, other: Occurrence) -> bool:
    return one.minute == other.minute and spoken_of(one) == spoken_of(other)


@pytest.fixture(scope="module")
def lists() -> list[tuple[str, tuple[Meeting, ...]]]:
    found = []
    for name, kind in (
        ("bmlt_ny_upstate_longisland.json", "bmlt"),
        ("tsml_aasanjose.json", "tsml"),
        ("tsml_edmonton.json", "tsml"),
        ("tsml_kc.json", "tsml"),
        ("tsml_alanon.json", "tsml"),
        ("tsml_eda.json", "tsml"),
    ):
        source = listed(name, name)
        read = KINDS[kind].read((FEEDS / name).read_bytes(), source, date(2026, 2, 4))
        found.append((source.name, read.meetings))
    return found


def by_hand(meeting: Meeting, chance: random.Random) -> Meeting:
    """The row as somebody else typed it: another writing, another map, half of the fields."""
    name = meeting.name
    if len(name) > 9 and chance.random() < 0.3:
        at = chance.randrange(3, len(name) - 3)
        if name[at].isalpha() and name[at + 1].isalpha():
            name = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    name = chance.choice((name, name.upper(), f"{name} Group", f"  {name}!"))
    street = meeting.street.replace("Street", "St.").replace("Avenue", "Ave")
    point = meeting.latitude, meeting.longitude
    if point[0] is not None and point[1] is not None:
        away = chance.uniform(-0.0004, 0.0004), chance.uniform(-0.0004, 0.0004)
        point = (point[0] + away[0], point[1] + away[1])
    if meeting.street and chance.random() < 0.3:
        point = (None, None)
    return msgspec.structs.replace(
        meeting,
        id=f"x-{meeting.id}",
        source="by-hand",
        name=name,
        street=chance.choice((street, street.upper(), meeting.street)),
        postcode=chance.choice((meeting.postcode, "")),
        latitude=point[0],
        longitude=point[1],
        formats=chance.choice((meeting.formats, ())),
        spoken_details=chance.choice((meeting.spoken_details, "")),
    )


def test_list_typed_anew_is_known_again_and_never_wrongly(
    lists: list[tuple[str, tuple[Meeting, ...]]],
) -> None:
    chance = random.Random(1)
    rows = [by_hand(row, chance) for _, meetings in lists for row in meetings]
    twins = Counter(one_of(row) for _, meetings in lists for row in meetings)
    merged = merge([*lists, ("by-hand", rows)], NOW.year)
    wrong = [
        (pair.kept.name, pair.gone.name)
        for pair in merged.pairs
        if pair.kept.id.removeprefix("x-") != pair.gone.id.removeprefix("x-")
        and twins[one_of(pair.kept)] + twins[one_of(pair.gone)] < 2
    ]
    assert wrong == []
    assert len(merged.meetings) - len(merge(lists, NOW.year).meetings) < 0.1 * len(rows)


def one_of(row: Meeting) -> tuple[object, ...]:
    """By what two rows of one list are hardly told apart."""
    return row.source, row.weekday, row.start, taken_apart(row.name).words


def test_nothing_that_a_list_says_is_lost(lists: list[tuple[str, tuple[Meeting, ...]]]) -> None:
    chance = random.Random(2)
    rows = [by_hand(row, chance) for _, meetings in lists for row in meetings]
    merged = merge([*lists, ("by-hand", rows)], NOW.year)
    whole = {row.id: row for row in merged.meetings}
    assert len(whole) + len(merged.pairs) == 2 * len(rows)
    for pair in merged.pairs:
        found, gone = whole[pair.kept.id], pair.gone
        assert set(gone.formats) <= set(found.formats)
        for field in ("duration", "spoken_phone", "spoken_place", "spoken_limits", "dates"):
            assert getattr(found, field) or not getattr(gone, field)
        if gone.language == found.language:
            assert words(found.spoken_details) or not words(gone.spoken_details)


def test_what_is_merged_is_merged(lists: list[tuple[str, tuple[Meeting, ...]]]) -> None:
    once = merge(lists, NOW.year).meetings
    again = [(name, [row for row in once if row.source == name]) for name, _ in lists]
    assert len(merge(again, NOW.year).meetings) == len(once)
