"""The telephone in the terminal: a script's transcript, a live call in a real terminal."""

import asyncio
import os
import pty
import re
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from starlette.responses import Response

from ivr.phone import Carrier
from ivr.phone.terminal import run_call
from tests.doctor.made import Authority, front
from tests.phone.line import TOKEN, Document, Line

DOCUMENTS: dict[str, Document] = {
    "/voice": '<Gather action="/key" numDigits="1" timeout="9" input="dtmf speech">'
    '<Say language="es-MX">Hola. One two three four five six seven eight nine ten eleven.</Say>'
    "</Gather><Hangup/>",
    "/key": "<Say>Bye.</Say>",
    "/voice/status": "<Response/>",
    "/broken": "<Shout/>",
}
ROOT = Path(__file__).parents[2]
CALL = "import sys; from ivr.phone.terminal import run_call; sys.exit(run_call({arguments}))"


async def slow() -> Response:
    await asyncio.sleep(2)
    return Response("too late")


DOCUMENTS["/slow"] = lambda form: slow()


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        line = Line(DOCUMENTS, public=address)
        server = uvicorn.Server(uvicorn.Config(line.app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        yield line
        server.should_exit = True
        thread.join()


class Telephone:
    """A call in a terminal of its own."""

    def __init__(self, arguments: str) -> None:
        self.master, slave = pty.openpty()
        self.read = ""
        self.process = subprocess.Popen(
            [sys.executable, "-c", CALL.format(arguments=arguments)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            start_new_session=True,
        )
        os.close(slave)

    def until(self, text: str, seconds: float = 10.0) -> None:
        deadline = time.monotonic() + seconds
        while text not in self.read:
            ready, _, _ = select.select([self.master], [], [], deadline - time.monotonic())
            assert ready, f"{text!r} did not come: {self.read}"
            self.read += os.read(self.master, 4096).decode()

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def ends(self) -> int:
        code = self.process.wait(10)
        os.close(self.master)
        return code

    @property
    def lines(self) -> list[str]:
        """What was printed, without the times."""
        return [re.sub(r"^\d\d:\d\d +", "", line).rstrip() for line in self.read.split("\r\n")]


def test_script_prints_the_transcript(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_call(f"{line.public}/", keys="!2", auth_token=f"{TOKEN}, other") == 0
    assert capsys.readouterr().out.splitlines() == [
        "00:00  Line       Hola. …",
        "00:00  You        2",
        "00:00  Line       Bye.",
        "00:00  [carrier]  The line had nothing more to say and hung up.",
    ]
    assert line.forms("/voice/status")[-1]["CallStatus"] == "completed"


def test_script_of_a_call_that_fails(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_call(f"{line.public}/broken", keys="", auth_token=TOKEN) == 1
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        "00:00  [carrier]  We are sorry. An application error has occurred. Goodbye.",
        "00:03  [carrier]  The carrier hung up after an error.",
    ]
    assert captured.err.splitlines()[0] == (
        f"The carrier reports 12200 for {line.public}/broken:"
        " <Shout> is no element that this line may use."
    )


def test_script_that_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_call("http://127.0.0.1:9", keys="2;3") == 2
    assert capsys.readouterr().err.startswith("'2;3' is no step of a key script")


def test_an_address_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_call("http://[", keys="") == 1
    assert capsys.readouterr().err == (
        "That is no address of a line: write it like http://127.0.0.1:8000, or leave it out.\n"
    )


def test_line_that_is_down(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_call("127.0.0.1:9", keys="1") == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("The line at http://127.0.0.1:9/voice cannot be reached")


def test_a_certificate_that_only_ssl_cert_file_vouches_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    authority, trusted = Authority.made(tmp_path), tmp_path / "trusted.pem"
    trusted.write_text(authority.pem)
    tls = authority.vouch("127.0.0.1", days=60)
    with front(lambda url: Line(DOCUMENTS, public=url).app, "127.0.0.1", **tls) as there:
        assert run_call(there.url, keys="", auth_token=TOKEN) == 1
        assert "CERTIFICATE_VERIFY_FAILED" in capsys.readouterr().err
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        assert run_call(there.url, keys="", auth_token=TOKEN) == 0


def test_line_with_another_token(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_call(line.public, keys="", auth_token="another") == 1
    assert "refused the signature" in capsys.readouterr().err


def test_call_without_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open(os.devnull) as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        assert run_call("http://127.0.0.1:9") == 1
    assert "give the keys with --keys" in capsys.readouterr().err


def test_call_broken_off(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def interrupted(self: Carrier) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Carrier, "run", interrupted)
    assert run_call("http://127.0.0.1:9", keys="1") == 1
    assert capsys.readouterr().err == "The call was broken off.\n"


def test_terminal_key_interrupts_the_speech(line: Line) -> None:
    phone = Telephone(f"{line.public!r}, auth_token={TOKEN!r}")
    phone.until("two")
    phone.type("\x1b[Ax5")
    phone.until("hung up.")
    assert phone.ends() == 0
    assert phone.lines[1].startswith("Line       Hola. One two")
    assert phone.lines[1].endswith(" …")
    assert phone.lines[2:4] == ["You        5", "Line       Bye."]


def test_terminal_words_are_spoken(line: Line) -> None:
    phone = Telephone(f"{line.public!r}, auth_token={TOKEN!r}")
    phone.until("Hola.")
    phone.type('"No\x7f\x7f\x7fYes\r')
    phone.until("Bye.")
    phone.until("hung up.")
    assert phone.ends() == 0
    assert line.forms("/key")[-1]["SpeechResult"] == "Yes"


@pytest.mark.parametrize("keys", ["h", "\x03", "\x04"])
def test_terminal_hangs_up(line: Line, keys: str) -> None:
    phone = Telephone(f"{line.public!r}, auth_token={TOKEN!r}")
    phone.until("Hola.")
    phone.type(keys)
    phone.until("You hung up.")
    assert phone.ends() == 0


def test_terminal_hangs_up_on_interrupt(line: Line) -> None:
    phone = Telephone(f"{line.public!r}, auth_token={TOKEN!r}")
    phone.until("Hola.")
    phone.process.send_signal(signal.SIGINT)
    phone.until("You hung up.")
    assert phone.ends() == 0


def test_terminal_hangs_up_on_a_line_that_does_not_answer(line: Line) -> None:
    phone = Telephone(f"'{line.public}/slow', auth_token={TOKEN!r}")
    phone.until("hangs up")
    phone.type("hh")
    phone.until("The call was broken off.", seconds=1.5)
    assert phone.ends() == 1


def test_terminal_closed_ends_the_call(line: Line) -> None:
    phone = Telephone(f"{line.public!r}, auth_token={TOKEN!r}")
    phone.until("Hola.")
    os.close(phone.master)
    assert phone.process.wait(10) == 1


def test_terminal_line_that_is_down() -> None:
    phone = Telephone("'127.0.0.1:9'")
    phone.until("We are")
    phone.type("h")
    phone.until("cannot be reached")
    assert phone.ends() == 1


ESPEAK = '#!/bin/sh\nprintf "%s\\n" "$*" >> "$0.log"\n'


@pytest.fixture
def espeak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "espeak-ng"
    program.write_text(ESPEAK)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return tmp_path / "espeak-ng.log"


def test_speak_in_the_language_of_the_sentence(line: Line, espeak: Path) -> None:
    assert run_call(line.public, keys="!2", speak=True, auth_token=TOKEN) == 0
    assert espeak.read_text().splitlines() == [
        "-v es -s 160 -- Hola. One two three four five six seven eight nine ten eleven.",
        "-v en -s 160 -- Bye.",
    ]


def test_speak_is_hushed_by_a_key(line: Line, espeak: Path) -> None:
    program = espeak.with_name("espeak-ng")
    program.write_text(ESPEAK + "exec sleep 30\n")
    began = time.monotonic()
    assert run_call(line.public, keys="!h", speak=True, auth_token=TOKEN) == 0
    assert time.monotonic() - began < 5


def test_speak_without_a_voice(
    line: Line, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert run_call(line.public, keys="!2", speak=True, auth_token=TOKEN) == 0
    captured = capsys.readouterr()
    assert captured.err.startswith("espeak-ng is not installed")
    assert captured.out.splitlines()[1] == "00:00  You        2"
