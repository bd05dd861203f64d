"""What the doctor says of installations that are whole, half or broken; and never a secret."""

# ruff: noqa: E501 - a table is read by its rows

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest
import redis
from rq import Worker
from rq.serializers import JSONSerializer

from ivr.app import utc_now
from ivr.doctor import STALE, Finding
from ivr.doctor import examine as examine_all
from ivr.rotarefresh import refresh_rota
from ivr.schedule.refresh import refresh_source
from ivr.schedule.state import source_state, update_state
from ivr.settings import ENVIRONMENT, load
from ivr.store import BEAT
from tests.redis_server import RedisServer
from tests.schedule.list_server import list_server
from workers.queues import NAMES, queue

DEMO = Path(__file__).parent.parent / "demo"
LINE = """
[line]
name = "the line"
languages = ["en"]
time_zone = "America/New_York"
country = "US"

[[number]]
number = "+12025550199"

[[source]]
name = "sample"
url = "meetings.json"

[rota]
hours = "rota.csv"
leaders = "leaders.csv"
"""


NO_WEB = Finding(
    "wrong", "No web process answers at http://127.0.0.1:8000: start `ivr serve` there."
)


def examine(environ: Mapping[str, str]) -> list[Finding]:
    """What is found beside the web process, which has a test of its own."""
    return [finding for finding in examine_all(environ) if finding != NO_WEB]


@pytest.fixture
def environ(tmp_path: Path, server: RedisServer) -> dict[str, str]:
    """An installation with everything set."""
    (tmp_path / "line.toml").write_text(LINE, "utf-8")
    for name in ("meetings.json", "rota.csv", "leaders.csv"):
        (tmp_path / name).write_bytes((DEMO / name).read_bytes())
    return {
        "IVR_CONFIG": str(tmp_path / "line.toml"),
        "IVR_DATA_DIR": str(tmp_path / "data"),
        "IVR_PUBLIC_URL": "https://line.example.org",
        "IVR_SECRET": "the-secret-of-all-hashes-and-sessions",
        "IVR_METRICS_TOKEN": "the-token-of-a-monitor",
        "REDIS_URL": server.url,
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": "the-token-of-an-account",
    }


@contextmanager
def running(environ: dict[str, str], connection: redis.Redis) -> Iterator[None]:
    """The worker and the cron live, and everything was read."""
    settings = load(environ)
    refresh_source(settings, connection, "sample", now=utc_now())
    refresh_rota(settings, connection)
    connection.set(BEAT.of("cron"), "1", ex=90)
    workers = [
        Worker([queue(name, connection)], connection=connection, serializer=JSONSerializer)
        for name in NAMES
    ]
    for worker in workers:
        worker.register_birth()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        for worker in workers:
            worker.register_death()  # type: ignore[no-untyped-call]


def said(environ: dict[str, str], *grades: str) -> list[str]:
    return [finding.sentence for finding in examine(environ) if finding.grade in grades]


def test_an_installation_that_is_whole(environ: dict[str, str], connection: redis.Redis) -> None:
    with running(environ, connection):
        assert said(environ, "wrong", "note") == []
        ok = said(environ, "ok")
    assert f"{environ['IVR_CONFIG']} is read: 1 numbers have a block." in ok
    assert "Every queue has a worker." in ok
    assert "The cron lives." in ok
    assert "The list sample has 60 meetings:" in " ".join(ok)


def test_an_installation_where_nothing_runs(environ: dict[str, str]) -> None:
    assert said(environ, "wrong") == [
        "No worker serves room, erase, schedule, audio: start `ivr worker`.",
        "No cron lives: start `ivr cron`, or nothing is refreshed.",
        "The list sample has no meetings yet: it was never read; run `ivr refresh`.",
        "The rota was never read: run `ivr refresh`.",
    ]


def test_nothing_set_but_the_config(environ: dict[str, str]) -> None:
    only = {"IVR_CONFIG": environ["IVR_CONFIG"], "IVR_DATA_DIR": environ["IVR_DATA_DIR"]}
    what = {variable.name: variable.what for variable in ENVIRONMENT}
    assert said(only, "wrong") == [
        f"{name} is not set: {what[name]}."
        for name in ("REDIS_URL", "IVR_PUBLIC_URL", "TWILIO_AUTH_TOKEN")
    ]


def test_a_config_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "line.toml"
    assert examine({"IVR_CONFIG": str(path)}) == [
        Finding("wrong", f"{path} does not exist: write it, or name yours in IVR_CONFIG.")
    ]


def test_own_words_that_cannot_be_said(environ: dict[str, str]) -> None:
    path = Path(environ["IVR_CONFIG"])
    path.write_text(LINE + '[line.texts]\nwelcome = "Hi { $nmae }"\n', "utf-8")
    (sentence,) = said(environ, "wrong")
    assert sentence.startswith(f'{path}: texts: "welcome" has no {{ $nmae }}: use ')


def test_no_finding_holds_a_secret(environ: dict[str, str], connection: redis.Redis) -> None:
    password = "the-password-of-redis"
    secrets = [environ[v.name] for v in ENVIRONMENT if v.secret and v.name != "REDIS_URL"]
    wrong = {
        "REDIS_URL": f"redis://:{password}@127.0.0.1:1",
        "TWILIO_AUTH_TOKEN": "token-one,token-two",
        "IVR_SECRET": "a-short-secret",
    }
    broken = [
        environ,
        environ | wrong,
        environ | {"REDIS_URL": f"http://{password}"},
        environ | {"TWILIO_AUTH_TOKEN": "token-one,token-two,token-three"},
        environ | {"IVR_PUBLIC_URL": f"https://user:{password}@line.example.org"},
        environ | {"IVR_TWILIO_API": f"https://user:{password}@api.example.org"},
    ]
    shown = repr([examine(one) for one in broken])
    hidden = [*secrets, password, "token-one", "token-two", "a-short-secret", environ["REDIS_URL"]]
    assert [secret for secret in hidden if secret in shown] == []


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (
            {"TWILIO_AUTH_TOKEN": "old,new"},
            Finding("note", "Two auth tokens are accepted: remove the old one when it is over."),
        ),
        (
            {"IVR_PUBLIC_URL": "http://line.example.org"},
            Finding("wrong", "IVR_PUBLIC_URL is not https: callers' numbers would travel in the clear."),
        ),
        (
            {"IVR_SECRET": "x" * 31},
            Finding("wrong", "IVR_SECRET is shorter than 32 characters: make a longer one."),
        ),
        (
            {"IVR_DATA_DIR": "/proc/nowhere"},
            Finding("wrong", "IVR_DATA_DIR /proc/nowhere cannot be written: No such file or directory."),
        ),
        (
            {"REDIS_URL": "redis://127.0.0.1:1"},
            Finding(
                "wrong",
                "Redis cannot be reached (ConnectionError): callers hear the last good lists until "
                "it is back; start it, or mend REDIS_URL.",
            ),
        ),
    ],
)  # fmt: skip
def test_one_thing_that_is_not_right(
    environ: dict[str, str], connection: redis.Redis, change: dict[str, str], finding: Finding
) -> None:
    with running(environ, connection):
        found = [one for one in examine(environ | change) if one.grade != "ok"]
    assert found == [finding]


def test_a_line_on_this_machine_needs_no_https(environ: dict[str, str]) -> None:
    local = environ | {"IVR_PUBLIC_URL": "http://127.0.0.1:8000"}
    assert [sentence for sentence in said(local, "wrong") if "https" in sentence] == []


def with_line(environ: dict[str, str], old: str, new: str) -> dict[str, str]:
    path = Path(environ["IVR_CONFIG"])
    path.write_text(LINE.replace(old, new), "utf-8")
    return environ


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            LINE[LINE.index("[rota]") :],
            "",
            Finding("note", "There is no [rota]: callers hear the lists and join no meeting."),
        ),
        (
            'country = "US"\n\n[[number]]\nnumber = "+12025550199"',
            'country = "US"\nhelpline = "+12025550111"',
            Finding("note", "There is a helpline but no [[number]] block: give the line its own number."),
        ),
        (
            'number = "+12025550199"',
            'number = "+442079460123"\ncountry = "GB"',
            Finding("note", "The number +442079460123 names no emergency number for GB in en: say whom to call in [line.texts.en] emergency."),
        ),
    ],
)  # fmt: skip
def test_one_thing_in_the_file_that_is_not_right(
    environ: dict[str, str], connection: redis.Redis, old: str, new: str, finding: Finding
) -> None:
    with running(environ, connection):
        found = [one for one in examine(with_line(environ, old, new)) if one.grade != "ok"]
    assert found == [finding]


def test_a_line_without_a_list(environ: dict[str, str], connection: redis.Redis) -> None:
    with running(environ, connection):
        block = LINE[LINE.index("[[source]]") : LINE.index("[rota]")]
        assert said(with_line(environ, block, ""), "wrong") == [
            "There is no [[source]]: callers hear of no meetings; add a list."
        ]


def test_a_list_that_is_old(environ: dict[str, str], connection: redis.Redis) -> None:
    with running(environ, connection):
        state = source_state(connection, "sample")
        old = msgspec.structs.replace(state, good=utc_now() - STALE - timedelta(hours=1))
        update_state(connection, "sample", old, "good")
        (sentence,) = said(environ, "wrong")
    assert sentence.startswith("The list sample was last good 7 h ago: ")


def test_a_rota_that_is_kept(environ: dict[str, str], connection: redis.Redis) -> None:
    with running(environ, connection):
        Path(environ["IVR_CONFIG"]).with_name("rota.csv").write_bytes(b"")
        refresh_rota(load(environ), connection)
        (sentence,) = said(environ, "wrong")
    assert sentence == (
        "The rota file has no column day: its first row must be "
        "day,time,title,format,access,language,room,leader. The rota from before stays."
    )


def test_a_queue_without_a_worker_is_named(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    with running(environ, connection):
        for worker in Worker.all(connection):
            if worker.queue_names() == ["audio"]:
                worker.register_death()  # type: ignore[no-untyped-call]
        assert said(environ, "wrong") == ["No worker serves audio: start `ivr worker`."]


def test_a_web_process_that_answers_and_one_that_does_not(environ: dict[str, str]) -> None:
    assert NO_WEB in examine_all(environ)
    with list_server() as web:
        web.give(b"This process lives.")
        port = str(urlsplit(web.url).port)
        found = examine_all(environ | {"PORT": port})
    assert Finding("ok", f"The web process answers at http://127.0.0.1:{port}.") in found


def test_workers_that_a_redis_has_forgotten_still_live(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    """RQ registers a worker once; a Redis that comes back empty knows only its heartbeats."""
    with running(environ, connection):
        connection.delete("rq:workers")
        assert "Every queue has a worker." in [f.sentence for f in examine(environ)]
