"""The search finds what it looks for: in each place, and whichever way it is written."""

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.erasure.callers import CALLERS
from tests.erasure.search import Found, Search, rows_of_ten
from tests.erasure.searching import Searching
from tests.redis_server import RedisServer, redis_server

NUMBER = "2125550142"

WRITTEN = (
    *("2125550142", "12125550142", "+12125550142", "tel:+1-212-555-0142", "0012125550142"),
    *("(212) 555-0142", "212.555.0142", "212 555 0142", "1/212/555/0142", "212_5550142"),
    *("21 25 55 01 42", "2 1 2 5 5 5 0 1 4 2", "+1 (212) 555 - 0142", "+1.2125550142"),
    *("212\u00a0555\u00a00142", "212\u2011555\u20110142", "212\u2013555\u20130142"),
    *("%2B12125550142", "From=%2B1+212+555+0142", "212%20555%200142", "%28212%29%20555-0142"),
    *(json.dumps("212\u00a0555\u00a00142"), '{"From":"12125550142"}', "CA2125550142ff"),
)

OTHERS = (
    *("2125550143", "+12025550142", "212555014", "212-555-014a", "212, 555, 0142"),
    *("1795550142.125551", "1795304400.2125550142", "2026-11-21T23:40:00.212555", "CA" + "0" * 32),
)
"""Other numbers, times, and what no person reads as one number."""


@pytest.mark.parametrize("written", WRITTEN)
def test_however_it_is_written(written: str) -> None:
    assert NUMBER in set(rows_of_ten(f"before {written} behind".encode()))


@pytest.mark.parametrize("written", OTHERS)
def test_what_is_another_number_or_none(written: str) -> None:
    assert NUMBER not in set(rows_of_ten(written.encode()))


PLANTS: dict[str, Callable[[Any], Any]] = {
    "string": lambda r: r.set("a", "to +1 212 555 0142"),
    "name": lambda r: r.set("call:+12125550142", "1"),
    "hash": lambda r: r.hset("a", "from", "(212) 555-0142"),
    "field": lambda r: r.hset("a", "12125550142", "1"),
    "list": lambda r: r.rpush("a", "x", "212-555-0142"),
    "set": lambda r: r.sadd("a", "2125550142"),
    "zset": lambda r: r.zadd("a", {"2125550142": 1}),
    "score": lambda r: r.zadd("a", {"x": 12125550142}),
    "stream": lambda r: r.xadd("a", {"from": "2125550142"}),
    "packed": lambda r: r.hset("a", "data", zlib.compress(b'["f",null,["+1 212 5550142"],{}]')),
}


@pytest.mark.parametrize("plant", PLANTS)
def test_in_redis_and_then_in_its_file(plant: str, tmp_path: Path) -> None:
    with redis_server(appendonly=True) as server, server.connect() as connection:
        live = Search(CALLERS, server.url, ())
        kept = Search(CALLERS, server.url, (server.folder,))
        assert (live.look(), kept.look()) == (set(), set())
        PLANTS[plant](connection)
        assert {found.number for found in live.look()} == {NUMBER}
        connection.flushall()
        assert kept.look() == {Found("appendonly.aof", NUMBER)}
        for search in (live, kept):
            search.close()


def test_in_a_file_that_grows_and_in_one_below(server: RedisServer, tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    log.write_text("x" * 100_000 + "\n212-55")
    search = Search(CALLERS, server.url, (tmp_path,))
    assert search.look() == set()
    with log.open("a") as file:
        file.write("5-0142\n")
    assert search.look() == {Found("worker.log", NUMBER)}
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rota").write_bytes(b"\x93\x00" + zlib.compress(b"9175550100"))
    assert search.look() == {Found("worker.log", NUMBER), Found("rota", "9175550100")}
    search.close()


def test_the_process_tells_what_it_finds_and_goes_when_nobody_asks(
    server: RedisServer, tmp_path: Path
) -> None:
    with Searching(CALLERS, server.url, (tmp_path,)) as searching:
        searching.ask()
        before = searching.answer()
        (tmp_path / "log").write_text("917 555 0199")
        searching.ask()
        after = searching.answer()
    assert (before.found, after.found) == ([], [["log", "9175550199"]])
    assert after.looks > before.looks
    assert searching.ended
