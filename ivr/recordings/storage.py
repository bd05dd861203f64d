"""Where the audio lies: a folder, or a bucket that several machines share, through fsspec.

Audio is named by its content and never changes. Beside it lies one file with the whole state, so
that an empty Redis can be filled again.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from ivr.recordings.place import Place
from ivr.recordings.published import is_hash
from ivr.settings import Settings

STATE = "state.json"
UPLOADS = "uploads"
"""The folder of what operators sent and no job has made ready yet."""


class StoreAway(Exception):
    """The store cannot be reached, or does not do what it should: one sentence."""


class Storage:
    """The store of recordings at a URL of fsspec. Every method may raise StoreAway."""

    def __init__(self, url: str) -> None:
        """Connects to nothing yet. Raises SettingsError where the URL cannot be used."""
        self._place = Place(url)

    def put(self, wav: bytes) -> str:
        """Keep audio; returns its hash. What is there already stays as it is."""
        name = hashlib.sha256(wav).hexdigest()
        with self._reached("take a recording"):
            if self._place.size(f"{name}.wav") != len(wav):
                self._place.write(f"{name}.wav", wav)
        return name

    def get(self, name: str) -> bytes:
        """The audio of that hash, and never anything else. Raises StoreAway when it is lost."""
        with self._reached(f"give the recording {name[:12]}…"):
            wav = self._place.read(f"{name}.wav") if is_hash(name) else None
            if wav is None:
                raise FileNotFoundError
        if hashlib.sha256(wav).hexdigest() != name:
            raise StoreAway(f"The recording {name[:12]}… in the store is damaged: import a copy.")
        return wav

    def has(self, name: str) -> bool:
        with self._reached("say what it has"):
            return is_hash(name) and self._place.size(f"{name}.wav") is not None

    def put_upload(self, id: str, data: bytes) -> None:
        """Keep a file as somebody sent it, until it is a draft."""
        with self._reached("take an upload"):
            self._place.write(f"{UPLOADS}/{id}", data)

    def upload(self, id: str) -> bytes | None:
        """None where there is none, or no more."""
        with self._reached("give an upload"):
            return self._place.read(f"{UPLOADS}/{id}")

    def drop_upload(self, id: str) -> None:
        with self._reached("delete an upload"):
            self._place.drop(f"{UPLOADS}/{id}")

    def old_uploads(self, before: datetime) -> list[str]:
        """The ids of those that have lain here since before that time, which is aware."""
        with self._reached("list its uploads"):
            return [name.rpartition("/")[2] for name in self._place.older(UPLOADS, before)]

    def read_state(self) -> bytes | None:
        """The state file; None where there is none."""
        with self._reached("give its state file"):
            return self._place.read(STATE)

    def write_state(self, document: bytes) -> None:
        with self._reached("take the state file"):
            self._place.write(STATE, document)

    def read_document(self, name: str) -> bytes | None:
        """Another file beside the audio, such as people.json; None where there is none."""
        with self._reached(f"give its file {name}"):
            return self._place.read(name)

    def write_document(self, name: str, document: bytes) -> None:
        with self._reached(f"take the file {name}"):
            self._place.write(name, document)

    @contextmanager
    def _reached(self, what: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # each kind of store has its own
            raise StoreAway(
                f"The store of recordings could not {what} ({type(error).__name__}): "
                f"{self._place.advice}"
            ) from error


def storage_of(settings: Settings) -> Storage:
    """The store that this installation was told of. Raises SettingsError."""
    return Storage(settings.recordings or str((settings.data_dir / "recordings").absolute()))
