"""What the doctor says of numbers that are wired otherwise than this line wants it."""

from dataclasses import replace
from pathlib import Path

import pytest

from ivr.doctor.finding import Said
from ivr.doctor.numbers import of_numbers
from ivr.environment import load
from ivr.ownnumber import OwnNumber
from ivr.settings import Settings
from ivr.wiring import wanted
from tests.doctor.made import LINE, NUMBER, environ_of

HERE = "https://line.example.org/voice"
FALLBACK = "https://elsewhere.example.org/line.xml"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(environ_of(tmp_path, IVR_FALLBACK_URL=FALLBACK))


@pytest.fixture
def number(settings: Settings) -> OwnNumber:
    """As `ivr setup` wires it."""
    should = wanted(settings)
    return OwnNumber(
        number=NUMBER,
        voice_url=should.voice_url,
        voice_method="POST",
        status_callback=should.status_callback,
        caller_lookup=False,
        fallback_url=should.fallback_url,
    )


def found(settings: Settings, *numbers: OwnNumber) -> list[Said]:
    return list(of_numbers(settings, numbers))


def test_a_number_that_is_wired_well(settings: Settings, number: OwnNumber) -> None:
    assert found(settings, number) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://LINE.example.org/voice/",
        "https://line.example.org/voice?a=b",
        "https://line.example.org/voice",
    ],
    ids=["slash", "query", "plain"],
)
def test_a_number_leads_here_in_any_writing(
    settings: Settings, number: OwnNumber, url: str
) -> None:
    tail = "#" + wanted(settings).voice_url.partition("#")[2]
    status = url.replace("voice", "voice/status")
    assert found(settings, replace(number, voice_url=url + tail, status_callback=status)) == []


LOST = "Without it calls are forgotten an hour later, and the limits count too many."
UNDER = "in the carrier's console, with that number, under Voice"


@pytest.mark.parametrize(
    ("change", "grade", "sentence"),
    [
        pytest.param(
            {"voice_method": "GET"}, "wrong",
            f"The voice URL of {NUMBER} is asked by GET, which the line does not answer: run `ivr "
            f"setup`, or set it to HTTP POST {UNDER}.", id="by-get",
        ),
        pytest.param(
            {"status_callback": ""}, "wrong",
            f"The call status changes of {NUMBER} go nowhere: run `ivr setup`, or set "
            f"{HERE}/status for them {UNDER}. {LOST}", id="no-callback",
        ),
        pytest.param(
            {"status_callback": HERE}, "wrong",
            f"The call status changes of {NUMBER} go elsewhere: run `ivr setup`, or set "
            f"{HERE}/status for them {UNDER}. {LOST}", id="callback-to-voice",
        ),
        pytest.param(
            {"status_callback": "https://user:word@other.example.org/"}, "wrong",
            f"The call status changes of {NUMBER} go elsewhere: run `ivr setup`, or set "
            f"{HERE}/status for them {UNDER}. {LOST}", id="callback-elsewhere",
        ),
        pytest.param(
            {"status_method": "GET"}, "wrong",
            f"The call status changes of {NUMBER} come by GET, which the line does not answer: run "
            "`ivr setup`.", id="callback-by-get",
        ),
        pytest.param(
            {"voice_url": HERE}, "note",
            f"The voice URL of {NUMBER} does not say how long the carrier waits, so a process that "
            "hangs costs a caller 15 seconds of silence: run `ivr setup`.", id="no-patience",
        ),
        pytest.param(
            {"fallback_url": ""}, "wrong",
            f"When this line is down, callers of {NUMBER} do not hear the document at "
            "IVR_FALLBACK_URL: run `ivr setup`.", id="no-fallback",
        ),
        pytest.param(
            {"fallback_method": "GET"}, "note",
            f"The fallback of {NUMBER} is asked by GET, so callers' numbers stand in its host's "
            "log: run `ivr setup`.", id="fallback-by-get",
        ),
        pytest.param(
            {"fax": True}, "wrong",
            f"{NUMBER} takes calls as faxes: set it to voice {UNDER}, or get another number.",
            id="fax",
        ),
        pytest.param(
            {"voice": False}, "wrong",
            f"{NUMBER} cannot take calls: set it to voice {UNDER}, or get another number.",
            id="no-voice",
        ),
        pytest.param(
            {"caller_lookup": True}, "wrong",
            f"Caller-name lookup is on for {NUMBER}, and copies callers' names: switch it off "
            f"{UNDER}.", id="lookup",
        ),
    ],
)  # fmt: skip
def test_one_thing_about_a_number_that_is_not_right(
    settings: Settings, number: OwnNumber, change: dict[str, str], grade: str, sentence: str
) -> None:
    assert found(settings, replace(number, **change)) == [(grade, sentence)]  # type: ignore[arg-type]
    other = replace(number, number="+12025550198", **change)  # type: ignore[arg-type]
    elsewhere = replace(other, voice_url="")  # none of this line's business
    assert found(settings, number, elsewhere) == []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        pytest.param({"voice_url": ""}, "nowhere: run `ivr setup`", id="nowhere"),
        pytest.param(
            {"voice_url": "https://user:word@other.example.org/voice"},
            "to other.example.org: run `ivr setup`", id="elsewhere",
        ),
        pytest.param(
            {"voice_url": HERE.replace("https", "http")},
            "to another address of line.example.org: run `ivr setup`", id="in-the-clear",
        ),
        pytest.param({"application": "AP1"}, "to a TwiML app: run `ivr setup`", id="application"),
        pytest.param(
            {"trunk": "TK1"},
            "to a SIP trunk: take it out of the trunk, and run `ivr setup`", id="trunk",
        ),
    ],
)  # fmt: skip
def test_a_number_of_line_toml_whose_calls_go_elsewhere(
    settings: Settings, number: OwnNumber, change: dict[str, str], where: str
) -> None:
    ours = replace(number, number="+12025550198")
    assert found(settings, ours, replace(number, **change)) == [  # type: ignore[arg-type]
        (
            "wrong",
            f"{NUMBER} is in line.toml, and its calls go {where}, or take out its [[number]] "
            "block.",
        )
    ]


def test_a_number_of_line_toml_that_the_account_does_not_have(
    settings: Settings, number: OwnNumber
) -> None:
    assert found(settings, replace(number, number="+12025550198")) == [
        (
            "note",
            f"line.toml names {NUMBER}, which the account does not have: mend the [[number]] "
            "block, or take it out.",
        )
    ]


def test_an_account_of_which_no_number_leads_here(tmp_path: Path, settings: Settings) -> None:
    here = f"No number of the account leads here: run `ivr setup`, or set {HERE} as a number's"
    assert found(settings) == [("note", f"{here} voice URL in the carrier's console.")]
    environ = environ_of(tmp_path)
    block = '[[number]]\nnumber = "+12025550199"\n'
    settings.config.write_text(LINE.replace(block, ""), "utf-8")
    assert found(load(environ | {"IVR_CONFIG": str(settings.config)})) == [
        (
            "wrong",
            f"{here} voice URL in the carrier's console, or add a [[number]] block to line.toml. "
            "As it is, a call is never found when nobody told of its end.",
        ),
    ]
