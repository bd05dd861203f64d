"""A real worker of the audio queue that dies at a point, in a process of its own.

The point is `before` or `after`, and a method, such as `before Takes.done`: there the job and its
worker get a SIGKILL. Without one it works off what is queued, and ends.
"""

import os
import signal
from typing import Any

from ivr import log
from ivr.carrier import Carrier
from ivr.recordings import audio
from ivr.recordings.library import Library
from ivr.recordings.storage import Storage
from ivr.recordings.takes import Takes
from workers import jobs
from workers.process import work

assert audio
assert jobs


def die_at(point: str) -> None:
    when, _, method = point.partition(" ")
    owner: Any = {each.__name__: each for each in (Carrier, Library, Storage, Takes)}[
        method.partition(".")[0]
    ]
    name = method.partition(".")[2]
    kept = getattr(owner, name)

    def dying(*arguments: Any, **named: Any) -> None:
        if when == "after":
            kept(*arguments, **named)
        os.kill(os.getppid(), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, dying)


def main(point: str) -> None:
    log.of_process()
    if point:
        die_at(point)
    work("audio", burst=True)
