"""Sentences that are no place find none, whosever number it is; states and countries hold."""

import pytest

from tests.places.america import heard

HOMES = (("ALBANY", "NY"), ("DALLAS", "TX"), None)

NO_PLACE = (
    """
main menu|can you repeat that|nothing|press two|español|no thank you|thank you|never mind|go back
I can't hear you|who is this|what time is it|right now|stop|cancel|goodbye|hang up|okay|fine|maybe
hello is anyone there|good morning|how are you|my phone is dead|I don't know my zip code|hold on
just a second|the first one|number two|star|pound|where am I|I am lost|by telephone|I need a ride
I am an addict|are you a robot|no entiendo|gracias|la siguiente|mañana|je ne sais pas|home|my house
la prochaine|at home|turn it down|let me think|what was that|music|my mother|trouble|quitting
want to die|recovery|sober|a sponsor|I'm calling for my son|is this a recording|day one|downtown
can you hear me now|one two three|at the beach|up north|out west|the suburbs|heroin|weed|sunshine
of course|hold on|coffee|my neighborhood|estoy perdido|gas station|go to hell|what do you mean
fentanyl|no tengo código|dónde estoy|je suis perdu|un instant|around the corner|I told you already
Tijuana
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

NAMED = {
    # a country or state that the town does not fit
    "London England": "",
    "Rome Italy": "",
    "Dublin, Ireland, please": "",
    "Paris France": "",
    "Buffalo Nevada": "",
    "Toronto England": "",
    "Tijuana Mexico": "",
    "Londres Inglaterra": "",
    # one without a town
    "Texas": "",
    "I live in Texas": "",
    "somewhere in the state of Texas": "",
    "estado de Texas": "",
    "New York state": "",
    "upstate New York": "",
    "Washington state": "",
    "Kansas": "",
    "Ontario": "",
    "Mexico": "",
    "Mexico City": "",
    "Ireland": "",
    "in Canada": "",
    # one that is a town's name
    "New York": "New York NY",
    "Quebec": "Québec QC",
    "Oklahoma City": "Oklahoma City OK",
    "Kansas City": "Kansas City MO",
    "Port Washington": "Port Washington NY",
    "Mexico New York": "Mexico NY",
    "Lebanon Pennsylvania": "Lebanon PA",
    "Cuba, New York": "Cuba NY",
    # one that fits
    "London Ontario": "London ON",
    "Buffalo New York United States": "Buffalo NY",
    "Vancouver British Columbia Canada": "Vancouver BC",
    "San Juan Puerto Rico": "San Juan PR",
    "Portland, ME": "Portland ME",
    "Buffalo ok": "Buffalo NY",
    "Okay Oklahoma": "Okay OK",
    "help me find a meeting in Buffalo": "Buffalo NY",
    "I said Buffalo didn't I": "Buffalo NY",
}


@pytest.mark.parametrize("said", NO_PLACE)
def test_an_ordinary_sentence_is_no_place(said: str) -> None:
    assert [heard(said, home) for home in HOMES] == [""] * len(HOMES)


@pytest.mark.parametrize(("said", "meant"), NAMED.items())
def test_a_state_or_country_that_is_named_holds(said: str, meant: str) -> None:
    assert heard(said) == meant


def test_a_name_of_a_state_is_a_large_town_of_the_callers_own() -> None:
    assert heard("Ontario", ("LOS ANGELES", "CA")) == "Ontario CA"
    assert heard("Washington", ("WASHINGTON", "DC")) == "Washington DC"
