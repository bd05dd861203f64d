"""How far around a place one has to look for meetings, and the words for it."""

from collections.abc import Iterable
from dataclasses import replace

from ivr.schedule.snapshot import Filter
from ivr.steps.circle import NAMES, STEPS, Circle
from ivr.turn import Turn
from ivr.twiml import Word

ENOUGH = 5
"""Meetings in two days, with which one need not look further away."""


def widened(turn: Turn, wanted: Filter, middle: Circle) -> tuple[Circle, list[Word]] | None:
    """The circle around `middle`, whatever its radius, that is as wide as it has to be; its words.

    Where nothing begins in two days, the narrowest with anything in the week. None where the widest
    has nothing.
    """
    circles = _circles(middle)
    steps = tuple(each.around.radius_km for each in circles)
    at = middle.latitude, middle.longitude
    around = turn.world.snapshot.near(turn.now, wanted, *at, steps, ENOUGH)
    if around is None:
        return _later(turn, wanted, circles)
    circle = next(each for each in circles if each.around == around)
    return circle, _width(turn, wanted, circle)


def none_within(turn: Turn, circle: Circle) -> list[Word]:
    """That two days have nothing there, however far one looks."""
    return turn.say(f"near-none-{NAMES[circle.unit]}", count=STEPS[circle.unit][-1])


def _later(
    turn: Turn, wanted: Filter, circles: Iterable[Circle]
) -> tuple[Circle, list[Word]] | None:
    for circle in circles:
        within = wanted._replace(around=circle.around)
        if turn.world.snapshot.first_on_or_after(turn.now, within, turn.now):
            later = turn.say(f"near-later-{NAMES[circle.unit]}", count=circle.radius)
            return circle, none_within(turn, circle) + later
    return None


def _circles(middle: Circle) -> list[Circle]:
    """All around that point, the narrowest first."""
    return [replace(middle, radius=radius) for radius in STEPS[middle.unit]]


def _width(turn: Turn, wanted: Filter, circle: Circle) -> list[Word]:
    """How far one has to go, where it is further than the nearest step."""
    steps = STEPS[circle.unit]
    if circle.radius == steps[0]:
        return []
    nearer = steps[steps.index(circle.radius) - 1]
    within = wanted._replace(around=replace(circle, radius=nearer).around)
    few = turn.world.snapshot.next_meetings(turn.now, within)
    sentence = "near-wider" if few else "near-nothing"
    return turn.say(f"{sentence}-{NAMES[circle.unit]}", nearer=nearer, count=circle.radius)
