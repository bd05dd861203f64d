"""Writes a call while it is heard: words appear as they are spoken and stop at a key."""

import asyncio
import shutil
from collections import deque
from datetime import datetime
from typing import TextIO

from ivr.phone.call import Heard
from ivr.phone.caller import Listener
from ivr.phone.transcript import margin, sentence
from ivr.phone.voice import Voice


class Printer(Listener):
    """One telephone's display, and its loudspeaker where there is a voice."""

    def __init__(self, began: datetime, out: TextIO, voice: Voice | None = None) -> None:
        self._began = began
        self._out = out
        self._voice = voice
        self._talk: asyncio.Task[None] | None = None
        self._words: deque[str] = deque()
        self._said: Heard | None = None  # whose words these are
        self._column = 0

    def begins(self, heard: Heard) -> None:
        if heard.kind in ("say", "error"):
            self._say_the_rest()  # an announcement: it does not wait for what is being said
        if self._column and self._words:
            self._write(" …")
        self._close_line()
        if heard.kind not in ("say", "error"):
            self._write(self._margin(heard) + sentence(heard))
            self._close_line()
            return
        self._words, self._said = deque(heard.text.split()), heard
        self._talk = asyncio.ensure_future(self._speak(heard, len(self._words)))
        if self._voice is not None:
            self._voice.speak(heard)

    def ends(self, heard: Heard) -> None:
        if heard.kind not in ("say", "error") or self._said is None or heard.at != self._said.at:
            return
        if self._talk is not None:
            self._talk.cancel()
        if heard.cut:
            self._write(" …" if self._column else "")
            if self._voice is not None:
                self._voice.hush()
        else:
            self._say_the_rest()
        self._words.clear()
        self._said = None
        self._close_line()

    def _say_the_rest(self) -> None:
        if self._said is not None:
            if self._talk is not None:
                self._talk.cancel()
            for word in self._words:
                self._word(word, self._said)
            self._words.clear()

    async def _speak(self, heard: Heard, count: int) -> None:
        while self._words:
            self._word(self._words.popleft(), heard)
            await asyncio.sleep(heard.seconds / count)

    def _word(self, word: str, heard: Heard) -> None:
        indent = self._margin(heard)
        if not self._column:
            self._write(indent + word)
        elif self._column + 1 + len(word) > shutil.get_terminal_size().columns:
            self._close_line()
            self._write(" " * len(indent) + word)
        else:
            self._write(f" {word}")

    def _margin(self, heard: Heard) -> str:
        return margin((heard.at - self._began).total_seconds(), heard)

    def _write(self, text: str) -> None:
        self._column += len(text)
        self._out.write(text)
        self._out.flush()

    def _close_line(self) -> None:
        if self._column:
            self._out.write("\n")
            self._out.flush()
        self._column = 0
