"""A machine that is set up, with something of each kind that operators make; and bad backups."""

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import redis

from ivr import store
from ivr.backup.documents import Documents
from ivr.environment import load
from ivr.helping.help import Own
from ivr.helping.state import changed
from ivr.people.book import Book
from ivr.recordings.library import Library
from ivr.recordings.storage import storage_of
from ivr.rotabook import RotaBook
from ivr.rotachanges import KeptRow
from ivr.rotarefresh import refresh_rota
from ivr.settings import Settings
from ivr.setup.history import NAME
from tests.line import SATURDAY_EVENING
from tests.recordings.made import add, audio, library_of

Run = Callable[..., tuple[int, str, str]]


@dataclass
class Machine:
    """One that is set up: the demo's files and a store, all below one folder."""

    folder: Path
    environ: dict[str, str]
    connection: redis.Redis

    @property
    def settings(self) -> Settings:
        return load(self.environ)

    @property
    def documents(self) -> Documents:
        return Documents(self.connection, storage_of(load(self.environ, line_file=False)))

    @property
    def library(self) -> Library:
        return library_of(self.settings, self.connection)

    def book(self) -> Book:
        return Book(
            self.connection, storage_of(self.settings), self.settings, lambda: SATURDAY_EVENING
        )

    def lose(self) -> None:
        """All of it but the environment."""
        self.connection.flushall()
        shutil.rmtree(self.folder)
        self.folder.mkdir()


def fill(machine: Machine) -> None:
    """Something of each kind that operators make."""
    add(machine.library)
    add(machine.library, of="two", publish=False)
    machine.connection.hset(store.RECORDINGS_HEARD.of(), "en/welcome", "2026-10")
    machine.library.add_announcement("en", audio("three"), seconds=1, who="Ana", came="file")
    machine.book().add("Ana", password="grandma likes tea")
    refresh_rota(machine.settings, machine.connection, SATURDAY_EVENING)
    rota = RotaBook(
        machine.connection,
        storage_of(machine.settings),
        machine.settings,
        lambda: SATURDAY_EVENING,
    )
    (machine.settings.data_dir / NAME).write_text('{"version":1,"steps":[]}')
    row = KeptRow("row1", "daily", "03:00", "Night owls", format="step", access="open")
    rota.put(row, expected=None, who="Ana")
    own = Own("+12025550177", {"en": "call 9 1 1"})
    machine.documents.help.change(
        lambda before: changed(
            before, "", own, expected=before.own(""), who="Ana", now=SATURDAY_EVENING
        )
    )


def damaged(path: Path, name: str, content: bytes) -> None:
    """The zip with another content, or one more."""
    with zipfile.ZipFile(path) as zipped:
        parts = {each: zipped.read(each) for each in zipped.namelist()}
    with zipfile.ZipFile(path, "w") as zipped:
        for each, old in (parts | {name: content}).items():
            zipped.writestr(each, old)


def broken(path: Path, name: str) -> None:
    """The zip, packed again by hand as zips are, with a few wrong bytes in one of its files."""
    with zipfile.ZipFile(path) as zipped:
        parts = {each: zipped.read(each) for each in zipped.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for each, content in parts.items():
            zipped.writestr(each, content)
        start = zipped.getinfo(name).header_offset + 30 + len(name)
    whole = bytearray(path.read_bytes())
    whole[start : start + 4] = b"\xff" * 4
    path.write_bytes(whole)
