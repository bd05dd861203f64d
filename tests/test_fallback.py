"""The document for when all here is down: what stands in it."""

import asyncio
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from ivr import fallback
from ivr.cli import main
from ivr.linefile import languages_shipped
from ivr.phone.rules import check_twiml
from ivr.settings import Settings
from tests.line import DEMO, NUMBER, PUBLIC, settings
from tests.ringing import exchange
from tests.test_walk import SHARED, against


def with_languages(*languages: str) -> Settings:
    here = settings()
    line = replace(here.lines[0], languages=languages)
    return replace(here, lines=(line, *here.lines[1:]))


def rooms(document: bytes | str) -> list[dict[str, str]]:
    """Name and attributes of each room that a document leads into."""
    return [
        {**conference.attrib, "name": conference.text or ""}
        for conference in ET.fromstring(document).iter("Conference")
    ]


def test_the_carrier_takes_it() -> None:
    document = fallback.document(with_languages(*languages_shipped()))
    assert check_twiml(document) == []
    assert len(document) < 65536
    assert b"{{" not in document  # a TwiML Bin would put something in
    assert b"/audio/" not in document


@pytest.mark.skipif(not SHARED.exists(), reason="the carrier's own table is in ../shared")
def test_the_carriers_own_table_has_all_of_it() -> None:
    document = fallback.document(with_languages(*languages_shipped()))
    assert list(against(json.loads(SHARED.read_text()), document)) == []


def test_it_says_one_thing_in_each_language_and_leads_into_two_rooms() -> None:
    root = ET.fromstring(fallback.document(with_languages(*languages_shipped())))
    many = len(languages_shipped())
    assert [verb.tag for verb in root] == ["Say"] * many + ["Dial"] * 2 + ["Say"] * many
    assert [say.get("language") for say in root.iter("Say")] == ["en-US", "es-US", "fr-CA"] * 2
    assert [conference["name"] for conference in rooms(ET.tostring(root))] == [
        *("meeting-main", "meeting-main.2")
    ]
    dials = [dial.attrib for dial in root.iter("Dial")]
    assert dials == [{"timeLimit": "14400"}] * 2  # no star, which would go on into the second


def test_its_rooms_are_those_of_the_line_to_the_last_attribute() -> None:
    """The first one in fixes for all whom the carrier tells of what happens there."""

    async def joined() -> dict[str, str]:
        async with exchange() as line:
            call = await line.ring("1,h")
            return rooms(next(hook.twiml for hook in call.webhooks if "Conference" in hook.twiml))[
                0
            ]

    of_the_line = asyncio.run(joined())
    ours = rooms(fallback.document(settings()))
    waits = {"waitUrl", "waitMethod"}
    assert ours[0] == {name: value for name, value in of_the_line.items() if name not in waits}
    assert ours[0]["statusCallback"] == f"{PUBLIC}/voice/room/events"
    assert ours[1] == ours[0] | {"name": "meeting-main.2"}


def test_it_is_the_same_whenever_it_is_made() -> None:
    assert fallback.document(settings()) == fallback.document(settings())


def test_each_language_is_said_in_the_words_of_the_first_line_that_has_it() -> None:
    here = settings()
    first = replace(here.lines[0], languages=("en",), name="the river line")
    second = replace(here.lines[1], languages=("fr", "en"), name="la ligne")
    both = replace(here, lines=(first, second))
    words = fallback.document(both).decode()
    assert words.index("Welcome to the river line.") < words.index("Bienvenue sur la ligne.")
    assert "Welcome to la ligne" not in words
    assert "Welcome to la ligne." in fallback.document(both, second).decode()


def environment(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in {"IVR_CONFIG": str(DEMO / "line.toml"), **values}.items():
        monkeypatch.setenv(name, value)


def test_the_command_prints_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment(monkeypatch, IVR_PUBLIC_URL=PUBLIC)
    assert (main(["fallback"]), main(["fallback", "--to", NUMBER])) == (0, 0)
    both = capsys.readouterr().out
    assert both.startswith('<?xml version="1.0" encoding="UTF-8"?><Response>')
    assert both.count(f'statusCallback="{PUBLIC}/voice/room/events"') == 4


def test_the_command_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("IVR_PUBLIC_URL", raising=False)
    environment(monkeypatch)
    assert main(["fallback"]) == 1
    assert "IVR_PUBLIC_URL is not set" in capsys.readouterr().err
    environment(monkeypatch, IVR_PUBLIC_URL=PUBLIC)
    assert main(["fallback", "--to", "+12025550123"]) == 1
    assert capsys.readouterr().err == (
        f"{DEMO / 'line.toml'} has no [[number]] +12025550123: leave --to out for a document that "
        "is for all numbers.\n"
    )


def test_a_telephone_runs_it_from_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment(monkeypatch, TWILIO_AUTH_TOKEN="a token", IVR_PUBLIC_URL="http://127.0.0.1:9")
    monkeypatch.delenv("IVR_FALLBACK_URL", raising=False)
    file = tmp_path / "fallback.xml"
    file.write_bytes(fallback.document(replace(settings(), public_url="http://127.0.0.1:9")))
    calling = ["call", "http://127.0.0.1:9", "--keys", "h", "--fallback", str(file)]
    assert main(calling) == 0
    told = capsys.readouterr().out
    assert "11205: the carrier goes to the fallback." in told
    assert "You are in the room 'meeting-main'." in told
    assert main([*calling[:-1], str(tmp_path / "none.xml")]) == 1
    assert capsys.readouterr().err == (
        f"The fallback {tmp_path / 'none.xml'} cannot be read (No such file or directory): give "
        "the address or the file of what `ivr fallback` prints.\n"
    )
