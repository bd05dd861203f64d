"""line.toml: what it becomes, and one sentence for each thing that can be wrong in it."""

# ruff: noqa: E501 - a table is read by its rows

import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivr.linefile import STARTS, read_line_file
from ivr.schedule.sources import KINDS
from ivr.settings import WAITS, Limits, Line, Rota, SettingsError, Source

GENERAL = {
    "name": '"the line"',
    "languages": '["en", "es"]',
    "time_zone": '"America/New_York"',
    "country": '"US"',
}


def line(**over: str | None) -> str:
    """A [line] with other, more or fewer keys."""
    keys = {name: value for name, value in (GENERAL | over).items() if value is not None}
    return "[line]\n" + "".join(f"{name} = {value}\n" for name, value in keys.items())


def number(number: str = '"202-555-0199"', **keys: str) -> str:
    return "".join(
        ["[[number]]\n", f"number = {number}\n", *(f"{k} = {v}\n" for k, v in keys.items())]
    )


def source(name: str = '"upstate"', url: str = '"list.json"', **keys: str) -> str:
    return "".join(
        [
            "[[source]]\n",
            f"name = {name}\nurl = {url}\n",
            *(f"{k} = {v}\n" for k, v in keys.items()),
        ]
    )


def read(folder: Path, text: str) -> tuple[tuple[Line, ...], tuple[Source, ...], Rota | None]:
    path = folder / "line.toml"
    path.write_text(text, "utf-8")
    file = read_line_file(path)
    return file.lines, file.sources, file.rota


def test_a_line_with_nothing_but_what_is_needed(tmp_path: Path) -> None:
    lines, sources, rota = read(tmp_path, line())
    assert lines == (
        Line("", "the line", ("en", "es"), ZoneInfo("America/New_York"), "US",
             texts={"en": {}, "es": {}}),
    )  # fmt: skip
    assert (sources, rota) == ((), None)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeff" + line()) == read(tmp_path, line())


@pytest.mark.parametrize(
    "text", ["202-555-0199", "(202) 555 0199", "+1 202 555 0199", "+12025550199", "1-202-555-0199"]
)
def test_numbers_become_e164(tmp_path: Path, text: str) -> None:
    lines, _, _ = read(tmp_path, line(helpline=f'"{text}"') + number(f'"{text}"'))
    assert [(one.number, one.helpline) for one in lines] == [
        ("", "+12025550199"),
        ("+12025550199", "+12025550199"),
    ]


def test_a_number_without_a_country_code_is_read_in_its_own_country(tmp_path: Path) -> None:
    text = line(helpline='"202-555-0111"') + number('"020 7946 0123"', country='"GB"')
    lines, _, _ = read(tmp_path, text)
    assert (lines[1].number, lines[1].helpline) == ("+442079460123", "+12025550111")


def test_a_number_says_anew_what_holds_for_it(tmp_path: Path) -> None:
    general = line(
        helpline='"+12025550111"',
        voices='{ en = "Polly.Joanna-Neural", es = "Polly.Lupe-Neural" }',
        texts='{ fellowship = "N A", es = { line = "la línea", welcome = "Hola." } }',
        waits="{ menu = 9, list = 12 }",
    )
    own = number(
        name='"the other line"',
        languages='["es"]',
        time_zone='"America/Los_Angeles"',
        start='"next"',
        sources='["south"]',
        voices='{ es = "Polly.Mia-Neural" }',
        texts='{ es = { welcome = "Buenas." } }',
        waits="{ menu = 4 }",
    )
    lines, _, _ = read(tmp_path, general + own + source() + source('"south"'))
    assert lines[1] == Line(
        number="+12025550199",
        name="the other line",
        languages=("es",),
        time_zone=ZoneInfo("America/Los_Angeles"),
        country="US",
        helpline="+12025550111",
        start="next",
        sources=("south",),
        voices={"en": "Polly.Joanna-Neural", "es": "Polly.Mia-Neural"},
        texts={"es": {"fellowship": "N A", "line": "la línea", "welcome": "Buenas."}},
        waits=WAITS | {"menu": 4, "list": 12},
    )
    assert lines[0].sources == ("upstate", "south")


def test_an_empty_helpline_takes_the_lines_away(tmp_path: Path) -> None:
    lines, _, _ = read(tmp_path, line(helpline='"+12025550111"') + number(helpline='""'))
    assert [one.helpline for one in lines] == ["+12025550111", ""]


def test_sources_and_rota(tmp_path: Path) -> None:
    text = (
        line()
        + source()
        + source('"other"', '"https://lists.example.org/main_server/"', time_zone='"Asia/Tokyo"',
                 language='"fr"', country='"CA"', refresh_minutes="30", kind='"bmlt"',
                 local="true", fellowship='"aa"')
        + '[rota]\nhours = "rota.csv"\nleaders = "HTTPS://sheets.example.org/leaders.csv"\n'
    )  # fmt: skip
    _, sources, rota = read(tmp_path, text)
    list_path = str(tmp_path.resolve() / "list.json")
    assert sources == (
        Source("upstate", "", list_path, ZoneInfo("America/New_York"), "en", "US", 60),
        Source(
            "other",
            "bmlt",
            "https://lists.example.org/main_server/",
            ZoneInfo("Asia/Tokyo"),
            "fr",
            "CA",
            30,
            local=True,
            fellowship="aa",
        ),
    )
    assert rota == Rota(
        str(tmp_path.resolve() / "rota.csv"), "HTTPS://sheets.example.org/leaders.csv"
    )


def test_a_shared_calendar_is_fetched_over_the_web(tmp_path: Path) -> None:
    text = line() + '[rota]\nhours = "webcal://cal.example.org/ours.ics"\nleaders = "l.csv"\n'
    _, _, rota = read(tmp_path, text)
    assert rota == Rota("https://cal.example.org/ours.ics", str(tmp_path.resolve() / "l.csv"))


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("", Limits(20, 60)),
        ("[limits]\n", Limits(20, 60)),
        ("[limits]\ncalls_at_once = 3\n", Limits(3, 60)),
        ("[limits]\ncalls_in_an_hour = 0\n", Limits(20, 0)),
        ("[limits]\ncalls_at_once = 0\ncalls_in_an_hour = 1000\n", Limits(0, 1000)),
        (
            "[limits]\nuncounted = ['(202) 555-0123', '+44 1632 960123']\n",
            Limits(20, 60, ("+12025550123", "+441632960123")),
        ),
    ],
)
def test_limits(tmp_path: Path, text: str, limits: Limits) -> None:
    path = tmp_path / "line.toml"
    path.write_text(line() + text)
    assert read_line_file(path).limits == limits


UNKNOWN = "is no setting: remove it or mend its name."
LANGUAGES = "has no sentences in prompts/: choose from en, es, fr."
WRONG = [
    # unknown keys, in each block
    (line() + "[lines]\n", f"lines {UNKNOWN}"),
    (line(nmae='"x"'), f"[line] nmae {UNKNOWN}"),
    (line() + number(nmae='"x"'), f"[[number]] block 1: nmae {UNKNOWN}"),
    (line() + source(zone='"x"'), f"[[source]] block 1: zone {UNKNOWN}"),
    (line() + "[rota]\nhours='a'\nleaders='b'\nroom='c'\n", f"[rota] room {UNKNOWN}"),
    (line() + "[limits]\ncalls = 3\n", f"[limits] calls {UNKNOWN}"),
    # the settings of a list, of connections and of words
    (line() + source(fellowship='"xa"'), '[[source]] block 1: fellowship "xa" is unknown: use na, aa, other.'),
    (line(countries='["U.S."]'), '[line] countries "U.S." is no country: write two capital letters like US.'),
    (line() + "[onward]\nat_once = 1001\n", "[onward] at_once must be from 0, for none, to 1000."),
    (line() + "[onward]\nin_an_hour = -1\n", "[onward] in_an_hour must be from 0, for none, to 1000."),
    (line() + "[said.en]\n'H&I' = ' '\n", '[said.en] "H&I" is empty: write how it is said.'),
    (line() + "[said.en]\n'&' = 'and'\n", '[said.en] "&" names no word: write what a list says before the equals sign.'),
    (line() + "[said.fr]\nTroy = '<b>'\n", '[said.fr] "Troy" has brackets: write plain words, as one would read them aloud.'),
    (line() + f"[said.en]\nTroy = '{'x' * 121}'\n", '[said.en] "Troy" is too long: write at most 120 characters.'),
    (line() + "[said.xx]\nTroy = 'Troy'\n", '[said] "xx" has no sentences in prompts/: choose from en, es, fr.'),
    # missing keys
    (source(), "[line] is missing: add it."),
    *((line(**{key: None}), f"[line] {key} is missing: add it.") for key in GENERAL),
    (line() + "[[number]]\nname = 'x'\n", "[[number]] block 1: number is missing: add it."),
    (line() + "[[source]]\nname = 'x'\n", "[[source]] block 1: url is missing: add it."),
    (line() + source() + "[[source]]\nurl = 'x'\n", "[[source]] block 2: name is missing: add it."),
    (line() + "[rota]\nhours = 'x'\n", "[rota] leaders is missing: add it."),
    # wrong types
    ("line = 3\n", "[line] must be a table, not a whole number."),
    (line(name="3"), "[line] name must be text in quotes, not a whole number."),
    (line(languages='"en"'), "[line] languages must be a list in square brackets, not text in quotes."),
    (line(languages="[3]"), "[line] languages, one of its values, must be text in quotes, not a whole number."),
    (line(waits="{ menu = '7' }"), "[line] waits, one of its values, must be a whole number, not text in quotes."),
    (line(waits="{ menu = true }"), "[line] waits, one of its values, must be a whole number, not true or false."),
    (line(name="2026-01-01"), "[line] name must be text in quotes, not date."),
    (line() + number("2025550199"), "[[number]] block 1: number must be text in quotes, not a whole number."),
    (line() + source(refresh_minutes="1.5"), "[[source]] block 1: refresh_minutes must be a whole number, not a fraction."),
    (line() + "[number]\nnumber = 'x'\n", "[number] is one of several: write it in double brackets, [[number]]."),
    (line() + "[source]\nname = 'x'\n", "[source] is one of several: write it in double brackets, [[source]]."),
    (line() + "[limits]\ncalls_at_once = '3'\n", "[limits] calls_at_once must be a whole number, not text in quotes."),
    (line() + "[limits]\ncalls_in_an_hour = 2.5\n", "[limits] calls_in_an_hour must be a whole number, not a fraction."),
    (line() + "[[limits]]\ncalls_at_once = 3\n", "[limits] must be a table, not a list in square brackets."),
    (line() + "[limits]\nuncounted = '+12025550123'\n", "[limits] uncounted must be a list in square brackets, not text in quotes."),
    (line() + "[limits]\nuncounted = [12025550123]\n", "[limits] uncounted, one of its values, must be text in quotes, not a whole number."),
    # values
    (line() + "[limits]\nuncounted = ['+12025550123', '555-0142']\n", "[limits] uncounted, number 2, is no telephone number in US: write it like +1…."),
    (line() + "[limits]\ncalls_at_once = -1\n", "[limits] calls_at_once must be from 0, which is no limit, to 1000."),
    (line() + "[limits]\ncalls_in_an_hour = 1001\n", "[limits] calls_in_an_hour must be from 0, which is no limit, to 1000."),
    (line(name='""'), "[line] name is empty: fill it in."),
    (line(languages="[]"), "[line] languages is empty: fill it in."),
    (line() + number(languages="[]"), "[[number]] block 1: languages is empty: fill it in."),
    (line(languages='["en", "tlh"]'), f'[line] languages "tlh" {LANGUAGES}'),
    (line() + number(languages='["EN"]'), f'[[number]] block 1: languages "EN" {LANGUAGES}'),
    (line(texts='{ de = { welcome = "Hallo" } }'), f'[line] texts "de" {LANGUAGES}'),
    (line(voices='{ de = "Polly.Vicki" }'), f'[line] voices "de" {LANGUAGES}'),
    (line(voices='{ en = "" }'), "[line] voices en is no voice: write one of the carrier's names, like Polly.Joanna-Neural."),
    (line(time_zone='"New York"'), '[line] time_zone "New York" is no time zone: write one like America/New_York.'),
    (line(time_zone='"../../etc/passwd"'), '[line] time_zone "../../etc/passwd" is no time zone: write one like America/New_York.'),
    (line() + source(time_zone='"EST5"'), '[[source]] block 1: time_zone "EST5" is no time zone: write one like America/New_York.'),
    (line(country='"usa"'), '[line] country "usa" is no country: write two capital letters like US.'),
    (line() + number(country='"us"', number='"+12025550199"'), '[[number]] block 1: country "us" is no country: write two capital letters like US.'),
    (line() + source(country='"XX"'), '[[source]] block 1: country "XX" is no country: write two capital letters like US.'),
    (line() + source(language='"pt-BR"'), '[[source]] block 1: language "pt-BR" is no language: write a code like en.'),
    (line(start='"nowhere"'), f'[line] start "nowhere" is unknown: use {", ".join(STARTS)}.'),
    (line() + number(sources='["upsate"]') + source(), '[[number]] block 1: sources "upsate" has no [[source]] block: add one.'),
    (line() + source(kind='"xyz"'), f'[[source]] block 1: kind "xyz" cannot be read yet: use {", ".join(KINDS)}.'),
    (line() + source(name='"Up state"'), "[[source]] block 1: name must be small letters, digits and - only."),
    (line() + source() + source(), '[[source]] name "upstate" stands twice: rename one.'),
    (line() + source(refresh_minutes="0"), "[[source]] block 1: refresh_minutes must be from 1 to 1440."),
    (line() + source(refresh_minutes="1441"), "[[source]] block 1: refresh_minutes must be from 1 to 1440."),
    (line() + source(url='""'), "[[source]] block 1: url is no place: write a path, or an address with https://."),
    (line() + source(url='"ftp://x"'), "[[source]] block 1: url is no place: write a path, or an address with https://."),
    (line() + "[rota]\nhours = ' '\nleaders = 'x'\n", "[rota] hours is no place: write a path, or an address with https://."),
    (line(waits="{ gretting = 5 }"), f'[line] waits "gretting" is unknown: use {", ".join(WAITS)}.'),
    (line(waits="{ menu = 0 }"), "[line] waits menu must be from 1 to 60 seconds."),
    (line() + number(waits="{ list = 61 }"), "[[number]] block 1: waits list must be from 1 to 60 seconds."),
    *(
        (line(ask_after=minutes), "[line] ask_after must be from 10 to 240 minutes, or 0, which never asks.")
        for minutes in ("9", "241", "-1")
    ),
    (line() + '[costs]\ncurrency = "$"\n', "[costs] currency is none: write three capital letters like USD."),
    (line() + "[costs]\ninbound = -1\n", "[costs] inbound must be from 0 to 1,000,000."),
    (line() + "[costs]\nday_budget = nan\n", "[costs] day_budget must be from 0 to 1,000,000."),
    (line() + '[costs]\nnumber = "1"\n', "[costs] number must be a fraction, not text in quotes."),
    (line(helpline='"call Ana"'), "[line] helpline is no telephone number in US: write it like +1…."),
    *(
        (line() + number(f'"{text}"'), "[[number]] block 1: number is no telephone number in US: write it like +1….")
        for text in ("", "555-0199", "12", "+1 202 555 019", "+1 202 555 01999", "+999 555 0199")
    ),
    (line(name=f'"{"N" * 201}"'), "[line] name is too long: write at most 200 letters."),
    (line() + source(url='"list\\u0000.json"'), "[[source]] block 1: url has a mark in it that nobody sees: type it anew."),
    (line() + "[rota]\nhours='a'\nleaders=\"b\\u202e.csv\"\n", "[rota] leaders has a mark in it that nobody sees: type it anew."),
    (line() + number() + number('"+1 202 555 0199"'), "[[number]] block 2: number has a block already: keep one of the two."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), WRONG, ids=[sentence for _, sentence in WRONG])
def test_a_wrong_line_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, text)
    assert str(caught.value) == f"{tmp_path / 'line.toml'}: {sentence}"


def test_a_file_that_is_not_toml(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, "[line]\nname = the line\n")
    assert str(caught.value) == (
        f"{tmp_path / 'line.toml'} is not TOML: Invalid value (at line 2, column 8): mend that line."
    )


@pytest.mark.parametrize(
    "odd", [f"x = {'9' * 5000}", f"x = {'[' * 5000}{']' * 5000}"], ids=["digits", "brackets"]
)
def test_what_python_reads_no_further(tmp_path: Path, odd: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, odd)
    assert str(caught.value) == (
        f"{tmp_path / 'line.toml'} cannot be read: a number in it is too long, or brackets stand "
        "in brackets too often: mend that."
    )


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "line.toml"
    path.write_bytes("name = 'la línea'".encode("latin-1"))
    with pytest.raises(SettingsError) as caught:
        read_line_file(path)
    assert str(caught.value) == f"{path} is not UTF-8 text: save it as UTF-8."


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "lines.toml"
    with pytest.raises(SettingsError) as caught:
        read_line_file(path)
    assert str(caught.value) == f"{path} does not exist: write it, or name yours in IVR_CONFIG."


def test_a_file_that_only_root_may_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> str:
        raise PermissionError

    path = tmp_path / "line.toml"
    monkeypatch.setattr(Path, "read_text", forbidden)
    with pytest.raises(SettingsError) as caught:
        read_line_file(path)
    assert (
        str(caught.value) == f"{path} may not be read by the line's user: run `chmod a+r {path}`."
    )


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        read_line_file(tmp_path)
    assert str(caught.value) == f"{tmp_path} cannot be read: {os.strerror(21)}."


@pytest.mark.parametrize("key", ["time_zone", "country"])
def test_a_mistake_of_the_line_is_not_blamed_on_a_source_that_inherits_it(
    tmp_path: Path, key: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, line(**{key: '"Newyork"'}) + source())
    assert str(caught.value).startswith(f"{tmp_path / 'line.toml'}: [line] {key} ")
