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
    point: tuple[float, float] | None = None,
    dates: tuple[int, ...] = (),
    also: tuple[str, ...] = (),
    town: str = "",
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
        latitude=point and point[0],
        longitude=point and point[1],
        dates=dates,
        also=also,
        town=town,
        spoken_name=f"Group {row}",
        spoken_phone={"en": phone} if phone else {},
    )
