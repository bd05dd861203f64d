"""A night of losses and kills, with real workers and a real Redis."""

import asyncio
from pathlib import Path

import pytest

from tests.erasure.night import night

CALLS = 250


@pytest.mark.timeout(600)
def test_after_a_night_of_losses_and_kills_nobody_can_say_who_called(tmp_path: Path) -> None:
    asyncio.run(night(tmp_path, CALLS))
