"""A meeting list's writing as a voice should say it.

Lists are typed by hundreds of hands for the eye. A caller has only the ear, once, and often a
pencil: short forms become words, what must be keyed in comes digit by digit, and what nobody can
use on a telephone goes. All functions are pure, take any text, never raise, and give the same
again when they are given their own answer.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from ivr.schedule.spoken_clean import LONGEST_SAID, clean, tidy
from ivr.schedule.spoken_names import bare_name
from ivr.schedule.spoken_numbers import say_numbers
from ivr.schedule.spoken_phone import spoken_phone
from ivr.schedule.spoken_places import bare_address, bracketed_states, dashed, name_of, state_names
from ivr.schedule.spoken_signs import say_signs
from ivr.schedule.spoken_tables import LANGUAGES, Rules, rules
from ivr.schedule.spoken_words import plain, say_phrases, say_words

__all__ = [
    "LANGUAGES",
    "cut",
    "spelled",
    "spoken",
    "spoken_name",
    "spoken_phone",
    "spoken_street",
    "street_name",
]

_PASSES = 8
_KEPT = 8192  # a list says the same towns, venues and streets over and over


@lru_cache(maxsize=_KEPT)
def spoken(text: str, language: str) -> str:
    """Any free text: comments, directions, a venue, a town."""
    return _settled(text, rules(language), _text)


@lru_cache(maxsize=_KEPT)
def spoken_name(text: str, language: str) -> str:
    """A meeting's name without what other fields say better: how one attends, in whose time."""
    table = rules(language)
    said = _settled(text, table, _name)
    return said or _settled(_letters(text), table, _name) or _letters(text)


@lru_cache(maxsize=_KEPT)
def spoken_street(text: str, language: str) -> str:
    """A street address one could write down: no state, postcode or country, all words whole."""
    return _settled(text, rules(language), _street)


def street_name(street: str, language: str) -> str:
    """The name within what `spoken_street` says, to be spelled; "" where there is none."""
    return name_of(street, rules(language))


def _settled(text: str, table: Rules, step: Callable[[str, Rules], str]) -> str:
    """The step until it changes nothing: what it makes may itself read as a short form."""
    for _ in range(_PASSES):
        if len(text) <= LONGEST_SAID and plain(text, table, step is _street):
            break
        said = step(text, table)
        if said == text:
            break
        text = said
    return text


def _text(text: str, table: Rules) -> str:
    text = state_names(table.head.sub("", clean(text, table)), table)
    return _said(bracketed_states(text, table), table)


def _name(text: str, table: Rules) -> str:
    return _said(state_names(bare_name(clean(text, table), table), table), table)


def _street(text: str, table: Rules) -> str:
    return dashed(_said(bare_address(clean(text, table), table), table, street=True), table)


def _said(text: str, table: Rules, street: bool = False) -> str:
    text = say_numbers(say_phrases(text, table), table, street)
    text = tidy(say_words(say_signs(text, table, street), table, street))
    return text if len(text) <= LONGEST_SAID else tidy(text[:LONGEST_SAID].rpartition(" ")[0])


def _letters(text: str) -> str:
    """Whatever can be said of a name made of marks: never nothing while it has a letter."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_SAID])
    return " ".join("".join(mark if mark.isalnum() else " " for mark in plain).split())


def spelled(text: str, language: str) -> str:
    """Letter by letter for a pencil: "Burt St" -> "B, U, R, T. S, T"; digits one by one."""
    table = rules(language)
    words = []
    for word in clean(text, table)[:200].split():
        marks = [_spelled_mark(mark, table) for mark in word]
        if said := ", ".join(mark for mark in marks if mark):
            words.append(said)
    return ". ".join(words)


def _spelled_mark(mark: str, table: Rules) -> str:
    if mark.isalnum():
        upper = mark.upper()
        return upper if len(upper) == 1 else mark
    return {"-": table.dash.strip(","), "'": table.apostrophe, "&": table.and_.strip(",")}.get(
        mark, ""
    )


def cut(text: str, words: int) -> str:
    """At most so many words: to a sentence's end, else to a comma, else to a word's end."""
    kept = text.split()
    if len(kept) > words:
        kept = kept[: max(words, 0)]
        last = [at for at, word in enumerate(kept) if _ends(word, ".?!")]
        last = last or [at for at, word in enumerate(kept) if _ends(word, ",;:")]
        kept = kept[: last[-1] + 1] if last else kept
    return " ".join(kept).rstrip(" ,;:-.!")


def _ends(word: str, marks: str) -> bool:
    """Whether a sentence or clause ends here; an initial's full stop ("Bill W.") ends none."""
    return word[-1] in marks and (word[-1] != "." or len(word) > 2)
