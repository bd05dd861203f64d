"""Walks the flow as callers can: every key and silence, from document to document."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from ivr import answering
from ivr.call import Call
from ivr.phone.webhook import requested
from ivr.turn import Turn, World
from tests.line import NUMBER, PUBLIC, turn

KEYS = "0123456789*#"
SILENCE = ""
LONGEST_SILENCE = 500
"""Documents that a silent caller may hear before the call must have come to an end."""


@dataclass(frozen=True)
class Heard:
    """One document: how it ends, and where the next key or silence goes."""

    document: bytes
    end: Literal["asked", "room", "person", "goodbye", "held"]
    action: str = ""
    wait: str = ""
    skip: str = ""  # where a key goes that cuts short what is said before all that

    @property
    def says(self) -> list[tuple[str, str]]:
        """(voice, words) of every Say."""
        root = ET.fromstring(self.document)
        return [(say.get("voice", ""), "".join(say.itertext())) for say in root.iter("Say")]


class Walker:
    """Calls one line at one moment. Documents are kept by URL and key: the flow is a function."""

    def __init__(
        self,
        world: World,
        now: datetime,
        line: int = 1,
        *,
        listens: bool = False,
        leads: str = "",
    ) -> None:
        start = turn(on=world, now=now, line=line, listens=listens)
        self.start = start.at(replace(start.call, leads=leads))
        self.documents: dict[tuple[str, ...], Heard] = {}

    def greeted(self, language: str) -> Heard:
        """The first document, in `language` as after key 9."""
        call = replace(self.start.call, language=language)
        return self._kept(("", language), lambda: answering.greet(self.start.at(call)).document())

    def press(self, heard: Heard, key: str, outcome: str = "completed") -> Heard:
        """What follows a key, or SILENCE. In a room only star does anything."""
        if heard.end == "goodbye" or (heard.end == "room" and key != "*"):
            return heard
        url, pressed = heard.action, key if heard.end == "asked" else SILENCE
        return self._kept(
            (url, key, outcome),
            lambda: answering.answer(self.turn(url, pressed, outcome)).document(),
        )

    def interrupt(self, heard: Heard, key: str) -> Heard:
        """A key before the room, the call onward or the goodbye."""
        if not heard.skip:
            return heard
        url = heard.skip
        return self._kept((url, key, ""), lambda: answering.answer(self.turn(url, key)).document())

    def waiting(self, heard: Heard) -> Heard:
        """The wait document of a room; of a wait document, the one after it."""
        url = heard.wait or heard.action
        return self._kept((url,), lambda: answering.answer(self.turn(url)).document())

    def to_the_end(self, heard: Heard) -> Heard:
        """Silence until the call is in a room or over."""
        for _ in range(LONGEST_SILENCE):
            if heard.end in ("room", "goodbye"):
                return heard
            heard = self.press(heard, SILENCE)
        raise AssertionError(f"silence has no end at {heard.action}")

    def turn(self, url: str, key: str = SILENCE, outcome: str = "") -> Turn:
        parts = urlsplit(url)
        assert url.startswith(f"{PUBLIC}/voice/")
        lines = len(self.start.world.settings.lines)
        call = Call.read(
            parts.path.removeprefix("/voice/"),
            dict(parse_qsl(parts.query)),
            lines=lines,
            now=self.start.now,
        )
        return replace(self.start, call=call, key=key, outcome=outcome, called=NUMBER)

    def _kept(self, key: tuple[str, ...], answer: Callable[[], bytes]) -> Heard:
        if key not in self.documents:
            self.documents[key] = read(answer())
        return self.documents[key]


def read(document: bytes) -> Heard:
    """A document of this line, by its last verb."""
    root = ET.fromstring(document)
    last = root[-1]
    skip = _sent(root[0], "action") if root[0].tag == "Gather" else ""
    if last.tag == "Gather":
        return Heard(document, "asked", skip)
    if last.tag == "Dial" and last[0].tag == "Conference":
        action, wait = _sent(last, "action"), _sent(last[0], "waitUrl")
        return Heard(document, "room", action, wait, skip)
    if last.tag == "Dial":
        return Heard(document, "person", _sent(last, "action"), skip=skip)
    if last.tag == "Redirect":
        return Heard(document, "held", requested(str(last.text)))
    assert last.tag == "Hangup"
    return Heard(document, "goodbye", skip=skip)


def _sent(verb: ET.Element, name: str) -> str:
    """Of an address what is sent: not the carrier's overrides."""
    return requested(verb.get(name, ""))
