"""A folder or a bucket with files in it, through fsspec: written whole, never waited for long."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import fsspec  # type: ignore[import-untyped]

from ivr.settings import SettingsError

LONGEST = 10.0
"""Seconds that a bucket may take over one question, beside"""

SLOWEST = 2**20
"""the bytes a second with which a file must come and go at least."""

LARGEST = 20 * 2**20
"""Bytes of a file of which nothing is known yet: an upload may have as many."""

BUCKET: dict[str, Any] = {
    "config_kwargs": {
        "connect_timeout": 3,
        "read_timeout": 4,
        "retries": {"mode": "standard", "total_max_attempts": 2},
        "request_checksum_calculation": "when_required",  # not every provider knows the newer ones
    }
}
"""A bucket that does not answer is given up within ten seconds; botocore's own would be minutes."""


class Place:
    """Files by their names, at a URL of fsspec. Methods raise what that kind of place raises."""

    def __init__(self, url: str) -> None:
        """Connects to nothing yet. Raises SettingsError where the URL cannot be used."""
        scheme = url.partition("://")[0]
        options = BUCKET if scheme in ("s3", "s3a") else {}
        try:
            self._fs, self._root = fsspec.core.url_to_fs(
                url, use_listings_cache=False, skip_instance_cache=True, **options
            )
            self._bucket = self._fs.split_path(self._root)[0] if options else ""
            if options and not self._bucket:
                raise ValueError("no bucket")
        except ImportError:
            raise SettingsError(
                f"IVR_RECORDINGS begins with {scheme}://, and the Python package for it is not "
                "installed: install it (s3fs for s3://), or name a folder."
            ) from None
        except Exception as error:  # each kind of place has its own
            raise SettingsError(
                f"IVR_RECORDINGS cannot be used ({type(error).__name__}): name a folder, or an "
                "address such as s3://bucket/path."
            ) from None
        if self._bucket:
            self._fs.retries = 1  # it has its own on top of botocore's
        self._waits = self._fs.async_impl

    @property
    def advice(self) -> str:
        """What to look at when it fails, as the end of a sentence."""
        if self._bucket:
            return (
                "is the bucket of IVR_RECORDINGS there, does AWS_ENDPOINT_URL lead to it, and may "
                "the key in AWS_ACCESS_KEY_ID read and write in it?"
            )
        return "is what IVR_RECORDINGS names there, and may this user write there?"

    def read(self, name: str) -> bytes | None:
        """None where there is no such file."""
        try:
            found: bytes = self._fs.cat_file(self._path(name), **self._limit(LARGEST))
        except FileNotFoundError:
            self._see_bucket()
            return None
        return found

    def size(self, name: str) -> int | None:
        """In bytes; None where there is no such file."""
        try:
            return int(self._fs.info(self._path(name), **self._limit())["size"])
        except FileNotFoundError:
            self._see_bucket()
            return None

    def write(self, name: str, content: bytes) -> None:
        """As a whole or not at all, so that nobody ever reads half a file."""
        path = self._path(name)
        if self._bucket:
            self._fs.pipe_file(path, content, **self._limit(len(content)))
            return
        beside = f"{path}.{uuid4().hex}"
        self._fs.makedirs(path.rpartition("/")[0], exist_ok=True)
        try:
            self._fs.pipe_file(beside, content)
            self._fs.mv(beside, path)
        except BaseException:
            with suppress(Exception):
                self._fs.rm_file(beside)
            raise

    def drop(self, name: str) -> None:
        """Delete it, if it is there."""
        try:
            self._fs.rm_file(self._path(name), **self._limit())
        except FileNotFoundError:
            self._see_bucket()

    def older(self, folder: str, than: datetime) -> list[str]:
        """The files of a folder, by name, that were written before `than`, which is aware."""
        try:
            found = self._fs.ls(self._path(folder), detail=True, **self._limit())
        except FileNotFoundError:
            self._see_bucket()
            return []
        files = [each for each in found if each["type"] == "file" and _written(each) < than]
        return [f"{folder}/{each['name'].rpartition('/')[2]}" for each in files]

    def _see_bucket(self) -> None:
        """Nothing is missing in a bucket that is not there: raises FileNotFoundError then."""
        if self._bucket:
            self._fs.call_s3("head_bucket", Bucket=self._bucket, **self._limit())

    def _limit(self, size: int = 0) -> dict[str, float]:
        """How long to wait for so many bytes, in fsspec's words. A folder is not waited for."""
        return {"timeout": LONGEST + size / SLOWEST} if self._waits else {}

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"


def _written(file: dict[str, Any]) -> datetime:
    """When: a bucket, a folder and a memory each say it in their own way."""
    at = file["LastModified"] if "LastModified" in file else file.get("mtime") or file["created"]
    return at if isinstance(at, datetime) else datetime.fromtimestamp(at, UTC)
