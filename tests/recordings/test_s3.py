"""The store of recordings in a bucket: a real server of S3, in a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest

from ivr.recordings.place import Place
from ivr.recordings.storage import Storage, StoreAway
from ivr.settings import SettingsError
from tests.processes import free_port
from tests.recordings.made import audio
from tests.recordings.s3_server import SECRET, S3Server, s3_server

ADVICE = (
    "is the bucket of IVR_RECORDINGS there, does AWS_ENDPOINT_URL lead to it, and may the key in "
    "AWS_ACCESS_KEY_ID read and write in it?"
)

FORKED = """
import os, signal, sys
from ivr.recordings.place import Place
from ivr.recordings.storage import Storage, StoreAway

url = sys.argv[1]
before = Storage(url)
name = before.put(b"before the fork")
child = os.fork()
if child == 0:
    signal.alarm(20)
    try:
        before.has(name)
    except StoreAway:
        pass
    else:
        os._exit(3)
    os._exit(0 if Storage(url).get(name) == b"before the fork" else 4)
_, status = os.waitpid(child, 0)
assert before.has(name)
sys.exit(os.waitstatus_to_exitcode(status))
"""

STARTED = """
import sys
import ivr.app, ivr.cli, workers.jobs
from ivr.recordings.place import Place
from ivr.recordings.storage import Storage

Storage(sys.argv[1])
print(*sorted({"s3fs", "aiobotocore", "botocore"} & set(sys.modules)))
"""


@pytest.fixture(scope="module")
def server_of_s3() -> Iterator[S3Server]:
    with s3_server() as server:
        yield server


@pytest.fixture
def s3(server_of_s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> S3Server:
    for name, value in server_of_s3.environ.items():
        monkeypatch.setenv(name, value)
    return server_of_s3


def questions(storage: Storage) -> list[Callable[[], object]]:
    return [
        lambda: storage.put(audio("one")),
        lambda: storage.get("0" * 64),
        lambda: storage.has("0" * 64),
        lambda: storage.read_state(),
        lambda: storage.write_state(b"{}"),
        lambda: storage.put_upload("a" * 32, b"raw"),
        lambda: storage.upload("a" * 32),
        lambda: storage.drop_upload("a" * 32),
        lambda: storage.old_uploads(datetime.now(UTC)),
    ]


def refusal(question: Callable[[], object]) -> str:
    """The sentence of the StoreAway that it ends with."""
    with pytest.raises(StoreAway) as caught:
        question()
    return str(caught.value)


def kinds(storage: Storage) -> set[str]:
    """The kind of error in each of the answers, all asked at once."""
    asked = questions(storage)
    with ThreadPoolExecutor(len(asked)) as threads:
        said = list(threads.map(refusal, asked))
    assert {sentence.rpartition(": ")[2] for sentence in said} == {ADVICE}
    assert not any(SECRET in sentence for sentence in said)
    return {sentence.partition("(")[2].partition(")")[0] for sentence in said}


@contextmanager
def dripping() -> Iterator[str]:
    """The address of a server that sends a byte of a file now and then."""

    class Dripping(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response(200)
            self.send_header("content-length", "1000000")
            self.end_headers()

        def do_GET(self) -> None:
            self.do_HEAD()
            with suppress(OSError):  # the other side has given up
                while True:
                    self.wfile.write(b"x")
                    time.sleep(0.05)

        def log_message(self, format: str, *args: object) -> None:
            """Not on the test's stderr."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Dripping) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def names(s3: S3Server, url: str) -> list[str]:
    """What lies in the bucket."""
    found = httpx.get(f"{s3.url}/{url.split('/')[2]}").text
    return sorted(part.partition("</Key>")[0] for part in found.split("<Key>")[1:])


def test_a_bucket_keeps_audio_and_state(s3: S3Server) -> None:
    url = s3.bucket()
    storage = Storage(url)
    assert (storage.read_state(), storage.has("0" * 64)) == (None, False)
    name = storage.put(audio("one"))
    assert storage.put(audio("one")) == name
    for state in (b"one", b"two"):
        storage.write_state(state)
    storage.write_document("people.json", b"[]")
    other = Storage(url)
    assert (other.get(name), other.has(name)) == (audio("one"), True)
    assert (other.read_state(), other.read_document("people.json")) == (b"two", b"[]")
    wanted = [f"{name}.wav", "people.json", "state.json"]
    assert names(s3, url) == sorted(f"recordings/{each}" for each in wanted)
    with pytest.raises(StoreAway, match="could not give the recording"):
        other.get("0" * 64)


def test_an_upload_lies_in_the_bucket_until_it_is_dropped(s3: S3Server) -> None:
    url = s3.bucket()
    storage = Storage(url)
    raw = os.urandom(20 * 2**20)
    storage.put_upload("a" * 32, raw)
    assert Storage(url).upload("a" * 32) == raw
    storage.drop_upload("a" * 32)
    storage.drop_upload("a" * 32)
    assert (storage.upload("a" * 32), names(s3, url)) == (None, [])


def test_uploads_that_have_lain_for_long_are_named(s3: S3Server) -> None:
    storage = Storage(s3.bucket())
    now = datetime.now(UTC)
    assert storage.old_uploads(now) == []
    storage.put(audio("one"))
    storage.put_upload("a" * 32, b"raw")
    assert storage.old_uploads(now - timedelta(minutes=1)) == []
    assert storage.old_uploads(now + timedelta(minutes=1)) == ["a" * 32]


def test_a_damaged_file_of_a_bucket_is_never_given_and_a_copy_mends_it(s3: S3Server) -> None:
    url = s3.bucket()
    storage = Storage(url)
    name = storage.put(audio("one"))
    Place(url).write(f"{name}.wav", b"half")
    with pytest.raises(StoreAway, match="is damaged"):
        storage.get(name)
    storage.put(audio("one"))
    assert storage.get(name) == audio("one")


def test_many_threads_share_a_store(s3: S3Server) -> None:
    storage = Storage(s3.bucket())

    def there_and_back(number: int) -> bool:
        wav = audio(f"{number % 10}")
        return storage.get(storage.put(wav)) == wav

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(there_and_back, range(40))) == [True] * 40


def test_a_store_made_behind_a_fork_works_and_one_from_before_it_does_not_hang(
    s3: S3Server,
) -> None:
    """As RQ does: each job is a fork of its worker."""
    ended = subprocess.run(
        [sys.executable, "-c", FORKED, s3.bucket()], capture_output=True, text=True, timeout=60
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_server_that_takes_connections_and_never_answers_is_given_up(
    s3: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        began = time.monotonic()
        said = kinds(Storage("s3://line/recordings"))
        assert said == {"ReadTimeoutError", "FSTimeoutError"}  # the latter: of what is written
        assert time.monotonic() - began < 15


def test_a_server_that_drips_its_answer_is_given_up(
    s3: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ivr.recordings.place.LONGEST", 0.5)
    monkeypatch.setattr("ivr.recordings.place.LARGEST", 0)
    with dripping() as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        began = time.monotonic()
        said = refusal(lambda: Storage("s3://line/recordings").get("0" * 64))
        assert ("(FSTimeoutError)" in said, time.monotonic() - began < 5) == (True, True)


def test_a_server_that_is_down_is_said(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    began = time.monotonic()
    assert kinds(Storage("s3://line/recordings")) == {"EndpointConnectionError"}
    assert time.monotonic() - began < 10


def test_a_bucket_that_is_not_there_is_said_and_not_made(s3: S3Server) -> None:
    storage = Storage("s3://line-of-nobody/recordings")
    said = {refusal(question) for question in questions(storage)}
    assert {sentence.partition("(")[2].partition(")")[0] for sentence in said} == {
        "FileNotFoundError"
    }
    assert httpx.get(f"{s3.url}/line-of-nobody").status_code == 404


def test_a_wrong_key_is_said_without_it(
    s3: S3Server, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    storage = Storage(s3.bucket())
    s3.knows_no_key()
    try:
        assert kinds(storage) == {"PermissionError"}
    finally:
        s3.knows_all_keys()
    shown = caplog.text + "".join(capsys.readouterr())
    assert SECRET not in shown


def test_a_store_without_a_key_is_said(
    s3: S3Server, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", f"{tmp_path}/none")
    monkeypatch.setenv("AWS_CONFIG_FILE", f"{tmp_path}/none")
    assert kinds(Storage(s3.bucket())) == {"NoCredentialsError"}


def test_an_address_without_a_bucket_is_refused() -> None:
    with pytest.raises(SettingsError, match="an address such as s3://bucket/path"):
        Storage("s3://")


@pytest.mark.parametrize(
    ("url", "loaded"), [("/tmp/recordings", ""), ("s3://line", "aiobotocore botocore s3fs")]
)
def test_only_a_line_with_a_bucket_loads_what_reaches_one(url: str, loaded: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", STARTED, url], capture_output=True, text=True, timeout=60
    )
    assert (ended.stdout.strip(), ended.stderr) == (loaded, "")
