"""How the carrier writes things down: ids, dates, numbers and addresses in its JSON."""

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import count

ACCOUNT = "AC" + "0" * 31 + "1"
HERE = f"/2010-04-01/Accounts/{ACCOUNT}"

Json = dict[str, object]

_serial = count(1)


def new_sid(kind: str) -> str:
    """The next id of a kind: `RE` and 32 hexadecimal digits, no two alike in a process."""
    return f"{kind}{next(_serial):032x}"


def checked_sid(kind: str, sid: str) -> str:
    """The id, if it could be the carrier's; else ValueError: a test's mistake."""
    if not re.fullmatch(f"{kind}[0-9a-fA-F]{{32}}", sid):
        raise ValueError(f"not an id of the carrier's: {kind} and 32 hexadecimal digits are")
    return sid


def place(at: datetime) -> int:
    """Where a record stands in a list: later ones higher, those of one instant in their order."""
    return int(at.timestamp() * 1_000_000) << 40 | next(_serial)


def rfc2822(at: datetime | None) -> str | None:
    """As the 2010 API writes a time: `Fri, 18 Oct 2019 17:00:00 +0000`, whole seconds of UTC."""
    return format_datetime(at.astimezone(UTC)) if at else None


def iso8601(at: datetime) -> str:
    """As the newer APIs write a time: `2019-10-18T17:00:00Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def formatted(number: str) -> str:
    """A number of North America for display, `(202) 555-0123`; any other as it is."""
    parts = re.fullmatch(r"\+1(\d{3})(\d{3})(\d{4})", number)
    return "({}) {}-{}".format(*parts.groups()) if parts else number
