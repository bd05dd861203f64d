"""Real workers in simulated time: `python -m tests.erasure.worker CLOCK`.

Only the clock that the jobs read is another one; it stands in the file CLOCK. Everything is loaded
once, and each line on stdin, the name of a queue, forks a worker process for it and prints its id:
one that was killed is there again in milliseconds. None outlives the end of stdin.
"""

import ctypes
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import httpcore  # noqa: F401 - by the workers of their queues, whenever they start
import twilio.rest.api  # noqa: F401

import ivr.recordings.audio  # noqa: F401
from ivr import log
from tests.erasure.clock import time_in
from workers import jobs
from workers.process import work
from workers.queues import NAMES

SUBREAPER = 36  # of prctl(2): the jobs of a killed worker become children of this process


def main(clock: Path) -> None:
    setattr(jobs, "utc_now", lambda: time_in(clock))  # noqa: B010 - it is another module's
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever ends is gone at once
    pids = []
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _work(line.strip())
        pids.append(pid)
        print(pid, flush=True)
    for pid in pids[-len(NAMES) :]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _work(queue: str) -> None:
    """What `python -m workers.process QUEUE` does; never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    code = 1
    os.dup2(2, 1)  # what it logs is not for whoever reads the ids
    try:
        log.of_process()
        work(queue)
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
