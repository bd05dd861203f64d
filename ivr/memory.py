"""No copy of a process's memory is left on a disk: for a moment a caller's number is in it."""

import sys

try:
    import resource
except ImportError:  # another system, that has no such limits
    resource = None  # type: ignore[assignment]


def leave_no_core() -> None:
    """A crash leaves no core file, here and in all processes started from here.

    On Linux a limit of one byte also keeps the kernel from handing the memory to a program such as
    systemd-coredump or apport; it asks these in spite of a limit of nothing.
    """
    if resource is None:
        return
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    least = 1 if sys.platform == "linux" and most != 0 else 0
    resource.setrlimit(resource.RLIMIT_CORE, (least, least))
