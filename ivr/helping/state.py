"""What operators said of helpline and emergency words, and who: plain values."""

from datetime import datetime
from typing import Literal

import msgspec

from ivr.helping.help import Help, Own
from ivr.people.person import CannotChange

MOST_LOGGED = 1000
"""Entries of the operators' log; the oldest go."""

FORM = 1
"""Of the state. Whatever adds to it counts on: a release leaves a newer form alone."""

Did = Literal["helpline", "emergency", "restored"]


class Done(msgspec.Struct, frozen=True):
    """One line of the operators' log: never the number or the words themselves."""

    when: datetime  # aware, UTC
    who: str
    did: Did
    line: str  # its own number; "" is the general one
    language: str = ""  # of the words


class State(msgspec.Struct, frozen=True):
    """All of it. `revision` counts the changes."""

    revision: int = 0
    lines: dict[str, Own] = {}
    log: tuple[Done, ...] = ()
    form: int = FORM

    def own(self, line: str) -> Own:
        return self.lines.get(line, Own())

    @property
    def help(self) -> Help:
        """What callers need of it."""
        return Help(self.lines, self.revision)


def changed(state: State, line: str, own: Own, *, expected: Own, who: str, now: datetime) -> State:
    """The line is now as `own` says. `expected` is how the operator saw it. Raises CannotChange."""
    before = state.own(line)
    if before == own:
        return state
    if before != expected:
        by = next((each.who for each in reversed(state.log) if each.line == line), "")
        raise CannotChange(
            f"{by} changed this meanwhile: nothing was changed now.", "help-meanwhile", who=by
        )
    helpline = own.helpline != before.helpline
    did = (
        *((Done(now, who, "helpline", line),) if helpline else ()),
        *(
            Done(now, who, "emergency", line, language)
            for language in sorted({*own.emergency, *before.emergency})
            if own.emergency.get(language) != before.emergency.get(language)
        ),
    )
    log = (*state.log, *did)[-MOST_LOGGED:]
    return State(state.revision + 1, {**state.lines, line: own}, log)
