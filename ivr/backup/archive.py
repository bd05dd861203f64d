"""The file of a backup: a zip with the documents, the audio, and the line's own files.

    backup.json            what it is of, and when it was made
    people.json, rota.json, line.json, state.json, audio/<hash>.wav   as in the store of recordings
    files/…                line.toml and what it names, as far as it lies in the same folder
    data/wiring.json       what the numbers were set to before `ivr setup`

In it are volunteers' telephone numbers, as leaders.csv has them: only its owner can read it.
"""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from ivr.backup.documents import States
from ivr.environment import ENVIRONMENT, read_environment
from ivr.helping.kept import COPY as HELP
from ivr.helping.state import State as HelpState
from ivr.people.kept import COPY as PEOPLE
from ivr.people.person import CannotChange
from ivr.people.state import State as PeopleState
from ivr.recordings import carrying, zips
from ivr.recordings.document import form_of
from ivr.recordings.kept import File
from ivr.recordings.storage import Storage
from ivr.rotachanges import COPY as ROTA
from ivr.rotachanges import State as RotaState
from ivr.settings import Settings
from ivr.setup.history import NAME as WIRING

FORM = 1
ABOUT = "backup.json"
FILES, DATA = "files", "data"
LARGEST_FILE = 20 * 2**20
"""Bytes of a document, and of a file of the line."""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """`made` is aware, UTC."""

    form: int
    made: datetime
    line: str
    environment: dict[str, str] = {}  # variables that are no secrets
    secrets: tuple[str, ...] = ()  # names of those that were set
    lost: tuple[str, ...] = ()  # audio that the store had lost, by hash
    left_out: tuple[str, ...] = ()  # files that line.toml names elsewhere
    hold: datetime | None = None  # since when nothing was deleted at the carrier, by order


@dataclass(frozen=True)
class Backup:
    """What was read of one; its audio stays in the zip."""

    about: About
    states: States
    heard: Mapping[str, str]  # when which sentence was last heard
    files: Mapping[str, bytes]  # by name in the zip: below FILES, and below DATA


def write(
    path: Path,
    settings: Settings,
    states: States,
    heard: dict[str, str],
    storage: Storage,
    environ: Mapping[str, str],
    hold: datetime | None,
    now: datetime,
) -> About:
    """All of it to `path`, in one move. Raises OSError."""
    files, left_out = _files(settings)
    values = read_environment(environ)
    with zips.new_zip(path) as zipped:
        _, lost = carrying.write(zipped, File(states.recordings, heard), storage)
        about = About(
            form=FORM,
            made=now,
            line=settings.lines[0].name if settings.lines else "",
            environment={v.name: values[v.name] for v in _set(values) if not v.secret},
            secrets=tuple(v.name for v in _set(values) if v.secret),
            lost=tuple(lost),
            left_out=tuple(left_out),
            hold=hold,
        )
        for name, document in (
            (ABOUT, about),
            (PEOPLE, states.people),
            (ROTA, states.rota),
            (HELP, states.help),
        ):
            zipped.writestr(name, msgspec.json.format(msgspec.json.encode(document), indent=1))
        for name, content in files.items():
            zipped.writestr(name, content)
    return about


def read(zipped: zipfile.ZipFile) -> Backup:
    """Raises CannotChange for what is no backup of ours, or of a newer release."""
    name = zipped.filename
    try:
        about = _document(zipped, ABOUT, About, FORM)
        recordings = carrying.read(zipped)
        states = States(
            recordings.state,
            _document(zipped, PEOPLE, PeopleState, PeopleState().form),
            _document(zipped, ROTA, RotaState, RotaState().form),
            _document(zipped, HELP, HelpState, HelpState().form),
        )
        files = {each: _bytes(zipped, each) for each in _named(zipped)}
    except zipfile.BadZipFile:
        raise CannotChange(f"{name} is damaged: give another backup.") from None
    except (KeyError, msgspec.MsgspecError):
        raise CannotChange(f"{name} is no backup: give what `ivr backup` wrote.") from None
    return Backup(about, states, recordings.heard, files)


def _document(zipped: zipfile.ZipFile, name: str, kind: type[Any], form: int) -> Any:
    """Of no newer form than that: nothing else of a newer one may be readable."""
    document = _bytes(zipped, name)
    if form_of(document) > form:
        raise CannotChange(
            f"{zipped.filename} is of a newer release of the line ({name}): upgrade this one first."
        )
    return msgspec.json.decode(document, type=kind)


def _bytes(zipped: zipfile.ZipFile, name: str) -> bytes:
    info = zipped.getinfo(name)
    if info.file_size > LARGEST_FILE:
        raise CannotChange(f"{name} in {zipped.filename} is too large: it is no backup of ours.")
    return zips.part(zipped, info)


def _named(zipped: zipfile.ZipFile) -> Iterator[str]:
    """The line's own files: below their folder, and nowhere else; and the one of DATA."""
    for name in dict.fromkeys(zipped.namelist()):
        top, _, below = name.partition("/")
        if name == f"{DATA}/{WIRING}":
            yield name
        elif top == FILES and below and not below.endswith("/"):
            if not _stays_below(below):
                raise CannotChange(
                    f"{zipped.filename} has a file that leaves its folder: {name!r}."
                )
            yield name


def _stays_below(name: str) -> bool:
    """Whether it is a path as `write` makes it, which no folder before it can lead elsewhere."""
    parts = name.split("/")
    return name.isprintable() and "\\" not in name and not {"", ".", ".."}.intersection(parts)


def _files(settings: Settings) -> tuple[dict[str, bytes], list[str]]:
    """What lies beside the documents, by its name in the zip; and what stays out of it."""
    folder = settings.config.absolute().parent
    named = [settings.rota.hours, settings.rota.leaders] if settings.rota else []
    named += [source.url for source in settings.sources]
    paths = [settings.config.absolute(), *(Path(each) for each in named if "://" not in each)]
    wiring = settings.data_dir / WIRING
    found = {f"{DATA}/{WIRING}": wiring.read_bytes()} if wiring.is_file() else {}
    elsewhere: list[str] = []
    for path in dict.fromkeys(paths):
        if not path.is_file():
            continue  # `ivr doctor` says so
        if path.is_relative_to(folder) and path.stat().st_size <= LARGEST_FILE:
            found[f"{FILES}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
        else:
            elsewhere.append(str(path))
    return found, elsewhere


def _set(values: Mapping[str, str]) -> list[Any]:
    return [variable for variable in ENVIRONMENT if values.get(variable.name)]
