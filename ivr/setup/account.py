"""What will surprise of the account: how many calls it takes at once, where it dials, its money."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import partial

import phonenumbers
import redis

from ivr import store
from ivr.carrier import Account, Carrier, Refused, Trouble, Unknown
from ivr.doctor.finding import Said
from ivr.helping.kept import current
from ivr.people.hashing import secret_of
from ivr.people.sealing import opened
from ivr.region import elsewhere
from ivr.settings import Settings
from ivr.standinlist import volunteers, why_nobody
from ivr.wording import listed

LIMITED_SINCE = datetime(2026, 2, 3, tzinfo=UTC)
"""Accounts upgraded from then on are limited until a profile is approved.
Source: support.twilio.com/hc/en-us/articles/223180028."""

BUSINESS = "RN6433641899984f951173ef1738c3bdd0"
"""The carrier's policy "Primary Customer Profile of type Business", as its Trust Hub API has it."""

LITTLE = 10
"""Of the account's money, in its own currency."""

LIMIT = (
    "only 2 calls at a time are let in (3 with an Individual profile), and every other caller is "
    "refused. Apply for a Business Primary Customer Profile in the carrier's console, under "
    "Trust Hub"
)


def of_account(
    carrier: Carrier, account: Account, settings: Settings, number: str = ""
) -> Iterator[Said]:
    """Everything of it, and where the calls of that number are processed; what could not be found
    out is said.
    """
    if number:
        what = "in which region its calls are processed"
        yield from _found(what, partial(_region, carrier, settings, number))
    yield from _found("how many calls are let in at once", partial(_at_once, carrier, account))
    yield from _found("how much money the account has", partial(_money, carrier, account))
    countries, unknown = dialled(settings)
    yield from unknown
    for country, whom in sorted(countries.items()):
        what = f"whether {country} may be dialled"
        yield from _found(what, partial(_geo, carrier, country, whom))


def _found(what: str, ask: Callable[[], Iterator[Said]]) -> Iterator[Said]:
    try:
        yield from ask()
    except Trouble as trouble:
        yield "note", f"It could not be found out {what}: {trouble.why}."
    except Refused as refused:
        yield "note", f"It could not be found out {what}: the carrier refused ({refused.code})."
    except Unknown:
        yield "note", f"It could not be found out {what}: the carrier does not know it."


def _region(carrier: Carrier, settings: Settings, number: str) -> Iterator[Said]:
    if sentence := elsewhere(carrier, settings, number):
        yield "wrong", sentence


def _at_once(carrier: Carrier, account: Account) -> Iterator[Said]:
    if account.type == "Trial":
        yield (
            "wrong",
            "This is a trial account: callers hear the carrier's own announcement first, at most 5 "
            "calls are let in at a time, and only numbers that you have verified can be dialled. "
            "Upgrade it in the carrier's console.",
        )
        return
    approved = carrier.approved_profiles()
    if BUSINESS in approved:
        yield "ok", "A Business Primary Customer Profile is approved: calls are not limited."
    elif account.part:
        yield (
            "note",
            "It could not be found out how many calls the account takes at once: it is part of "
            "another account, whose profile counts. If that was upgraded since 3 February 2026 "
            f"without an approved one: {LIMIT} there.",
        )
    elif account.made and account.made >= LIMITED_SINCE:
        yield (
            "wrong",
            f"This account was opened on {account.made:%Y-%m-%d}, and no Business Primary Customer "
            f"Profile is approved: {LIMIT}.",
        )
    else:
        other = " (but another kind is)" if approved else ""
        yield (
            "note",
            f"No Business Primary Customer Profile was found approved{other}. The carrier does not "
            "say when an account was upgraded from trial. If it was before 3 February 2026, calls "
            f"are not limited; else, {LIMIT}.",
        )


def _money(carrier: Carrier, account: Account) -> Iterator[Said]:
    if account.part:
        return  # its parent's
    left, currency = carrier.balance()
    try:
        little = Decimal(left) < LITTLE
    except InvalidOperation:
        little = False
    if little:
        yield (
            "note",
            f"{left} {currency} are left in the account, and without money no call comes in: add "
            "some, and switch on its automatic recharge.",
        )


def _geo(carrier: Carrier, country: str, whom: str) -> Iterator[Said]:
    may = carrier.dialling(country)
    where = "in the carrier's console, under Voice, Settings, Geo permissions"
    if not may.ordinary:
        yield (
            "wrong",
            f"The account may not dial {country}, where the line calls {whom}: allow its ordinary "
            f"(low risk) numbers {where}.",
        )
    if may.fraud:
        yield (
            "note",
            f"The account may dial numbers in {country} that are known for toll fraud, which the "
            f"line never does: switch those off {where}.",
        )


def dialled(settings: Settings) -> tuple[dict[str, str], list[Said]]:
    """The countries (ISO 3166 alpha-2) that this line dials, each with whom it calls there; and
    what could not be found out about that. Leaders' numbers come no further than this.
    """
    found: dict[str, list[str]] = {}
    unknown: list[Said] = []
    rung: list[str] = []
    if settings.redis_url:
        try:
            connection = store.connect(settings.redis_url, timeout=3)
            rung = _stand_ins(settings, connection)
            settings = current(settings, connection)
        except (redis.exceptions.RedisError, ValueError) as error:
            what = f"Redis does not answer ({type(error).__name__})"
            unknown = [
                ("note", f"It is not known in which countries leaders would be rung: {what}.")
            ]
    for line in settings.lines:
        if settings.onward.at_once:
            for country in line.dials:
                found.setdefault(country, []).append("meetings by telephone")
        if line.helpline:
            found.setdefault(_country(line.helpline), []).append("the helpline")
    for number in rung:
        found.setdefault(_country(number), []).append("leaders who stand in")
    found.pop("", None)
    return {each: listed(list(dict.fromkeys(whom))) for each, whom in found.items()}, unknown


def _stand_ins(settings: Settings, connection: redis.Redis) -> list[str]:
    if why_nobody(settings):
        return []
    secret = secret_of(settings)
    return list(filter(None, (opened(secret, each.sealed) for each in volunteers(connection))))


def _country(number: str) -> str:
    return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or ""
