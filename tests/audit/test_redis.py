"""A caller's number planted in Redis: found wherever it is, in every writing, and never shown."""

import base64
import gzip
import json
import pickle
import zlib
from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest
import redis
from rq.job import Job
from rq.registry import FailedJobRegistry
from rq.results import Result
from rq.serializers import JSONSerializer

from ivr import store
from ivr.audit.finding import MOST, Finding
from ivr.audit.own import EXEMPT
from ivr.audit.redis_keys import MEND
from ivr.audit.report import Report, text
from ivr.clock import utc_now
from ivr.rota import Hour, Rota
from ivr.rotaread import Reading, keep_reading
from tests.audit.conftest import SLOWER, Installed
from tests.audit.made import CALLER, WRITINGS, shows_number, write
from tests.redis_server import RedisServer
from tests.workers.conftest import work_off
from workers.queues import enqueue, queue

Plant = Callable[[redis.Redis, str], object]

NUMBER = int(CALLER[2:])

PLANTS: dict[str, tuple[str, Plant]] = {
    "string": ("Redis, key planted", lambda r, n: r.set("planted", f"from {n}")),
    "bytes that are no text": (
        "Redis, key planted",
        lambda r, n: r.set("planted", b"\xff\x00" + n.encode("utf-16-le") + b"\xfe"),
    ),
    "hash": (
        "Redis, key planted, field from",
        lambda r, n: r.hset("planted", mapping={"a": "b", "from": n}),
    ),
    "name of a field": (
        "Redis, key planted, the name of a field",
        lambda r, n: r.hset("planted", f"calls of {n}", "7"),
    ),
    "list": ("Redis, key planted, an element", lambda r, n: r.rpush("planted", "a", n, "b")),
    "set": ("Redis, key planted, a member", lambda r, n: r.sadd("planted", "a", n)),
    "member": ("Redis, key planted, a member", lambda r, n: r.zadd("planted", {n: 7})),
    "key": ("Redis, key from:[number], its name", lambda r, n: r.set(f"from:{n}", "")),
    "stream": ("Redis, key planted, field from", lambda r, n: r.xadd("planted", {"from": n})),
    "name in a stream": (
        "Redis, key planted, the name of a field",
        lambda r, n: r.xadd("planted", {n: "from"}),
    ),
    "JSON": (
        "Redis, key planted",
        lambda r, n: r.set("planted", json.dumps({"calls": [{"from": n}]})),
    ),
    "JSON in JSON": (
        "Redis, key planted",
        lambda r, n: r.set("planted", json.dumps({"it": json.dumps(json.dumps([n]))})),
    ),
    "msgpack": (
        "Redis, key planted",
        lambda r, n: r.set("planted", msgspec.msgpack.encode({"from": [n, None, True, 0.5]})),
    ),
    "zlib": (
        "Redis, key planted",
        lambda r, n: r.set("planted", zlib.compress(json.dumps([n]).encode())),
    ),
    "gzip": ("Redis, key planted", lambda r, n: r.set("planted", gzip.compress(n.encode()))),
    "base64": (
        "Redis, key planted",
        lambda r, n: r.set("planted", base64.b64encode(f"from {n}, not shown.".encode())),
    ),
    "pickle": (
        "Redis, key planted",
        lambda r, n: r.set("planted", base64.b64encode(pickle.dumps({"from": n}))),
    ),
    "pickle in zlib": (
        "Redis, key planted",
        lambda r, n: r.set("planted", zlib.compress(pickle.dumps(("f", None, [n], {})))),
    ),
    "a field of a count": (
        "Redis, key ivr:forget:ledger, field noted",
        lambda r, n: r.hset("ivr:forget:ledger", "noted", n),
    ),
    "another's state": (
        "Redis, key ivr:source:sample, field sentence",
        lambda r, n: r.hset("ivr:source:sample", "sentence", json.dumps(f"Call {n}.")),
    ),
}


def places(report: Report) -> list[str]:
    """Where something was found; the number is in none of what is shown."""
    assert not shows_number(text(report))
    assert not shows_number(msgspec.json.encode(report).decode())
    assert report.clean == (report.findings == ())
    return [finding.place for finding in report.findings]


@pytest.mark.parametrize("what", PLANTS)
def test_a_number_is_found_in_every_writing(
    line: Installed, connection: redis.Redis, what: str
) -> None:
    place, plant = PLANTS[what]
    for writing in WRITINGS:
        connection.flushall()
        plant(connection, writing)
        report = line.look()
        assert places(report) == [place], writing
        (finding,) = report.findings
        assert (finding.kind, finding.ends, finding.mend) == ("number", "…77", MEND)


@pytest.mark.parametrize(
    ("writing", "form"),
    [
        ("2025550177", "10 digits in a row"),
        ("12025550177", "11 digits in a row"),
        ("+12025550177", "11 digits in a row, with the sign of a country's code"),
        ("(202) 555-0177", "10 digits grouped"),
        ("+1 202 555 0177", "11 digits grouped, with the sign of a country's code"),
    ],
)
def test_a_finding_says_how_the_number_is_written(
    line: Installed, connection: redis.Redis, writing: str, form: str
) -> None:
    connection.set("planted", writing)
    assert line.look().findings == (
        Finding(
            kind="number",
            place="Redis, key planted",
            what=f"what may be a number, {form}",
            ends="…77",
            mend=MEND,
        ),
    )


@pytest.mark.parametrize("score", [NUMBER, int(CALLER[1:]), NUMBER + 0.5])
def test_a_number_is_found_as_a_score(
    line: Installed, connection: redis.Redis, score: float
) -> None:
    connection.zadd("planted", {"a": score, "b": utc_now().timestamp(), "c": -1, "d": "inf"})
    assert places(line.look()) == ["Redis, key planted, a score"]


def test_a_number_is_found_as_a_number_in_a_structure(
    line: Installed, connection: redis.Redis
) -> None:
    at = utc_now().timestamp()
    value = {"at": at, "from": [1, NUMBER, int(at), 2]}
    connection.set("a", json.dumps(value))
    connection.set("b", msgspec.msgpack.encode(value))
    assert sorted(places(line.look())) == ["Redis, key a", "Redis, key b"]


def test_a_number_is_found_as_the_id_of_a_streams_entry(
    line: Installed, connection: redis.Redis
) -> None:
    connection.xadd("planted", {"a": "b"}, id=f"{NUMBER}-0")
    connection.xadd("planted", {"a": "b"})
    assert places(line.look()) == ["Redis, key planted, the id of an entry"]


def test_a_number_is_found_in_large_keys(line: Installed, connection: redis.Redis) -> None:
    many = [f"{n:04x}-{'x' * 60}" for n in range(3000)]
    connection.rpush("list", *many, CALLER)
    connection.hset("hash", mapping=dict.fromkeys(many, "1") | {"from": CALLER})  # type: ignore[arg-type]
    connection.sadd("set", *many, CALLER)
    connection.zadd("zset", dict.fromkeys(many, 1.0) | {CALLER: 1.0})
    for each in [*many, CALLER]:
        connection.xadd("stream", {"a": each})
    connection.set("string", "\n".join([*many * 20, CALLER]))
    assert sorted(places(line.look())) == [
        "Redis, key hash, field from",
        "Redis, key list, an element",
        "Redis, key set, a member",
        "Redis, key stream, field a",
        "Redis, key string",
        "Redis, key zset, a member",
    ]


def test_numbers_in_a_jobs_arguments_and_its_exception(
    line: Installed, connection: redis.Redis
) -> None:
    """A real worker works off a job that fails; the text of its exception is put in behind it."""
    name = "workers.jobs.refresh_schedule"
    ids = [enqueue(connection, "schedule", name, (n,), timeout=60).id for n in WRITINGS]
    work_off(line.environ)
    failed = FailedJobRegistry(queue=queue("schedule", connection))
    assert sorted(failed.get_job_ids()) == sorted(ids)
    assert sorted(places(line.look())) == sorted(
        f"Redis, key rq:job:{id_}, field {field}"
        for id_ in ids
        for field in ("data", "description")
    )
    for id_, writing in zip(ids, WRITINGS, strict=True):
        job = Job.fetch(id_, connection=connection, serializer=JSONSerializer)
        trace = f"Traceback …\nValueError: {writing} is not a list"
        connection.hdel(f"rq:job:{id_}", "data", "description")
        connection.hset(f"rq:job:{id_}", "exc_info", zlib.compress(trace.encode()))
        Result.create_failure(job, 60, trace)
    assert sorted(places(line.look())) == sorted(
        f"Redis, key {place}"
        for id_ in ids
        for place in (f"rq:job:{id_}, field exc_info", f"rq:results:{id_}, field exc_string")
    )


def test_a_number_in_a_jobs_result_and_meta(line: Installed, connection: redis.Redis) -> None:
    job = enqueue(connection, "erase", "workers.jobs.forget_calls", timeout=60)
    job.meta = {"from": CALLER}
    job.save_meta()  # type: ignore[no-untyped-call]
    Result.create(job, Result.Type.SUCCESSFUL, 60, return_value={"from": CALLER})
    assert sorted(places(line.look())) == [
        f"Redis, key rq:job:{job.id}, field meta",
        f"Redis, key rq:results:{job.id}, field return_value",
    ]


def test_what_is_exempt_is_so_only_there(line: Installed, connection: redis.Redis) -> None:
    documents = [each.key.replace("*", "x") for each in EXEMPT if not (each.field or each.counts)]
    assert documents
    for key in documents:
        connection.set(key, CALLER)
    assert places(line.look()) == []
    connection.delete(*documents)
    connection.set("ivr:published:x:version", CALLER)
    connection.set("ivr:source:x", CALLER)
    assert sorted(places(line.look())) == [
        "Redis, key ivr:published:x:version",
        "Redis, key ivr:source:x",
    ]


def test_a_name_in_redis_is_told_whatever_is_in_it(
    line: Installed, connection: redis.Redis
) -> None:
    connection.hset(b"a\n\xff\x00" + b"k" * 200, b"\x07" + CALLER.encode(), CALLER)
    for place in places(line.look()):
        assert place.isprintable()
        assert len(place) < 250


def test_many_findings_in_one_key_are_not_all_told(
    line: Installed, connection: redis.Redis
) -> None:
    connection.rpush("planted", *(f"call {i} of +1202555{i:04}" for i in range(300, 500)))
    connection.set("another", CALLER)
    found = line.look().findings
    planted = [one for one in found if one.place != "Redis, key another"]
    assert len(found) - len(planted) == 1
    assert len(planted) == MOST + 1
    assert planted[-1].what == f"more than {MOST} findings, of which the others are not listed"


def test_what_cannot_be_looked_at_is_told(
    line: Installed, connection: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ivr.audit.unwrap.LARGEST", 2**20)
    monkeypatch.setattr("ivr.audit.redis_keys.LARGEST", 2**20)
    connection.set("bomb", zlib.compress(bytes(2**24)))
    connection.set("large", bytes(2**20 + 1))
    report = line.look()
    found = {(one.kind, one.place, one.what) for one in report.findings}
    assert found == {
        ("unread", f"Redis, key {name}", "is too large to be looked at")
        for name in ("bomb", "large")
    }


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_number_is_found_in_the_slow_log(
    line: Installed, connection: redis.Redis, writing: str
) -> None:
    connection.config_set(SLOWER, 0)
    connection.set("from", writing)
    connection.delete("from")
    connection.zadd("times", {"a": utc_now().timestamp(), "b": utc_now().timestamp()})
    connection.set("cut", "x" * 120 + "202 555 01" * 9)
    connection.config_set(SLOWER, -1)
    connection.delete("cut")
    report = line.look()
    assert places(report) == ["Redis, slow log"]
    assert "SLOWLOG RESET" in report.findings[0].mend


def test_other_databases_are_a_note(line: Installed, server: RedisServer) -> None:
    other = redis.Redis.from_url(server.url.replace("db=0", "db=3"))
    for n in range(12):
        other.set(f"from:{n}", CALLER)
    report = line.look()
    assert (report.clean, report.keys) == (True, 0)
    assert report.notes == (
        "Redis's database 3 has 12 keys that this line did not write, and that were not looked at: "
        "give REDIS_URL with /3 to do so.",
    )
    line.settings = replace(line.settings, redis_url=server.url.replace("db=0", "db=3"))
    report = line.look()
    assert (len(report.findings), report.keys, report.notes) == (12, 12, ())


def test_redis_away_is_a_sentence(line: Installed) -> None:
    line.settings = replace(line.settings, redis_url="redis://127.0.0.1:1")
    report = line.look()
    assert report.summary == (
        "Looked at 0 files and 0 logs: 1 finding. Not looked at: Redis and the carrier."
    )
    assert [str(one) for one in report.findings] == [
        "Redis: cannot be reached (ConnectionError). Start it, or mend REDIS_URL, and run the "
        "audit again."
    ]


LEADERS = "+12025550101"
"""One of them, of the demo's leaders.csv."""


def test_a_leaders_number_may_be_nowhere(whole: Installed, connection: redis.Redis) -> None:
    assert LEADERS in (whole.folder / "leaders.csv").read_text()
    assert whole.look().findings == ()
    connection.set("planted", LEADERS)
    assert places(whole.look()) == ["Redis, key planted"]


def test_a_rota_may_have_a_number_in_its_titles_alone(
    line: Installed, connection: redis.Redis
) -> None:
    def published(hour: Hour) -> list[str]:
        store.publish(connection, "rota", Rota((hour,)).pack())
        write(line.data / "published" / "rota", Rota((hour,)).pack())
        keep_reading(connection, Reading("UTC", (hour,)))
        return places(line.look())

    assert published(Hour("daily", 0, "Call 202 555 0163", leader_name="Ana")) == []
    found = published(Hour("daily", 0, "Evening", leader_name="202 555 0164"))
    version = store.text(connection.get(store.PUBLISHED_VERSION.of("rota")))
    assert sorted(found) == [
        f"Redis, key ivr:published:rota:{version}",
        f"Redis, key {store.ROTA_READ.of()}",
        f"file {line.data / 'published' / 'rota'}, line 1",
    ]
