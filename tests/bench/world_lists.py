"""The lists of the world as their servers would send them: bytes, of every kind that is kept."""

import csv
import io
import json
import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tests.bench.world_areas import Area
from tests.bench.world_rows import SEED, Gathering, lists

BAD = 0.02
"""The share of rows with something wrong in them."""

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BMLT = {
    "open": "O", "closed": "C", "discussion": "D", "wheelchair": "WC", "step": "St",
    "literature": "BT", "newcomer": "BEG", "speaker": "SP", "women": "W", "men": "M",
    "lgbtq": "GL", "young": "YP", "meditation": "ME", "candlelight": "CL", "asl": "ASL",
    "spanish": "ES", "tradition": "Tr", "topic": "To", "virtual": "VM", "hybrid": "HY",
}  # fmt: skip
TSML = {
    "open": "O", "closed": "C", "discussion": "D", "wheelchair": "X", "step": "ST",
    "literature": "LIT", "newcomer": "BE", "speaker": "SP", "women": "W", "men": "M",
    "lgbtq": "LGBTQ", "young": "Y", "meditation": "MED", "candlelight": "CAN", "asl": "ASL",
    "spanish": "S", "tradition": "TR", "topic": "TO", "virtual": "ONL", "hybrid": "ONL",
}  # fmt: skip
NAWS = {
    "discussion": "DISC", "wheelchair": "", "step": "STEP", "literature": "LIT",
    "newcomer": "BEG", "speaker": "SPK", "women": "W", "men": "M", "lgbtq": "GL", "young": "Y",
    "meditation": "MED", "candlelight": "CAN", "tradition": "TRAD", "topic": "TOP",
    "virtual": "VM", "hybrid": "HYBR",
}  # fmt: skip


class Published(NamedTuple):
    """One list at its server."""

    area: Area
    body: bytes
    rows: int


def published(size: int, kinds: Sequence[str]) -> Iterator[Published]:
    """Forty lists of about `size` rows in all; one of another kind than `kinds` is as the first."""
    for area, gatherings in lists(size):
        area = area if area.kind in kinds else area._replace(kind=kinds[0])
        body = WRITERS[area.kind](area, gatherings, random.Random(f"{SEED} bad {area.name}"))
        yield Published(area, body, len(gatherings))


def changed(one: Published) -> Published:
    """The same list after somebody renamed a meeting in it."""
    return one._replace(body=one.body.replace(b"Freedom", b"Liberty", 1))


def _bmlt(area: Area, gatherings: Sequence[Gathering], dice: random.Random) -> bytes:
    rows = []
    for number, one in enumerate(gatherings, 1):
        row = {
            "id_bigint": str(number),
            "worldid_mixed": f"G{number:08}",
            "service_body_bigint": str(1000 + number % 27),
            "weekday_tinyint": str((one.weekday + 1) % 7 + 1),
            "venue_type": {"place": "1", "virtual": "2", "hybrid": "3"}[one.attended],
            "start_time": f"{_clock(one.start)}:00",
            "duration_time": f"{_clock(one.duration)}:00",
            "time_zone": area.time_zone if one.attended == "virtual" else "",
            "formats": ",".join(_codes(one, BMLT)),
            "lang_enum": area.language,
            "longitude": str(one.point[1]) if one.point else "0",
            "latitude": str(one.point[0]) if one.point else "0",
            "published": "1",
            "root_server_uri": "https://bmlt.example.org/main_server",
            "meeting_name": one.name,
            "location_text": one.venue,
            "location_info": one.note,
            "location_street": one.street,
            "location_city_subsection": one.district,
            "location_neighborhood": "",
            "location_municipality": one.town,
            "location_sub_province": "",
            "location_province": one.state,
            "location_postal_code_1": one.postcode,
            "location_nation": one.country,
            "comments": "",
            "contact_name_1": "",
            "contact_phone_1": "",
            "contact_email_1": "",
            "phone_meeting_number": one.phone,
            "virtual_meeting_link": "" if one.attended == "place" else "https://example.org/j/1",
            "virtual_meeting_additional_info": "",
        }
        if dice.random() < BAD:
            row |= dice.choice(
                (
                    {"weekday_tinyint": "9"},
                    {"start_time": "25:99:00"},
                    {"published": "0"},
                    {"latitude": "4265000", "longitude": "east"},
                    {"duration_time": "-1"},
                    {"meeting_name": "<b>Hope&nbsp;</b>\t\n" + one.name},
                    {"time_zone": "America/Nowhere"},
                )
            )
        rows.append(row)
    return json.dumps(rows, separators=(",", ":")).encode()


def _tsml(area: Area, gatherings: Sequence[Gathering], dice: random.Random) -> bytes:
    in_lists, twelve, whole = (dice.random() < 0.4 for _ in range(3))  # a list's own manner
    rows = []
    for number, one in enumerate(gatherings, 1):
        day: object = (one.weekday + 1) % 7
        address = ", ".join(filter(None, (one.street, one.town, f"{one.state} {one.postcode}")))
        row: dict[str, object] = {
            "id": number,
            "slug": f"{one.name.lower().replace(' ', '-')}-{number}",
            "name": one.name,
            "updated": "2026-01-05 18:22:10",
            "url": f"https://{area.name}.example.org/meetings/{number}/",
            "day": [day] if in_lists else day,
            "time": _twelve(one.start) if twelve else _clock(one.start),
            "end_time": _clock((one.start + one.duration) % 1440),
            "types": _codes(one, TSML),
            "location": one.venue,
            "notes": one.note,
            "attendance_option": {"place": "in_person", "virtual": "online"}.get(
                one.attended, "hybrid"
            ),
            "approximate": "no",
            "region": one.district or one.town,
        }
        if whole:
            row["formatted_address"] = f"{address}, {one.country}"
        else:
            row |= {"address": one.street, "city": one.town, "state": one.state}
            row |= {"postal_code": one.postcode, "country": one.country}
        if one.point:
            row |= {"latitude": one.point[0], "longitude": one.point[1]}
        if one.attended != "place":
            row["conference_url"] = "https://example.org/j/1"
        if one.phone:
            row["conference_phone"] = one.phone
        if dice.random() < BAD:
            row |= dice.choice(
                (
                    {"day": "someday"},
                    {"time": "noonish"},
                    {"attendance_option": "inactive"},
                    {"latitude": 400, "longitude": None},
                    {"name": f"<i>{one.name}</i> &amp; friends"},
                    {"day": None, "time": None},
                )
            )
        rows.append(row)
    return json.dumps(rows, separators=(",", ":")).encode()


def _naws(area: Area, gatherings: Sequence[Gathering], dice: random.Random) -> bytes:
    rows = []
    for number, one in enumerate(gatherings, 1):
        codes = [code for name in one.formats if (code := NAWS.get(name))]
        if one.attended != "place":
            codes.append(NAWS[one.attended])
        row = {
            "Committee": f"G{number:08}",
            "CommitteeName": one.name,
            "AreaRegion": area.name,
            "MeetingID": str(number),
            "Closed": "CLOSED" if one.access == "closed" else "OPEN",
            "WheelChr": "TRUE" if "wheelchair" in one.formats else "FALSE",
            "Day": DAYS[one.weekday],
            "Time": _clock(one.start).replace(":", ""),
            "Language1": "EN",
            "Place": one.venue,
            "Address": one.street,
            "City": one.town,
            "LocBorough": one.district,
            "State": one.state,
            "Zip": one.postcode,
            "Country": one.country,
            "Directions": one.note,
            "Institutional": "FALSE",
            **{f"Format{n}": code for n, code in enumerate((codes + [""] * 5)[:5], 1)},
            "Delete": "",
            "LastChanged": "1/5/26",
            "Longitude": str(one.point[1]) if one.point else "",
            "Latitude": str(one.point[0]) if one.point else "",
            "PhoneMeetingNumber": one.phone,
            "VirtualMeetingLink": "" if one.attended == "place" else "https://example.org/j/1",
            "VirtualMeetingInfo": "",
            "TimeZone": "",
            "bmlt_id": str(number),
            "unpublished": "",
        }
        if dice.random() < BAD:
            row |= dice.choice(
                ({"Delete": "D"}, {"Time": "7pm"}, {"Day": ""}, {"unpublished": "1"})
            )
        rows.append(row)
    return _csv(rows)


def _sheet(area: Area, gatherings: Sequence[Gathering], dice: random.Random) -> bytes:
    rows = []
    for number, one in enumerate(gatherings, 1):
        row = {
            "ID": str(number),
            "Name": one.name,
            "Day": DAYS[one.weekday],
            "Time": _twelve(one.start),
            "End Time": _twelve((one.start + one.duration) % 1440),
            "Location": one.venue,
            "Address": one.street,
            "City": one.town,
            "State": one.state,
            "Postal Code": one.postcode,
            "Country": one.country,
            "Types": ", ".join(
                filter(None, (one.access.title(), *(name.title() for name in one.formats)))
            ),
            "Notes": one.note,
            "Latitude": str(one.point[0]) if one.point else "",
            "Longitude": str(one.point[1]) if one.point else "",
            "Conference URL": "" if one.attended == "place" else "https://example.org/j/1",
            "Conference Phone": one.phone,
        }
        if dice.random() < BAD:
            row |= dice.choice(({"Day": "any"}, {"Time": "see notes"}, {"Latitude": "north"}))
        rows.append(row)
    return _csv(rows)


def _ical(area: Area, gatherings: Sequence[Gathering], dice: random.Random) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example.org//meetings//EN"]
    lines.append(f"X-WR-TIMEZONE:{area.time_zone}")
    for number, one in enumerate(gatherings, 1):
        day = 5 + one.weekday  # 5 January 2026 is a Monday
        begin = f"202601{day:02}T{_clock(one.start).replace(':', '')}00"
        rule = "FREQ=WEEKLY"
        if dice.random() < 0.1:
            rule = (
                f"FREQ=MONTHLY;BYDAY={dice.choice(['1', '2', '-1'])}{DAYS[one.weekday][:2].upper()}"
            )
        where = ", ".join(filter(None, (one.venue, one.street, one.town, one.state, one.postcode)))
        event = {
            "UID": f"{number}@{area.name}.example.org",
            "DTSTAMP": "20260105T000000Z",
            f"DTSTART;TZID={area.time_zone}": begin,
            "DURATION": f"PT{one.duration}M",
            "RRULE": rule,
            "SUMMARY": one.name,
            "LOCATION": where.replace(",", "\\,"),
            "DESCRIPTION": f"{one.note} {one.phone}".strip().replace(",", "\\,"),
        }
        if one.point:
            event["GEO"] = f"{one.point[0]:.6f};{one.point[1]:.6f}"
        if dice.random() < BAD:
            event |= dice.choice(({"STATUS": "CANCELLED"}, {"RRULE": "FREQ=SOMETIMES"}))
        lines += ["BEGIN:VEVENT", *(f"{key}:{value}" for key, value in event.items()), "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(f"{line}\r\n" for line in lines).encode()


WRITERS: dict[str, Callable[[Area, Sequence[Gathering], random.Random], bytes]] = {
    "bmlt": _bmlt,
    "tsml": _tsml,
    "naws": _naws,
    "sheet": _sheet,
    "ical": _ical,
}


def _codes(one: Gathering, table: dict[str, str]) -> list[str]:
    attended = () if one.attended == "place" else (one.attended,)
    return [code for name in (one.access, *one.formats, *attended) if (code := table.get(name))]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _twelve(minutes: int) -> str:
    hour, half = minutes // 60 % 12 or 12, "PM" if minutes >= 720 else "AM"
    return f"{hour}:{minutes % 60:02} {half}"


def _csv(rows: Sequence[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
