"""Whether two rows are the same meeting.

A meeting that wrongly vanishes is worse than one that is said twice. So two rows at the same hour
are one only where the place or the telephone says so and the names agree; and nothing may speak
against it.
"""

from ivr.schedule import names
from ivr.schedule.names import plain
from ivr.schedule.points import kilometres
from ivr.schedule.traits import Traits, words

NEAR, BESIDE, ASTRAY = 0.2, 0.06, 5.0
"""Kilometres: within which two points may be one house, are one, and beyond which an address that
is the same has been put on the wrong map."""


def likeness(one: Traits, other: Traits) -> int:
    """How sure it is that two rows at one hour are one meeting; 0 for two meetings."""
    if one.in_list_of(other):
        return _repeated(one, other)
    place, phone = _place(one, other), _phone(one, other)
    name = names.alike(one.name, other.name)
    if not name and place == 3 and _alike_inside(one, other):
        name = names.told_more(one.name, other.name)
    if not name or against(one, other):
        return 0
    if one.there and other.there:
        enough = name >= (1 if place >= 2 else 2) if place else phone == 3 and name >= 2
    elif one.there or other.there:
        enough = phone >= 2 and name >= 2
    elif phone:
        enough = name >= (1 if phone == 3 else 2)
    else:
        enough = name == names.EQUAL and (one.name.telling or _once_there(one, other))
    return 100 * enough * (name + place + phone) + 10 * _agreeing(one, other) if enough else 0


def against(one: Traits, other: Traits) -> bool:
    """Whether something says that two rows are two meetings, whatever else they have in common."""
    if not _coincide(one, other):
        return True
    if _apart(one.audiences, other.audiences) or _apart(one.languages, other.languages):
        return True
    if {"men", "women"} <= one.audiences ^ other.audiences:
        return True
    if _apart(one.rooms, other.rooms):
        return True
    name = names.alike(one.name, other.name)
    differ = bool(one.phone_id and other.phone_id and one.phone_id != other.phone_id)
    if one.there and other.there:
        place = _place(one, other)
        if not place and _located(one) and _located(other):
            return True
        return differ and (name < names.EQUAL or place < 2)
    return differ or not name


def _repeated(one: Traits, other: Traits) -> int:
    """Two rows of one list are one only where they differ in nothing by which a caller would come
    to another door, or not come: who keeps a list has a reason for two.

    What is done there may differ, for all of it is then said; and whether it is open, where the
    meeting stands once for those who come and once for those who come by screen too.
    """
    a, b = one.meeting, other.meeting
    if one.name.words != other.name.words or not one.name.words or against(one, other):
        return 0
    if (one.audiences, one.languages) != (other.audiences, other.languages):
        return 0
    if words(a.spoken_limits) != words(b.spoken_limits):
        return 0
    lacking: list[tuple[object, object]]
    lacking = [
        (one.place, other.place),
        (one.phone, other.phone),
        (words(a.spoken_details), words(b.spoken_details)),  # "in the park" may be behind them
    ]
    if a.venue == b.venue:
        lacking.append((a.access, b.access))
    if any(first and second and first != second for first, second in lacking):
        return 0
    if one.there and other.there:
        return 1000 if _place(one, other) >= 2 else 0
    return 1000 if one.there == other.there and one.phone and one.phone == other.phone else 0


def _coincide(one: Traits, other: Traits) -> bool:
    if one.dates and other.dates:
        return 2 * len(one.dates & other.dates) >= min(len(one.dates), len(other.dates))
    return one.moment == other.moment and one.regular and other.regular


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


def _located(row: Traits) -> bool:
    return bool(row.street or row.point)


def _place(one: Traits, other: Traits) -> int:
    """3 for one address, 2 for one house, 1 for what may be one, 0 for two places or unknown."""
    if not (one.there and other.there):
        return 0
    apart = kilometres(*one.point, *other.point) if one.point and other.point else None
    town = bool(one.town and one.town == other.town)
    area = town or bool(one.postcode and one.postcode == other.postcode)
    if one.street and one.street == other.street and area:
        return 3 if apart is None or apart <= ASTRAY else 1
    if one.house != other.house and one.house and other.house:
        # Two houses, unless the numbers are slips: a name must say so too.
        return 1 if apart is not None and apart <= BESIDE and one.place == other.place else 0
    if apart is not None:
        return 2 if apart <= BESIDE else 1 if apart <= NEAR else 0
    less, more = sorted((one.place, other.place), key=len)
    venue = bool(less) and less == more[: len(less)]
    return 1 if venue and area and not (one.street and other.street) else 0


def _alike_inside(one: Traits, other: Traits) -> bool:
    """Whether both lists let the same people into a house, and both say whom."""
    a, b = one.meeting, other.meeting
    if (one.audiences, one.languages) != (other.audiences, other.languages):
        return False
    return bool(a.access) and a.access == b.access


def _once_there(one: Traits, other: Traits) -> bool:
    """Whether both have left the same house for screens and telephones."""
    return one.venue and one.place == other.place


def _phone(one: Traits, other: Traits) -> int:
    """3 for one conference, 2 for one number without any, 0 for neither."""
    if one.phone_id or other.phone_id:
        return 3 if one.phone_id == other.phone_id else 0
    return 2 if one.phone and one.phone == other.phone else 0


def _agreeing(one: Traits, other: Traits) -> int:
    """What else is the same, where several rows would do."""
    a, b = one.meeting, other.meeting
    pairs = (
        (plain(a.name), plain(b.name)),
        (one.name.words, other.name.words),
        (words(a.spoken_details), words(b.spoken_details)),
        (one.place, other.place),
        (a.access, b.access),
        (a.formats, b.formats),
        (a.duration, b.duration),
        (one.phone, other.phone),
        (a.venue, b.venue),
    )
    return sum(first == second for first, second in pairs)
