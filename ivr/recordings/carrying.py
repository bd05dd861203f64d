"""All recordings as one zip: audio, versions, log. A lost machine costs nothing.

An import adds; nothing that is there goes or is replaced.
"""

import hashlib
import zipfile
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from ivr import store
from ivr.recordings.document import form_of
from ivr.recordings.library import File, Library
from ivr.recordings.published import is_hash
from ivr.recordings.state import FORM, CannotChange, Done, Shelf, State
from ivr.recordings.storage import STATE, Storage, StoreAway
from ivr.recordings.zips import new_zip, opened, part

LARGEST = 5 * 2**20
"""Bytes of one recording: five times the two minutes that one may last."""

LARGEST_STATE = 100 * 2**20


def export(library: Library, path: Path) -> tuple[int, list[str]]:
    """Write all of it to `path`, in one move. Returns how many recordings are in it, and which

    the store has lost, by their hashes. Raises OSError.
    """
    file = File(library.open(), library.heard())
    with new_zip(path) as zipped:
        return write(zipped, file, library.storage)


def write(zipped: zipfile.ZipFile, file: File, storage: Storage) -> tuple[int, list[str]]:
    """That state with its audio; see `export`."""
    lost = []
    zipped.writestr(STATE, msgspec.json.format(msgspec.json.encode(file), indent=1))
    names = sorted(hashes(file.state))
    for name in names:
        try:
            zipped.writestr(f"audio/{name}.wav", storage.get(name))
        except StoreAway:
            lost.append(name)
    return len(names) - len(lost), lost


class Imported(NamedTuple):
    """What an import changed, in counts."""

    new: int  # versions and announcements that were not here
    sentences: int  # of which a recording is published only since
    announcements: int  # that are heard since, or will be


def import_(library: Library, path: Path, *, who: str) -> Imported:
    """Add what an export has.

    Raises CannotChange, before anything is changed, for a file that is no whole export; OSError;
    StoreAway; StateNotWritten.
    """
    library.open()
    try:
        with opened(path) as zipped:
            file = read(zipped)
            take_audio(library.storage, zipped, file.state)
    except zipfile.BadZipFile:
        raise CannotChange(f"{path} is damaged, or no zip: give an export of this line.") from None
    heard = library.heard()
    for name, month in file.heard.items():
        if month > heard.get(name, ""):
            library.connection.hset(store.RECORDINGS_HEARD.of(), name, month)
    done = Done(library.clock(), who, "imported")
    found: list[Imported] = []

    def change(before: State) -> State:
        after = merged(before, file.state, done)
        found.append(_imported(before, after, done.when))
        return after

    library.change(change)
    return found[-1]


def merged(ours: State, theirs: State, done: Done | None = None) -> State:
    """Ours with what theirs has beside it; what is published here stays published."""
    shelves = {language: dict(prompts) for language, prompts in ours.shelves.items()}
    for language, prompts in theirs.shelves.items():
        mine = shelves.setdefault(language, {})
        for prompt, shelf in prompts.items():
            mine[prompt] = _both(mine[prompt], shelf) if prompt in mine else shelf
    log = sorted(dict.fromkeys((*theirs.log, *ours.log)), key=lambda each: each.when)
    revision = max(ours.revision, theirs.revision)
    known = {each.id for each in ours.announcements}
    others = (each for each in theirs.announcements if each.id not in known)
    announcements = sorted((*ours.announcements, *others), key=lambda each: each.when)
    whole = State(revision, shelves, tuple(log), tuple(announcements))
    return whole.noted(shelves, done) if done else whole


def _both(ours: Shelf, theirs: Shelf) -> Shelf:
    """Theirs behind ours, with new numbers; the same recording of the same moment is one."""
    versions = list(ours.versions)
    numbers: dict[int, int] = {}
    for version in theirs.versions:
        same = next(
            (i for i, v in enumerate(versions) if (v.hash, v.when) == (version.hash, version.when)),
            None,
        )
        if same is None:
            number = max((v.number for v in versions), default=0) + 1
            versions.append(msgspec.structs.replace(version, number=number))
        else:
            own = versions[same]
            kept = tuple(dict.fromkeys(own.kept + version.kept))
            versions[same] = msgspec.structs.replace(own, kept=kept)
            number = own.number
        numbers[version.number] = number
    heard = ours.heard or tuple(
        msgspec.structs.replace(each, version=numbers[each.version])
        for each in theirs.heard
        if each.version in numbers
    )
    return Shelf(tuple(versions), heard)


def read(zipped: zipfile.ZipFile) -> File:
    """The state of the recordings in a zip of ours. Raises CannotChange, BadZipFile."""
    try:
        info = zipped.getinfo(STATE)
        if info.file_size > LARGEST_STATE:
            raise CannotChange(f"{zipped.filename} is too large to be an export of this line.")
        document = part(zipped, info)
        if form_of(document, within=True) > FORM:
            raise CannotChange(
                f"{zipped.filename} is of a newer release of the line: upgrade this one."
            )
        file = msgspec.json.decode(document, type=File)
    except (KeyError, msgspec.MsgspecError):
        raise CannotChange(
            f"{zipped.filename} has no state of recordings: give what `ivr prompts export` wrote."
        ) from None
    if not all(map(is_hash, hashes(file.state))):
        raise CannotChange(f"{zipped.filename} names audio by something that is no hash.")
    return file


def take_audio(storage: Storage, zipped: zipfile.ZipFile, state: State) -> None:
    """The recordings that `state` names into the store. Raises CannotChange, StoreAway."""
    for name in sorted(hashes(state)):
        take(storage, zipped, name)


def take(storage: Storage, zipped: zipfile.ZipFile, name: str) -> None:
    """One recording into the store, unless that has it. Raises as above, and BadZipFile."""
    if storage.has(name):
        return
    try:
        info = zipped.getinfo(f"audio/{name}.wav")
        wav = part(zipped, info) if info.file_size <= LARGEST else b""
    except KeyError:
        raise CannotChange(
            f"{zipped.filename} has no audio {name[:12]}…, nor has the store: nothing more "
            "was imported. Give a whole export."
        ) from None
    if hashlib.sha256(wav).hexdigest() != name:
        raise CannotChange(
            f"The audio {name[:12]}… in {zipped.filename} is damaged: give another export."
        )
    storage.put(wav)


def hashes(state: State) -> set[str]:
    """All audio that it names."""
    versions = {version.hash for shelf in _shelves(state) for version in shelf.versions}
    return versions | {each.hash for each in state.announcements}


def _shelves(state: State) -> list[Shelf]:
    return [shelf for prompts in state.shelves.values() for shelf in prompts.values()]


def _count(state: State) -> int:
    return sum(len(shelf.versions) for shelf in _shelves(state)) + len(state.announcements)


def _imported(before: State, after: State, now: datetime) -> Imported:
    ours, all_ = ([shelf for shelf in _shelves(each) if shelf.now] for each in (before, after))
    known, announced = (each.recordings(now).announcements for each in (before, after))
    return Imported(
        _count(after) - _count(before), len(all_) - len(ours), len(announced) - len(known)
    )
