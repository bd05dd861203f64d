"""How operators want words of their lists said: the [said] tables of line.toml.

No voice knows Schenectady, and no rule what H&I stands for in one's area. What is written here is
applied once, when a list is read, to what a voice says of a meeting: its name, its place and its
details. Streets that are spelled, and telephone numbers, stay as they are.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec

from ivr.schedule.meeting import Meeting
from ivr.schedule.spoken import spoken

Own = Mapping[str, str]


def said_as_wanted(meetings: Iterable[Meeting], said: Mapping[str, Own]) -> tuple[Meeting, ...]:
    """The meetings, with the words of each said as the table of its own language has them."""
    tables = {language: tuple(own.items()) for language, own in said.items() if own}
    return tuple(
        _meeting(meeting, tables[meeting.language], meeting.language)
        if meeting.language in tables
        else meeting
        for meeting in meetings
    )


def as_wanted(text: str, own: Own, language: str) -> str:
    """What a voice says of `text`, which is in spoken words already: whole words only, the longest
    first, each place once, so that no entry is applied to what another one has put there.
    """
    return _replaced(text, tuple(own.items()), language) if own else text


def _meeting(meeting: Meeting, own: tuple[tuple[str, str], ...], language: str) -> Meeting:
    return msgspec.structs.replace(
        meeting,
        spoken_name=_replaced(meeting.spoken_name, own, language),
        spoken_place=_replaced(meeting.spoken_place, own, language),
        spoken_limits=_replaced(meeting.spoken_limits, own, language),
        spoken_details=_replaced(meeting.spoken_details, own, language),
    )


def _replaced(text: str, own: tuple[tuple[str, str], ...], language: str) -> str:
    pattern, said = _compiled(own, language)
    return pattern.sub(lambda found: said[str(found.lastgroup)], text)


@lru_cache(maxsize=16)
def _compiled(
    own: tuple[tuple[str, str], ...], language: str
) -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for a table, and what its groups say.

    An entry is found as a list writes it and as the line would say it by itself, for by then "H&I"
    has become "H and I". Small or capital letters do not matter, but in an entry that is capitals
    throughout: "IT" is not "it".
    """
    forms = [
        (form, not written.isupper(), said)
        for written, said in own
        for form in sorted({written, spoken(written, language)})
        if form.strip()
    ]
    forms.sort(key=lambda form: (-len(form[0]), form[1]))
    groups, said_by_group = ["(?!)"], {}
    for at, (form, any_case, said) in enumerate(forms):
        words = r"\s+".join(map(re.escape, form.split()))
        groups.append(f"(?P<w{at}>{f'(?i:{words})' if any_case else words})")
        said_by_group[f"w{at}"] = " ".join(said.split())
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)"), said_by_group
