"""Sentences: looked at, recorded, published and taken back by telephone."""

from ivr.call import DamagedCall
from ivr.desk.work import Work
from ivr.found import Found, Recorded, Sentence
from ivr.recordings.catalogue import Entry, NoSuchPrompt, catalogue
from ivr.recordings.library import StateNotWritten
from ivr.recordings.report import missed
from ivr.recordings.state import CannotChange, PublishedMeanwhile


class SentenceWork(Work):
    def found(self, target: str) -> Found:
        typed = target == "sentence" and len(self.turn.key) > 1
        try:
            entry = catalogue().find(self.turn.key if typed else self.place.number)
        except NoSuchPrompt:
            return Found()
        done, recorded = "", None
        match target:
            case "sentence+undo":
                done = self._undo(entry)
            case "record":
                done = self._offer(entry)
            case "recorded":
                recorded = self.begun()
            case "take":
                recorded = self.taken()
            case "review":
                recorded = self._version(entry)
                done = "" if recorded else "no draft"
            case "review+publish":
                done = self._publish(entry)
            case "review+keep":
                done = "kept"
        return Found(done, self.person, self._shown(entry), recorded)

    def _shown(self, entry: Entry) -> Sentence:
        shelf = self.state.shelf(self.language, entry.id)
        shape = self.office.prompts.shape(self.turn.line, self.language, entry.id)
        published = shelf.published
        draft = next((each for each in reversed(shelf.versions) if not each.published), None)
        return Sentence(
            number=entry.number,
            records=shape.kind,
            words=shape.text,
            heard=shelf.now,
            audio=published.hash if published else "",
            right=not missed(shelf, (shape.text,)),
            draft=draft.number if draft else 0,
        )

    def _undo(self, entry: Entry) -> str:
        try:
            state = self.office.library.revert(
                self.language, entry.id, who=self.person.name, expected=self.place.heard
            )
        except PublishedMeanwhile:
            return "changed"
        except CannotChange:
            return "nothing"
        except StateNotWritten:
            return "uncopied"
        return "recording" if state.shelf(self.language, entry.id).now else "voice"

    def _publish(self, entry: Entry) -> str:
        place = self.place
        if not place.draft.isdecimal():
            raise DamagedCall("draft")
        try:
            self.office.library.publish(
                self.language,
                entry.id,
                int(place.draft),
                who=self.person.name,
                expected=place.heard,
            )
        except PublishedMeanwhile:
            return "meanwhile"
        except CannotChange:
            return "no draft"
        except StateNotWritten:
            return "uncopied"
        return "published"

    def _version(self, entry: Entry) -> Recorded | None:
        """The one that the place names."""
        draft = self.place.draft
        number = int(draft) if draft.isdecimal() else 0
        version = self.state.shelf(self.language, entry.id).version(number)
        return Recorded("ready", draft, version.hash) if version else None

    def _offer(self, entry: Entry) -> str:
        shape = self.office.prompts.shape(self.turn.line, self.language, entry.id)
        return "spoken" if shape.kind == "spoken" else self.offer(entry.id, shape.text)
