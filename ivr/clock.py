"""The clock of every process that is given no other one."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Aware, UTC."""
    return datetime.now(UTC)
