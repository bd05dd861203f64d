"""The demo's line in memory: its settings, list and rota, at a time the test chooses."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from ivr.call import Call
from ivr.environment import load
from ivr.linefile import languages_shipped
from ivr.places.build import Builder, Row
from ivr.places.places import Places
from ivr.prompts import Prompts
from ivr.rota import Rota
from ivr.rotafile import read_rota
from ivr.schedule.snapshot import Snapshot, pack
from ivr.schedule.sources import KINDS
from ivr.schedule.sources.reading import Reading
from ivr.settings import Settings
from ivr.turn import Turn, World

DEMO = Path(__file__).parent.parent / "demo"
TOKEN = "0123456789abcdef0123456789abcdef"
PUBLIC = "https://line.example.org"
NUMBER = "+12025550199"
LIST_NUMBER = "+12025550198"
"""The demo's number that reads the next meetings at once."""

SATURDAY_EVENING = datetime(2026, 11, 21, 23, 40, tzinfo=UTC)  # 18:40 in New York


@cache
def settings(data_dir: str = "/nonexistent") -> Settings:
    """The demo's settings, as an installation would have them."""
    return load(
        {
            "IVR_CONFIG": str(DEMO / "line.toml"),
            "IVR_DATA_DIR": data_dir,
            "IVR_PUBLIC_URL": PUBLIC,
            "REDIS_URL": "redis://127.0.0.1:1",
            "TWILIO_AUTH_TOKEN": TOKEN,
        }
    )


@cache
def snapshot() -> Snapshot:
    """The demo's list."""
    return Snapshot.load(pack(_reading().meetings, SATURDAY_EVENING))


@cache
def _reading() -> Reading:
    list_ = (DEMO / "meetings.json").read_bytes()
    reading = KINDS["bmlt"].read(list_, settings().sources[0], SATURDAY_EVENING.date())
    assert reading.problems == ()
    return reading


@cache
def places() -> Places:
    """Where the demo's towns are, without those of the world."""
    rows = [
        Row(
            source=each.source,
            town=each.town,
            state=each.state,
            country=each.country or "US",
            postcode=each.postcode,
            latitude=each.latitude,
            longitude=each.longitude,
        )
        for each in _reading().meetings
    ]
    return Places.load(Builder(()).build(rows))


@cache
def rota() -> Rota:
    """The demo's hours."""
    read, problems = read_rota(
        (DEMO / "rota.csv").read_bytes(),
        (DEMO / "leaders.csv").read_bytes(),
        settings().lines[0].time_zone,
        SATURDAY_EVENING,
    )
    assert problems == []
    return read


@cache
def world() -> World:
    return World(settings(), Prompts(), snapshot(), rota(), places=places())


def in_all_languages(on: World) -> World:
    """The line as one that speaks every language there is; the demo's own come first."""
    own = on.settings.lines[0].languages
    more = tuple(each for each in languages_shipped() if each not in own)
    texts = {each: {"line": "la ligne de réunions de N A"} for each in more}
    lines = tuple(
        replace(line, languages=(*line.languages, *more), texts={**line.texts, **texts})
        for line in on.settings.lines
    )
    return replace(on, settings=replace(on.settings, lines=lines))


def turn(
    node: str = "greeting",
    *,
    now: datetime = SATURDAY_EVENING,
    on: World | None = None,
    language: str = "en",
    key: str = "",
    line: int = 1,
    attempt: int = 0,
    cursor: str = "",
    listens: bool = False,
) -> Turn:
    """One turn of a call to the demo's number, answered a minute ago."""
    answered = int(now.timestamp() // 60) - 1
    call = Call(node, language, line, answered, attempt=attempt, cursor=cursor, listens=listens)
    return Turn(call, on or world(), now, key=key, called=NUMBER)
