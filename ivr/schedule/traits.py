"""A row of a list as it is compared with those of others."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

from ivr.schedule.meeting import Meeting, language_held
from ivr.schedule.names import Name, plain, taken_apart
from ivr.schedule.streets import HOUSE, rooms_of, street_of

WEEK = 7 * 1440

AUDIENCES = frozenset({"women", "men", "young", "seniors", "lgbtq", "color", "indigenous"})

ID = re.compile(r"[0-9]{6,}")


class Traits(msgspec.Struct, frozen=True, gc=False):
    """A row as it is compared: `moment` is when, and `point` is there only where it is exact."""

    meeting: Meeting
    lists: frozenset[str]  # in which it stands
    moment: tuple[int, int]
    dates: frozenset[int]
    regular: bool  # whether each of its dates is on its weekday at its start
    name: Name
    street: str
    house: str
    town: str
    postcode: str
    place: tuple[str, ...]
    venue: bool  # whether hardly two houses in the world have that name
    rooms: frozenset[str]
    point: tuple[float, float] | None
    there: bool
    phone: str
    phone_id: str
    audiences: frozenset[str]
    languages: frozenset[str]

    def in_list_of(self, other: "Traits") -> bool:
        """Whether one list has both."""
        return not self.lists.isdisjoint(other.lists)


def traits(meeting: Meeting, year: int) -> Traits:
    """The traits of a row, in the weeks of `year`."""
    late = 1 if meeting.start == 1439 else 0  # 23:59 is how some lists write midnight
    dial, street = meeting.dial, street_of(meeting.street)
    house = HOUSE.match(street)
    point = None
    if meeting.latitude is not None and meeting.longitude is not None:
        rough = round(meeting.latitude, 2), round(meeting.longitude, 2)
        point = (meeting.latitude, meeting.longitude)
        point = None if point == rough else point  # the middle of a town
    steps = ID.search(dial.steps) if dial else None
    spoken = next(iter(meeting.spoken_phone.values()), "")
    return Traits(
        meeting=meeting,
        lists=_lists(meeting.source, meeting.also),
        moment=_moment(meeting.time_zone, meeting.weekday * 1440 + meeting.start + late, year),
        dates=frozenset(date + late for date in meeting.dates),
        regular=_regular(meeting),
        name=taken_apart(meeting.name),
        street=street,
        house=house[0] if house else "",
        town=words(meeting.town),
        postcode=re.sub(r"[^a-z0-9]", "", meeting.postcode.casefold())[:5],
        place=taken_apart(meeting.place).words,
        venue=taken_apart(meeting.place).telling,
        rooms=rooms_of(f"{meeting.place}, {meeting.street}"),
        point=point,
        there=meeting.venue in ("place", "hybrid"),
        phone=dial.number if dial else spoken,
        phone_id=steps[0] if steps else "",
        audiences=AUDIENCES.intersection(meeting.formats),
        languages=frozenset(filter(None, map(language_held, meeting.formats))),
    )


@lru_cache(100_000)
def words(text: str) -> str:
    """The words alone, in small letters."""
    return " ".join(re.findall(r"\w+", plain(text)))


@lru_cache(20_000)
def _moment(zone: str, minute: int, year: int) -> tuple[int, int]:
    """A local minute of the week as one in UTC, in winter and in summer: two zones may agree in
    one half of the year only."""
    found = []
    for month in (1, 7):
        away = datetime(year, month, 15, 12, tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset()
        found.append((minute - int(away.total_seconds() // 60 if away else 0)) % WEEK)
    return found[0], found[1]


def _regular(meeting: Meeting) -> bool:
    if not meeting.dates:
        return True
    zone = ZoneInfo(meeting.time_zone)
    local = (datetime.fromtimestamp(date * 60, zone) for date in meeting.dates)
    return all(
        (day.weekday(), day.hour * 60 + day.minute) == (meeting.weekday, meeting.start)
        for day in local
    )


@lru_cache(10_000)
def _lists(source: str, also: tuple[str, ...]) -> frozenset[str]:
    return frozenset((source, *also))
