"""All people of one installation and what was done about them: plain values, no hash is made here.

Each change makes a new State from one, or says in one sentence why it cannot.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

import msgspec
from msgspec.structs import replace

from ivr.people.person import CannotChange, Person, folded
from ivr.rings import NEVER

MOST_LOGGED = 1000
"""Entries of the operators' log; the oldest go."""

NUMBERS = tuple(str(number) for number in range(100, 1000))

FORM = 1
"""Of the state. Whatever adds to it counts on: a release leaves a newer form alone."""

Did = Literal[
    "added",
    "removed",
    "new PIN",
    "new password",
    "unlocked",
    "code on",
    "code off",
    "language",
    "leads",
    "leads no more",
    "may be rung",
    "is not rung",
    "is rung as the file says",
    "restored",
]


class StandIn(msgspec.Struct, frozen=True):
    """When a leader may be rung to stand in, and where; what is "" is as leaders.csv says."""

    sealed: str = ""  # a telephone number (sealing.py)
    rings: str = ""  # see rings.py


class Done(msgspec.Struct, frozen=True):
    """One line of the operators' log. No caller is ever in it."""

    when: datetime  # aware, UTC
    who: str
    did: Did
    number: str
    name: str  # of the person whom it is about; "" of all


class State(msgspec.Struct, frozen=True):
    """All of it. `revision` counts the changes."""

    revision: int = 0
    people: dict[str, Person] = {}  # by number
    gone: dict[str, datetime] = {}  # numbers of those who left, and when, the latest last
    log: tuple[Done, ...] = ()
    removed_leaders: dict[str, str] = {}  # rows that lead no more, and the names of whose they are
    secret: str = ""  # fingerprint of the IVR_SECRET of all hashes; "" is not known
    stand_ins: dict[str, StandIn] = {}  # by row; of whoever is not here leaders.csv alone decides
    form: int = FORM

    def person(self, number: str) -> Person:
        """Raises CannotChange where nobody has that number."""
        found = self.people.get(number)
        if found is None:
            raise CannotChange("Nobody has that number: see `ivr operators list`.", "gone")
        return found

    def named(self, name: str) -> Person | None:
        same = folded(name)
        return next((each for each in self.people.values() if folded(each.name) == same), None)


class OtherSecret(CannotChange):
    """People were made with another IVR_SECRET than the one that is set."""

    def __init__(self) -> None:
        super().__init__(
            "These people were made with another IVR_SECRET, so no PIN, password or code of theirs "
            "opens anything: set the earlier one again; or, where it is gone, run `ivr operators "
            "pin NAME --new-secret`, and give everybody a new PIN, password and code."
        )


def other_secret(state: State, mark: str) -> bool:
    """Whether the secret with the fingerprint `mark` opens nothing for these people."""
    return bool(state.people and mark and state.secret) and state.secret != mark


def bound(state: State, mark: str, *, hashes: bool, new: bool) -> State:
    """The state before a change, under the secret with the fingerprint `mark`.

    Raises OtherSecret where something is to be hashed with another one than the rest was, unless
    `new`: from then on that one counts.
    """
    if hashes and other_secret(state, mark) and not new:
        raise OtherSecret
    if mark and (hashes or not state.secret):
        return msgspec.structs.replace(state, secret=mark)
    return state


def free_number(state: State, choose: Callable[[list[str]], str]) -> str:
    """One that nobody ever had; when all were given, that of whoever left first."""
    taken = {*state.people, *state.gone}
    if new := [number for number in NUMBERS if number not in taken]:
        return choose(new)
    if state.gone:
        return next(iter(state.gone))
    raise CannotChange("All 900 numbers are taken: remove somebody first.", "full")


def added(state: State, person: Person, *, who: str, now: datetime) -> State:
    if state.named(person.name):
        raise CannotChange(
            f"There is a person named {person.name} already: choose another name.",
            "taken",
            name=person.name,
        )
    _alone(state, person)
    gone = {number: when for number, when in state.gone.items() if number != person.number}
    after = _noted(state, {**state.people, person.number: person}, gone, person, "added", who, now)
    return _leading(after, person.leader)


def changed(state: State, person: Person, did: Did, *, who: str, now: datetime) -> State:
    """The person of that number is now as `person` says."""
    _alone(state, person)
    people = {**state.people, person.number: person}
    return _leading(_noted(state, people, state.gone, person, did, who, now), person.leader)


def removed(state: State, number: str, *, who: str, now: datetime, last: bool) -> State:
    """`last`: even the last operator who can sign in. Their number goes to nobody else."""
    person = state.person(number)
    left = {each: other for each, other in state.people.items() if each != number}
    if person.signs_in and not last and not any(each.signs_in for each in left.values()):
        raise CannotChange(
            f"{person.name} is the last operator who can sign in: add another one first, or remove "
            "them with `ivr operators remove --yes`.",
            "last",
            name=person.name,
        )
    after = _noted(state, left, {**state.gone, number: now}, person, "removed", who, now)
    return replace(after, stand_ins=_without(after, person.leader))


def leads_no_more(state: State, row: str, name: str, *, who: str, now: datetime) -> State:
    """Nobody leads as `row` any more, whatever leaders.csv says. Whoever is an operator stays one;
    who is none is removed."""
    person = next((each for each in state.people.values() if each.leader == row), None)
    people, gone = state.people, state.gone
    if person and person.may("operator"):
        stays = replace(person, roles=("operator",), leader="", leads_from="")
        people = {**people, person.number: stays}
    elif person:
        people = {number: each for number, each in people.items() if number != person.number}
        gone = {**gone, person.number: now}
    about = person or Person(number="", name=name, roles=("leader",))
    after = _noted(state, people, gone, about, "leads no more", who, now)
    removed_leaders = {**after.removed_leaders, row: name}
    return replace(after, removed_leaders=removed_leaders, stand_ins=_without(after, row))


def may_be_rung(
    state: State, row: str, name: str, stand_in: StandIn | None, *, who: str, now: datetime
) -> State:
    """From now on as `stand_in` says; None is what leaders.csv alone says. Raises CannotChange."""
    if stand_in and row in state.removed_leaders:
        raise CannotChange(
            f"{name} leads no more: `ivr leaders pin {row}` brings them back first.",
            "leader-removed",
            name=name,
        )
    people = state.people.values()
    person = next((each for each in people if each.leader == row), None)
    about = person or Person(number="", name=name, roles=("leader",))
    did: Did = "is rung as the file says"
    if stand_in:
        did = "is not rung" if stand_in.rings == NEVER else "may be rung"
    after = _noted(state, state.people, state.gone, about, did, who, now)
    others = _without(after, row)
    return replace(after, stand_ins={**others, row: stand_in} if stand_in else others)


def _without(state: State, row: str) -> dict[str, StandIn]:
    return {each: stand_in for each, stand_in in state.stand_ins.items() if each != row}


def _alone(state: State, person: Person) -> None:
    """Raises CannotChange: one row of leaders is one person, also of two who click at once."""
    others = (each for number, each in state.people.items() if number != person.number)
    if person.leader and any(each.leader == person.leader for each in others):
        raise CannotChange(
            f"Somebody leads as {person.leader} already.", "row-taken", row=person.leader
        )


def _leading(state: State, row: str) -> State:
    """Whoever is given the row leads again."""
    rows = {each: name for each, name in state.removed_leaders.items() if each != row}
    return replace(state, removed_leaders=rows)


def _noted(
    state: State,
    people: dict[str, Person],
    gone: dict[str, datetime],
    person: Person,
    did: Did,
    who: str,
    now: datetime,
) -> State:
    done = Done(now, who, did, person.number, person.name)
    log = (*state.log, done)[-MOST_LOGGED:]
    return replace(state, revision=state.revision + 1, people=people, gone=gone, log=log)
