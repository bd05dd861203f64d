"""What the doctor says of the document for when all here is down, where the carrier would look."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response
from twilio.request_validator import RequestValidator

from ivr.doctor import Finding
from ivr.doctor.fallback import of_fallback
from ivr.environment import load
from ivr.fallback import document
from ivr.settings import Settings
from ivr.wiring import HOSTED_HERE
from tests.doctor.made import environ_of, front
from tests.line import TOKEN
from tests.rest import ACCOUNT


class Host:
    """Some web space. It answers as it is told, and keeps the last request."""

    url = ""
    status, body, kind = 200, b"", "text/xml"
    method = ""
    signed = False
    form: dict[str, str]

    async def __call__(self, scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        request = Request(scope, receive)
        self.method = request.method
        self.form = {name: str(value) for name, value in (await request.form()).items()}
        signature = request.headers.get("x-twilio-signature", "")
        validator = RequestValidator(TOKEN)
        self.signed = validator.validate(f"{self.url}/line.xml", self.form, signature)
        await Response(self.body, self.status, media_type=self.kind)(scope, receive, send)


@pytest.fixture(scope="module")
def serving() -> Iterator[Host]:
    host = Host()
    with front(lambda url: host, "127.0.0.1") as before:
        host.url = before.url
        yield host


@pytest.fixture
def host(serving: Host) -> Host:
    serving.status, serving.body, serving.kind = 200, b"", "text/xml"
    return serving


@pytest.fixture
def settings(tmp_path: Path, host: Host) -> Settings:
    return load(environ_of(tmp_path, IVR_FALLBACK_URL=f"{host.url}/line.xml"))


NOT_THIS = (
    "The document at IVR_FALLBACK_URL is not the one for this line as it is now, and may lead "
    "callers to another room: host what `ivr fallback` prints there."
)


def test_the_document_of_this_line(settings: Settings, host: Host) -> None:
    well = [Finding("ok", "The document at IVR_FALLBACK_URL is the one for this line.")]
    host.body = document(settings)
    assert list(of_fallback(settings)) == well
    host.body = document(settings, settings.lines[1])  # of one number alone
    assert list(of_fallback(settings)) == well
    host.body = document(settings).replace(b"><", b">\r\n  <")  # as somebody laid it out anew
    assert list(of_fallback(settings)) == well
    assert (host.method, host.signed) == ("POST", True)
    assert host.form["AccountSid"] == ACCOUNT
    assert "From" not in host.form


def test_without_an_address_there_is_nothing_to_ask(tmp_path: Path) -> None:
    assert list(of_fallback(load(environ_of(tmp_path)))) == []


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        pytest.param(
            405, b"",
            "127.0.0.1 answers no POST, by which the carrier asks for the fallback: host the "
            "document of `ivr fallback` where that works, such as a TwiML bin.", id="no-post",
        ),
        pytest.param(
            404, b"",
            "There is no document at IVR_FALLBACK_URL (status 404): host what `ivr fallback` "
            "prints there.", id="nothing",
        ),
        pytest.param(200, b"<html>Under construction</html>", NOT_THIS, id="page"),
        pytest.param(200, b"<Response><Dial>", NOT_THIS, id="cut-off"),
        pytest.param(200, b"", NOT_THIS, id="empty"),
        pytest.param(
            200, b'<!DOCTYPE r [<!ENTITY a "aa">]><Response>&a;</Response>', NOT_THIS,
            id="entities",
        ),
        pytest.param(200, b"<Response>" + b" " * 70_000 + b"</Response>", NOT_THIS, id="huge"),
    ],
)  # fmt: skip
def test_a_host_that_has_something_else(
    settings: Settings, host: Host, status: int, body: bytes, sentence: str
) -> None:
    host.status, host.body = status, body
    assert list(of_fallback(settings)) == [Finding("wrong", sentence)]


@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream", ""])
def test_a_document_of_a_kind_that_the_carrier_does_not_run(
    settings: Settings, host: Host, kind: str
) -> None:
    host.body, host.kind = document(settings), kind
    (finding,) = of_fallback(settings)
    assert finding.grade == "wrong"
    assert finding.sentence.endswith("let 127.0.0.1 send it as text/xml.")


def test_a_host_that_is_the_lines_own(settings: Settings, host: Host) -> None:
    beside = replace(settings, public_url="https://127.0.0.1")
    host.body = document(beside)
    own, well = of_fallback(beside)
    assert own == Finding("note", HOSTED_HERE)
    assert well.grade == "ok"


def test_a_document_from_before_something_was_changed(settings: Settings, host: Host) -> None:
    host.body = document(settings).replace(b"line.example.org", b"old.example.org")
    assert list(of_fallback(settings)) == [Finding("wrong", NOT_THIS)]


def test_a_host_that_is_away(tmp_path: Path) -> None:
    settings = load(environ_of(tmp_path, IVR_FALLBACK_URL="http://127.0.0.1:1/line.xml"))
    assert list(of_fallback(settings)) == [
        Finding(
            "wrong",
            "The document at IVR_FALLBACK_URL does not come: nothing answers at 127.0.0.1 "
            "(ConnectError): start the proxy there. Without it callers hear nothing of the line "
            "when all here is down.",
        )
    ]
