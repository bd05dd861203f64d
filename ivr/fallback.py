"""The document for when everything here is down: callers are in the meeting all the same.

It is hosted elsewhere, and the carrier asks for it where no web process answers. So nothing in it
leads back here but the address of the room's events, which has to be the line's own: the first in a
room fixes it for everybody. There is no `*` either, which would lead on into the second room. That
one is where the first is full. Whoever comes first hears the carrier's own music until the next
one comes: silence all night would seem to be a dead line.
"""

from collections.abc import Iterable

from ivr import twiml
from ivr.call import LONGEST
from ivr.prompts import Prompts
from ivr.room import EVENTS
from ivr.rooms.names import part
from ivr.rota import MAIN_ROOM
from ivr.settings import Line, Settings
from ivr.speech import Speaker

ROOMS = tuple(part(MAIN_ROOM, number) for number in (1, 2))


def document(settings: Settings, line: Line | None = None) -> bytes:
    """For one line, or for all: then in every language of any. The same settings give the same."""
    voices = list(_voices([line] if line else settings.lines))
    said = [_said(voice, "fallback") for voice in voices]
    rooms = [_room(name, settings.public_url + EVENTS) for name in ROOMS]
    full = [_said(voice, "rooms-full") for voice in voices]
    return twiml.response(*(f"\n{verb}" for verb in (*said, *rooms, *full)), "\n") + b"\n"


def _voices(lines: Iterable[Line]) -> Iterable[Speaker]:
    """Of each language the first line's that speaks it."""
    prompts, first = Prompts(), dict[str, Line]()
    for line in lines:
        for language in line.languages:
            first.setdefault(language, line)
    return (Speaker(prompts, line, language) for language, line in first.items())


def _said(voice: Speaker, prompt: str) -> str:
    """By the voice, never as a recording: those are here."""
    return twiml.speech(voice.aloud([voice.text(prompt)]))


def _room(name: str, events: str) -> str:
    """For as long as the carrier lets a call last: after that nobody is to be in the next room."""
    limit = int(LONGEST.total_seconds())
    return f'<Dial timeLimit="{limit}">{twiml.conference(name, events=events)}</Dial>'
