"""What decides whether lists have to be read and merged again."""

import ast
import importlib.metadata
from pathlib import Path

import pytest

from ivr.schedule import digests

NO_PART = {"ivr.linefile", "ivr.settings", "ivr.store"}
"""What lists are read with, and nothing that is made of them hangs on."""


def test_all_own_code_that_makes_a_schedule_is_in_the_digest() -> None:
    files = [path for each in digests.MODULES for path in digests.HOUSE.glob(each)]
    own = {_module(path) for path in files}
    used = set[str]()
    for path in files:
        if path.match("schedule/**/*.py"):
            used |= {
                node.module
                for node in ast.walk(ast.parse(path.read_text()))
                if isinstance(node, ast.ImportFrom)
                and node.module
                and node.module.startswith("ivr.")
            }
    assert used - own - NO_PART == set()


def test_another_version_of_a_library_reads_lists_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digests.code.__wrapped__()
    assert digests.code.__wrapped__() == before
    known = importlib.metadata.version
    monkeypatch.setattr(digests, "version", lambda name: known(name) + ".1")
    assert digests.code.__wrapped__() != before


def _module(path: Path) -> str:
    parts = path.relative_to(digests.HOUSE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
