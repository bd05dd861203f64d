"""Meetings made up for tests."""

from ivr.schedule.meeting import Access, Meeting, Venue, meeting_id


def made(
    row: str,
    weekday: int,
    start: int,
    zone: str = "America/New_York",
    *,
    source: str = "upstate",
    access: Access = "",
    venue: Venue = "place",
    phone: str = "",
    state: str = "",
) -> Meeting:
    return Meeting(
        id=meeting_id(source, row),
        source=source,
        weekday=weekday,
        start=start,
        duration=60,
        time_zone=zone,
        name=f"Group {row}",
        venue=venue,
        access=access,
        state=state,
        spoken_name=f"Group {row}",
        spoken_phone={"en": phone} if phone else {},
    )
