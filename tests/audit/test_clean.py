"""A line on which nobody's number is: the audit finds nothing, whatever else there is."""

import gzip
import re
from pathlib import Path
from random import Random

import msgspec
import pytest
import redis

from ivr.audit.known import Known
from ivr.audit.own import learn_value
from ivr.audit.report import text
from ivr.audit.text import look
from ivr.audit.unwrap import layers
from ivr.clock import utc_now
from ivr.recordings.cache import AudioCache
from ivr.recordings.takes import Takes
from ivr.schedule.refresh import refresh_source
from ivr.schedule.snapshot import Snapshot
from tests.audit.conftest import Installed
from tests.audit.made import recording, write
from tests.recordings.made import add, library_of, voice
from tests.redis_server import RedisServer
from workers.queues import enqueue

FEEDS = Path("/work/shared/feeds")


def test_a_whole_line_is_clean(whole: Installed, server: RedisServer) -> None:
    log = server.folder / "redis.log"
    report = whole.look(log, offline=False)
    assert report.findings == ()
    assert report.clean
    assert report.keys is not None
    assert report.keys > 30
    assert report.summary == (
        f"Looked at {report.keys} keys of Redis, 6 files, 1 log and 30 days of calls at the "
        "carrier: nothing found."
    )
    assert report.notes == ()


def test_a_line_that_was_never_started_is_clean(line: Installed) -> None:
    report = line.look(offline=False)
    assert report.summary == (
        "Looked at 0 keys of Redis, 0 files, 0 logs and 30 days of calls at the carrier: nothing "
        "found."
    )
    assert "Nothing that should not be there." in text(report)


def test_the_lines_own_numbers_are_no_findings(whole: Installed, connection: redis.Redis) -> None:
    own = ("+12025550199", "(202) 555-0199", "1-202-555-0199", "202 555 0111")
    for number in own:  # of line.toml twice, and its helpline
        connection.set(f"note:{number}", f"call {number} about it")
    write(whole.data / "notes.txt", "\n".join(own).encode())
    assert whole.look().findings == ()


def test_numbers_of_lists_are_no_findings(whole: Installed, connection: redis.Redis) -> None:
    (whole.folder / "meetings.json").unlink()  # what is published has them, too
    listed = {
        digits[:10]
        for meeting in Snapshot.load((whole.data / "published" / "schedule").read_bytes()).meetings
        for phone in meeting.spoken_phone.values()
        if (digits := re.sub(r"\D", "", phone))
    }
    assert listed
    for number in listed:
        connection.set(f"note:+1{number}", f"({number[:3]}) {number[3:6]}-{number[6:]}")
    assert whole.look().findings == ()


LOG = """\
127.0.0.1 - - [21/Nov/2026:18:40:00 +0000] "POST /voice HTTP/1.1" 200 1234567 "-" "TwilioProxy/1.1"
10.172.31.245 - - [21/Nov/2026:18:40:00 +0000] "GET /audio/0a1b2c3d4e5f6071.wav HTTP/1.1" 200 48044
4242:M 21 Nov 2026 18:40:00.123 * Ready to accept connections
4242:signal-handler (1795286400) Received SIGTERM scheduling shutdown...
{"event": "calls were forgotten", "erased": 12, "timestamp": "2026-11-21T18:40:00.123456Z"}
2026-11-21 18:40:00,123 INFO worker 1234567 ready, host ip-172-31-45-123, up since 1795286400.123
[1795286400] CA0123456789abcdef0123456789abcdef is over
request 6f1c0f5e-8f0a-4a0b-9d57-1234567890ab took 0.123456 s
"""


def test_logs_as_programs_write_them_are_clean(whole: Installed) -> None:
    log = write(whole.folder / "line.log", LOG.encode())
    packed = write(whole.folder / "line.log-20261121-18.gz", gzip.compress(LOG.encode()))
    assert whole.look(log, packed).findings == ()


def test_sound_is_clean(whole: Installed) -> None:
    write(whole.data / "long.wav", recording(120))
    write(whole.data / "raw.pcm", recording(60)[44:])
    write(whole.data / "zeros", b"0" * 5000 + b"\0" * 100 + b"3" * 5000)
    assert whole.look().findings == ()


@pytest.mark.skipif(not FEEDS.is_dir(), reason=f"{FEEDS} is not on this machine")
@pytest.mark.parametrize("name", ["ny_upstate_longisland", "phone_synthetic"])
def test_a_line_with_a_real_list_is_clean(
    line: Installed, connection: redis.Redis, name: str
) -> None:
    (line.folder / "meetings.json").write_bytes((FEEDS / f"bmlt_{name}.json").read_bytes())
    report = refresh_source(line.settings, connection, "sample", now=utc_now())
    assert report.meetings > 50
    (line.folder / "meetings.json").unlink()
    assert line.look().findings == ()


@pytest.mark.skipif(not FEEDS.is_dir(), reason=f"{FEEDS} is not on this machine")
def test_a_list_of_any_kind_is_no_finding_once_it_is_the_lines_own() -> None:
    """Everything in a feed is taken for the list's, and so found nowhere else either."""
    for path in sorted(FEEDS.glob("*")):
        known = Known(["US"], utc_now())
        learn_value(known, path.read_bytes())
        with path.open("rb") as file:
            seen = [one.place for one in look(file, known)]
        assert seen == [], path.name
        assert list(layers(path.read_bytes())) != []


def test_recordings_are_clean(whole: Installed, connection: redis.Redis) -> None:
    """Hundreds of hashes: in Redis, the state file, the names of files and what is published."""
    ours = library_of(whole.settings, connection)
    for number in range(300):
        add(ours, of=f"take {number}", publish=number % 50 == 0)
    (whole.data / "published" / "recordings").write_bytes(ours.state().recordings().pack())
    cache = AudioCache(whole.data, ours.storage)
    for version in ours.state().shelf("en", "welcome").versions:
        cache.fetch(version.hash)
    assert whole.look().findings == ()


def test_takes_are_clean(whole: Installed, connection: redis.Redis) -> None:
    """Ids, times, waveforms, offers, and files as somebody sent them."""
    ours, dice = library_of(whole.settings, connection), Random(7)
    queued: list[str] = []
    takes = Takes(connection, utc_now, queued.append)
    for _ in range(100):
        call, sid = (f"{kind}{dice.randbytes(16).hex()}" for kind in ("CA", "RE"))
        takes.offer(call, "en", "welcome", "Ana")
        take = takes.begin(
            sid, call=call, language="en", prompt="welcome", who="Ana", came="telephone"
        )
        peaks = tuple(dice.choices(range(101), k=200))
        takes.done(msgspec.structs.replace(take, state="ready", hash=dice.randbytes(32).hex(),
                                           seconds=dice.random() * 100, peaks=peaks))  # fmt: skip
        enqueue(connection, "audio", "workers.jobs.make_take", (sid,), timeout=120)
    for pitch in range(100, 200, 10):
        takes.upload(
            ours.storage, voice(pitch), language="en", prompt="", who="Ana", came="browser"
        )
    assert whole.look().findings == ()
