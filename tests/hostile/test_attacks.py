"""The bench's attacks that need no second process, at a server in this one."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from tests.bench import hostile_console, hostile_http
from tests.bench.hostile_stage import Attack, Stage
from tests.console.opened import opened
from tests.line import settings
from tests.redis_server import RedisServer

AT_ONCE = {"unsigned", "garbage", "smuggled", "paths", "doors"}
ATTACKS = [
    each for each in (*hostile_http.ATTACKS, *hostile_console.ATTACKS) if each.name in AT_ONCE
]


@pytest.fixture(scope="module")
def stage(
    redis_for_session: RedisServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    redis_for_session.empty()
    folder: Path = tmp_path_factory.mktemp("line")
    with opened(replace(settings(), redis_url=redis_for_session.url, data_dir=folder)) as running:
        port = int(running.url.rpartition(":")[2])
        here = SimpleNamespace(port=port, public=running.url)
        yield cast(Stage, here)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_strangers_are_answered_as_they_should_be(stage: Stage, attack: Attack) -> None:
    answered = asyncio.run(attack.act(stage))
    assert {each: n for each, n in answered.items() if each not in attack.answers} == {}
    assert sum(answered.values()) > 0
