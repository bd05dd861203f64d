"""What no callback told of is found at the carrier, and only what is ours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
import redis

from ivr.carrier import Ended, Refused, Trouble
from ivr.costs.minutes import in_room, read
from ivr.erasure.pause import Pause
from ivr.erasure.sweep import last_sweep, leads_here, own_numbers, sweep
from tests.erasure.conftest import Line
from tests.line import LIST_NUMBER, NUMBER, PUBLIC

STRANGER = "+12025550188"
"""A number of the same account that leads elsewhere."""


def begun_and_ended(line: Line, sid: str, from_: str, to: str, ago: timedelta) -> str:
    over = line.clock() - ago
    line.records.begin(sid, from_=from_, to=to, at=over - timedelta(minutes=3))
    line.records.end(sid, at=over)
    return sid


def test_a_call_whose_end_nobody_told_is_found_and_forgotten(line: Line) -> None:
    line.faults.events_late = timedelta()
    told, lost = line.call(), line.call(told=False)
    line.clock.forward(minutes=9)
    assert (line.sweep(), line.forget().erased, line.records.left()) == (0, 1, {lost})
    assert told not in line.records.left()
    line.clock.forward(minutes=2)
    assert (line.sweep(), line.sweep()) == (1, 0)
    assert (line.forget().erased, line.records.left()) == (1, set())
    ledger = line.ledger()
    assert (ledger.noted, ledger.swept, ledger.erased, ledger.waiting) == (2, 1, 2, 0)
    assert ledger.took(1.0) == "900"  # from its end, as the carrier tells it


def test_a_call_that_was_never_noted_is_found(line: Line) -> None:
    sid = begun_and_ended(line, "CA" + "b" * 32, "+12125550142", NUMBER, timedelta(minutes=30))
    onward = begun_and_ended(line, "CA" + "c" * 32, NUMBER, "+12125550143", timedelta(hours=1))
    line.connection.hset("ivr:forget:swept", "month", line.clock().timestamp())
    assert (line.sweep(), line.forget().erased) == (2, 2)
    assert {sid, onward} & line.records.left() == set()


def test_the_minutes_of_a_call_whose_end_nobody_told_are_counted_once(line: Line) -> None:
    line.call(lasts=300)  # whose callback counts them
    lost = line.call(lasts=301, told=False)
    for event, second in (("join", 120), ("leave", 121), ("join", 200)):
        at = line.clock() - timedelta(seconds=301 - second)
        form = {
            "CallSid": lost, "StatusCallbackEvent": f"participant-{event}",
            "FriendlyName": "meeting-main", "Timestamp": f"{at:%a, %d %b %Y %H:%M:%S} +0000",
        }  # fmt: skip
        script, keys, arguments = in_room(form, at) or ("", (), ())
        line.connection.eval(script, len(keys), *keys, *arguments)
    begun_and_ended(line, "CA" + "c" * 32, NUMBER, "+12125550143", timedelta())
    line.clock.forward(minutes=11)
    assert (line.sweep(), line.sweep()) == (2, 0)
    day = line.clock().date()
    assert read(line.connection, line.settings, day, day)[day] == {
        (NUMBER, "inbound"): 6,
        (NUMBER, "participant"): 3,
        (NUMBER, "outbound"): 3,
    }


def test_ended_is_counted_by_the_second_and_not_by_the_day(line: Line) -> None:
    line.connection.hset("ivr:forget:swept", "month", line.clock().timestamp())
    for place, hours in enumerate((23.9, 24.1, 40)):
        begun_and_ended(line, f"CA{place:032x}", "+12125550142", NUMBER, timedelta(hours=hours))
    assert line.sweep() == 1
    assert sweep(line.connection, line.carrier, line.settings, line.clock()) == 0


def test_a_month_is_gone_through_at_first_and_then_once_a_day(line: Line) -> None:
    begun_and_ended(line, "CA" + "1" * 32, "+12125550142", NUMBER, timedelta(days=29))
    begun_and_ended(line, "CA" + "2" * 32, "+12125550142", NUMBER, timedelta(days=31))
    assert (line.sweep(), last_sweep(line.connection, "month", line.clock())) == (1, line.clock())
    done = line.clock()
    line.clock.forward(hours=23)
    line.sweep()
    assert last_sweep(line.connection, "month", line.clock()) == done
    line.clock.forward(hours=2)
    line.sweep()
    assert last_sweep(line.connection, "month", line.clock()) == line.clock()


def test_pages_are_followed_and_calls_in_progress_left_out(line: Line) -> None:
    for place in range(2300):
        begun_and_ended(line, f"CA{place:032x}", "+12125550142", NUMBER, timedelta(minutes=50))
    line.records.begin("CA" + "f" * 32, from_="+12125550142", to=NUMBER)
    assert line.sweep() == 2300
    pages = [asked for asked in line.rest.requests if asked.query.get("Page")]
    assert [asked.query["To"] for asked in pages] == [NUMBER, NUMBER]
    line.rest.requests.clear()  # 2,300 rows are not worth checking against the description


def test_own_numbers_are_those_of_the_file_and_those_that_lead_here(line: Line) -> None:
    line.records.number("+12025550177", voice_url=f"{PUBLIC}/voice#rc=2")
    line.records.number(STRANGER, voice_url="https://elsewhere.example.org/voice")
    line.records.number(NUMBER, voice_url=f"{PUBLIC}/voice")
    assert own_numbers(line.settings, line.carrier) == [NUMBER, LIST_NUMBER, "+12025550177"]
    sid = begun_and_ended(line, "CA" + "d" * 32, "+12125550142", STRANGER, timedelta(hours=1))
    assert (line.sweep(), line.records.left()) == (0, {sid})


def test_trouble_in_the_middle_keeps_what_was_found(line: Line, connection: redis.Redis) -> None:
    begun_and_ended(line, "CA" + "b" * 32, "+12125550142", NUMBER, timedelta(minutes=30))
    numbers = line.carrier.ended_calls
    asked: list[str] = []

    def twice(number: str, side: str, since: object) -> object:
        asked.append(side)
        if len(asked) == 2:
            raise Trouble("status 503")
        return numbers(number, side, since)  # type: ignore[arg-type]

    line.carrier.ended_calls = twice  # type: ignore[method-assign, assignment]
    with pytest.raises(Trouble):
        line.sweep()
    ledger = line.ledger()
    assert (ledger.swept, ledger.waiting, ledger.pause) == (1, 1, "status 503")
    assert last_sweep(connection, "month", line.clock()) is None


def test_a_call_is_found_again_that_a_wrong_clock_has_put_off(line: Line) -> None:
    line.faults.events_late = timedelta()
    line.faults.too_early = timedelta(days=400)
    for told in (False, True):
        line.call(told=told)
    right = line.clock()
    line.clock.forward(days=365)
    assert line.forget().refused == 2
    line.clock.time, line.faults.too_early = right + timedelta(minutes=12), timedelta(seconds=60)
    assert (line.forget().erased, line.ledger().waiting) == (0, 1)
    line.sweep()
    assert (line.forget().erased, line.records.left()) == (2, set())


def test_a_number_that_is_refused_keeps_no_other_from_being_swept(line: Line) -> None:
    begun_and_ended(line, "CA" + "b" * 32, "+12125550142", LIST_NUMBER, timedelta(minutes=30))
    listed = line.carrier.ended_calls

    def refusing(number: str, side: str, since: date) -> Iterator[Ended]:
        if number == NUMBER:
            raise Refused(21211)
        return listed(number, side, since)

    line.carrier.ended_calls = refusing  # type: ignore[method-assign]
    assert (line.sweep(), last_sweep(line.connection, "recent", line.clock())) == (1, None)


def test_without_a_number_nothing_counts_as_swept(
    line: Line, json_log: pytest.CaptureFixture[str]
) -> None:
    line.settings = replace(line.settings, lines=line.settings.lines[:1])
    begun_and_ended(line, "CA" + "b" * 32, "+12125550142", NUMBER, timedelta(minutes=30))
    assert (line.sweep(), last_sweep(line.connection, "recent", line.clock())) == (0, None)
    assert "no number leads here" in json_log.readouterr().err


def test_during_a_pause_nothing_is_asked(line: Line) -> None:
    Pause(line.connection).begin(line.clock(), "status 429")
    before = len(line.rest.requests)
    assert (line.sweep(), len(line.rest.requests)) == (0, before)


def test_a_sweep_that_takes_too_long_ends_and_is_not_done(line: Line) -> None:
    for place in range(5):
        begun_and_ended(line, f"CA{place:032x}", "+12125550142", NUMBER, timedelta(minutes=50))
    found = sweep(line.connection, line.carrier, line.settings, line.clock(), seconds=0)
    assert (found, last_sweep(line.connection, "recent", line.clock())) == (1, None)


@pytest.mark.parametrize("written", ["/voice/", "/voice#rc=2", "/voice?a=b", "/voice"])
def test_a_url_leads_here_however_it_ends(line: Line, written: str) -> None:
    assert leads_here(line.settings, PUBLIC.replace("line", "LINE") + written)
    assert not leads_here(line.settings, f"{PUBLIC}:8443{written}")
