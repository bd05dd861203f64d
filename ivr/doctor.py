"""What is set, what is missing and what will not work: in sentences, and never a secret."""

import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Literal
from urllib.parse import urlsplit

import httpx
import msgspec
import redis

from ivr import store
from ivr.audit.account import of_account
from ivr.audit.forgetting import of_ledger
from ivr.clock import utc_now
from ivr.erasure import hold
from ivr.erasure.ledger import read_ledger
from ivr.helping.help import EMERGENCY
from ivr.helping.kept import current
from ivr.keyend import key_end_problem
from ivr.people.health import of_people
from ivr.prompts import Prompts
from ivr.recordings.storage import StoreAway, storage_of
from ivr.rotahealth import of_rota
from ivr.rotarefresh import last_report
from ivr.schedule.report import ago
from ivr.schedule.state import source_state
from ivr.settings import ENVIRONMENT, Settings, SettingsError, load, read_environment
from ivr.speech import VOICES

MADE_UP = re.compile(r"\+1\d{3}55501\d\d")
"""Numbers that are given to nobody, for examples: those of the demo's files."""

STALE = timedelta(hours=6)
"""A list that has not been confirmed for so long is worth a look."""


class Finding(msgspec.Struct, frozen=True):
    """One sentence. `wrong`: callers notice, or the line does not start."""

    grade: Literal["ok", "note", "wrong"]
    sentence: str


def examine(environ: Mapping[str, str]) -> list[Finding]:
    """All findings, in the order in which one would mend them."""
    try:
        values = read_environment(environ)
        found = list(_environment(values))
        settings = load(environ)
        Prompts().check(settings)
    except SettingsError as error:
        return [Finding("wrong", str(error))]
    filed, settings = settings, _said(settings)
    found += [
        *_lines(settings),
        *_changed(filed, settings),
        *_carrier(settings),
        *_files(settings),
        *_recordings(settings),
        *_web(settings),
    ]
    if settings.redis_url:
        found += _redis(settings)
    return found


def _said(settings: Settings) -> Settings:
    """As callers hear them, with what operators changed in the console."""
    try:
        return current(settings, store.connect(settings.redis_url, timeout=3))
    except (redis.exceptions.RedisError, ValueError):
        return settings


def _environment(values: Mapping[str, str]) -> Iterator[Finding]:
    for variable in ENVIRONMENT:
        value = values.get(variable.name, "")
        if value:
            shown = "is set" if variable.secret else f"is {value}"
            yield Finding("ok", f"{variable.name} {shown}.")
        elif variable.name == "TWILIO_ACCOUNT_SID":
            yield Finding("wrong", f"{variable.name} is not set: no call is erased at the carrier.")
        elif variable.name in ("REDIS_URL", "TWILIO_AUTH_TOKEN", "IVR_PUBLIC_URL"):
            yield Finding("wrong", f"{variable.name} is not set: {variable.what}.")
        elif variable.name != "IVR_RECORDINGS":  # without it there is a folder
            yield Finding("note", f"{variable.name} is not set: {variable.what}.")


def _lines(settings: Settings) -> Iterator[Finding]:
    numbers = [line for line in settings.lines if line.number]
    blocks = "1 number has" if len(numbers) == 1 else f"{len(numbers)} numbers have"
    yield Finding("ok", f"{settings.config} is read: {blocks} a block.")
    if settings.rota is None:
        yield Finding("note", "There is no [rota]: only what is kept in the console is held here.")
    if not settings.sources:
        yield Finding("wrong", "There is no [[source]]: callers hear of no meetings; add a list.")
    dialled = [number for line in settings.lines for number in (line.number, line.helpline)]
    for number in dict.fromkeys(filter(MADE_UP.fullmatch, dialled)):
        yield Finding("note", f"{number} belongs to nobody: write yours into {settings.config}.")
    for line in settings.lines:
        where = f"The number {line.number}" if line.number else "[line]"
        if line.country not in ("US", "CA", "FR"):
            for language in line.languages:
                if "emergency" not in line.texts.get(language, {}):
                    yield Finding(
                        "note",
                        f"{where} names no emergency number for {line.country} in {language}: "
                        f"say whom to call in [line.texts.{language}] emergency.",
                    )
        for language in line.languages:
            if language not in line.voices and language not in VOICES:
                yield Finding("wrong", f"{where} has no voice for {language}: add one in voices.")


def _changed(filed: Settings, said: Settings) -> Iterator[Finding]:
    """What operators changed over line.toml."""
    for before, line in zip(filed.lines, said.lines, strict=True):
        where = f"the number {line.number}" if line.number else "[line]"
        if line.helpline != before.helpline:
            now = line.helpline or "none"
            yield Finding("ok", f"The helpline of {where} is {now}, as the console says.")
        for language in line.languages:
            words = line.texts.get(language, {}).get(EMERGENCY)
            if words != before.texts.get(language, {}).get(EMERGENCY):
                yield Finding(
                    "ok",
                    f'In an emergency {where} says in {language}, as the console says: "{words}".',
                )


def _carrier(settings: Settings) -> Iterator[Finding]:
    if len(settings.auth_tokens) == 2:
        yield Finding("note", "Two auth tokens are accepted: remove the old one when it is over.")
    url = urlsplit(settings.public_url)
    if url.scheme == "http" and url.hostname not in ("127.0.0.1", "localhost"):
        yield Finding(
            "wrong", "IVR_PUBLIC_URL is not https: callers' numbers would travel in the clear."
        )
    if settings.secret and len(settings.secret) < 32:
        yield Finding("wrong", "IVR_SECRET is shorter than 32 characters: make a longer one.")
    if any(line.helpline for line in settings.lines[:1]) and len(settings.lines) == 1:
        yield Finding(
            "note", "There is a helpline but no [[number]] block: give the line its own number."
        )
    if settings.erases:
        yield from (Finding(*said) for said in of_account(settings, utc_now()))


def _files(settings: Settings) -> Iterator[Finding]:
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        probe = settings.data_dir / ".doctor"
        probe.write_bytes(b"")
        probe.unlink()
        free = shutil.disk_usage(settings.data_dir).free // 2**20
    except OSError as error:
        yield Finding(
            "wrong", f"IVR_DATA_DIR {settings.data_dir} cannot be written: {error.strerror}."
        )
        return
    grade: Literal["ok", "wrong"] = "ok" if free >= 200 else "wrong"
    yield Finding(grade, f"IVR_DATA_DIR can be written and has {free} MB of room.")


def _recordings(settings: Settings) -> Iterator[Finding]:
    try:
        storage_of(settings).read_state()
    except (SettingsError, StoreAway) as error:
        yield Finding("wrong", str(error))
    else:
        yield Finding("ok", "The store of recordings can be read.")


def _web(settings: Settings) -> Iterator[Finding]:
    url = f"http://{settings.host}:{settings.port}"
    try:
        httpx.get(f"{url}/healthz", timeout=3).raise_for_status()
    except httpx.HTTPError:
        yield Finding("wrong", f"No web process answers at {url}: start `ivr serve` there.")
    else:
        yield Finding("ok", f"The web process answers at {url}.")


def _redis(settings: Settings) -> Iterator[Finding]:
    connection = store.connect(settings.redis_url, timeout=3)
    try:
        version = str(connection.info("server")["redis_version"])
        old = tuple(map(int, version.split(".")[:2])) < (6, 2)
        if old:
            yield Finding("wrong", f"Redis is {version}: the workers need 6.2 or later.")
        else:
            yield Finding("ok", f"Redis {version} answers.")
        yield from _append_only(connection)
        yield from _processes(connection)
        yield from _lists(settings, connection)
        yield from _rota(settings, connection)
        if problem := key_end_problem(connection, utc_now()):
            yield Finding("note", problem)
        yield from (Finding(*said) for said in of_people(settings, connection, utc_now))
        if settings.erases:
            ledger = read_ledger(connection, utc_now())
            held = hold.since(connection)
            yield from (Finding(*said) for said in of_ledger(ledger, held))
    except redis.exceptions.RedisError as error:
        yield Finding(
            "wrong",
            f"Redis cannot be reached ({type(error).__name__}): callers hear the last good "
            "lists until it is back; start it, or mend REDIS_URL.",
        )


def _append_only(connection: redis.Redis) -> Iterator[Finding]:
    if connection.info("persistence").get("aof_enabled") == 0:
        yield Finding(
            "note",
            "Redis's append-only file is off: when Redis starts again it may not know which calls "
            "are to be forgotten, which then waits for the next hourly sweep. Write `appendonly "
            "yes` into redis.conf, and run `redis-cli CONFIG SET appendonly yes`.",
        )


def _processes(connection: redis.Redis) -> Iterator[Finding]:
    from workers.queues import NAMES
    from workers.serving import served

    living = served(connection)
    if missing := [name for name in NAMES if name not in living]:
        yield Finding("wrong", f"No worker serves {', '.join(missing)}: start `ivr worker`.")
    else:
        yield Finding("ok", "Every queue has a worker.")
    if connection.exists(store.BEAT.of("cron")):
        yield Finding("ok", "The cron lives.")
    else:
        yield Finding("wrong", "No cron lives: start `ivr cron`, or nothing is refreshed.")


def _lists(settings: Settings, connection: redis.Redis) -> Iterator[Finding]:
    now = utc_now()
    for source in settings.sources:
        state = source_state(connection, source.name)
        age = state.age(now)
        if age is None:
            why = state.sentence or "it was never read; run `ivr refresh`."
            yield Finding("wrong", f"The list {source.name} has no meetings yet: {why}")
        elif age > max(STALE, 3 * timedelta(minutes=source.refresh_minutes)):
            old = ago(age.total_seconds())
            yield Finding("wrong", f"The list {source.name} was last good {old}: {state.sentence}")
        else:
            grade: Literal["ok", "note"] = (
                "ok" if state.outcome in ("published", "unchanged") else "note"
            )
            yield Finding(
                grade, f"The list {source.name} has {state.meetings} meetings: {state.sentence}"
            )


def _rota(settings: Settings, connection: redis.Redis) -> Iterator[Finding]:
    if settings.rota is None:
        return
    report = last_report(connection)
    if report is None:
        yield Finding("wrong", "The rota was never read: run `ivr refresh`.")
    elif report.outcome == "kept":
        yield Finding("wrong", report.sentence)
    else:
        yield Finding("note" if report.problems else "ok", report.sentence)
    yield from (Finding("note", said) for said in of_rota(settings, connection, utc_now()))
