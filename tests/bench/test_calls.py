"""The full hour and the soak in small: what they say holds, and they notice what they should."""

import subprocess
import sys
from collections import deque
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
import uvloop

from tests.bench.caller import Caller, HungUp, Plan, Seen
from tests.bench.crowd import Order, plans
from tests.bench.soak import growing
from tests.bench.soak_taking import Sample, pattern
from tests.bench.wire import Pool, written
from tests.line import PUBLIC, TOKEN

SILENT = Plan(0, 0.0, 60.0, (), (), pace=0.0)


class NoRooms:
    def tell(self, *word: object) -> None:
        raise AssertionError("no room was to be entered")

    async def hear(self, call: str) -> list[object]:
        raise AssertionError("no room was to be entered")


def test_forty_calls_within_two_seconds_on_real_processes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.bench.calls", "--calls", "40", "--seconds", "2"]
    given = ["--pace", "0.05", "--processes", "1", "--slowest", "30", "--logs", str(tmp_path)]
    done = subprocess.run([*command, *given], capture_output=True, text=True, timeout=280)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "        0 failures" in done.stdout
    assert "; 0 people left in rooms; 4" in done.stdout


def sample(minute: float, **figures: float) -> Sample:
    return Sample(
        minute, {name.replace("_", " "): value for name, value in figures.items()}, {}, {}
    )


def test_what_climbs_grows_and_what_has_settled_does_not() -> None:
    samples = [
        sample(n, MB_web=100 + 5 * n, files_web=20 + 30 * (n < 5), MB_cron=50 + 40 * (n > 6))
        for n in range(30)
    ]
    assert {name: grows for name, _, _, grows in growing(samples)} == {
        "MB web": True,
        "files web": False,
        "MB cron": False,
    }


def test_keys_without_an_end_that_become_more_grow() -> None:
    samples = [Sample(n, {}, {}, {"ivr:source:{}": 3, "ivr:take:{}": 9 * n}) for n in range(30)]
    assert [(name, grows) for name, _, _, grows in growing(samples)] == [
        ("endless keys ivr:source:{}", False),
        ("endless keys ivr:take:{}", True),
    ]


def test_a_key_has_the_pattern_that_says_most_of_it() -> None:
    found = ["ivr:published:schedule:version", "ivr:published:schedule:0a1b", "ivr:room:ended:CF1"]
    found += ["ivr:room:meeting-main.2:people", "rq:job:0a", "ivr:rooms", "of somebody else"]
    assert [pattern(key) for key in found] == [
        "ivr:published:{}:version",
        "ivr:published:{}:{}",
        "ivr:room:ended:{}",
        "ivr:room:{}:people",
        "rq:job",
        "ivr:rooms",
        "others",
    ]


def test_most_callers_come_around_the_middle() -> None:
    order = Order(0, "", "", 0.0, 1_000, 120.0)
    times = [plan.at for plan in plans(order)]
    assert (len(times), times == sorted(times)) == (1_000, True)
    assert sum(30 < at < 90 for at in times) > 800


def test_a_request_is_signed_as_the_carriers_library_does() -> None:
    from twilio.request_validator import RequestValidator

    url, fields = f"{PUBLIC}/voice/join?l=en&n=1", {"To": "+12025550199", "Digits": "", "A": "é b"}
    request = written(f"{url}#rc=1", fields).decode()
    wanted = RequestValidator(TOKEN).compute_signature(url, fields)
    assert f"X-Twilio-Signature: {wanted}\r\n" in request
    assert request.startswith("POST /voice/join?l=en&n=1 HTTP/1.1\r\n")


@pytest.mark.parametrize(
    ("document", "leads"),
    [
        pytest.param("<Redirect>/voice/join?l=en</Redirect>", "/voice/join?l=en", id="a redirect"),
        pytest.param('<Gather action="/voice/x"/><Say>No.</Say>', "", id="a gather, then nothing"),
        pytest.param("<Say>Goodbye.</Say>", "", id="words alone"),
    ],
)
def test_a_document_leads_on_or_not(document: str, leads: str) -> None:
    caller = Caller(SILENT, PUBLIC, Pool(1, 1), NoRooms(), Seen())

    async def run() -> str:
        step = await caller._perform(fromstring(f"<Response>{document}</Response>"), f"{PUBLIC}/")
        return step[0].removeprefix(PUBLIC) if step else ""

    assert uvloop.run(run()) == leads


def test_a_call_that_the_line_ends_is_over() -> None:
    caller = Caller(SILENT, PUBLIC, Pool(1, 1), NoRooms(), Seen())

    async def run() -> None:
        await caller._perform(fromstring("<Response><Hangup/></Response>"), f"{PUBLIC}/")

    with pytest.raises(HungUp):
        uvloop.run(run())


def test_keys_are_pressed_in_their_order() -> None:
    caller = Caller(SILENT, PUBLIC, Pool(1, 1), NoRooms(), Seen())
    caller._keys = deque(("2", "1"))
    gather = '<Response><Gather action="/voice/x" timeout="5"/></Response>'

    async def run() -> list[str]:
        pressed = []
        for _ in range(2):
            step = await caller._perform(fromstring(gather), f"{PUBLIC}/")
            assert step is not None
            pressed.append(step[1]["Digits"])
        return pressed

    assert uvloop.run(run()) == ["2", "1"]
