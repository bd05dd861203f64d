"""One step of an operator: what sentences and announcements have in common.

Blocking, so in a thread. What cannot be done becomes a word that the flow says.
"""

from ivr.call import DamagedCall
from ivr.desk.office import Office
from ivr.found import Found, Recorded
from ivr.people.person import Person
from ivr.recordings.state import State
from ivr.steps.place import Place
from ivr.turn import Turn


class Work:
    """For `person`, who was found to be an operator just now."""

    def __init__(
        self, office: Office, person: Person, turn: Turn, *, call_id: str, recording: str
    ) -> None:
        self.office = office
        self.person = person
        self.turn = turn
        self.call_id = call_id
        self.recording = recording
        self.language = turn.call.language

    def found(self, target: str) -> Found:
        """Raises RedisError, StoreAway, OSError, DamagedCall."""
        raise DamagedCall(target)

    @property
    def place(self) -> Place:
        cursor = self.turn.call.cursor
        return Place.read(cursor) if cursor else Place("")

    @property
    def state(self) -> State:
        return self.office.library.state()

    def offer(self, prompt: str, words: str) -> str:
        """Noted before the tone: what is said after it is found even if nobody tells of it."""
        if not self.office.settings.erases:
            return "account"
        self.office.takes.offer(self.call_id, self.language, prompt, self.person.name, words=words)
        return ""

    def begun(self) -> Recorded | None:
        """The recording is on its way here; None where the carrier kept none."""
        if not self.recording:
            return None
        take = self.office.begin(self.turn.call, self.call_id, self.recording)
        return Recorded(take.state, take.id)

    def taken(self) -> Recorded:
        """What became of it so far. Raises DamagedCall where nobody knows of it."""
        take = self.office.takes.get(self.place.draft)
        if take is None:
            raise DamagedCall("recording")
        draft = take.announcement or str(take.version or "")
        return Recorded(take.state, draft or take.id, take.hash, take.reason)
