"""Lists are fetched side by side and read one after the other."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from ivr.schedule import reading
from ivr.schedule.sources.reading import Reader, Reading
from ivr.settings import Source
from tests.schedule.conftest import settings_for, source


def test_two_lists_are_never_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """msgspec 0.22 crashes a process in which two threads begin with one type at once."""
    now, most = 0, 0

    def read(body: bytes, source: Source, today: date) -> Reading:
        nonlocal now, most
        now += 1
        most = max(most, now)
        time.sleep(0.01)
        now -= 1
        return Reading(0, ())

    reader = Reader(lambda source: source.url, read)
    monkeypatch.setattr(reading, "KINDS", {"bmlt": reader})
    one = source("https://bmlt.example.org/")
    with ThreadPoolExecutor(4) as threads:
        for _ in range(8):
            threads.submit(reading.read, [b"[]"], "bmlt", one, settings_for(one), date(2026, 3, 6))
    assert most == 1
