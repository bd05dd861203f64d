"""`ivr prompts announcements`, `announce` and `withdraw`: times are on the line's clock."""

import argparse
from datetime import datetime
from zoneinfo import ZoneInfo

from ivr import promptprinting as printing
from ivr.recordings.announcement import LONGEST_ANNOUNCEMENT, Announcement
from ivr.recordings.announcements import good_note, refuse_times
from ivr.recordings.library import Library
from ivr.recordings.state import CannotChange

FORMAT = "%Y-%m-%d %H:%M"


class Announcements:
    """Over the recordings of one line, whose clock is that of `zone`."""

    def __init__(
        self, options: argparse.Namespace, library: Library, zone: ZoneInfo, language: str
    ) -> None:
        self.options = options
        self.library = library
        self.zone = zone
        self.language = language

    def listed(self) -> int:
        known = self.library.state().announcements
        if self.options.json:
            return printing.json(known)
        return printing.announcements(known, self.library.clock(), self.zone)

    def announce(self) -> int:
        """A file becomes an announcement, unless its times cannot be: then nothing is added."""
        from ivr.recordings.audio import make_ready  # numpy and PyAV take a second to load

        begins = self._moment(self.options.begins) or self.library.clock()
        ends = self._moment(self.options.ends) or begins
        refuse_times(begins, ends, self.library.clock())
        note = good_note(self.options.note)
        ready = make_ready(self.options.file.read_bytes(), longest=LONGEST_ANNOUNCEMENT)
        draft = self.library.add_announcement(
            self.language,
            ready.wav,
            seconds=ready.seconds,
            who=self.options.by,
            came="file",
            note=note,
        )
        self._told(self.library.announce(draft.id, begins, ends, who=self.options.by))
        return 0

    def withdraw(self) -> int:
        gone = self.library.withdraw(self.options.announcement, who=self.options.by)
        print(f"Withdrawn. The next call does not hear announcement {gone.id} any more.")
        return 0

    def _told(self, one: Announcement) -> None:
        times = printing.times(one, self.zone)
        print(f"Announcement {one.id}, {one.language}, {one.seconds:.1f} s: it is heard {times}.")
        print(f"`ivr prompts withdraw {one.id}` takes it away.")

    def _moment(self, text: str) -> datetime | None:
        """Raises CannotChange; None where nothing was said."""
        try:
            return datetime.strptime(text, FORMAT).replace(tzinfo=self.zone) if text else None
        except ValueError:
            raise CannotChange(
                f'"{text}" is no time: write it as "2026-11-27 18:00", by the clock of '
                f"{self.zone.key}."
            ) from None
