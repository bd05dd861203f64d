"""A number and its steps out of what lists write; every shape here is one that real lists have."""

from dataclasses import replace

import pytest

from ivr.schedule.dial import Dial, dial, may_dial
from ivr.settings import Line, Onward, Settings
from tests.line import settings

NUMBER = "+12025550123"
ID, PASSCODE = "123456789", "654321"


def steps(*texts: str, country: str = "US", notes: tuple[str, ...] = ()) -> str | None:
    """What is keyed, a comma for two seconds; None where nothing is dialled."""
    found = dial(texts, country, notes)
    if found is None or not found.sure:
        assert found is None or found.steps == ""
        return None
    assert found.number == NUMBER
    return found.steps.replace("wwww", ",")


@pytest.mark.parametrize(
    "written",
    [
        "+12025550123",
        "+1 202 555 0123",
        "12025550123",
        "2025550123",
        "202-555-0123",
        "(202) 555-0123",
        "tel:+12025550123",
        "Dial +1 (202) 555-0123",
    ],
)
def test_a_number_however_it_is_written(written: str) -> None:
    assert steps(f"{written},,{ID}#") == f",,{ID}#"


TAILS = {
    f",,{ID}#": f",,{ID}#",
    f",,{ID}": f",,{ID}#",
    f",{ID}#": f",,{ID}#",
    f",,,,{ID}#": f",,,,{ID}#",
    f",, {ID}#": f",,{ID}#",
    ",,123-4567-8901#": ",,12345678901#",
    f",,{ID}#,,{PASSCODE}#": f",,{ID}#,,#,{PASSCODE}#",  # nine digits: it asks who one is
    f",,{ID}#,,,,{PASSCODE}#": f",,{ID}#,,,,#,{PASSCODE}#",
    f",,12345#,,{PASSCODE}#": f",,12345#,,{PASSCODE}#",
    f",,{ID}#*{PASSCODE}#": f",,{ID}#,,*{PASSCODE}#",
    f",,{ID}#,,#,,{PASSCODE}#": f",,{ID}#,,#,,{PASSCODE}#",
    f",,{ID}#,,#,,{PASSCODE}": f",,{ID}#,,#,,{PASSCODE}#",
    f",,{ID},,#,,{PASSCODE}#": f",,{ID}#,,#,,{PASSCODE}#",
    f",,{ID}#,,,,*{PASSCODE}#": f",,{ID}#,,,,*{PASSCODE}#",
    f",,{ID}#,,1#,{PASSCODE}#": f",,{ID}#,,1#,{PASSCODE}#",
    f",,{ID}#,,,,,,0#,,{PASSCODE}#": f",,{ID}#,,,,,,0#,,{PASSCODE}#",
    f",,{ID}#,,,,,#{PASSCODE}#": f",,{ID}#,,,,,#,{PASSCODE}#",
    f",,{ID}#,,,,,##": f",,{ID}#,,,,,##",
    " x654321#": ",,654321#",
    " ext. 654321#": ",,654321#",
    " Access Code: 654321": ",,654321#",
    " PIN 654321#": ",,654321#",
    " ID 12345678901#": ",,12345678901#",
    ", Meeting ID: 123 456 7890": ",,1234567890#",
    " Meeting ID: 123 456 789 Passcode: 654321": f",,{ID}#,,#,{PASSCODE}#",
    " Meeting ID: 123456789# Password:654321#": f",,{ID}#,,#,{PASSCODE}#",
    " ID de reunión: 123 456 789, contraseña 654321": f",,{ID}#,,#,{PASSCODE}#",
    f",,{ID}# (press *6 to speak)": f",,{ID}#",
    f",,{ID}# no passcode": f",,{ID}#",
}


@pytest.mark.parametrize("tail", TAILS)
def test_a_tail_is_sent(tail: str) -> None:
    assert steps(f"+12025550123{tail}") == TAILS[tail]


DOUBTFUL = [
    "",  # a number alone is mostly that of a volunteer
    f",,{ID}#,,#,,TUh6bGoakdVV1FsbXAxUDNhUnNK#",
    f",,{ID}#,,#,,9abc#",
    f",,{ID}#,,#,,Bill&Bob1#",
    " Meeting ID: 123 456 789 Passcode: hope1",
    f",,{ID}# password required",
    f",,{ID}# Passcode: ask info@example.org",
    f",,{ID}#,,#,,{PASSCODE}#,,777777#",
    f",,{ID}# 777777",
    " x123",
    ", 12 Main Street",
    ", 12345 Main Street",
    ", 202-555-0124",
    ",,202-555-0124",
    " / 202-555-0124",
    " or 202-555-0124 ID 123456789",
    " Passcode 654321",
    " Host PIN 654321",
    " Meeting ID: 12345 Passcode: 654321",  # no bridge that is known asks in that order
    " Access code 123456789 Passcode 654321",
    f",,{ID}#" + "," * 40 + f"{PASSCODE}#",
    f",,{ID}#" + " and so on" * 60,
    ",,2025550123#",  # its own number as its ID
    f",,{ID}#,,#,,{ID}#",
    " ext. 654321",
    " x654321",
]


@pytest.mark.parametrize("tail", DOUBTFUL)
def test_what_is_doubtful_is_not_dialled(tail: str) -> None:
    found = dial([f"+12025550123{tail}"], "US")
    assert found == Dial(NUMBER, "", "US", "fixed_line_or_mobile", sure=False)


STRANGERS = [
    "{} Zip code 14201",
    "{} Zip-code 14201",
    "{} Postal code 14201",
    "{} area code 71612",
    "{} door code 4455",
    "{} building code 44551",
    "{} gate code 4455",
    "{} apt code 4455",
    "{} entry code 44551",
    "{} group code 12345",
    "{} code 12345 opens the gate",
    "{}, PIN 12345 is for the lobby",
    "{} ID 123456789 door password 654321",
    "{} ID 123456789 wifi password 654321",
    "Call Bob {} for the code 12345",
    "Call Bob at {}, code 12345#",
    "Text 'meeting' to {} pin 123",
    "Text “meeting” to {} pin 12345",
    "Contact {} ID 123456789",
    "Church office {} ext 12345",
    "Church office {} ext 12345#",
    "My sponsor {} PIN 12345",
    "Ask {} for the code 12345",
    "Llame a Bob {} código 12345",
    "Appelez Bob {} code 12345",
]


@pytest.mark.parametrize("text", STRANGERS)
def test_a_person_a_house_and_a_door_are_not_dialled(text: str) -> None:
    assert steps(text.format("202-555-0123")) is None


BRIDGES = [
    "call {} access code 12345#",
    "Call in: {}, code 12345",
    "Call-in number {} PIN 12345",
    "To join the conference call dial {} PIN 12345#",
    "{} enter the code 12345",
    "By phone: {} and code 12345",
    "Calling in? {} code 12345",
]


@pytest.mark.parametrize("text", BRIDGES)
def test_a_bridge_however_one_is_asked_to_call_it(text: str) -> None:
    assert steps(text.format("202-555-0123")) == ",,12345#"


def test_the_code_of_a_door_among_the_notes_is_no_passcode() -> None:
    notes = ("Door password: 654321. Zip code 14201",)
    assert steps(f"+12025550123,,{ID}#", notes=notes) == f",,{ID}#"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+11",
        "Passcode 654321",
        "PW: 212130",
        "Meeting ID: 12345678901 Passcode: 123456",
        "Meeting ID: 2025550123 Passcode: 654321",
        "ID 202-555-0123",
        "2025550123#",
        "202-555-0123202-555-0124",
        "Call Bob",
        "911",
    ],
)
def test_no_number_is_made_of_what_is_none(text: str) -> None:
    assert dial([text], "US") is None


def test_a_number_without_its_country_behind_a_plus_is_doubtful() -> None:
    found = dial([f"+2025550123,,{ID}#"], "US")
    assert found is None or not found.sure


def test_the_codes_may_stand_in_the_other_text() -> None:
    assert steps("202-555-0123", "Meeting ID: 123 456 789 Passcode: 654321") == (
        f",,{ID}#,,#,{PASSCODE}#"
    )
    assert steps("", "Dial-In: (202) 555-0123 Enter Meeting ID: 123456789#") == f",,{ID}#"
    assert steps(f"+12025550123,,{ID}#", "PW 654321") == f",,{ID}#,,#,{PASSCODE}#"


def test_texts_that_agree_are_sure_and_others_are_not() -> None:
    tail = f"+12025550123,,{ID}#"
    assert steps(tail, f"One tap mobile: {tail}") == f",,{ID}#"
    assert steps(tail, "(202) 555-0124 Meeting ID 123 456 789") == f",,{ID}#"
    assert steps(tail, "123 456 789") == f",,{ID}#"
    assert steps(tail, "(202) 555-0124") is None
    assert steps(tail, "Meeting ID 987 654 321") is None
    assert steps(tail, "987 654 321") is None
    assert steps(f"{tail},,#,,{PASSCODE}#", "Password: 111111") is None


def test_notes_complete_a_passcode_or_show_that_one_is_missing() -> None:
    tail = f"+12025550123,,{ID}#"
    screen = "Room 3. Meeting ID: 123456789 Password: 654321"
    assert steps(tail, notes=(screen,)) == f",,{ID}#,,#,{PASSCODE}#"
    assert steps(f"{tail},,,,,##", notes=(screen,)) == f",,{ID}#,,,,,#,{PASSCODE}#"
    assert steps(tail, notes=("Password: hope1",)) is None
    assert steps(f"{tail},,#,,{PASSCODE}#", notes=("Password: hope1",)) == (
        f",,{ID}#,,#,,{PASSCODE}#"
    )
    assert steps(tail, notes=("Meeting ID: 987654321",)) is None
    link = "https://bridge.example.org/j/{}?pwd=abc"
    assert steps(tail, notes=(link.format(ID),)) == f",,{ID}#"
    assert steps(tail, notes=(link.format("987654321"),)) is None
    assert steps(tail, notes=("12345 Main Street, call 202-555-0124",)) == f",,{ID}#"


@pytest.mark.parametrize(
    ("text", "country", "region", "kind"),
    [
        ("202-555-0123 ID 123456789", "US", "US", "fixed_line_or_mobile"),
        ("+1 780 555 0123,,123456789#", "CA", "CA", "fixed_line_or_mobile"),
        ("1-800-555-0123 ID 123456789", "US", "US", "toll_free"),
        ("1-900-555-0123 ID 123456789", "US", "US", "premium_rate"),
        ("212-976-0123 ID 123456789", "US", "US", "premium_rate"),
        ("1-500-555-0106 ID 123456789", "US", "US", "personal_number"),
        ("1-876-555-0123 ID 123456789", "US", "JM", "mobile"),
        ("1-809-555-0123 ID 123456789", "US", "DO", "fixed_line_or_mobile"),
        ("020 7946 0123 ID 123456789", "GB", "GB", "fixed_line"),
        ("0845 555 0123 ID 123456789", "GB", "GB", "premium_rate"),
        ("0180 1 2345 ID 123456789", "DE", "DE", "shared_cost"),
        ("+881 612 345 6789 ID 123456789", "US", "001", "mobile"),
        ("+800 1234 5678 ID 123456789", "US", "001", "toll_free"),
    ],
)
def test_where_a_number_is_and_what_it_costs(
    text: str, country: str, region: str, kind: str
) -> None:
    found = dial([text], country)
    assert found is not None
    assert (found.region, found.kind) == (region, kind)


def line(*countries: str) -> tuple[Line, Settings]:
    here = settings()
    return replace(here.lines[1], countries=countries), here


def made(text: str, country: str = "US") -> Dial | None:
    return dial([f"{text} ID 123456789"], country)


def test_a_line_dials_its_own_country_and_those_it_names() -> None:
    assert may_dial(made("202-555-0123"), *line())
    assert not may_dial(made("+1 780 555 0123"), *line())
    assert may_dial(made("+1 780 555 0123"), *line("US", "CA"))
    assert not may_dial(made("202-555-0123"), *line("CA"))
    assert may_dial(made("1-800-555-0123"), *line("CA"))
    assert not may_dial(made("1-800-555-0123"), *line("GB"))
    assert not may_dial(made("1-876-555-0123"), *line())
    assert not may_dial(made("+800 1234 5678"), *line("US", "CA"))


@pytest.mark.parametrize("number", ["1-900-555-0123", "212-976-0123", "1-500-555-0106"])
def test_what_costs_more_is_never_dialled(number: str) -> None:
    assert not may_dial(made(number), *line("US", "CA"))


def test_nothing_is_dialled_in_a_line_that_connects_nobody() -> None:
    one, here = line()
    for none in (Onward(0, 60), Onward(10, 0)):
        assert not may_dial(made("202-555-0123"), one, replace(here, onward=none))
    assert not may_dial(None, one, here)


def test_the_lines_own_numbers_are_not_dialled() -> None:
    one, here = line()
    for own in (*(each.number for each in here.lines if each.number), one.helpline):
        assert not may_dial(made(own), one, here)
