"""Where meetings are, and which of them lie within a circle.

Points are kept in the order of their latitudes, so that a circle looks only at the band of the
earth that it touches. Degrees are WGS84, distances are along the earth's mean sphere.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ivr.schedule.kept import Kept

EARTH_KM = 6371.0088
"""The mean radius of WGS84."""

GRAINS = 100_000
"""What columns of points count in a degree: about a metre each."""

NOWHERE = -(1 << 31)
"""In a column of latitudes or longitudes: the meeting has none."""

KEPT = 256
"""How many circles are kept; a call asks the same one again with each key."""

Rows = NDArray[np.int64]


class Around(NamedTuple):
    """A circle on the earth: degrees, and kilometres."""

    latitude: float
    longitude: float
    radius_km: float


def on_earth(latitude: float, longitude: float) -> bool:
    """Whether these are degrees of a point; not a number is none."""
    return abs(latitude) <= 90 and abs(longitude) <= 180


def kilometres(latitude: float, longitude: float, north: float, east: float) -> float:
    """The way between two points, in kilometres."""
    a, b = math.radians(latitude), math.radians(north)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(east - longitude) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


class Points:
    """The rows of a schedule that are somewhere. May be asked from several threads."""

    def __init__(
        self, rows: NDArray[np.uint32], north: NDArray[np.int32], east: NDArray[np.int32]
    ) -> None:
        """`rows` in the order of their latitudes; `north` and `east` of all rows, in GRAINS."""
        self._rows = rows.astype(np.int64)
        self._north, self._east = north[self._rows], east[self._rows]
        self._kept: Kept[Around, tuple[Rows, NDArray[np.float64]]] = Kept(KEPT)

    def within(self, around: Around) -> tuple[Rows, NDArray[np.float64]]:
        """The rows in the circle, in their order, and how many kilometres each is away.

        A centre or radius that makes no sense has none.
        """
        return self._kept.get(around, self._within)

    def away(self, around: Around, rows: Sequence[int]) -> NDArray[np.float64]:
        """How many kilometres each of `rows`, all in the circle, is from its middle."""
        found, distances = self.within(around)
        return distances[np.searchsorted(found, np.array(rows, np.int64))]

    def _within(self, around: Around) -> tuple[Rows, NDArray[np.float64]]:
        latitude, longitude, radius = around
        if not (on_earth(latitude, longitude) and radius >= 0):
            return np.empty(0, np.int64), np.empty(0)
        turn = min(radius / EARTH_KM, math.pi)
        reach = math.degrees(turn) + 1 / GRAINS
        edges = [round((latitude + side * reach) * GRAINS) for side in (-1, 1)]
        low, high = np.searchsorted(self._north, np.array(edges, np.int32))
        away = np.abs(self._east[low:high] / GRAINS - longitude)
        away = np.minimum(away, 360 - away)  # the short way over the date line
        if abs(latitude) + reach < 90:  # else the circle holds a pole, and so every longitude
            wide = math.degrees(math.asin(math.sin(turn) / math.cos(math.radians(latitude))))
            inside = np.flatnonzero(away <= wide + 1 / GRAINS)
        else:
            inside = np.arange(len(away))
        a, b = math.radians(latitude), np.radians(self._north[low:high][inside] / GRAINS)
        half = np.sin((b - a) / 2) ** 2
        half += math.cos(a) * np.cos(b) * np.sin(np.radians(away[inside]) / 2) ** 2
        distances = 2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(half)))
        near = np.flatnonzero(distances <= radius)
        rows = self._rows[low:high][inside[near]]
        order = np.argsort(rows)
        return rows[order], distances[near][order]
