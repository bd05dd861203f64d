"""The demo's line as an installation of its own, for real processes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ivr import store
from ivr.clock import utc_now
from ivr.environment import load
from ivr.rotarefresh import refresh_rota
from ivr.schedule.refresh import refresh_all
from ivr.settings import Settings
from tests.line import DEMO
from tests.processes import Installation, installation
from tests.redis_server import RedisServer, redis_server
from tests.schedule.list_server import ListServer, list_server


@contextmanager
def published(folder: Path) -> Iterator[tuple[Installation, Settings]]:
    """The demo's line, with a Redis and a list server of its own, its list and rota published."""
    with redis_server() as server, list_server() as lists:
        one = line_of_the_demo(folder, server, lists)
        yield one, publish(one)


def line_of_the_demo(folder: Path, server: RedisServer, lists: ListServer) -> Installation:
    """Before anything is published."""
    lists.give((DEMO / "meetings.json").read_bytes())
    for name in ("rota.csv", "leaders.csv"):
        (folder / name).write_bytes((DEMO / name).read_bytes())
    config = folder / "line.toml"
    toml = (DEMO / "line.toml").read_text()
    config.write_text(toml.replace("http://127.0.0.1:LIST_PORT/main_server/", lists.url))
    return installation(folder, server.url, config)


def publish(one: Installation) -> Settings:
    """Its list and its rota, as `ivr refresh` does, without the seconds of a start."""
    here = load(one.environ)
    with store.connect(here.redis_url) as connection:
        refresh_all(here, connection, accept=False, now=utc_now())
        refresh_rota(here, connection, utc_now())
    return here
