"""All that the doctor says, of installations that are whole, half, broken or hang."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import redis

from ivr.clock import utc_now
from ivr.doctor import Finding
from ivr.doctor import examine as examine_all
from ivr.doctor.together import PATIENCE
from ivr.environment import ENVIRONMENT, load
from ivr.people.book import Book
from ivr.recordings.storage import storage_of
from ivr.rotarefresh import refresh_rota
from ivr.schedule.refresh import refresh_source
from ivr.store import FORGET_SWEPT, MARK_BURIED
from ivr.wiring import wanted
from tests.doctor.made import NUMBER, Front, environ_of, with_line
from tests.doctor.test_jobs import running
from tests.people.made import CHEAP, PASSWORD
from tests.processes import free_port
from tests.redis_server import RedisServer
from tests.rest import PretendRest, Records, rest_server


@pytest.fixture(scope="module")
def carrier() -> Iterator[PretendRest]:
    with rest_server(Records(utc_now), spec=False) as rest:
        yield rest


@pytest.fixture
def environ(
    tmp_path: Path,
    server: RedisServer,
    connection: redis.Redis,
    carrier: PretendRest,
    web: Front,
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, str]:
    """A line that is as it should be, but for its made-up numbers and what runs beside it."""
    monkeypatch.setattr("ivr.people.hashing.COST", CHEAP)
    environ = environ_of(
        tmp_path,
        REDIS_URL=server.url,
        IVR_TWILIO_API=carrier.url,
        IVR_PUBLIC_URL=web.url,
        PORT=str(free_port()),
    )
    settings = load(environ)
    Book(connection, storage_of(settings), settings, utc_now).add("Ana", password=PASSWORD)
    should = wanted(settings)
    carrier.records.numbers.clear()
    carrier.records.number(
        NUMBER, voice_url=should.voice_url, status_callback=should.status_callback
    )
    return environ


def examine(environ: dict[str, str]) -> list[Finding]:
    """Beside numbers that are made up, and a fallback that there is not."""
    return [
        finding
        for finding in examine_all(environ)
        if "belongs to nobody" not in finding.sentence and "IVR_FALLBACK" not in finding.sentence
    ]


@contextmanager
def all_running(environ: dict[str, str], connection: redis.Redis) -> Iterator[None]:
    """The workers and the cron live, and everything was read."""
    settings = load(environ)
    refresh_source(settings, connection, "sample", now=utc_now())
    refresh_rota(settings, connection, utc_now())
    at = (utc_now() - timedelta(minutes=5)).timestamp()
    connection.hset(FORGET_SWEPT.of(), mapping={"recent": at, "month": at})
    with running(connection):
        yield


IN_ORDER = (
    "REDIS_URL is set.",
    "IVR_DATA_DIR can be written and has ",
    "{IVR_CONFIG} is read: 1 number has a block.",
    "Redis ",
    "Every queue has a worker.",
    "The cron lives.",
    "The carrier reaches this line at {IVR_PUBLIC_URL}.",
    "The certificate of 127.0.0.2 holds for 60 days.",
    "The web process is not at http://127.0.0.1:",
    "The carrier answers: 1 number leads here, it looks up no names, exports no calls, and no ",
    "The store of recordings can be read.",
    "The list sample has 60 meetings: ",
    "The rota has 26 rows and 0 problems",
    "Calls: 0 were erased at the carrier or unknown to it, 0 wait for that, 0 go on.",
    "The clocks agree.",
)


def test_an_installation_that_is_whole(environ: dict[str, str], connection: redis.Redis) -> None:
    with all_running(environ, connection):
        found = examine(environ)
    assert [each for each in found if each.grade != "ok"] == []
    sentences = iter(each.sentence for each in found)
    missing = [
        begins
        for begins in (each.format_map(environ) for each in IN_ORDER)
        if not any(sentence.startswith(begins) for sentence in sentences)
    ]
    assert missing == []


def test_an_installation_where_nothing_runs(environ: dict[str, str], web: Front) -> None:
    web.instead["/"] = (502, b"", {})
    assert [each.sentence for each in examine(environ) if each.grade == "wrong"] == [
        "No worker serves room, erase, schedule, audio: start `ivr worker`.",
        "No cron lives: start `ivr cron`, or nothing is refreshed.",
        f"The proxy at {web.url} does not reach the line (status 502): start `ivr serve`, or mend "
        "where the proxy looks for it.",
        f"No web process answers at http://127.0.0.1:{environ['PORT']}: start `ivr serve` there.",
        "The list sample has no meetings yet: it was never read; run `ivr refresh`.",
        "The rota was never read: run `ivr refresh`.",
    ]


def test_an_ended_key_that_may_be_left_in_redis_files(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    connection.hset(MARK_BURIED.of(), mapping={"day": "2026-01-01", "why": "A sentence."})
    assert Finding("note", "A sentence.") in examine(environ)


def test_a_config_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "line.toml"
    *others, last = examine({"IVR_CONFIG": str(path)})
    assert last == Finding(
        "wrong", f"{path} does not exist: write it, or name yours in IVR_CONFIG."
    )
    assert [each.sentence.partition(" is not set:")[0] for each in others] == [
        "REDIS_URL",
        "IVR_PUBLIC_URL",
        "IVR_SECRET",
        "TWILIO_ACCOUNT_SID",
        "TWILIO_AUTH_TOKEN",
    ]


def test_own_words_that_cannot_be_said(environ: dict[str, str]) -> None:
    words = '[rota]\nhours = "rota.csv"\nleaders = "leaders.csv"'
    more = with_line(environ, words, '[line.texts]\nwelcome = "Hi { $nmae }"\n')
    (found,) = examine(more)
    assert found.sentence.startswith(
        f'{environ["IVR_CONFIG"]}: texts: "welcome" has no {{ $nmae }}: use '
    )


def test_a_redis_that_is_away_is_told_once(environ: dict[str, str]) -> None:
    found = examine(environ | {"REDIS_URL": "redis://127.0.0.1:1"})
    assert [each for each in found if each.grade != "ok"] == [
        Finding(
            "wrong",
            "Redis cannot be reached (ConnectionError): callers hear the last good lists until "
            "it is back; start it, or mend REDIS_URL.",
        )
    ]


def test_where_everything_hangs_it_is_over_in_time(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Servers that take connections and never answer. A third of the usual patience is enough."""
    monkeypatch.setattr("ivr.doctor.server.PATIENCE", 0.7)
    for each in ("asking", "account"):
        monkeypatch.setattr(f"ivr.doctor.{each}.PATIENCE", 1.0)
    with socket.create_server(("127.0.0.1", 0), backlog=128) as silent:
        port = silent.getsockname()[1]
        hanging = {
            "REDIS_URL": f"redis://127.0.0.1:{port}",
            "IVR_TWILIO_API": f"http://127.0.0.1:{port}",
            "IVR_PUBLIC_URL": f"https://127.0.0.1:{port}",
            "PORT": str(port),
        }
        began = time.monotonic()
        found = examine(environ | hanging)
        assert time.monotonic() - began < PATIENCE + 4  # the rest is the machine's to be busy with
    assert [each.sentence for each in found if each.grade != "ok"] == [
        "Redis cannot be reached (TimeoutError): callers hear the last good lists until it is "
        "back; start it, or mend REDIS_URL.",
        f"The web process at http://127.0.0.1:{port} does not answer within 1 seconds: restart it.",
        "The carrier's calls do not come in: 127.0.0.1 does not answer within 1 seconds: see the "
        "proxy and firewall.",
        "The carrier could not tell of the account's state, its numbers, the setting of Bulk "
        f"Export and the alerts. The carrier cannot be reached at http://127.0.0.1:{port}: no "
        "answer (ReadTimeout). See whether this machine has a way out to the internet (its "
        "network, its DNS, a firewall), and try again.",
    ]


def test_no_finding_holds_a_secret(environ: dict[str, str]) -> None:
    password = "the-password-of-redis"
    secrets = [environ.get(v.name, "") for v in ENVIRONMENT if v.secret]
    wrong = {
        "REDIS_URL": f"redis://:{password}@127.0.0.1:1",
        "TWILIO_AUTH_TOKEN": "token-one,token-two",
        "IVR_SECRET": "a-short-secret",
    }
    broken = [
        environ,
        environ | wrong,
        environ | {"REDIS_URL": f"http://{password}"},
        environ | {"REDIS_URL": f"redis+sentinel://:{password}@127.0.0.1:1/line"},
        environ | {"TWILIO_AUTH_TOKEN": "token-one,token-two,token-three"},
        environ | {"IVR_PUBLIC_URL": f"https://user:{password}@line.example.org"},
        environ | {"IVR_TWILIO_API": f"https://user:{password}@api.example.org"},
    ]
    shown = repr([examine_all(one) for one in broken])
    hidden = [*filter(None, secrets), password, "token-one", "token-two", "a-short-secret"]
    assert [secret for secret in hidden if secret in shown] == []
