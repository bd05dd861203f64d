"""What must never replace a good list, however well its server spells it."""

from ivr.schedule.report import Outcome
from ivr.schedule.sources.reading import Reading
from ivr.wording import some


class Refused(Exception):
    """A list that callers do not get: the end of a sentence that begins with its place."""

    def __init__(self, outcome: Outcome, what: str, mend: str) -> None:
        super().__init__(what)
        self.outcome, self.what, self.mend = outcome, what, mend


def check(reading: Reading, before: int, *, accept: bool) -> None:
    """Raise Refused when a list of `before` meetings must not become what was read.

    An operator may accept a fall of more than 30 %, and nothing empty: no list of this fellowship
    ends between two refreshes, and one that is given up is taken out of line.toml.
    """
    look = "look at its url, or remove the [[source]] block if the list is given up"
    if not reading.rows:
        raise Refused("kept", "answered with an empty list", look)
    if not reading.meetings:
        raise Refused("kept", f"has {some(reading.rows, 'row')} and no meeting among them", look)
    now = len(reading.meetings)
    if now * 10 < before * 7 and not accept:
        fall = (before - now) * 100 / before
        raise Refused(
            "held",
            f"has {some(now, 'meeting')} where there were {before}, a fall of {fall:.0f} %",
            "run `ivr refresh --accept` if that is right",
        )
