"""Key 3: the meetings near a caller, who types a postal code, says a town, or says nothing.

What was typed or said is looked at once and kept nowhere. The list goes on with a circle on the
earth in its cursor: of a place that was named to about a kilometre, and of the region that the
carrier reports for the number, which nobody named, to about ten.
"""

from dataclasses import replace

from babel import Locale, UnknownLocaleError

from ivr.places.hearing import Hearer
from ivr.places.keypad import DIGITS, MOST_DIGITS
from ivr.places.places import Found
from ivr.places.wishes import wish
from ivr.prompts import locale
from ivr.schedule.sources.states import state_in
from ivr.steps.circle import STEPS, Circle, Place, unit_of
from ivr.steps.front import offer
from ivr.steps.widening import none_within, widened
from ivr.turn import Answer, Ask, Go, Heard, Turn
from ivr.twiml import Word, unkept

AGAIN = "again"
"""The cursor of the second time that a caller is asked."""

MENU, HELP = "*", "0"
"""Keys that do what they do elsewhere, also when several are pressed in a hurry."""


def ask(turn: Turn) -> Answer:
    """Asks where the caller is; with the verb `found`, what the answer leads to."""
    begins = turn.line.start == "near" and not turn.call.cursor  # this call heard no greeting
    if not len(turn.world.places):
        return Go("next", turn.say("near-away") + (offer(turn) if begins else []))
    if turn.verb == "found":
        return _answered(turn)
    sentence = "near-more" if turn.call.cursor == AGAIN else "near-ask"
    return _asked(turn, turn.say(sentence) + (offer(turn) if begins else []), turn.call.cursor)


def _asked(turn: Turn, words: list[Word], cursor: str) -> Ask:
    hints = turn.world.places.hints(turn.line.sources)
    return Ask(words, cursor, hints, DIGITS.get(turn.line.country, MOST_DIGITS))


def _answered(turn: Turn) -> Answer:
    heard, places, country = turn.heard or Heard(), turn.world.places, turn.line.country
    wanted = "" if turn.key else wish(heard.said)
    if elsewhere := _elsewhere(turn, wanted):
        return elsewhere
    if turn.call.cursor == AGAIN and not (turn.key or heard.said):
        return _everywhere(turn, "near-everywhere")
    home = places.by_name(heard.town, heard.state, heard.country)
    home = home or places.by_code(heard.postcode, heard.country or country)
    if len(turn.key) == 1:  # the first of a code, and then a look for the rest of it
        found, sorry = None, turn.say("near-one", key=turn.key)
    elif turn.key:
        found = places.by_code(turn.key, country, home.point if home else None)
        sorry = turn.say("near-no-code")
    elif heard.said:
        hearer = Hearer(places, country, home)
        found, sorry = None if wanted else hearer.find(heard.said), turn.say("near-not-heard")
    else:
        found, sorry = home, turn.say("near-no-region")
    if found is not None:
        return _list(turn, found, named=bool(turn.key or heard.said))
    if turn.call.cursor == AGAIN:
        return _everywhere(turn, "near-give-up")
    return _asked(turn, sorry + turn.say("near-more"), AGAIN)


def _elsewhere(turn: Turn, wanted: str) -> Answer | None:
    """Where keys lead that are of no code, and words that are of no town."""
    if wanted == "help" or set(turn.key) == {HELP}:
        return Go("help")
    if wanted == "menu" or turn.key.startswith(MENU):
        return Go("greeting")
    call, language = turn.call, wanted.removeprefix("language:")
    if language in turn.line.languages:
        return Go("near", cursor=call.cursor, call=replace(call, language=language))
    return Go("near", cursor=call.cursor) if wanted == "again" else None


def _everywhere(turn: Turn, sentence: str, words: list[Word] | None = None) -> Answer:
    return Go("next", (words or []) + turn.say(sentence), Place(asked=True).write())


def _list(turn: Turn, found: Found, *, named: bool) -> Answer:
    """The list around that place, or what there is instead."""
    words = _place(turn, found, named=named)
    middle = _middle(turn, found, named=named)
    if near := widened(turn, turn.list_filter(), middle):
        circle, width = near
        return Go("next", words + width, Place(asked=True, circle=circle).write())
    words += none_within(turn, middle)
    remote = turn.list_filter()._replace(remote_only=True)
    if not turn.world.snapshot.next_meetings(turn.now, remote):
        return _everywhere(turn, "near-everywhere", words)
    return Go("next", words + turn.say("near-remote"), Place(remote_only=True, asked=True).write())


def _place(turn: Turn, found: Found, *, named: bool) -> list[Word]:
    """The place, said back."""
    if not found.town:
        return turn.say("near-code")
    return unkept(turn.say("near-place" if named else "near-region", place=_name(turn, found)))


def _name(turn: Turn, found: Found) -> str:
    """Such as "Buffalo, New York": the town in the line's own language; abroad with the country."""
    own, language = turn.line.languages[0], turn.call.language
    state = found.region.name if language == "en" else state_in(found.region.name, language)
    name = found.town if state else ", ".join(filter(None, (found.town, found.region.name)))
    said = turn.speaker.foreign(name, own) + (f", {state}" if state else "")
    if found.region.country in ("", turn.line.country):
        return said
    return f"{said}, {_country(found.region.country, language)}"


def _country(code: str, language: str) -> str:
    try:
        return str(Locale.parse(locale(language, code)).territories.get(code, code))
    except (UnknownLocaleError, ValueError):
        return code


def _middle(turn: Turn, found: Found, *, named: bool) -> Circle:
    """Where one begins to look, as exactly as it is kept."""
    places = 2 if named else 1
    unit = unit_of(found.region.country or turn.line.country)
    latitude, longitude = (
        round(degrees, places) for degrees in (found.point.latitude, found.point.longitude)
    )
    return Circle(latitude, longitude, STEPS[unit][0], unit)
