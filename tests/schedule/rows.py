"""Rows as a BMLT server sends them, made up."""


def row(**fields: object) -> dict[str, object]:
    """A good row of a meeting at a place, with `fields` in the place of its own."""
    return {
        "id_bigint": "1",
        "weekday_tinyint": "1",
        "venue_type": "1",
        "start_time": "19:30:00",
        "duration_time": "01:30:00",
        "time_zone": "",
        "formats": "O,D",
        "format_shared_id_list": "",
        "lang_enum": "en",
        "longitude": "-73.75",
        "latitude": "42.65",
        "published": "1",
        "meeting_name": "Hope on Main",
        "location_text": "Grace Church",
        "location_info": "side door",
        "location_street": "12 Main St.",
        "location_city_subsection": "",
        "location_municipality": "Albany",
        "location_province": "NY",
        "comments": "",
        "contact_name_1": "Nobody",
        "contact_email_1": "nobody@example.org",
        "contact_phone_1": "518-555-0199",
        "phone_meeting_number": "",
        "virtual_meeting_link": "",
        "virtual_meeting_additional_info": "",
    } | fields
