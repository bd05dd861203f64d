"""The flow drawn as Mermaid: all of the table is in it, and nothing else."""

import re

from ivr.flow import FLOW, LANGUAGE, MAIN
from ivr.node import Menu
from ivr.picture import EVERYWHERE, callers, mermaid

head, everywhere_line, *LINES = mermaid().splitlines()
ARROW = re.compile(r'    ([\w-]+) (?:-- "(.*)" -->|-\. .* \.->|-\.->) ([\w-]+)')


def arrows() -> list[tuple[str, list[str], str]]:
    """Source, labels and target of each."""
    found = [ARROW.fullmatch(line) for line in LINES[len(FLOW) :]]
    assert [line for line, arrow in zip(LINES[len(FLOW) :], found, strict=True) if not arrow] == []
    return [(m[1], (m[2] or "").replace("any key", "any").split(), m[3]) for m in found if m]


def test_every_node_is_drawn_once_menus_as_boxes() -> None:
    boxes = [f"    {n}[{n}]" if isinstance(v, Menu) else f"    {n}({n})" for n, v in FLOW.items()]
    assert (head, LINES[: len(FLOW)]) == ("flowchart TD", boxes)
    assert everywhere_line == f'    {EVERYWHERE}{{{{"everywhere but in the room"}}}}'


def test_every_arrow_leads_to_a_node() -> None:
    assert {source for source, _, _ in arrows()} - {*FLOW, EVERYWHERE} == set()
    assert {target for _, _, target in arrows()} - set(FLOW) == set()


def test_every_key_is_on_an_arrow_to_its_node() -> None:
    drawn = {(source, key, target) for source, keys, target in arrows() for key in keys}
    everywhere = {(key, target) for source, key, target in drawn if source == EVERYWHERE}
    missing = [
        (name, key, target)
        for name, node in FLOW.items()
        for key, target in [
            *node.keys.items(),
            *([("silence", node.silence)] * bool(node.silence)),
            *([("digits", node.entry)] * bool(node.entry)),
        ]
        if target != LANGUAGE
        and (name, key, target.partition("+")[0]) not in drawn
        and (name, "any", target.partition("+")[0]) not in drawn
        and not (MAIN.get(key) == target and (key, target) in everywhere)
    ]
    assert missing == []


def test_no_key_is_drawn_that_does_nothing() -> None:
    keys = {(name, key): to for name, node in FLOW.items() for key, to in node.keys.items()}
    keys |= {(name, "silence"): node.silence for name, node in FLOW.items()}
    keys |= {(name, "digits"): node.entry for name, node in FLOW.items()}
    keys |= {(EVERYWHERE, key): to for key, to in MAIN.items()}
    wrong = [
        (source, key, target)
        for source, pressed, target in arrows()
        for key in pressed
        if key != "any" and keys.get((source, key), "").partition("+")[0] != target
    ]
    assert wrong == []


def test_a_node_where_every_key_does_the_same_says_so() -> None:
    assert [line for line in LINES if "any key" in line] == [
        '    pause -- "any key silence" --> next',
        '    still -- "any key" --> back',
        '    still-again -- "any key" --> back',
        '    still-gone -- "any key" --> back',
    ]


def test_where_code_leads_is_drawn() -> None:
    drawn = {(source, target) for source, _, target in arrows()}
    leads = {(n, t) for n, node in FLOW.items() for t in getattr(node, "leads_to", ())}
    assert leads - drawn == set()
    assert {(n, node.otherwise) for n, node in FLOW.items() if node.otherwise} - drawn == set()


def test_what_needs_no_pin_is_drawn_alone_with_every_arrow_within_it() -> None:
    names = callers()
    assert {"greeting", "room", "removed"} <= set(names)
    assert {"pin", "desk", "lead", "hours", "standin"} & set(names) == set()
    found = [ARROW.fullmatch(line) for line in mermaid(names).splitlines()]
    some = [(m[1], (m[2] or "").replace("any key", "any").split(), m[3]) for m in found if m]
    within = {EVERYWHERE, *names}
    assert some == [each for each in arrows() if {each[0], each[2]} <= within]
