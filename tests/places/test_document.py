"""The document: small, quickly loaded, and refused when it is not whole."""

import gc
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.places.build import Builder, Row
from ivr.places.document import FORMAT, PlacesError
from ivr.places.places import Places, Point
from tests.places.america import places

SMALL = Builder(()).build(
    [
        Row("sample", "Rivertown", "New York", "US", "12349", 42.9, -74.1),
        Row("sample", "Rivertown", "New York", "US", "12349", 42.91, -74.1),
        Row("other", "Sainte-Marie", "Québec", "CA", "G6E 1A1", 46.45, -71.03),
        Row("other", "", "", "GB", "AB1 2CD", 57.1, -2.1),
        Row("other", "Nowhere", "", "", "", None, None),
        Row("other", "12 Elm Street", "", "", "", 1.0, 1.0),
    ]
)


def test_what_the_lists_have_is_found() -> None:
    small = Places.load(SMALL)
    assert len(small) == 2
    town = small.by_name("RIVERTOWN", "NY", "US")
    assert town is not None
    assert (town.town, town.point) == ("Rivertown", Point(42.905, -74.1))
    saint = small.by_name("Ste Marie", "QC", "CA")
    assert saint is not None
    assert saint.region.name == "Quebec"
    code = small.by_code("221223", "GB")
    assert code is not None
    assert code.town == ""


def test_hints_are_the_towns_with_most_meetings_first() -> None:
    small = Places.load(SMALL)
    assert small.hints(()) == "Rivertown,Sainte-Marie"
    assert small.hints(["other"]) == "Sainte-Marie"
    assert small.hints(["nobodys"]) == ""
    assert places().hints(()).startswith("Buffalo,Rochester,Syracuse,Albany,")


def test_nothing_is_found_where_there_are_no_places() -> None:
    nothing = Places.EMPTY
    assert len(nothing) == 0
    assert nothing.by_code("14201", "US") is None
    assert nothing.by_name("BUFFALO", "NY", "US") is None
    assert nothing.hints(()) == ""


def test_another_release_and_damage_are_told_in_a_sentence() -> None:
    with pytest.raises(PlacesError, match="another release or machine: run `ivr refresh`"):
        Places.load(b"places 0 little\n" + SMALL)
    for damaged in (SMALL[:-1], SMALL[:100], FORMAT, SMALL[:200] + b"x" + SMALL[201:]):
        with pytest.raises(PlacesError, match="damaged: run `ivr refresh`"):
            Places.load(damaged)


@given(st.binary(max_size=300), st.integers(0, len(SMALL)))
def test_any_bytes_are_refused(body: bytes, at: int) -> None:
    for document in (body, FORMAT + body, SMALL[:at] + body):
        if document != SMALL:
            with pytest.raises(PlacesError):
                Places.load(document)


def test_two_countries_are_small_in_memory() -> None:
    """39,000 towns and 41,000 codes: what a web process keeps beside the document's own bytes."""
    document = bytes(places().document)
    assert len(document) < 4_000_000
    gc.collect()
    tracemalloc.start()
    loaded = Places.load(document)
    loaded.hints(())
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept + len(document) < 15_000_000
