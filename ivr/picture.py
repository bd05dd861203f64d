"""Draws the flow: the table as Mermaid, for the README and for whoever changes it."""

from collections.abc import Iterable

from ivr.flow import FLOW, MAIN
from ivr.node import Menu, Step

EVERYWHERE, FIRST = "everywhere", "greeting"

LEADERS = frozenset({"back-leading", "lead", "lead-aid"})
"""Where code leads only those whose PIN was right before."""


def callers() -> tuple[str, ...]:
    """The nodes that a call comes to without a PIN, in the order of the flow."""
    found = [FIRST]
    for name in found:
        node = FLOW[name]
        ways = [*node.keys.values(), node.silence, node.otherwise, *getattr(node, "leads_to", ())]
        found += {_node(each) for each in ways} - {"", *LEADERS, *found}
    return tuple(name for name in FLOW if name in found)


def mermaid(names: Iterable[str] = FLOW) -> str:
    """These nodes of the flow as a flowchart: menus as boxes, code as rounded ones.

    The keys that mean the same everywhere are drawn once; a node shows those that it has beside
    them. Dotted lines are where code goes on without a key, where no key leads.
    """
    drawn = {name: FLOW[name] for name in names}
    lines = ["flowchart TD", f'    {EVERYWHERE}{{{{"everywhere but in the room"}}}}']
    lines += [
        f"    {name}[{name}]" if isinstance(node, Menu) else f"    {name}({name})"
        for name, node in drawn.items()
    ]
    lines += _keys(EVERYWHERE, MAIN, drawn)
    for name, node in drawn.items():
        one_way = len(set(node.keys.values())) == 1
        own = {key: to for key, to in node.keys.items() if one_way or MAIN.get(key) != to}
        typed = {"digits": node.entry} if node.entry else {}
        silence = {"silence": node.silence} if node.silence else {}
        keys = own | typed | silence
        lines += _keys(name, keys, drawn)
        if node.otherwise in drawn:
            lines.append(f"    {name} -. no meeting on .-> {node.otherwise}")
        if isinstance(node, Step):
            by_key = {_node(target) for target in keys.values()}
            alone = [each for each in node.leads_to if each in drawn and each not in by_key]
            lines += [f"    {name} -.-> {target}" for target in alone]
    return "\n".join(lines) + "\n"


def _node(target: str) -> str:
    return target.partition("+")[0]


def _keys(name: str, keys: dict[str, str], drawn: Iterable[str]) -> list[str]:
    """One arrow for each node that keys lead to; a change of language leads nowhere else."""
    arrows: dict[str, list[str]] = {}
    for key, target in keys.items():
        if _node(target) in drawn:
            arrows.setdefault(_node(target), []).append(key)
    return [f'    {name} -- "{_label(pressed)}" --> {to}' for to, pressed in arrows.items()]


def _label(keys: list[str]) -> str:
    pressed = [key for key in keys if len(key) == 1]
    return " ".join((["any key"] if len(pressed) == 12 else pressed) + keys[len(pressed) :])
