"""The places of the United States and Canada with made-up meetings in some of their towns."""

from functools import cache

from ivr.places.build import Builder, Row
from ivr.places.hearing import Hearer
from ivr.places.places import Places

TOWNS = (
    ("Buffalo", "New York", "14201", 42.89, -78.88, 40),
    ("Rochester", "New York", "14604", 43.16, -77.61, 25),
    ("Syracuse", "New York", "13202", 43.05, -76.15, 20),
    ("Albany", "New York", "12207", 42.65, -73.75, 15),
    ("Utica", "New York", "13501", 43.10, -75.23, 8),
    ("Schenectady", "New York", "12305", 42.81, -73.94, 7),
    ("Poughkeepsie", "New York", "12601", 41.70, -73.92, 7),
    ("Ithaca", "New York", "14850", 42.44, -76.50, 6),
    ("Springfield", "Massachusetts", "01103", 42.10, -72.59, 6),
    ("Port Linden", "New York", "", 43.02, -74.31, 3),  # in no gazetteer
    ("Toronto", "Ontario", "M5V 3A8", 43.645, -79.395, 9),
    ("Kingston", "Ontario", "K7L 2Z3", 44.23, -76.48, 3),
)
"""Town, state, code, where, and how many meetings."""


@cache
def places() -> Places:
    """Made once: the packages take seconds."""
    rows = []
    for town, state, code, latitude, longitude, count in TOWNS:
        country = "CA" if state == "Ontario" else "US"
        rows += [Row("sample", town, state, country, code, latitude, longitude)] * count
    return Places.load(Builder(["US", "CA"]).build(rows))


def heard(said: str, home: tuple[str, str] | None = ("ALBANY", "NY")) -> str:
    """The place that is found, as "Buffalo NY"; "" for none."""
    whence = places().by_name(*home, "US") if home else None
    found = Hearer(places(), "US", whence).find(said)
    return f"{found.town} {found.region.code}" if found else ""
