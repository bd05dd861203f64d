"""PINs: three digits that name the person and six secret ones, typed in one go.

The line makes them: what people choose is a birthday or 123456.
"""

import itertools
import secrets
from collections.abc import Callable

SECRET_DIGITS = 6
DIGITS = 3 + SECRET_DIGITS


def make_pin(number: str, below: Callable[[int], int] = secrets.randbelow) -> str:
    """Nine digits for the person of that number: said once, and kept only as a hash.

    `below` gives a number that nobody can foresee, from 0 and below its argument.
    """
    while True:
        secret = f"{below(10**SECRET_DIGITS):0{SECRET_DIGITS}}"
        if not is_trivial(number, secret):
            return number + secret


def is_trivial(number: str, secret: str) -> bool:
    """What somebody would try first: 111111, 121212, 123456, 901234, 123123 or the number twice."""
    steps = {(int(b) - int(a)) % 10 for a, b in itertools.pairwise(secret)}
    half = len(secret) // 2
    return (
        len(set(secret)) < 3
        or steps in ({1}, {9})
        or secret[:half] == secret[half:]
        or number in (secret[:half], secret[half:])
    )


def is_pin(digits: str) -> bool:
    """Whether it looks like one, as a telephone's keys send it."""
    return len(digits) == DIGITS and digits.isascii() and digits.isdigit()
