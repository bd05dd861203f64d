"""A zip that is written as a whole, and one that somebody gave, of which nothing is believed."""

import errno
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp

DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, struct.error),
)
"""What comes of reading a zip that is not whole, or was packed in a way of which nothing is known.
"""

PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""As we write it, and as most programs pack it anew; of others a few bytes may fill all memory."""


@contextmanager
def new_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip that is at `path`, for its owner alone, when all of it is written. Raises OSError."""
    try:
        handle, beside = mkstemp(dir=path.absolute().parent, prefix=".export-")
    except OSError as error:
        error.filename = str(path)  # which is what was typed
        raise
    try:
        with os.fdopen(handle, "wb") as out:
            with zipfile.ZipFile(out, "w") as zipped:
                yield zipped
            out.flush()
            os.fsync(out.fileno())  # it may take the place of a good one
        Path(beside).replace(path)
    except BaseException as error:
        Path(beside).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename in (None, beside):
            error.filename = str(path)
        raise


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip that somebody gave. Raises BadZipFile, whatever is wrong with it; OSError."""
    with path.open("rb") as file:
        with _whole():
            zipped = zipfile.ZipFile(file)
        with zipped:
            yield zipped


def part(zipped: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """What it has under that name: never more than it says, and whole. Raises BadZipFile."""
    if info.compress_type not in PACKED:
        raise zipfile.BadZipFile(f"packed in the way {info.compress_type}")
    with _whole(), zipped.open(info) as file:
        return file.read(info.file_size + 1)


@contextmanager
def _whole() -> Iterator[None]:
    """Whatever is wrong with a zip is a BadZipFile."""
    try:
        yield
    except DAMAGED as error:
        raise zipfile.BadZipFile(str(error)) from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # it points to before its own beginning
            raise
        raise zipfile.BadZipFile(str(error)) from error
