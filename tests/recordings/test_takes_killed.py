"""A real audio worker, killed in the middle of a take: one draft, exactly, whenever it dies."""

import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import redis

from ivr.carrier import Carrier
from ivr.recordings.finding import find_takes
from ivr.recordings.takes import Takes
from ivr.settings import Settings
from tests.forge import Forked
from tests.line import DEMO, PUBLIC, TOKEN
from tests.recordings.made import voice
from tests.recordings.sounds import needs_espeak
from tests.recordings.studio import Clock, Studio
from tests.redis_server import redis_server
from tests.rest import ACCOUNT, PretendRest

pytestmark = needs_espeak

POINTS = (
    "before Carrier.audio",
    "after Storage.put",
    "before Library._copy",  # the draft is in Redis, and nobody knows of it
    "before Takes.done",
    "after Takes.done",
    "after Carrier.delete_recording",
    "before Takes.settled",
    "after Takes.settled",
)


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime.now(UTC))  # of the workers, too


def worker(here: Settings, point: str = "") -> int:
    """Work off the queue; how the process ended."""
    environ = {
        "IVR_CONFIG": str(DEMO / "line.toml"),
        "IVR_DATA_DIR": str(here.data_dir),
        "IVR_PUBLIC_URL": PUBLIC,
        "IVR_TWILIO_API": here.twilio_api,
        "REDIS_URL": here.redis_url,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }
    process = Forked(environ, f"from tests.recordings.worker import main; main({point!r})")
    process.communicate()
    return process.returncode


def later(studio: Studio, carrier: Carrier) -> None:
    """What the cron has done some minutes later."""
    takes = Takes(studio.connection, lambda: studio.clock.now + timedelta(minutes=10))
    find_takes(takes, carrier)


@pytest.mark.parametrize("point", POINTS)
def test_one_draft_whenever_the_worker_is_killed(studio: Studio, point: str) -> None:
    call = studio.call()
    sid = studio.recorded(call)
    Takes(studio.connection, studio.clock).begin(
        sid, call=call, language="en", prompt="welcome", who="Ana", came="telephone"
    )
    assert worker(studio.settings, point) == -signal.SIGKILL
    assert studio.records.left_recordings() | set(studio.drafts()) == {sid}  # never neither
    later(studio, studio.carrier)
    assert worker(studio.settings) == 0
    take = studio.takes.get(sid)
    assert take is not None
    assert (take.state, studio.drafts(), studio.waiting()) == ("ready", [sid], [])
    assert studio.records.left_recordings() == set()


@pytest.mark.parametrize("point", ["after Storage.put", "before Storage.drop_upload"])
def test_a_file_that_was_sent_too(studio: Studio, point: str) -> None:
    storage = studio.library.storage
    take = Takes(studio.connection, studio.clock).upload(
        storage, voice(), language="en", prompt="welcome", who="Ana", came="browser"
    )
    assert worker(studio.settings, point) == -signal.SIGKILL
    later(studio, studio.carrier)
    assert worker(studio.settings) == 0
    assert (studio.drafts(), studio.waiting(), storage.upload(take.id)) == ([take.id], [], None)


def test_redis_is_away_when_the_carrier_tells_of_it(
    here: Settings, rest: PretendRest, clock: Clock
) -> None:
    """Stopped, and back with its file: nothing was begun, and the offer finds what was said."""
    with redis_server(appendonly=True) as server, server.connect() as connection:
        studio = Studio(replace(here, redis_url=server.url), connection, rest, clock)
        sid = studio.recorded(studio.call())
        server.stop()
        with pytest.raises(redis.exceptions.RedisError):
            studio.begin(sid)
        server.restart()
        with server.connect() as again:
            find_takes(Takes(again, studio.clock), studio.carrier)
        assert worker(studio.settings) == 0
        assert studio.drafts() == [sid]
        studio.carrier.close()
