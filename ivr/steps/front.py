"""What the greeting and help say beside their fixed sentences."""

from ivr.schedule.snapshot import Filter
from ivr.times import when, zone_said
from ivr.turn import Turn
from ivr.twiml import Played, Word


def next_language(turn: Turn) -> str:
    """The language that key 9 changes to; the call's own where the line has one only."""
    languages = turn.line.languages
    return languages[(languages.index(turn.call.language) + 1) % len(languages)]


def meeting_is_on(turn: Turn) -> bool:
    return turn.on is not None


def limit(turn: Turn) -> list[Word]:
    """Why this call only listens, where it does."""
    return turn.say("listening") if turn.call.listens else []


def announced(turn: Turn) -> list[Word]:
    """What operators put in front of the greeting for now."""
    hashes = turn.world.recordings.announced(turn.call.language, turn.now)
    return [Played(each, turn.world.settings.public_url) for each in hashes]


def pin(turn: Turn) -> list[Word]:
    """Where this line can have PINs."""
    return turn.say("pin") if turn.world.settings.secret else []


def offer(turn: Turn) -> list[Word]:
    """The offers of the line's other languages, each in that language: key 9 goes on by one."""
    languages = turn.line.languages
    own = languages.index(turn.call.language)
    words: list[Word] = []
    for language in (*languages[own + 1 :], *languages[:own]):
        words += turn.speaking(language).say("offer-again" if words else "offer")
    return words


def what_is_next(turn: Turn) -> list[Word]:
    """When the line's next meeting is, where it has hours of its own."""
    coming = turn.world.rota.after(turn.now)
    if coming is None:
        return turn.say("greeting-list") + turn.say("greeting-zero")
    start = coming.start.astimezone(turn.zone)
    said = when(turn.speaker, start, turn.now)
    phrase = turn.speaker.text(
        f"when-{said.sentence}", at=said.at, minutes=said.minutes, day=said.day
    )
    words = turn.say("greeting-off", when=phrase)
    if start.utcoffset() != coming.start.astimezone(turn.world.rota.zone).utcoffset():
        words += turn.speaker.aloud(zone_said(turn.speaker, start))
    return words + turn.say("greeting-others") + turn.say("greeting-zero")


def people(turn: Turn) -> list[Word]:
    """How help reaches people: the helpline, else the meeting, else the list."""
    if turn.line.helpline:
        return turn.say("help-person")
    return turn.say("help-meeting" if turn.on else "help-list")


def filters(line_sources: tuple[str, ...]) -> list[Filter]:
    """The lists that a line reads, as callers can narrow them: to be made ready in advance."""
    return [
        Filter(line_sources, open_only, phone_only)
        for open_only in (False, True)
        for phone_only in (False, True)
    ]
