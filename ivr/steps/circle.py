"""The circle around a caller, as a cursor carries it, and how far a meeting is from its middle."""

import re
from dataclasses import dataclass

from ivr.call import DamagedCall
from ivr.schedule.snapshot import Around

MILE = 1.609344
MILES = frozenset({"US", "GB", "LR", "MM", "AS", "GU", "MP", "PR", "VI"})
"""Countries and territories that measure roads in miles."""

STEPS = {"m": (3, 6, 15, 30, 60), "k": (5, 10, 25, 50, 100)}
"""How wide one looks, in miles and kilometres: wider where there is little."""

NAMES = {"m": "miles", "k": "kilometres"}

FORM = r"-?[0-9]{1,2}\.[0-9]{2}_-?[0-9]{1,3}\.[0-9]{2}_[0-9]{1,3}[km]"
_FORM = re.compile(r"(-?[0-9.]+)_(-?[0-9.]+)_([0-9]+)([km])")

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
        return Around(self.latitude, self.longitude, kilometres(self.radius, self.unit))


def kilometres(radius: int, unit: str) -> float:
    return radius * MILE if unit == "m" else float(radius)


def unit_of(country: str) -> str:
    return "m" if country in MILES else "k"


def rounded(km: float, unit: str) -> int:
    """A distance in whole miles or kilometres, as one says it; 0 is less than one."""
    away = km / MILE if unit == "m" else km
    if away < 0.75:
        return 0
    return max(1, round(away)) if away <= EXACT else 5 * round(away / 5)
