"""`ivr prompts`: hear, record, publish and take back what callers hear, sentence by sentence."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from ivr import promptprinting as printing
from ivr import store
from ivr.announcecommands import Announcements
from ivr.helping.kept import current
from ivr.prompts import Prompts
from ivr.recordings import report, sound
from ivr.recordings.carrying import export, import_
from ivr.recordings.catalogue import (
    Entry,
    NoSuchPrompt,
    catalogue,
    languages,
    recorded_words,
    shapes,
)
from ivr.recordings.library import Library, StateNotWritten
from ivr.recordings.state import Came, CannotChange, Shelf, State
from ivr.recordings.storage import StoreAway, storage_of
from ivr.recordings.unusable import Unusable
from ivr.settings import Settings
from ivr.whodid import stranger, user

EXPLAINED = (NoSuchPrompt, CannotChange, StoreAway, StateNotWritten, Unusable, sound.NoSound)


def run(options: argparse.Namespace, settings: Settings) -> int:
    from ivr.clock import utc_now

    library = Library(store.connect(settings.redis_url), storage_of(settings), utc_now)
    try:
        code = Task(options, current(settings, library.connection), library)()
        if strange := stranger(getattr(options, "by", user()), library):
            print(strange, file=sys.stderr)
        return code
    except EXPLAINED as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:
        raise  # the reader of a pipe had enough
    except OSError as error:
        print(f"{error.filename or 'A file'}: {error.strerror or error}.", file=sys.stderr)
    return 1


class Task:
    """One of the tasks of `ivr prompts`, over one state of the recordings."""

    def __init__(self, options: argparse.Namespace, settings: Settings, library: Library) -> None:
        self.options = options
        self.settings = settings
        self.library = library
        self.prompts = Prompts()
        self.language: str = getattr(options, "language", "") or languages(settings)[0]
        self.zone = settings.lines[0].time_zone
        self.announced = Announcements(options, library, self.zone, self.language)

    def __call__(self) -> int:
        if self.language not in languages(self.settings):
            known = ", ".join(languages(self.settings))
            raise CannotChange(f"This line does not speak {self.language}: choose from {known}.")
        self.state: State = self.library.open()
        tasks: dict[str, Callable[[], int]] = {
            "list": self.list_,
            "play": self.play,
            "record": self.record,
            "add": self.add,
            "publish": self.publish,
            "revert": self.revert,
            "keep": self.keep,
            "announcements": self.announced.listed,
            "announce": self.announced.announce,
            "withdraw": self.announced.withdraw,
            "log": self.log,
            "check": self.check,
            "export": self.export,
            "import": self.import_,
        }
        return tasks[self.options.task]()

    def list_(self) -> int:
        chosen = [self.options.language] if self.options.language else languages(self.settings)
        table = [row for language in chosen for row in self._rows(language)]
        if self.options.json:
            return printing.json(table)
        return printing.sentences(table)

    def play(self) -> int:
        entry, shelf = self._named()
        number = self.options.version or shelf.now or (shelf.newest.number if shelf.newest else 0)
        version = shelf.version(number)
        if version is None and number:
            raise CannotChange(f"{entry.name} has no version {number} in {self.language}.")
        if version is None:
            text = shapes(self.prompts, self.settings, self.language, entry.id)[0].text
            raise CannotChange(
                f"{entry.name} is not recorded in {self.language}; the synthetic voice says: {text}"
            )
        wav = self.library.storage.get(version.hash)
        print(f"{entry.name}, {self.language}, {printing.described(shelf.state(version), version)}")
        if self.options.out:
            self.options.out.write_bytes(wav)
            print(f"It is in {self.options.out}.")
            return 0
        with tempfile.NamedTemporaryFile(
            prefix=f"{entry.id}-", suffix=".wav", delete=False
        ) as file:
            file.write(wav)
        path = Path(file.name)
        try:
            sound.play(path)
        except sound.NoSound as error:
            print(f"Hear it in {path}: {error}.")
            return 0
        path.unlink()
        return 0

    def record(self) -> int:
        entry = self._recordable()
        print(f"{entry.name}, in {self.language}. {entry.notes[self.language]}")
        print(f"Say: {self._text(entry)}")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "recording.wav"
            sound.record(path)
            return self._taken(entry, path.read_bytes(), "microphone")

    def add(self) -> int:
        return self._taken(self._recordable(), self.options.file.read_bytes(), "file")

    def publish(self) -> int:
        entry, shelf = self._named()
        if not shelf.newest:
            raise CannotChange(
                f"{entry.name} has no recording in {self.language}: `ivr prompts add` makes one."
            )
        self._publish(entry, self.options.version or shelf.newest.number)
        return 0

    def revert(self) -> int:
        entry, shelf = self._named()
        after = self.library.revert(
            self.language, entry.id, who=self.options.by, expected=shelf.now
        ).shelf(self.language, entry.id)
        heard = f"version {after.now}" if after.now else "the synthetic voice"
        print(f"Taken back. The next call hears {heard} at {entry.name} in {self.language}.")
        return 0

    def keep(self) -> int:
        entry, _ = self._named()
        said = shapes(self.prompts, self.settings, self.language, entry.id)
        texts = tuple(shape.text for shape in said if shape.kind != "spoken")
        self.library.keep(self.language, entry.id, texts, who=self.options.by)
        print(f"Kept. The next call hears the recording of {entry.name} in {self.language} again.")
        return 0

    def log(self) -> int:
        if self.options.json:
            return printing.json(self.state.log)
        return printing.log(self.state.log, self.zone)

    def check(self) -> int:
        storage, heard, now = self.library.storage, self.library.heard(), self.library.clock()
        found = report.check(self.settings, self.prompts, self.state, storage, heard=heard, now=now)
        if self.options.json:
            printing.json(found)
        else:
            for health in found:
                printing.health(health, self._rows(health.language), now, self.zone)
        return 1 if any(health.lost or health.lost_announcements for health in found) else 0

    def export(self) -> int:
        count, lost = export(self.library, self.options.file)
        print(f"Recordings in {self.options.file}: {count}, with all that is known of them.")
        if lost:
            raise CannotChange(f"The store has lost {len(lost)} others: see `ivr prompts check`.")
        return 0

    def import_(self) -> int:
        done = import_(self.library, self.options.file, who=self.options.by)
        printing.imported(done)
        return 0

    def _rows(self, language: str) -> list[report.Row]:
        heard, now = self.library.heard(), self.library.clock()
        return report.rows(self.settings, self.prompts, self.state, language, heard=heard, now=now)

    def _named(self) -> tuple[Entry, Shelf]:
        entry = catalogue().find(self.options.prompt)
        return entry, self.state.shelf(self.language, entry.id)

    def _recordable(self) -> Entry:
        entry, _ = self._named()
        said = shapes(self.prompts, self.settings, self.language, entry.id)
        if all(shape.kind == "spoken" for shape in said):
            raise CannotChange(
                f"{entry.name} changes in its middle from call to call, so the synthetic voice "
                "always says it."
            )
        return entry

    def _text(self, entry: Entry) -> str:
        return recorded_words(self.prompts, self.settings, self.language, entry.id)

    def _taken(self, entry: Entry, data: bytes, came: Came) -> int:
        from ivr.recordings.audio import make_ready  # numpy and PyAV take a second to load

        expected = self.state.shelf(self.language, entry.id).now
        ready = make_ready(data)
        version = self.library.add(
            self.language,
            entry.id,
            ready.wav,
            text=self._text(entry),
            seconds=ready.seconds,
            who=self.options.by,
            came=came,
        )
        print(f"{entry.name}, {self.language}, {printing.described('draft', version)}")
        if self.options.publish:
            self._publish(entry, version.number, expected)
        else:
            print(f"`ivr prompts publish {entry.number}` lets callers hear it.")
        return 0

    def _publish(self, entry: Entry, number: int, expected: int | None = None) -> None:
        if expected is None:
            expected = self.state.shelf(self.language, entry.id).now
        after = self.library.publish(
            self.language, entry.id, number, who=self.options.by, expected=expected
        )
        said = shapes(self.prompts, self.settings, self.language, entry.id)
        texts = tuple(shape.text for shape in said)
        if report.missed(after.shelf(self.language, entry.id), texts):
            print(
                f"Published, but version {number} says other words than the line does now, so the "
                f"synthetic voice speaks. `ivr prompts keep {entry.number}` if it is right."
            )
            return
        print(f"Published. The next call hears version {number} of {entry.name}.")
