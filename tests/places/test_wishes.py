"""What callers say who were asked for a town and want something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.places.wishes import wish

WISHES = {
    "help": [
        "help", "Help me!", "help me please", "I need help", "I need help quitting", "can you help",
        "I need help I want to die", "I want to die in Buffalo", "kill myself", "kill me",
        "I'm suicidal", "suicide", "overdose", "my friend overdosed in Albany", "emergency",
        "call the police", "I'm in trouble", "911", "9-1-1", "nine one one", "call nine eleven",
        "call 911 for me", "nine eight eight", "988", "one one two", "112", "operator",
        "Operator.", "a person", "real person please", "talk to somebody", "somebody to talk to",
        "can I talk to somebody in Albany", "I need someone", "someone", "a human",
        "is anybody there", "help, I'm in need of help", "I want to use", "I relapsed",
        "help I am in withdrawal",
        "ayuda", "ayúdame por favor", "necesito ayuda", "quiero morir", "me quiero matar",
        "una persona", "operadora", "quiero hablar con alguien", "emergencia", "policía",
        "sobredosis", "suicidio", "nueve uno uno", "nueve once", "socorro socorro", "alguien",
        "aide", "aidez-moi", "j'ai besoin d'aide", "à l'aide", "au secours", "je veux mourir",
        "je veux me tuer", "urgence", "une personne", "surdose", "neuf un un", "cent douze",
        "parler à quelqu'un",
    ],
    "again": [
        "repeat", "can you repeat that", "Could you repeat that please?", "again",
        "say that again",
        "what", "What?", "pardon", "pardon me", "sorry", "huh", "I didn't hear you",
        "one more time",
        "what did you say", "otra vez", "¿Cómo?", "repita por favor", "no entendí", "qué",
        "répétez", "répétez s'il vous plaît", "pouvez-vous répéter", "quoi", "encore une fois",
    ],
    "menu": [
        "main menu", "menu", "go back", "take me back to the main menu", "back", "start over",
        "menú principal", "volver al menú", "regresar", "menu principal", "retour",
    ],
    "language:es": ["español", "Spanish", "en español por favor", "I want Spanish", "espagnol",
                    "do you speak Spanish", "habla español"],
    "language:en": ["English", "inglés", "anglais", "in English please"],
    "language:fr": ["français", "French", "francés", "en français s'il vous plaît"],
    "": [
        "", "Buffalo", "help me find a meeting in Buffalo", "I need help in Buffalo",
        "can you help me find meetings near Albany", "ayúdame a encontrar una reunión en Buffalo",
        "aidez-moi à trouver une réunion à Toronto", "What Cheer Iowa", "Spanish Fork Utah",
        "French Lick", "New English", "Back Bay", "Kill Devil Hills North Carolina",
        "Kill Buck New York", "Killeen Texas", "Diego", "Saint-Dié-des-Vosges", "Socorro",
        "Socorro New Mexico", "Como Mississippi", "Como", "in-person meetings in Buffalo",
        "an in person meeting", "nine one one oh one", "nine eight eight oh one", "91101", "98801",
        "one one two oh one", "11201", "uno uno dos cero uno", "nothing", "press two", "Matamoros",
        "fish kill New York", "yes", "no", "Policeville", "Sponsorton",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "meant"), [(said, meant) for meant, all_ in WISHES.items() for said in all_]
)
def test_what_is_wished(said: str, meant: str) -> None:
    assert wish(said) == meant


@given(st.text(max_size=600))
def test_any_text_is_a_wish_or_none(said: str) -> None:
    assert wish(said) in WISHES
