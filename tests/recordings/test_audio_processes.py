"""A job runs in a child that RQ forks, and the console may ask from a thread: both must end."""

import multiprocessing
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from ivr.recordings.audio import Unusable, make_ready
from tests.recordings.sounds import FORMATS, needs_espeak, speech, written

pytestmark = needs_espeak


def test_threads_at_the_same_time_give_the_same() -> None:
    files = [written(speech(), format) for format in ("webm", "mp3", "m4a", "wav")] * 3
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(make_ready, files))
    assert together == [make_ready(data) for data in files]


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # a fork beside threads
def test_a_forked_child_of_a_process_that_has_decoded_in_threads() -> None:
    files = {format: written(speech(), format) for format in FORMATS}
    with ThreadPoolExecutor(4) as pool:
        names = [ready.hash for ready in pool.map(make_ready, files.values())]
        broken = [data[: len(data) // 3] for data in files.values()]
        context = multiprocessing.get_context("fork")
        with context.Pool(2) as children:
            forked = children.map_async(_name, list(files.values()) + broken).get(timeout=60)
    assert forked[: len(names)] == names


def _name(data: bytes) -> str:
    try:
        return make_ready(data).hash
    except Unusable as unusable:
        return str(unusable)


def test_ffmpeg_prints_nothing_about_a_broken_file() -> None:
    code = (
        "import sys; from ivr.recordings.audio import *\n"
        "try: make_ready(sys.stdin.buffer.read())\n"
        "except Unusable: print('refused')"
    )
    data = written(speech(), "m4a")
    noise = Random(1).randbytes(len(data) // 2)
    broken = data[: len(data) // 5] + noise + data[len(data) * 7 // 10 :]
    child = subprocess.run(
        [sys.executable, "-c", code], input=broken, capture_output=True, timeout=60
    )
    assert (child.stdout, child.stderr) == (b"refused\n", b"")
