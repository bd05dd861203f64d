"""Turns the terminal's keys into a telephone's."""

import asyncio
import os
import re
import termios
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

from ivr.phone.call import Call

INTERRUPT = "\x03"
END_OF_FILE = "\x04"
ESCAPES = re.compile(r"\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Z])?")  # arrows and their like
BACKSPACES = "\x08\x7f"


class Keyboard:
    """Reads single keys while it is entered, and gives the terminal back as it was.

    `0`-`9`, `*` and `#` are pressed; `h` and Ctrl-C hang up; what is typed between `"` and
    Enter is spoken. Ctrl-C is read as a key: as a signal it would also reach the processes
    that the terminal runs beside the telephone.
    """

    def __init__(
        self, call: Call, hang_up: Callable[[], None], descriptor: int, out: TextIO
    ) -> None:
        self._call = call
        self._hang_up = hang_up
        self._descriptor = descriptor
        self._out = out
        self._spoken: str | None = None

    def __enter__(self) -> "Keyboard":
        self._before = termios.tcgetattr(self._descriptor)
        mode = termios.tcgetattr(self._descriptor)
        mode[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG)
        termios.tcsetattr(self._descriptor, termios.TCSADRAIN, mode)
        asyncio.get_running_loop().add_reader(self._descriptor, self._read)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.get_running_loop().remove_reader(self._descriptor)
        termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._before)

    def _read(self) -> None:
        try:
            typed = os.read(self._descriptor, 1024).decode(errors="ignore")
        except OSError:
            typed = ""
        if not typed:
            asyncio.get_running_loop().remove_reader(self._descriptor)
            typed = END_OF_FILE
        for character in ESCAPES.sub("", typed):
            self._type(character)

    def _type(self, character: str) -> None:
        if character in (INTERRUPT, END_OF_FILE):
            self._hang_up()
        elif self._spoken is not None:
            self._spell(self._spoken, character)
        elif character in "0123456789*#":
            self._call.press(character)
        elif character in "hH":
            self._hang_up()
        elif character == '"':
            self._spoken = ""
            self._echo('"')

    def _spell(self, spoken: str, character: str) -> None:
        if character in "\r\n":
            self._spoken = None
            self._echo('"')
            if spoken.strip():
                self._call.say(spoken.strip())
        elif character in BACKSPACES:
            self._spoken = spoken[:-1]
            self._echo("\b \b" if spoken else "")
        elif character.isprintable():
            self._spoken = spoken + character
            self._echo(character)

    def _echo(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()
