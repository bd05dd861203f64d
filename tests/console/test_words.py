"""The sentences of the pages: the same in both languages, all there, and none for nothing."""

import re
from pathlib import Path

import pytest

from ivr.console import words
from ivr.console.routes import PAGES
from ivr.flow import FLOW
from ivr.prompts import parts

CONSOLE = Path(words.__file__).parent
SOURCES = [*CONSOLE.glob("*.py"), *CONSOLE.glob("templates/*.html"), *CONSOLE.glob("static/*.js")]
TEXTS = {
    language: parts((CONSOLE / "texts" / f"{language}.ftl").read_text("utf-8"))
    for language in words.LANGUAGES
}
ALL = "\n".join(path.read_text("utf-8") for path in SOURCES)

ASKED = re.compile(
    r"""(?:\bt|\.text|message|to|_text|Refused)\(\s*(?:"/[^"]*",\s*)?f?"([a-z][a-z0-9-]+)"\s*[,)]"""
)


def test_both_languages_have_the_same_sentences_with_the_same_values() -> None:
    assert TEXTS["en"] == TEXTS["es"]


def test_no_sentence_is_written_twice() -> None:
    for language in words.LANGUAGES:
        source = (CONSOLE / "texts" / f"{language}.ftl").read_text("utf-8")
        ids = re.findall(r"^([a-z][a-z0-9-]*) =", source, re.MULTILINE)
        assert [each for each in ids if ids.count(each) > 1] == []


def test_every_sentence_that_a_page_asks_for_is_there() -> None:
    asked = {each for each in ASKED.findall(ALL) if not each.startswith("/")}
    asked |= {page.nav for page in PAGES if page.nav}
    assert asked - set(TEXTS["en"]) == set()
    assert len(asked) > 100


def test_every_sentence_that_begins_alike_is_there() -> None:
    begun = set(re.findall(r"""\bt\("([a-z-]+-)" ?~""", ALL))
    assert [each for each in begun if not any(name.startswith(each) for name in TEXTS["en"])] == []


def test_every_place_of_the_call_has_a_name() -> None:
    assert {name for name in FLOW if f"node-{name}" not in TEXTS["en"]} == set()
    assert {name for name in TEXTS["en"] if name[:5] == "node-" and name[5:] not in FLOW} == set()


def test_no_sentence_is_left_over() -> None:
    """Each stands somewhere by its name, or by the beginning or the end of its name."""
    begun = tuple(re.findall(r"""["{]([a-z]+(?:-[a-z]+)*-)(?:"|\{)""", ALL))
    ends = ("-title",)
    left = {
        name
        for name in TEXTS["en"]
        if f'"{name}"' not in ALL and not name.startswith(begun) and not name.endswith(ends)
    }
    assert left == set()


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_lengths_of_time_are_said_as_a_person_would(language: str) -> None:
    said = [words.lasting(language, seconds) for seconds in (0, 1, 119, 120, 7200, 200_000)]
    assert (
        said
        == {
            "en": ["0 seconds", "1 second", "119 seconds", "2 minutes", "2 hours", "2 days"],
            "es": ["0 segundos", "1 segundo", "119 segundos", "2 minutos", "2 horas", "2 días"],
        }[language]
    )


def test_a_sentence_that_is_not_there_is_told() -> None:
    with pytest.raises(words.NoSuchText, match="en: no-such-sentence"):
        words.text("en", "no-such-sentence")
    with pytest.raises(words.NoSuchText, match="name"):
        words.text("en", "secrets")


def test_tables_of_pages_name_each_once() -> None:
    rows = [(page.method, page.path) for page in PAGES]
    assert len(rows) == len(set(rows))
