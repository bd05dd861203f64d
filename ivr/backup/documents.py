"""The four documents that operators change: recordings, people, rota and help."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import redis
from msgspec.structs import replace

from ivr.clock import utc_now
from ivr.helping import kept as helping
from ivr.helping import state as help_state
from ivr.people import kept as people
from ivr.people import state as people_state
from ivr.people.person import CannotChange
from ivr.recordings import document
from ivr.recordings import state as recordings_state
from ivr.recordings.kept import Kept as RecordingsKept
from ivr.recordings.storage import Storage
from ivr.rotachanges import MOST_LOGGED, RotaKept
from ivr.rotachanges import Done as RotaDone
from ivr.rotachanges import State as RotaState
from ivr.wording import some


@dataclass(frozen=True, slots=True)
class States:
    """What they say at one time."""

    recordings: recordings_state.State
    people: people_state.State
    rota: RotaState
    help: help_state.State

    def same_as(self, other: "States") -> bool:
        """Whether both say the same, however they came to it."""
        pairs = ((getattr(self, each), getattr(other, each)) for each in NAMES)
        return all(_said(ours) == _said(theirs) for ours, theirs in pairs)

    @property
    def empty(self) -> bool:
        return self.same_as(NOTHING)

    def differences(self, now: "States") -> Iterator[str]:
        """What would be another than `now`, in sentences."""
        came, went = _names(self) - _names(now), _names(now) - _names(self)
        if came:
            yield f"Who is there again: {', '.join(sorted(came))}."
        if went:
            yield f"Who is there no more: {', '.join(sorted(went))}."
        if not came | went and _said(self.people) != _said(now.people):
            yield "People have the PINs, passwords and hours of then."
        ours, theirs = _heard(self), _heard(now)
        if others := sum(ours.get(each) != theirs.get(each) for each in {*ours, *theirs}):
            yield f"Another recording, or none, is heard of {some(others, 'sentence')}."
        elif _said(self.recordings) != _said(now.recordings):
            yield "Drafts and announcements are those of then."
        if _said(self.rota) != _said(now.rota):
            yield "The console's rows of the rota and its changed hours are those of then."
        if _said(self.help) != _said(now.help):
            yield "Helpline and emergency words are those of then."


class Documents:
    """As they are kept. Every method may raise RedisError, StoreAway and CannotChange."""

    def __init__(self, connection: redis.Redis, storage: Storage) -> None:
        self.connection, self.storage = connection, storage
        self.recordings = RecordingsKept(connection, storage, utc_now)
        self.people = people.Kept(connection, storage)
        self.rota = RotaKept(connection, storage)
        self.help = helping.Kept(connection, storage)

    def states(self) -> States:
        """Of an empty Redis what the store has."""
        return States(*(getattr(self, name).filled() for name in NAMES))

    def restore(self, states: States, here: States, *, who: str, now: datetime) -> None:
        """All of them become what `states` says, each as one change that is logged.

        `here` is what is kept of them elsewhere: whatever says something else by now stays, and
        CannotChange is raised. StateNotWritten, where the store took no copy, behind the last one.
        """
        dones = {
            "recordings": recordings_state.Done(now, who, "restored"),
            "people": people_state.Done(now, who, "restored", "", ""),
            "rota": RotaDone(now, who, "restored", ""),
            "help": help_state.Done(now, who, "restored", ""),
        }
        unwritten = None
        for name, done in dones.items():
            try:
                self._restore(name, getattr(states, name), getattr(here, name), done)
            except document.StateNotWritten as error:
                unwritten = error
        if unwritten:
            raise unwritten

    def _restore(self, name: str, state: Any, here: Any, done: Any) -> None:
        kept: document.Document[Any] = getattr(self, name)

        def change(before: Any) -> Any:
            if _said(before) == _said(state):
                return before
            if _said(before) != _said(here):
                raise CannotChange(
                    f"Somebody changed the {name} just now, which is not overwritten: not all of "
                    "the backup is back. Type the same again."
                )
            log = sorted(dict.fromkeys((*state.log, *before.log)), key=lambda each: each.when)
            revision = max(before.revision, state.revision) + 1
            return replace(state, revision=revision, log=(*log, done)[-MOST_LOGGED:])

        kept.change(change)


NAMES = ("recordings", "people", "rota", "help")

NOTHING = States(recordings_state.State(), people_state.State(), RotaState(), help_state.State())


def _said(state: Any) -> Any:
    """Without how it came about."""
    return replace(state, revision=0, log=(), form=0)


def _names(states: States) -> set[str]:
    return {person.name for person in states.people.people.values()}


def _heard(states: States) -> dict[tuple[str, str], str]:
    """Language and sentence, and the audio that is heard of it."""
    return {
        (language, prompt): shelf.published.hash
        for language, prompts in states.recordings.shelves.items()
        for prompt, shelf in prompts.items()
        if shelf.published
    }
