"""Rows as Meeting Guide lists have them, made up."""


def row(**fields: object) -> dict[str, object]:
    """A good row of a meeting at a place, with `fields` in the place of its own."""
    return {
        "slug": "hope",
        "name": "Hope on Main",
        "day": 0,
        "time": "19:30",
        "end_time": "21:00",
        "types": ["O", "D"],
        "location": "Grace Church",
        "formatted_address": "12 Main St, Albany, NY 12207, USA",
        "latitude": 42.65,
        "longitude": -73.75,
        "approximate": "no",
        "region": "Albany",
        "location_notes": "side door",
        "notes": "",
        "attendance_option": "in_person",
        "contact_1_name": "Nobody",
        "contact_1_phone": "518-555-0199",
        "feedback_emails": ["me@example.org"],
    } | fields


def bridged(**fields: object) -> dict[str, object]:
    """A row as the bridge of a BMLT server writes it."""
    return {
        "slug": "hope-1",
        "name": "Hope on Main",
        "day": 0,
        "time": "19:30",
        "end_time": "21:00",
        "types": ["O", "SPK", "JFT"],
        "location": "Grace Church",
        "formatted_address": "12 Main St, Albany, NY, 12207, USA",
        "address": "12 Main St",
        "city": "Albany",
        "state": "NY",
        "postal_code": "12207",
        "country": "USA",
        "coordinates": "42.65,-73.75",
        "location_notes": "",
        "notes": "",
        "updated": None,
        "conference_url": None,
        "conference_phone": None,
        "conference_phone_notes": None,
    } | fields
