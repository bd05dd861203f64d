"""What the doctor says of real Redis servers that are set up badly or in trouble."""

from collections.abc import Iterator
from typing import Any

import pytest
import redis

from ivr.doctor import Finding
from ivr.doctor.server import away, of_info, of_server, reach
from ivr.environment import load
from tests.redis_server import RedisServer


@pytest.fixture
def config(connection: redis.Redis) -> Iterator[redis.Redis]:
    """A Redis whose settings are as they were, afterwards."""
    names = ("maxmemory", "maxmemory-policy", "min-replicas-to-write")
    before: dict[str, Any] = {name: connection.config_get(name)[name] for name in names}
    yield connection
    connection.replicaof("NO", "ONE")
    for name, value in before.items():
        connection.config_set(name, value)


def unwell(connection: redis.Redis) -> list[Finding]:
    return [each for each in of_server(connection) if each.grade != "ok"]


def test_a_redis_that_is_well(connection: redis.Redis) -> None:
    version = connection.info("server")["redis_version"]
    assert list(of_server(connection)) == [Finding("ok", f"Redis {version} answers.")]


def test_a_redis_that_forgets_when_it_starts_again(redis_for_session: RedisServer) -> None:
    with redis_for_session.connect() as forgetful:
        found = unwell(forgetful)
    assert found == [
        Finding(
            "note",
            "Redis's append-only file is off: when Redis starts again it may not know which "
            "calls are to be forgotten, which then waits for the next hourly sweep. Write "
            "`appendonly yes` into redis.conf, and run `redis-cli CONFIG SET appendonly yes`.",
        )
    ]


def test_a_redis_that_throws_away_what_it_holds(config: redis.Redis) -> None:
    config.config_set("maxmemory-policy", "allkeys-lru")
    assert unwell(config) == []  # without a limit nothing is thrown away
    config.config_set("maxmemory", "1gb")
    assert unwell(config) == [
        Finding(
            "wrong",
            "Redis throws away what it holds when its memory is full (allkeys-lru), also which "
            "calls are to be forgotten: write `maxmemory-policy noeviction` into redis.conf, and "
            "run `redis-cli CONFIG SET maxmemory-policy noeviction`.",
        )
    ]


@pytest.mark.parametrize(
    ("part", "grade"), [(0.5, None), (0.92, "note"), (0.99, "wrong")], ids=["half", "near", "full"]
)
def test_a_redis_whose_memory_is_nearly_full(part: float, grade: str | None) -> None:
    most = 64 * 2**20
    info = {"redis_version": "7.0.0", "maxmemory": most, "used_memory": int(most * part)}
    told = [(each.grade, each.sentence) for each in of_info(info) if each.grade != "ok"]
    assert told == [] if grade is None else told == [
        (
            grade,
            f"Redis has used {int(int(most * part) * 100 / most)} % of its 64 MB of memory, and "
            "takes nothing new when they are full: raise `maxmemory`.",
        )
    ]  # fmt: skip


def test_a_replica_is_not_where_the_line_can_be(config: redis.Redis) -> None:
    config.replicaof("127.0.0.1", "1")
    assert unwell(config) == [
        Finding(
            "wrong",
            "REDIS_URL leads to a replica, which nothing can be written to and calls are not noted "
            "in: name the main server, or the sentinels that know it.",
        )
    ]


def test_a_redis_that_takes_no_changes(config: redis.Redis) -> None:
    config.config_set("min-replicas-to-write", 1)
    before = config.dbsize()
    assert unwell(config) == [
        Finding(
            "wrong",
            "Redis takes no changes, and no call is noted or counted: too few of its replicas are "
            "in sync; start them.",
        )
    ]
    config.config_set("min-replicas-to-write", 0)
    assert unwell(config) == []
    assert config.dbsize() == before


@pytest.mark.parametrize(
    ("info", "finding"),
    [
        pytest.param(
            {"redis_version": "6.0.16"},
            Finding("wrong", "Redis is 6.0.16: the workers need 6.2 or later."),
            id="old",
        ),
        pytest.param(
            {"aof_enabled": 1, "aof_last_write_status": "err"},
            Finding(
                "wrong",
                "Redis could not write its append-only file: what it holds now is lost when it "
                "stops. Make room on its disk, and see its log.",
            ),
            id="aof",
        ),
        pytest.param(
            {"aof_enabled": 1, "aof_last_bgrewrite_status": "err"},
            Finding(
                "note",
                "Redis could not write its append-only file anew, which grows until it can: make "
                "room on its disk, and see its log.",
            ),
            id="rewrite",
        ),
        pytest.param(
            {"rdb_last_bgsave_status": "err"},
            Finding(
                "note",
                "Redis could not write its snapshot: make room on its disk, and see its log.",
            ),
            id="snapshot",
        ),
    ],
)
def test_what_redis_tells_of_itself(info: dict[str, object], finding: Finding) -> None:
    found = of_info({"redis_version": "7.2.4"} | info)
    assert [each for each in found if each.grade != "ok"] == [finding]


def test_a_redis_that_refuses_is_not_told_to_be_away() -> None:
    refuses, away_ = redis.exceptions.OutOfMemoryError, redis.exceptions.TimeoutError
    assert away(refuses).sentence.startswith("Redis answers, and refuses")
    assert away(away_).sentence.startswith("Redis cannot be reached (TimeoutError)")


def test_a_redis_that_is_away_is_given_up_at_once(environ: dict[str, str]) -> None:
    settings = load(environ | {"REDIS_URL": "redis://127.0.0.1:1"})
    with reach(settings) as connection, pytest.raises(redis.exceptions.ConnectionError):
        connection.ping()


def test_the_connection_has_no_second_try(server: RedisServer, environ: dict[str, str]) -> None:
    with reach(load(environ)) as connection:
        assert connection.get_retry().get_retries() == 0
