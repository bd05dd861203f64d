"""One restore, step by step: nothing that is here is lost, and each step can be done again."""

import argparse
import os
import sys
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import redis

from ivr import store
from ivr.backup import archive
from ivr.backup.archive import Backup
from ivr.backup.documents import Documents, States
from ivr.clock import utc_now
from ivr.environment import load
from ivr.erasure import hold
from ivr.people.hashing import mark_of
from ivr.people.state import other_secret
from ivr.recordings import carrying
from ivr.recordings.state import CannotChange as CannotImport
from ivr.recordings.storage import StoreAway, storage_of
from ivr.rotacomposed import publish_composed
from ivr.settings import Settings, SettingsError

ACCOUNT = "TWILIO_ACCOUNT_SID"


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
        for sentence in self._of_another():
            print(sentence)
        changes = list(states.differences(before))
        files = self._other_files()
        for sentence in changes or ["Recordings, people, rota and help are as they are here."]:
            print(sentence)
        for target in files.values():
            print(f"{target} is to be written.")
        if self.options.dry_run:
            return 0
        if self._overwrites(before) and not self._agreed():
            print("Nothing was changed.")
            return 1
        self._files(files)
        try:
            self._hold(before)  # first: where the rest is broken off, nothing is deleted
            self._audio()
            self._documents(self._kept())
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

    def _overwrites(self, here: States) -> bool:
        return not here.empty and not self.backup.states.same_as(here)

    def _of_another(self) -> list[str]:
        """What says that it is not of this line, in sentences."""
        about, found = self.backup.about, []
        with suppress(SettingsError):  # a line.toml that is missing may be in it
            name = load(self.environ, needs=("REDIS_URL",)).lines[0].name
            if about.line and name != about.line:
                found.append(f"It is of another line: this one is {name}.")
        account = about.environment.get(ACCOUNT, "")
        if account and self.settings.account_sid and account != self.settings.account_sid:
            found.append("It is of a line with another account at the carrier.")
        return found

    def _kept(self) -> States:
        """What is here by now, which somebody may have changed since it was asked: it is kept."""
        here = self.documents.states()
        if self._overwrites(here):
            path = self.options.file.with_name(f"before-restore-{utc_now():%Y-%m-%d-%H%M%S}.zip")
            settings = self._line_settings() or self.settings
            write(path, settings, self.documents, here)
            print(f"What was here is in {path}.")
        return here

    def _audio(self) -> None:
        """What is lost of it keeps back nothing else: the synthetic voice speaks there."""
        for name in sorted(carrying.hashes(self.backup.states.recordings)):
            try:
                carrying.take(self.documents.storage, self.zipped, name)
            except (CannotImport, zipfile.BadZipFile):
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

    def _documents(self, here: States) -> None:
        known = self.documents.recordings.heard()
        for name, month in self.backup.heard.items():
            if month > known.get(name, ""):
                self.connection.hset(store.RECORDINGS_HEARD.of(), name, month)
        try:
            states, who = self.backup.states, self.options.by
            self.documents.restore(states, here, who=who, now=utc_now())
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
            try:
                same = path.read_bytes() == content
            except FileNotFoundError:
                found[name] = path
                continue
            except OSError:  # such as a folder of that name
                same = False
            if not same:
                found[name] = path.with_name(f"{path.name}.restored")
        return found

    def _files(self, targets: Mapping[str, Path]) -> None:
        for name, path in targets.items():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                mode = 0o600 if name.startswith(f"{archive.DATA}/") else 0o666  # as setup has it
                _put(path, self.backup.files[name], mode)
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


def write(
    path: Path, settings: Settings, documents: Documents, states: States | None = None
) -> archive.About:
    """A backup of these states, or of what is here now. Raises OSError and what they raise."""
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


def _put(path: Path, content: bytes, mode: int) -> None:
    """As a whole or not at all: half a line.toml would be worse than none. Raises OSError."""
    real = Path(os.path.realpath(path))
    beside = real.with_name(f".{real.name}.{uuid4().hex}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(real)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
