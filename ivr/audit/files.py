"""Files: what is in them, unpacked where they are packed, and how they are called."""

import bz2
import gzip
import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from ivr.audit import text, wave
from ivr.audit.finding import Finding, Findings, ends, form, named, suspects
from ivr.audit.known import Known
from ivr.audit.own import PUBLISHED, published
from ivr.audit.unwrap import Layer

MEND = "Find out what wrote it there and mend that; then delete the file, and its copies."
MEND_UNREAD = "Let the audit's user read it, or look at it by hand."
MEND_GONE = "Mend its path."

DEEPEST = 3
"""Packings within each other that are opened."""

LARGEST = 2**30
"""Bytes that one file is unpacked to."""

PACKED = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ", lzma.open))
ZIPPED = b"PK\x03\x04"
CLOSED = (
    (b"\x28\xb5\x2f\xfd", "with zstd"),
    (b"7z\xbc\xaf", "with 7z"),
    (b"\x04\x22\x4d\x18", "with lz4"),
    (b"REDIS0", "by Redis, whose keys are looked at: keep its files in a folder of their own"),
)
"""Packed in a way that cannot be opened here."""

BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, RuntimeError)


class Unread(Exception):
    """What could not be looked at, and why."""


def look_through(
    folder: Path,
    known: Known,
    findings: Findings,
    notes: list[str],
    private: Collection[Path] = (),
) -> int:
    """Every file below `folder` but those that are `private`: real paths. Returns how many files
    were looked at, each to its end.

    Links are not followed: one that stays in `folder` is a note, one that leads out a finding.
    """
    files = 0
    if not folder.is_dir():
        _unread(findings, named(str(folder)), "is no folder", "Name the line's in IVR_DATA_DIR.")
        return 0
    for root, folders, names in os.walk(folder, onerror=lambda e: _refused(e, findings)):
        folders.sort()
        for name in sorted([*names, *folders]):
            path = Path(root, name)
            place = f"file {named(str(path))}"
            _look_at_name(name, place, known, findings)
            if path.is_symlink():
                _link(path, folder, findings, notes)
            elif name in names and _is_file(path) and path.resolve() not in private:
                own = path.parent == folder / PUBLISHED and published(path) is not None
                files += own or look_at(path, known, findings, may_go=True)
    return files


def look_at(
    path: Path, known: Known, findings: Findings, what: str = "file", *, may_go: bool = False
) -> bool:
    """One file, whatever it is. Says whether it was looked at to its end.

    With `may_go` it is no finding that it is not there any more.
    """
    place = f"{what} {named(str(path))}"
    try:
        with path.open("rb") as file:
            for inner, seen in _seen(cast("BinaryIO", file), known, DEEPEST):
                where = f"{place}, {inner}{seen.place}"
                findings.add(
                    Finding(
                        kind="number",
                        place=where,
                        what=form(seen.layer.text, seen.found),
                        ends=ends(seen.found),
                        mend=MEND,
                    ),
                    place,
                )
        return True
    except Unread as unread:
        _unread(findings, place, f"could not be looked at ({unread})", MEND_UNREAD)
    except BROKEN as error:
        if isinstance(error, FileNotFoundError):
            if not may_go:
                _unread(findings, place, "is not looked at: there is no such file", MEND_GONE)
            return False
        why = (
            error.strerror
            if isinstance(error, OSError) and error.strerror
            else "damaged, or locked"
        )
        _unread(findings, place, f"could not be looked at to its end ({why})", MEND_UNREAD)
    return False


def _link(path: Path, folder: Path, findings: Findings, notes: list[str]) -> None:
    place = f"link {named(str(path))}"
    try:
        target, top = path.resolve(), folder.resolve()
    except (OSError, RuntimeError):  # links that lead to each other
        notes.append(f"{place} leads nowhere, and was not followed.")
        return
    if target.is_relative_to(top):
        notes.append(f"{place} was not followed: what it leads to is in the same folder.")
    else:
        _unread(
            findings,
            place,
            f"leads out of the folder, to {named(str(target))}, and was not followed",
            "Put there what it leads to (a mount will do), or look at that by hand.",
        )


def _seen(file: BinaryIO, known: Known, deep: int) -> Iterator[tuple[str, text.Seen]]:
    """What was seen, and where within the packing."""
    start = file.read(16)
    file.seek(0)
    opener = next((each for magic, each in PACKED if start.startswith(magic)), None)
    if packing := next((name for magic, name in CLOSED if start.startswith(magic)), ""):
        raise Unread(f"it is packed {packing}")
    if opener is not None or start.startswith(ZIPPED):
        if not deep:
            raise Unread("it is packed too often")
        if opener is not None:
            with opener(file) as unpacked:
                yield from _seen(_bounded(unpacked), known, deep - 1)
        else:
            yield from _zipped(file, known, deep)
    elif wave.is_wave(start):
        yield from wave.look(file, known)
    else:
        for seen in text.look(file, known):
            yield "", seen


def _zipped(file: BinaryIO, known: Known, deep: int) -> Iterator[tuple[str, text.Seen]]:
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            layer = Layer(member.filename)
            for found in suspects(layer, known):
                yield "", text.Seen("the name of a member", layer, found)
            if not member.is_dir():
                with archive.open(member) as unpacked:
                    for inner, seen in _seen(_bounded(unpacked), known, deep - 1):
                        yield f"{named(member.filename)}, {inner}", seen


class _Bounded:
    """A stream that is being unpacked, up to LARGEST bytes of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        if self._stream.tell() > LARGEST:
            raise Unread("it is too large when unpacked")
        return data

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def _bounded(stream: object) -> BinaryIO:
    return cast("BinaryIO", _Bounded(cast("BinaryIO", stream)))


def _is_file(path: Path) -> bool:
    """No link, socket or pipe. What cannot even be asked for is opened, and so reported."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return True


def _look_at_name(name: str, place: str, known: Known, findings: Findings) -> None:
    layer = Layer(os.fsencode(name).decode("utf-8", "replace"))
    for found in suspects(layer, known):
        findings.add(
            Finding(
                kind="number",
                place=f"{place}, its name",
                what=form(layer.text, found),
                ends=ends(found),
                mend=MEND,
            ),
            place,
        )


def _refused(error: OSError, findings: Findings) -> None:
    place = f"folder {named(str(error.filename))}"
    _unread(findings, place, f"could not be looked at ({error.strerror})", MEND_UNREAD)


def _unread(findings: Findings, place: str, what: str, mend: str) -> None:
    findings.add(Finding(kind="unread", place=place, what=what, mend=mend), place)
