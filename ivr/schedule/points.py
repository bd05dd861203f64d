"""Where meetings are, and which of them lie within a circle.

Points are kept in the order of their latitudes, so that a circle looks only at the band of the
earth that it touches. Degrees are WGS84, distances are along the earth's mean sphere.
"""

import math
from bisect import bisect_left
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

EARTH_KM = 6371.0088
"""The mean radius of WGS84."""

GRAINS = 100_000
"""What columns of points count in a degree: about a metre each."""

NOWHERE = -(1 << 31)
"""In a column of latitudes or longitudes: the meeting has none."""

ROUNDING = 1e-15
"""What a cosine may be wrong by: less than half a metre where it matters most, in the middle."""

Rows = NDArray[np.int64]
Cosines = NDArray[np.float64]
"""Of angles seen from the middle of the earth: 1 is no way at all, -1 the other side."""


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


def least_cosine(radius_km: float) -> float:
    """That of the angle between the middle of a circle and its edge."""
    return math.cos(min(radius_km / EARTH_KM, math.pi)) - ROUNDING


class Points:
    """The rows of a schedule that are somewhere. May be asked from several threads.

    A point is the end of an arrow of length one from the middle of the earth: the angle between
    two tells how far they are, at the poles and over the date line as anywhere else.
    """

    def __init__(
        self, rows: NDArray[np.uint32], north: NDArray[np.int32], east: NDArray[np.int32]
    ) -> None:
        """`rows` in the order of their latitudes; `north` and `east` of all rows, in GRAINS."""
        self._rows: Rows = rows.astype(np.int64)
        self._place = np.zeros(len(north), np.int32)  # of a row among these
        self._place[rows] = np.arange(len(rows))
        self._latitude = north[rows] / GRAINS
        a, b = np.radians(self._latitude), np.radians(east[rows] / GRAINS)
        self._x, self._y, self._z = np.cos(a) * np.cos(b), np.cos(a) * np.sin(b), np.sin(a)

    def within(self, around: Around) -> Rows:
        """The rows in the circle, in no order; a middle or radius that makes no sense has none."""
        latitude, longitude, radius = around
        if not (on_earth(latitude, longitude) and radius >= 0):
            return np.empty(0, np.int64)
        reach = math.degrees(radius / EARTH_KM) + 1 / GRAINS
        begin = bisect_left(self._latitude.data, latitude - reach)
        end = bisect_left(self._latitude.data, latitude + reach)
        inside = self._cosines(around, slice(begin, end)) >= least_cosine(radius)
        near: Rows = self._rows[begin:end][inside]
        return near

    def cosines(self, around: Around, rows: Rows) -> Cosines:
        """How near each of `rows`, all of them somewhere, is to the middle of the circle."""
        return self._cosines(around, self._place[rows])

    def _cosines(self, around: Around, of: "slice | NDArray[np.int32]") -> Cosines:
        """Of the angles between the arrow to the middle of the circle and those to points."""
        a, b = math.radians(around.latitude), math.radians(around.longitude)
        cosines: Cosines = self._x[of] * (math.cos(a) * math.cos(b))
        cosines += self._y[of] * (math.cos(a) * math.sin(b))
        cosines += self._z[of] * math.sin(a)
        return cosines
