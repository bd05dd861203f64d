"""SIGTERM and SIGINT, told to a loop that sleeps between its rounds."""

import select
import signal
import socket
from types import FrameType


class Stop:
    """From its making on, in the main thread, the process ends no other way than by its loop.

    No `threading.Event`: a handler runs in the main thread, and if that is just taking the event's
    own lock to wait, setting it waits for that lock for ever.
    """

    def __init__(self) -> None:
        self.told = False
        self._woken, self._wakes = socket.socketpair()
        self._wakes.setblocking(False)
        signal.set_wakeup_fd(self._wakes.fileno())
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._tell)

    def _tell(self, number: int, frame: FrameType | None) -> None:
        self.told = True

    def wait(self, seconds: float) -> bool:
        """Sleep so long, or until told. Returns whether it was told."""
        if not self.told:  # told between here and there, it finds the byte that woke it
            select.select([self._woken], [], [], seconds)
        return self.told
