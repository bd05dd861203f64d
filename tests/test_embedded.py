"""The private Redis of the demo and the tests."""

import importlib.util
import stat
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ivr.embedded import EmbeddedRedis, NoRedisServer, find_redis_server
from tests.redis_server import redis_server


def test_what_was_written_outlives_a_kill_where_it_is_appended() -> None:
    with redis_server(appendonly=True) as server:
        with server.connect() as connection:
            connection.set("a", "1")
            connection.config_set("appendfsync", "always")
            connection.set("a", "2")
        server.kill()
        server.restart()
        with server.connect() as connection:
            assert connection.get("a") == b"2"
        assert server.pid == server.embedded.process.pid


def test_socket_and_folder_are_the_owners_alone() -> None:
    with redis_server() as server:
        modes = [
            stat.S_IMODE(path.stat().st_mode)
            for path in (server.folder, server.folder / "redis.sock")
        ]
    assert modes == [0o700, 0o700]


def test_folder_that_is_too_long_for_a_socket_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoRedisServer, match="too long a path"):
        EmbeddedRedis.start(tmp_path / ("x" * 120))


def test_server_that_cannot_start_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.embedded.find_redis_server", lambda: Path("/bin/false"))
    with TemporaryDirectory() as folder, pytest.raises(NoRedisServer, match="did not start: read"):
        EmbeddedRedis.start(Path(folder))


def test_stop_ends_even_a_server_that_does_not_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    with redis_server() as server:
        monkeypatch.setattr("ivr.embedded.PATIENCE", 0.2)
        server.embedded.process.send_signal(19)  # SIGSTOP
        server.stop()
        assert server.embedded.process.returncode == -9


def test_server_on_path_is_found_where_there_is_no_wheel(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoRedisServer, match="so that redis-server is on PATH"):
        find_redis_server()
    program = tmp_path / "valkey-server"
    program.touch(0o755)
    assert find_redis_server() == program
