"""Speaks a call aloud through espeak-ng, in the language of each sentence."""

import asyncio
import shutil
from asyncio.subprocess import DEVNULL, Process
from collections import deque

from ivr.phone.call import Heard
from ivr.phone.speech import WORDS_PER_MINUTE

PROGRAM = "espeak-ng"
NOT_INSTALLED = (
    f"{PROGRAM} is not installed, so nothing is spoken aloud; install it and try --speak again."
)


def find_voice() -> "Voice | None":
    """A voice, where the machine has one."""
    program = shutil.which(PROGRAM)
    return Voice(program) if program else None


class Voice:
    """Says one thing after the other; `hush()` when a key interrupts."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._waiting: deque[tuple[str, str]] = deque()
        self._task: asyncio.Task[None] | None = None
        self._process: Process | None = None

    def speak(self, heard: Heard) -> None:
        self._waiting.extend(heard.parts or ((heard.language, heard.text),))
        if self._task is None or self._task.done():
            self._task = asyncio.ensure_future(self._speak_all())

    def hush(self) -> None:
        self._waiting.clear()
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()

    async def finish(self) -> None:
        """Waits until all is said."""
        if self._task is not None:
            await self._task

    async def _speak_all(self) -> None:
        while self._waiting:
            language, text = self._waiting.popleft()
            voice = language.partition("-")[0] or "en"
            self._process = await asyncio.create_subprocess_exec(
                *(self._program, "-v", voice, "-s", str(WORDS_PER_MINUTE), "--", text),
                stdin=DEVNULL,
                stdout=DEVNULL,
                stderr=DEVNULL,
            )
            await self._process.wait()
