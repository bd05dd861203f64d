"""A change by telephone, whole, and cut off at each of its steps."""

import os
import signal
import time
from datetime import UTC, datetime, timedelta

import pytest
import redis

from ivr import store
from ivr.phone import Call
from ivr.recordings.state import Version
from tests.desk.conftest import Desk
from tests.recordings.made import audio
from tests.redis_server import RedisServer
from tests.ringing import Exchange, said

WORDS = '!"Welcome to our line and to our meeting tonight"'


def played(call: Call) -> list[str]:
    """The hashes of what was played."""
    heard = [entry.text for entry in call.transcript if entry.kind == "play"]
    return [url.rpartition("/")[2].removesuffix(".wav") for url in heard]


def test_a_sentence_is_recorded_heard_published_and_taken_back(desk: Desk) -> None:
    with desk.worker():

        async def scene(line: Exchange) -> tuple[Call, Call, Call, Call]:
            change = await line.ring(f"!#,{desk.pin},101,1,{WORDS},!#,1,h")
            await line.look()
            heard = await line.ring("h")
            back = await line.ring(f"!#,{desk.pin},101,9,h")
            await line.look()
            return change, heard, back, await line.ring("h")

        change, heard, back, after = desk.play(scene)
    shelf = desk.library.state().shelf("en", "welcome")
    (version,) = shelf.versions
    assert (version.who, version.came, version.text) == (
        "Ana",
        "telephone",
        "Welcome to the N A meeting line.",
    )
    assert "Done. The next call hears it." in change.text
    assert played(change).count(version.hash) == 2  # before it was published, and after
    assert version.hash in played(heard)
    assert "Welcome to the N A meeting line." not in heard.text
    assert "Taken back. Callers hear the voice." in back.text
    assert version.hash not in played(after)
    assert said(after)[0] == "Welcome to the N A meeting line."
    assert [done.did for done in desk.library.state().log] == ["added", "published", "took back"]
    assert [r for r in desk.rest.records.recordings.values() if r.deleted is None] == []


STEPS = ("!#", "PIN", "101", "1", WORDS, "!#", "1")


@pytest.mark.parametrize("kept", range(len(STEPS) + 1))
def test_a_hang_up_after_each_step_loses_nothing_that_was_said(desk: Desk, kept: int) -> None:
    steps = [desk.pin if step == "PIN" else step for step in STEPS[:kept]]
    with desk.worker():

        async def scene(line: Exchange) -> Call:
            call = await line.ring(",".join([*steps, "h"]))
            await line.wait(seconds=30)
            return call

        call = desk.play(scene)
        spoken = kept > STEPS.index(WORDS)
        settle(desk)
    shelf = desk.library.state().shelf("en", "welcome")
    assert len(shelf.versions) == int(spoken)
    assert shelf.now == int(kept == len(STEPS))
    assert call.end_reason == "caller"
    assert [r for r in desk.rest.records.recordings.values() if r.deleted is None] == []


def settle(desk: Desk) -> None:
    """Until the worker is through."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if not desk.connection.zcard(store.TAKES_WAITING.of()):
            return
        time.sleep(0.05)
    raise AssertionError("a take was not worked off")


def published(desk: Desk, seconds: float = 1.0) -> Version:
    """A recording of the welcome that callers hear."""
    version = desk.library.add(
        "en",
        "welcome",
        audio("welcome", seconds),
        text="Welcome to the N A meeting line.",
        seconds=seconds,
        who="Bo",
        came="file",
    )
    desk.library.publish("en", "welcome", version.number, who="Bo")
    return version


def test_a_call_in_progress_keeps_what_it_began_to_hear(desk: Desk) -> None:
    old = published(desk)

    async def scene(line: Exchange) -> tuple[list[str], list[str]]:
        first = line.carrier.dial(keys="w2,h")
        await line.wait(seconds=0.6)
        new = published(desk, 2.0)
        await line.look()
        await line.carrier.run()
        assert old.hash != new.hash
        return played(first), [*played(await line.ring("h")), new.hash]

    during, (*after, new) = desk.play(scene)
    assert old.hash in during
    assert new not in during
    assert new in after
    assert old.hash not in after


def test_of_two_operators_who_publish_at_once_one_is_told(desk: Desk) -> None:
    with desk.worker():

        async def scene(line: Exchange) -> Call:
            first = line.carrier.dial(keys=f"!#,{desk.pin},101,1,{WORDS},!#,w20,1,h")
            while not desk.library.state().shelf("en", "welcome").versions:
                await line.wait(seconds=1)
            published(desk)
            await line.carrier.run()
            return first

        call = desk.play(scene)
    shelf = desk.library.state().shelf("en", "welcome")
    assert "Somebody else changed this sentence just now. Your recording is kept" in call.text
    assert [(v.who, shelf.state(v)) for v in shelf.versions] == [
        ("Ana", "draft"),
        ("Bo", "published"),
    ]


def test_an_announcement_is_heard_once_a_call_and_any_key_goes_past_it(desk: Desk) -> None:
    with desk.worker():

        async def scene(line: Exchange) -> tuple[Call, Call, Call, Call]:
            made = await line.ring(
                f'!#,{desk.pin},0#,1,!"The Friday meeting is cancelled",!#,1,1#,112718,1,h'
            )
            await line.look()
            heard = await line.ring("-,h")
            skipped = await line.ring("!2,h")
            await line.wait(days=7)
            return made, heard, skipped, await line.ring("h")

        made, heard, skipped, late = desk.play(scene)
    (one,) = desk.library.state().announcements
    assert "Done. Callers hear it in front of the greeting." in made.text
    assert one.ends == datetime(2026, 11, 27, 23, tzinfo=UTC)
    assert one.seconds < 20
    assert played(heard).count(one.hash) == 1
    assert [h.kind for h in heard.transcript if h.kind in ("play", "say")][:2] == ["play", "play"]
    assert said(skipped)[0].startswith("In 20 minutes") or said(skipped)[0].startswith("In ")
    assert one.hash not in played(late)


def test_an_announcement_is_taken_away_by_key_nine(desk: Desk) -> None:
    now = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    draft = desk.library.add_announcement(
        "en", audio("announced"), seconds=1.0, who="Bo", came="file"
    )
    desk.library.announce(draft.id, now, now + timedelta(days=2), who="Bo")

    async def scene(line: Exchange) -> tuple[Call, Call, Call]:
        before = await line.ring("h")
        away = await line.ring(f"!#,{desk.pin},0#,9,h")
        await line.look()
        return before, away, await line.ring("h")

    before, away, after = desk.play(scene)
    assert draft.hash in played(before)
    assert "It is taken away." in away.text
    assert draft.hash not in played(after)


def test_a_wrong_pin_opens_nothing_and_ends_in_the_meeting(desk: Desk) -> None:
    wrong = f"{desk.pin[:3]}{(int(desk.pin[3:]) + 1) % 10**6:06}"
    call = desk.ring(f"!#,{wrong},{wrong},{wrong}")
    assert call.text.count("That PIN is not right.") == 2
    assert "That was three times." in call.text
    assert [h.text for h in call.transcript if h.kind == "room"] == ["meeting-main"]


def test_whoever_hangs_up_and_tries_again_runs_into_the_limit_of_the_day(desk: Desk) -> None:
    wrong = f"{desk.pin[:3]}{(int(desk.pin[3:]) + 1) % 10**6:06}"

    async def scene(line: Exchange) -> Call:
        for _ in range(4):
            await line.ring(f"!#,{wrong},{wrong},{wrong},h")
        return await line.ring(f"!#,{desk.pin},h")

    call = desk.play(scene)
    assert "Hello" not in call.text
    assert "I cannot check a PIN just now." in call.text or "This PIN is locked." in call.text


def test_a_role_that_is_taken_away_ends_at_the_next_key(desk: Desk) -> None:
    desk.book.add("Bo", password=None)

    async def scene(line: Exchange) -> Call:
        call = line.carrier.dial(keys=f"!#,{desk.pin},w5,101,h")
        while "Hello, Ana." not in call.text:
            await line.wait(seconds=1)
        desk.book.remove(desk.pin[:3])
        await line.carrier.run()
        return call

    assert "This PIN does not open the operators' menu any more." in desk.play(scene).text


def test_while_redis_is_away_no_pin_is_checked_and_the_call_goes_on(
    desk: Desk, server: RedisServer
) -> None:
    async def scene(line: Exchange) -> Call:
        os.kill(server.pid, signal.SIGSTOP)
        try:
            return await line.ring(f"!#,{desk.pin}")
        finally:
            os.kill(server.pid, signal.SIGCONT)

    call = desk.play(scene)
    assert "I cannot check a PIN just now." in call.text
    assert [h.text for h in call.transcript if h.kind == "room"] == ["meeting-main"]


def test_no_pin_and_no_number_is_left_anywhere(desk: Desk, connection: redis.Redis) -> None:
    desk.ring(f"!#,{desk.pin},101,h")
    everything = b" ".join(connection.dump(key) or b"" for key in connection.scan_iter())
    assert desk.pin.encode() not in everything
    assert desk.pin[3:].encode() not in everything
    assert b"2125550100" not in everything
