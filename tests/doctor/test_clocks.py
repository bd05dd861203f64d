"""What the doctor says of clocks that do not agree."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis

from ivr.doctor import Finding
from ivr.doctor.asking import Reply, client, get
from ivr.doctor.clocks import Clocks
from ivr.environment import load
from tests.doctor.made import environ_of
from tests.schedule.list_server import list_server

SET = "Switch its keeping of time on (`timedatectl set-ntp true`)"
MEETINGS = "meetings begin and end at the wrong time"
WORKERS = "workers that live seem dead, and limits end at the wrong time"


@pytest.mark.parametrize(
    ("ahead", "sentences"),
    [
        pytest.param({"carrier": 1.0, "redis": -2.0, "public": 29.0}, [], id="agree"),
        pytest.param(
            {"carrier": 90.0, "redis": 90.0, "public": 0.0},
            [
                "The clock of this machine is 90 s behind the carrier's: "
                f"{MEETINGS}, and codes of authenticator apps are refused. {SET} here.",
                f"The clock behind IVR_PUBLIC_URL is 90 s behind the carrier's: {MEETINGS} there. "
                f"{SET} there.",
            ],
            id="only-redis-right",
        ),
        pytest.param(
            {"carrier": -7200.0, "redis": -7199.0, "public": -7200.0},
            [
                "The clock of this machine is 2 h before the carrier's: "
                f"{MEETINGS}, and codes of authenticator apps are refused. {SET} here."
            ],
            id="only-here-wrong",
        ),
        pytest.param(
            {"carrier": 0.0, "redis": 60.0},
            [f"The clock of Redis's machine is 60 s before the carrier's: {WORKERS}. {SET} there."],
            id="redis-wrong",
        ),
        pytest.param(
            {"redis": -60.0, "public": 1.0},
            [
                "The clock of this machine and the one of Redis's machine differ by 60 s: "
                f"{WORKERS}. {SET} on both."
            ],
            id="carrier-silent",
        ),
        pytest.param(
            {"carrier": 20.0, "redis": -15.0},
            [f"The clock of Redis's machine is 35 s behind the carrier's: {WORKERS}. {SET} there."],
            id="each-a-little",
        ),
        pytest.param({}, None, id="none-tells"),
    ],
)
def test_clocks(ahead: dict[str, float], sentences: list[str] | None) -> None:
    clocks = Clocks()
    clocks.ahead = ahead
    well = [] if sentences is None else [Finding("ok", "The clocks agree.")]
    assert list(clocks.findings()) == ([Finding("wrong", each) for each in sentences or ()] or well)


def test_the_clocks_of_this_machine_agree(tmp_path: Path, connection: redis.Redis) -> None:
    clocks = Clocks()
    with list_server() as carrier:
        carrier.give(b"")
        settings = load(environ_of(tmp_path, IVR_TWILIO_API=carrier.url.rstrip("/")))
        assert list(clocks.of_carrier(settings)) == []
    clocks.of_redis(connection)
    assert sorted(clocks.ahead) == ["carrier", "redis"]
    assert max(map(abs, clocks.ahead.values())) < 20


def test_what_tells_no_time_is_not_compared(tmp_path: Path) -> None:
    clocks = Clocks()
    settings = load(environ_of(tmp_path, IVR_TWILIO_API="http://127.0.0.1:1"))
    assert list(clocks.of_carrier(settings)) == []
    here = datetime.now(UTC)
    clocks.told("public", Reply(200, b"", 0.1, None, here, None))
    assert clocks.ahead == {}
    clocks.told("public", Reply(200, b"", 0.1, here + timedelta(seconds=9), here, None))
    assert clocks.ahead == {"public": 9.0}


def test_a_date_is_read_as_the_carrier_writes_it() -> None:
    with list_server() as carrier:
        carrier.give(b"")
        with client() as http:
            reply = get(http, carrier.url)
    assert reply.date is not None
    assert abs(reply.date.timestamp() - time.time()) < 20
