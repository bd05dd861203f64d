"""What a line tells of itself: of several processes as one, in words, and nothing of anybody."""

import asyncio
import os
import re
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import msgspec
import pytest
import redis
from prometheus_client import Gauge

from ivr import metrics, store
from ivr.clock import utc_now
from ivr.erasure.ledger import Ledger
from ivr.fence import NOT_ACCEPTED, Refused, Trouble, Unknown, _kind
from ivr.flow import FLOW
from ivr.keeper import Keeper
from ivr.rota import Rota
from ivr.tally import ASKED, Tally
from ivr.watching.degraded import degraded
from ivr.watching.pressed import pressed
from ivr.watching.reading import here, standing
from ivr.watching.shared import SIZES
from ivr.watching.standing import Here, List, Memory, Queue, Standing
from tests.line import DEMO, NUMBER, SATURDAY_EVENING, rota, settings
from tests.processes import Installation, installation
from tests.redis_server import RedisServer, redis_server
from tests.ringing import exchange

WELL = Standing(
    missing=(),
    ledger=Ledger(),
    held=None,
    in_rooms=0,
    meetings=60,
    snapshot_age=60,
    on=(),
    following=None,
    cron=2.0,
    queues=(Queue("room", 0, workers=1), Queue("schedule", 3, workers=1, oldest=900)),
    announcements=(),
    lists=(List("upstate", 60, 900, 21600),),
    memory=Memory(90, 0, True),
)
ROOMY = Here(free=2**33)


def test_nothing_is_said_where_all_is_well_or_nothing_is_known() -> None:
    assert (list(degraded(WELL, ROOMY)), list(degraded(None, None))) == ([], [])


@pytest.mark.parametrize(
    ("standing", "here", "said"),
    [
        (
            WELL,
            Here(writable=False),
            "Nothing can be written to IVR_DATA_DIR: make room there, or mend its rights.",
        ),
        (WELL, Here(free=2**26), "IVR_DATA_DIR has 64 MB of room: make more there."),
        (
            WELL,
            Here(unled=True, free=2**33),
            "Nobody leads the meeting of this hour, as far as the rota says.",
        ),
        (
            replace(WELL, memory=Memory(90, 0, False)),
            ROOMY,
            "Redis cannot write to its disk: make room there.",
        ),
        (
            replace(WELL, memory=Memory(95, 100, True)),
            ROOMY,
            "Redis uses 95% of the memory that it may have: give it more (maxmemory).",
        ),
        (
            replace(WELL, skew=-3600.0),
            ROOMY,
            "The clock here and that of Redis are 3600 seconds apart: set both by the network's "
            "time.",
        ),
        (
            replace(WELL, queues=(Queue("room", 0), Queue("audio", 0))),
            ROOMY,
            "No worker serves room, audio: start `ivr worker`.",
        ),
        (
            replace(WELL, cron=None),
            ROOMY,
            "No cron lives: start `ivr cron`, or nothing is refreshed.",
        ),
        (
            replace(WELL, queues=(Queue("erase", 9, workers=1, oldest=660),)),
            ROOMY,
            "The queue erase is 11 min behind: see the worker's log, and whether one worker is "
            "enough.",
        ),
        (
            replace(WELL, carrier_away=True),
            ROOMY,
            "The carrier does not answer what jobs ask of it: it is asked again by itself.",
        ),
        (
            replace(WELL, lists=(List("upstate", 0, None, 21600),)),
            ROOMY,
            "The list upstate was never read: run `ivr refresh`.",
        ),
        (
            replace(WELL, lists=(List("upstate", 60, 9 * 3600.0, 21600),)),
            ROOMY,
            "The list upstate was last good 9 h ago: run `ivr refresh`.",
        ),
        (
            replace(WELL, rota_kept=True),
            ROOMY,
            "The rota's files cannot be used, the rota from before stays: run `ivr refresh`.",
        ),
        (
            replace(WELL, held=SATURDAY_EVENING, ledger=Ledger(waiting=2, oldest_known=2e5)),
            ROOMY,
            "By order nothing is deleted at the carrier: `ivr privacy hold --end` ends that.",
        ),
        (
            replace(WELL, ledger=Ledger(waiting=2, oldest_known=2 * 86400.0)),
            ROOMY,
            "Calls wait for 2 d to be erased at the carrier: see that `ivr worker` runs, and "
            "run `ivr privacy audit`.",
        ),
        (
            replace(WELL, ledger=Ledger(last_sweep=5 * 3600.0)),
            ROOMY,
            "The carrier's list of calls was last gone through 5 h ago.",
        ),
    ],
    ids=[
        *("disk", "room", "unled", "saves", "memory", "clock", "worker", "cron", "queue"),
        *("carrier", "unread", "old", "rota", "hold", "erasure", "sweep"),
    ],
)
def test_what_is_not_well_is_said_with_its_mend(standing: Standing, here: Here, said: str) -> None:
    assert list(degraded(standing, here)) == [said]


def test_the_hours_nobody_leads_are_those_of_the_coming_day(tmp_path: Path) -> None:
    keeper = Keeper(replace(settings(), data_dir=tmp_path), lambda: SATURDAY_EVENING)
    covered = here(keeper)
    alone = tuple(msgspec.structs.replace(hour, leader="", leader_name="") for hour in rota().hours)
    keeper._switch(rota=Rota(alone, rota().zone))
    found = here(keeper)
    assert (covered.uncovered, covered.unled, covered.writable) == ((), False, True)
    assert found.unled
    day = SATURDAY_EVENING + timedelta(hours=24)
    assert min(found.uncovered) <= SATURDAY_EVENING < max(found.uncovered) < day


def test_what_waits_and_who_works_is_read(server: RedisServer, connection: redis.Redis) -> None:
    from workers.queues import enqueue

    keeper = Keeper(replace(settings(), redis_url=server.url), utc_now)
    enqueue(connection, "schedule", "workers.jobs.refresh_rota", timeout=1)
    connection.set(store.BEAT.of("cron"), "1", ex=60)
    connection.hset(store.CARRIER_COUNTS.of(), mapping={"asked": 7, "busy": 2})
    found = standing(keeper, connection)
    waiting = {queue.name: (queue.waiting, queue.served, queue.failed) for queue in found.queues}
    assert waiting["schedule"] == (1, False, 0)
    assert waiting["room"] == (0, False, 0)
    assert found.cron == pytest.approx(30, abs=5)
    assert found.carrier == {"asked": 7, "busy": 2}
    assert [(each.name, each.age, each.patience) for each in found.lists] == [
        ("sample", None, 21600)
    ]
    assert found.memory is not None
    assert found.memory.saves
    assert abs(found.skew) < 5


def test_a_redis_whose_memory_is_full_is_still_looked_into(
    server: RedisServer, connection: redis.Redis
) -> None:
    from workers.queues import enqueue

    erases = replace(settings(), redis_url=server.url, account_sid=f"AC{'0' * 32}")
    for number in range(2):
        enqueue(connection, "erase", "workers.jobs.forget_calls", timeout=number + 1)
    connection.config_set("maxmemory", 1)
    try:
        found = standing(Keeper(erases, utc_now), connection)
    finally:
        connection.config_set("maxmemory", 0)
    assert found.ledger is not None
    assert [queue.waiting for queue in found.queues if queue.name == "erase"] == [2]
    assert "Redis uses " in "".join(degraded(found, None))


def test_a_monitor_is_told_in_lines_and_waits_for_no_redis(
    server: RedisServer, tmp_path: Path
) -> None:
    async def scene() -> None:
        erases = replace(settings(), redis_url=server.url, account_sid=f"AC{'0' * 32}")
        async with exchange(settings_=erases) as line:
            line.keeper.redis_up = True
            told = (await line.client.get("/readyz")).text.splitlines()
            assert told[0] == "Callers are answered well."
            assert "No worker serves room, erase, schedule, audio: start `ivr worker`." in told
            assert "No cron lives: start `ivr cron`, or nothing is refreshed." in told
            figures = (await line.client.get("/metrics")).text
            assert 'ivr_queue_workers{queue="room"} 0.0\n' in figures
            assert "\nivr_cron_up 0.0\n" in figures
            assert "\nivr_forget_oldest_seconds 0.0\n" in figures
        away = settings(str(tmp_path))  # of a Redis that is not there
        async with exchange(settings_=away) as line:
            assert (await line.client.get("/readyz")).text.count("\n") == 1
            figures = (await line.client.get("/metrics")).text
            assert "# TYPE ivr_cron_up gauge\n" in figures
            assert "\nivr_cron_up" not in figures
            assert "\nivr_carrier_requests_total" not in figures
            assert "\nivr_forget_" not in figures

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("node", "form", "key"),
    [
        ("greeting", {"Digits": "2"}, "2"),
        ("greeting", {"Digits": "#"}, "#"),
        ("greeting", {"Digits": ""}, "silence"),
        ("greeting", {}, ""),
        ("near", {"Digits": "14201"}, "digits"),
        ("near", {"Digits": "1"}, "digits"),
        ("near", {"Digits": "0"}, "0"),
        ("near", {"SpeechResult": "Buffalo"}, "speech"),
        ("leader", {"Digits": "123456789"}, "digits"),
        ("leader", {"Digits": "5"}, "digits"),
        ("leader", {"Digits": "1"}, "1"),
        ("greeting", {"Digits": "w"}, "digits"),
    ],
)
def test_no_digit_of_a_code_or_a_pin_is_counted(node: str, form: dict[str, str], key: str) -> None:
    assert pressed(FLOW[node], form) == key


def test_what_is_asked_of_the_carrier_reaches_redis_once(connection: redis.Redis) -> None:
    tally = Tally()
    errors = [
        Trouble("status 429", busy=True),
        Trouble("no answer (ConnectError)"),
        Trouble(NOT_ACCEPTED),
        Refused(20009),
        Refused(21220),
        Unknown(),
        None,
    ]

    @tally.of(_kind)
    def ask(error: Exception | None) -> str:
        if error is not None:
            raise error
        return "an answer"

    for error in errors:
        if error is None:
            assert ask(None) == "an answer"
        else:
            with pytest.raises(type(error)):
                ask(error)
    tally.tell(connection)
    tally.tell(connection)
    counts = {"busy": 1, "away": 1, "key": 1, "early": 1, "refused": 1, ASKED: 7}
    found = connection.hgetall(store.CARRIER_COUNTS.of())
    assert {store.text(kind): int(count) for kind, count in found.items()} == counts


def test_each_gauge_says_which_process_tells_the_truth() -> None:
    modes = {
        f"gauge_{metric._multiprocess_mode}"
        for metric in metrics.REGISTRY._collector_to_names
        if isinstance(metric, Gauge)
    }
    assert modes == {kind for kind in SIZES if kind.startswith("gauge")}


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Three web processes."""
    folder = tmp_path_factory.mktemp("several")
    left = folder / "ivr-metrics-of-one-that-was-killed"
    left.mkdir()
    (left / "held").touch()
    with redis_server() as server:
        one = installation(folder, server.url, DEMO / "line.toml", TMPDIR=str(folder))
        with one.started("serve", "--processes", "3"):
            yield one
    assert list(folder.glob("ivr-metrics-*")) == []  # nothing stays


LINE = httpx.Client(timeout=10, limits=httpx.Limits(max_keepalive_connections=0))
"""Each request may come to another process."""


def told(one: Installation) -> dict[str, float]:
    text = LINE.get(f"{one.environ['IVR_PUBLIC_URL']}/metrics").text
    rows = [row.rpartition(" ") for row in text.splitlines() if not row.startswith("#")]
    return {name: float(value) for name, _, value in rows}


def until(one: Installation, wanted: dict[str, float]) -> dict[str, float]:
    deadline = time.monotonic() + 60
    found: dict[str, float] = {}
    while time.monotonic() < deadline:
        try:
            found = told(one)
        except httpx.TransportError:
            pass
        else:
            if {name: found.get(name) for name in wanted} == wanted:
                return found
        time.sleep(0.1)
    raise AssertionError({name: found.get(name) for name in wanted})


def test_several_processes_tell_one_truth_also_of_one_that_was_killed(
    several: Installation,
) -> None:
    one = several
    found = until(one, {"ivr_web_processes": 3})
    assert found[f'ivr_calls_begun_total{{number="{NUMBER}"}}'] == 0.0  # before anybody calls
    assert found['ivr_calls_onward_total{result="refused"}'] == 0.0
    for _ in range(12):
        LINE.post(f"{one.environ['IVR_PUBLIC_URL']}/voice")
    wanted = {'ivr_webhooks_refused_total{signature="none"}': 12.0}
    assert [told(one).items() >= wanted.items() for _ in range(6)] == [True] * 6
    files = [*Path(one.environ["TMPDIR"]).glob("ivr-metrics-*/*.db")]
    assert all(file.stat().st_blocks * 512 >= file.stat().st_size for file in files)
    counters = [file for file in files if re.fullmatch(r"counter_\d+", file.stem)]
    for file in counters[:2]:
        os.kill(int(file.stem.partition("_")[2]), signal.SIGKILL)
    deadline = time.monotonic() + 60
    while any(file.exists() for file in counters[:2]):  # until their parent has seen them end
        assert told(one).items() >= wanted.items()
        assert time.monotonic() < deadline
        time.sleep(0.1)
    until(one, {"ivr_web_processes": 3, **wanted})
    assert len([*counters[0].parent.glob("counter_*.db")]) == 4
