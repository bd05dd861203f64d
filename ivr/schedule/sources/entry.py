"""One row of any list, in the terms of all lists.

A kind of source only finds out what a row says; what that means to a caller is decided in
`builder`, the same for all kinds.
"""

from dataclasses import dataclass, field
from typing import Literal

Attended = Literal["place", "virtual", "hybrid", ""]
"""What the list itself says; "" where it does not."""


class LeftOut(Exception):
    """Why a row becomes no meeting, in the words of the report."""


@dataclass(slots=True, kw_only=True)
class Entry:
    """A row. All text is raw, as in the list; what is empty was not there."""

    label: str  # how a report names the row
    row: str = ""  # the row's own id within its list
    weekday: int  # 0 is Monday
    start: int  # minutes after local midnight
    duration: int | None = None  # minutes
    time_zone: str = ""  # as the list writes it: an IANA name is hoped for
    dates: tuple[int, ...] = ()  # epoch minutes UTC of the coming starts, where it is not weekly
    name: str = ""
    place: str = ""  # the venue
    street: str = ""
    district: str = ""  # of a town
    town: str = ""
    province: str = ""
    postcode: str = ""
    country: str = ""  # a code or a name
    point: tuple[float, float] | None = None  # north, east
    rough: bool = False  # whether the point is that of a town or a region only
    directions: tuple[str, ...] = ()  # to the door, in the building: nothing to who dials in
    notes: tuple[str, ...] = ()  # comments
    phones: tuple[str, ...] = ()  # texts with a number and its codes, the best first
    codes: tuple[str, ...] = ()  # texts not about the telephone that may name its codes
    linked: bool = False  # whether there is a way in by screen
    attended: Attended = ""
    unclear: str = ""  # what is wrong with what the list says of that, as a report begins to say it
    meanings: frozenset[str] = field(default_factory=frozenset)
    """Of FORMATS, and "open", "closed", "temporarily closed", "virtual", "hybrid"."""
    language: str = ""
