"""Several looks at once: what hangs, or falls over, holds up nothing else."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr.doctor import Finding, summary
from ivr.doctor.asking import client
from ivr.doctor.together import Look, together
from ivr.fence import trusted

ONE, TWO = Finding("ok", "One."), Finding("wrong", "Two.")


def test_looks_at_once_answer_in_their_order() -> None:
    gate = threading.Barrier(2, timeout=20)

    def meeting(finding: Finding) -> Iterator[Finding]:
        gate.wait()  # so each needs the other to be under way
        yield finding

    looks = [Look("A", lambda: meeting(ONE)), Look("B", lambda: meeting(TWO))]
    assert together([*looks, Look("C", lambda: iter([ONE]))]) == [ONE, TWO]


def test_what_hangs_is_told_with_what_it_has_found() -> None:
    release = threading.Event()

    def hanging() -> Iterator[Finding]:
        yield ONE
        release.wait(20)

    began = time.monotonic()
    found = together([Look("The store", hanging), Look("B", lambda: iter([TWO]))], patience=0.2)
    assert time.monotonic() - began < 10
    release.set()
    assert found == [
        ONE,
        Finding("note", "The store could not be looked at within 7 seconds: try again."),
        TWO,
    ]


def test_what_it_means_that_one_hangs_is_told_instead() -> None:
    release = threading.Event()

    def hanging() -> Iterator[Finding]:
        release.wait(20)
        yield ONE

    assert together([Look("The store", hanging, late=TWO)], patience=0.1) == [TWO]
    release.set()


def test_what_falls_over_tells_no_value() -> None:
    def falling() -> Iterator[Finding]:
        yield ONE
        raise ValueError("+12025550177")

    assert together([Look("The store", falling), Look("B", lambda: iter([TWO]))]) == [
        ONE,
        Finding("note", "The store could not be looked at (ValueError): try again."),
        TWO,
    ]


def test_what_is_set_wrongly_and_seen_late_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asking() -> Iterator[Finding]:
        yield ONE
        client()

    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "nothing.pem"))
    trusted.cache_clear()
    one, wrong = together([Look("A", asking), Look("B", asking)])
    assert (one, wrong.grade) == (ONE, "wrong")
    assert wrong.sentence.startswith("SSL_CERT_FILE or SSL_CERT_DIR names no certificates")


def test_the_summary_counts() -> None:
    wrong, note = TWO, Finding("note", "Three.")
    assert summary([ONE]) == "All is well."
    assert summary([ONE, wrong]) == "1 thing is wrong."
    assert summary([note]) == "1 thing is worth a look."
    assert summary([note, ONE, note]) == "2 things are worth a look."
    assert summary([wrong, note]) == "1 thing is wrong, 1 is worth a look."
    assert summary([wrong, note, wrong, note]) == "2 things are wrong, 2 are worth a look."
