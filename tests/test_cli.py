"""The commands, as an operator types them: what they print and how they end."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ivr.cli import main
from ivr.schedule.sources.bmlt import read
from tests.line import DEMO, LIST_NUMBER, TOKEN
from tests.redis_server import RedisServer
from tests.schedule.list_server import Answer, ListServer, list_server

MEETINGS = (DEMO / "meetings.json").read_bytes()


@pytest.fixture
def lists() -> Iterator[ListServer]:
    with list_server() as server:
        server.give(MEETINGS)
        yield server


@pytest.fixture
def environ(
    tmp_path: Path, server: RedisServer, lists: ListServer, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The demo's line over a list server of the test; its folder."""
    for name in ("rota.csv", "leaders.csv"):
        (tmp_path / name).write_bytes((DEMO / name).read_bytes())
    toml = (DEMO / "line.toml").read_text()
    here = toml.replace("http://127.0.0.1:LIST_PORT/main_server/", lists.url)
    (tmp_path / "line.toml").write_text(here)
    for name, value in {
        "IVR_CONFIG": str(tmp_path / "line.toml"),
        "IVR_DATA_DIR": str(tmp_path / "data"),
        "IVR_PUBLIC_URL": "https://line.example.org",
        "REDIS_URL": server.url,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }.items():
        monkeypatch.setenv(name, value)
    return tmp_path


def test_refresh_prints_a_report(environ: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["refresh"]) == 0
    printed = capsys.readouterr().out
    assert "sample: " in printed
    assert printed.endswith("rota: The rota has 26 rows and 0 problems and is heard from now on.\n")


def test_refresh_in_json_says_the_same(environ: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["refresh", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    source = report["sources"][0]
    assert (source["outcome"], source["rows"], source["meetings"]) == ("published", 60, 60)
    assert report["rota"]["outcome"] == "published"


def test_refresh_holds_a_list_that_shrank_until_it_is_accepted(
    environ: Path, lists: ListServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["refresh"]) == 0
    few = json.loads(MEETINGS)
    few["meetings"] = few["meetings"][:30]
    lists.give(json.dumps(few).encode())
    assert main(["refresh"]) == 1
    assert "ivr refresh --accept" in capsys.readouterr().out
    assert main(["refresh", "--accept"]) == 0
    assert main(["refresh"]) == 0


@pytest.mark.parametrize(
    "answer", [Answer(b"{}"), Answer(b"[]"), Answer(b"<html>"), Answer(b"no", status=500)]
)
def test_refresh_fails_over_a_bad_list(environ: Path, lists: ListServer, answer: Answer) -> None:
    assert main(["refresh"]) == 0
    lists.give(answer)
    assert main(["refresh"]) == 1


def test_refresh_names_the_rows_of_a_rota(
    environ: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (environ / "rota.csv").open("a") as rota:
        rota.write("someday,20:00,A title,,,,,\n")
    assert main(["refresh"]) == 0
    assert "  rota row 28: day: left out: write daily" in capsys.readouterr().out


def test_refresh_without_redis_is_one_sentence(
    environ: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1")
    assert main(["refresh"]) == 1
    assert capsys.readouterr().err == (
        "Redis cannot be reached (ConnectionError): start it, or mend REDIS_URL.\n"
    )


@pytest.mark.parametrize("command", ["serve", "worker", "cron", "refresh"])
def test_a_missing_setting_is_named(
    command: str,
    environ: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("REDIS_URL")
    assert main([command]) == 1
    assert capsys.readouterr().err.startswith("REDIS_URL is not set: give it in the environment")


def test_doctor_says_what_is_wrong_and_never_a_secret(
    environ: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor"]) == 1
    before = capsys.readouterr().out
    assert main(["refresh"]) == 0
    capsys.readouterr()
    assert main(["doctor", "--json"]) == 1
    after = {finding["sentence"] for finding in json.loads(capsys.readouterr().out)}
    assert "wrong    The rota was never read: run `ivr refresh`.\n" in before
    assert "The rota has 26 rows and 0 problems and is heard from now on." in after
    assert "No cron lives: start `ivr cron`, or nothing is refreshed." in after
    assert TOKEN not in before + "".join(after)


def test_call_to_a_line_that_is_not_there_is_one_sentence(
    environ: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["call", "http://127.0.0.1:1", "--keys", "2", "--to", LIST_NUMBER]) == 1
    assert "http://127.0.0.1:1/voice" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["sing"], ["refresh", "--loud"], ["call", "--keys"]])
def test_wrong_usage_ends_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


@pytest.mark.parametrize("task", ["prompts add welcome hello.wav", "operators pin Ana"])
def test_whoever_does_something_has_a_name_that_can_be_kept(
    task: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*task.split(), "--by", "A\udcffna"])
    assert ended.value.code == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.endswith("argument --by: has a mark in it that nobody sees: type it anew")


def test_a_script_that_cannot_be_read_ends_with_two(environ: Path) -> None:
    assert main(["call", "--keys", "2,what"]) == 2


def test_flow_draws_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flow"]) == 0
    assert capsys.readouterr().out.startswith("flowchart TD\n")


def test_the_sample_list_has_no_problem() -> None:
    from tests.line import settings

    reading = read(MEETINGS, settings().sources[0])
    assert (reading.rows, len(reading.meetings), reading.problems) == (60, 60, ())


def test_own_words_that_cannot_be_said_stop_the_start_with_a_sentence(
    environ: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = environ / "line.toml"
    config.write_text(config.read_text() + '\n[line.texts.en]\nwelcom = "Hello"\n')
    assert main(["serve"]) == 1
    assert capsys.readouterr().err.startswith(f"{config}: ")


def test_a_port_that_is_taken_stops_the_start(
    environ: Path,
    lists: ListServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    port = urlsplit(lists.url).port
    monkeypatch.setenv("PORT", str(port))
    assert main(["serve"]) == 1
    assert capsys.readouterr().err == (
        f"PORT {port} is taken at 127.0.0.1: end what listens there, or set another PORT.\n"
    )


@pytest.mark.parametrize("host", ["192.0.2.1", "host.invalid", "127.0.0.1:8000"])
def test_a_host_that_is_elsewhere_stops_the_start(
    host: str, environ: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOST", host)
    assert main(["serve"]) == 1
    assert capsys.readouterr().err == (
        f"HOST {host} is no address of this machine: set one of its own, such as 127.0.0.1.\n"
    )


def test_a_demo_refuses_keys_before_it_starts_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--keys", "2 2 1"]) == 2
    told = capsys.readouterr().err
    assert (told.count("\n"), told.startswith("'2 2 1' is no step of a key script")) == (1, True)


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_command_that_stays_loads_nothing_of_the_others(command: str) -> None:
    program = (
        f"import sys; from ivr.cli import _parser; _parser(['{command}']); print(*sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.stderr == ""
    assert {"ivr.cli"} == set(told.stdout.split()) & {"ivr.cli", "ivr.node", "ivr.doctor", "twilio"}
