"""Addresses as one says them on the telephone, from every way of typing them."""

import pytest

from ivr.schedule.spoken import spoken_street, street_name


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("707 W. 47th St (Mem Day-Lab Day)", "707 West 47th Street, Memorial Day to Labor Day"),
        ("12 Otter St, Dunes, ZZ 99999, USA", "12 Otter Street, Dunes, Z Z"),
        ("12 Otter St, Dunes, NY 99999-1234, USA", "12 Otter Street, Dunes"),
        ("12 Otter St, New York, NY 99999", "12 Otter Street, New York"),
        ("12 Otter St, Brooklyn NY 99999", "12 Otter Street, Brooklyn"),
        (
            "12345 19 Avenue NW, Dunes, Alberta, T0T 0T0, Canada",
            "1 2 3 4 5, 19 Avenue Northwest, Dunes",
        ),
        (
            "#20 - 14500-118 Ave SW, Dunes, Alberta, Canada",
            "number 20, 1 4 5 0 0 dash 118 Avenue Southwest, Dunes",
        ),
        ("Dunes, Alberta, Canada, Dunes, Alberta, Canada", "Dunes"),
        ("12 St Jude Pl", "12 Saint Jude Place"),
        ("15 St Jude Dr", "15 Saint Jude Drive"),
        ("100 Dr Amy Otter Blvd", "100 Doctor Amy Otter Boulevard"),
        ("12 Elm Dr West", "12 Elm Drive West"),
        ("12 Elm St N", "12 Elm Street North"),
        ("5 Robert E Otter Rd", "5 Robert E Otter Road"),
        ("143-22 9th Ave.", "143 dash 22, 9th Avenue"),
        ("30 NY Route 43", "30 New York Route 43"),
        ("25 VT-113", "25 Vermont 113"),
        ("31 U.S. 4", "31 U S 4"),
        ("Corner of W.Otter and Elk Sts", "Corner of West Otter and Elk Streets"),
        ("2 Fox Pl.@ Elk Ave.", "2 Fox Place at Elk Avenue"),
        ("Fox Annex/Route 28", "Fox Annex, Route 28"),
        ("9 Fox Tpke ( Bldg 9, Suite 2)", "9 Fox Turnpike, Building 9, Suite 2"),
        ("165 FOX CT", "165 Fox Court"),
        ("14906 State Rte 30", "1 4 9 0 6 State Route 30"),
        ("534 Bway corner Elk La.", "534 Broadway corner Elk Lane"),
        ("#9 11930 16 Ave", "number 9, 1 1 9 3 0, 16 Avenue"),
        ("Otter Str 9, 10999 Dunes, Germany", "Otter Str 9, Dunes, Germany"),
        ("Alberta, Canada", "Alberta"),
        ("99999", ""),
    ],
)
def test_street_as_said(written: str, said: str) -> None:
    assert spoken_street(written, "en") == said


def test_spanish_address() -> None:
    assert spoken_street("C/ Nutria 5, 28099 Dunas", "es") == "calle Nutria 5, Dunas"
    assert (
        spoken_street("Ave. Zorro #20, Dunas, PR 00999", "es") == "Avenida Zorro número 20, Dunas"
    )


def test_address_without_a_table_loses_only_its_postcode() -> None:
    assert spoken_street("Выдра 5, Дюны 99999", "ru") == "Выдра 5, Дюны"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("14 Elm Street", "Elm"),
        ("220 North Main Street", "Main"),
        ("6 West Court Street", "Court"),
        ("20 Ten Eyck Avenue, second floor", "Ten Eyck"),
        ("143 dash 22 Bayside Avenue", "Bayside"),
        ("402 West 3rd Street", ""),
        ("1 0 7 4 0, 19 Avenue", ""),
        ("1 4 9 0 6 Elm Street", "Elm"),
        ("12, Elm Street", "Elm"),
        ("Route 17", ""),
        ("Street", ""),
        ("", ""),
    ],
)
def test_street_name_is_what_one_has_to_spell(said: str, name: str) -> None:
    assert street_name(said, "en") == name


@pytest.mark.parametrize(
    ("written", "said", "name"),
    [
        ("12, rue du Lac, 75099 Dunes", "12, rue du Lac, Dunes", "Lac"),
        ("45 boul. St-Luc E, Dunes, QC H0H 0H0", "45 boulevard Saint-Luc Est, Dunes", "Saint-Luc"),
        ("12 bis av. de la Loutre, 75099 Dunes", "12 bis avenue de la Loutre, Dunes", "Loutre"),
        ("12 ch. des Loutres, Dunes (Québec)", "12 chemin des Loutres, Dunes, Québec", "Loutres"),
        ("1234 rue Loutre O., bureau 12", "1234 rue Loutre Ouest, bureau 12", "Loutre"),
        ("3, pl. de l'Église", "3, place de l'Église", "l'Église"),
        ("12 rue Loutre N-O", "12 rue Loutre Nord-Ouest", "Loutre"),
        ("45 rte 132", "45 route 132", ""),
    ],
)  # fmt: skip
def test_french_address(written: str, said: str, name: str) -> None:
    assert spoken_street(written, "fr") == said
    assert spoken_street(said, "fr") == said
    assert street_name(said, "fr") == name
