"""What a node of the flow is: a Menu, which is data, or a Step, which is code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ivr.turn import Answer, Turn
from ivr.twiml import Word

Saying = str | Callable[[Turn], list[Word]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What all nodes have. `more` is the sentence with more help, `wait` one of settings.WAITS."""

    keys: Mapping[str, str] = field(default_factory=dict)
    silence: str = ""
    more: str = ""
    wait: str = "menu"
    patience: int = 1  # how often silence is asked again; a wrong key always once
    then: str = ""  # said before the line goes on by itself
    only_if: Callable[[Turn], bool] | None = None
    otherwise: str = ""  # the node that speaks instead
    digits: int = 1  # of an entry; with more than one, pound ends it early
    entry: str = ""  # where an entry of several digits leads


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu(Node):
    says: tuple[Saying, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Node):
    run: Callable[[Turn], Answer]
    leads_to: tuple[str, ...] = ()  # where its code may go on to
