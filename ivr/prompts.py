"""Which sentences exist, in which languages: `prompts/<lang>/texts.ftl`.

A line may say any of them in its own words (`texts` in line.toml). A resolved sentence is kept,
values and all: callers of the same minute hear the same meetings, and Fluent takes its time.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast, visitor

from ivr.linefile import languages_shipped
from ivr.settings import PROMPTS, Line, Settings, SettingsError

Value = str | int

_GAP = "\ue000"
"""Stands for a value while a sentence is taken apart."""

MOST_KEPT = 4096
"""Resolved sentences; those of some minutes of a busy line."""

LONGEST_VALUE = 2400
"""Characters of a value that are said; the library of sentences raises for more than 2,500."""

OWN_NAMES = frozenset({"line", "fellowship"})
"""What a line may call itself and its fellowship, beside its own words for sentences."""

ALWAYS = frozenset({"$line", "$line_first", "$fellowship", "$country"})
"""The values that every sentence may use."""


class MissingSentence(Exception):
    """A sentence or one of its values is not there: named, for the log and the tests."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a sentence a person can record, and in which words: worked out from its pattern.

    `whole`: nothing in it changes from call to call. `opening`: `text` is always the same, and the
    value named `value` is spoken behind it. `spoken`: it changes in its middle; its values stand as
    "…" in `text`.
    """

    kind: Literal["whole", "opening", "spoken"]
    text: str
    value: str = ""


class Prompts:
    """The sentences of every language, and each line's own words over them."""

    def __init__(self, languages: tuple[str, ...] | None = None, folder: Path = PROMPTS) -> None:
        self.languages = languages or languages_shipped()
        self._sources = {
            lang: (folder / lang / "texts.ftl").read_text(encoding="utf-8")
            for lang in self.languages
        }
        self._ids = {lang: _identifiers(source) for lang, source in self._sources.items()}
        self._bundles: dict[tuple[str, str, str], FluentBundle] = {}
        self._kept: dict[tuple[object, ...], str] = {}
        self._shapes: dict[tuple[str, str, str, str], Shape] = {}

    def ids(self, language: str) -> frozenset[str]:
        """The ids of all sentences of a language."""
        return self._ids[language]

    def text(self, line: Line, language: str, prompt: str, values: Mapping[str, Value]) -> str:
        """The sentence in this line's words. Raises MissingSentence."""
        key = (line.number, line.version, language, prompt, *values.items())
        if key in self._kept:
            return self._kept[key]
        bundle = self._bundle(line, language)
        if not bundle.has_message(prompt):
            raise MissingSentence(f"{language}: no sentence {prompt}")
        message = bundle.get_message(prompt)
        if message.value is None:
            raise MissingSentence(f"{language}: {prompt} has no text")
        short = {n: v[:LONGEST_VALUE] if isinstance(v, str) else v for n, v in values.items()}
        text, errors = bundle.format_pattern(message.value, {**_names(line, language), **short})
        if errors:
            raise MissingSentence(f"{language}: {prompt}: {errors[0]}")
        words = " ".join(str(text).split())
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[key] = words
        return words

    def shape(self, line: Line, language: str, prompt: str) -> Shape:
        """What of the sentence can be recorded for this line. Raises MissingSentence."""
        key = (line.number, line.version, language, prompt)
        if key not in self._shapes:
            self._shapes[key] = self._shape(line, language, prompt)
        return self._shapes[key]

    def _shape(self, line: Line, language: str, prompt: str) -> Shape:
        changing = self._changing(line, language, prompt)
        if not changing:
            return Shape("whole", self.text(line, language, prompt, {}))
        value = final_value(self._source(line, language, prompt), prompt)
        if changing == {f"${value}"}:
            text = self.text(line, language, prompt, {value: _GAP})
            opening, _, rest = text.partition(_GAP)
            if re.search(r"\w", opening) and not re.search(r"\w", rest):
                return Shape("opening", opening.strip(), value)
        gaps: dict[str, Value] = {name[1:]: "…" for name in changing}
        return Shape("spoken", self.text(line, language, prompt, gaps))

    def _changing(self, line: Line, language: str, prompt: str) -> set[str]:
        """The values, `$name`, that a sentence and those within it take from the call."""
        needs = parts(self._source(line, language, prompt)).get(prompt, frozenset()) - ALWAYS
        found = set()
        for need in needs:
            inside = need in self._ids[language]
            found |= self._changing(line, language, need) if inside else {need}
        return {name for name in found if name[0] == "$"}

    def _source(self, line: Line, language: str, prompt: str) -> str:
        own = line.texts.get(language, {}).get(prompt)
        return f"{prompt} = {_folded(own)}" if own else self._sources[language]

    def check(self, settings: Settings) -> None:
        """Raises SettingsError for own words that stand for no sentence or cannot be read."""
        for line in settings.lines:
            for language in line.languages:
                for name, words in line.texts.get(language, {}).items():
                    if name not in self._ids[language] | OWN_NAMES:
                        raise SettingsError(
                            f'{settings.config}: texts: "{name}" is no sentence of the line: '
                            f"use the ids of prompts/{language}/texts.ftl."
                        )
                    if not words.strip() or not readable(name, words):
                        raise SettingsError(
                            f'{settings.config}: texts: the words of "{name}" cannot be read: '
                            "write plain words, braces only around a value."
                        )
                    known = parts(self._sources[language]).get(name, frozenset()) | ALWAYS
                    for part in parts(f"{name} = {_folded(words)}")[name] - known:
                        raise SettingsError(
                            f'{settings.config}: texts: "{name}" has no {{ {part} }}: '
                            f"use {', '.join(f'{{ {own} }}' for own in sorted(known))} only."
                        )

    def _bundle(self, line: Line, language: str) -> FluentBundle:
        key = (line.number, line.version, language)
        if key not in self._bundles:
            bundle = FluentBundle([locale(language, line.country)], use_isolating=False)
            bundle.add_resource(_resource(self._sources[language]))
            own = {
                name: words
                for name, words in line.texts.get(language, {}).items()
                if name in self._ids[language]
            }
            source = "\n".join(f"{name} = {_folded(words)}" for name, words in own.items())
            bundle.add_resource(_resource(source), allow_overrides=True)
            self._bundles[key] = bundle
        return self._bundles[key]


@cache
def locale(language: str, country: str) -> str:
    """The Babel locale for dates and numbers, such as es_US; the bare language where none fits."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(f"{language}_{country}"))
    except UnknownLocaleError:
        return language


def _names(line: Line, language: str) -> dict[str, Value]:
    """Values that every sentence may use."""
    own = line.texts.get(language, {})
    name = own.get("line", line.name)
    return {  # those of ALWAYS
        "line": name,
        "line_first": name[:1].upper() + name[1:],
        "fellowship": own.get("fellowship", "N A"),
        "country": line.country,
    }


@cache
def parts(source: str) -> Mapping[str, frozenset[str]]:
    """What the sentences of a Fluent text put into themselves, by id: `$value` and `sentence`."""
    found = {}
    for entry in FluentParser().parse(source).body:
        if isinstance(entry, ast.Message):
            finder = _Parts()
            finder.visit(entry)
            found[entry.id.name] = frozenset(finder.names)
    return found


def final_value(source: str, prompt: str) -> str:
    """The value that stands in a sentence once, behind its words; "" where there is no such one."""
    for entry in _resource(source).body:
        if isinstance(entry, ast.Message) and entry.id.name == prompt and entry.value:
            *before, last = (e for e in entry.value.elements if not _is_mark(e))
            found = last.expression if isinstance(last, ast.Placeable) else None
            if not isinstance(found, ast.VariableReference):
                return ""
            finder = _Parts()
            for element in before:
                finder.visit(element)
            return "" if f"${found.id.name}" in finder.names else str(found.id.name)
    return ""


def _is_mark(element: ast.SyntaxNode) -> bool:
    """A full stop and the like, without a word."""
    return isinstance(element, ast.TextElement) and not re.search(r"\w", element.value)


class _Parts(visitor.Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(f"${node.id.name}")

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.names.add(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        self.names.add(f"-{node.id.name}")

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:  # noqa: N802
        self.names.add(f"{node.id.name}()")


def readable(name: str, words: str) -> bool:
    """Whether a line's own words of the sentence `name` can be read as a sentence."""
    return name in _identifiers(f"{name} = {_folded(words)}")


def _folded(words: str) -> str:
    return " ".join(words.split())


@cache
def _resource(source: str) -> ast.Resource:
    return FluentResource(source)


@lru_cache(maxsize=64)
def _identifiers(source: str) -> frozenset[str]:
    """The ids of the sentences in a Fluent text; none for one that cannot be read."""
    body = FluentParser().parse(source).body
    if any(isinstance(entry, ast.Junk) for entry in body):
        return frozenset()
    return frozenset(entry.id.name for entry in body if isinstance(entry, ast.Message))
