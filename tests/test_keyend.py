"""The end of a day's key, in the files of a real Redis."""

import secrets
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import redis

from ivr import store
from ivr.blocks import add, blocks
from ivr.keyend import LATE, SETTLED, Burial, bury, key_end_problem
from tests.redis_server import RedisServer, redis_server

MIDNIGHT = datetime(2026, 11, 22, tzinfo=UTC)
NOW = MIDNIGHT + timedelta(minutes=10)
YESTERDAY, TODAY = store.MARK_KEY.of("2026-11-21"), store.MARK_KEY.of("2026-11-22")
DONE, NOTHING = Burial(done=True), Burial()


@pytest.fixture
def file_server() -> Iterator[RedisServer]:
    with redis_server(appendonly=True) as server:
        yield server


@pytest.fixture
def redis_(file_server: RedisServer) -> Iterator[redis.Redis]:
    with file_server.connect() as connection:
        yield connection


def in_files(server: RedisServer, secret: bytes) -> list[str]:
    """The files of Redis that hold a key."""
    files = [path for path in server.folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if secret in path.read_bytes())


def expired(connection: redis.Redis) -> bytes:
    """Yesterday's key, over and still in memory, as one that nobody asks for may be."""
    secret = secrets.token_bytes(32)
    connection.execute_command("DEBUG", "SET-ACTIVE-EXPIRE", "0")  # type: ignore[no-untyped-call]
    connection.set(YESTERDAY, secret, px=1)
    time.sleep(0.01)
    return secret


def save_late_enough(connection: redis.Redis) -> None:
    """Redis tells when it last saved, and begins with the second of its start.

    That second, worked out of two whole numbers, is now one and now the next: hence one more.
    """
    for _ in range(1000):
        connection.save()
        seconds, _microseconds = connection.time()
        info = connection.info()
        if info["rdb_last_save_time"] > seconds - info["uptime_in_seconds"] + 3:
            return
        time.sleep(0.01)
    raise AssertionError("Redis does not grow older.")


def test_an_ended_key_is_in_the_file_before_and_not_after(
    file_server: RedisServer, redis_: redis.Redis
) -> None:
    yesterday, today = expired(redis_), secrets.token_bytes(32)
    redis_.set(TODAY, today, px=60_000)
    assert (in_files(file_server, yesterday), in_files(file_server, today)) == (
        ["appendonly.aof"],
        ["appendonly.aof"],
    )
    assert bury(redis_, NOW) == DONE
    assert (in_files(file_server, yesterday), in_files(file_server, today)) == (
        [],
        ["appendonly.aof"],
    )
    assert redis_.get(TODAY) == today
    assert key_end_problem(redis_, NOW) == ""


def test_a_snapshot_is_written_anew_too(file_server: RedisServer, redis_: redis.Redis) -> None:
    secret = expired(redis_)
    redis_.config_set("save", "3600 1")
    redis_.save()
    assert in_files(file_server, secret) == ["appendonly.aof", "dump.rdb"]
    assert bury(redis_, NOW) == DONE
    assert in_files(file_server, secret) == []


def test_a_snapshot_made_by_hand_is_found_and_remembered_over_a_restart(
    file_server: RedisServer, redis_: redis.Redis
) -> None:
    first = expired(redis_)
    save_late_enough(redis_)
    assert in_files(file_server, first) == ["appendonly.aof", "dump.rdb"]
    assert bury(redis_, NOW) == DONE
    second = secrets.token_bytes(32)
    redis_.set(TODAY, second)
    redis_.save()
    file_server.stop()
    file_server.restart()
    with file_server.connect() as connection:
        assert bury(connection, NOW + timedelta(days=1)) == DONE
    assert (in_files(file_server, first), in_files(file_server, second)) == ([], [])


def test_without_files_nothing_is_written(server: RedisServer, connection: redis.Redis) -> None:
    secret = expired(connection)
    assert bury(connection, NOW) == DONE
    assert connection.get(YESTERDAY) is None
    assert (in_files(server, secret), (server.folder / "dump.rdb").exists()) == ([], False)


def test_a_key_that_outlived_its_day_goes(redis_: redis.Redis) -> None:
    tomorrow = store.MARK_KEY.of("2026-11-23")  # of a machine whose clock is ahead
    for name in (YESTERDAY, TODAY, tomorrow):
        redis_.set(name, b"x" * 32)
    assert bury(redis_, NOW) == DONE
    assert sorted(redis_.scan_iter("ivr:mark:key:*")) == [TODAY.encode(), tomorrow.encode()]


def test_it_is_done_once_a_day_and_not_in_its_first_minutes(redis_: redis.Redis) -> None:
    moments = (
        MIDNIGHT,
        MIDNIGHT + SETTLED - timedelta(seconds=1),
        MIDNIGHT + SETTLED,
        MIDNIGHT + timedelta(hours=23),
        MIDNIGHT + timedelta(days=1),
        MIDNIGHT + timedelta(days=1, hours=2),
    )
    assert [bury(redis_, now) for now in moments] == [
        NOTHING, NOTHING, DONE, NOTHING, NOTHING, DONE
    ]  # fmt: skip


def test_a_rewrite_under_way_is_waited_for_and_followed_by_one_of_our_own(
    file_server: RedisServer, redis_: redis.Redis
) -> None:
    """The one under way began while the key was there."""
    secret = expired(redis_)
    for n in range(40):
        redis_.set(f"filling:{n}", secrets.token_bytes(100))
    redis_.config_set("rdb-key-save-delay", "10000")  # microseconds a key
    redis_.bgrewriteaof()
    threading.Timer(0.2, lambda: redis_.config_set("rdb-key-save-delay", "0")).start()
    assert redis_.info("persistence")["aof_rewrite_in_progress"] == 1
    assert bury(redis_, NOW) == DONE
    assert in_files(file_server, secret) == []


def test_a_rewrite_that_does_not_end_is_told_of_and_tried_again(
    file_server: RedisServer, redis_: redis.Redis
) -> None:
    secret = expired(redis_)
    redis_.config_set("rdb-key-save-delay", "1000000")
    redis_.bgrewriteaof()
    why = (
        "Redis has not finished its append-only file, in which an ended key of the nuisance "
        "limits may be: the next hour's job looks again."
    )
    assert bury(redis_, NOW, patience=0.2) == Burial(why=why, news=True)
    redis_.config_set("rdb-key-save-delay", "0")
    assert key_end_problem(redis_, NOW) == why
    assert bury(redis_, NOW + timedelta(hours=1)) == DONE
    assert (in_files(file_server, secret), key_end_problem(redis_, NOW)) == ([], "")


def test_a_rewrite_that_fails_is_told_of(file_server: RedisServer, redis_: redis.Redis) -> None:
    secret = expired(redis_)
    gone = file_server.folder / "gone"
    gone.mkdir()
    redis_.config_set("dir", str(gone))
    gone.rmdir()
    why = (
        "Redis could not write its append-only file anew, so an ended key of the nuisance limits "
        "is still in it: see the log of Redis, and make room on its disk."
    )
    assert bury(redis_, NOW) == Burial(why=why, news=True)
    assert in_files(file_server, secret) == ["appendonly.aof"]


def test_a_host_that_forbids_it_is_told_of_once(
    file_server: RedisServer, redis_: redis.Redis
) -> None:
    redis_.acl_setuser(
        "default", enabled=True, commands=["-bgrewriteaof", "-config", "-slowlog", "-bgsave"]
    )
    why = (
        "Redis does not let the line run BGREWRITEAOF, so ended keys of the nuisance limits stay "
        "in its files: allow it, or turn its files off."
    )
    assert bury(redis_, NOW) == Burial(why=why, news=True)
    assert bury(redis_, NOW + timedelta(hours=1)) == Burial(why=why, news=False)
    assert key_end_problem(redis_, NOW) == why


def test_a_slow_command_that_names_the_key_is_struck_from_the_log(redis_: redis.Redis) -> None:
    redis_.config_set("slowlog-log-slower-than", "0")
    secret = expired(redis_)
    redis_.config_set("slowlog-log-slower-than", "-1")
    assert any(secret in entry["command"] for entry in redis_.slowlog_get(100))
    assert bury(redis_, NOW) == DONE
    assert redis_.slowlog_get(100) == []


def test_ended_blocks_and_their_key_go_at_any_hour(redis_: redis.Redis) -> None:
    assert bury(redis_, NOW) == DONE
    add(redis_, "+12025550142", NOW + timedelta(hours=1), NOW)
    later = NOW + timedelta(hours=2)
    assert bury(redis_, later) == NOTHING
    assert (blocks(redis_, later), redis_.exists(store.BLOCK_KEY.of())) == ([], 0)


def test_the_doctor_is_told_when_nobody_does_it(redis_: redis.Redis) -> None:
    assert key_end_problem(redis_, NOW) == ""  # never yet: there is no cron, which is told
    bury(redis_, NOW)
    next_day = MIDNIGHT + timedelta(days=1)
    assert key_end_problem(redis_, next_day + LATE - timedelta(seconds=1)) == ""
    assert key_end_problem(redis_, next_day + LATE) == (
        "The files of Redis were last freed of an ended day's key on 2026-11-22: see that "
        "`ivr cron` and `ivr worker` run."
    )
