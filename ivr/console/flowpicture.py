"""What the page of the flow shows of each node: where it leads, and which sentences it says."""

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import FunctionType, ModuleType
from typing import Literal

from ivr.flow import FLOW, LANGUAGE, MAIN
from ivr.node import Menu, Step
from ivr.recordings.catalogue import catalogue
from ivr.turn import LISTENING

KEYS = "1234567890*#"

How = Literal["keys", "entry", "silence", "otherwise", "by itself"]


@dataclass(frozen=True, slots=True)
class Exit:
    """One way on from a node. `keys` are those pressed, where it is keys."""

    how: How
    target: str
    keys: tuple[str, ...] = ()


def exits(name: str, *, all_keys: bool = True) -> tuple[Exit, ...]:
    """Where a node leads, each target once for each way; the change of language leads nowhere.

    Without `all_keys` those are left out that mean the same nearly everywhere.
    """
    node = FLOW[name]
    all_keys = all_keys or len(set(node.keys.values())) == 1
    pressed: dict[str, list[str]] = {}
    for key, target in node.keys.items():
        if target != LANGUAGE and (all_keys or MAIN.get(key) != target):
            pressed.setdefault(_node(target), []).append(key)
    found = [
        Exit("keys", target, tuple(sorted(keys, key=KEYS.index)))
        for target, keys in pressed.items()
    ]
    if node.entry:
        found.append(Exit("entry", _node(node.entry)))
    if node.silence:
        found.append(Exit("silence", _node(node.silence)))
    if node.otherwise:
        found.append(Exit("otherwise", _node(node.otherwise)))
    if isinstance(node, Step):
        found += [Exit("by itself", _node(target)) for target in dict.fromkeys(node.leads_to)]
    return tuple(found)


@cache
def prompts_of(name: str) -> tuple[str, ...]:
    """The ids of the sentences that a node of the flow may say, in the order of their numbers.

    Of code it is what its text names, that of the functions it calls included. No sentence for a
    name that no node has.
    """
    node = FLOW.get(name)
    if node is None:
        return ()
    said = {node.more, node.then}
    if isinstance(node, Menu):
        for saying in node.says:
            said |= {saying} if isinstance(saying, str) else _named(saying)
    else:
        said |= _named(node.run)
    said |= {f"{each}-listening" for each in said & LISTENING}
    return tuple(entry.id for entry in catalogue().entries if entry.id in said)


def _node(target: str) -> str:
    return target.partition("+")[0]


def _named(function: Callable[..., object]) -> set[str]:
    """The sentences that a function's text names, and that of those it names.

    Of a function made by another one also those that it was made with.
    """
    known = {entry.id for entry in catalogue().entries}
    found: set[str] = set()
    seen: set[FunctionType] = set()
    waiting = [inspect.unwrap(function)]
    while waiting:
        here = waiting.pop()
        if not isinstance(here, FunctionType) or here in seen or not _speaks(here.__module__):
            continue
        seen.add(here)
        tree = ast.parse(textwrap.dedent(inspect.getsource(here)))
        elsewhere = _whole() - _whole(here.__module__)
        for text in _texts(tree):
            if isinstance(text, str):
                found |= known & {text}
            else:
                found |= {each for each in known - elsewhere if text.fullmatch(each)}
        made_with = [cell.cell_contents for cell in here.__closure__ or ()]
        for value in _each([*_values(tree, here.__globals__), *made_with]):
            if isinstance(value, FunctionType):
                waiting.append(inspect.unwrap(value))
            elif isinstance(value, str) and value in known:
                found.add(value)
    return found


def _speaks(module: str) -> bool:
    """Whether the functions of a module say sentences to callers."""
    return module.startswith("ivr.steps.") or module == "ivr.times"


@cache
def _whole(module: str = "") -> frozenset[str]:
    """The strings that stand whole in the text of a module of steps, or of all of them.

    What another module says by its whole name is not meant by a name pieced together here.
    """
    every = [
        each for name, each in list(sys.modules.items()) if _speaks(name) and module in ("", name)
    ]
    trees = [ast.parse(inspect.getsource(each)) for each in every]
    return frozenset(text for tree in trees for text in _texts(tree) if isinstance(text, str))


def _no_words(called: ast.expr) -> bool:
    """Whether a call's strings are no sentences, though one may have the same name."""
    return getattr(called, "id", getattr(called, "attr", "")) in ("Go", "may", "DamagedCall")


def _texts(tree: ast.AST) -> Iterator[str | re.Pattern[str]]:
    """Every string of the text but names of nodes and roles; a value within may be any part."""
    other = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Call) and _no_words(node.func))
        for part in (node.values if isinstance(node, ast.JoinedStr) else node.args)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in other:
                yield node.value
        elif isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9-]*"
                for part in node.values
            ]
            if re.match(r"[a-z]{3}", parts[0]):
                yield re.compile("".join(parts))


def _values(tree: ast.AST, names: Mapping[str, object]) -> Iterator[object]:
    """What the names of the text stand for: functions and tables, also those of other modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield names.get(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module = names.get(node.value.id)
            if isinstance(module, ModuleType):
                yield getattr(module, node.attr, None)


def _each(value: object) -> Iterator[object]:
    """What is in a table and in the tables of that; of anything else itself."""
    if isinstance(value, Mapping):
        yield from _each(tuple(value.values()))
    elif isinstance(value, tuple | list | frozenset | set):
        for each in value:
            yield from _each(each)
    else:
        yield value
