"""Meetings of the world that do not exist: drawn from what the real lists' numbers are.

The weights below were counted in the lists of `../shared/feeds/` (863 rows of BMLT, 1,736 of
TSML); every word is this file's own.
"""

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from tests.bench.world_areas import AREAS, Area

SEED = 70_000
TWICE = 0.05
"""The share of all rows that stand in another list too."""

WEEKDAYS = {0: 127, 1: 133, 2: 125, 3: 126, 4: 132, 5: 115, 6: 105}  # 0 is Monday
STARTS = {
    1140: 24, 1170: 14, 1200: 11, 1110: 7, 1080: 8, 720: 9, 600: 5, 780: 2, 540: 2, 660: 2,
    1020: 2, 750: 2, 630: 1, 450: 1, 420: 1, 1230: 1, 360: 1, 1439: 0.1, 0: 0.1,
}  # fmt: skip
ANY_QUARTER = 0.06  # of all, at some other quarter of an hour
DURATIONS = {90: 78, 60: 15, 75: 4, 120: 2, 105: 1}
FORMATS_EACH = {0: 12, 1: 19, 2: 23, 3: 20, 4: 12, 5: 8, 6: 4, 7: 2}
FORMATS = {
    "discussion": 275, "wheelchair": 181, "step": 156, "literature": 200, "newcomer": 60,
    "speaker": 60, "women": 20, "men": 10, "lgbtq": 8, "young": 8, "meditation": 16,
    "candlelight": 16, "asl": 2, "spanish": 6, "tradition": 52, "topic": 58,
}  # fmt: skip
ACCESS = {"open": 58, "closed": 22, "": 20}
ATTENDED = {"place": 80, "hybrid": 6, "virtual": 14}
PHONED = 0.6  # of hybrid and virtual ones
VENUE_NAMED, FURTHER_NOTE, POSTCODE, DISTRICT, POINT = 0.7, 0.35, 0.85, 0.15, 0.97
AT_A_VENUE = 2.2  # meetings; 1.5 to 4.7 in the lists
IN_A_TOWN = 3.9
OF_A_NAME = 1.34
WORDS_OF_NAME = {2: 25, 3: 38, 4: 24, 5: 10, 6: 3}
WORDS_OF_NOTE = {4: 20, 8: 30, 14: 30, 24: 15, 45: 5}

K = TypeVar("K")


def _words(text: str) -> list[str]:
    return text.split()


NAME = _words(
    "Hope Freedom Steps Recovery Courage Miracles Dawn Vision Road Harbor Unity Spirit Clean "
    "Serene Honest Open Willing Early Late New Free Grateful Quiet Living Today Tonight "
    "Together Home Way Lunch Noon Night Morning Sunrise Candle Just Basic First Keep Coming "
    "Back Surrender Never Alone Group Men's Women's Beginners Rebels Phoenix Happy Hour Primary "
    "Purpose Second Chance"
)
NOMBRE = _words(
    "Esperanza Libertad Pasos Nueva Vida Camino Luz Amanecer Unidad Gratitud Hoy Noche Grupo "
    "Amor Fe Puerta Abierta Primer Paso Fuerza Paz Despertar Valor"
)
TOWN = _words(
    "Cedar Mill Oak Stone River North West Fair Green Ash Bright Clear Elm High King Lake"
)
ENDS = ("ville", "ton", "field", "burg", "port", "ford", "wood", " Falls", " Heights", " Park")
SAINTS = _words("Mark Luke John Paul Mary Anne James Peter Rita Jude Clare Francis")
HOUSES = (
    "Church",
    "Community Ctr",
    "Library",
    "Hosp.",
    "School",
    "Fire Hall",
    "Club",
    "Chapel",
    "Hall",
)
STREETS = _words(
    "Main Oak Maple Cedar Elm Pine Lake Hill Park River Church Mill 2nd 11th 42nd Grand"
)
KINDS = _words("St St. Street Ave Ave. Avenue Rd Road Blvd Dr Drive Ln Hwy")
NOTE = _words(
    "please use the side door enter from parking lot in rear downstairs Rm 204 upstairs 2nd "
    "floor ring bell park behind church no meeting on holidays bring a chair coffee at door "
    "masks optional call for code room may change handicap entrance on left btwn & St. Mon Wed "
    "Fri only wheelchair ramp kids welcome smoke free building light blue awning bsmt"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A meeting as it is, whoever writes it down."""

    name: str
    weekday: int
    start: int
    duration: int
    access: str
    formats: tuple[str, ...]
    attended: str
    phone: str
    venue: str
    street: str
    town: str
    district: str
    state: str
    postcode: str
    country: str
    point: tuple[float, float] | None
    note: str


def lists(size: int) -> Iterator[tuple[Area, list[Gathering]]]:
    """Forty lists with about `size` rows in all, the same ones each time."""
    shares = sum(area.share for area in AREAS)
    made: dict[str, list[Gathering]] = {}
    for area in AREAS:
        dice = random.Random(f"{SEED} {area.name}")
        rows = max(2, round(size * area.share / shares))
        shared = round(TWICE * size / sum(1 for a in AREAS if a.twin)) if area.twin else 0
        same = made[area.twin][: min(rows, shared)] if area.twin else []
        own = _gatherings(area, rows - len(same), dice)
        made[area.name] = [_retold(one, dice) for one in same] + own
        yield area, made[area.name]


def _gatherings(area: Area, size: int, dice: random.Random) -> list[Gathering]:
    towns = [_town(area, dice) for _ in range(max(1, round(size / IN_A_TOWN)))]
    weights = [1 / (rank + 1) for rank in range(len(towns))]  # few towns have most meetings
    places = dice.choices(towns, weights, k=max(1, round(size / AT_A_VENUE)))
    venues = [_venue(area, town, point, dice) for town, point in places]
    names = [_name(area, dice) for _ in range(max(1, round(size / OF_A_NAME)))]
    return [_gathering(dice.choice(venues), dice.choice(names), dice) for _ in range(size)]


def _gathering(venue: Gathering, name: str, dice: random.Random) -> Gathering:
    start = drawn(dice, STARTS)
    if dice.random() < ANY_QUARTER:
        start = dice.randrange(0, 1440, 15)
    attended = drawn(dice, ATTENDED)
    phone = ""
    if attended != "place" and dice.random() < PHONED:
        phone = f"+1{dice.randrange(201, 990)}55501{dice.randrange(100):02}"
        phone += f",,{dice.randrange(10**9, 10**11)}#"
        if dice.random() < 0.5:
            phone += f",,,,*{dice.randrange(10**6):06}#"
    return replace(
        venue,
        name=name,
        weekday=drawn(dice, WEEKDAYS),
        start=start,
        duration=drawn(dice, DURATIONS),
        access=drawn(dice, ACCESS),
        formats=tuple({drawn(dice, FORMATS): 0 for _ in range(drawn(dice, FORMATS_EACH))}),
        attended=attended,
        phone=phone,
        note=_note(dice) if dice.random() < FURTHER_NOTE else "",
    )


def _venue(area: Area, town: str, point: tuple[float, float], dice: random.Random) -> Gathering:
    named = dice.random() < VENUE_NAMED
    here = point[0] + dice.gauss(0, 0.02), point[1] + dice.gauss(0, 0.02)
    return Gathering(
        name="",
        weekday=0,
        start=0,
        duration=0,
        access="",
        formats=(),
        attended="",
        phone="",
        venue=f"St. {dice.choice(SAINTS)}'s {dice.choice(HOUSES)}" if named else "",
        street=f"{dice.randrange(1, 9999)} {dice.choice(STREETS)} {dice.choice(KINDS)}",
        town=town,
        district=f"{dice.choice(TOWN)} Hill" if dice.random() < DISTRICT else "",
        state=area.state,
        postcode=f"{dice.randrange(1000, 99999):05}" if dice.random() < POSTCODE else "",
        country=area.country,
        point=here if dice.random() < POINT else None,
        note="",
    )


def _town(area: Area, dice: random.Random) -> tuple[str, tuple[float, float]]:
    name = dice.choice(TOWN) + dice.choice(["", "", "er", "en", "mont"]) + dice.choice(ENDS)
    stretch = 1 / max(0.2, math.cos(math.radians(area.latitude)))
    north = area.latitude + dice.gauss(0, area.spread)
    east = area.longitude + dice.gauss(0, area.spread * stretch)
    return name, (north, (east + 180) % 360 - 180)


def _name(area: Area, dice: random.Random) -> str:
    words = NOMBRE if area.language == "es" else NAME
    text = " ".join(dice.sample(words, drawn(dice, WORDS_OF_NAME)))
    ending = dice.random()
    return text + (" Group" if ending < 0.15 else " Mtg." if ending < 0.2 else "")


def _note(dice: random.Random) -> str:
    return " ".join(dice.choices(NOTE, k=drawn(dice, WORDS_OF_NOTE)))


def _retold(one: Gathering, dice: random.Random) -> Gathering:
    """The same meeting as another list writes it."""
    street, kind = one.street.rsplit(" ", 1)
    longer = {"St": "Street", "St.": "Street", "Ave": "Avenue", "Rd": "Road", "Dr": "Drive"}
    point = one.point and (one.point[0] + dice.gauss(0, 2e-4), one.point[1] + dice.gauss(0, 2e-4))
    return replace(
        one,
        name=one.name.removesuffix(" Group") if dice.random() < 0.5 else one.name.upper(),
        street=f"{street} {longer.get(kind, kind)}",
        note=one.note if dice.random() < 0.3 else "",
        postcode=one.postcode if dice.random() < 0.8 else "",
        point=point,
    )


def drawn(dice: random.Random, weights: Mapping[K, float]) -> K:
    return dice.choices(tuple(weights), tuple(weights.values()))[0]
