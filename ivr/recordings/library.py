"""What operators do with the recordings of one installation."""

from datetime import datetime
from uuid import uuid4

from ivr.recordings import announcements
from ivr.recordings import state as states
from ivr.recordings.announcement import Announcement, Came
from ivr.recordings.document import StateNotWritten
from ivr.recordings.kept import RECORDINGS, File, Kept
from ivr.recordings.state import CannotChange, State, Version

__all__ = ["RECORDINGS", "File", "Library", "StateNotWritten", "named"]

LONGEST_NAME = 60
"""Characters of an operator's name."""


class Library(Kept):
    """Each change is whole, and in the operators' log under the name `who`."""

    def add(
        self,
        language: str,
        prompt: str,
        wav: bytes,
        *,
        text: str,
        seconds: float,
        who: str,
        came: Came,
        take: str = "",
    ) -> Version:
        """A draft of `prompt`, which says `text`; the one that is here where it is of that `take`.

        Raises StoreAway, StateNotWritten.
        """
        name = self.storage.put(wav)
        version = Version(
            number=0,
            hash=name,
            text=text,
            seconds=round(seconds, 2),
            who=named(who),
            when=self.clock(),
            came=came,
            take=take,
        )
        found: list[Version] = []

        def change(before: State) -> State:
            after, numbered = states.add(before, language, prompt, version)
            found.append(numbered)
            return after

        self.change(change)
        return found[-1]

    def publish(
        self, language: str, prompt: str, number: int, *, who: str, expected: int | None = None
    ) -> State:
        """What the next call hears. `expected`: see state.publish. Raises CannotChange, StoreAway,
        StateNotWritten."""
        version = self.filled().shelf(language, prompt).version(number)
        if version and not self.storage.has(version.hash):
            raise CannotChange(
                f"The store has lost the audio of version {number} of {prompt}: import a copy.",
                "lost",
            )
        now, name = self.clock(), named(who)
        return self.change(
            lambda before: states.publish(
                before, language, prompt, number, who=name, now=now, expected=expected
            )
        )

    def revert(self, language: str, prompt: str, *, who: str, expected: int | None = None) -> State:
        """The publication before is heard again. Raises CannotChange, StateNotWritten."""
        now, name = self.clock(), named(who)
        return self.change(
            lambda before: states.revert(
                before, language, prompt, who=name, now=now, expected=expected
            )
        )

    def keep(self, language: str, prompt: str, texts: tuple[str, ...], *, who: str) -> State:
        """What is heard is right for `texts`, too. Raises CannotChange, StateNotWritten."""
        now, name = self.clock(), named(who)
        return self.change(
            lambda before: states.keep(before, language, prompt, texts, who=name, now=now)
        )

    def add_announcement(
        self,
        language: str,
        wav: bytes,
        *,
        seconds: float,
        who: str,
        came: Came,
        take: str = "",
        note: str = "",
    ) -> Announcement:
        """A draft, which nobody hears before `announce`. `note` is for operators.

        Raises CannotChange for a note that cannot be; StoreAway, StateNotWritten.
        """
        short = announcements.good_note(note)
        draft = Announcement(
            id=uuid4().hex[:8],
            language=language,
            hash=self.storage.put(wav),
            seconds=round(seconds, 2),
            who=named(who),
            when=self.clock(),
            came=came,
            take=take,
            note=short,
        )
        found: list[Announcement] = []

        def change(before: State) -> State:
            after, kept = announcements.add(before, draft)
            found.append(kept)
            return after

        self.change(change)
        return found[-1]

    def announce(
        self,
        id: str,
        begins: datetime,
        ends: datetime,
        *,
        who: str,
        note: str | None = None,
        expected: str | None = None,
    ) -> Announcement:
        """Callers hear it in front of the greeting from `begins` until `ends`, which are aware.

        `note` is for operators; None leaves the one that is there. `expected`: see
        announcements.announce.

        Raises CannotChange, StoreAway, StateNotWritten.
        """
        known = self.filled().announcement(id)
        if known and not self.storage.has(known.hash):
            raise CannotChange(
                f"The store has lost the audio of announcement {id}: record it anew.",
                "lost",
            )
        now, name = self.clock(), named(who)
        after = self.change(
            lambda before: announcements.announce(
                before, id, begins, ends, who=name, now=now, note=note, expected=expected
            )
        )
        return announcements.find(after, id)

    def withdraw(self, id: str, *, who: str) -> Announcement:
        """From the next call on nobody hears it. Raises CannotChange, StateNotWritten."""
        now, name = self.clock(), named(who)
        after = self.change(lambda before: announcements.withdraw(before, id, who=name, now=now))
        return announcements.find(after, id)


def named(who: str) -> str:
    """An operator's name as the log has it: one short line."""
    return " ".join(who.split())[:LONGEST_NAME] or "somebody"
