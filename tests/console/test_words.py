"""The sentences of the pages: the same in both languages, all there, and none for nothing."""

import re
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from ivr.console import words
from ivr.console.announcements import ORDER
from ivr.console.flowpicture import How
from ivr.console.prompts_rows import STATES
from ivr.console.rota_rows import ACCESS
from ivr.console.routes import PAGES
from ivr.flow import FLOW
from ivr.helping.state import Did
from ivr.linefile import languages_shipped
from ivr.people.person import Role
from ivr.prompts import parts
from ivr.recordings.announcement import Came
from ivr.recordings.report import Records
from ivr.recordings.state import Shelf
from ivr.recordings.unusable import Reason
from ivr.rotarow import FORMATS, SPEAKING
from ivr.schedule.report import Outcome
from tests.console.test_reasons import reasons
from workers.queues import NAMES

CONSOLE = Path(words.__file__).parent
SOURCES = [*CONSOLE.glob("*.py"), *CONSOLE.glob("templates/*.html"), *CONSOLE.glob("static/*.js")]
TEXTS = {
    language: parts((CONSOLE / "texts" / f"{language}.ftl").read_text("utf-8"))
    for language in words.LANGUAGES
}
RECORDER = CONSOLE / "templates" / "_recorder.html"
ALL = "\n".join(path.read_text("utf-8") for path in SOURCES)

ASKED = re.compile(
    r"""(?:\bt|\.text|message|to|_text|Refused)\(\s*(?:"/[^"]*",\s*)?f?"([a-z][a-z0-9-]+)"\s*[,)]"""
)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_all_languages_have_the_same_sentences_with_the_same_values(language: str) -> None:
    assert TEXTS[language] == TEXTS["en"]


def test_the_console_has_the_languages_of_callers() -> None:
    assert tuple(words.LANGUAGES) == languages_shipped()


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


BEGUN = {
    "reason-": reasons(),
    "announcement-": (*ORDER, "begins", "ends"),
    "announcements-": ORDER,
    "came-": get_args(Came),
    "exit-": set(get_args(How)) - {"keys"},
    "help-did-": get_args(Did),
    "lasting-": ("days", "hours", "minutes", "seconds"),
    "node-": FLOW,
    "prompt-records-": get_args(Records),
    "queue-": NAMES,
    "recorder-": re.findall(
        r'"(\w+)"', re.findall(r"for name in \((.*)\)", RECORDER.read_text("utf-8"))[0]
    ),
    "role-": get_args(Role),
    "row-access-": ACCESS,
    "row-format-": FORMATS,
    "row-speaking-": SPEAKING,
    "source-": (*get_args(Outcome), "untried"),
    "state-": STATES,
    "unusable-": get_args(Reason),
    "version-": get_args(get_type_hints(Shelf.state)["return"]),
}
"""How names begin that a page puts together, and all that it may put behind."""

PUT_TOGETHER = {f"{name}{end}".replace(" ", "-") for name, ends in BEGUN.items() for end in ends}


def test_every_name_that_a_page_puts_together_is_there() -> None:
    begun = set(re.findall(r"""\bt\("([a-z-]+-)" ?~|text\(f"([a-z-]+-)\{""", ALL))
    assert {"".join(each) for each in begun} - set(BEGUN) == set()
    assert PUT_TOGETHER - set(TEXTS["en"]) == set()


def test_no_sentence_is_left_over() -> None:
    """Each is put together, or stands somewhere by its name; a title where its sentence does."""
    named = PUT_TOGETHER | set(re.findall(r'"([a-z][a-z0-9-]*)"', ALL))
    left = set(TEXTS["en"]) - named
    assert {name for name in left if name.removesuffix("-title") not in named} == set()


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_lengths_of_time_are_said_as_a_person_would(language: str) -> None:
    said = [words.lasting(language, seconds) for seconds in (0, 1, 119, 120, 7200, 200_000)]
    assert (
        said
        == {
            "en": ["0 seconds", "1 second", "119 seconds", "2 minutes", "2 hours", "2 days"],
            "es": ["0 segundos", "1 segundo", "119 segundos", "2 minutos", "2 horas", "2 días"],
            "fr": ["0 seconde", "1 seconde", "119 secondes", "2 minutes", "2 heures", "2 jours"],
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
