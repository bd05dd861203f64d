"""Key 3: the meetings near a caller, who types a postal code, says a town, or says nothing.

What was typed or said is looked at once and kept nowhere. The list goes on with a circle on the
earth in its cursor: of a place that was named to about a kilometre, and of the region that the
carrier reports for the number, which nobody named, to about ten.
"""

from collections.abc import Sequence

from babel import Locale, UnknownLocaleError

from ivr.places.hearing import Hearer
from ivr.places.keypad import DIGITS, MOST_DIGITS
from ivr.places.places import Found
from ivr.prompts import locale
from ivr.schedule.snapshot import Filter
from ivr.steps.circle import NAMES, STEPS, Circle, Place, kilometres, unit_of
from ivr.steps.front import offer
from ivr.turn import Answer, Ask, Go, Heard, Turn
from ivr.twiml import Word

ENOUGH = 5
"""Meetings in two days, with which one need not look further away."""

AGAIN = "again"
"""The cursor of the second time that a caller is asked."""


def ask(turn: Turn) -> Answer:
    """Asks where the caller is; with the verb `found`, what the answer leads to."""
    if not len(turn.world.places):
        return Go("next", turn.say("near-away"))
    if turn.verb == "found":
        return _answered(turn)
    words = turn.say("near-ask")
    if turn.line.start == "near" and not turn.call.cursor:  # this call heard no greeting
        words += offer(turn)
    return _asked(turn, words, turn.call.cursor)


def _asked(turn: Turn, words: list[Word], cursor: str) -> Ask:
    hints = turn.world.places.hints(turn.line.sources)
    return Ask(words, cursor, hints, DIGITS.get(turn.line.country, MOST_DIGITS))


def _answered(turn: Turn) -> Answer:
    heard, places, country = turn.heard or Heard(), turn.world.places, turn.line.country
    home = places.by_name(heard.town, heard.state, heard.country)
    home = home or places.by_code(heard.postcode, heard.country or country)
    if turn.key:
        found, sorry = (
            places.by_code(turn.key, country, home.point if home else None),
            "near-no-code",
        )
    elif heard.said:
        found, sorry = Hearer(places, country, home).find(heard.said), "near-not-heard"
    else:
        found, sorry = home, "near-no-region"
    if found is not None:
        return _list(turn, found, named=bool(turn.key or heard.said))
    if turn.call.cursor == AGAIN:
        return Go("next", turn.say("near-give-up"))
    return _asked(turn, turn.say(sorry) + turn.say("near-more"), AGAIN)


def _list(turn: Turn, found: Found, *, named: bool) -> Answer:
    """The list around that place, or what there is instead."""
    words = _place(turn, found, named=named)
    circle = _circle(turn, found, named=named)
    if circle is None:
        widest = STEPS[unit_of(found.region.country)][-1]
        words += turn.say(f"near-none-{NAMES[unit_of(found.region.country)]}", count=widest)
        by_phone = turn.list_filter(phone_only=True)
        if not turn.world.snapshot.next_meetings(turn.now, by_phone):
            return Go("next", words + turn.say("near-everywhere"))
        return Go("next", words + turn.say("near-phone"), Place(phone_only=True).write())
    return Go("next", words + _width(turn, circle), Place(circle=circle).write())


def _place(turn: Turn, found: Found, *, named: bool) -> list[Word]:
    """The place, said back."""
    if not found.town:
        return turn.say("near-code") + turn.say("near-wrong")
    sentence = "near-place" if named else "near-region"
    return turn.say(sentence, place=_name(turn, found)) + turn.say("near-wrong")


def _name(turn: Turn, found: Found) -> str:
    """Such as "Buffalo, New York", in the line's own language; abroad with the country."""
    name = ", ".join(filter(None, (found.town, found.region.name)))
    said = turn.speaker.foreign(name, turn.line.languages[0])
    if found.region.country in ("", turn.line.country):
        return said
    return f"{said}, {_country(found.region.country, turn.call.language)}"


def _country(code: str, language: str) -> str:
    try:
        return str(Locale.parse(locale(language, code)).territories.get(code, code))
    except (UnknownLocaleError, ValueError):
        return code


def _circle(turn: Turn, found: Found, *, named: bool) -> Circle | None:
    """As wide as it has to be; None where there is nothing in the widest."""
    places = 2 if named else 1
    latitude = round(found.point.latitude, places)
    longitude = round(found.point.longitude, places)
    unit = unit_of(found.region.country or turn.line.country)
    widths = {kilometres(radius, unit): radius for radius in STEPS[unit]}
    steps, wanted = tuple(widths), turn.list_filter()
    around = turn.world.snapshot.near(turn.now, wanted, latitude, longitude, steps, ENOUGH)
    if around is None:
        return None
    most = _count(turn, wanted._replace(around=around))
    for km in steps:  # few: no wider than they are
        within = wanted._replace(around=around._replace(radius_km=km))
        if _count(turn, within) == most:
            return Circle(latitude, longitude, widths[km], unit)
    return Circle(latitude, longitude, widths[around.radius_km], unit)


def _count(turn: Turn, filter: Filter) -> int:
    """How many of those meetings begin soon, as far as ENOUGH."""
    return len(turn.world.snapshot.next_meetings(turn.now, filter, limit=ENOUGH))


def _width(turn: Turn, circle: Circle) -> list[Word]:
    """How far one has to go, where it is further than the nearest step."""
    steps: Sequence[int] = STEPS[circle.unit]
    if circle.radius == steps[0]:
        return []
    nearer = steps[steps.index(circle.radius) - 1]
    within = Circle(circle.latitude, circle.longitude, nearer, circle.unit)
    sentence = "near-wider"
    if not _count(turn, turn.list_filter()._replace(around=within.around)):
        sentence = "near-nothing"
    return turn.say(f"{sentence}-{NAMES[circle.unit]}", nearer=nearer, count=circle.radius)
