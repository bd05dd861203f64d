"""How one attends the meeting of a row: there, by telephone, or with a screen."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import phonenumbers

from ivr.schedule.meeting import Venue
from ivr.schedule.sources.entry import Attended, Entry
from ivr.schedule.spoken import LANGUAGES, spoken_phone

LINK = re.compile(r"https?://|\bwww\.|\bzoom\.us\b", re.IGNORECASE)
LABEL = re.compile(r"\b(id|pw|pass\w*|pin|code)\b", re.IGNORECASE)
NUMBER = re.compile(r"\b(?:dial|phone|call|tel)", re.IGNORECASE)
"""What begins another number in a text that has codes."""

TOLD: dict[Attended, str] = {
    "place": "a place",
    "virtual": "by telephone or online",
    "hybrid": "both",
}


class Attending(NamedTuple):
    """`venue` is None for what is closed with no other way in; `guessed` says what was taken where
    the list says nothing; `doorless` is a virtual meeting with neither number nor link."""

    venue: Venue | None
    guessed: str = ""
    doorless: bool = False


def attending(entry: Entry, phoned: bool) -> Attending:
    """How one attends, by what the list says of it, its formats and what leads in; `phoned`
    whether there is a number to call."""
    door: Venue | None = "phone" if phoned else "online" if entry.linked else None
    kind, guessed = entry.attended, ""
    if not kind:
        virtual = not entry.street and (door is not None or "virtual" in entry.meanings)
        kind = "hybrid" if "hybrid" in entry.meanings else "virtual" if virtual else "place"
        guessed = TOLD[kind]
    if door is None and kind == "virtual":
        # Some servers keep the link among the notes.
        noted = any(LINK.search(note) for note in (*entry.directions, *entry.notes, entry.place))
        door = "online" if noted else None
    if "temporarily closed" in entry.meanings:
        return Attending(door or ("online" if "virtual" in entry.meanings else None), guessed)
    if kind == "virtual":
        return Attending(door or "online", guessed, door is None)
    return Attending("hybrid" if door else "place", guessed, kind == "hybrid" and door is None)


def dialled(texts: Sequence[str], region: str, beside: Sequence[str] = ()) -> dict[str, str]:
    """The number and what to key after it, as each language says them; {} without a number.

    Digits are for whoever calls, so they are said in the call's language, not in the list's. The
    first text with a number has it; the others often have the codes that belong to it, and so
    have those `beside`, about the screen, if they name the same meeting.
    """
    first = next((text for text in texts if has_number(text, region)), "")
    if not first:
        return {}
    told = re.sub(r"[^0-9]", "", first)
    parts = [first]
    parts += [
        text
        for text in texts
        if text != first and LABEL.search(text) and any(code not in told for code in _codes(text))
    ]
    for text in beside if len(parts) == 1 else ():
        label = LABEL.search(text)
        part = NUMBER.split(text[label.start() : label.start() + 200])[0] if label else ""
        codes = _codes(part)
        same = any(len(code) >= 8 and code in told for code in codes)
        if same and any(code not in told for code in codes):
            parts.append(part)
            break
    text = ", ".join(parts)
    return {language: spoken_phone(text, language, region) for language in LANGUAGES}


def _codes(text: str) -> list[str]:
    return re.findall(r"[0-9]{4,}", re.sub(r"(?<=[0-9])[ -](?=[0-9])", "", text))


@lru_cache(20_000)
def has_number(text: str, region: str) -> bool:
    """Whether a telephone number stands in `text`: an ID or a passcode alone is none."""
    if len(re.findall("[0-9]", text)) < 7:
        return False
    strict = phonenumbers.Leniency.VALID
    return bool(phonenumbers.PhoneNumberMatcher(text[:300], region, leniency=strict).has_next())
