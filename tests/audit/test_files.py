"""A caller's number planted in files: their text, their names, their packing, their sound."""

import bz2
import gzip
import io
import lzma
import os
import socket
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ivr import store
from ivr.audit import files as audit_files
from ivr.audit.files import MEND, MEND_UNREAD
from ivr.audit.text import OVERLAP, PIECE
from ivr.schedule.snapshot import Snapshot
from tests.audit.conftest import Installed
from tests.audit.made import CALLER, WRITINGS, chunk, comment, recording, with_chunk, write
from tests.audit.test_redis import places

ID3 = b"ID3\3\0\0\0\0\0\x40TPE1\0\0\0\x20\0\0\1\xff\xfe"
LINES = "a line of a log\n" * 3


def zipped(name: str, body: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("other.txt", LINES)
        archive.writestr(name, body)
    return file.getvalue()


Make = Callable[[bytes], bytes]

FILES: dict[str, tuple[str, str, Make]] = {
    "text": ("a.log", "line 4", lambda n: LINES.encode() + b"from " + n + b"\nmore\n"),
    "gzip": ("a.log.1.gz", "line 4", lambda n: gzip.compress(LINES.encode() + n)),
    "bzip2": ("a.log.bz2", "line 4", lambda n: bz2.compress(LINES.encode() + n)),
    "xz": ("a.log.xz", "line 4", lambda n: lzma.compress(LINES.encode() + n)),
    "gzip in gzip": ("a.gz", "line 1", lambda n: gzip.compress(gzip.compress(n))),
    "zip": ("a.zip", "a.txt, line 4", lambda n: zipped("a.txt", LINES.encode() + n)),
    "zip in gzip": ("a.zip.gz", "a.txt, line 1", lambda n: gzip.compress(zipped("a.txt", n))),
    "zip's own names": ("a.zip", "the name of a member", lambda n: zipped(n.decode(), b"")),
    "JSON": ("a.json", "line 1", lambda n: b'{"from": "' + n + b'"}'),
    "another coding": ("a.log", "line 2", lambda n: "été\n".encode("latin-1") * 1 + n + b" \xe9"),
    "no text": ("a.bin", "byte 7", lambda n: b"\0\1\2\3\xff\xfe\0" + n + b"\0\xff"),
    "no text, wide": (
        "a.bin",
        "byte 6",
        lambda n: b"\0\1\2\3\xff\xfe" + n.decode().encode("utf-16-le") + b"\xff",
    ),
    "Ogg": (
        "a.ogg",
        "byte 44",
        lambda n: b"OggS\0\2" + bytes(22) + b"\3vorbis\0\0\0\0FROM=" + n + b"\1" + b"\xe3" * 99,
    ),
    "a recording's comment": (
        "a.wav",
        "chunk LIST",
        lambda n: with_chunk(recording(), comment(b"call of " + n)),
    ),
    "a comment before the sound": (
        "a.wav",
        "chunk LIST",
        lambda n: with_chunk(recording(), comment(n), first=True),
    ),
    "a broadcaster's chunk": (
        "a.wav",
        "chunk bext",
        lambda n: with_chunk(
            recording(),
            chunk(b"bext", n.ljust(256, b"\0") + b"\0" * 64 + b"2026-11-2118:40:00" + b"\0" * 260),
        ),
    ),
    "an ID3 tag in a recording": (
        "a.wav",
        "chunk id3",
        lambda n: with_chunk(
            recording(),
            chunk(b"id3 ", ID3 + n.decode().encode("utf-16-le")),
        ),
    ),
    "behind a recording": ("a.wav", "after its chunks, byte 0", lambda n: recording() + n),
    "sound whose length is not known": (
        "a.wav",
        "after its chunks, byte ",
        lambda n: recording().replace(b"data", b"data\xff\xff\xff\xff", 1) + b"\0" + n + b"\0",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", FILES)
def test_a_number_is_found_in_every_writing(line: Installed, what: str) -> None:
    name, where, make = FILES[what]
    for writing in WRITINGS:
        path = write(line.data / "deep" / name, make(writing.encode()))
        report = line.look()
        (place,) = places(report)
        assert place.startswith(f"file {path}, {where}"), writing
        (finding,) = report.findings
        assert (finding.kind, finding.ends, finding.mend) == ("number", "…77", MEND)


@pytest.mark.parametrize("writing", [one for one in WRITINGS if "/" not in one])
def test_a_number_in_a_name_is_found_and_not_shown(line: Installed, writing: str) -> None:
    write(line.data / f"call {writing}.wav", recording())
    write(line.data / f"calls-{writing}" / "a.txt", b"")
    found = places(line.look())
    assert len(found) == 2
    assert all(place.endswith(", its name") for place in found)


def test_a_number_in_a_log_that_is_named(line: Installed) -> None:
    plain = write(line.folder / "a.log", f"{LINES}{CALLER}".encode())
    packed = write(line.folder / "a.log.gz", gzip.compress(f"{CALLER}\n".encode()))
    report = line.look(plain, packed)
    assert places(report) == [f"log {plain}, line 4", f"log {packed}, line 1"]
    assert report.summary == (
        "Looked at 0 keys of Redis, 0 files and 2 logs: 2 findings. Not looked at: the carrier."
    )


@pytest.mark.parametrize("shift", range(-14, 15, 2))
@pytest.mark.parametrize("border", [PIECE, PIECE - OVERLAP, PIECE - 2 * OVERLAP])
def test_a_number_on_the_border_of_two_pieces(line: Installed, border: int, shift: int) -> None:
    number = b" (202) 555-0177 "
    log = write(line.folder / "a.log", b"x" * (border + shift) + number + b"x" * PIECE)
    assert places(line.look(log)) == [f"log {log}, line 1"]
    binary = write(line.folder / "a.bin", b"\0" * (border + shift) + number + b"\xff" * PIECE)
    at = border + shift + 1
    assert places(line.look(binary)) == [f"log {binary}, byte {at}"]


def test_lines_are_counted_over_all_pieces(line: Installed) -> None:
    rows = [f"{n:06} é {'x' * 40}" for n in range(60_000)]
    for n in (0, 29_999, 59_999):
        rows[n] = f"from {CALLER}"
    log = write(line.folder / "a.log", "\n".join(rows).encode())
    assert places(line.look(log)) == [f"log {log}, line {n}" for n in (1, 30_000, 60_000)]


def test_what_is_published_holds_the_lists_own_numbers(whole: Installed) -> None:
    """Where Redis has lost it, too: its own bytes tell what it is."""
    (whole.folder / "meetings.json").unlink()
    with store.connect(whole.settings.redis_url) as connection:
        connection.flushall()
    published = whole.data / "published" / "schedule"
    numbers = {
        phone
        for meeting in Snapshot.load(published.read_bytes()).meetings
        for phone in meeting.spoken_phone.values()
    }
    assert numbers
    write(whole.data / "copy", "\n".join([*numbers, "+12025550187"]).encode())
    report = whole.look()
    assert [finding.ends for finding in report.findings] == ["…87"]
    assert report.files == 7


@pytest.mark.parametrize("name", ["notes.txt", "schedule", "rota"])
@pytest.mark.parametrize(
    "body",
    [
        "{}\n",
        '{{"version":1,"time_zone":"UTC","hours":[],"from":"{}"}}',  # a rota, but none of ours
        "meetings 2 little\n{}",
    ],
)
def test_what_lies_beside_what_is_published_is_looked_at(
    whole: Installed, name: str, body: str
) -> None:
    before = whole.look().files
    path = whole.data / "published" / name
    new = not path.exists()
    write(path, body.format(CALLER).encode())
    report = whole.look()
    (finding,) = report.findings
    assert finding.place.startswith(f"file {path}, ")
    assert report.files == before + new


def test_a_file_that_goes_meanwhile_is_no_finding(
    line: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as one that the web process writes beside and then renames."""
    path = write(line.data / "published" / "tmp", b"half")

    def goes(_: Path) -> bool:
        path.unlink()
        return True

    monkeypatch.setattr(audit_files, "_is_file", goes)
    report = line.look()
    assert (report.findings, report.files) == ((), 0)


def test_what_is_published_is_no_finding_among_other_bytes(whole: Installed) -> None:
    """As in a file of Redis's: glued to lengths, and with its columns."""
    schedule = (whole.data / "published" / "schedule").read_bytes()
    write(whole.data / "appendonly.aof", b"*3\r\n$3\r\nSET\r\n$9\r\n\0" + schedule + b"\r\n")
    assert whole.look().findings == ()


def test_links_that_lead_out_are_findings_and_others_notes(line: Installed) -> None:
    outside = write(line.folder / "outside" / "a.txt", CALLER.encode())
    inside = write(line.data / "sub" / "a.txt", b"nothing")
    links = {
        "link": outside,
        "folder": outside.parent,
        "number": line.folder / CALLER,
        "within": inside,
        "subfolder": inside.parent,
        "loop": line.data / "loop",
    }
    for name, target in links.items():
        (line.data / name).symlink_to(target)
    report = line.look()
    assert places(report) == [f"link {line.data / name}" for name in ("folder", "link", "number")]
    assert {one.kind for one in report.findings} == {"unread"}
    assert report.findings[0].what == (
        f"leads out of the folder, to {outside.parent}, and was not followed"
    )
    not_followed = "was not followed: what it leads to is in the same folder."
    assert report.notes == (
        f"link {line.data / 'loop'} leads nowhere, and was not followed.",
        f"link {line.data / 'subfolder'} {not_followed}",
        f"link {line.data / 'within'} {not_followed}",
    )
    assert report.files == 1


def test_a_data_folder_behind_a_link_is_looked_at(line: Installed) -> None:
    write(line.data / "a.txt", CALLER.encode())
    line.data.rename(line.folder / "elsewhere")
    line.data.symlink_to(line.folder / "elsewhere")
    assert places(line.look()) == [f"file {line.data / 'a.txt'}, line 1"]


def test_sockets_and_pipes_are_left_alone(line: Installed) -> None:
    os.mkfifo(line.data / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        os.chdir(line.data)  # its path must be short
        listening.bind("socket")
        report = line.look()
    assert report.findings == ()
    assert report.files == 0


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("a.gz", gzip.compress(b"some words" * 99)[:-9], "could not be looked at to its end"),
        ("a.gz", b"\x1f\x8b and no more", "could not be looked at to its end"),
        ("a.zip", b"PK\x03\x04 and no more", "could not be looked at to its end"),
        ("a.xz", lzma.compress(b"some words" * 99)[:-30], "could not be looked at to its end"),
        ("a.zst", b"\x28\xb5\x2f\xfd", "could not be looked at (it is packed with zstd)"),
        ("dump.rdb", b"REDIS0009\xfa", "could not be looked at (it is packed by Redis, whose keys"),
        (
            "a.gz",
            gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"")))),
            "could not be looked at (it is packed too often)",
        ),
    ],
    ids=["cut off", "no gzip", "no zip", "cut off xz", "zstd", "Redis", "too often"],
)
def test_what_cannot_be_looked_at_is_told(
    line: Installed, name: str, body: bytes, why: str
) -> None:
    path = write(line.data / name, body)
    report = line.look()
    (finding,) = report.findings
    assert (finding.kind, finding.place) == ("unread", f"file {path}")
    assert finding.what.startswith(why)
    assert finding.mend == MEND_UNREAD
    assert (report.clean, report.files) == (False, 0)


def test_what_unpacks_to_too_much_is_told(line: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_files, "LARGEST", 3 * PIECE)
    path = write(line.data / "a.gz", gzip.compress(bytes(8 * PIECE)))
    assert [str(one) for one in line.look().findings] == [
        f"file {path}: could not be looked at (it is too large when unpacked). {MEND_UNREAD}"
    ]


def test_folders_and_logs_that_are_not_there_are_told(line: Installed) -> None:
    line.data.rmdir()
    log = line.folder / "no.log"
    report = line.look(log)
    assert (report.files, report.logs) == (0, 0)
    assert [str(one) for one in report.findings] == [
        f"{line.data}: is no folder. Name the line's in IVR_DATA_DIR.",
        f"log {log}: is not looked at: there is no such file. Mend its path.",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_files_that_may_not_be_read_are_told(line: Installed) -> None:
    file = write(line.data / "a.txt", b"")
    folder = write(line.data / "b" / "c.txt", b"").parent
    file.chmod(0)
    folder.chmod(0)
    try:
        found = [str(one) for one in line.look().findings]
    finally:
        file.chmod(0o600)
        folder.chmod(0o700)
    assert found == [
        f"file {file}: could not be looked at to its end (Permission denied). {MEND_UNREAD}",
        f"folder {folder}: could not be looked at (Permission denied). {MEND_UNREAD}",
    ]


def test_the_leaders_file_alone_may_have_their_numbers(line: Installed) -> None:
    leaders = (line.folder / "leaders.csv").read_bytes()
    assert b"+12025550101" in leaders
    place = write(line.data / "leaders.csv", leaders)
    assert line.settings.rota is not None
    own = replace(line.settings.rota, leaders=str(place))
    line.settings = replace(line.settings, rota=own)
    assert line.look().findings == ()
    write(line.data / "copy.csv", leaders)
    assert line.look().findings != ()
