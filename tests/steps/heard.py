"""One answer of the flow, as a caller hears it: for tests that put known values into a turn."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ivr import answering
from ivr.phone.rules import check_twiml
from ivr.prompts import Prompts, Value
from ivr.settings import Line
from ivr.turn import Turn
from tests.line import turn, world


class Said(Prompts):
    """Sentences that remember which of them were said."""

    def __init__(self) -> None:
        super().__init__()
        self.said: set[str] = set()

    def text(self, line: Line, language: str, prompt: str, values: Mapping[str, Value]) -> str:
        self.said.add(prompt)
        return super().text(line, language, prompt, values)


@dataclass(frozen=True)
class Answer:
    """What is said, into which room and how, and where the call goes on."""

    words: list[str]
    room: str = ""
    muted: bool = False
    skip: str = ""  # where a key goes while the words are said: node and query
    then: str = ""  # where the call goes on after the room
    wait: str = ""


def at(node: str, *, on: Any = None, key: str = "", **more: Any) -> Turn:
    """A turn of a call at `node`, answered with `key` where there is one.

    Of `more`, what a Call has goes there, and the rest into the turn.
    """
    one = turn(node, on=on or world(), key=key, attempt=int(bool(key)))
    of_call = {name: more.pop(name) for name in list(more) if hasattr(one.call, name)}
    return replace(one, call=replace(one.call, **of_call), **more)


def answered(one: Turn) -> Answer:
    document = answering.answer(one).document()
    assert check_twiml(document, wait=one.call.node == "wait") == []
    root = ET.fromstring(document)
    words = ["".join(each.itertext()) for each in root.iter("Say")]
    gather, dial, room = root.find("Gather"), root.find("Dial"), root.find("Dial/Conference")
    skip = _path(gather.get("action") if gather is not None else "")
    if dial is None or room is None:
        return Answer(words, skip=skip)
    muted, then = room.get("muted") == "true", _path(dial.get("action"))
    return Answer(words, room.text or "", muted, skip, then, _path(room.get("waitUrl")))


def _path(url: str | None) -> str:
    return (url or "").partition("#")[0].partition("/voice/")[2]
