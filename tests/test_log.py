"""What the processes write: one event a line, of a failure its place, and never a number."""

import asyncio
import json
import logging
import subprocess
import sys
import time
import timeit
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
import structlog
from rq.logutils import setup_loghandlers

from ivr.log import failure, set_up
from tests.line import DEMO
from tests.processes import Installation, installation
from tests.redis_server import RedisServer

NUMBER = "+12025550142"
NATIONAL = "2025550142"

LIBRARIES = ["asyncio", "httpx", "ivr", "py.warnings", "redis", "rq.worker", "twilio.http_client",
             "uvicorn.error", "a.library.of.tomorrow"]  # fmt: skip


@pytest.fixture(params=[True, False], ids=["json", "text"])
def any_log(
    request: pytest.FixtureRequest, json_log: pytest.CaptureFixture[str]
) -> pytest.CaptureFixture[str]:
    set_up(json=request.param)
    return json_log


def fall(value: str) -> None:
    raise ValueError(f"{value} cannot be read")


def fallen() -> ValueError:
    try:
        fall(NUMBER)
    except ValueError as error:
        return error
    raise AssertionError


def events(log: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """What is in the log, without the times."""
    out, err = log.readouterr()
    assert out == ""
    found = [json.loads(line) for line in err.splitlines()]
    assert all(event.pop("timestamp").endswith("Z") for event in found)
    return found


def test_of_a_failure_its_class_and_places_are_told() -> None:
    told = failure(fallen())
    assert told["error"] == "ValueError"
    places = [place.partition(":")[0] for place in told["at"].split(" < ")]
    assert places == ["test_log.py", "test_log.py"]
    assert NUMBER not in str(told)


def test_of_an_error_that_was_never_raised_only_its_class_is_told() -> None:
    assert failure(ValueError(NUMBER)) == {"error": "ValueError", "at": ""}


def test_machines_get_a_line_of_json_an_event(json_log: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger().info("something happened", count=3)
    structlog.get_logger().debug("nobody needs this")
    assert events(json_log) == [{"event": "something happened", "count": 3, "level": "info"}]


def test_people_get_a_plain_line_an_event(json_log: pytest.CaptureFixture[str]) -> None:
    set_up(json=False)
    structlog.get_logger().warning("Redis is away", at="here")
    _, err = json_log.readouterr()
    words = err.split()
    assert (words[1:5], words[-1]) == (["[warning", "]", "Redis", "is"], "at=here")
    assert "\x1b" not in err


def test_a_log_that_is_set_up_twice_tells_each_event_once(
    json_log: pytest.CaptureFixture[str],
) -> None:
    set_up(json=True)
    setup_loghandlers("INFO")
    structlog.get_logger().info("once")
    logging.getLogger("rq.worker").error("and once")
    assert [event["event"] for event in events(json_log)] == ["once", "and once"]
    assert len(logging.root.handlers) == 1
    assert logging.getLogger("rq.worker").handlers == []


def test_the_handler_that_a_library_brought_goes(json_log: pytest.CaptureFixture[str]) -> None:
    logger = logging.getLogger("a.library")
    logger.addHandler(logging.StreamHandler())
    logger.propagate = False
    set_up(json=True)
    logger.warning("I speak")
    assert events(json_log) == [{"event": "I speak", "level": "warning", "logger": "a.library"}]


# --- no traceback, no message of an exception, no value ------------------------------------------


def test_a_traceback_goes_nowhere(any_log: pytest.CaptureFixture[str]) -> None:
    """Even where somebody asks for one by mistake; nor do local variables."""
    secret = f"call {NUMBER} back"
    try:
        fall(secret)
    except ValueError:
        structlog.get_logger().exception("it fell", stack_info=True)
        logging.getLogger("a.library").exception("it fell", stack_info=True)
    _, err = any_log.readouterr()
    assert len(err.splitlines()) == err.count("it fell") == err.count("ValueError") == 2
    assert err.count("test_log.py:") == 4
    for word in (NATIONAL, "Traceback", "Stack", "back", "cannot be read", "secret"):
        assert word not in err


def test_an_exception_among_the_values_is_named_by_its_class(
    json_log: pytest.CaptureFixture[str],
) -> None:
    structlog.get_logger().error("it fell", why=fallen(), all=[fallen()], by={"a": fallen()})
    logging.getLogger("redis").error("it fell: %s", fallen())
    logging.getLogger("redis").error(fallen())
    logging.getLogger("uvicorn.error").error(OSError(98, f"{NUMBER} is in use"))
    assert events(json_log) == [
        {"event": "it fell", "why": "ValueError", "all": ["ValueError"], "by": {"a": "ValueError"},
         "level": "error"},
        {"event": "it fell: ValueError", "level": "error", "logger": "redis"},
        {"event": "ValueError", "level": "error", "logger": "redis"},
        {"event": "OSError: address already in use", "level": "error", "logger": "uvicorn.error"},
    ]  # fmt: skip


def test_only_the_first_line_of_a_librarys_message_is_told(
    json_log: pytest.CaptureFixture[str],
) -> None:
    logging.getLogger("rq.worker").error("the job %s failed\nTraceback: %s", 3, "a secret")
    assert [event["event"] for event in events(json_log)] == ["the job 3 failed"]


def test_a_task_that_nobody_awaited_tells_no_value(json_log: pytest.CaptureFixture[str]) -> None:
    async def forgotten() -> None:
        asyncio.get_running_loop().call_soon(fall, "a secret")
        task = asyncio.create_task(asyncio.to_thread(fall, "a secret"))
        await asyncio.sleep(0.2)
        del task

    asyncio.run(forgotten())
    assert [(e["event"], e["error"]) for e in events(json_log)] == [
        ("Exception in callback fall", "ValueError"),
        ("Task exception was never retrieved", "ValueError"),
    ]


@pytest.mark.parametrize("as_json", [True, False])
def test_a_line_that_cannot_be_written_tells_no_value(
    json_log: pytest.CaptureFixture[str], as_json: bool
) -> None:
    set_up(json=as_json)  # here, as the handlers of pytest itself would raise

    class Mute:
        def __repr__(self) -> str:
            raise ValueError(NUMBER)

    logging.getLogger("a.library").error("%d", NUMBER)
    structlog.get_logger().error("mute", value=Mute())
    _, err = json_log.readouterr()
    assert NATIONAL not in err
    assert err.count("a line that could not be written") == 2


# --- no number -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LIBRARIES)
def test_no_number_of_a_library_comes_through(
    any_log: pytest.CaptureFixture[str], name: str
) -> None:
    logger = logging.getLogger(name)
    logger.error("from %s to +44 1632 960 123", NUMBER)
    logger.error("from %(from)s", {"from": NUMBER})
    logger.error("with %d", int(NATIONAL), extra={"number": NUMBER})
    logger.error("it fell", exc_info=fallen())
    logger.error(NUMBER)
    _, err = any_log.readouterr()
    assert len(err.splitlines()) == 5
    assert (NATIONAL in err, "1632 960" in err) == (False, False)


def test_no_number_among_the_values_comes_through(json_log: pytest.CaptureFixture[str]) -> None:
    class Thing:
        def __repr__(self) -> str:
            return f"<Thing {NUMBER}>"

    structlog.get_logger().info(
        f"from {NUMBER}",
        whole=int(NATIONAL),
        small=12,
        fraction=0.12345678,
        amount=float(NATIONAL),
        spoken=list(NATIONAL),
        counted=[int(digit) for digit in NATIONAL],
        pair=("a", {NUMBER: NUMBER}),
        thing=Thing(),
        other="\uff12\uff10\uff12\uff15\uff15\uff15\uff10\uff11\uff14\uff12",
        sid="CA12345678901234567890123456789012",
        right=True,
        nothing=None,
    )
    assert events(json_log) == [
        {
            "event": "from [number]",
            "whole": "[number]",
            "small": 12,
            "fraction": 0.12345678,
            "amount": "[number]",
            "spoken": "[number]",
            "counted": "[number]",
            "pair": ["a", {"[number]": "[number]"}],
            "thing": "<Thing [number]>",
            "other": "[number]",
            "sid": "CA12345678901234567890123456789012",
            "right": True,
            "nothing": None,
            "level": "info",
        }
    ]


def test_no_number_in_a_name_comes_through(any_log: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger().info("look", **{NUMBER: 1, "to" + NATIONAL: 2})
    assert NATIONAL not in any_log.readouterr().err


def test_letters_of_other_scripts_come_through(json_log: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger().info("Встреча", place="café – \u0968")
    assert events(json_log) == [{"event": "Встреча", "place": "café – \u0968", "level": "info"}]


def test_a_line_takes_no_time_that_a_caller_could_hear(
    json_log: pytest.CaptureFixture[str],
) -> None:
    log = structlog.get_logger()
    once = min(timeit.repeat(lambda: log.info("a call", call="CA" + "0" * 32), number=100)) / 100
    assert once < 0.002


# --- real processes ------------------------------------------------------------------------------


def run(program: str) -> tuple[int, list[dict[str, object]], str]:
    """A process that logs as ours do: its exit code, its events on stdout and all it said."""
    done = subprocess.run(
        [sys.executable, "-c", f"from ivr import log; log.of_process(); {program}"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    events = [json.loads(line) for line in done.stdout.splitlines()]
    return done.returncode, events, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("program", "code", "event", "error"),
    [
        (f"int('{NUMBER}x')", 1, "an error that nobody caught", "ValueError"),
        (
            f"import threading; t = threading.Thread(target=int, args=['{NUMBER}x']); "
            "t.start(); t.join()",
            0,
            "an error that nobody caught, in a thread",
            "ValueError",
        ),
        (
            f"T = type('T', (), dict(__del__=lambda self: int('{NUMBER}x'))); T()",
            0,
            "an error that could not be raised",
            "ValueError",
        ),
    ],
)
def test_an_error_that_nobody_caught_is_an_event(
    program: str, code: int, event: str, error: str
) -> None:
    ended, found, err = run(program)
    assert (ended, [(e["event"], e["error"]) for e in found]) == (code, [(event, error)])
    assert (len(err.splitlines()), NATIONAL in err) == (1, False)


def test_a_warning_is_an_event_without_its_number() -> None:
    _, found, err = run(f"import warnings; warnings.warn('{NUMBER} is odd')")
    assert [e["event"] for e in found] == ["<string>:1: UserWarning: [number] is odd"]
    assert len(err.splitlines()) == 1


def test_the_usual_ends_of_a_process_stay() -> None:
    assert run("raise SystemExit(3)") == (3, [], "")
    ended, found, err = run("raise KeyboardInterrupt")
    assert (ended, found, "KeyboardInterrupt" in err) == (-2, [], True)


@pytest.fixture
def line(tmp_path: Path, server: RedisServer) -> Installation:
    for name in ("rota.csv", "leaders.csv", "line.toml"):
        (tmp_path / name).write_bytes((DEMO / name).read_bytes())
    return installation(tmp_path, server.url, tmp_path / "line.toml")


def ask(line: Installation, *arguments: str, command: list[str] | None = None) -> str:
    """What a web process says while it is asked with numbers."""
    url = line.environ["IVR_PUBLIC_URL"]
    log = line.folder / "log"
    with log.open("w") as stream:
        process = subprocess.Popen(
            command or [sys.executable, "-m", "ivr", "serve", *arguments],
            env=line.environ,
            cwd=line.folder,
            stdout=stream,
            stderr=stream,
        )
        try:
            answers(url)
            assert httpx.get(f"{url}/healthz?x={NUMBER}").status_code == 200
            assert httpx.get(f"{url}/healthz?l=en").status_code == 200
            posted = httpx.post(f"{url}/voice/next?l=en&c=12025550142&lang=fr")
            assert posted.status_code == 403
            assert httpx.post(f"{url}/voice?l=+12025550142").status_code == 403
        finally:
            process.terminate()
            process.wait(30)
    return log.read_text()


def answers(url: str) -> None:
    """Wait until it does, with whatever: what it lacks for callers does not matter here."""
    for _ in range(300):
        with suppress(httpx.TransportError):
            httpx.get(f"{url}/healthz")
            return
        time.sleep(0.1)
    raise AssertionError(url)


ASKED = [
    '"GET /healthz HTTP/1.1" 200',
    '"GET /healthz HTTP/1.1" 200',
    '"POST /voice/next?l=en HTTP/1.1" 403',
    '"POST /voice HTTP/1.1" 403',
]

PLAIN_UVICORN = [sys.executable, "-m", "uvicorn", "--factory", "ivr.app:from_environment"]


def requests(said: str) -> list[str]:
    found = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    return [event["event"] for event in found if event.get("logger") == "uvicorn.access"][-4:]


def test_the_access_log_has_the_language_and_no_other_query(line: Installation) -> None:
    said = ask(line, "--access-log")
    assert requests(said) == ASKED
    assert all(part.startswith("{") for part in said.splitlines())
    assert (NATIONAL in said, "127.0.0.1" in said, "lang=" in said) == (False, False, False)


def test_without_the_option_there_is_no_access_log(line: Installation) -> None:
    said = ask(line)
    assert ("healthz" in said, "voice" in said) == (False, False)


def test_two_web_processes_keep_the_access_log_as_clean(line: Installation) -> None:
    said = ask(line, "--access-log", "--processes", "2")
    assert requests(said) == ASKED
    assert (NATIONAL in said, "lang=" in said) == (False, False)


def test_the_access_log_of_a_bare_uvicorn_is_as_clean(line: Installation) -> None:
    port = line.environ["PORT"]
    said = ask(line, command=[*PLAIN_UVICORN, "--port", port, "--log-level", "trace"])
    assert requests(said) == ASKED
    assert (NATIONAL in said, "lang=" in said) == (False, False)
