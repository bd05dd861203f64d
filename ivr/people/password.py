"""Passwords of the console: long enough, and not what is tried first."""

import secrets
from collections.abc import Callable

from ivr.people.person import CannotChange, folded

SHORTEST = 12
LONGEST = 1000
"""Characters."""

_OBVIOUS = frozenset(
    (
        *("narcoticsanonymous", "justfortoday", "onedayatatime", "keepcomingback", "itworksifyou"),
        *("correcthorsebatterystaple", "adminadminadmin", "administrator", "iloveyouiloveyou"),
        *("qwertyuiopas", "qwertyuiopasdf", "asdfghjklzxcvbnm", "qwertyuiopasdfghjklzxcvbnm"),
        *("letmeinletmein", "welcomewelcome", "changemechangeme", "trustno1trustno1"),
        *("abcdefghijkl", "abcdefghijklmnopqrstuvwxyz", "qwertyqwerty", "meetinglinemeetingline"),
        *("1q2w3e4r5t6y", "passwordpassword", "solamenteporhoy", "contraseñacontraseña"),
    )
)
_COMMON = ("password", "contraseña", "qwerty", "letmein", "welcome", "admin", "meetingline")

_CLEAR = "abcdefghjkmnpqrstuvwxyz"
"""Letters that nobody takes for another one."""


def good_password(password: str, name: str) -> str:
    """Raises CannotChange, without the password."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise CannotChange(
            f"A password must have {SHORTEST} characters or more: three words that nobody would "
            "guess are a good one.",
            "short",
            count=SHORTEST,
        )
    if not password.isprintable():
        raise CannotChange(
            "A password must have only characters that can be seen, and spaces.", "unseen"
        )
    plain = _plain(password)
    if plain in _plain(name) * LONGEST or _plain(name) == plain.strip("0123456789"):
        raise CannotChange(
            "A password must not be made of the name: choose another one.", "of-name"
        )
    if len(set(plain)) < 4 or _is_obvious(plain):
        raise CannotChange(
            "That password is among the first that strangers try: choose another.", "obvious"
        )
    return password


def make_password(below: Callable[[int], int] = secrets.randbelow) -> str:
    """Twenty random letters in four groups: 90 bits, and easy to copy by hand.

    `below` gives a number that nobody can foresee, from 0 and below its argument.
    """
    found = [_CLEAR[below(len(_CLEAR))] for _ in range(20)]
    return "-".join("".join(found[at : at + 5]) for at in range(0, 20, 5))


def _is_obvious(plain: str) -> bool:
    if plain in _OBVIOUS or plain.isdigit():
        return True
    word = plain.strip("0123456789")
    return word in _OBVIOUS or any(word.replace(each, "") == "" for each in _COMMON)


def _plain(text: str) -> str:
    return "".join(each for each in folded(text) if each.isalnum())
