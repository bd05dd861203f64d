"""A change by telephone, whole, and cut off at each of its steps."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import redis
from twilio.request_validator import RequestValidator

from ivr import repeats, store
from ivr.phone import Call
from ivr.recordings.state import Version
from tests.desk.conftest import Desk
from tests.line import PUBLIC, TOKEN
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
    assert "Taken back. Callers hear the computer's voice." in back.text
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
    assert "Done. From then on callers hear it before the greeting." in made.text
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
    assert "That was the third try." in call.text
    assert [h.text for h in call.transcript if h.kind == "room"] == ["meeting-main"]


def test_a_wrong_pin_that_the_carrier_sends_again_is_one_try(
    desk: Desk, connection: redis.Redis
) -> None:
    wrong = f"{desk.pin[:3]}{(int(desk.pin[3:]) + 1) % 10**6:06}"

    async def scene(line: Exchange) -> list[str]:
        call = await line.ring(f"!#,{wrong},h")
        sent = next(each for each in call.webhooks if each.form.get("Digits") == wrong)
        signature = RequestValidator(TOKEN).compute_signature(sent.url, sent.form)
        answers = []
        for token in ("one", "one", "two"):
            headers = {"X-Twilio-Signature": signature, repeats.TOKEN: token}
            answer = await line.client.post(sent.url, data=dict(sent.form), headers=headers)
            answers.append(answer.text)
        return answers

    answers = desk.play(scene)
    assert "That PIN is not right." in answers[0]
    assert answers == [answers[0]] * 3
    assert connection.get(store.PIN_WRONG.of(desk.pin[:3])) == b"3"  # the call's, "one" and "two"


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
    connection.hset("planted", "in a hash", "x2125550100x")
    assert "2125550100" in everything(connection)
    connection.delete("planted")
    desk.ring(f"!#,{desk.pin},101,h")
    kept = everything(connection)
    assert "ivr:people" in kept
    assert [found for found in (desk.pin, desk.pin[3:], "2125550100") if found in kept] == []


def everything(connection: redis.Redis) -> str:
    """All keys and values of Redis, as they can be read."""
    read: dict[object, Callable[[bytes], object]] = {
        b"string": connection.get,
        b"hash": connection.hgetall,
        b"set": connection.smembers,
        b"list": lambda key: connection.lrange(key, 0, -1),
        b"zset": lambda key: connection.zrange(key, 0, -1, withscores=True),
        b"stream": lambda key: connection.xrange(key),
    }
    keys: list[bytes] = list(connection.scan_iter())
    return repr([(key, read[connection.type(key)](key)) for key in keys])


@pytest.mark.parametrize(
    ("path", "digits"),
    [
        ("/voice/take?c=101.0.RE00000000000000000000000000000000.0.0.0", ""),
        ("/voice/sentence?c=of-another-release&a=1", "1"),
        ("/voice/review?c=101.0..0.0.0&a=1", "1"),
        ("/voice/record?c=999.0..0.0.0", ""),
        ("/voice/recording?c=999.0..0.0.0", ""),
        ("/voice/recording?c=101.0..0.0.0", ""),
    ],
)
@pytest.mark.parametrize("away", [False, True])
def test_whatever_a_url_holds_the_carrier_gets_an_answer(
    desk: Desk, server: RedisServer, path: str, digits: str, away: bool
) -> None:
    async def scene(line: Exchange) -> tuple[int, str]:
        minute = int(line.clock.now().timestamp() // 60)
        url = f"{path}&l=en&n=1&t={minute}&w={desk.pin[:3]}" + ("" if "a=1" in path else "&a=0")
        form = {
            "CallSid": "CA" + "0" * 32,
            "From": "+12125550100",
            "To": "+12025550199",
            "Digits": digits,
            "RecordingSid": "RE" + "1" * 32,
        }
        signature = RequestValidator(TOKEN).compute_signature(PUBLIC + url, form)
        if away:
            server.stop()
        try:
            answer = await line.client.post(
                url, data=form, headers={"X-Twilio-Signature": signature}
            )
        finally:
            if away:
                server.restart()
        return answer.status_code, answer.text

    status, document = desk.play(scene)
    assert status == (204 if path.startswith("/voice/recording?") else 200)
    assert status == 204 or "<Say" in document or "<Play" in document


def test_the_own_words_of_a_number_stay_with_its_recording(desk: Desk) -> None:
    own = "You have reached the line of our town."
    general, number, *rest = desk.settings.lines
    lines = (general, replace(number, texts={"en": {"welcome": own}}), *rest)
    desk.settings = replace(desk.settings, lines=lines)
    with desk.worker():
        desk.ring(f"!#,{desk.pin},101,1,{WORDS},!#,3,h")
    (version,) = desk.library.state().shelf("en", "welcome").versions
    assert version.text == own


def test_a_draft_behind_somebody_elses_publication_can_still_be_heard(desk: Desk) -> None:
    draft = desk.library.add(
        "en",
        "welcome",
        audio("draft"),
        text="Welcome to the N A meeting line.",
        seconds=0.5,
        who="Ana",
        came="telephone",
    )
    published(desk)
    call = desk.ring(f"!#,{desk.pin},101,2,1,h")
    assert draft.hash in played(call)
    assert desk.library.state().shelf("en", "welcome").now == draft.number


def test_a_recording_of_which_only_the_address_is_told_is_taken(desk: Desk) -> None:
    """The carrier's documents promise no RecordingSid where a Record ends."""
    recording = "RE" + "2" * 32

    async def scene(line: Exchange) -> None:
        minute = int(line.clock.now().timestamp() // 60)
        url = f"/voice/recorded?c=101.0..0.0.0&l=en&n=1&t={minute}&a=0&w={desk.pin[:3]}"
        form = {
            "CallSid": "CA" + "0" * 32,
            "To": "+12025550199",
            "RecordingUrl": f"https://api.example.invalid/Recordings/{recording}",
        }
        signature = RequestValidator(TOKEN).compute_signature(PUBLIC + url, form)
        headers = {"X-Twilio-Signature": signature}
        answer = await line.client.post(url, data=form, headers=headers)
        assert "One moment." in answer.text

    desk.play(scene)
    take = desk.takes.get(recording)
    assert take is not None
    assert (take.prompt, take.who, take.words) == (
        "welcome",
        "Ana",
        "Welcome to the N A meeting line.",
    )
