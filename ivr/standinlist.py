"""Those who may be rung to lead when nobody came: a list in Redis, from the file and the people.

The job that reads the rota writes it, so that a file that is away at night does not matter. Their
telephone numbers are sealed (people/sealing.py): without IVR_SECRET there are none, and nobody is
rung.
"""

from collections.abc import Iterator, Mapping

import msgspec
import redis

from ivr.leaderfile import Leader
from ivr.people.hashing import secret_of
from ivr.people.sealing import opened, sealed
from ivr.people.state import StandIn, State
from ivr.rings import BY_DAY, NEVER
from ivr.schedule.meeting import Problem
from ivr.settings import Settings, SettingsError
from ivr.store import STAND_INS

NO_SECRET = "IVR_SECRET is not set, which seals their numbers"  # noqa: S105
NO_NUMBER = "line.toml has no [[number]] with the line's own number, which they would see"
NO_ACCOUNT = "TWILIO_ACCOUNT_SID or TWILIO_AUTH_TOKEN is not set"
OTHER_SECRET = "not rung: the number was sealed with another IVR_SECRET, give it again"  # noqa: S105


class Volunteer(msgspec.Struct, frozen=True, omit_defaults=True):
    """One who may be rung, by row."""

    row: str
    sealed: str
    rings: str
    leads_from: str = ""  # ISO date
    filed: bool = False  # the number is that of leaders.csv


def caller_id(settings: Settings) -> int | None:
    """Which of the lines rings them: the first one with a number of its own."""
    return next((i for i, line in enumerate(settings.lines) if line.number), None)


def why_nobody(settings: Settings) -> str:
    """What keeps this installation from ringing anybody; "" is nothing."""
    try:
        secret_of(settings)
    except SettingsError:
        return NO_SECRET
    if caller_id(settings) is None:
        return NO_NUMBER
    return "" if settings.erases else NO_ACCOUNT


def volunteers(connection: redis.Redis) -> tuple[Volunteer, ...]:
    """By row. None where another release wrote the list."""
    try:
        document = connection.get(STAND_INS.of()) or b"[]"
        return msgspec.json.decode(document, type=tuple[Volunteer, ...])
    except msgspec.MsgspecError:
        return ()


def write(
    connection: redis.Redis,
    settings: Settings,
    filed: Mapping[str, Leader] | None,
    people: State,
) -> list[Problem]:
    """Write the list anew. Returns what keeps somebody from being rung, without their number.

    `filed` is None while leaders.csv cannot be read: those of its last reading stay.
    """
    before = {each.row: each for each in volunteers(connection)}
    problems: list[Problem] = []
    try:
        found = list(_found(secret_of(settings), filed, people, before, problems))
    except SettingsError:
        found = []
    if found != list(before.values()):
        connection.set(STAND_INS.of(), msgspec.json.encode(found))
    return problems


def _found(
    secret: bytes,
    filed: Mapping[str, Leader] | None,
    people: State,
    before: Mapping[str, Volunteer],
    problems: list[Problem],
) -> Iterator[Volunteer]:
    rows = _rows(filed, people, before)
    for row in sorted(rows.keys() - people.removed_leaders.keys()):
        leader, here = rows[row], people.stand_ins.get(row, StandIn())
        known = before.get(row)
        rings = here.rings or leader.rings or BY_DAY
        if rings == NEVER:
            continue
        if here.sealed and not opened(secret, here.sealed):
            problems.append(Problem(f"leader {row}", "phone", OTHER_SECRET))
        elif here.sealed:
            yield Volunteer(row, here.sealed, rings, leader.leads_from)
        elif leader.phone:
            same = known is not None and opened(secret, known.sealed) == leader.phone
            kept = known.sealed if known and same else sealed(secret, leader.phone)
            yield Volunteer(row, kept, rings, leader.leads_from, filed=True)
        elif filed is None and known is not None and known.filed and opened(secret, known.sealed):
            yield msgspec.structs.replace(known, rings=here.rings or known.rings)


def _rows(
    filed: Mapping[str, Leader] | None, people: State, before: Mapping[str, Volunteer]
) -> dict[str, Leader]:
    """All leaders, as far as they are known; the file decides about its rows."""
    added = {
        each.leader: Leader(each.name, each.leads_from)
        for each in people.people.values()
        if each.leader and each.leads_from
    }
    if filed is not None:
        return {**added, **filed}
    return {**added, **{row: Leader(row, each.leads_from) for row, each in before.items()}}
