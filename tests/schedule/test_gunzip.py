"""Gzip that is small on its way and large at home."""

import gzip
import time
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.schedule.gunzip import MEMBERS, Damaged, Oversized, gunzipped

MB = 1_000_000


def bomb(layers: int = 1) -> bytes:
    """A quarter of a gigabyte of nothing."""
    body = bytes(250 * MB)
    for _ in range(layers):
        body = gzip.compress(body, 6)
    return body


@pytest.mark.parametrize("layers", [1, 2])
def test_bomb_is_refused_before_it_takes_memory(layers: int) -> None:
    packed = bomb(layers)
    assert len(packed) < MB
    tracemalloc.start()
    began = time.monotonic()
    with pytest.raises(Oversized):
        gunzipped(packed, 10 * MB)
    assert tracemalloc.get_traced_memory()[1] < 40 * MB
    tracemalloc.stop()
    assert time.monotonic() - began < 5


def test_file_of_countless_empty_files_is_damaged_at_once() -> None:
    packed = gzip.compress(b"") * 100_000
    began = time.monotonic()
    with pytest.raises(Damaged):
        gunzipped(packed, 10 * MB)
    assert time.monotonic() - began < 5
    assert gunzipped(gzip.compress(b"a") * MEMBERS, MB) == b"a" * MEMBERS


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes_end_in_bytes_or_a_named_error(head: bytes, tail: bytes) -> None:
    assert gunzipped(gzip.compress(head), 300) in (head, gzip.decompress(gzip.compress(head)))
    for body in (head, gzip.compress(head) + tail, gzip.compress(head)[:-1] + tail):
        with suppress(Oversized, Damaged):
            assert len(gunzipped(body, 200)) <= max(200, len(body))
