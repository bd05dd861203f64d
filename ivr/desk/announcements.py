"""Announcements: recorded, given their times, and taken away by telephone."""

from datetime import UTC, datetime

from ivr.desk.work import Work
from ivr.found import Found, Recorded
from ivr.recordings.announcement import Announcement
from ivr.recordings.library import StateNotWritten
from ivr.recordings.state import CannotChange


class AnnouncementWork(Work):
    def found(self, target: str) -> Found:
        done, recorded = "", None
        match target:
            case "announcements+withdraw":
                done = self._withdraw()
            case "announcements+publish":
                done = self._announce()
            case "announcements+leave":
                done = "left"
            case "record":
                done = self.offer("", "")
            case "recorded":
                recorded = self.begun()
            case "take":
                recorded = self.taken()
            case "review" | "review+publish":
                recorded = self._draft()
            case "review+keep":
                done = "kept"
        return Found(done, self.person, recorded=recorded, announcements=self._listed())

    def _draft(self) -> Recorded | None:
        """The one that the place names."""
        one = self.state.announcement(self.place.draft)
        return Recorded("ready", one.id, one.hash) if one else None

    def _listed(self) -> tuple[Announcement, ...]:
        """Those of the call's language that are heard, will be, or are drafts."""
        now = self.office.clock()
        return tuple(
            each
            for each in self.state.announcements
            if each.language == self.language and each.state(now) in ("draft", "coming", "heard")
        )

    def _withdraw(self) -> str:
        try:
            self.office.library.withdraw(self.place.draft, who=self.person.name)
        except CannotChange:
            return ""
        except StateNotWritten:
            return "uncopied"
        return "withdrawn"

    def _announce(self) -> str:
        place = self.place
        begins, ends = (datetime.fromtimestamp(at * 60, UTC) for at in (place.begins, place.ends))
        try:
            self.office.library.announce(place.draft, begins, ends, who=self.person.name)
        except CannotChange:
            return "refused"
        except StateNotWritten:
            return "uncopied"
        return "published"
