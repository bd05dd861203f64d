"""What a caller wants who was asked for a town and says something else.

A word of danger is heard wherever it stands, and so is the wish for a person. "Help" gives way to
a place behind it ("help me find a meeting in Buffalo"). All others count only where nothing else
is said: "What Cheer", "Spanish Fork" and "Back Bay" are towns.
"""

from functools import cache

from babel import Locale

from ivr.linefile import languages_shipped
from ivr.places.numberwords import LONGEST_CODE, codes
from ivr.places.words import listed, tokens

HELP, AGAIN, MENU, LANGUAGE = "help", "again", "menu", "language:"

LONGEST = 400
"""Characters of what was said that are looked at."""


def _phrases(text: str) -> tuple[str, ...]:
    """Those of a table that has commas between, each with a space before and behind it."""
    return tuple(f" {' '.join(phrase.split())} " for phrase in text.split(","))


_DANGER = _phrases("""
    die, dying, dieing, kill, kills, killed, killing, suicide, suicidal, suicides, overdose,
    overdosed, overdosing, od, emergency, emergencies, police, ambulance, paramedics, crisis,
    hurt myself, hurting myself, harm myself, harming myself, cut myself, cutting myself,
    shoot myself, hang myself, self harm, end my life, ending my life, end it all, take my life,
    dont want to live anymore, dont want to live any more, dont want to be alive, want to be dead,
    no reason to live, in danger, in trouble, narcan, naloxone, not breathing, in pain,
    withdrawal, withdrawals,
    morir, morirme, moriria, muero, muriendo, muriendome, matar, matarme, matame, matarse, suicidio,
    suicidar, suicidarme, suicida, sobredosis, emergencia, emergencias, policia, ambulancia,
    quitarme la vida, hacerme dano, no quiero vivir mas, ya no quiero vivir, en peligro,
    auxilio, socorro socorro, socorro por favor, no respira,
    mourir, meurs, tuer, tue, suicider, suicidaire, surdose, urgence, urgences, secours, samu,
    me faire du mal, plus vivre, plus envie de vivre, en finir, en danger, ne respire
""")
"""Wherever they stand. Not "socorro" alone, which is a town of thousands in New Mexico and Texas;
"Socorro" said twice, or with a please, is no town."""

_TOWNS = _phrases("""
    kill devil hills, kill devil, kill buck, west kill, cats kill, fish kill, peeks kill,
    peaks kill, cobles kill, beaver kill, batten kill, fresh kills, saint die, st die, san die go,
    person county, in person, en persona, en personne
""")
"""Towns as recognisers write them, and a way to meet, that hold such a word."""

_CALLS_FOR_HELP = frozenset({"911", "988", "112"})
_NUMBERS = _phrases("cent douze, ciento doce, neuf cent onze, novecientos once")
"""Those of these numbers that are said as no postal code is."""

_PERSON = _phrases("""
    person, operator, representative, receptionist, human, agent, counselor, counsellor, sponsor,
    talk to, talk with, speak to, speak with, talk to me, need somebody, need someone,
    want somebody, want someone, want to talk, need to talk, get me somebody, get me someone,
    is anybody there, is anyone there, is somebody there, is someone there,
    persona, operador, operadora, consejero, padrino, hablar con, hablar a, quiero hablar,
    necesito hablar, necesito a alguien, hay alguien,
    personne, operateur, operatrice, standardiste, conseiller, parrain, parler a, parler avec,
    besoin de parler, quelquun a qui parler, il y a quelquun
""")
_ALONE = _phrases("""
    somebody, someone, anybody, anyone, alguien, quelquun, want to use, going to use, gonna use,
    about to use, relapse, relapsed, recaida, recai, rechute, rechuter
""")
"""Where they are the last that is said."""

_HELP = _phrases("""
    help, helping, helpline, help me, ayuda, ayudame, ayudeme, ayudenme, ayudarme, aide, aider,
    aidez, laide, daide, aidemoi
""")
_WHERE = frozenset(listed("in near nearby around at by close outside en cerca a dans pres vers"))
"""Words behind which a place stands, so that "help" is no more than politeness."""

_AGAIN = _phrases("""
    repeat, repeats, repeated, again, what, pardon, huh, sorry, excuse me, once more, one more time,
    come again, didnt hear, didnt understand, didnt catch, dont understand, cant hear, cannot hear,
    otra vez, repite, repita, repitelo, repitalo, repetir, que, mande, perdon, disculpe,
    de nuevo, una vez mas, no entendi, no entiendo, no oi, no escuche,
    repete, repetez, repeter, encore, encore une fois, quoi, comment, pas compris, pas entendu
""")
_MENU = _phrases("""
    menu, main menu, go back, back, start over, beginning, main, return, cancel,
    menu principal, volver, regresar, atras, inicio, principio, regresa, vuelve,
    retour, revenir, retourner, retourne, accueil, debut
""")
_AROUND = frozenset(
    listed("""
    i im id ive am is it its the a an to me my you your can could would will do did does please
    that this they just say said says hear speak talk want need like for oh uh um er ah ok okay
    well so yes no hi hello and of on with in from now there sir maam one more time thing all
    language thank thanks lo la el las los le de en por favor al quiero puede puedes podria me se
    si bueno pues eh hola habla hablar hablo idioma un una dijo dice decir gracias
    je vous tu il que est ce cest les l du des au pouvez peux peut veux voudrais parle parler
    parlez sil te plait svp merci oui non bonjour langue ca j ai ne pas nai une plus fois
    speaking meeting meetings back go take get let us lets
    """)
)
"""Words that may stand beside a wish and change nothing."""


def wish(said: str) -> str:
    """What of it is no place: "help", "again", "menu", "language:es"; "" where nothing is.

    In any of the languages, whichever is the call's. Says nothing of what may be a town.
    """
    plain = said[:LONGEST].lower().replace("cómo", "mande")  # Como is a town
    words = tokens(plain)
    text = f" {' '.join(words)} "
    for town in _TOWNS:
        text = text.replace(town, "  ")
    if _any(text, _DANGER) or _any(text, _PERSON) or _any(text, _NUMBERS) or _dialled(plain):
        return HELP
    if text.endswith(_ALONE) or (_any(text, _HELP) and not _place_behind(text)):
        return HELP
    for phrases, found in (*_languages(), (_AGAIN, AGAIN), (_MENU, MENU)):
        if _any(text, phrases) and _nothing_beside(text, phrases):
            return found
    return ""


def _any(text: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in text for phrase in phrases)


def _dialled(said: str) -> bool:
    """Whether it is one of the numbers for help, and not the beginning of a postal code."""
    found = codes(said)
    return not _CALLS_FOR_HELP.isdisjoint(found) and max(map(len, found)) < LONGEST_CODE


def _place_behind(text: str) -> bool:
    """Whether a word that may be a town's stands behind "in" and the like."""
    words = text.split()
    at = next((at for at, word in enumerate(words) if word in _WHERE), len(words))
    rest = f" {' '.join(words[at + 1 :])} "
    return not _nothing_beside(rest, (*_HELP, *_phrases("right, here, find, finding")))


def _nothing_beside(text: str, phrases: tuple[str, ...]) -> bool:
    for phrase in sorted(phrases, key=len, reverse=True):
        text = text.replace(phrase, " ")
    return all(word in _AROUND for word in text.split())


@cache
def _languages() -> tuple[tuple[tuple[str, ...], str], ...]:
    """The names of each language that the line may speak, in all of them."""
    shipped = languages_shipped()
    found = []
    for code in shipped:
        names = {" ".join(tokens(str(Locale(each).languages[code]))) for each in shipped}
        found.append((_phrases(",".join(sorted(names))), f"{LANGUAGE}{code}"))
    return tuple(found)
