"""What is asked of the carrier about its conferences, and what happens in them then."""

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from ivr import insisting
from ivr.conferences import Conferences, Ongoing, Participant
from ivr.fence import Refused, Trouble, Unknown
from ivr.phone import Call, Carrier, FarEnd, SimulatedClock
from ivr.settings import RoomSettings
from tests.line import NUMBER, TOKEN, settings
from tests.phone.line import BASE, START, Line
from tests.phone.line import TOKEN as SIGNS
from tests.rest import ACCOUNT, PretendRest, Records, rest_server
from tests.rest.made import ca
from tests.switchboard import Switchboard, switchboard

pytestmark = pytest.mark.anyio

THEIRS = "+12025550142"
ROOM = '<Dial action="/after"><Conference waitUrl="" beep="false">meeting-main</Conference></Dial>'
DOCUMENTS = {
    "/voice": ROOM,
    "/after": "<Say>You are out.</Say>",
    "/tell": "<Say>Welcome.</Say>",
    "/hold": "<Say>Nobody is here.</Say><Pause length='60'/>",
    "/come": "<Say>Press one.</Say>",
    "/status": "<Response/>",
}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@contextmanager
def conferences(url: str, at_once: int = 20) -> Iterator[Conferences]:
    here = replace(
        settings(),
        account_sid=ACCOUNT,
        auth_tokens=(TOKEN,),
        twilio_api=url,
        room=RoomSettings(at_once=at_once),
    )
    with Conferences(here) as one:
        yield one


@asynccontextmanager
async def meeting(people: int = 3) -> AsyncIterator[tuple[Switchboard, Conferences, list[Call]]]:
    """In a room since ten seconds, some of them; in the end all hang up."""
    clock = SimulatedClock(START)
    with switchboard(clock) as board, conferences(board.rest.url) as asked:
        board.number(NUMBER)
        carrier: Carrier = Line(DOCUMENTS).carrier(
            auth_token=SIGNS, clock=clock, far_ends={THEIRS: FarEnd(rings=5.0, seconds=3.0)}
        )
        board.connect(carrier)
        calls = [carrier.dial(keys=None) for _ in range(people)]
        await carrier.run(timedelta(seconds=10))
        yield board, asked, calls
        for call in calls:
            call.hang_up()
        await carrier.run()
        assert (board.problems(), carrier.alerts) == ([], [])


def texts(call: Call, kinds: str = "say hold unhold mute unmute left") -> list[str]:
    return [h.text or h.kind for h in call.transcript if h.kind in kinds.split()]


async def test_a_room_is_found_by_its_name_and_shows_who_is_in_it() -> None:
    async with meeting() as (board, asked, calls):
        conf = board.carrier.rooms["meeting-main"].sid
        assert asked.find("meeting-main") == Ongoing(conf, started=True)
        assert asked.find("meeting-other") is None
        assert asked.participants(conf) == {c.sid: Participant(False, False) for c in calls}
        asked.mute(conf, calls[0].sid, True)
        asked.hold(conf, calls[1].sid, f"{BASE}/hold")
        assert asked.participants(conf) == {
            calls[0].sid: Participant(True, False),
            calls[1].sid: Participant(False, True),
            calls[2].sid: Participant(False, False),
        }


async def test_a_room_in_which_one_waits_is_found_too() -> None:
    async with meeting(people=1) as (board, asked, _):
        conf = board.carrier.rooms["meeting-main"].sid
        assert asked.find("meeting-main") == Ongoing(conf, started=False)


async def test_what_is_asked_for_happens_in_the_room() -> None:
    async with meeting() as (board, asked, (ann, bea, cleo)):
        found = asked.find("meeting-main")
        assert found is not None
        conf = found.sid
        asked.mute(conf, ann.sid, True)
        asked.mute(conf, ann.sid, False)
        asked.hold(conf, bea.sid, f"{BASE}/hold")
        asked.announce(conf, f"{BASE}/tell")
        asked.announce_to(conf, cleo.sid, f"{BASE}/come")
        await board.carrier.run(timedelta(seconds=10))
        asked.unhold(conf, bea.sid)
        asked.send(ann.sid, f"{BASE}/after?why=removed")
        asked.hang_up(cleo.sid)
        assert list(asked.participants(conf)) == [bea.sid]
        await board.carrier.run(timedelta(seconds=10))
        assert texts(ann) == ["mute", "unmute", "Welcome.", "meeting-main", "You are out."]
        assert texts(bea) == ["hold", "Nobody is here.", "unhold"]
        assert texts(cleo) == ["Welcome.", "Press one.", "meeting-main"]
        assert (ann.end_reason, cleo.end_reason) == ("end", "api")
        below = f"Conferences/{conf}"
        there = {c.sid: f"{below}/Participants/{c.sid}" for c in (ann, bea, cleo)}
        assert board.asked[1:] == [
            ("POST", there[ann.sid], {"Muted": "true"}),
            ("POST", there[ann.sid], {"Muted": "false"}),
            (
                "POST",
                there[bea.sid],
                {"Hold": "true", "HoldUrl": f"{BASE}/hold", "HoldMethod": "POST"},
            ),
            ("POST", below, {"AnnounceUrl": f"{BASE}/tell", "AnnounceMethod": "POST"}),
            ("POST", there[cleo.sid], {"AnnounceUrl": f"{BASE}/come", "AnnounceMethod": "POST"}),
            ("POST", there[bea.sid], {"Hold": "false"}),
            ("POST", f"Calls/{ann.sid}", {"Url": f"{BASE}/after?why=removed", "Method": "POST"}),
            ("POST", f"Calls/{cleo.sid}", {"Status": "completed"}),
            ("GET", f"{below}/Participants", {}),
        ]


async def test_somebody_is_rung_from_our_number() -> None:
    async with meeting() as (board, asked, _):
        sid = asked.ring(THEIRS, NUMBER, f"{BASE}/come", f"{BASE}/status", 25)
        await board.carrier.run(timedelta(seconds=4))
        assert board.calls[sid].status == "queued"
        await board.carrier.run(timedelta(seconds=20))
        rung = next(call for call in board.carrier.calls if call.sid == sid)
        assert (rung.from_, rung.to, rung.text) == (NUMBER, THEIRS, "Press one.")
        assert board.calls[sid].status == "completed"
        assert board.asked == [
            (
                "POST",
                "Calls",
                {
                    "To": THEIRS,
                    "From": NUMBER,
                    "Url": f"{BASE}/come",
                    "Method": "POST",
                    "StatusCallback": f"{BASE}/status",
                    "StatusCallbackMethod": "POST",
                    "StatusCallbackEvent": "initiated completed",
                    "Timeout": "25",
                },
            )
        ]
        told = [c.form["CallStatus"] for c in board.carrier.callbacks if c.url == f"{BASE}/status"]
        assert told == ["initiated", "completed"]


async def test_a_call_that_rings_is_hung_up() -> None:
    async with meeting() as (board, asked, _):
        sid = asked.ring(THEIRS, NUMBER, f"{BASE}/come", f"{BASE}/status", 25)
        await board.carrier.run(timedelta(seconds=2))
        asked.hang_up(sid)
        await board.carrier.run(timedelta(seconds=1))
        assert [c.status for c in board.carrier.calls if c.sid == sid] == ["canceled"]
        assert board.calls[sid].status == "canceled"


async def test_who_is_not_there_any_more_is_unknown() -> None:
    async with meeting() as (board, asked, (ann, *_)):
        conf = board.carrier.rooms["meeting-main"].sid
        ann.hang_up()
        await board.carrier.run(timedelta(seconds=1))
        for ask in (
            partial(asked.mute, conf, ann.sid, True),
            partial(asked.send, ann.sid, f"{BASE}/after"),
            partial(asked.hang_up, ann.sid),
            partial(asked.participants, "CF" + "0" * 32),
        ):
            with pytest.raises(Unknown):
                ask()
        assert asked.many([partial(asked.mute, conf, ann.sid, True)]) == []


async def test_a_number_in_a_url_is_found() -> None:
    async with meeting() as (board, asked, (ann, *_)):
        asked.announce(board.carrier.rooms["meeting-main"].sid, f"{BASE}/tell?to={ann.from_[1:]}")
        (problem,) = board.problems()
        assert problem.endswith("holds a telephone number")
        board.rest.requests.pop()


# --- the carrier's own limits ---


@pytest.fixture
def rest() -> Iterator[PretendRest]:
    with rest_server(Records(lambda: START), spec=False) as server:
        yield server


def muting(rest: PretendRest, asked: Conferences, people: int) -> list[partial[None]]:
    for n in range(people):
        rest.records.join("meeting-main", ca(n))
    conf = rest.records.conference("meeting-main")
    return [partial(asked.mute, conf, ca(n), True) for n in range(people)]


def test_many_are_muted_within_the_carriers_concurrency(rest: PretendRest) -> None:
    rest.records.faults.at_once = 4
    rest.records.faults.latency = 0.01
    with conferences(rest.url, at_once=16) as asked:
        assert asked.many(muting(rest, asked, 60)) == []
    assert all(p.muted for p in rest.records.participants("meeting-main"))
    statuses = [one.status for one in rest.requests]
    assert statuses.count(200) == 60
    assert 429 in statuses


def test_no_more_are_asked_at_once_than_is_set(rest: PretendRest) -> None:
    rest.records.faults.latency = 0.02
    with conferences(rest.url, at_once=3) as asked:
        assert asked.many(muting(rest, asked, 12)) == []
        assert asked.many(muting(rest, asked, 12), 2) == []
    assert max(one.at_once for one in rest.requests[:12]) == 3
    assert max(one.at_once for one in rest.requests[12:]) == 2


def test_other_trouble_is_repeated_twice(rest: PretendRest) -> None:
    rest.records.faults.status = 503
    with conferences(rest.url) as asked:
        (failed,) = asked.many(muting(rest, asked, 1))
        assert (failed.place, str(failed.why)) == (0, "The carrier does not answer: status 503.")
        assert len(rest.requests) == 3
        with pytest.raises(Trouble):
            asked.one(lambda: asked.find("meeting-main"))
        assert len(rest.requests) == 6
        assert len(asked.many(muting(rest, asked, 1), twice=False)) == 1
        assert len(rest.requests) == 7


def test_a_429_is_waited_for_also_where_nothing_may_happen_twice(rest: PretendRest) -> None:
    rest.records.faults.status = 429
    threading.Timer(0.3, lambda: setattr(rest.records.faults, "status", None)).start()
    with conferences(rest.url) as asked:
        assert asked.many(muting(rest, asked, 2), twice=False) == []


def test_what_the_carrier_refuses_is_not_asked_again(rest: PretendRest) -> None:
    requests = []
    with conferences(rest.url) as asked:
        requests = [*muting(rest, asked, 1), partial(asked.announce, "CF" + "1" * 32, "/tell")]
        rest.records.conferences["CF" + "1" * 32] = rest.records.conferences[
            rest.records.conference("meeting-main")
        ]
        (failed,) = asked.many(requests)
    assert (failed.place, isinstance(failed.why, Refused)) == (1, True)
    assert len(rest.requests) == 2


def test_nobody_insists_longer_than_the_key_is_remembered(
    rest: PretendRest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(insisting, "DEADLINE", 0.4)
    rest.records.faults.status = 429
    with conferences(rest.url) as asked:
        assert len(asked.many(muting(rest, asked, 5))) == 5
        rest.records.faults.retry_after = 7
        before = len(rest.requests)
        assert len(asked.many(muting(rest, asked, 1))) == 1
        assert len(rest.requests) == before + 1


def test_without_an_account_there_are_no_conferences() -> None:
    with pytest.raises(ValueError, match="TWILIO_ACCOUNT_SID"):
        Conferences(settings())
