"""An address in one line comes apart into what a caller hears."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.schedule.sources.addresses import Address, parsed


@pytest.mark.parametrize(
    ("text", "country", "parts"),
    [
        ("12 Main St, Albany, NY 12207, USA", "US", ("12 Main St", "Albany", "NY", "12207", "US")),
        ("12 Main St, Albany, NY, 12207", "US", ("12 Main St", "Albany", "NY", "12207", "")),
        ("Unit 5, 12 Main St, Albany, NY", "US", ("Unit 5, 12 Main St", "Albany", "NY", "", "")),
        ("Albany, NY, USA", "US", ("", "Albany", "NY", "", "US")),
        ("Atlanta, Georgia", "US", ("", "Atlanta", "Georgia", "", "")),
        ("Tbilisi, Georgia", "DE", ("", "Tbilisi", "", "", "GE")),
        ("Alberta, Canada", "CA", ("", "", "Alberta", "", "CA")),
        (
            "9 104 Street NW, Edmonton, Alberta, T6E 4E8, Canada",
            "US",
            ("9 104 Street NW", "Edmonton", "Alberta", "T6E 4E8", "CA"),
        ),
        (
            "1 High St, Millet , Alberta T0C1Z0",
            "CA",
            ("1 High St", "Millet", "Alberta", "T0C1Z0", ""),
        ),
        ("London, UK", "US", ("", "London", "", "", "GB")),
        ("Leigh-on-Sea, Essex, UK", "US", ("", "Leigh-on-Sea", "Essex", "", "GB")),
        ("25 High St, Leigh SS9 1AB, UK", "US", ("25 High St", "Leigh", "", "SS9 1AB", "GB")),
        ("Ackerstr. 1, 10117 Berlin, Germany", "US", ("Ackerstr. 1", "Berlin", "", "10117", "DE")),
        (
            "Calle 1, 45046 Zapopan, Jal., Mexico",
            "US",
            ("Calle 1", "Zapopan", "Jal.", "45046", "MX"),
        ),
        (
            "1 High Rd, Cape Town, 7975, South Africa",
            "US",
            ("1 High Rd", "Cape Town", "", "7975", "ZA"),
        ),
        ("12 Main St", "US", ("12 Main St", "", "", "", "")),
        ("USA", "US", ("", "", "", "", "US")),
        (" , ,", "US", ("", "", "", "", "")),
    ],
)
def test_parts_are_found(text: str, country: str, parts: tuple[str, ...]) -> None:
    assert parsed(text, country) == Address(*parts)


@given(st.text(alphabet="12 ,AaNYé"), st.sampled_from(["US", "CA", "GB", "MX", "", "XX"]))
def test_any_text_is_an_address(text: str, country: str) -> None:
    """Nothing of it is lost, save the country's name."""
    found = parsed(text, country)
    kept, whole = ("".join(filter(str.isalnum, each)) for each in ("".join(found[:4]), text))
    assert found.country or sorted(kept) == sorted(whole)
