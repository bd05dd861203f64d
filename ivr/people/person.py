"""Who a person is to the line. What they know is here only as slow hashes (hashing.py)."""

import unicodedata
from typing import Literal

import msgspec

from ivr.numbers import possible

Role = Literal["operator", "leader"]

LONGEST_NAME = 60
"""Characters."""


class CannotChange(Exception):
    """What was asked cannot be done: one sentence for whoever asked."""

    def __init__(self, sentence: str, reason: str = "", **values: str | int) -> None:
        """`reason` and `values` are for those who say it in another language."""
        super().__init__(sentence)
        self.reason, self.values = reason, values


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One operator or leader."""

    number: str  # "100" to "999": names them at a telephone, and never anybody else
    name: str
    roles: tuple[Role, ...]
    language: str = ""  # of the console; "" is the line's first
    pin: str = ""  # a hash; "" has none
    password: str = ""  # a hash; "" cannot sign in at the console
    code_salt: str = ""  # of an authenticator app's secret (onetime.py); "" is off
    leader: str = ""  # what the rota calls them, for leaders: the row of leaders.csv
    leads_from: str = ""  # an ISO date, for leaders who are in no file; "" is in leaders.csv

    def may(self, role: Role) -> bool:
        return role in self.roles

    @property
    def signs_in(self) -> bool:
        """Whether the console lets them in."""
        return self.may("operator") and bool(self.password)


def folded(name: str) -> str:
    """What tells names apart: neither case nor spaces do."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def good_name(name: str) -> str:
    """The name as it is kept. Raises CannotChange, without the name: it may hold a number."""
    short = " ".join(unicodedata.normalize("NFC", name).split())
    if not short or len(short) > LONGEST_NAME or not short.isprintable():
        raise CannotChange(
            f"A name must be one line of 1 to {LONGEST_NAME} characters.",
            "name",
            count=LONGEST_NAME,
        )
    if any(possible(short)):
        raise CannotChange("No telephone number may stand in a name: leave it out.", "number")
    if not any(each.isalpha() for each in short):
        raise CannotChange(
            "A name must have a letter, so that it is not taken for a number.", "letter"
        )
    return short
