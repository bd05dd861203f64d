"""One's own password, asked for before what would stay after a browser was left open."""

import math
from dataclasses import dataclass

from ivr.console.visit import Visit


@dataclass(frozen=True, slots=True)
class Refusal:
    """What whoever does not know it is told, and the status of that page."""

    sentence: str
    status: int


def stranger(visit: Visit) -> Refusal | None:
    """None for the person themselves, who typed their password into the field `old`.

    Tries are counted as those of signing in, but apart from those of strangers.
    """
    answer = visit.house.sign_in().check(visit.person.name, visit.secret("old"), "", known=True)
    if answer.outcome in ("in", "code wanted"):
        return None
    if answer.outcome == "wait":
        minutes = max(1, math.ceil(answer.seconds / 60))
        return Refusal(visit.text("sign-in-wait", minutes=minutes), 429)
    return Refusal(visit.text("account-old-wrong"), 403)
