"""Whom callers are given in need: the helpline, and the words for an emergency.

Kept over line.toml; what is left empty is as line.toml says.
"""

import hashlib
from dataclasses import dataclass, replace

import msgspec
import phonenumbers
from babel import Locale
from starlette.responses import Response

from ivr.console.helping_preview import Preview, before_words, danger, preview
from ivr.console.password import stranger
from ivr.console.reasons import Told, said
from ivr.console.visit import Visit
from ivr.helping.good import good_helpline, good_words
from ivr.helping.help import EMERGENCY, Own, over
from ivr.helping.kept import Kept
from ivr.helping.state import State, changed
from ivr.people.person import CannotChange
from ivr.recordings.document import StateNotWritten
from ivr.settings import Line, Settings

SHOWN = 20
"""Entries of the log on the page."""


@dataclass(frozen=True, slots=True)
class Words:
    """Whom to call in an emergency, in one language."""

    language: str
    name: str  # of the language
    own: str  # as operators say it; "" is what holds without them
    otherwise: str  # what that is
    sentence: str  # all of it, as callers hear it
    unrecorded: bool  # a recording says something else: the synthetic voice says this


@dataclass(frozen=True, slots=True)
class Number:
    """The general line, or a number with a block of its own, as the page shows it."""

    line: Line  # as callers hear it
    own: Own
    seen: str  # stands for `own`, so that nobody changes what they did not see
    shown: str  # the line's own number as a person reads it; "" is all others
    helpline: str  # that holds, "" for none
    otherwise: str  # what holds without operators
    typed: str  # what stands in the field
    words: tuple[Words, ...]
    preview: Preview | None  # what callers would hear, which somebody must say yes to
    sure: str  # stands for what is in it


def shown(visit: Visit) -> Response:
    """GET /console/help"""
    kept = _kept(visit)
    return _page(visit, kept.open())


def change(visit: Visit) -> Response:
    """POST /console/help: all that operators say of one number. First it is shown whole; whoever
    ticks that, with their password, lets it be heard."""
    kept, settings, number = _kept(visit), visit.house.keeper.settings, visit.field("number")
    state = kept.filled()
    line = next((each for each in settings.lines if each.number == number), None)
    if line is None:
        raise Told(visit.text("help-no-number"))
    before, emergency = state.own(number), dict(state.own(number).emergency)
    field = "helpline"
    try:
        helpline = visit.field("helpline")
        if visit.field("none") == "yes":
            number_said: str | None = ""
        else:
            number_said = good_helpline(helpline, line, settings) if helpline else None
        for language in line.languages:
            field = f"words-{language}"
            emergency.pop(language, None)
            if words := visit.field(field):
                emergency[language] = good_words(words, before_words(visit, line, language))
    except CannotChange as error:
        return _page(visit, state, 409, f"{field} {number}", said(visit, error))
    after, who, now = Own(number_said, emergency), visit.person.name, visit.house.clock()
    if visit.field("sure") != _seen(after):
        return _page(visit, state, 422, asked=after)
    if refusal := stranger(visit):
        why = refusal.sentence
        return _page(visit, state, refusal.status, f"old {number}", why, asked=after)
    expected = before if _seen(before) == visit.field("seen") else Own("", {"": "not seen"})
    try:
        kept.change(lambda was: changed(was, number, after, expected=expected, who=who, now=now))
    except CannotChange as error:
        return _page(visit, kept.filled(), 409, "", said(visit, error), anew=True)
    except StateNotWritten as error:
        visit.tell(said(visit, error))
        return visit.to("/help")
    return visit.to("/help", "help-changed")


def _kept(visit: Visit) -> Kept:
    return Kept(visit.house.connection, visit.house.storage)


def _seen(own: Own) -> str:
    letters = "abcdefghijklmnop"
    digest = hashlib.blake2b(msgspec.json.encode(own, order="sorted"), digest_size=12).hexdigest()
    return "".join(letters[int(each, 16)] for each in digest)


def _page(
    visit: Visit,
    state: State,
    status: int = 200,
    wrong: str = "",
    error: str = "",
    *,
    anew: bool = False,
    asked: Own | None = None,
) -> Response:
    """`wrong`: field and number that the `error` is about; `anew`: without what was typed; `asked`:
    what was typed, to be said yes to."""
    filed = visit.house.keeper.settings  # as line.toml has it
    heard = over(filed, state.help)
    numbers = []
    for line in heard.lines:
        typed = visit.form is not None and not anew and visit.field("number") == line.number
        without = over(filed, _without(state, line.number).help)
        one = _number(visit, state.own(line.number), line, without, typed=typed)
        if typed and asked is not None:
            shown = preview(visit, state, line.number, asked)
            one = replace(one, preview=shown, sure=_seen(asked))
        numbers.append(one)
    return visit.page(
        "help.html",
        status=status,
        numbers=numbers,
        log=list(reversed(state.log[-SHOWN:])),
        written=lambda number: _written(number) or visit.text("help-general"),
        language_name=lambda code: _language(visit, code),
        wrong=wrong,
        error=error,
        typed=visit.field,
    )


def _number(visit: Visit, own: Own, line: Line, without: Settings, *, typed: bool) -> Number:
    otherwise = next(each for each in without.lines if each.number == line.number)
    return Number(
        line=line,
        own=own,
        seen=visit.field("seen") if typed else _seen(own),
        shown=_written(line.number),
        helpline=_written(line.helpline),
        otherwise=_written(otherwise.helpline),
        typed=visit.field("helpline") if typed else _written(own.helpline or ""),
        words=tuple(
            _words(visit, own, line, otherwise, language, typed=typed)
            for language in line.languages
        ),
        preview=None,
        sure="",
    )


def _words(
    visit: Visit, own: Own, line: Line, otherwise: Line, language: str, *, typed: bool
) -> Words:
    prompts, recordings = visit.house.prompts, visit.house.keeper.world.recordings
    sentence = danger(visit, line, language)
    return Words(
        language=language,
        name=_language(visit, language),
        own=visit.field(f"words-{language}") if typed else own.emergency.get(language, ""),
        otherwise=prompts.text(otherwise, language, EMERGENCY, {}),
        sentence=sentence,
        unrecorded=recordings.has(language, "danger")
        and not recordings.find(language, "danger", sentence),
    )


def _without(state: State, number: str) -> State:
    lines = {each: own for each, own in state.lines.items() if each != number}
    return msgspec.structs.replace(state, lines=lines)


def _written(number: str) -> str:
    """As a person reads it: +1 202-555-0142; "" where there is none."""
    if not number:
        return ""
    parsed = phonenumbers.parse(number)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _language(visit: Visit, code: str) -> str:
    return Locale.parse(code).get_language_name(visit.language) or code
