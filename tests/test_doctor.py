"""What the doctor says of installations that are whole, half or broken; and never a secret."""

# ruff: noqa: E501 - a table is read by its rows

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest
import redis
from rq import Worker
from rq.serializers import JSONSerializer

from ivr.doctor import account
from ivr.carrier import Carrier, Refused
from ivr.clock import utc_now
from ivr.doctor import Finding
from ivr.doctor.lists import STALE
from ivr.doctor import examine as examine_all
from ivr.erasure import hold
from ivr.erasure.due import ToForget
from ivr.erasure.pause import Pause
from ivr.helping.help import Own
from ivr.helping.kept import Kept
from ivr.helping.state import changed
from ivr.people.book import Book
from ivr.people.state import OtherSecret
from ivr.recordings.storage import storage_of
from ivr.rotarefresh import refresh_rota
from ivr.schedule.refresh import refresh_source
from ivr.schedule.state import source_state, update_state
from ivr.settings import ENVIRONMENT, load
from ivr.store import BEAT, FORGET_SWEPT, MARK_BURIED, PIN_LOCKED
from tests.people.made import CHEAP, PASSWORD
from tests.redis_server import RedisServer, redis_server
from tests.rest import ACCOUNT, PretendRest, Records, rest_server
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

UNRUNG = "Nobody can be rung when no leader comes"


def examine(environ: Mapping[str, str]) -> list[Finding]:
    """What is found beside the web process and made-up numbers, which have tests of their own."""
    expected = (NO_WEB, made_up(NUMBER, environ), made_up("+12025550111", environ))
    return [finding for finding in examine_all(environ) if finding not in expected]


def made_up(number: str, environ: Mapping[str, str]) -> Finding:
    config = environ["IVR_CONFIG"]
    return Finding("note", f"{number} belongs to nobody: write yours into {config}.")


TOKEN = "the-token-of-an-account"
HERE = "https://line.example.org/voice"
NUMBER = "+12025550199"


@pytest.fixture(scope="module")
def durable() -> Iterator[RedisServer]:
    with redis_server(appendonly=True) as server:
        yield server


@pytest.fixture
def server(durable: RedisServer) -> RedisServer:
    """With an append-only file, as the README asks for."""
    durable.empty()
    return durable


@pytest.fixture
def records() -> Records:
    """What the carrier has: a number that leads here, and one that leads to the line by http."""
    records = Records(utc_now)
    records.number(NUMBER, voice_url=HERE, status_callback=f"{HERE}/status")
    other = HERE.replace("https", "http")
    records.number("+12025550198", voice_url=other, status_callback=f"{other}/status")
    return records


@pytest.fixture
def carrier(records: Records) -> Iterator[PretendRest]:
    with rest_server(records, token=TOKEN) as rest:
        yield rest


@pytest.fixture
def environ(
    tmp_path: Path,
    server: RedisServer,
    carrier: PretendRest,
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, str]:
    """An installation with everything set, and an operator."""
    monkeypatch.setattr("ivr.people.hashing.COST", CHEAP)
    (tmp_path / "line.toml").write_text(LINE, "utf-8")
    for name in ("meetings.json", "rota.csv", "leaders.csv"):
        (tmp_path / name).write_bytes((DEMO / name).read_bytes())
    values = {
        "IVR_CONFIG": str(tmp_path / "line.toml"),
        "IVR_DATA_DIR": str(tmp_path / "data"),
        "IVR_PUBLIC_URL": "https://line.example.org",
        "IVR_RECORDINGS": str(tmp_path / "store-with-a-password"),
        "IVR_SECRET": "the-secret-of-all-hashes-and-sessions",
        "IVR_METRICS_TOKEN": "the-token-of-a-monitor",
        "REDIS_URL": server.url,
        "IVR_TWILIO_API": carrier.url,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }
    with server.connect() as connection:
        book_of(values, connection).add("Ana", password=PASSWORD)
    return values


def book_of(environ: dict[str, str], connection: redis.Redis) -> Book:
    settings = load(environ)
    return Book(connection, storage_of(settings), settings, utc_now)


@contextmanager
def running(environ: dict[str, str], connection: redis.Redis) -> Iterator[None]:
    """The worker and the cron live, and everything was read."""
    settings = load(environ)
    refresh_source(settings, connection, "sample", now=utc_now())
    refresh_rota(settings, connection, utc_now())
    connection.set(BEAT.of("cron"), "1", ex=90)
    swept(connection, timedelta())
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


def swept(connection: redis.Redis, ago: timedelta, kind: str = "") -> None:
    """The carrier was gone through so long ago."""
    at = (utc_now() - ago).timestamp()
    for each in [kind] if kind else ["recent", "month"]:
        connection.hset(FORGET_SWEPT.of(), each, at)


def said(environ: dict[str, str], *grades: str) -> list[str]:
    return [finding.sentence for finding in examine(environ) if finding.grade in grades]


def test_what_operators_changed_over_the_file_is_told(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    own = Own("+12025550142", {"en": "1 1 2"})
    with running(environ, connection):
        Kept(connection, storage_of(load(environ))).change(
            lambda was: changed(was, "", own, expected=Own(), who="Ana", now=utc_now())
        )
        ok = said(environ, "ok")
    assert "The helpline of [line] is +12025550142, as the console says." in ok
    assert 'In an emergency [line] says in en, as the console says: "1 1 2".' in ok


def test_an_installation_that_is_whole(environ: dict[str, str], connection: redis.Redis) -> None:
    with running(environ, connection):
        assert said(environ, "wrong", "note") == []
        ok = said(environ, "ok")
    assert f"{environ['IVR_CONFIG']} is read: 1 number has a block." in ok
    assert "Every queue has a worker." in ok
    assert "The cron lives." in ok
    assert "The list sample has 60 meetings:" in " ".join(ok)
    assert "Calls: 0 were erased at the carrier or unknown to it, 0 wait for that, 0 go on." in ok
    assert (
        "The carrier answers: 1 number leads here, it looks up no names, exports no calls, and no "
        "alert holds a caller's number." in ok
    )


def test_an_installation_where_nothing_runs(environ: dict[str, str]) -> None:
    assert said(environ, "wrong") == [
        "No worker serves room, erase, schedule, audio: start `ivr worker`.",
        "No cron lives: start `ivr cron`, or nothing is refreshed.",
        "The list sample has no meetings yet: it was never read; run `ivr refresh`.",
        "The rota was never read: run `ivr refresh`.",
    ]
    assert [one for one in said(environ, "note") if "gone through" in one] == [
        "The carrier's list of calls was never gone through: see that `ivr cron` runs.",
        "The carrier's list of a month's calls was never gone through: see that `ivr cron` runs.",
    ]


def test_nothing_set_but_the_config(environ: dict[str, str]) -> None:
    only = {"IVR_CONFIG": environ["IVR_CONFIG"], "IVR_DATA_DIR": environ["IVR_DATA_DIR"]}
    what = {variable.name: variable.what for variable in ENVIRONMENT}
    assert said(only, "wrong") == [
        f"REDIS_URL is not set: {what['REDIS_URL']}.",
        f"IVR_PUBLIC_URL is not set: {what['IVR_PUBLIC_URL']}.",
        "TWILIO_ACCOUNT_SID is not set: no call is erased at the carrier.",
        f"TWILIO_AUTH_TOKEN is not set: {what['TWILIO_AUTH_TOKEN']}.",
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
            {"TWILIO_AUTH_TOKEN": f"old,{TOKEN}"},
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
    assert [one for one in found if UNRUNG not in one.sentence] == [finding]


def test_a_line_on_this_machine_needs_no_https(environ: dict[str, str]) -> None:
    local = environ | {"IVR_PUBLIC_URL": "http://127.0.0.1:8000"}
    assert [sentence for sentence in said(local, "wrong") if "https" in sentence] == []


def test_hours_without_a_leader_and_nobody_to_ring(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    folder = Path(environ["IVR_CONFIG"]).parent
    with running(environ, connection):
        hours = "".join(f"daily,{hour:02}:00,An Hour,,,,,\n" for hour in range(24))
        (folder / "rota.csv").write_text(
            "day,time,title,format,access,language,room,leader\n" + hours
        )
        (folder / "leaders.csv").write_text("leader,name,leads_from,phone\nana,Ana,2026-01-31,\n")
        refresh_rota(load(environ), connection, utc_now())
        found = said(environ, "note")
    assert [re.sub(r"\w{3} \d\d:00 An Hour", "…", sentence) for sentence in found] == [
        "The coming day has 24 hours without a leader on the rota: …, …, … and 21 more.",
        "Nobody may be rung when no leader comes: write numbers into leaders.csv, or run `ivr "
        "leaders ring ROW --phone`, for those who agree.",
    ]


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
            Finding("note", "There is no [rota]: only what is kept in the console is held here."),
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
    assert [one for one in found if UNRUNG not in one.sentence] == [finding]


@pytest.mark.parametrize(
    ("number", "helpline", "told"),
    [
        ("+12025550199", "+12025550111", ["+12025550199", "+12025550111"]),
        ("+12025550199", "+12025550199", ["+12025550199"]),
        ("+12025550200", "+442079460123", []),
    ],
)
def test_numbers_that_belong_to_nobody_are_told(
    environ: dict[str, str], number: str, helpline: str, told: list[str]
) -> None:
    block = f'number = "{number}"\nhelpline = "{helpline}"'
    found = examine_all(with_line(environ, 'number = "+12025550199"', block))
    assert [one for one in found if "belongs to nobody" in one.sentence] == [
        made_up(each, environ) for each in told
    ]


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
        refresh_rota(load(environ), connection, utc_now())
        (sentence,) = said(environ, "wrong")
    assert sentence == (
        "The rota file is empty: its first row must be "
        "day,time,title,format,access,language,room,leader,speaking. The rota from before stays."
    )


def test_an_ended_key_that_may_be_left_in_redis_files(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    with running(environ, connection):
        connection.hset(MARK_BURIED.of(), mapping={"day": "2026-01-01", "why": "A sentence."})
        assert Finding("note", "A sentence.") in examine(environ)


def test_a_redis_that_forgets_when_it_starts_again(
    environ: dict[str, str], redis_for_session: RedisServer
) -> None:
    redis_for_session.empty()
    with redis_for_session.connect() as connection:
        assert not_well(environ | {"REDIS_URL": redis_for_session.url}, connection) == [
            Finding(
                "note",
                "Redis's append-only file is off: when Redis starts again it may not know which "
                "calls are to be forgotten, which then waits for the next hourly sweep. Write "
                "`appendonly yes` into redis.conf, and run `redis-cli CONFIG SET appendonly yes`.",
            )
        ]


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


CALL = "CA" + "1" * 32
LOOKUP = Finding(
    "wrong",
    f"Caller-name lookup is on for {NUMBER}, and copies callers' names: switch it off in the "
    "carrier's console, with that number, under Voice.",
)


def not_well(environ: dict[str, str], connection: redis.Redis) -> list[Finding]:
    with running(environ, connection):
        return [finding for finding in examine(environ) if finding.grade != "ok"]


def test_a_carrier_that_looks_up_names(
    environ: dict[str, str], connection: redis.Redis, records: Records
) -> None:
    (ours, other) = records.numbers.values()
    other.caller_lookup = True  # none of this line's business
    assert not_well(environ, connection) == []
    ours.caller_lookup = True
    assert not_well(environ, connection) == [LOOKUP]


def test_a_carrier_that_exports_calls(
    environ: dict[str, str], connection: redis.Redis, records: Records
) -> None:
    records.exports_calls = True
    assert not_well(environ, connection) == [
        Finding(
            "wrong",
            "Bulk export of calls is on, and copies every call with its numbers: switch it off in "
            "the carrier's console, under Bulk Export.",
        )
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://LINE.example.org/voice/",
        "https://line.example.org/voice?a=b",
        "https://line.example.org/voice#rc=2",
    ],
)
def test_a_number_leads_here_in_any_writing(
    environ: dict[str, str], connection: redis.Redis, records: Records, url: str
) -> None:
    ours, _ = records.numbers.values()
    ours.voice_url, ours.status_callback = url, url.replace("voice", "voice/status")
    assert not_well(environ, connection) == []


@pytest.mark.parametrize(
    ("callback", "where"),
    [("", "nowhere"), (HERE, "elsewhere"), ("https://user:word@other.example.org/", "elsewhere")],
)
def test_a_number_of_which_nobody_tells_that_a_call_is_over(
    environ: dict[str, str], connection: redis.Redis, records: Records, callback: str, where: str
) -> None:
    ours, other = records.numbers.values()
    other.status_callback = callback  # none of this line's business
    assert not_well(environ, connection) == []
    ours.status_callback = callback
    assert not_well(environ, connection) == [
        Finding(
            "wrong",
            f"The call status changes of {NUMBER} go {where}: set {HERE}/status for them in the "
            "carrier's console, with that number, under Voice. Without it calls are forgotten an "
            "hour later, and the limits count too many.",
        )
    ]


def test_a_number_whose_calls_come_by_get(
    environ: dict[str, str], connection: redis.Redis, records: Records
) -> None:
    ours, other = records.numbers.values()
    other.voice_method = "GET"  # none of this line's business
    assert not_well(environ, connection) == []
    ours.voice_method = "GET"
    assert not_well(environ, connection) == [
        Finding(
            "wrong",
            f"The voice URL of {NUMBER} is asked by GET, which the line does not answer: set it to "
            "HTTP POST in the carrier's console, with that number, under Voice.",
        )
    ]


def test_alerts_of_which_not_all_are_looked_at(
    environ: dict[str, str], connection: redis.Redis, records: Records
) -> None:
    records.begin(CALL, from_="+12025550177", to=NUMBER)
    records.alert(CALL, at=utc_now() - timedelta(days=2))  # the oldest holds a number
    for _ in range(10):
        records.alert(CALL, with_parameters=False)
    assert not_well(environ, connection) == [
        Finding(
            "note",
            "There are at least 10 alerts of the last 30 days, of which 10 were looked at: these "
            "hold no caller's number, and others may. Read them in the carrier's console, under "
            "Monitor.",
        )
    ]


@pytest.mark.parametrize(
    ("alerts", "many"),
    [(1, "1 alert of"), (3, "3 alerts of"), (12, "At least 10 alerts of")],
)
def test_alerts_that_hold_what_was_sent(
    environ: dict[str, str], connection: redis.Redis, records: Records, alerts: int, many: str
) -> None:
    records.begin(CALL, from_="+12025550177", to=NUMBER)
    records.alert(CALL, with_parameters=False)
    records.alert(CALL, at=utc_now() - timedelta(days=31))
    assert not_well(environ, connection) == []
    for _ in range(alerts):
        records.alert(CALL)
    assert not_well(environ, connection) == [
        Finding(
            "wrong",
            f"{many} the last 30 days {'holds' if alerts == 1 else 'hold'} what the carrier sent "
            "here, callers' numbers too. Nobody can delete that. Alerts come of webhooks that "
            "failed: read in the carrier's console, under Monitor, which, and mend that.",
        )
    ]


def test_an_account_of_which_no_number_leads_here(
    environ: dict[str, str], connection: redis.Redis, records: Records
) -> None:
    records.numbers.clear()
    assert not_well(environ, connection) == [
        Finding(
            "note",
            f"No number of the account leads here: set {HERE} as a number's voice URL in the "
            "carrier's console.",
        )
    ]
    block = '[[number]]\nnumber = "+12025550199"\n'
    assert not_well(with_line(environ, block, ""), connection) == [
        Finding(
            "wrong",
            f"No number of the account leads here: set {HERE} as a number's voice URL in the "
            "carrier's console, or add a [[number]] block to line.toml. As it is, a call is never "
            "found when nobody told of its end.",
        ),
        Finding(
            "note",
            f"{UNRUNG}: line.toml has no [[number]] with the line's own number, which they would "
            "see.",
        ),
    ]


def test_keys_that_the_carrier_does_not_accept(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    assert not_well(environ | {"TWILIO_AUTH_TOKEN": "another"}, connection) == [
        Finding(
            "wrong",
            "TWILIO_ACCOUNT_SID or TWILIO_AUTH_TOKEN is not accepted: nothing is erased at the "
            "carrier; mend them.",
        )
    ]


def test_a_carrier_that_is_away_or_in_trouble(
    environ: dict[str, str], connection: redis.Redis, records: Records
) -> None:
    away = environ | {"IVR_TWILIO_API": "http://127.0.0.1:1"}
    assert not_well(away, connection) == [
        Finding(
            "note",
            "The carrier could not tell of the account's numbers, the setting of Bulk Export and the "
            "alerts: no answer (ConnectError).",
        )
    ]
    records.faults.status = 503
    assert not_well(environ, connection) == [
        Finding(
            "note",
            "The carrier could not tell of the account's numbers, the setting of Bulk Export and the "
            "alerts: status 503.",
        )
    ]


def test_a_carrier_that_refuses_is_asked_the_rest_all_the_same(
    environ: dict[str, str],
    connection: redis.Redis,
    records: Records,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    records.faults.status = 403
    whats = ("The account's numbers", "The setting of Bulk Export", "The alerts")
    assert not_well(environ, connection) == [
        Finding("note", f"{what} could not be asked for (code 20403).") for what in whats
    ]
    records.faults.status = None
    refused = partial(_refuses, code=20003)
    monkeypatch.setattr(Carrier, "exports_calls", refused)
    monkeypatch.setattr(Carrier, "alerts", refused)
    next(iter(records.numbers.values())).caller_lookup = True
    assert not_well(environ, connection) == [
        LOOKUP,
        *(Finding("note", f"{what} could not be asked for (code 20003).") for what in whats[1:]),
    ]


def _refuses(*_: object, code: int, **__: object) -> None:
    raise Refused(code)


def test_a_carrier_that_takes_its_time(
    environ: dict[str, str],
    connection: redis.Redis,
    records: Records,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(account, "ALL_PATIENCE", 0.2)
    records.faults.latency = 1.0
    assert not_well(environ, connection) == [
        Finding(
            "note",
            "The carrier does not answer within 0 seconds: the account's numbers, the setting of "
            "Bulk Export and the alerts could not be asked for.",
        )
    ]


def test_a_carrier_that_takes_its_time_with_one_answer(
    environ: dict[str, str],
    connection: redis.Redis,
    records: Records,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(account, "ALL_PATIENCE", 1.5)
    monkeypatch.setattr(Carrier, "alerts", lambda *_, **__: time.sleep(3))
    next(iter(records.numbers.values())).caller_lookup = True
    assert not_well(environ, connection) == [
        LOOKUP,
        Finding(
            "note",
            "The carrier does not answer within 2 seconds: the alerts could not be asked for.",
        ),
    ]


def test_an_answer_that_nobody_understands(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    with list_server() as web:
        web.give(b"{}")
        strange = environ | {"IVR_TWILIO_API": web.url.rstrip("/")}
        (finding,) = not_well(strange, connection)
    assert finding.grade == "note"
    assert "carrier" in finding.sentence


def test_calls_that_have_waited_for_more_than_a_day(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    calls = ToForget(connection)
    calls.ends(CALL, utc_now() - timedelta(hours=23))
    assert not_well(environ, connection) == []
    calls.ends("CA" + "2" * 32, utc_now() - timedelta(days=3))
    for _ in range(4):
        calls.postpone(CALL, utc_now(), "refused:20009")
    assert not_well(environ, connection) == [
        Finding(
            "wrong",
            "2 calls wait to be erased at the carrier, the oldest for 3 d (refusals so far: 4 "
            "with code 20009): see that `ivr worker` runs, and run `ivr privacy audit`.",
        )
    ]


def test_calls_of_an_account_with_history_that_were_noted_just_now(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    now = utc_now()
    ToForget(connection).find(CALL, now - timedelta(days=20), now)
    assert not_well(environ, connection) == []


def test_a_call_that_is_shown_long_after_its_deletion(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    calls, now = ToForget(connection), utc_now()
    for sid, ago in ((CALL, timedelta(days=13)), ("CA" + "2" * 32, timedelta(days=16))):
        assert not_well(environ, connection) == []
        calls.ends(sid, now - ago)
        calls.deleted(sid, now - ago)
    assert not_well(environ, connection) == [
        Finding(
            "wrong",
            "A call was deleted at the carrier 16 d ago, and the carrier has not yet shown that it "
            "is gone: run `ivr privacy audit`, which names it, and ask the carrier's support.",
        )
    ]


def test_a_hold_is_told_instead_of_what_waits(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    now = utc_now()
    ToForget(connection).ends(CALL, now - timedelta(days=3))
    hold.begin(connection, now - timedelta(days=4))
    assert not_well(environ, connection) == [
        Finding(
            "note",
            f"There is a hold since {now - timedelta(days=4):%Y-%m-%d %H:%M} UTC: nothing is "
            "deleted at the carrier, and 1 call waits there, numbers and all. When the hold is "
            "over, type `ivr privacy hold --end`.",
        )
    ]


def test_a_carrier_that_is_left_in_peace(environ: dict[str, str], connection: redis.Redis) -> None:
    Pause(connection).begin(utc_now(), "status 429", at_least=60)
    assert not_well(environ, connection) == [
        Finding("note", "The carrier is left in peace for a while: status 429.")
    ]


def test_sweeps_that_are_long_ago(environ: dict[str, str], connection: redis.Redis) -> None:
    with running(environ, connection):
        swept(connection, timedelta(hours=5), "recent")
        swept(connection, timedelta(days=4), "month")
        assert said(environ, "note", "wrong") == [
            "The carrier's list of calls was last gone through 5 h ago: see that `ivr cron` runs.",
            "The carrier's list of a month's calls was last gone through 4 d ago: see that `ivr "
            "cron` runs.",
        ]


def test_people_without_their_secret_are_told(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    with running(environ, connection):
        assert said(environ | {"IVR_SECRET": ""}, "wrong") == [
            "IVR_SECRET is gone: without it no PIN and no password opens anything."
        ]


def test_people_made_with_another_secret_are_told(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    with running(environ, connection):
        assert said(environ | {"IVR_SECRET": "x" * 32}, "wrong", "note") == [str(OtherSecret())]


def test_a_line_that_nobody_looks_after_and_a_locked_pin_are_told(
    environ: dict[str, str], connection: redis.Redis
) -> None:
    book = book_of(environ, connection)
    (ana,) = book.people().values()
    connection.set(PIN_LOCKED.of(ana.number), utc_now().timestamp())
    with running(environ, connection):
        assert said(environ, "wrong", "note") == [
            "The PIN of Ana is locked after wrong ones: `ivr operators unlock` lifts it."
        ]
        book.remove(ana.number, last=True)
        assert said(environ, "wrong", "note") == [
            "Nobody can sign in at the console: run `ivr operators add NAME`."
        ]
