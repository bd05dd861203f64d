"""Telephone fields as lists fill them in; only numbers of the fictional range 555-01xx."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.schedule.spoken import spoken_phone


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "+1 646 555 0100,,87312345678#,,,,*300000#",
            "6 4 6, 5 5 5, 0 1 0 0. I D: 8 7 3, 1 2 3, 4 5 6, 7 8. Passcode: 3 0 0, 0 0 0",
        ),
        ("(605) 555-0101 Access Code: 307717", "6 0 5, 5 5 5, 0 1 0 1. Access code: 3 0 7, 7 1 7"),
        ("1-929-555-0102 ID 12345678901#", "9 2 9, 5 5 5, 0 1 0 2. I D: 1 2 3, 4 5 6, 7 8 9, 0 1"),
        ("712-555-0104 PIN 330868#", "7 1 2, 5 5 5, 0 1 0 4. Pin: 3 3 0, 8 6 8"),
        ("tel:+16465550103,,123456789#", "6 4 6, 5 5 5, 0 1 0 3. I D: 1 2 3, 4 5 6, 7 8 9"),
        (
            "16465550103,,123456789#,,#,,0042#",
            "6 4 6, 5 5 5, 0 1 0 3. I D: 1 2 3, 4 5 6, 7 8 9. Passcode: 0 0 4 2",
        ),
        (
            "16465550103,,123456789#,,1#,4242#",
            "6 4 6, 5 5 5, 0 1 0 3. I D: 1 2 3, 4 5 6, 7 8 9. Passcode: 4 2 4 2",
        ),
        ("+16465550103,,123456789#,,,,,##", "6 4 6, 5 5 5, 0 1 0 3. I D: 1 2 3, 4 5 6, 7 8 9"),
        (
            "+16465550103,,123456789#,,#,,QmFzZTY0#",
            "6 4 6, 5 5 5, 0 1 0 3. I D: 1 2 3, 4 5 6, 7 8 9",
        ),
        ("+16465550103,,2125550199#", "6 4 6, 5 5 5, 0 1 0 3. I D: 2 1 2, 5 5 5, 0 1 9 9"),
        ("+4085550103", "4 0 8, 5 5 5, 0 1 0 3"),
        ("+1 301 555 0105 or +1 312 555 0106", "3 0 1, 5 5 5, 0 1 0 5, or 3 1 2, 5 5 5, 0 1 0 6"),
        ("212 555 0107 ext. 42", "2 1 2, 5 5 5, 0 1 0 7, extension 4 2"),
        ("+44 20 7946 0018", "plus 4 4, 2 0, 7 9 4 6, 0 0 1 8"),
        ("Passcode 354019", "Passcode 3 5 4, 0 1 9"),
        ("PW: 212130", "password: 2 1 2, 1 3 0"),
        ("Meeting ID 212 555 0108", "Meeting I D 2 1 2, 5 5 5, 0 1 0 8"),
        ("+11", "1 1"),
        ("", ""),
        ("##,,", ""),
    ],
)
def test_phone_as_said(written: str, said: str) -> None:
    assert spoken_phone(written, "en", "US") == said


def test_phone_in_the_lists_language_and_country() -> None:
    assert (
        spoken_phone("+1 646 555 0100,,123456#", "es", "US")
        == "6 4 6, 5 5 5, 0 1 0 0. I D: 1 2 3, 4 5 6"
    )
    assert spoken_phone("020 7946 0018", "en", "GB") == "0 2 0, 7 9 4 6, 0 0 1 8"
    assert spoken_phone("646 555 0100", "en", "") == "6 4 6, 5 5 5, 0 1 0 0"
    assert spoken_phone("646 555 0100", "ru", "US") == "6 4 6, 5 5 5, 0 1 0 0"


@settings(max_examples=200, deadline=None)
@given(
    text=st.one_of(st.text(max_size=60), st.text("0123456789+()-.,;#*x IDPASCODE:\n", max_size=60)),
    region=st.sampled_from(["US", "GB", "", "ZZ", "nonsense"]),
)
def test_any_phone_field_is_said(text: str, region: str) -> None:
    said = spoken_phone(text, "en", region)
    assert not set(said) & set("<>&#@*|\n\t")
    assert "  " not in said


@pytest.mark.parametrize("piece", ["1", "(", " ", ",", "1,", "+1 ", "#", "-", "1-", "ID "])
def test_endless_phone_field_takes_no_time(piece: str) -> None:
    assert len(spoken_phone(piece * 50_000, "en", "US")) <= 2400


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("514-555-0123 poste 12", "5 1 4, 5 5 5, 0 1 2 3, poste 1 2"),
        ("514-555-0123, code d'accès : 1234", "5 1 4, 5 5 5, 0 1 2 3. Code d'accès: 1 2 3 4"),
        ("514-555-0123 mdp 55501234", "5 1 4, 5 5 5, 0 1 2 3. Mot de passe: 5 5 5, 0 1 2, 3 4"),
    ],
)  # fmt: skip
def test_a_french_list_in_french(written: str, said: str) -> None:
    assert spoken_phone(written, "fr", "CA") == said
