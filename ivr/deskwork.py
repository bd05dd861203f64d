"""One step of an operator on the telephone: what it looks up, and what it does.

Blocking, so in a thread. Everything that cannot be done becomes a word that the flow says.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from ivr.call import Call, DamagedCall
from ivr.found import GONE, Found, Recorded, Sentence
from ivr.people.book import Book
from ivr.people.person import Person
from ivr.prompts import Prompts
from ivr.recordings.announcement import Announcement
from ivr.recordings.catalogue import Entry, NoSuchPrompt, catalogue
from ivr.recordings.library import Library, StateNotWritten
from ivr.recordings.report import missed
from ivr.recordings.state import CannotChange, PublishedMeanwhile, State
from ivr.recordings.take import Take
from ivr.recordings.takes import Takes
from ivr.settings import Settings
from ivr.steps.place import Place
from ivr.turn import Turn

LONG_POLL = 2.0
"""Seconds that one answer waits for a recording to be made ready."""


@dataclass(frozen=True, slots=True)
class Office:
    """What operators' steps work with. `clock` gives aware UTC times."""

    settings: Settings
    prompts: Prompts
    clock: Callable[[], datetime]
    library: Library
    book: Book
    takes: Takes

    def begin(self, call: Call, call_id: str, recording: str) -> Take:
        """What was said is fetched and made ready, once, however often this is told."""
        place = Place.read(call.cursor)
        person = self.book.person(call.who)
        return self.takes.begin(
            recording,
            call=call_id,
            language=call.language,
            prompt="" if place.announces else _entry(place.number).id,
            who=person.name if person else call.who,
            came="telephone",
        )


class Work:
    """One answer for one operator: blocking, in a thread."""

    def __init__(
        self, office: Office, target: str, turn: Turn, call_id: str, recording: str
    ) -> None:
        self.office = office
        self.target = target
        self.turn = turn
        self.call_id = call_id
        self.recording = recording
        self.language = turn.call.language

    def found(self) -> Found:
        """Raises RedisError, StoreAway, OSError, DamagedCall."""
        person = self.office.book.person(self.turn.call.who)
        if person is None or not person.may("operator"):
            return GONE
        self.person: Person = person
        node = self.target.partition("+")[0]
        if node == "desk":
            return Found()
        if node == "announcements" or self._place().announces:
            return self._announcements()
        return self._sentences()

    def _place(self) -> Place:
        if self.turn.call.cursor:
            return Place.read(self.turn.call.cursor)
        return Place("", 0)

    # Sentences

    def _sentences(self) -> Found:
        number = self._place().number
        if self.target == "sentence" and len(self.turn.key) > 1:  # typed just now
            number = self.turn.key
        try:
            entry = catalogue().find(number)
        except NoSuchPrompt:
            return Found()
        done, recorded = "", None
        match self.target:
            case "sentence+undo":
                done = self._undo(entry)
            case "record":
                done = self._offer(entry)
            case "recorded":
                recorded = self._begun()
            case "take":
                recorded = self._taken()
            case "review":
                recorded = self._version(entry)
                done = "" if recorded else "no draft"
            case "review+publish":
                done = self._publish(entry)
            case "review+keep":
                done = "kept"
        return Found(done, self.person, self._shown(entry), recorded)

    def _shown(self, entry: Entry) -> Sentence:
        shelf = self._state().shelf(self.language, entry.id)
        shape = self.office.prompts.shape(self.turn.line, self.language, entry.id)
        published, newest = shelf.published, shelf.newest
        draft = newest if newest is not None and newest.published is None else None
        return Sentence(
            number=entry.number,
            records=shape.kind,
            words=shape.text,
            heard=shelf.now,
            audio=published.hash if published else "",
            right=not missed(shelf, (shape.text,)),
            draft=draft.number if draft else 0,
            draft_audio=draft.hash if draft else "",
        )

    def _undo(self, entry: Entry) -> str:
        before = self._place()
        try:
            state = self.office.library.revert(
                self.language, entry.id, who=self.person.name, expected=before.heard
            )
        except PublishedMeanwhile:
            return "meanwhile"
        except CannotChange:
            return "nothing"
        except StateNotWritten:
            return "uncopied"
        return "recording" if state.shelf(self.language, entry.id).now else "voice"

    def _publish(self, entry: Entry) -> str:
        place = self._place()
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
        draft = self._place().draft
        number = int(draft) if draft.isdecimal() else 0
        version = self._state().shelf(self.language, entry.id).version(number)
        return Recorded("ready", draft, version.hash) if version else None

    # Recording

    def _offer(self, entry: Entry | None) -> str:
        """Noted before the tone: what is said after it is found even if nobody tells of it."""
        if not self.office.settings.erases:
            return "account"
        if entry is not None:
            shape = self.office.prompts.shape(self.turn.line, self.language, entry.id)
            if shape.kind == "spoken":
                return "spoken"
        prompt = entry.id if entry else ""
        self.office.takes.offer(self.call_id, self.language, prompt, self.person.name)
        return ""

    def _begun(self) -> Recorded | None:
        if not self.recording:
            return None
        take = self.office.begin(self.turn.call, self.call_id, self.recording)
        return Recorded(take.state, take.id)

    def _taken(self) -> Recorded:
        """What became of it, as soon as that is known; soon in any case, for silence unsettles."""
        until = time.monotonic() + LONG_POLL
        while True:
            take = self.office.takes.get(self._place().draft)
            if take is None:
                raise DamagedCall("recording")
            if take.state != "waiting" or time.monotonic() > until:
                break
            time.sleep(0.1)
        draft = take.announcement or str(take.version or "")
        return Recorded(take.state, draft, take.hash, take.reason)

    # Announcements

    def _announcements(self) -> Found:
        done, recorded = "", None
        match self.target:
            case "announcements+withdraw":
                done = self._withdraw()
            case "announcements+publish":
                done = self._announce()
            case "record":
                done = self._offer(None)
            case "recorded":
                recorded = self._begun()
            case "take":
                recorded = self._taken()
            case "review" | "review+publish":
                recorded = self._announcement()
            case "review+keep":
                done = "kept"
        return Found(done, self.person, recorded=recorded, announcements=self._listed())

    def _announcement(self) -> Recorded | None:
        """The one that the place names."""
        one = self._state().announcement(self._place().draft)
        return Recorded("ready", one.id, one.hash) if one else None

    def _listed(self) -> tuple[Announcement, ...]:
        now = self.office.clock()
        return tuple(
            each
            for each in self._state().announcements
            if each.language == self.language and each.state(now) in ("draft", "coming", "heard")
        )

    def _withdraw(self) -> str:
        try:
            self.office.library.withdraw(self._place().draft, who=self.person.name)
        except CannotChange:
            return ""
        except StateNotWritten:
            return "uncopied"
        return "withdrawn"

    def _announce(self) -> str:
        place = self._place()
        begins, ends = (
            datetime.fromtimestamp(each * 60, UTC) for each in (place.begins, place.ends)
        )
        try:
            self.office.library.announce(place.draft, begins, ends, who=self.person.name)
        except CannotChange:
            return "refused"
        except StateNotWritten:
            return "uncopied"
        return "published"

    def _state(self) -> State:
        return self.office.library.state()


def _entry(number: str) -> Entry:
    try:
        return catalogue().find(number)
    except NoSuchPrompt:
        raise DamagedCall("sentence") from None
