"""Key 2: the next meetings, one at a time, soonest first.

The cursor in the URL is (start, meeting id, filters), so a list that is refreshed between two keys
neither repeats a meeting nor skips one.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ivr.schedule.meeting import Occurrence
from ivr.schedule.snapshot import LATE, NEAR_AHEAD, Filter, distance_km
from ivr.schedule.spoken import spelled
from ivr.speech import Piece
from ivr.steps.circle import NAMES, Circle, Place, rounded
from ivr.steps.connecting import connects, connects_now, is_early, phone_said
from ivr.steps.formats import formats_said, state_said
from ivr.steps.front import offer
from ivr.steps.joining import choices_of
from ivr.steps.widening import widened
from ivr.times import when, zone_said
from ivr.turn import Answer, Ask, End, Go, Turn
from ivr.twiml import Quiet, Word


def read(turn: Turn) -> Answer:
    """The meeting that the key asks for, or the next one; what a filter changes is said first."""
    place = Place.read(turn.call.cursor)
    if turn.verb == "pause":
        return Go("pause", cursor=turn.call.cursor)
    if turn.verb == "back":
        return Go("near" if place.asked else "greeting")
    if turn.verb == "keys":
        return Ask(_first_keys(turn, place), cursor=turn.call.cursor)
    if turn.verb == "one":
        return _into(turn, place)
    words: list[Word] = []
    if turn.verb in ("open", "phone"):
        narrowed = _narrowed(turn, place)
        if narrowed is None:
            near = place.near and turn.verb == "open"
            return _again(turn, place, turn.say("near-none" if near else "list-none"))
        place, words = narrowed
    found = _move(turn, place)
    if found is None and turn.verb == "before":
        return _again(turn, place, words + turn.say("list-start"))
    if found is None and place.near and (found := _after_two_days(turn, place)):
        words += turn.say("near-further") if place.minute else []
    if found is None and place.asked and turn.verb == "day":
        return _again(turn, place, words + _end(turn, place))
    if found is None:
        return _nothing_more(turn, place, words)
    if turn.verb == "day" and place.minute:
        words += turn.say("list-other-day")
    words += read_aloud(turn, found, slow=turn.verb == "slow", circle=place.near)
    if not place.minute:
        words += _first_keys(turn, place)
        if turn.line.start == "next":  # this call heard no greeting
            words += offer(turn)
    elif turn.verb == "forward" and not place.keys_told:
        words += turn.say("list-more-keys")
        place = replace(place, keys_told=True)
    return Ask(words, cursor=place.at(found).write())


def pause(turn: Turn) -> Answer:
    """Quiet until a key, for as long as someone needs to find a pencil."""
    return Ask(turn.say("paused"), cursor=turn.call.cursor)


def _into(turn: Turn, place: Place) -> Answer:
    """Key 1: into the meeting just read where the line can call it, else into the line's own.

    Long before it begins, the one that is on is the more useful.
    """
    found = last_read(turn, place)
    if found and connects(turn, found.meeting) and not (turn.on and is_early(turn, found)):
        return Go("onward", cursor=turn.call.cursor)
    if found and not choices_of(turn, turn.now):
        words = turn.say("no-meeting") + _first_keys(turn, place)
        return Ask(words, cursor=turn.call.cursor)
    return Go("join")


def _first_keys(turn: Turn, place: Place) -> list[Word]:
    """The most needed keys: around a caller star asks for another place."""
    return turn.say("near-keys" if place.asked else "list-first-keys")


def read_aloud(
    turn: Turn, occurrence: Occurrence, *, slow: bool = False, circle: Circle | None = None
) -> list[Word]:
    """A meeting as it is said: when, its name, how one attends, for whom, and what matters.

    With a `circle` also how far it is from its middle.
    """
    meeting, say = occurrence.meeting, turn.speaker.pieces
    parts = [_when(turn, occurrence)]
    if meeting.spoken_limits:  # or one comes in a week without it
        parts.append([turn.speaker.foreign(f"{meeting.spoken_limits}.", meeting.language)])
    parts += _attending(turn, occurrence, slow=slow)
    if circle and (away := distance_km(meeting, circle.around)) is not None:
        parts.append(say(f"near-{NAMES[circle.unit]}", count=rounded(away, circle.unit)))
    if len(turn.world.snapshot.states(turn.line.sources)) > 1 and meeting.state:
        parts.append(say("list-state", state=state_said(turn.speaker, meeting)))
    if meeting.access:
        parts.append(say(f"list-{meeting.access}"))
    parts += formats_said(turn.speaker, meeting)
    if slow and meeting.spoken_details:
        parts.append([turn.speaker.foreign(meeting.spoken_details, meeting.language)])
    if not slow:
        return turn.speaker.aloud([piece for part in parts for piece in part])
    words: list[Word] = []
    for part in parts:
        words += [*turn.speaker.aloud(part, slow=True), Quiet()]
    return words


def _when(turn: Turn, occurrence: Occurrence) -> list[Piece]:
    """The opening sentence. Who attends by telephone or online hears their own clock."""
    meeting = occurrence.meeting
    start = _said_start(turn, occurrence)
    differs = occurrence.start.utcoffset() != occurrence.start.astimezone(turn.zone).utcoffset()
    said = when(turn.speaker, start, turn.now)
    opening = turn.speaker.pieces(
        f"list-{said.sentence}",
        at=said.at,
        minutes=said.minutes,
        day=said.day,
        name=turn.speaker.foreign(meeting.spoken_name, meeting.language),
    )
    if not differs:
        return opening
    zone = zone_said(turn.speaker, start)
    return opening + zone  # behind the name, which nobody should have to wait for


def _said_start(turn: Turn, occurrence: Occurrence) -> datetime:
    """The start by the clock in which it is said."""
    start = occurrence.start
    if occurrence.meeting.venue not in ("phone", "online") or not turn.call.zone:
        return start
    late = (start.hour, start.minute) == (23, 59)  # however written, a full hour elsewhere
    return (start + timedelta(minutes=late)).astimezone(turn.zone)


def _attending(turn: Turn, occurrence: Occurrence, *, slow: bool) -> list[list[Piece]]:
    meeting, say, foreign = occurrence.meeting, turn.speaker.pieces, turn.speaker.foreign
    parts = []
    if meeting.venue in ("place", "hybrid") and meeting.spoken_place:
        parts.append(say("list-place", place=foreign(meeting.spoken_place, meeting.language)))
        if slow and meeting.spoken_street:
            parts.append(
                say("list-street", letters=spelled(meeting.spoken_street, turn.call.language))
            )
    too = "-too" if parts else ""
    phone = phone_said(turn, meeting)
    if connects_now(turn, occurrence):  # its number takes half a minute to say
        parts.append(say(f"list-connect{too}"))
        if phone and slow:
            parts.append(say("onward-number", phone=phone))
    elif phone:
        parts.append(say(f"list-phone{too}", phone=phone))
    elif meeting.venue in ("online", "hybrid"):
        parts.append(say(f"list-online{too}"))
    return parts


def _filter(turn: Turn, place: Place) -> Filter:
    wanted = turn.list_filter(open_only=place.open_only, phone_only=place.phone_only)
    wanted = wanted._replace(remote_only=place.remote_only)
    return wanted._replace(around=place.near.around) if place.near else wanted


def _next(turn: Turn, place: Place) -> Occurrence | None:
    after = place.key() if place.minute else None
    found = turn.world.snapshot.next_meetings(turn.now, _filter(turn, place), after=after)
    return found[0] if found else None


def last_read(turn: Turn, place: Place) -> Occurrence | None:
    """The meeting last read; None where none was, or the list has lost it."""
    meeting = turn.world.snapshot.find(place.meeting)
    if meeting is None or not place.minute:
        return None
    start = datetime.fromtimestamp(place.minute * 60, UTC).astimezone(ZoneInfo(meeting.time_zone))
    clock = (start.weekday(), start.hour * 60 + start.minute)
    takes_place = place.minute in meeting.dates or (
        not meeting.dates and clock == (meeting.weekday, meeting.start)
    )
    return Occurrence(meeting, start) if takes_place else None


def _move(turn: Turn, place: Place) -> Occurrence | None:
    if turn.verb == "before":
        return turn.world.snapshot.previous_meeting(turn.now, _filter(turn, place), place.key())
    if turn.verb == "day":
        return turn.world.snapshot.first_on_or_after(
            turn.now, _filter(turn, place), _day_after(turn, place)
        )
    if turn.verb in ("", "slow"):
        return last_read(turn, place) or _next(turn, place)
    if turn.verb in ("open", "phone") and place.minute:  # from where the caller is
        here = datetime.fromtimestamp(place.minute * 60, UTC)
        wanted, snapshot = _filter(turn, place), turn.world.snapshot
        found = snapshot.first_on_or_after(turn.now, wanted, here)
        return found or snapshot.first_on_or_after(turn.now, wanted, turn.now - LATE)
    return _next(turn, place)


def _after_two_days(turn: Turn, place: Place) -> Occurrence | None:
    """Around a caller the list ends after two days: the next one behind that, of the week."""
    found = turn.world.snapshot.first_on_or_after(
        turn.now, _filter(turn, place), turn.now + NEAR_AHEAD
    )
    return found if found and (found.minute, found.meeting.id) > place.key() else None


def _day_after(turn: Turn, place: Place) -> datetime:
    """When the day after that of the meeting last read begins: behind its midnight,

    for the meeting of 00:00 is said as the night before.
    """
    here = last_read(turn, place)
    last = _said_start(turn, here) if here else turn.now.astimezone(turn.zone)
    day = (last - timedelta(minutes=(last.hour, last.minute) == (0, 0))).date()
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), turn.zone)
    return midnight + timedelta(minutes=1)


def _narrowed(turn: Turn, place: Place) -> tuple[Place, list[Word]] | None:
    """The list as the filter has it, and how it is now; None where it would be empty.

    Around a caller one looks as far as that filter needs. By telephone nobody is further away than
    another: those are from anywhere, until the key is pressed again.
    """
    if turn.verb == "open":
        wanted = replace(place, open_only=not place.open_only)
    else:
        wanted = replace(place, phone_only=not place.phone_only)
    words = _narrowing(turn, wanted)
    if wanted.near:
        found = widened(turn, _filter(turn, wanted)._replace(around=None), wanted.near)
        if found is None:
            return None
        circle, width = found
        if circle != wanted.near or not _next(turn, replace(wanted, minute=0)):
            words += width
        return replace(wanted, circle=circle), words
    return (wanted, words) if _next(turn, replace(wanted, minute=0)) else None


def _narrowing(turn: Turn, place: Place) -> list[Word]:
    """What the list is narrowed to now, both ways where both hold."""
    access = "list-only-open" if place.open_only else "list-all-access"
    kind = "list-all-kinds"
    if place.phone_only:
        kind = "near-only-phone" if place.circle else "list-only-phone"
    elif place.remote_only or place.circle:
        kind = "near-remote" if place.remote_only else "near-all-kinds"
    words = turn.say(access) if turn.verb == "open" or place.open_only else []
    return words + (turn.say(kind) if turn.verb == "phone" or place.phone_only else [])


def _again(turn: Turn, place: Place, words: list[Word]) -> Answer:
    """What could not be had, and then the meeting the caller is at."""
    here = last_read(turn, place) or _next(turn, place)
    if here is None:
        return _nothing_more(turn, place, words)
    words = words + read_aloud(turn, here, circle=place.near)
    return Ask(words, cursor=place.at(here).write())


def _nothing_more(turn: Turn, place: Place, words: list[Word]) -> Answer:
    """The end of the list: the meeting of the hour, or goodbye."""
    words = words + _end(turn, place)
    if turn.on:
        return Go("join", words)
    return End(words + turn.say("goodbye"))


def _end(turn: Turn, place: Place) -> list[Word]:
    """What the list was that has come to its end."""
    if not set(turn.line.sources) & set(turn.world.snapshot.sources):
        return turn.say("list-empty")
    if place.near:
        return turn.say("near-end-open" if place.open_only else "near-end")
    return turn.say("list-end" if place.minute or turn.verb == "day" else "list-none")
