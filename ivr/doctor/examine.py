"""All that the doctor looks at, in the order in which one would mend it."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

import redis

from ivr.clock import utc_now
from ivr.costs.budget import of_costs
from ivr.doctor.account import of_account
from ivr.doctor.clocks import Clocks
from ivr.doctor.environment import of_environment, of_secrets, of_strangers
from ivr.doctor.fallback import of_fallback
from ivr.doctor.finding import Finding
from ivr.doctor.forgetting import of_ledger
from ivr.doctor.jobs import of_jobs
from ivr.doctor.lines import Heard, of_lines
from ivr.doctor.lists import of_hours, of_lists
from ivr.doctor.machine import of_machine
from ivr.doctor.sentinels import of_sentinels
from ivr.doctor.server import away, of_server, reach
from ivr.doctor.shelves import of_shelves, of_store
from ivr.doctor.together import Look, together
from ivr.doctor.web import of_web, unreached
from ivr.environment import load, read_environment
from ivr.erasure import hold
from ivr.erasure.ledger import read_ledger
from ivr.keyend import key_end_problem
from ivr.prompts import Prompts
from ivr.sentinel import Sentinels
from ivr.settings import Settings, SettingsError

REDIS = "Redis"


def examine(environ: Mapping[str, str]) -> list[Finding]:
    """All findings. Takes no longer than `together.PATIENCE`, whatever hangs."""
    found: list[Finding] = []
    try:
        found += of_environment(read_environment(environ), environ)
        found += of_strangers(environ)
        settings = load(environ)
        Prompts().check(settings)
    except SettingsError as error:
        # What is set is not told then: it may be that which is wrong, with a password in it.
        return [*(each for each in found if each.grade != "ok"), Finding("wrong", str(error))]
    clocks = Clocks()
    found += [*of_secrets(settings), *of_machine(settings)]
    found += together(_looks(settings, clocks))
    return [*found, *clocks.findings()]


def _looks(settings: Settings, clocks: Clocks) -> list[Look]:
    def looks(what: str, find: Callable[[Settings], Iterator[Finding]]) -> Look:
        return Look(what, partial(find, settings))

    def asks(what: str, find: Callable[[Settings, redis.Redis], Iterator[Finding]]) -> Look:
        late = away(redis.exceptions.TimeoutError) if what == REDIS else None
        return Look(what, partial(_of_redis, settings, find), late)

    said = Heard(settings)
    of_redis = [
        asks(REDIS, partial(_server, clocks)),
        asks("The workers", lambda _, connection: of_jobs(connection)),
    ]
    carrier = [
        looks("The carrier's account", _account),
        looks("The carrier's clock", clocks.of_carrier),
    ]
    return [
        looks("line.toml", partial(of_lines, said)),
        *(of_redis if settings.redis_url else ()),
        Look("The web process", partial(of_web, clocks, settings), unreached(settings)),
        *(carrier if settings.erases else ()),
        looks("The fallback", of_fallback),
        looks("The store of recordings", of_store),
        *([asks("What Redis keeps", partial(_kept, said))] if settings.redis_url else ()),
    ]


def _of_redis(
    settings: Settings, find: Callable[[Settings, redis.Redis], Iterator[Finding]]
) -> Iterator[Finding]:
    """Each look has a connection of its own, and all say the same where Redis is away."""
    try:
        with reach(settings) as connection:
            yield from find(settings, connection)
    except redis.exceptions.RedisError as error:
        yield away(type(error))


def _server(clocks: Clocks, settings: Settings, connection: redis.Redis) -> Iterator[Finding]:
    yield from of_server(connection)
    clocks.of_redis(connection)
    if sentinels := Sentinels.read(settings.redis_url):
        yield from of_sentinels(sentinels, connection)
    if problem := key_end_problem(connection, utc_now()):
        yield Finding("note", problem)


def _account(settings: Settings) -> Iterator[Finding]:
    yield from (Finding(*said) for said in of_account(settings, utc_now()))


def _kept(said: Heard, settings: Settings, connection: redis.Redis) -> Iterator[Finding]:
    """One after the other: msgspec can crash where two threads begin with a type at once."""
    now = utc_now()
    yield from of_lists(settings, connection, now)
    yield from of_hours(settings, connection, now)
    if settings.erases:
        ledger, held = read_ledger(connection, now), hold.since(connection)
        yield from (Finding(*each) for each in of_ledger(ledger, held))
    yield from of_shelves(said, settings, connection)
    yield from (Finding(*each) for each in of_costs(settings, connection, now))
