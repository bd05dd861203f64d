"""The whole audit: Redis, files, logs and the carrier, one after the other."""

from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import redis

from ivr import store
from ivr.audit import at_carrier, beside_keys, files, own, redis_keys
from ivr.audit.at_carrier import AtCarrier
from ivr.audit.finding import Finding, Findings
from ivr.audit.known import Known
from ivr.audit.report import Report, summary
from ivr.carrier import NOT_ACCEPTED, Carrier, Refused, Trouble, Unknown
from ivr.erasure.sweep import own_numbers
from ivr.settings import Settings

OFFLINE = "The carrier was not asked: --offline was given."
TOLD_NOTHING = "The carrier could not tell"

NO_NUMBER = Finding(
    kind="unread",
    place="Calls at the carrier",
    what="could not be looked for, because no number is known to be the line's",
    mend="Add a [[number]] block with the line's number to line.toml, or set the number's voice "
    "URL to IVR_PUBLIC_URL with /voice behind it.",
)


def audit(
    settings: Settings, logs: Sequence[Path], now: datetime, *, offline: bool = False
) -> Report:
    """Look at everything. `now` is aware, UTC."""
    findings = Findings()
    known = own.known_of(settings, now)
    own.learn_files(known, settings)
    notes: list[str] = []
    with store.connect(settings.redis_url, timeout=30) as connection:
        there = _redis_answers(connection, findings)
        carrier, problem = _ask(
            settings, connection if there else None, known, findings, now, offline
        )
        keys = _redis(connection, known, findings, notes) if there else None
    looked = files.look_through(
        settings.data_dir, known, findings, notes, own.private_files(settings)
    )
    read = sum(files.look_at(path, known, findings, "log") for path in logs)
    found = findings.all
    return Report(
        at=now,
        clean=not found and (carrier is not None or offline),
        summary=summary(keys, looked, read, carrier, len(found)),
        keys=keys,
        files=looked,
        logs=read,
        carrier=carrier,
        carrier_problem=problem,
        findings=tuple(found),
        notes=tuple(notes),
    )


def _redis_answers(connection: redis.Redis, findings: Findings) -> bool:
    try:
        connection.ping()
    except redis.RedisError as error:
        _redis_is_away(error, findings)
        return False
    return True


def _redis(
    connection: redis.Redis, known: Known, findings: Findings, notes: list[str]
) -> int | None:
    """How many keys were looked at; None when Redis went away meanwhile."""
    try:
        own.learn_redis(known, connection)
        keys = redis_keys.look(connection, known, findings)
        notes += beside_keys.look(connection, known, findings)
        return keys
    except redis.RedisError as error:
        _redis_is_away(error, findings)
        return None


def _redis_is_away(error: redis.RedisError, findings: Findings) -> None:
    findings.add(
        Finding(
            kind="unread",
            place="Redis",
            what=f"cannot be reached ({type(error).__name__})",
            mend="Start it, or mend REDIS_URL, and run the audit again.",
        ),
        "Redis",
    )


def _ask(
    settings: Settings,
    connection: redis.Redis | None,
    known: Known,
    findings: Findings,
    now: datetime,
    offline: bool,
) -> tuple[AtCarrier | None, str]:
    """What the carrier shows, and else why that is not known, in sentences."""
    if offline:
        return None, OFFLINE
    if not settings.account_sid or not settings.auth_tokens:
        return None, (
            "The carrier was not asked: TWILIO_ACCOUNT_SID or TWILIO_AUTH_TOKEN is not set. Set "
            "both, or give --offline."
        )
    try:
        with closing(Carrier(settings)) as carrier:
            numbers = own_numbers(settings, carrier)
            if not numbers:
                findings.add(NO_NUMBER, NO_NUMBER.place)
                return None, "The carrier was not asked: no number is known to be the line's."
            known.learn("\n".join(numbers))
            return at_carrier.look(carrier, numbers, connection, findings, now), ""
    except Trouble as trouble:
        mend = "Mend them." if trouble.why == NOT_ACCEPTED else "Try again later."
        return None, f"{TOLD_NOTHING}: {trouble.why}. {mend}"
    except Refused as refused:
        return None, (
            f"{TOLD_NOTHING}: it refused, with code {refused.code}. See in its console what that "
            "code means, and what the account may do."
        )
    except Unknown:
        return None, f"{TOLD_NOTHING}: it knows no such account. Mend TWILIO_ACCOUNT_SID."
    except redis.RedisError as error:
        _redis_is_away(error, findings)
        return None, (
            f"{TOLD_NOTHING} all: Redis, which knows what is to be forgotten, went away meanwhile."
        )
    except Exception as error:  # the carrier's library reads answers in its own way
        return None, (
            f"{TOLD_NOTHING}: its answer cannot be understood ({type(error).__name__}). Try "
            "again later."
        )
