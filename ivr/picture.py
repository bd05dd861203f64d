"""Draws the flow: the table as Mermaid, for the README and for whoever changes it."""

from ivr.flow import FLOW, LANGUAGE, MAIN
from ivr.node import Menu, Step

EVERYWHERE = "everywhere"


def mermaid() -> str:
    """The flow as a flowchart: menus as boxes, code as rounded ones.

    The keys that mean the same everywhere are drawn once; a node shows those that it has beside
    them. Dotted lines are where code goes on without a key.
    """
    lines = ["flowchart TD", f'    {EVERYWHERE}{{{{"everywhere but in the room"}}}}']
    lines += [
        f"    {name}[{name}]" if isinstance(node, Menu) else f"    {name}({name})"
        for name, node in FLOW.items()
    ]
    lines += _keys(EVERYWHERE, MAIN)
    for name, node in FLOW.items():
        one_way = len(set(node.keys.values())) == 1
        own = {key: to for key, to in node.keys.items() if one_way or MAIN.get(key) != to}
        typed = {"digits": node.entry} if node.entry else {}
        silence = {"silence": node.silence} if node.silence else {}
        lines += _keys(name, own | typed | silence)
        if node.otherwise:
            lines.append(f"    {name} -. no meeting on .-> {node.otherwise}")
        if isinstance(node, Step):
            lines += [f"    {name} -.-> {target}" for target in node.leads_to]
    return "\n".join(lines) + "\n"


def _keys(name: str, keys: dict[str, str]) -> list[str]:
    """One arrow for each node that keys lead to; a change of language leads nowhere else."""
    arrows: dict[str, list[str]] = {}
    for key, target in keys.items():
        if target != LANGUAGE:
            arrows.setdefault(target.partition("+")[0], []).append(key)
    return [f'    {name} -- "{_label(pressed)}" --> {to}' for to, pressed in arrows.items()]


def _label(keys: list[str]) -> str:
    pressed = [key for key in keys if len(key) == 1]
    return " ".join((["any key"] if len(pressed) == 12 else pressed) + keys[len(pressed) :])
