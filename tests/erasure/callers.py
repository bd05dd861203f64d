"""A thousand fictional callers, and what each of them does with the line."""

from datetime import timedelta
from random import Random

from ivr.phone import Call
from tests.erasure.simulation import Simulation
from tests.line import NUMBER

AREAS = ("212", "315", "347", "516", "518", "585", "607", "646", "914", "917")
"""None of the demo's, and none with 7 or 8 in front (see `search.TIME`)."""

CALLERS = [f"{area}55501{place:02}" for area in AREAS for place in range(100)]
"""The ten digits of each: all numbers between 555-0100 and 555-0199 belong to nobody."""

KEYS = ("", "", "2,2,1", "2,w60,h", "0,0", "1,w90,h", "9,1", "4")
"""Nothing, meetings, the helpline, the room, Spanish, about the fellowship."""


def ring(
    one: Simulation, dice: Random, within: timedelta, longest: timedelta, count: int
) -> list[Call]:
    """So many, each once, at a random moment; who has not hung up after a random while does."""
    callers = dice.sample(CALLERS, count)
    return [_ring(one, dice, caller, within, longest) for caller in callers]


def _ring(
    one: Simulation, dice: Random, caller: str, within: timedelta, longest: timedelta
) -> Call:
    begins = dice.uniform(0, within.total_seconds())
    lasts = min(dice.expovariate(3) * longest.total_seconds(), longest.total_seconds())
    call = one.carrier.dial(from_=f"+1{caller}", to=NUMBER, keys=dice.choice(KEYS), after=begins)
    one.clock.after(begins + lasts, call.hang_up)
    return call
