"""This machine: room for files that must survive, and how many of them may be open."""

import resource
import shutil
from collections.abc import Iterator

from ivr.doctor.finding import Finding
from ivr.settings import Settings
from ivr.watching.degraded import LITTLE

LEAST_OPEN = 1024
"""Files and connections of one process. Each call that is answered just then is one."""


def of_machine(settings: Settings) -> Iterator[Finding]:
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        probe = settings.data_dir / ".doctor"
        probe.write_bytes(b"")
        probe.unlink()
        free = shutil.disk_usage(settings.data_dir).free
    except OSError as error:
        yield Finding(
            "wrong",
            f"IVR_DATA_DIR {settings.data_dir} cannot be written: {error.strerror}. Let the line's "
            "user write there, or name another folder.",
        )
    else:
        room = f"{free // 2**20} MB of room"
        if free >= LITTLE:
            yield Finding("ok", f"IVR_DATA_DIR can be written and has {room}.")
        else:
            yield Finding("wrong", f"IVR_DATA_DIR has {room}: make {LITTLE // 2**20} MB there.")
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= most < LEAST_OPEN:
        yield Finding(
            "note",
            f"A process may open {most} files and connections here: let it be {LEAST_OPEN} or more "
            "(`ulimit -n 4096`, or LimitNOFILE=4096 in the unit).",
        )
