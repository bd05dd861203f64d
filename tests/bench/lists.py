"""Meeting lists of any size, always the same for a size: as a BMLT server would send them.

They lie over forty time zones as meetings do: most in a few of them, most in the evening, two of a
venue, and one in five by telephone or online.
"""

import json
import random
from collections.abc import Iterator

SEED = 70_000

ZONES = {
    "America/New_York": 300,
    "America/Chicago": 160,
    "America/Los_Angeles": 150,
    "America/Denver": 60,
    "America/Phoenix": 25,
    "America/Toronto": 25,
    "Europe/London": 40,
    "Europe/Dublin": 10,
    "America/Sao_Paulo": 30,
    "Asia/Tehran": 30,
    "Asia/Kolkata": 15,
    "Asia/Kathmandu": 5,
    "Australia/Sydney": 12,
    "Australia/Lord_Howe": 1,
    "Pacific/Auckland": 8,
    "Pacific/Apia": 1,
} | dict.fromkeys(
    (
        "Africa/Cairo",
        "Africa/Johannesburg",
        "Africa/Nairobi",
        "America/Anchorage",
        "America/Argentina/Buenos_Aires",
        "America/Bogota",
        "America/Halifax",
        "America/Mexico_City",
        "America/Puerto_Rico",
        "America/Santiago",
        "America/St_Johns",
        "Asia/Dubai",
        "Asia/Jerusalem",
        "Asia/Manila",
        "Asia/Tokyo",
        "Europe/Athens",
        "Europe/Berlin",
        "Europe/Lisbon",
        "Europe/Madrid",
        "Europe/Moscow",
        "Europe/Rome",
        "Europe/Stockholm",
        "Europe/Warsaw",
        "Pacific/Honolulu",
    ),
    6,
)
STARTS = {420: 4, 720: 10, 1080: 12, 1110: 10, 1140: 30, 1170: 20, 1200: 15, 1260: 4, 1439: 1}


def _words(text: str) -> list[str]:
    return text.split(";")


ADJECTIVES = _words("Clean;Serene;Hopeful;Honest;Open;Willing;Early;Late;New;Free;Grateful;Quiet")
NOUNS = _words("Hope;Freedom;Steps;Recovery;Courage;Miracles;Dawn;Vision;Road;Harbor;Unity;Spirit")
VENUES = _words("Church;Community Ctr;Library;Hosp.;School;Fire Hall;Club;Chapel;YMCA;Hall")
SAINTS = _words("Mark;Luke;John;Paul;Mary;Anne;James;Peter;Rita;Jude;Clare;Francis")
STREETS = _words("Main;Oak;Maple;Cedar;Elm;Pine;Lake;Hill;Park;River;Church;Mill;2nd;11th;42nd")
KINDS = _words("St;St.;Ave;Ave.;Rd;Blvd;Dr;Ln")
FORMATS = ("O,D", "C,D", "O,St", "O,B", "C", "O,BT,WC", "O,So", "", "O,ME", "C,W", "O,YP,WC")


def rows(size: int) -> Iterator[dict[str, str]]:
    """The rows of a list of `size` meetings."""
    dice = random.Random(SEED)
    zones, weights = list(ZONES), list(ZONES.values())
    starts, likely = list(STARTS), list(STARTS.values())
    venue: dict[str, str] = {}
    for number in range(size):
        if number % 2 == 0:
            venue = _venue(dice)
        start = (
            dice.choices(starts, likely)[0] if dice.random() < 0.8 else dice.randrange(0, 1440, 15)
        )
        virtual = dice.random() < 0.2
        phone = f"+1 518 555 01{dice.randrange(100):02},,{dice.randrange(10**9, 10**10)}#"
        name = f"{dice.choice(ADJECTIVES)} {dice.choice(NOUNS)} Mtg. #{dice.randrange(size)}"
        yield {
            "id_bigint": str(number + 1),
            "worldid_mixed": f"G{number:08}",
            "service_body_bigint": str(dice.randrange(900)),
            "weekday_tinyint": str(dice.randint(1, 7)),
            "venue_type": "2" if virtual else "1",
            "start_time": f"{start // 60:02}:{start % 60:02}:00",
            "duration_time": dice.choice(["01:00:00", "01:30:00", "01:30:00", "02:00:00"]),
            "time_zone": dice.choices(zones, weights)[0],
            "formats": dice.choice(FORMATS),
            "lang_enum": "en",
            "published": "1",
            "root_server_uri": "https://bmlt.example.org/main_server",
            "meeting_name": name,
            "email_contact": "",
            "contact_name_1": "",
            "contact_phone_1": "",
            "phone_meeting_number": phone if virtual and dice.random() < 0.6 else "",
            "virtual_meeting_link": "https://example.org/j/1" if virtual else "",
            "virtual_meeting_additional_info": "",
            **venue,
        }


def _venue(dice: random.Random) -> dict[str, str]:
    number, street, kind = dice.randrange(1, 9999), dice.choice(STREETS), dice.choice(KINDS)
    return {
        "longitude": f"{dice.uniform(-120, -70):.6f}",
        "latitude": f"{dice.uniform(30, 45):.6f}",
        "location_text": f"St. {dice.choice(SAINTS)}'s {dice.choice(VENUES)}",
        "location_info": f"Rm {dice.randrange(300)}, btwn {street} & {dice.choice(STREETS)} {kind}",
        "location_street": f"{number} {dice.choice('NSEW')}. {street} {kind}",
        "location_city_subsection": "",
        "location_neighborhood": "",
        "location_municipality": f"{dice.choice(NOUNS)} {dice.choice(['Falls', 'City', 'Ville'])}",
        "location_province": dice.choice(["NY", "CA", "TX", "OH", "PA", "FL"]),
        "location_postal_code_1": f"{dice.randrange(10000, 99999)}",
        "location_nation": "USA",
        "comments": "Please use the side door" if number % 9 == 0 else "",
    }


def body(size: int) -> bytes:
    """The list as an answer to GetSearchResults."""
    return json.dumps(list(rows(size)), separators=(",", ":")).encode()
