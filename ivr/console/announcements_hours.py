"""From when to when callers hear an announcement: as a form has it, in the line's zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from ivr.recordings.announcement import LONGEST_HEARD


def typed(moment: datetime, zone: ZoneInfo) -> str:
    """As a field of the kind `datetime-local` shows it: to the minute, in `zone`."""
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M")


def read(text: str, zone: ZoneInfo) -> datetime | None:
    """The moment in UTC; None for all that such a field does not show, and where no clock shows it.

    Of an hour that comes twice when clocks go back, the first is meant.
    """
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        moment = local.replace(tzinfo=zone).astimezone(UTC)
        return moment if typed(moment, zone) == text else None
    except OverflowError:  # the first and the last day of all
        return None


def reread(text: str, before: datetime | None, zone: ZoneInfo) -> datetime | None:
    """The same, where the field showed `before`: left as it was, it means that very moment."""
    return before if before and typed(before, zone) == text else read(text, zone)


def problem(begins: datetime | None, ends: datetime | None, now: datetime) -> str:
    """The text that says what is wrong; "" where nothing is."""
    if begins is None or ends is None:
        return "announcement-when-missing"
    if ends <= begins:
        return "announcement-when-turned"
    if ends <= now:
        return "announcement-when-over"
    return "announcement-when-long" if ends - begins > LONGEST_HEARD else ""
