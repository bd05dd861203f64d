"""`ivr backup` and `ivr restore`."""

import argparse
import sys
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import msgspec
import redis

from ivr import store, whodid
from ivr.backup.documents import Documents
from ivr.backup.restoring import Restoring, write
from ivr.clock import utc_now
from ivr.environment import load
from ivr.people.person import CannotChange
from ivr.recordings.document import StateNotWritten
from ivr.recordings.state import CannotChange as CannotImport
from ivr.recordings.storage import StoreAway, storage_of
from ivr.recordings.zips import opened
from ivr.settings import Settings

EXPLAINED = (CannotChange, CannotImport, StoreAway, StateNotWritten)


def backup_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the file to write, or a folder for one by its day")
    parser.add_argument("--json", action="store_true", help="for a program to read")


def restore_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="what `ivr backup` wrote")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and stop")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    whodid.option(parser)


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
            about = write(path, settings, documents)
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
            opened(options.file) as zipped,
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


def _failed(error: Exception) -> int:
    if isinstance(error, OSError) and not isinstance(error, StoreAway):
        print(f"{error.filename or 'A file'}: {error.strerror or error}.", file=sys.stderr)
    else:
        print(error, file=sys.stderr)
    return 1
