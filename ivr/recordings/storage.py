"""Where the audio lies: a folder, or a bucket that several machines share, through fsspec.

Audio is named by its content and never changes. Beside it lies one file with the whole state, so
that an empty Redis can be filled again.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import uuid4

import fsspec  # type: ignore[import-untyped]

from ivr.recordings.published import is_hash
from ivr.settings import Settings, SettingsError

STATE = "state.json"
UPLOADS = "uploads"
"""The folder of what operators sent and no job has made ready yet."""


class StoreAway(Exception):
    """The store cannot be reached, or does not do what it should: one sentence."""


class Storage:
    """The store of recordings at a URL of fsspec. Every method may raise StoreAway."""

    def __init__(self, url: str) -> None:
        """Connects to nothing yet. Raises SettingsError where the URL cannot be used."""
        scheme = url.partition("://")[0]
        try:
            self._fs, self._root = fsspec.core.url_to_fs(url, use_listings_cache=False)
        except ImportError:
            raise SettingsError(
                f"IVR_RECORDINGS begins with {scheme}://, and the Python package for it is not "
                "installed: install it (s3fs for s3://), or name a folder."
            ) from None
        except Exception as error:  # each kind of store has its own
            raise SettingsError(
                f"IVR_RECORDINGS cannot be used ({type(error).__name__}): name a folder, or an "
                "address such as s3://bucket/path."
            ) from None

    def put(self, wav: bytes) -> str:
        """Keep audio; returns its hash. What is there already stays as it is."""
        name = hashlib.sha256(wav).hexdigest()
        with self._reached("take a recording"):
            path = self._path(f"{name}.wav")
            if not self._fs.exists(path) or self._fs.size(path) != len(wav):
                self._write(path, wav)
        return name

    def get(self, name: str) -> bytes:
        """The audio of that hash, and never anything else. Raises StoreAway when it is lost."""
        with self._reached(f"give the recording {name[:12]}…"):
            wav: bytes = self._fs.cat_file(self._path(f"{name}.wav")) if is_hash(name) else b""
        if hashlib.sha256(wav).hexdigest() != name:
            raise StoreAway(f"The recording {name[:12]}… in the store is damaged: import a copy.")
        return wav

    def has(self, name: str) -> bool:
        with self._reached("say what it has"):
            return is_hash(name) and bool(self._fs.exists(self._path(f"{name}.wav")))

    def put_upload(self, id: str, data: bytes) -> None:
        """Keep a file as somebody sent it, until it is a draft."""
        with self._reached("take an upload"):
            self._fs.makedirs(self._path(UPLOADS), exist_ok=True)
            self._write(self._path(f"{UPLOADS}/{id}"), data)

    def upload(self, id: str) -> bytes | None:
        """None where there is none, or no more."""
        with self._reached("give an upload"):
            try:
                found: bytes = self._fs.cat_file(self._path(f"{UPLOADS}/{id}"))
            except FileNotFoundError:
                return None
            return found

    def drop_upload(self, id: str) -> None:
        with self._reached("delete an upload"), suppress(FileNotFoundError):
            self._fs.rm_file(self._path(f"{UPLOADS}/{id}"))

    def read_state(self) -> bytes | None:
        """The state file; None where there is none."""
        with self._reached("give its state file"):
            return self._found(STATE)

    def write_state(self, document: bytes) -> None:
        with self._reached("take the state file"):
            self._write(self._path(STATE), document)

    def read_document(self, name: str) -> bytes | None:
        """Another file beside the audio, such as people.json; None where there is none."""
        with self._reached(f"give its file {name}"):
            return self._found(name)

    def write_document(self, name: str, document: bytes) -> None:
        with self._reached(f"take the file {name}"):
            self._write(self._path(name), document)

    def _found(self, name: str) -> bytes | None:
        try:
            found: bytes = self._fs.cat_file(self._path(name))
        except FileNotFoundError:
            return None
        return found

    def _write(self, path: str, content: bytes) -> None:
        """Beside it and then in one move, so that nobody ever reads half a file."""
        self._fs.makedirs(self._root, exist_ok=True)
        beside = f"{path}.{uuid4().hex}"
        try:
            self._fs.pipe_file(beside, content)
            self._fs.mv(beside, path)
        except BaseException:
            with suppress(Exception):
                self._fs.rm_file(beside)
            raise

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    @contextmanager
    def _reached(self, what: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # each kind of store has its own
            raise StoreAway(
                f"The store of recordings could not {what} ({type(error).__name__}): "
                "is what IVR_RECORDINGS names there, and may this user write there?"
            ) from error


def storage_of(settings: Settings) -> Storage:
    """The store that this installation was told of. Raises SettingsError."""
    return Storage(settings.recordings or str((settings.data_dir / "recordings").absolute()))
