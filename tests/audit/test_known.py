"""What could be a caller's number, and what never is."""

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.audit.finding import suspects
from ivr.audit.known import NEAR, Known
from ivr.audit.unwrap import layers
from tests.audit.made import CALLER, WRITINGS

NOW = datetime(2026, 11, 21, 23, 40, tzinfo=UTC)
LINE = Known(["US"], NOW)


def digits(text: str, known: Known = LINE) -> list[str]:
    return [found.digits for found in known.suspects(text)]


def in_value(value: bytes, known: Known = LINE) -> list[str]:
    """In any layer of a value, as the audit of Redis looks at it."""
    return [found.digits for layer in layers(value) for found in suspects(layer, known)]


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_callers_number_counts_in_every_writing(writing: str) -> None:
    assert [one[-10:] for one in digits(f"from {writing} at noon")] == ["2025550177"]


@pytest.mark.parametrize("writing", WRITINGS)
def test_the_lines_own_number_counts_in_none(writing: str) -> None:
    known = Known(["US"], NOW)
    known.learn(CALLER)
    assert digits(f"from {writing} at noon", known) == []


def test_a_number_learned_without_its_country_is_known_with_it() -> None:
    known = Known(["GB", "US"], NOW)
    known.learn("Call 202-555-0177 or 020 7946 0123.")
    written = "+12025550177 0012025550177 01112025550177"
    assert [digits(one, known) for one in written.split()] == [[], [], []]
    assert digits("+44 20 7946 0123, 00442079460123", known) == []
    assert digits("+44 20 7946 0124", known) == ["442079460124"]


@pytest.mark.parametrize(
    ("country", "text", "found"),
    [
        ("US", "555 0177", []),  # a local number alone is none of the country's
        ("US", "5550177", []),
        ("US", "+3225550177", ["3225550177"]),
        ("NO", "22 22 55 55", ["22225555"]),
        ("US", "22 22 55 55", []),
        ("GB", "1763 768400", ["1763768400"]),
        ("US", "at 1795286400 it was", []),
        ("US", "(1795286400) it was", []),
        ("GB", "(1795286400) it was", ["1795286400"]),
        ("GB", "4242:signal-handler (1795286400) Received SIGTERM", []),
        ("GB", "4242:signal-handler (2079460123) Received SIGTERM", ["2079460123"]),
        ("US", "000 0000000", []),
    ],
)
def test_short_rows_count_where_they_are_a_countrys_number(
    country: str, text: str, found: list[str]
) -> None:
    assert digits(text, Known([country], NOW)) == found


@given(st.datetimes(NOW.replace(tzinfo=None) - NEAR, NOW.replace(tzinfo=None) + NEAR))
def test_times_near_now_are_no_numbers(moment: datetime) -> None:
    at = moment.replace(tzinfo=UTC)
    seconds = at.timestamp()
    written = (
        *(str(int(seconds)), repr(seconds), str(int(seconds * 1000)), at.isoformat()),
        *(str(at), f"{at:%Y%m%d%H%M%S}", f"{at:%Y%m%d-%H%M%S}", f"{at:%Y-%m-%d-%H}"),
        json.dumps({"at": seconds, "and": [1, int(seconds), 2], "until": int(seconds) + 60}),
    )
    assert [one for one in written if in_value(one.encode(), LINE)] == []


@pytest.mark.parametrize("fraction", ["0012345", "011234567", "1234567", "5"])
def test_a_times_fraction_is_no_number(fraction: str) -> None:
    value = f"1795286400.{fraction}"
    written = (value, f'{{"at": {value}}}', f"took until {value} or so", f"[{value},{value}]")
    assert [one for one in written if in_value(one.encode())] == []
    assert digits(f"+{value}") != []


def test_a_time_far_from_now_could_be_a_number() -> None:
    assert digits(str(int((NOW + timedelta(days=740)).timestamp()))) != []
    assert digits("2025550177") == ["2025550177"]


@given(st.uuids(), st.binary(min_size=8, max_size=64), st.integers(0, 2**24 - 1))
def test_ids_and_hashes_are_no_numbers(uuid: object, value: bytes, mark: int) -> None:
    written = (
        *(str(uuid), f"rq:job:{uuid}", value.hex().zfill(16), f"CA{value.hex().zfill(32)[:32]}"),
        *(f"ivr:nuisance:{mark:06x}", f"{mark:06x}"),
    )
    assert [one for one in written if in_value(one.encode())] == []


@given(st.binary(max_size=300))
def test_bytes_at_random_are_no_numbers(value: bytes) -> None:
    assert [one for one in in_value(b"\xff\xfe\0" + value) if len(one) < 10] == []


def test_one_look_takes_linear_time() -> None:
    text = "\n".join(f"line {n}: {WRITINGS[n % 10]}" for n in range(20_000))
    began = time.monotonic()
    assert len(digits(text)) == 20_000
    assert time.monotonic() - began < 20
