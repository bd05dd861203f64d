"""Work that never ends is given up, and does not go on in the dark."""

import threading
import time
from contextlib import suppress

import pytest

from ivr.patience import within


def test_what_is_done_in_time_is_what_it_is() -> None:
    assert within(5, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 // 0)


def test_what_takes_too_long_is_given_up_and_ends() -> None:
    steps = 0

    def endless() -> None:
        nonlocal steps
        while True:
            with suppress(Exception):  # as a library does that catches everything
                steps += 1

    threads = threading.active_count()
    with pytest.raises(TimeoutError):
        within(0.05, endless)
    at = steps
    time.sleep(0.05)
    assert (steps, threading.active_count()) == (at, threads)
