"""Fifty ZIP codes and where they are, and postal codes with letters on a telephone's keys."""

import pytest

from ivr.places.keypad import forms, keyed
from ivr.places.numberwords import codes
from ivr.places.places import Point
from tests.places.america import places

NEAR_KM = 12.0

ZIPS = {
    "00901": (18.465, -66.106), "01103": (42.102, -72.590), "02108": (42.357, -71.064),
    "04101": (43.660, -70.258), "05401": (44.478, -73.220), "10001": (40.750, -73.997),
    "12207": (42.656, -73.749), "12305": (42.817, -73.944), "12601": (41.703, -73.922),
    "12946": (44.285, -73.985), "13202": (43.044, -76.151), "13501": (43.094, -75.227),
    "14201": (42.897, -78.885), "14604": (43.157, -77.608), "14850": (42.443, -76.502),
    "15222": (40.448, -79.993), "19103": (39.953, -75.174), "20001": (38.910, -77.018),
    "21201": (39.295, -76.625), "27601": (35.774, -78.633), "28202": (35.227, -80.844),
    "30303": (33.753, -84.390), "33101": (25.779, -80.199), "33602": (27.953, -82.457),
    "37203": (36.150, -86.790), "38103": (35.147, -90.053), "40202": (38.253, -85.752),
    "43215": (39.966, -83.004), "44113": (41.482, -81.700), "46204": (39.772, -86.156),
    "53202": (43.050, -87.897), "55401": (44.985, -93.270), "58102": (46.940, -96.815),
    "59101": (45.774, -108.500), "60601": (41.886, -87.622), "64106": (39.105, -94.570),
    "67202": (37.690, -97.335), "68102": (41.262, -95.934), "70112": (29.957, -90.077),
    "73102": (35.471, -97.519), "75201": (32.788, -96.800), "77002": (29.756, -95.365),
    "78205": (29.424, -98.486), "80202": (39.752, -104.995), "83702": (43.633, -116.205),
    "85001": (33.450, -112.073), "87102": (35.082, -106.648), "89101": (36.172, -115.122),
    "90210": (34.090, -118.406), "94103": (37.773, -122.411), "96813": (21.313, -157.852),
    "97204": (45.518, -122.675), "98101": (47.611, -122.335), "99501": (61.217, -149.877),
}  # fmt: skip
"""Written down from maps, and not from the package."""


@pytest.mark.parametrize(("code", "where"), ZIPS.items())
def test_a_zip_code_is_where_it_is(code: str, where: tuple[float, float]) -> None:
    found = places().by_code(code, "US")
    assert found is not None
    assert found.point.km(Point(*where)) < NEAR_KM
    assert found.town


def test_a_code_that_nobody_has_is_nowhere() -> None:
    assert [places().by_code(code, "US") for code in ("00000", "99999", "1", "", "x" * 99)] == [
        None
    ] * 5


def test_letters_are_the_keys_they_stand_on() -> None:
    assert keyed("K1A 0B1") == keyed("k1a-0b1") == "512021"
    assert keyed("sw1a 1aa") == "7912122"
    assert [keyed(code) for code in ("", "Elm", "12", "é1234", "1" * 11)] == [""] * 5


@pytest.mark.parametrize(
    ("code", "country", "keys"),
    [
        ("14850-1234", "US", ["14850"]),
        ("1485", "US", []),
        ("M5V 3A8", "CA", ["658328", "658"]),
        ("Toronto", "CA", []),
        ("SW1A 1AA", "GB", ["7912122", "7912"]),
        ("2000", "AU", ["2000"]),
    ],
)
def test_what_may_be_typed_for_a_code(code: str, country: str, keys: list[str]) -> None:
    assert forms(code, country) == keys


@pytest.mark.parametrize("typed", ["658328", "658", "M5V3A8"])
def test_a_canadian_code_is_found_by_its_keys(typed: str) -> None:
    found = places().by_code(typed, "CA")
    assert found is not None
    assert (found.town, found.region.code) == ("Toronto", "ON")


def test_a_code_of_the_lines_country_comes_first() -> None:
    abroad = places().by_code("14850", "CA")
    assert abroad is not None  # no Canadian code has five digits
    assert abroad.town == "Ithaca"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("one four two oh one", "14201"),
        ("won for too oh won", "14201"),
        ("fourteen two oh one", "14201"),
        ("one forty two oh one", "14201"),
        ("one hundred oh one", "10001"),
        ("ten thousand one", "10001"),
        ("double one two oh five", "11205"),
        ("catorce dos cero uno", "14201"),
        ("setenta y cinco mil uno", "75001"),
        ("soixante quinze mille un", "75001"),
        ("quatre vingt dix zéro un un", "90011"),
        ("dix sept zéro zéro zéro", "17000"),
        ("K one A zero B one", "K1A0B1"),
        ("14201-5678", "14201"),
        ("1-4-2-0-1", "14201"),
    ],
)
def test_a_code_that_is_said(said: str, code: str) -> None:
    assert codes(said)[0] == code


@pytest.mark.parametrize("said", ["to for", "a place near to me", "I need two", "", "Buffalo"])
def test_words_that_are_no_code(said: str) -> None:
    assert codes(said) == []
