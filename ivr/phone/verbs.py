"""What a caller listens to: Say, Play and Pause, and what an event on the line does meanwhile."""

import struct
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from ivr.phone.call import Heard
from ivr.phone.events import CallOver, Event, Key, Moved, Words
from ivr.phone.page import Page
from ivr.phone.refused import Refused
from ivr.phone.rules import spoken_text
from ivr.phone.speech import speech_of
from ivr.phone.webhook import Wire

if TYPE_CHECKING:
    from ivr.phone.runner import Runner

# Whether an event ends what is going on; one that does not has been dealt with.
Heed = Callable[[Event], bool]

FOREVER = 1000
PLAY_SECONDS = 5.0
TONE_SECONDS = 0.5


def losing(runner: "Runner") -> Heed:
    """Nobody listens: keys are lost, as they are on the carrier."""

    def heed(event: Event) -> bool:
        note(runner, event, lost=True)
        return False

    return heed


def note(runner: "Runner", event: Event, *, lost: bool = False) -> None:
    """Writes a key or words of the caller into the transcript."""
    if isinstance(event, Key):
        runner.call.hear("key", event.key, lost=lost)
    elif isinstance(event, Words):
        runner.call.hear("speech", event.text, lost=lost)


async def stay(runner: "Runner", seconds: float, heed: Heed) -> Event | None:
    """Lets time pass until an event that `heed` takes; None when none came."""
    until = runner.clock.now() + timedelta(seconds=seconds)
    while (event := await runner.call.listen(until)) is not None:
        if heed(event):
            return event
    return None


async def perform(
    runner: "Runner", page: Page, verb: ElementTree.Element, heed: Heed
) -> Event | None:
    """One Say, Play or Pause, as often as its `loop` says; the event that interrupted it."""
    for _ in range(int(verb.get("loop", "1")) or FOREVER):
        event = await stay(runner, 0, heed)
        if event is None:
            event = await _PERFORMERS[verb.tag](runner, page, verb, heed)
        if event is not None:
            return event
    return None


async def _say(runner: "Runner", page: Page, verb: ElementTree.Element, heed: Heed) -> Event | None:
    speech = speech_of(verb)
    heard = runner.call.hear(
        "say",
        speech.text,
        language=speech.pieces[0].language,
        voice=verb.get("voice", "man"),
        seconds=speech.seconds,
        words=speech.words,
        parts=speech.parts,
    )

    def so_far(seconds: float) -> Heard:
        part = speech.until(seconds)
        return replace(heard, text=part.text, words=part.words, parts=part.parts)

    return await _hear_out(runner, heard, heed, so_far)


async def _play(
    runner: "Runner", page: Page, verb: ElementTree.Element, heed: Heed
) -> Event | None:
    digits = verb.get("digits")
    url = page.link(spoken_text(verb))
    seconds = (
        len(digits) * TONE_SECONDS if digits else await recording_seconds(runner.carrier.wire, url)
    )
    return await listen_to(runner, "play", digits or url, seconds, heed)


async def _pause(
    runner: "Runner", page: Page, verb: ElementTree.Element, heed: Heed
) -> Event | None:
    return await listen_to(runner, "silence", "", float(verb.get("length", "1")), heed)


_PERFORMERS = {"Say": _say, "Play": _play, "Pause": _pause}


async def listen_to(
    runner: "Runner", kind: str, text: str, seconds: float, heed: Heed
) -> Event | None:
    """Something that is not speech, for so long."""
    heard = runner.call.hear(kind, text, seconds=seconds)
    return await _hear_out(runner, heard, heed, lambda _: heard)


async def _hear_out(
    runner: "Runner", heard: Heard, heed: Heed, so_far: Callable[[float], Heard]
) -> Event | None:
    """Waits for the end of it; what interrupts it also cuts it short in the transcript."""
    try:
        event = await stay(runner, heard.seconds, heed)
    except (CallOver, Moved):
        _cut(runner, heard, so_far)
        raise
    if event is None:
        runner.call.listener.ends(heard)
    else:
        _cut(runner, heard, so_far)
    return event


def _cut(runner: "Runner", heard: Heard, so_far: Callable[[float], Heard]) -> None:
    seconds = (runner.clock.now() - heard.at).total_seconds()
    runner.call.rewrite(heard, replace(so_far(seconds), seconds=seconds, cut=True))


async def recording_seconds(wire: Wire, url: str) -> float:
    """How long a recording lasts: read from it when the line serves it as WAV, else a guess.

    Raises `Refused` when the line does not have it.
    """
    if not wire.reaches(url):
        return PLAY_SECONDS
    answer = await wire.get(url)
    if answer.status != 200:
        raise Refused(11200, f"The recording has status {answer.status}.", url)
    if not answer.content_type.startswith("audio/"):
        raise Refused(13420, f"The recording is of type {answer.content_type!r}.", url)
    return wav_seconds(answer.body) or PLAY_SECONDS


def wav_seconds(body: bytes) -> float:
    """The length of a WAV file of any encoding, 0 when it is none."""
    if body[:4] != b"RIFF" or body[8:12] != b"WAVE":
        return 0.0
    bytes_a_second = 0
    place = 12
    while place + 8 <= len(body):
        name, size = struct.unpack_from("<4sI", body, place)
        if name == b"fmt ":
            bytes_a_second = struct.unpack_from("<I", body, place + 16)[0]
        elif name == b"data" and bytes_a_second:
            return float(min(size, len(body) - place - 8)) / bytes_a_second
        place += 8 + size + size % 2
    return 0.0
