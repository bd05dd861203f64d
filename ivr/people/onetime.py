"""One-time codes of an authenticator app. Its secret is derived, so none is kept."""

import base64
import hmac
from datetime import datetime

import pyotp

from ivr.people.hashing import derived

STEP = 30
"""Seconds that a code is shown."""


def code_secret(secret: bytes, salt: str) -> str:
    """In base32, as the app takes it."""
    return base64.b32encode(derived(secret, "code", salt)[:20]).decode()


def address(secret: bytes, salt: str, name: str, line: str) -> str:
    """The otpauth:// address that an app reads from a picture."""
    return pyotp.TOTP(code_secret(secret, salt)).provisioning_uri(name=name, issuer_name=line)


def matched(secret: bytes, salt: str, code: str, now: datetime) -> int | None:
    """When the time of that code began, in seconds since the epoch; None for a wrong one.

    Clocks may be one step apart.
    """
    typed = "".join(code.split()).encode("utf-8", "replace")
    totp = pyotp.TOTP(code_secret(secret, salt))
    step = int(now.timestamp()) // STEP
    found = [
        each * STEP
        for each in (step - 1, step, step + 1)
        if hmac.compare_digest(totp.generate_otp(each).encode(), typed)
    ]
    return found[-1] if found else None
