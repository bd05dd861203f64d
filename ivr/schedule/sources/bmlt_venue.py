"""How one attends a meeting of a BMLT row: there, by telephone, or with a screen."""

import re
from functools import lru_cache
from typing import NamedTuple

import phonenumbers

from ivr.schedule.meeting import Venue
from ivr.schedule.sources.bmlt_fields import Row, words
from ivr.schedule.spoken import LANGUAGES, spoken_phone

LINK = re.compile(r"https?://|\bwww\.|\bzoom\.us\b", re.IGNORECASE)
LABEL = re.compile(r"\b(id|pw|pass\w*|pin|code)\b", re.IGNORECASE)

PLACE, VIRTUAL, HYBRID = "1", "2", "3"
KINDS = {PLACE: "a place", VIRTUAL: "by telephone or online", HYBRID: "both"}


class Attended(NamedTuple):
    """`venue` is None for what is closed with no other way in; `guessed` names the kind that was
    taken for a bad venue_type; `doorless` is a virtual meeting with neither number nor link."""

    venue: Venue | None
    guessed: str = ""
    doorless: bool = False


def attended(row: Row, meanings: set[str], phone: dict[str, str]) -> Attended:
    """How one attends, by the row's venue_type, its formats' `meanings` and what leads in."""
    linked = bool(words(row.virtual_meeting_link))
    door: Venue | None = "phone" if phone else "online" if linked else None
    kind, guessed = words(row.venue_type), ""
    if kind not in KINDS:
        virtual = not words(row.location_street) and (door is not None or "virtual" in meanings)
        kind = HYBRID if "hybrid" in meanings else VIRTUAL if virtual else PLACE
        guessed = KINDS[kind]
    if door is None and kind == VIRTUAL:
        # Some servers keep the link among the notes.
        notes = (row.comments, row.location_text, row.location_info)
        door = "online" if any(LINK.search(words(note)) for note in notes) else None
    if "temporarily closed" in meanings:
        return Attended(door or ("online" if "virtual" in meanings else None), guessed)
    if kind == VIRTUAL:
        return Attended(door or "online", guessed, door is None)
    return Attended("hybrid" if door else "place", guessed, kind == HYBRID and door is None)


def dialled(row: Row, region: str) -> dict[str, str]:
    """The number and what to key after it, as each language says them; {} without a number.

    Digits are for whoever calls, so they are said in the call's language, not in the list's. The
    additional information often has the codes that belong to the number, or the number itself.
    """
    field = words(row.phone_meeting_number)
    more = words(row.virtual_meeting_additional_info)
    if not has_number(field, region):
        return _said(more, region) if has_number(more, region) else {}
    told = re.sub(r"[^0-9]", "", field)
    codes = re.findall(r"[0-9]{4,}", re.sub(r"(?<=[0-9])[ -](?=[0-9])", "", more))
    if LABEL.search(more) and any(code not in told for code in codes):
        return _said(f"{field}, {more}", region)
    return _said(field, region)


def _said(text: str, region: str) -> dict[str, str]:
    return {language: spoken_phone(text, language, region) for language in LANGUAGES}


@lru_cache(20_000)
def has_number(text: str, region: str) -> bool:
    """Whether a telephone number stands in `text`: an ID or a passcode alone is none."""
    if len(re.findall("[0-9]", text)) < 7:
        return False
    strict = phonenumbers.Leniency.VALID
    return bool(phonenumbers.PhoneNumberMatcher(text[:300], region, leniency=strict).has_next())
