"""A mark stands for a caller's number, for a while: a keyed hash, cut so short that many share it.

What such a mark can and cannot hide is said in docs/marks.md.
"""

import hmac
import re
from collections.abc import Container
from dataclasses import dataclass

MARK = re.compile(r"[0-9a-f]{6}")
"""24 bits: 16.7 million values, for far more numbers than that."""

KEY_BYTES = 32

_NORTH_AMERICAN = re.compile(r"\+1[2-9][0-9]{2}[2-9][0-9]{6}")
_ABROAD = re.compile(r"\+[2-9][0-9]{6,14}")

_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_SHOWN_FOR_NONE = (
    *("ANONYMOUS", "RESTRICTED", "BLOCKED", "UNKNOWN", "UNAVAILABLE", "PRIVATE", "WITHHELD"),
    *("INVALID", "NOTAVAILABLE", "OUTOFAREA", "PAYPHONE", "NOCALLERID", "PRIVATENUMBER"),
)
PLACEHOLDERS = frozenset("+" + word.translate(_KEYPAD) for word in _SHOWN_FOR_NONE)
"""What carriers show for a withheld number: a word, typed on the keys of a telephone."""


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of who calls: what may pass the fence in place of the number."""

    mark: str = ""  # by the day's key; "" for whoever is not counted
    blocked: bool = False
    limited: bool = False


NOBODY = Known()


def mark(key: bytes, number: str) -> str:
    """Six hex digits for a number in E.164."""
    return hmac.digest(key, number.encode(), "sha256")[:3].hex()


def countable(number: str, own: Container[str] = ()) -> bool:
    """Whether what the carrier shows as the caller is one telephone's number.

    Withheld numbers must never count as one caller, nor those that come through a number of the
    line's `own`.
    """
    whole = _NORTH_AMERICAN if number.startswith("+1") else _ABROAD
    if not whole.fullmatch(number) or number in PLACEHOLDERS or number in own:
        return False
    return len(set(number[-7:])) > 1  # 999 9999 is no telephone
