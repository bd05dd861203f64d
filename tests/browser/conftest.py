"""One line and one browser for all tests of a file; each test brings operators of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from ivr.people import hashing
from ivr.people.hashing import Cost
from tests.browser.needed import see
from tests.browser.running import PATIENCE, Running, running
from tests.recordings.sounds import speech, written

SAID = "Welcome to the line. You are in the right place."


@pytest.fixture(scope="module")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that Chromium hears, and that may be sent as well."""
    see("chromium", "espeak")
    path = tmp_path_factory.mktemp("microphone") / "said.wav"
    path.write_bytes(written(speech(SAID)))
    return path


@pytest.fixture(scope="module")
def machine(microphone: Path) -> Iterator[Running]:
    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch, running(microphone) as found:
        patch.setattr(hashing, "COST", Cost(time=1, memory=8))
        yield found


@pytest.fixture
def here(machine: Running) -> Iterator[Running]:
    """The same, and whoever came in the test before is gone."""
    yield machine
    contexts: list[BrowserContext] = machine.chromium.contexts
    for context in contexts:
        context.close()
