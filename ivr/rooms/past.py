"""What became of the hours that had people in them: led or not. Nothing says who was there.

Kept for eight weeks, so that those who keep the rota see which hours nobody comes to.
"""

from datetime import UTC, datetime, timedelta

import msgspec
import redis

from ivr import store
from ivr.rota import OnNow

KEPT = timedelta(days=56)

LED, BY_ROTA = "~led", "~rota"
"""Behind an hour's field: somebody led it, and that was whom the rota names."""


class PastHour(msgspec.Struct, frozen=True):
    """An hour with people in it; `start` and `end` are aware, UTC."""

    start: datetime
    end: datetime
    room: str
    title: str
    covered: bool  # the rota named a leader
    led: bool  # somebody led it
    stood_in: bool  # and it was somebody else than the rota named


class _Noted(msgspec.Struct, frozen=True, omit_defaults=True):
    title: str
    minutes: int
    covered: bool = False


def note(connection: redis.Redis, on: OnNow, *, led: bool = False, by_rota: bool = False) -> None:
    """The hour had people in it. What was noted once stays: it was led, if ever it was."""
    start = on.start.astimezone(UTC)
    key = store.PAST_HOURS.of(f"{start:%Y-%m-%d}")
    field = f"{on.hour.room_name}~{start:%Y-%m-%dT%H%M}"
    minutes = round((on.end - on.start).total_seconds() / 60)
    covered = bool(on.hour.leader or on.hour.leader_name)
    noted = msgspec.json.encode(_Noted(on.hour.title, minutes, covered))
    new = connection.hsetnx(key, field, noted)
    if led:
        new |= connection.hsetnx(key, field + LED, "1")
    if by_rota:
        new |= connection.hsetnx(key, field + BY_ROTA, "1")
    if new:
        connection.expire(key, store.PAST_HOURS.lifetime or 0)


def hours_of_late(connection: redis.Redis, now: datetime) -> list[PastHour]:
    """The hours of the last eight weeks that had people in them and are over, the latest first.

    Raises RedisError.
    """
    days = [(now - timedelta(days=back)).astimezone(UTC) for back in range(KEPT.days + 1)]
    with connection.pipeline(transaction=False) as pipe:
        for day in days:
            pipe.hgetall(store.PAST_HOURS.of(f"{day:%Y-%m-%d}"))
        found = [hour for fields in pipe.execute() for hour in _read(fields)]
    over = [each for each in found if each.end <= now]
    return sorted(over, key=lambda each: (each.start, each.room), reverse=True)


def _read(fields: dict[bytes, bytes]) -> list[PastHour]:
    found = []
    for name, value in fields.items():
        field = name.decode()
        if field.endswith((LED, BY_ROTA)):
            continue
        try:
            noted = msgspec.json.decode(value, type=_Noted)
            room, _, begun = field.partition("~")
            start = datetime.strptime(begun, "%Y-%m-%dT%H%M").replace(tzinfo=UTC)
        except (msgspec.MsgspecError, ValueError):  # of another release
            continue
        led, by_rota = (field.encode() + each.encode() in fields for each in (LED, BY_ROTA))
        found.append(
            PastHour(
                start,
                start + timedelta(minutes=noted.minutes),
                room,
                noted.title,
                noted.covered,
                led,
                led and not by_rota,
            )
        )
    return found
