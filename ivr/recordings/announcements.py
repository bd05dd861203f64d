"""What operators do with announcements: each makes a new State, or says why it cannot."""

from datetime import UTC, datetime

import msgspec

from ivr.numbers import possible
from ivr.recordings.announcement import LONGEST_HEARD, LONGEST_NOTE, Announcement
from ivr.recordings.state import CannotChange, Done, PublishedMeanwhile, State

__all__ = [
    "LONGEST_HEARD",
    "add",
    "announce",
    "changed_by",
    "find",
    "good_note",
    "refuse_times",
    "withdraw",
]


def add(state: State, draft: Announcement) -> tuple[State, Announcement]:
    """A draft. A take that is here already changes nothing."""
    here = next(
        (each for each in state.announcements if each.take and each.take == draft.take), None
    )
    if here is not None:
        return state, here
    done = Done(draft.when, draft.who, "added", draft.language, announcement=draft.id)
    return _with(state, (*state.announcements, draft), done), draft


def announce(
    state: State,
    id: str,
    begins: datetime,
    ends: datetime,
    *,
    who: str,
    now: datetime,
    note: str | None = None,
    expected: str | None = None,
) -> State:
    """A draft is heard from `begins` until `ends`, or one that is announced gets other times.

    Without a `note` the one that is there stays. `expected` are its `times` when the operator
    looked.

    Raises CannotChange.
    """
    refuse_times(begins, ends, now)
    before = find(state, id)
    if expected not in (None, before.times):
        somebody = changed_by(state, id) or "Somebody else"
        raise PublishedMeanwhile(f"{somebody} changed announcement {id} meanwhile: look again.")
    if before.removed:
        raise CannotChange(f"Announcement {id} was withdrawn: record it anew.", "withdrawn")
    after = msgspec.structs.replace(
        before,
        begins=begins.astimezone(UTC),
        ends=ends.astimezone(UTC),
        note=before.note if note is None else good_note(note),
    )
    return _changed(state, after, Done(now, who, "announced", after.language, announcement=id))


def withdraw(state: State, id: str, *, who: str, now: datetime) -> State:
    """Not heard any more, and never again; it stays listed. Raises CannotChange."""
    before = find(state, id)
    if before.removed:
        raise CannotChange(f"Announcement {id} was withdrawn already.", "withdrawn")
    after = msgspec.structs.replace(before, removed=True)
    return _changed(state, after, Done(now, who, "withdrew", after.language, announcement=id))


def find(state: State, id: str) -> Announcement:
    """Raises CannotChange."""
    found = state.announcement(id)
    if found is None:
        raise CannotChange(
            f"{id} is no announcement: see `ivr prompts announcements`.", "no-announcement"
        )
    return found


def changed_by(state: State, id: str) -> str:
    """Who said last when it is heard; "" where nobody did."""
    did = ("announced", "withdrew")
    found = (d.who for d in reversed(state.log) if d.announcement == id and d.did in did)
    return next(found, "")


def refuse_times(begins: datetime, ends: datetime, now: datetime) -> None:
    """Raises CannotChange for times between which nothing can be announced."""
    if ends <= now:
        raise CannotChange(
            "The announcement is over already: give an end that is to come.", "when-over"
        )
    if ends <= begins:
        raise CannotChange(
            "The announcement ends before it begins: give a later end.", "when-turned"
        )
    if ends - begins > LONGEST_HEARD:
        raise CannotChange(
            f"An announcement is heard for {LONGEST_HEARD.days} days at most: give an earlier end, "
            "and announce it again then.",
            "when-long",
            days=LONGEST_HEARD.days,
        )


def good_note(note: str) -> str:
    """As it is kept. Raises CannotChange, without the note: it may hold a number."""
    short = " ".join(note.split())
    if len(short) > LONGEST_NOTE or not short.isprintable():
        raise CannotChange(
            f"A note must be one line of at most {LONGEST_NOTE} characters.",
            "note",
            count=LONGEST_NOTE,
        )
    if any(possible(short)):
        raise CannotChange("No telephone number may stand in a note: leave it out.", "number")
    return short


def _changed(state: State, after: Announcement, done: Done) -> State:
    changed = tuple(after if each.id == after.id else each for each in state.announcements)
    return _with(state, changed, done)


def _with(state: State, announcements: tuple[Announcement, ...], done: Done) -> State:
    return msgspec.structs.replace(state.noted(state.shelves, done), announcements=announcements)
