"""The meeting that each kind of list has in the tests of its reader."""

from typing import Any

from ivr.schedule.meeting import Meeting


def hope(**fields: Any) -> Meeting:
    """Sunday at half past seven in the evening at Grace Church; `fields` are a list's own."""
    usual: dict[str, Any] = {
        "weekday": 6,
        "start": 1170,
        "duration": 90,
        "time_zone": "America/New_York",
        "name": "Hope on Main",
        "venue": "place",
        "access": "open",
        "state": "New York",
        "spoken_name": "Hope on Main",
        "spoken_place": "Grace Church, 12 Main Street, Albany",
        "spoken_street": "Main",
        "spoken_details": "side door",
        "town": "Albany",
        "country": "US",
        "place": "Grace Church",
        "street": "12 Main St",
    }
    return Meeting(**usual | fields)
