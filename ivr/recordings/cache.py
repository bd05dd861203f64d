"""The audio that a web process serves, on its own disk: the store may be away during calls."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ivr.recordings.published import is_hash
from ivr.recordings.quiet import QUIET_HASH
from ivr.recordings.storage import Storage

FOLDER = "audio-cache"
"""In IVR_DATA_DIR. Nothing in it is ever lost with it: the store has it all."""


class AudioCache:
    """Files named by their content. What was fetched once stays: calls go on for hours."""

    def __init__(self, data_dir: Path, storage: Storage) -> None:
        self._folder = data_dir / FOLDER
        self._storage = storage

    def path(self, name: str) -> Path:
        return self._folder / f"{name}.wav"

    def missing(self, names: Iterable[str]) -> set[str]:
        """Those that this machine cannot serve by itself."""
        return {name for name in names if name != QUIET_HASH and not self.path(name).is_file()}

    def fetch(self, name: str) -> Path:
        """The audio on this disk, from the store if need be. Raises StoreAway, OSError."""
        path = self.path(name)
        if is_hash(name) and path.is_file():
            return path
        wav = self._storage.get(name)
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(wav)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        return path

    def damaged(self, names: Iterable[str]) -> set[str]:
        """Those whose file is not what its name says, after a crash or a full disk; they go."""
        found = set()
        for name in names:
            path = self.path(name)
            try:
                good = hashlib.sha256(path.read_bytes()).hexdigest() == name
            except OSError:
                continue
            if not good:
                path.unlink(missing_ok=True)
                found.add(name)
        return found
