"""An hour of the rota as web addresses name it: when it begins, and its room; never a person."""

import re
from datetime import UTC, datetime

_PLACE = re.compile(r"([0-9]{7,9})~([a-z0-9-]{1,60})")


def place(start: datetime, room: str) -> str:
    """`start` is aware, to the minute."""
    return f"{int(start.timestamp() // 60)}~{room}"


def placed(text: str) -> tuple[int, str] | None:
    """Minutes since the epoch and the room; None where the text names no hour."""
    found = _PLACE.fullmatch(text)
    return (int(found[1]), found[2]) if found else None


def utc_minutes(minutes: int) -> datetime:
    """From minutes since the epoch."""
    return datetime.fromtimestamp(minutes * 60, UTC)
