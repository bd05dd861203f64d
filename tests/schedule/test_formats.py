"""Formats from a server's own table, and the languages in which meetings are held."""

# ruff: noqa: E501 - a table is read by its rows

import json
from pathlib import Path

import pytest

from ivr.prompts import Prompts
from ivr.schedule.meeting import FORMATS, held_in
from ivr.schedule.sources.bmlt_formats import KEYS, NAMES, WORLD, Format, FormatTable, for_callers
from ivr.schedule.sources.languages import languages_named, plain

FEED = Path(__file__).parents[3] / "shared" / "feeds" / "bmlt_formats_all_langs.json"
HOW_ATTENDED = {"open", "closed", "hybrid", "virtual", "temporarily closed"}


def table(*rows: tuple[str, str, str, str, str]) -> FormatTable:
    """Of rows of id, key, world_id, name and language."""
    made = FormatTable()
    for id, key, world, name, lang in rows:
        made.add(Format(id, key, world, name, lang))
    return made


def test_every_meaning_has_its_sentence_in_every_language() -> None:
    meanings = {*WORLD.values(), *KEYS.values(), *NAMES.values()} - HOW_ATTENDED
    assert {each for each in meanings if not each.startswith("in-")} <= set(FORMATS)
    prompts = Prompts()
    for language in prompts.languages:
        said = {id for id in prompts.ids(language) if id.startswith("format-")}
        assert said == {f"format-{name}" for name in (*FORMATS, "language")}


def test_names_are_written_as_they_are_compared() -> None:
    assert [name for name in NAMES if plain(name) != name] == []


@pytest.mark.parametrize(
    ("rows", "ids", "keys", "found"),
    [
        # the world_id says it, whatever the letters
        ([("1", "C", "CW", "Children Welcome", "en")], "1", "C", {"children"}),
        ([("1", "S", "CLOSED", "Slutet möte", "sv")], "1", "S", {"closed"}),
        # else the name, in any language that has one
        ([("1", "X", "", "Persiskt", "sv"), ("1", "X", "", "Persian", "en")], "1", "X", {"in-fa"}),
        ([("1", "PN", "", "Pas d'enfant", "fr")], "1", "PN", {"no-children"}),
        # and never the letters of a format that is something else there
        ([("1", "W", "", "Workshop", "en")], "1", "W", set()),
        ([("1", "B", "", "Buddies", "en")], "", "B,O", set()),
        # a key for two formats means neither; its id still does
        ([("1", "M", "M", "Men", "en"), ("2", "M", "MED", "Meditation", "en")], "", "M", set()),
        ([("1", "M", "M", "Men", "en"), ("2", "M", "MED", "Meditation", "en")], "2", "M", {"meditation"}),
        # a row's unknown id: its keys
        ([("1", "M", "M", "Men", "en")], "9", "M", {"men"}),
        # no table at all: the usual letters
        ([], "", "O,BT,ES,zz", {"open", "literature", "in-es"}),
        ([("1", "L/R", "LANG", "Lithuanian/Russian", "en")], "1", "L/R", {"in-lt", "in-ru"}),
        ([("1", "ES", "LANG", "", "en")], "1", "ES", {"in-es"}),
        ([("1", "FIN", "LANG", "Meeting No. 4", "en")], "1", "FIN", {"in-fi"}),
    ],
)  # fmt: skip
def test_what_the_formats_of_a_row_mean(
    rows: list[tuple[str, str, str, str, str]], ids: str, keys: str, found: set[str]
) -> None:
    assert table(*rows).meanings(ids, keys) == found


def test_formats_are_said_in_one_order_and_languages_last() -> None:
    meanings = {"in-pl", "wheelchair", "open", "in-es", "speaker"}
    assert for_callers(meanings) == ("speaker", "wheelchair", "in-es", "in-pl")


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("Spanish", "en", ("es",)),
        ("Espanol", "en", ("es",)),
        ("Español", "es", ("es",)),
        ("English speaking", "en", ("en",)),
        ("In Polish", "en", ("pl",)),
        ("Anglais", "fr", ("en",)),
        ("Réunion en anglais", "fr", ("en",)),
        ("Português", "en", ("pt",)),
        ("русский", "en", ("ru",)),
        ("French and English", "en", ("fr", "en")),
        ("pl", "en", ("pl",)),
        ("ENG", "en", ("en",)),
        ("Spanish Harlem", "en", ()),
        ("Bilingual", "en", ()),
        ("", "en", ()),
        ("Spanish", "xx", ("es",)),
        ("Spanish", "../en", ("es",)),
    ],
)
def test_which_language_a_list_means(text: str, language: str, codes: tuple[str, ...]) -> None:
    assert languages_named(text, language) == codes


@pytest.mark.skipif(not FEED.exists(), reason="the real table is in ../shared")
def test_every_language_of_a_real_table_means_the_same() -> None:
    fields = Format.__struct_fields__
    rows = [Format(**{k: row[k] for k in fields}) for row in json.loads(FEED.read_text("utf-8"))]
    by_language: dict[str, FormatTable] = {}
    for row in rows:
        by_language.setdefault(str(row.lang), FormatTable()).add(row)
    english = by_language["en"].by_id
    unknown = {id for id, meaning in english.items() if not meaning}
    assert unknown == {"11", "18", "19", "20", "21", "28", "35", "37", "39", "52"}
    for language in ("es", "fr"):
        different = {
            id: (set(meaning), set(english[id]))
            for id, meaning in by_language[language].by_id.items()
            if meaning != english[id]
        }
        assert different == {}
    assert by_language["sv"].by_id["47"] == {held_in("en")}
