"""What the carrier refuses in a document, and that our tables say no more than its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from ivr.phone import check_twiml
from ivr.phone.tables import ELEMENTS, VERBS, WAIT_VERBS
from ivr.phone.values import Value
from tests.phone.line import twiml

DECLARED = Path(__file__).parents[3] / "shared" / "twilio" / "twiml.json"


@pytest.fixture(scope="module")
def declared() -> Any:
    if not DECLARED.exists():
        pytest.skip(f"the carrier's declarations are not at {DECLARED}")
    return json.loads(DECLARED.read_text())


def test_tables_know_every_attribute_declared(declared: Any) -> None:
    undeclared = {"Response"}
    known = {name: set(rule.attributes) for name, rule in ELEMENTS.items()}
    assert {name: known[name] for name in known if name not in undeclared} == {
        name: set(declared["elements"][name]) for name in known if name not in undeclared
    }


def test_tables_allow_no_value_that_is_not_declared(declared: Any) -> None:
    more = {}
    for name, rule in ELEMENTS.items():
        for attribute, value in rule.attributes.items():
            rules = declared["elements"][name][attribute]
            options = {"boolean": ["true", "false"]}.get(rules["type"], rules.get("values"))
            if value.words and options is not None and not set(value.words) <= set(options):
                more[name, attribute] = set(value.words) - set(options)
    assert more == {}


def test_tables_allow_every_value_declared(declared: Any) -> None:
    """Voices and languages are patterns here, so each declared one must fit its pattern."""
    unknown = [
        (name, attribute, option)
        for name, rule in ELEMENTS.items()
        for attribute, value in rule.attributes.items()
        for option in declared["elements"][name][attribute].get("values", [])
        if not value.pattern.fullmatch(option)
    ]
    assert unknown == []


def test_tables_nest_as_declared(declared: Any) -> None:
    children = declared["children"]
    assert VERBS & set(children["Response"]) == VERBS
    assert ELEMENTS["Gather"].children == set(children["Gather"])
    assert ELEMENTS["Dial"].children == ELEMENTS["Dial"].children & set(children["Dial"])
    assert set(declared["wait_url_children"]) == WAIT_VERBS


def test_tables_numbers_are_declared_as_numbers(declared: Any) -> None:
    wrong = [
        (name, attribute)
        for name, rule in ELEMENTS.items()
        for attribute, value in rule.attributes.items()
        if declared["elements"][name][attribute]["type"] == "number" and not _number(value)
    ]
    assert wrong == []


def _number(value: Value) -> bool:
    return bool(value.pattern.fullmatch("17")) and not value.pattern.fullmatch("x")


GOOD = [
    "<Say voice='Polly.Joanna-Neural' language='en-US' loop='2'>Hello.</Say>",
    "<Say voice='Google.es-US-Neural2-A'>Hola.</Say>",
    "<Say>One<break time='500ms'/><prosody rate='85%'>two</prosody>"
    "<say-as interpret-as='digits'>123</say-as><lang xml:lang='es-MX'>tres</lang></Say>",
    "<Say><break strength='strong'/></Say>",
    "<Gather input='dtmf speech' finishOnKey='' numDigits='1' timeout='7'><Pause/></Gather>",
    "<Dial hangupOnStar='true' timeLimit='14000' action='/a?b=c'>"
    "<Conference statusCallbackEvent='start end join' beep='onEnter'>hours</Conference></Dial>",
    "<Dial callerId='+12025550199'><Number>+12025550111</Number></Dial>",
    "<Dial>+12025550111</Dial>",
    "<Record finishOnKey='#*' maxLength='120' playBeep='true'/>",
    "<Reject reason='busy'/>",
    "<Play digits='w12'/>",
    "<Hangup/>",
    "<Redirect method='POST'>/next</Redirect>",
    "",
]


@pytest.mark.parametrize("body", GOOD)
def test_document_that_runs(body: str) -> None:
    assert check_twiml(twiml(body)) == []


BAD = [
    ("<Shout>Hello.</Shout>", 12200),
    ("<say>Hello.</say>", 12200),
    ("<Say Voice='man'>Hello.</Say>", 12200),
    ("<Say voice='Joanna'>Hello.</Say>", 13511),
    ("<Say language='english'>Hello.</Say>", 13512),
    ("<Say voice='Google.es-US-Neural2-A' language='en-US'>Hello.</Say>", 13512),
    ("<Say loop='twice'>Hello.</Say>", 13510),
    ("<Say> </Say>", 13520),
    ("<Say>Hello.<Pause/></Say>", 13520),
    ("<Say>Hello <b>you</b>.</Say>", 12200),
    (f"<Say>{'a' * 4097}</Say>", 13521),
    (f"<Say voice='Polly.Amy'>{'a' * 3001}</Say>", 13521),
    (f"<Say voice='Google.en-US-Neural2-A'>{'a' * 5001}</Say>", 13521),
    ("<Gather><Dial>+12025550111</Dial></Gather>", 13320),
    ("<Gather><Redirect/></Gather>", 13320),
    ("<Gather>Press one.</Gather>", 12200),
    ("<Gather finishOnKey='12'/>", 13310),
    ("<Gather numDigits='0'/>", 13314),
    ("<Gather timeout='long'/>", 13313),
    ("<Gather method='PUT'/>", 13312),
    ("<Gather input='voice'/>", 12200),
    ("<Gather input='dtmf,speech'/>", 12200),
    (f"<Gather hints='{'a' * 101}'/>", 13330),
    (f"<Gather hints='{'a,' * 500}'/>", 13330),
    ("<Gather action='/a b'/>", 12200),
    ("<Dial/>", 13215),
    ("<Dial><Say>Hello.</Say></Dial>", 13215),
    ("<Dial><Conference>a</Conference><Conference>b</Conference></Dial>", 13215),
    ("<Dial><Conference>a</Conference><Number>+12025550111</Number></Dial>", 13215),
    ("<Dial>the helpline</Dial>", 13223),
    ("<Dial><Number>help</Number></Dial>", 13223),
    ("<Dial callerId='us'>+12025550111</Dial>", 13214),
    ("<Dial timeLimit='0'>+12025550111</Dial>", 13216),
    ("<Dial hangupOnStar='yes'>+12025550111</Dial>", 13213),
    ("<Dial><Conference/></Dial>", 13237),
    ("<Dial><Conference muted='True'>a</Conference></Dial>", 13230),
    ("<Dial><Conference maxParticipants='251'>a</Conference></Dial>", 12200),
    ("<Dial><Conference participantLabel='a/b'>a</Conference></Dial>", 16023),
    (f"<Dial><Conference participantLabel='CA{'0' * 32}'>a</Conference></Dial>", 16023),
    ("<Dial><Conference statusCallbackEvent='join,leave'>a</Conference></Dial>", 12200),
    ("<Conference>a</Conference>", 12200),
    ("<Record playBeep='loud'/>", 13616),
    ("<Record><Say>Hello.</Say></Record>", 12200),
    ("<Play/>", 12200),
    ("<Pause length='-1'/>", 13910),
    ("<Enqueue>line</Enqueue>", 12200),
    ("Hello.", 12200),
]


@pytest.mark.parametrize(("body", "code"), BAD)
def test_document_that_is_refused(body: str, code: int) -> None:
    assert [problem.code for problem in check_twiml(twiml(body))] == [code]


def test_document_names_every_problem() -> None:
    problems = check_twiml(twiml("<Say loop='x'>Hello.</Say><Gather numdigits='1'/>"))
    assert [problem.sentence for problem in problems] == [
        "loop='x' of <Say> is not a whole number from 0 up.",
        "<Gather> has no attribute 'numdigits'.",
    ]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("", 11770),
        (b" \n", 11770),
        ("<Response><Say></Response>", 12100),
        ("Hello.", 12100),
        (b"\xff\xfe\x00", 12100),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><Response/>", 12100),
        ("<response/>", 12102),
        (twiml(f"<Say>{'a' * 65536}</Say>"), 11750),
    ],
)
def test_document_that_is_none(document: str | bytes, code: int) -> None:
    assert [problem.code for problem in check_twiml(document)] == [code]


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("<Say>Wait.</Say><Play>/a.wav</Play><Pause/><Redirect/>", []),
        ("<Gather/>", [13238]),
        ("<Dial>+12025550111</Dial>", [13238]),
        ("<Hangup/>", [13238]),
        ("<Shout/>", [12200]),
    ],
)
def test_wait_document(body: str, codes: list[int]) -> None:
    assert [problem.code for problem in check_twiml(twiml(body), wait=True)] == codes
