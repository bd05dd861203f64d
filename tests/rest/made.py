"""Calls for tests: fictional callers of the demo's number."""

from datetime import datetime

from tests.line import NUMBER
from tests.rest import Records

CALLER = "+12025550101"


def ca(n: int) -> str:
    return f"CA{n:032x}"


def past_call(records: Records, n: int, *, at: datetime | None = None, parent: str = "") -> str:
    """A call that began and ended at this time, now if none is given."""
    records.begin(ca(n), from_=CALLER, to=NUMBER, at=at, parent=parent)
    records.end(ca(n), at=at)
    return ca(n)
