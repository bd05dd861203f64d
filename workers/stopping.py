"""SIGTERM and SIGINT, told to a loop that sleeps between its rounds."""

import select
import signal
import socket
from contextlib import suppress
from pathlib import Path
from types import FrameType

from ivr.settings import SettingsError


class Stop:
    """From its making on, in the main thread, the process ends no other way than by its loop.

    No `threading.Event`: a handler runs in the main thread, and if that is just taking the event's
    own lock to wait, setting it waits for that lock for ever.

    `pulse` is a file that is touched in each round. SettingsError where that cannot be.
    """

    def __init__(self, pulse: Path | None = None) -> None:
        self.told = False
        self._pulse = pulse
        if pulse is not None:
            try:
                pulse.touch()
            except OSError as error:
                raise SettingsError(
                    f"IVR_PULSE names {pulse}, which cannot be written ({type(error).__name__}): "
                    "name a file in a folder that is there and may be written to."
                ) from None
        self._woken, self._wakes = socket.socketpair()
        self._wakes.setblocking(False)
        signal.set_wakeup_fd(self._wakes.fileno())
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._tell)

    def _tell(self, number: int, frame: FrameType | None) -> None:
        self.told = True

    def wait(self, seconds: float) -> bool:
        """Sleep so long, or until told. Returns whether it was told."""
        if self._pulse is not None:
            with suppress(OSError):  # whoever looks at it sees that it grows old
                self._pulse.touch()
        if not self.told:  # told between here and there, it finds the byte that woke it
            select.select([self._woken], [], [], seconds)
        return self.told
