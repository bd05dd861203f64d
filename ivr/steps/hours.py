"""A leader's hours by telephone: hearing them, giving one back, taking one that nobody leads.

One at a time, soonest first. The cursor is the start of the one that was read, in minutes since
the epoch, and its room; never a person.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps

from ivr.call import DamagedCall
from ivr.found import Found
from ivr.rota import OnNow
from ivr.rotaplace import place, placed, utc_minutes
from ivr.steps.thehour import language_name
from ivr.times import when, zone_said
from ivr.turn import Answer, Ask, Go, Turn
from ivr.twiml import Word

FEW = 3
"""Hours that are read without saying first how many there are."""

BACK = "leading"
"""The node from which a leader comes here."""


def of_leader(run: Callable[[Turn, Found], Answer]) -> Callable[[Turn], Answer]:
    """A step that needs what was found; where that failed, it is said, and nothing is lost."""

    @wraps(run)
    def step(turn: Turn) -> Answer:
        found = turn.found
        if found is None or not turn.call.who:
            raise DamagedCall("leader")
        if found.done == "gone":
            return Go("greeting", turn.say("hours-no-more"))
        if found.done == "away":
            return Go(BACK, turn.say("hours-away"))
        if found.done == "unsure":
            return Go(BACK, turn.say("hours-unsure"))
        return run(turn, found)

    return step


@of_leader
def own(turn: Turn, found: Found) -> Answer:
    """The hours of the coming week that this leader leads."""
    return _list(
        turn,
        found,
        many="hours-many",
        one="hours-one",
        keys="hours-keys",
        last="hours-last",
        none="hours-none",
    )


@of_leader
def give_back(turn: Turn, found: Found) -> Answer:
    """Asked once more: nobody leads that hour then."""
    on = _exactly(turn, found)
    if on is None:
        return Go("hours", turn.say("hour-gone") if turn.call.cursor else [])
    return _read(turn, [], "give-back-one", on, "give-back-keys")


@of_leader
def uncovered(turn: Turn, found: Found) -> Answer:
    """The hours of the coming week that nobody leads."""
    return _list(
        turn,
        found,
        many="uncovered-many",
        one="uncovered-one",
        keys="uncovered-keys",
        last="uncovered-last",
        none="uncovered-none",
    )


def _list(
    turn: Turn, found: Found, *, many: str, one: str, keys: str, last: str, none: str
) -> Answer:
    """The next one of them, and at first how many, where these are more than a few. Behind the
    last, and where there is none, a key can begin anew, and silence goes where a leader came from.
    """
    words = _done(turn, found)
    if len(found.hours) > FEW and not turn.verb and placed(turn.call.cursor) is None:
        words += turn.say(many, count=len(found.hours))
    on = _next(turn, found) if found.hours else None
    if on is not None:
        return _read(turn, words, one, on, keys, day=_more_that_day(turn, found, on))
    silent = turn.verb == "forward" and not turn.key
    if found.hours:
        words += turn.say(last)
        return Go(BACK, words) if silent else Ask(words + turn.say("hours-again"))
    return Go(BACK, words) if silent else Ask(words + turn.say(none))


def _done(turn: Turn, found: Found) -> list[Word]:
    """What became of the key just before."""
    if found.done == "taken" and found.name:
        return turn.say("hour-faster", leader=found.name)
    if found.done == "took" and found.hour is not None:
        return _said(turn, "hour-took", found.hour)
    return turn.say(SAID[found.done]) if found.done in SAID else []


SAID = {
    "gave back": "give-back-done",
    "gone hour": "hour-gone",
    "not yours": "hour-gone",
    "taken": "hour-gone",
    "too new": "hour-later",
    "elsewhere": "hour-elsewhere",
    "unknown": "hours-no-more",
}
"""`taken`: somebody was faster. `too new`: this leader may not lead yet on that date."""


def _next(turn: Turn, found: Found) -> OnNow | None:
    """The one that the cursor names, or the one after it; from another list the first."""
    at = placed(turn.call.cursor)
    if at is None:
        return found.hours[0]
    if turn.verb == "day":
        day = _day(turn, utc_minutes(at[0]))
        return next((on for on in found.hours if _day(turn, on.start) > day), None)
    if turn.verb:  # went on, or that one was given back or taken: it is in this list no more
        return next((on for on in found.hours if _key(on) > at), None)
    return _exactly(turn, found) or found.hours[0]


def _exactly(turn: Turn, found: Found) -> OnNow | None:
    at = placed(turn.call.cursor)
    return next((on for on in found.hours if _key(on) == at), None)


def _key(on: OnNow) -> tuple[int, str]:
    return int(on.start.timestamp() // 60), on.hour.room_name


def _day(turn: Turn, start: datetime) -> date:
    return start.astimezone(turn.world.rota.zone).date()


def _more_that_day(turn: Turn, found: Found, on: OnNow) -> bool:
    """Whether another one follows on the same day: then the next day is worth a key."""
    following = next((each for each in found.hours if _key(each) > _key(on)), None)
    return following is not None and _day(turn, following.start) == _day(turn, on.start)


def _read(
    turn: Turn, words: list[Word], sentence: str, on: OnNow, keys: str, *, day: bool = False
) -> Answer:
    """`day`: with the key that goes on to the next day."""
    said = [*words, *_said(turn, sentence, on), *turn.say(keys)]
    return Ask(said + (turn.say("hours-day") if day else []), place(on.start, on.hour.room_name))


def _said(turn: Turn, sentence: str, on: OnNow) -> list[Word]:
    """Day, time and title, on the rota's clock, which is named where the caller's is another."""
    start = on.start.astimezone(turn.world.rota.zone)
    said = when(turn.speaker, start, turn.now)
    phrase = turn.speaker.text(
        f"when-{said.sentence}", at=said.at, minutes=said.minutes, day=said.day
    )
    language = on.hour.language or turn.line.languages[0]
    words = turn.say(sentence, when=phrase, title=turn.speaker.foreign(on.hour.title, language))
    words += _kind(turn, on, language)
    if start.utcoffset() != on.start.astimezone(turn.zone).utcoffset():
        words += turn.speaker.aloud(zone_said(turn.speaker, start))
    return words


def _kind(turn: Turn, on: OnNow, language: str) -> list[Word]:
    """Its language, its room and whether it is closed, where these are not the usual ones."""
    usual = turn.line.languages[0]
    words: list[Word] = []
    if language != usual or language != turn.call.language:
        words += turn.say("joining-language", language=language_name(turn, language))
    if on.hour.room:
        room = turn.speaker.foreign(on.hour.room.replace("-", " "), usual)
        words += turn.say("hour-room", room=room)
    return words + (turn.say("hour-closed") if on.hour.access == "closed" else [])
