"""What the documents say is what is there."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr import lineblocks
from ivr.cli import main
from ivr.commands import COMMANDS
from ivr.environment import ENVIRONMENT
from ivr.flow import FLOW
from ivr.linefile import read_line_file
from ivr.metrics import REGISTRY
from ivr.picture import callers, mermaid
from ivr.settings import WAITS, Limits
from ivr.store import KEYS
from tests.readme import rewritten, transcript

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")


def blocks(text: str, kind: str) -> list[str]:
    """The fenced blocks of one kind; "" is a block without a kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def test_the_readme_has_two_commands_of_one_line() -> None:
    first, second = blocks(README, "sh")
    assert [first.count("\n"), second.count("\n")] == [1, 1]
    assert first.endswith("ivr demo\n")
    assert second.endswith("pytest\n")


def test_the_readme_shows_the_call_and_the_picture_as_they_are() -> None:
    """When this fails because the line speaks otherwise now: `python -m tests.readme`."""
    assert rewritten(README) == README
    assert mermaid(callers()) in README
    assert transcript() in README


def test_the_map_of_the_code_has_every_module_and_package() -> None:
    """Of packages that are not large, and say what is in them, every module too."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    map_ = set(re.findall(r"[a-z_]+", page.partition("## What is where")[2].partition("## ")[0]))
    inside = ("backup", "costs", "doctor", "erasure", "rooms", "setup", "watching")
    folders = [ROOT / "ivr", ROOT / "workers", *(ROOT / "ivr" / each for each in inside)]
    modules = [path.stem for folder in folders for path in folder.glob("[!_]*.py")]
    packages = [path.parent.name for path in (ROOT / "ivr").rglob("__init__.py")]
    assert [name for name in (*modules, *packages) if name not in map_] == []


def test_every_command_is_documented() -> None:
    assert [name for name in COMMANDS if f"`ivr {name}" not in REFERENCE] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert f"Example: ivr {name}" in capsys.readouterr().out


def test_every_variable_is_documented_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (\S*) ?\|", REFERENCE, re.MULTILINE))
    assert rows == {v.name: f"`{v.default}`" if v.default else "" for v in ENVIRONMENT}


def test_every_key_of_line_toml_is_documented(tmp_path: Path) -> None:
    example = blocks(REFERENCE, "toml")[0]
    tables = (
        lineblocks.BlockTable,
        lineblocks.NumberTable,
        lineblocks.SourceTable,
        lineblocks.RotaTable,
        lineblocks.LimitsTable,
        lineblocks.RoomTable,
    )
    names = {name for table in tables for name in table.__struct_fields__} | set(WAITS)
    assert {n for n in names if not re.search(rf"\b{n}\b *[=.\]]", example)} == set()
    (tmp_path / "line.toml").write_text(example)
    file = read_line_file(tmp_path / "line.toml")
    assert ([line.start for line in file.lines], len(file.sources), file.rota is not None) == (
        ["greeting", "greeting", "next"],
        1,
        True,
    )
    assert file.limits == Limits(uncounted=("+12025550123",))


def test_every_metric_is_documented() -> None:
    names = [
        metric.name + ("_total" if metric.type == "counter" else "")
        for metric in REGISTRY.collect()
    ]
    assert [name for name in names if f"`{name}" not in REFERENCE] == []


def test_every_redis_key_is_documented() -> None:
    rows = [
        f"| `{key.pattern}` | {key.type} | "
        f"{f'{key.lifetime} s' if key.lifetime else 'stays'} | {key.holds} |"
        for key in KEYS
    ]
    assert [row for row in rows if row not in REFERENCE] == []


@pytest.mark.parametrize("language", [1, 2, 3])
def test_the_leaders_card_has_the_keys_that_there_are(language: int) -> None:
    card = (ROOT / "docs" / "leaders-card.md").read_text(encoding="utf-8").split("\n## ")[language]
    hours, room = (
        re.findall(r"^\| `?([0-9*#])`? \|", table, re.MULTILINE)
        for table in card.split("| --- | --- |\n")[1:]
    )
    assert (sorted(hours), sorted(room)) == (sorted(FLOW["hours"].keys), sorted(FLOW["lead"].keys))


def test_every_link_leads_to_a_file() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    links = [
        (page.parent / link.partition("#")[0])
        for page in pages
        for link in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
        if not link.startswith("http")
    ]
    assert [link for link in links if not link.exists()] == []


def test_ci_runs_the_readmes_command() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert "README.md" in script


def test_no_file_names_a_package_registry() -> None:
    hosts = ("pypi" + ".org", "python" + "hosted.org", "registry.npm" + "js.org")
    found = [p for p in files() if any(h in p.read_text(errors="ignore") for h in hosts)]
    assert found == []


def files() -> Iterator[Path]:
    """The project's own, without what tools have made beside them."""
    for folder, inside, names in os.walk(ROOT):
        inside[:] = [each for each in inside if each not in MADE]
        yield from (Path(folder, name) for name in names)


MADE = {
    ".venv",
    ".git",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".hypothesis",
    "__pycache__",
}
