"""A meeting's formats and state, in the languages of calls."""

# ruff: noqa: E501 - a table is read by its rows

import msgspec
import pytest

from ivr.prompts import Prompts
from ivr.speech import Speaker
from ivr.steps.formats import formats_said, state_said
from tests.line import settings
from tests.schedule.made import made

PROMPTS = Prompts()
EVERY = ("speaker", "children", "wheelchair", "in-es", "in-pl", "in-en", "spanish")


def speaker(language: str) -> Speaker:
    return Speaker(PROMPTS, settings().lines[0], language)


def formats(of_call: str, of_list: str) -> str:
    meeting = msgspec.structs.replace(made("1", 0, 600), formats=EVERY, language=of_list)
    return " ".join(str(each) for said in formats_said(speaker(of_call), meeting) for each in said)


@pytest.mark.parametrize(
    ("of_call", "of_list", "said"),
    [
        # the language of list and call goes without saying; what another release knew is left out
        ("en", "en", "A speaker meeting. Children are welcome. A wheelchair can get in. In Spanish. In Polish."),
        ("es", "en", "Reunión de orador. Se puede venir con niños. Se puede entrar en silla de ruedas. En español. En polaco. En inglés."),
        ("fr", "en", "Une réunion de témoignage. Les enfants sont bienvenus. On peut y entrer en fauteuil roulant. En espagnol. En polonais. En anglais."),
        ("es", "es", "Reunión de orador. Se puede venir con niños. Se puede entrar en silla de ruedas. En polaco. En inglés."),
    ],
)  # fmt: skip
def test_formats_as_they_are_said(of_call: str, of_list: str, said: str) -> None:
    assert formats(of_call, of_list) == said


@pytest.mark.parametrize(
    ("of_call", "state", "said"),
    [
        ("en", "Nova Scotia", "Nova Scotia"),
        ("fr", "Nova Scotia", "Nouvelle-Écosse"),
        ("es", "New York", "Nueva York"),
        ("fr", "Bavaria", "\x02en\x04Bavaria\x03"),  # by the voice of its list
    ],
)
def test_a_state_is_said_in_the_language_of_the_call(of_call: str, state: str, said: str) -> None:
    meeting = msgspec.structs.replace(made("1", 0, 600, state=state), language="en")
    assert state_said(speaker(of_call), meeting) == said
