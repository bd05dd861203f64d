"""In whose time a row's times are: named by the row, by where it is, or by its name.

Nine of ten rows name no time zone, and a list of the whole world has no default that is right. A
wrong zone sends people to a meeting that is over, so each guess here needs two things to agree.
"""

import re
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

import tzfpy
from babel.core import get_global

WORDS = {
    "central european": ("Europe_Central", "Europe/Berlin"),
    "cet": ("Europe_Central", "Europe/Berlin"),
    "cest": ("Europe_Central", "Europe/Berlin"),
    "newfoundland": ("Newfoundland", "America/St_Johns"),
    "atlantic": ("Atlantic", "America/Halifax"),
    "ast": ("Atlantic", "America/Halifax"),
    "adt": ("Atlantic", "America/Halifax"),
    "eastern": ("America_Eastern", "America/New_York"),
    "est": ("America_Eastern", "America/New_York"),
    "edt": ("America_Eastern", "America/New_York"),
    "et": ("America_Eastern", "America/New_York"),
    "central": ("America_Central", "America/Chicago"),
    "cst": ("America_Central", "America/Chicago"),
    "cdt": ("America_Central", "America/Chicago"),
    "ct": ("America_Central", "America/Chicago"),
    "mountain": ("America_Mountain", "America/Denver"),
    "mst": ("America_Mountain", "America/Denver"),
    "mdt": ("America_Mountain", "America/Denver"),
    "mt": ("America_Mountain", "America/Denver"),
    "pacific": ("America_Pacific", "America/Los_Angeles"),
    "pst": ("America_Pacific", "America/Los_Angeles"),
    "pdt": ("America_Pacific", "America/Los_Angeles"),
    "pt": ("America_Pacific", "America/Los_Angeles"),
    "alaska": ("Alaska", "America/Anchorage"),
    "hawaii": ("Hawaii_Aleutian", "Pacific/Honolulu"),
    "uk": ("GMT", "Europe/London"),
    "london": ("GMT", "Europe/London"),
    "bst": ("GMT", "Europe/London"),
}
"""What people write behind a time -> the clocks that go together with it, and the usual one."""

CLOCK = re.compile(
    r"(?:\b(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5][0-9]))?\s?(?P<half>[ap])\.?m\b\.?"
    r"|\b(?P<noon>noon)|\b(?P<midnight>midnight))"
    rf"[\s,]{{0,2}}\(?(?P<zone>{'|'.join(WORDS)})\b",
    re.IGNORECASE,
)

FAMILIES = {
    "US": "PR VI GU AS MP UM",
    "FR": "GP MQ GF RE YT BL MF PM NC PF WF",
    "GB": "JE GG IM GI",
    "NL": "AW CW SX BQ",
    "DK": "GL FO",
    "NO": "SJ",
    "FI": "AX",
    "CN": "HK MO",
    "AU": "CX CC NF",
    "IL": "PS",
}
"""Countries whose lists also write their own code for these."""

NEAR = 0.15
"""Degrees by which the outlines of countries may be off, or a point beyond a river."""


@lru_cache(1)
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


def known(text: str) -> bool:
    """Whether this is the name of a time zone."""
    return text in _known()


@lru_cache(1 << 16)
def zone_at(north: float, east: float) -> str:
    """The time zone there; "" at sea. Give it rounded numbers: it keeps what it found."""
    found = tzfpy.get_tz(east, north)
    return found if found in _known() and not found.startswith("Etc/") else ""


def zone_of(point: tuple[float, float], country: str) -> str | None:
    """The time zone at a point: "" at sea, None when it is not in the `country` its row names.

    A sign that was lost in typing puts a street of Albany into Kyrgyzstan.
    """
    north, east = round(point[0], 3), round(point[1], 3)
    found = zone_at(north, east)
    if not country or not found or _within(found, country):
        return found
    steps = (-NEAR, 0.0, NEAR)
    around = (zone_at(round(north + up, 2), round(east + to, 2)) for up in steps for to in steps)
    return next((zone for zone in around if zone and _within(zone, country)), None)


def _within(zone: str, country: str) -> bool:
    there = get_global("zone_territories").get(zone, "")
    return there in ("", "001", country) or there in FAMILIES.get(country, "").split()


def zone_named(name: str, start: int) -> tuple[str, ...]:
    """The clocks and usual zone that a name writes behind the row's own `start`; () for none.

    "8:15pm Eastern" says in whose time the row is only if the row itself says 20:15.
    """
    for found in CLOCK.finditer(name):
        if _minute(found) == start:
            return WORDS[found["zone"].lower()]
    return ()


def _minute(found: re.Match[str]) -> int:
    if not found["hour"]:
        return 720 if found["noon"] else 0
    half = 720 if found["half"] in "pP" else 0
    return int(found["hour"]) % 12 * 60 + int(found["minute"] or 0) + half


def keeps(zone: str, clocks: str) -> bool:
    """Whether the clocks of a zone go as these do: Detroit's as those of "Eastern"."""
    if get_global("meta_zones").get(zone, "") == clocks:
        return True
    usual = next(usual for family, usual in WORDS.values() if family == clocks)
    return _offsets(zone) == _offsets(usual)


@lru_cache(1024)
def _offsets(zone: str) -> tuple[timedelta | None, ...]:
    return tuple(datetime(2026, month, 15, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7))
