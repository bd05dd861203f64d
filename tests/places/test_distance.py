"""Distances beside an independent formula: Vincenty's, on the ellipsoid of WGS84."""

from math import atan, atan2, cos, isclose, radians, sin, sqrt, tan

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ivr.places.places import Point

A, F = 6378.137, 1 / 298.257223563
B = A * (1 - F)


def vincenty(one: Point, other: Point) -> float:
    """Kilometres; the inverse method, which is right to a millimetre but near the antipodes."""
    u, v = (atan((1 - F) * tan(radians(p.latitude))) for p in (one, other))
    apart = lam = radians(other.longitude - one.longitude)
    for _ in range(200):
        x, y = cos(v) * sin(lam), cos(u) * sin(v) - sin(u) * cos(v) * cos(lam)
        sine, cosine = sqrt(x * x + y * y), sin(u) * sin(v) + cos(u) * cos(v) * cos(lam)
        if not sine:
            return 0.0
        sigma, alpha = atan2(sine, cosine), cos(u) * cos(v) * sin(lam) / sine
        square = 1 - alpha**2
        middle = cosine - 2 * sin(u) * sin(v) / square if square else 0.0
        c = F / 16 * square * (4 + F * (4 - 3 * square))
        before, curve = lam, middle + c * cosine * (2 * middle**2 - 1)
        lam = apart + (1 - c) * F * alpha * (sigma + c * sine * curve)
        if abs(lam - before) < 1e-12:
            break
    w = square * (A * A - B * B) / (B * B)
    a = 1 + w / 16384 * (4096 + w * (-768 + w * (320 - 175 * w)))
    b = w / 1024 * (256 + w * (-128 + w * (74 - 47 * w)))
    last = b / 6 * middle * (4 * sine**2 - 3) * (4 * middle**2 - 3)
    delta = b * sine * (middle + b / 4 * (cosine * (2 * middle**2 - 1) - last))
    return B * a * (sigma - delta)


def test_the_formula_beside_a_published_line() -> None:
    """Flinders Peak to Buninyong, the example of Geoscience Australia (of GRS80, all but WGS84)."""
    peak, buninyong = Point(-37.95103342, 144.42486789), Point(-37.65282114, 143.92649553)
    assert vincenty(peak, buninyong) == pytest.approx(54.972271, abs=1e-5)


POINTS = st.builds(Point, st.floats(-70, 75), st.floats(-180, 180))


@given(POINTS, st.floats(-1.2, 1.2), st.floats(-1.2, 1.2))
def test_a_distance_is_right_to_six_in_a_thousand(point: Point, north: float, east: float) -> None:
    other = Point(point.latitude + north, max(-180, min(180, point.longitude + east)))
    true = vincenty(point, other)
    assume(true > 0.01)
    assert isclose(point.km(other), true, rel_tol=0.006)


def test_over_the_date_line_it_is_the_short_way() -> None:
    west, east = Point(-16.8, 179.9), Point(-16.8, -179.9)
    assert west.km(east) == pytest.approx(vincenty(west, east), rel=0.006)
