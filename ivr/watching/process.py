"""What this web process takes of its machine."""

import os
import resource
from pathlib import Path

from ivr import metrics

SELF = Path("/proc/self")  # of Linux; elsewhere these figures stay at nought


def measure() -> None:
    """Memory and open files, as they are now."""
    metrics.PROCESSES.set(1)
    metrics.FILES_LIMIT.set(resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    if SELF.exists():
        pages = int((SELF / "statm").read_text().split()[1])
        memory = pages * os.sysconf("SC_PAGE_SIZE")
        metrics.MEMORY.set(memory)
        metrics.MEMORY_MOST.set(memory)
        metrics.FILES.set(len(os.listdir(SELF / "fd")))
