"""Slow hashes of PINs and passwords, keyed: who steals Redis without IVR_SECRET can try nothing.

First HMAC-SHA256 with IVR_SECRET, then argon2id, so that one try costs a tenth of a second.
"""

import hmac
import secrets
import string
import unicodedata
from dataclasses import dataclass
from typing import Literal

from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type, hash_secret, verify_secret

from ivr.numbers import possible
from ivr.settings import Settings, SettingsError

Purpose = Literal["pin", "password"]

SHORTEST_SECRET = 32
SALT_BYTES = HASH_BYTES = 16


@dataclass(frozen=True, slots=True)
class Cost:
    """`memory` is in KiB."""

    time: int
    memory: int


COST = Cost(time=3, memory=32 * 1024)
"""About 90 ms on one core of a small server, and 32 MiB; tests take a cheap one."""


def secret_of(settings: Settings) -> bytes:
    """IVR_SECRET, for what cannot be without it. Raises SettingsError."""
    if len(settings.secret) < SHORTEST_SECRET:
        raise SettingsError(
            f"IVR_SECRET must have at least {SHORTEST_SECRET} characters before anybody can have a "
            "PIN or a password: set it, or a file with it in IVR_SECRET_FILE, and keep it."
        )
    return settings.secret.encode()


def derived(secret: bytes, purpose: str, value: str) -> bytes:
    """32 bytes that only this installation can make of `value`."""
    return hmac.digest(secret, f"{purpose}:{value}".encode("utf-8", "surrogatepass"), "sha256")


def fingerprint(secret: bytes) -> str:
    """Six letters that tell this secret from another one, and nothing else about it."""
    return in_letters(derived(secret, "fingerprint", "")[:3])


def mark_of(settings: Settings) -> str:
    """The fingerprint of IVR_SECRET; "" without one that can be used."""
    try:
        return fingerprint(secret_of(settings))
    except SettingsError:
        return ""


def in_letters(some: bytes) -> str:
    """Unlike hexadecimal digits these never stand like a telephone number."""
    return some.hex().translate(str.maketrans("0123456789", "ghijklmnop"))


def hashed(secret: bytes, purpose: Purpose, value: str) -> str:
    """As it is kept. Made anew when its digits happen to stand like a telephone number."""
    while True:
        made = _slow(derived(secret, purpose, _same(value)))
        if not any(possible(made)):
            return made


def is_right(secret: bytes, purpose: Purpose, value: str, kept: str) -> bool:
    """Whether `kept` is the hash of `value`. Takes as long where there is none ("")."""
    key = derived(secret, purpose, _same(value))
    if not kept:
        _slow(key)
        return False
    try:
        return verify_secret(kept.encode(), key, Type.ID)
    except (VerificationError, InvalidHashError):
        return False


def letters(count: int) -> str:
    """Random small letters: unlike digits they are never taken for a telephone number."""
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(count))


def _slow(key: bytes) -> str:
    salt = secrets.token_bytes(SALT_BYTES)
    return hash_secret(key, salt, COST.time, COST.memory, 1, HASH_BYTES, Type.ID).decode()


def _same(value: str) -> str:
    """Two keyboards may write the same letter differently."""
    return unicodedata.normalize("NFC", value)
