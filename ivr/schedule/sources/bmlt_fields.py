"""The fields of a BMLT row, each to its value or to None where it has none that makes sense."""

import re
from typing import Any

import msgspec

TIME = re.compile(r"([0-9]{1,2}):([0-5][0-9])(?::[0-9]{2})?")
LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z]{2,4})?")


class Row(msgspec.Struct):
    """What is read of a row. All should be strings; nothing is taken for granted.

    A field that is None was not sent at all, as some servers and queries leave it.
    """

    id_bigint: Any = None
    weekday_tinyint: Any = None
    venue_type: Any = None
    start_time: Any = None
    duration_time: Any = None
    time_zone: Any = None
    formats: Any = None
    format_shared_id_list: Any = None
    lang_enum: Any = None
    longitude: Any = None
    latitude: Any = None
    published: Any = None
    meeting_name: Any = None
    location_text: Any = None
    location_info: Any = None
    location_street: Any = None
    location_city_subsection: Any = None
    location_neighborhood: Any = None
    location_municipality: Any = None
    location_sub_province: Any = None
    location_province: Any = None
    location_postal_code_1: Any = None
    location_nation: Any = None
    comments: Any = None
    phone_meeting_number: Any = None
    virtual_meeting_link: Any = None
    virtual_meeting_additional_info: Any = None


def words(value: Any) -> str:
    """A field as text; "" for what is none. Old texts may have their label before `#@-@#`."""
    if isinstance(value, str):
        return value.rpartition("#@-@#")[2].strip()
    return str(value) if isinstance(value, int | float) else ""


def wrong(value: Any, what: str) -> str:
    """What is wrong with a value that is no `what`, as a report begins to say it."""
    text = words(value)
    return f"“{text[:20]}” is no {what}" if text else "missing"


def weekday(value: Any) -> int | None:
    """BMLT counts from 1, Sunday; here 0 is Monday."""
    text = words(value)
    return (int(text) + 5) % 7 if text in ("1", "2", "3", "4", "5", "6", "7") else None


def minutes(value: Any, most: int) -> int | None:
    """ "19:30:00" as minutes, up to `most`."""
    match = TIME.fullmatch(words(value))
    found = int(match[1]) * 60 + int(match[2]) if match else None
    return found if found is not None and found <= most else None


def language(value: Any) -> str | None:
    match = LANGUAGE.fullmatch(words(value))
    return match[1] if match else None


def point(latitude: Any, longitude: Any) -> tuple[float, float] | None:
    """Degrees north and east, wherever that may be."""
    try:
        return float(words(latitude)), float(words(longitude))
    except ValueError:
        return None
