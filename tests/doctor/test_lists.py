"""What the doctor says of lists that are old, a rota that is kept, and hours that nobody leads."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import redis

from ivr.clock import utc_now
from ivr.doctor import Finding
from ivr.doctor.lists import of_hours, of_lists
from ivr.environment import load
from ivr.rotarefresh import published_rota, refresh_rota
from ivr.schedule.publish import SCHEDULE
from ivr.schedule.refresh import refresh_source
from ivr.schedule.state import STALE, source_state, update_state
from ivr.settings import Settings
from ivr.store import PUBLISHED_VERSION, publish
from tests.doctor.made import environ_of, with_line
from tests.redis_server import RedisServer


@pytest.fixture
def settings(tmp_path: Path, server: RedisServer, connection: redis.Redis) -> Settings:
    """Of a line that has read its list and its rota."""
    settings = load(environ_of(tmp_path, REDIS_URL=server.url))
    refresh_source(settings, connection, "sample", now=utc_now())
    refresh_rota(settings, connection, utc_now())
    return settings


def lists(settings: Settings, connection: redis.Redis) -> list[Finding]:
    return list(of_lists(settings, connection, utc_now()))


def hours(settings: Settings, connection: redis.Redis) -> list[Finding]:
    """Beside who would be rung, which has tests of its own."""
    found = of_hours(settings, connection, utc_now())
    return [each for each in found if "be rung" not in each.sentence]


def test_lists_and_a_rota_that_are_new(settings: Settings, connection: redis.Redis) -> None:
    (list_,) = lists(settings, connection)
    assert list_.grade == "ok"
    assert list_.sentence.startswith("The list sample has 60 meetings: ")
    assert hours(settings, connection) == [
        Finding("ok", "The rota has 26 rows and 0 problems and is heard from now on.")
    ]


def test_what_was_never_read(environ: dict[str, str], connection: redis.Redis) -> None:
    settings = load(environ)
    assert [*lists(settings, connection), *hours(settings, connection)] == [
        Finding(
            "wrong", "The list sample has no meetings yet: it was never read; run `ivr refresh`."
        ),
        Finding("wrong", "The rota was never read: run `ivr refresh`."),
    ]
    unnamed = with_line(environ, '[rota]\nhours = "rota.csv"\nleaders = "leaders.csv"', "")
    assert hours(load(unnamed), connection) == []


def test_a_list_that_is_old(settings: Settings, connection: redis.Redis) -> None:
    state = source_state(connection, "sample")
    old = msgspec.structs.replace(state, good=utc_now() - STALE - timedelta(hours=1))
    update_state(connection, "sample", old, "good")
    (found,) = lists(settings, connection)
    assert found.grade == "wrong"
    assert found.sentence.startswith("The list sample was last good 7 h ago: ")


def test_a_list_that_callers_do_not_hear(settings: Settings, connection: redis.Redis) -> None:
    connection.delete(PUBLISHED_VERSION.of(SCHEDULE))
    assert lists(settings, connection)[1:] == [
        Finding("wrong", "No list is published for callers: run `ivr refresh`.")
    ]


def test_a_rota_that_is_kept(settings: Settings, connection: redis.Redis) -> None:
    settings.config.with_name("rota.csv").write_bytes(b"")
    refresh_rota(settings, connection, utc_now())
    assert hours(settings, connection) == [
        Finding(
            "wrong",
            "The rota file is empty: its first row must be "
            "day,time,title,format,access,language,room,leader,speaking. The rota from before "
            "stays.",
        )
    ]


def test_hours_without_a_leader_and_nobody_to_ring(
    settings: Settings, connection: redis.Redis
) -> None:
    rows = "".join(f"daily,{hour:02}:00,An Hour,,,,,\n" for hour in range(24))
    folder = settings.config.parent
    (folder / "rota.csv").write_text("day,time,title,format,access,language,room,leader\n" + rows)
    (folder / "leaders.csv").write_text("leader,name,leads_from,phone\nana,Ana,2026-01-31,\n")
    refresh_rota(settings, connection, utc_now())
    found = [e.sentence for e in of_hours(settings, connection, utc_now()) if e.grade == "note"]
    said = [re.sub(r"\w{3} \d\d:00 An Hour", "…", sentence) for sentence in found]
    later = re.search(r"have (\d+) hours", said[1])
    assert later is not None
    assert int(later[1]) in range(142, 146)  # six days of them, also where clocks change
    assert said == [
        "The coming day has 24 hours without a leader on the rota: …, …, … and 21 more.",
        f"The six days after the coming one have {later[1]} hours without a leader, first ….",
        "Nobody may be rung when no leader comes: write numbers into leaders.csv, or run `ivr "
        "leaders ring ROW --phone`, for those who agree.",
    ]


@pytest.mark.parametrize(("days", "told"), [(0, []), (3, ["3 days"])], ids=["new", "old"])
def test_a_calendar_that_was_worked_out_long_ago(
    settings: Settings, connection: redis.Redis, days: int, told: list[str]
) -> None:
    published = published_rota(connection)
    assert published is not None
    today = utc_now().astimezone(published.zone).date()
    until = (today + timedelta(days=36 - days)).isoformat()
    publish(connection, "rota", replace(published, until=until).pack())
    assert [e.sentence for e in hours(settings, connection)[1:]] == [
        f"The rota's calendar was last worked out {each} ago: see that `ivr cron` and `ivr worker` "
        "run."
        for each in told
    ]
