"""An hour without a worker."""

import asyncio
from pathlib import Path

import pytest

from tests.erasure.night import backlog

CALLS = 250


@pytest.mark.timeout(600)
def test_after_an_hour_without_a_worker_all_calls_are_forgotten_in_minutes(tmp_path: Path) -> None:
    asyncio.run(backlog(tmp_path, CALLS))
