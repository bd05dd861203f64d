"""What the numbers were set to before, so that every setup can be taken back.

One small file in IVR_DATA_DIR, and not Redis, which may be empty on the day that this is needed. It
grows by a step with each setup, and a step that is taken back is marked and stays. It holds no
number, only the carrier's id of it, but addresses may hold a password: only its owner reads it.
"""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import mkstemp

import msgspec

from ivr.ownnumber import OwnNumber
from ivr.settings import SettingsError

NAME = "wiring.json"
VERSION = 1

Fields = dict[str, str | bool]
"""By the carrier's names (`ownnumber.WIRED`)."""


class Step(msgspec.Struct):
    """One setup of one number."""

    at: datetime  # aware, UTC
    account: str
    number: str  # the carrier's id, PN…
    before: Fields  # all of them
    changed: Fields  # to what
    undone: datetime | None = None


class Kept(msgspec.Struct):
    """The whole file: steps in the order in which they were taken."""

    version: int = VERSION
    steps: list[Step] = []


def addresses(folder: Path) -> list[str]:
    """Every address that a number of the line's had before. None where the file cannot be read."""
    try:
        kept = msgspec.json.decode((folder / NAME).read_bytes(), type=Kept)
    except (OSError, msgspec.MsgspecError):
        return []
    return [str(value) for step in kept.steps for value in step.before.values()]


class History:
    """Every method raises SettingsError where the file cannot be read or written."""

    def __init__(self, folder: Path, account: str) -> None:
        self.path = folder / NAME
        self.account = account

    def note(self, number: OwnNumber, changed: Mapping[str, str | bool], now: datetime) -> None:
        """A step is about to be taken. When this returns, it is on the disk."""
        with self._changing() as kept:
            kept.steps.append(Step(now, self.account, number.sid, number.wiring, dict(changed)))

    def of(self, number: OwnNumber) -> list[Step]:
        """The steps of a number that are not taken back, the last one first."""
        steps = self._read().steps
        mine = [s for s in steps if (s.account, s.number) == (self.account, number.sid)]
        return [step for step in reversed(mine) if not step.undone]

    def back(self, number: OwnNumber) -> Step | None:
        """The last step that, taken back, would change something."""
        return next((s for s in self.of(number) if s.before != number.wiring), None)

    def undo(self, step: Step, now: datetime) -> None:
        """That step is taken back, and with it those after it."""
        with self._changing() as kept:
            for each in kept.steps:
                same = (each.account, each.number) == (step.account, step.number)
                if same and each.at >= step.at and not each.undone:
                    each.undone = now

    @contextmanager
    def _changing(self) -> Iterator[Kept]:
        """What is kept, which nobody else changes until it is written: two setups lose no step."""
        with ExitStack() as held:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                held.enter_context(_locked(self.path.parent))
            except OSError as error:
                raise self._unwritable(error) from None
            kept = self._read()
            yield kept
            self._write(kept)

    def _read(self) -> Kept:
        try:
            kept = msgspec.json.decode(self.path.read_bytes(), type=Kept)
        except FileNotFoundError:
            return Kept()
        except (OSError, msgspec.MsgspecError) as error:
            raise SettingsError(
                f"{self.path} keeps what the numbers were set to before and cannot be read "
                f"({type(error).__name__}): mend it, or move it away if nothing is to be undone."
            ) from None
        if kept.version > VERSION:
            raise SettingsError(f"{self.path} was written by a newer release: use that one.")
        return kept

    def _write(self, kept: Kept) -> None:
        beside = ""
        try:
            handle, beside = mkstemp(dir=self.path.parent, prefix=".wiring-")
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.format(msgspec.json.encode(kept), indent=1))
                file.flush()
                os.fsync(file.fileno())
            Path(beside).replace(self.path)
        except OSError as error:
            if beside:
                Path(beside).unlink(missing_ok=True)
            raise self._unwritable(error) from None

    def _unwritable(self, error: OSError) -> SettingsError:
        return SettingsError(
            f"{self.path} cannot be written ({error.strerror}): give IVR_DATA_DIR a folder "
            "that can, for what a number was set to before is kept there."
        )


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One process at a time. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
