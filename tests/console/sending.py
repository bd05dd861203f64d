"""What a form with a file does, and what the worker does with it afterwards."""

from typing import Any

from ivr.prompts import Prompts
from ivr.recordings import making
from ivr.recordings.catalogue import recorded_words
from ivr.recordings.library import Library
from ivr.recordings.storage import storage_of
from ivr.recordings.takes import WAITING, Takes
from ivr.store import text
from tests.console.opened import Browser, Opened


def library(console: Opened) -> Library:
    return Library(console.connection, storage_of(console.settings), console.clock.now)


def sent(browser: Browser, path: str, data: bytes, **fields: str) -> str:
    """The page to which a form with a file leads."""
    answer = browser.client.post(
        path, data={"csrf": browser.csrf, **fields}, files={"file": ("a.wav", data)}
    )
    assert answer.status_code == 303
    return answer.headers["location"].removeprefix("/console")


def work_off(console: Opened) -> None:
    """Makes drafts of all that was sent."""
    takes = Takes(console.connection, console.clock.now, lambda id: None)
    waiting: Any = console.connection.zrange(WAITING, 0, -1)
    for id in waiting:
        making.make_take(
            text(id),
            takes,
            library(console),
            lambda language, prompt: recorded_words(Prompts(), console.settings, language, prompt),
            None,
        )
