"""A volunteer's telephone number as it is kept: encrypted, with a key that IVR_SECRET makes.

Whoever has Redis, its files or the copy of the people, and not that secret, has no number.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken

from ivr.numbers import possible
from ivr.people.hashing import derived


def sealed(secret: bytes, number: str) -> str:
    """Another text each time; made anew when its digits happen to stand like a telephone number."""
    while True:
        made = _key(secret).encrypt(number.encode()).decode()
        if not any(possible(made)):
            return made


def opened(secret: bytes, kept: str) -> str:
    """The number; "" where another secret sealed it."""
    try:
        return _key(secret).decrypt(kept.encode()).decode()
    except InvalidToken:
        return ""


def _key(secret: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived(secret, "telephone", "")))
