"""Where in the list a caller is, as its cursor carries it: the circle around them is part of it."""

import re
from dataclasses import dataclass, replace

from ivr.call import DamagedCall
from ivr.schedule.meeting import Occurrence
from ivr.schedule.snapshot import Around

MILE = 1.609344
MILES = frozenset({"US", "GB", "LR", "MM", "AS", "GU", "MP", "PR", "VI"})
"""Countries and territories that measure roads in miles."""

STEPS = {"m": (3, 6, 15, 30, 60), "k": (5, 10, 25, 50, 100)}
"""How wide one looks, in miles and kilometres: wider where there is little."""

NAMES = {"m": "miles", "k": "kilometres"}

FORM = r"-?[0-9]{1,2}\.[0-9]{2}_-?[0-9]{1,3}\.[0-9]{2}_[0-9]{1,3}[km]"
_FORM = re.compile(r"(-?[0-9.]+)_(-?[0-9.]+)_([0-9]+)([km])")

_CURSOR = re.compile(rf"([0-9]{{1,10}})~([a-z0-9]{{0,16}})~(o?p?k?r?n?)(?:~({FORM}))?")

LATEST = 10**8
"""Minutes since the epoch, in the year 2160: a later one was never written here."""

EXACT = 15
"""Beyond so many, a distance is said in fives."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Degrees to two places, about a kilometre; a radius of STEPS; `m` for miles or `k`."""

    latitude: float
    longitude: float
    radius: int
    unit: str

    @classmethod
    def read(cls, text: str) -> "Circle":
        """Raises DamagedCall."""
        found = _FORM.fullmatch(text)
        if found is None:
            raise DamagedCall("circle")
        circle = cls(float(found[1]), float(found[2]), int(found[3]), found[4])
        if abs(circle.latitude) > 90 or abs(circle.longitude) > 180:
            raise DamagedCall("circle")
        return circle

    def write(self) -> str:
        """Of unreserved characters, 22 at most: nothing that a caller said or typed."""
        return f"{self.latitude:.2f}_{self.longitude:.2f}_{self.radius}{self.unit}"

    @property
    def around(self) -> Around:
        km = self.radius * MILE if self.unit == "m" else float(self.radius)
        return Around(self.latitude, self.longitude, km)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the list a caller is, and what of it they want to hear."""

    minute: int = 0  # of the epoch: when the meeting last read starts; 0 before the first
    meeting: str = ""
    open_only: bool = False
    phone_only: bool = False
    keys_told: bool = False  # whether the less needed keys have been named
    remote_only: bool = False  # by telephone or online: nothing is near
    asked: bool = False  # where they are: star asks again
    circle: Circle | None = None  # only what is in it; None is everywhere

    @classmethod
    def read(cls, cursor: str) -> "Place":
        """Raises DamagedCall."""
        if not cursor:
            return cls()
        found = _CURSOR.fullmatch(cursor)
        if found is None:
            raise DamagedCall("cursor")
        if int(found[1]) > LATEST or (int(found[1]) and not found[2]):
            raise DamagedCall("cursor")
        circle = Circle.read(found[4]) if found[4] else None
        flags = {name: flag in found[3] for flag, name in _FLAGS.items()}
        return cls(int(found[1]), found[2], circle=circle, **flags)

    def write(self) -> str:
        flags = "".join(flag for flag, name in _FLAGS.items() if getattr(self, name))
        place = f"{self.minute}~{self.meeting}~{flags}"
        return f"{place}~{self.circle.write()}" if self.circle else place

    @property
    def near(self) -> Circle | None:
        """The circle that holds now: a meeting by telephone is near nobody, and for everybody."""
        return None if self.phone_only else self.circle

    def key(self) -> tuple[int, str]:
        return self.minute, self.meeting

    def at(self, occurrence: Occurrence) -> "Place":
        return replace(self, minute=occurrence.minute, meeting=occurrence.meeting.id)


_FLAGS = {
    "o": "open_only",
    "p": "phone_only",
    "k": "keys_told",
    "r": "remote_only",
    "n": "asked",
}


def unit_of(country: str) -> str:
    return "m" if country in MILES else "k"


def rounded(km: float, unit: str) -> int:
    """A distance in whole miles or kilometres, as one says it; 0 is less than one."""
    away = km / MILE if unit == "m" else km
    if away < 0.75:
        return 0
    return max(1, round(away)) if away <= EXACT else 5 * round(away / 5)
