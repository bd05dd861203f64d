"""Draws the flow: the table as Mermaid, for the README and for whoever changes it."""

from ivr.flow import FLOW, LANGUAGE, Menu


def mermaid() -> str:
    """The flow as a Mermaid flowchart: menus as boxes, code as rounded ones."""
    lines = ["flowchart TD"]
    for name, node in FLOW.items():
        lines.append(f"    {name}[{name}]" if isinstance(node, Menu) else f"    {name}({name})")
    for name, node in FLOW.items():
        targets: dict[str, list[str]] = {}
        for key, target in node.keys.items():
            if target != LANGUAGE:
                targets.setdefault(target.partition("+")[0], []).append(key)
        if node.silence:
            targets.setdefault(node.silence.partition("+")[0], []).append("silence")
        for target, keys in targets.items():
            lines.append(f'    {name} -- "{_keys(keys)}" --> {target}')
        if node.otherwise:
            lines.append(f"    {name} -. no meeting on .-> {node.otherwise}")
        lines += [f"    {name} -.-> {t}" for t in getattr(node, "leads_to", ()) if t not in targets]
    return "\n".join(lines) + "\n"


def _keys(keys: list[str]) -> str:
    if len([key for key in keys if key != "silence"]) == 12:
        return "any key, silence"
    return " ".join(sorted(keys, key=lambda key: (len(key), key)))
