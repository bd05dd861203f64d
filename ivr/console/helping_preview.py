"""What callers would be given, all of it, before an operator lets anybody hear it."""

from dataclasses import dataclass

import msgspec

from ivr.console.visit import Visit
from ivr.helping.help import EMERGENCY, Own, over
from ivr.helping.state import State
from ivr.settings import Line


@dataclass(frozen=True, slots=True)
class Sentence:
    """In one language."""

    language: str
    sentence: str
    stays: bool  # as callers hear it now


@dataclass(frozen=True, slots=True)
class Preview:
    helpline: str  # E.164; "" is none
    sentences: tuple[Sentence, ...]

    @property
    def differs(self) -> bool:
        """Whether any of the sentences does: then those that stay are worth naming."""
        return any(not each.stays for each in self.sentences)


def preview(visit: Visit, state: State, number: str, own: Own) -> Preview:
    """What callers of that number would hear if operators said `own` of it."""
    after = msgspec.structs.replace(state, lines={**state.lines, number: own})
    now, then = _line(visit, state, number), _line(visit, after, number)
    sentences = (
        Sentence(language, said, said == danger(visit, now, language))
        for language in then.languages
        for said in (danger(visit, then, language),)
    )
    return Preview(then.helpline, tuple(sentences))


def danger(visit: Visit, line: Line, language: str) -> str:
    """The sentence that says whom to call."""
    return visit.house.prompts.text(line, language, "danger", {})


def before_words(visit: Visit, line: Line, language: str) -> str:
    """What that sentence says before whom to call; "" where it does not say that at its end."""
    words = visit.house.prompts.text(line, language, EMERGENCY, {})
    return danger(visit, line, language).rpartition(words)[0]


def _line(visit: Visit, state: State, number: str) -> Line:
    lines = over(visit.house.keeper.settings, state.help).lines
    return next(line for line in lines if line.number == number)
