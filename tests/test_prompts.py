"""The sentences: the same in every language, and in each line's own words."""

# ruff: noqa: E501 - a table is read by its rows

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivr.linefile import languages_shipped
from ivr.prompts import ALWAYS, MissingSentence, Prompts, Value, locale, parts
from ivr.settings import PROMPTS, Line, Settings, SettingsError

SHIPPED = Prompts()
NUMBERS = (f"+120255501{n:02}" for n in range(100))
LINE = Line("", "the line", ("en", "es"), ZoneInfo("UTC"), "US")


def own(country: str = "US", **texts: Mapping[str, str]) -> Line:
    """A line with its own words. What a line says is kept by its number, so it has another."""
    return replace(LINE, texts=texts, country=country, number=next(NUMBERS))


def checked(line: Line) -> str:
    """What is wrong with a line's own words; "" for nothing."""
    settings = Settings((line,), (), None, Path("line.toml"), Path("data"))
    try:
        SHIPPED.check(settings)
    except SettingsError as error:
        return str(error)
    return ""


def sentences(language: str) -> Mapping[str, frozenset[str]]:
    return parts((PROMPTS / language / "texts.ftl").read_text("utf-8"))


def test_english_spanish_and_french_are_shipped() -> None:
    assert languages_shipped() == ("en", "es", "fr") == SHIPPED.languages


@pytest.mark.parametrize("language", languages_shipped())
def test_every_language_has_the_same_sentences_with_the_same_values(language: str) -> None:
    # Spanish says "a la una" but "a las dos", the part of the day, and "la hora del Este"; French
    # "vingt et une heures" and "le 1er décembre".
    optional = ALWAYS | {"$hour", "$part", "$id", "$of_day", "$minute", "$day_of_month"}
    english = {name: needs - optional for name, needs in sentences("en").items()}
    assert {name: needs - optional for name, needs in sentences(language).items()} == english
    assert SHIPPED.ids(language) == SHIPPED.ids("en")


@pytest.mark.parametrize("language", languages_shipped())
def test_every_sentence_can_be_said_when_its_values_are_there(language: str) -> None:
    for name, needs in sentences(language).items():
        numbers: dict[str, Value] = {"$minutes": 1, "$hour": 1}
        values: dict[str, Value] = {
            need[1:]: numbers.get(need, "x") for need in needs - ALWAYS if need[0] == "$"
        }
        assert SHIPPED.text(LINE, language, name, values).strip() != ""


def test_a_sentence_with_the_lines_own_name() -> None:
    assert SHIPPED.text(LINE, "en", "welcome", {}) == "Welcome to the line."
    assert SHIPPED.text(LINE, "en", "list-welcome", {}) == "The line."


def test_a_name_of_its_own_in_one_language() -> None:
    line = own(es={"line": "la línea"})
    said = [SHIPPED.text(line, language, "welcome", {}) for language in ("en", "es")]
    assert said == ["Welcome to the line.", "Le damos la bienvenida a la línea."]


def test_own_words_stand_before_those_of_the_line() -> None:
    line = own(en={"welcome": "Hello.\n  This is { $line }."})
    assert SHIPPED.text(line, "en", "welcome", {}) == "Hello. This is the line."
    assert SHIPPED.text(LINE, "en", "welcome", {}) == "Welcome to the line."


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("US", "9 1 1, or 9 8 8"),
        ("FR", "1 5, or 1 1 2, or 31 14"),
        ("MX", "the emergency number"),
    ],
)
def test_the_emergency_number_is_the_countrys(country: str, number: str) -> None:
    assert SHIPPED.text(own(country), "en", "emergency", {}) == number


def test_an_emergency_number_of_its_own_is_in_the_danger_sentence() -> None:
    assert SHIPPED.text(own("MX", es={"emergency": "9 1 1"}), "es", "danger", {}).endswith(
        "llame al 9 1 1."
    )


def test_whom_to_call_in_french() -> None:
    said = [SHIPPED.text(own(each), "fr", "danger", {}) for each in ("CA", "FR", "BE")]
    assert [words.partition("raccrochez et ")[2] for words in said] == [
        "appelez le 9 1 1, ou le 9 8 8.",
        "appelez le 15, ou le 1 1 2, ou le 31 14.",
        "appelez le numéro d'urgence.",
    ]


@pytest.mark.parametrize(
    ("minutes", "said"), [(1, "In one minute, at 1: X."), (20, "In 20 minutes, at 1: X.")]
)
def test_numbers_take_their_plural(minutes: int, said: str) -> None:
    values: dict[str, Value] = {"minutes": minutes, "at": "at 1", "name": "X"}
    assert SHIPPED.text(LINE, "en", "list-soon", values) == said


def test_values_are_not_read_as_fluent() -> None:
    assert SHIPPED.text(LINE, "en", "joining", {"title": "{ $line } { joining }"}) == (
        "Joining { $line } { joining }."
    )


@pytest.mark.parametrize(
    ("prompt", "sentence"),
    [
        ("no-such-thing", "en: no sentence no-such-thing"),
        ("joining", "en: joining: Unknown external: title"),
    ],
)
def test_what_is_missing_is_named(prompt: str, sentence: str) -> None:
    with pytest.raises(MissingSentence) as caught:
        SHIPPED.text(LINE, "en", prompt, {})
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"line": "the other line", "fellowship": "C A"},
        {"welcome": "Hello: { $line }, { $line_first }, { $fellowship }, { $country }."},
        {"danger": "Call { emergency } at once!"},
        {"list-soon": "{ $name } in { $minutes }, { $at }."},
        {"emergency": "1 1 2"},
    ],
)
def test_own_words_that_can_be_said(texts: dict[str, str]) -> None:
    assert checked(own(en=texts)) == ""


UNREADABLE = "cannot be read: write plain words, braces only around a value."
ALL = "{ $country }, { $fellowship }, { $line }, { $line_first }"


@pytest.mark.parametrize(
    ("name", "words", "sentence"),
    [
        ("welcom", "Hi.", '"welcom" is no sentence of the line: use the ids of prompts/en/texts.ftl.'),
        ("country", "US", '"country" is no sentence of the line: use the ids of prompts/en/texts.ftl.'),
        ("welcome", "  ", f'the words of "welcome" {UNREADABLE}'),
        ("welcome", "Hi { $line", f'the words of "welcome" {UNREADABLE}'),
        ("welcome", "Hi { you }}", f'the words of "welcome" {UNREADABLE}'),
        ("welcome", "Hi { $name }.", f'"welcome" has no {{ $name }}: use {ALL} only.'),
        ("welcome", "Hi { danger }.", f'"welcome" has no {{ danger }}: use {ALL} only.'),
        ("welcome", "Hi { -term }.", f'"welcome" has no {{ -term }}: use {ALL} only.'),
        ("welcome", "Hi { NUMBER($line) }.", f'"welcome" has no {{ NUMBER() }}: use {ALL} only.'),
        ("joining", "{ $titel }", f'"joining" has no {{ $titel }}: use {ALL}, {{ $title }} only.'),
    ],
)  # fmt: skip
def test_own_words_that_cannot_be_said(name: str, words: str, sentence: str) -> None:
    assert checked(own(en={name: words})) == f"line.toml: texts: {sentence}"


def test_a_file_that_cannot_be_read_has_no_sentences(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "texts.ftl").write_text("welcome = { $line\n")
    assert Prompts(("en",), tmp_path).ids("en") == frozenset()


def test_a_sentence_of_attributes_only_has_no_text(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "texts.ftl").write_text("welcome =\n    .loud = Hi\n")
    with pytest.raises(MissingSentence) as caught:
        Prompts(("en",), tmp_path).text(LINE, "en", "welcome", {})
    assert str(caught.value) == "en: welcome has no text"


@pytest.mark.parametrize(
    ("language", "country", "name"),
    [("en", "US", "en_US"), ("es", "US", "es_US"), ("es", "JP", "es"), ("en", "GB", "en_GB")],
)
def test_the_locale_of_a_language_in_a_country(language: str, country: str, name: str) -> None:
    assert locale(language, country) == name
