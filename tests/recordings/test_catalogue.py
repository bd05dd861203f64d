"""Every sentence has a number for ever and a note in every language; what of it can be recorded."""

from dataclasses import replace

import pytest

from ivr.linefile import languages_shipped
from ivr.prompts import ALWAYS, Prompts, Shape, parts
from ivr.recordings.catalogue import NoSuchPrompt, catalogue, languages, shapes
from ivr.settings import PROMPTS, Line, Settings
from tests.line import settings

SHIPPED = Prompts()
ALL = catalogue()
AGAIN = "Please hang up and call this number: …. Again: …."


def line(name: str, **texts: str) -> Line:
    """The general line with its own words; what a line says is kept by its number."""
    return replace(settings().lines[0], number=name, texts={"en": texts, "es": texts})


def test_every_sentence_is_in_the_catalogue_or_within_others() -> None:
    ids = {entry.id for entry in ALL.entries}
    assert ids | ALL.within == SHIPPED.ids("en")
    assert ids & ALL.within == set()


def test_what_is_within_others_is_never_said_by_itself() -> None:
    sources = [(PROMPTS.parent / "ivr" / name) for name in ("times.py", "steps/front.py")]
    code = "".join(path.read_text() for path in sources)
    said = {name for name in ALL.within if f'say("{name}"' in code}
    assert said == set()


def test_numbers_have_three_digits_and_are_given_once() -> None:
    numbers = [entry.number for entry in ALL.entries]
    assert all(100 <= number <= 999 for number in numbers)
    assert len(set(numbers)) == len(numbers)
    assert set(numbers) & ALL.retired == set()


@pytest.mark.parametrize(
    ("number", "name"),
    [(101, "welcome"), (202, "danger"), (301, "about-1"), (401, "joining"), (501, "room-keys"),
     (601, "wait-first"), (701, "list-welcome"), (801, "format-speaker"), (830, "format-language")],
)  # fmt: skip
def test_a_number_stays_with_its_sentence(number: int, name: str) -> None:
    """Operators know them by heart, and have written them down."""
    assert ALL.find(str(number)).id == name


@pytest.mark.parametrize("language", languages_shipped())
def test_every_sentence_has_a_note_and_a_place_in_every_language(language: str) -> None:
    for entry in ALL.entries:
        assert entry.notes[language].endswith(".")
        assert ALL.place(entry, language) != ""
    notes = [entry.notes[language] for entry in ALL.entries]
    assert notes != [entry.notes["en"] for entry in ALL.entries] or language == "en"


def test_a_sentence_is_found_by_number_or_id() -> None:
    assert ALL.find("101") is ALL.find(" welcome ")


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ("100", "100 is no sentence of this line: see `ivr prompts list`."),
        ("", " is no sentence of this line: see `ivr prompts list`."),
        ("emergency", "emergency is heard only within other sentences: record those."),
    ],
)
def test_what_is_not_found_is_said(named: str, sentence: str) -> None:
    with pytest.raises(NoSuchPrompt) as caught:
        ALL.find(named)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("language", "prompt", "shape"),
    [
        ("en", "welcome", Shape("whole", "Welcome to the N A meeting line.")),
        ("es", "list-welcome", Shape("whole", "La línea de reuniones de N A.")),
        ("en", "joining", Shape("opening", "Joining", "title")),
        ("es", "wait-hour", Shape("opening", "Esta hora es", "title")),
        ("en", "greeting-off",
         Shape("opening", "No meeting is on here now. The next one is", "when")),
        ("en", "room-then", Shape("spoken", "After it, …: ….")),
        ("en", "person-number", Shape("spoken", AGAIN)),
        ("en", "wait-leader", Shape("spoken", "… is to lead it.")),
        ("es", "list-zone", Shape("spoken", "Es la ….")),
    ],
)  # fmt: skip
def test_what_can_be_recorded(language: str, prompt: str, shape: Shape) -> None:
    assert SHIPPED.shape(settings().lines[0], language, prompt) == shape


def test_the_countrys_emergency_number_is_a_part_of_the_recording() -> None:
    shape = SHIPPED.shape(settings().lines[0], "en", "danger")
    assert (shape.kind, shape.text.endswith("call 9 1 1, or 9 8 8.")) == ("whole", True)


@pytest.mark.parametrize(
    ("words", "shape"),
    [
        ("Come in.", Shape("whole", "Come in.")),
        ("Come in to { $title }!", Shape("opening", "Come in to", "title")),
        ("{ $title } is on.", Shape("spoken", "… is on.")),
        ("{ $title }.", Shape("spoken", "….")),
        ("At { $line } now: { $title }", Shape("opening", "At the N A meeting line now:", "title")),
        ("{ $title }, yes, { $title }", Shape("spoken", "…, yes, …")),
    ],
)
def test_own_words_can_be_recorded_in_another_way(words: str, shape: Shape) -> None:
    of = line(words, joining=words)
    assert SHIPPED.shape(of, "en", "joining") == shape


def test_all_that_can_be_recorded_needs_no_value_of_the_call() -> None:
    for language in languages_shipped():
        needs = parts((PROMPTS / language / "texts.ftl").read_text("utf-8"))
        for entry in ALL.entries:
            shape = SHIPPED.shape(settings().lines[0], language, entry.id)
            changing = {n for n in needs[entry.id] if n[0] == "$"} - ALWAYS
            assert (shape.kind == "whole") == (not changing)


def test_a_line_says_a_sentence_in_as_many_ways_as_its_numbers_do() -> None:
    general = settings().lines[0]
    both = replace(settings(), lines=(general, replace(line("other"), name="the other line")))
    assert languages(both) == ("en", "es")
    assert [shape.text for shape in shapes(SHIPPED, both, "en", "welcome")] == [
        "Welcome to the N A meeting line.",
        "Welcome to the other line.",
    ]
    only: Settings = replace(both, lines=(replace(general, languages=("en",)), both.lines[1]))
    assert len(shapes(SHIPPED, only, "es", "welcome")) == 1
