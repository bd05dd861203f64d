"""`ivr backup` and `ivr restore`."""

import argparse
import os
import sys
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import msgspec
import redis

from ivr import store
from ivr.backup import archive
from ivr.backup.archive import Backup
from ivr.backup.documents import Documents, States
from ivr.clock import utc_now
from ivr.erasure import hold
from ivr.people.hashing import mark_of
from ivr.people.person import CannotChange
from ivr.people.state import other_secret
from ivr.recordings import carrying
from ivr.recordings.document import StateNotWritten
from ivr.recordings.state import CannotChange as CannotImport
from ivr.recordings.storage import StoreAway, storage_of
from ivr.rotacomposed import publish_composed
from ivr.settings import Settings, SettingsError, load
from ivr.whodid import user

EXPLAINED = (CannotChange, CannotImport, StoreAway, StateNotWritten)


def backup_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the file to write, or a folder for one by its day")
    parser.add_argument("--json", action="store_true", help="for a program to read")


def restore_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="what `ivr backup` wrote")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and stop")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--by", default=user(), help="who does it, for the log")


def backup(options: argparse.Namespace, settings: Settings) -> int:
    now = utc_now()
    path: Path = options.file
    if path.is_dir():
        path /= f"meeting-line-{now:%Y-%m-%d}.zip"
    elif path.suffix != ".zip":
        print(f"{path} is no folder: make it, or name a file that ends in .zip.", file=sys.stderr)
        return 1
    with closing(store.connect(settings.redis_url)) as connection:
        documents = Documents(connection, storage_of(settings))
        try:
            about = _write(path, settings, documents)
        except (*EXPLAINED, OSError) as error:
            return _failed(error)
    if options.json:
        print(msgspec.json.encode({"file": str(path), "about": about}).decode())
    else:
        print(f"{path} has all that operators made; {path.stat().st_size / 2**20:.1f} MB.")
        for each in about.left_out:
            print(f"Not in it, for it is large or outside the folder of line.toml: {each}.")
        for each in about.lost:
            print(f"Not in it, for the store has lost it: the recording {each[:12]}….")
        if about.secrets:
            print(
                f"Keep elsewhere, for no secret is in it: {', '.join(about.secrets)}. With another "
                "IVR_SECRET no PIN or password of the backup opens anything."
            )
        print("Volunteers' telephone numbers are in it, where leaders.csv has them: lock it away.")
    return 1 if about.lost else 0


def restore(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Also without a line.toml: it may be in the backup."""
    try:
        settings = load(environ, needs=("REDIS_URL",), line_file=False)
        with (
            zipfile.ZipFile(options.file) as zipped,
            closing(store.connect(settings.redis_url)) as connection,
        ):
            return Restoring(options, environ, settings, connection, zipped).run()
    except zipfile.BadZipFile:
        print(f"{options.file} is damaged, or no zip: give another backup.", file=sys.stderr)
    except (*EXPLAINED, OSError) as error:
        if isinstance(error, redis.exceptions.RedisError):
            raise
        return _failed(error)
    return 1


class Restoring:
    """One restore. Nothing is changed before all of the backup but its audio was read."""

    def __init__(
        self,
        options: argparse.Namespace,
        environ: Mapping[str, str],
        settings: Settings,
        connection: redis.Redis,
        zipped: zipfile.ZipFile,
    ) -> None:
        self.options, self.environ, self.settings = options, environ, settings
        self.connection, self.zipped = connection, zipped
        self.documents = Documents(connection, storage_of(settings))
        self.backup: Backup = archive.read(zipped)
        self.missed = False  # something could not be brought back, and that was said

    def run(self) -> int:
        """Raises RedisError and what is EXPLAINED."""
        about, states = self.backup.about, self.backup.states
        before = self.documents.states()
        print(f"A backup of {about.line or 'a line'}, made {about.made:%Y-%m-%d %H:%M} UTC.")
        changes = list(states.differences(before))
        files = self._other_files()
        for sentence in changes or ["Recordings, people, rota and help are as they are here."]:
            print(sentence)
        for target in files.values():
            print(f"{target} is to be written.")
        if self.options.dry_run:
            return 0
        if not before.empty and not states.same_as(before):
            if not self._agreed():
                print("Nothing was changed.")
                return 1
            self._keep_what_is_here(before)
        self._files(files)
        try:
            self._audio()
            self._documents()
            self._hold(before)
        except (KeyboardInterrupt, redis.exceptions.RedisError, StoreAway):
            print("Not all of it is back: type the same again.", file=sys.stderr)
            raise
        self._say_the_rest()
        return int(self.missed)

    def _agreed(self) -> bool:
        if self.options.yes:
            return True
        if not sys.stdin.isatty():
            print("Say --yes where nobody can be asked.", file=sys.stderr)
            return False
        try:
            return input("Put it back to that? [y/N] ").strip().lower() in ("y", "yes")
        except EOFError:
            print()
            return False

    def _keep_what_is_here(self, before: States) -> None:
        path = self.options.file.with_name(f"before-restore-{utc_now():%Y-%m-%d-%H%M%S}.zip")
        _write(path, self._line_settings() or self.settings, self.documents, before)
        print(f"What was here is in {path}.")

    def _audio(self) -> None:
        """What is lost of it keeps back nothing else: the synthetic voice speaks there."""
        for name in sorted(carrying.hashes(self.backup.states.recordings)):
            try:
                carrying.take(self.documents.storage, self.zipped, name)
            except (CannotImport, *carrying.DAMAGED):
                self._miss(
                    f"The recording {name[:12]}… is damaged or missing in the backup, and is not "
                    "in the store: `ivr doctor` says of which sentence it is."
                )

    def _miss(self, sentence: str) -> None:
        self.missed = True
        print(sentence, file=sys.stderr)

    def _hold(self, before: States) -> None:
        """A lost machine goes on with it; on one that is well it may have ended since."""
        if self.backup.about.hold and before.empty:
            hold.begin(self.connection, self.backup.about.hold)
            print("The hold of then is on: nothing is deleted at the carrier (`ivr privacy hold`).")

    def _documents(self) -> None:
        known = self.documents.recordings.heard()
        for name, month in self.backup.heard.items():
            if month > known.get(name, ""):
                self.connection.hset(store.RECORDINGS_HEARD.of(), name, month)
        try:
            self.documents.restore(self.backup.states, who=self.options.by, now=utc_now())
        finally:
            if settings := self._line_settings():
                publish_composed(self.connection, self.documents.storage, settings, utc_now())

    def _other_files(self) -> dict[str, Path]:
        """Where each of the line's own files goes that is not here as it is; what is here stays."""
        folders = {
            archive.FILES: self.settings.config.absolute().parent,
            archive.DATA: self.settings.data_dir.absolute(),
        }
        found = {}
        for name, content in self.backup.files.items():
            top, _, below = name.partition("/")
            path = folders[top] / below
            if not path.exists():
                found[name] = path
            elif path.read_bytes() != content:
                found[name] = path.with_name(f"{path.name}.restored")
        return found

    def _files(self, targets: Mapping[str, Path]) -> None:
        for name, path in targets.items():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                if name.startswith(archive.DATA):
                    path.touch(mode=0o600)  # as `ivr setup` has it
                path.write_bytes(self.backup.files[name])
            except OSError as error:
                self._miss(
                    f"{path} could not be written ({error.strerror}): take {name} out of the "
                    f"backup yourself (`unzip {self.options.file} {name}`)."
                )

    def _line_settings(self) -> Settings | None:
        try:
            return load(self.environ, needs=("REDIS_URL",))
        except SettingsError as error:
            print(error, file=sys.stderr)
            return None

    def _say_the_rest(self) -> None:
        if other_secret(self.backup.states.people, mark_of(self.settings)):
            print(
                "IVR_SECRET is another one than then: no PIN or password opens anything. Set that "
                "of then, or give new ones with `ivr operators pin NAME --new-secret`.",
                file=sys.stderr,
            )
        print("It is done. Run `ivr refresh`, and then `ivr doctor`.")


def _write(
    path: Path, settings: Settings, documents: Documents, states: States | None = None
) -> archive.About:
    return archive.write(
        path,
        settings,
        states or documents.states(),
        documents.recordings.heard(),
        documents.storage,
        os.environ,
        hold.since(documents.connection),
        utc_now(),
    )


def _failed(error: Exception) -> int:
    if isinstance(error, OSError) and not isinstance(error, StoreAway):
        print(f"{error.filename or 'A file'}: {error.strerror or error}.", file=sys.stderr)
    else:
        print(error, file=sys.stderr)
    return 1
