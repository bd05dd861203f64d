"""A webhook that the carrier sends again, in another process or late: done once, answered alike."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import httpx
import pytest
import redis
from twilio.request_validator import RequestValidator

from ivr import repeats, store
from ivr.phone.webhook import Webhook
from ivr.repeats import BEGIN, ONCE, TOKEN, Repeats, Unanswered
from ivr.rooms.state import read_room
from ivr.voice import Voice
from tests.line import TOKEN as KEY
from tests.line import settings
from tests.redis_server import RedisServer
from tests.ringing import Exchange, exchange
from tests.rooms.stage import MAIN, Stage

Send = Callable[[str], Awaitable[httpx.Response]]


def in_a_room(server: RedisServer, scene: Callable[[Exchange, str, Send], Awaitable[None]]) -> None:
    """`scene` has a call that raised its hand, and sends that key once more, with a token."""

    async def hour() -> None:
        async with exchange(settings_=replace(settings(), redis_url=server.url)) as line:
            call = line.carrier.dial(keys="-,w60,*,2,w600,h")
            await line.wait(seconds=120)
            pressed = next(
                each
                for each in call.webhooks
                if "/voice/room?" in each.url and each.form.get("Digits") == "2"
            )
            await scene(line, call.sid, lambda token: send(line, pressed, token))
            await line.carrier.run()

    asyncio.run(hour())


async def send(line: Exchange, webhook: Webhook, token: str) -> httpx.Response:
    signature = RequestValidator(KEY).compute_signature(webhook.url, webhook.form)
    headers = {"X-Twilio-Signature": signature, TOKEN: token}
    return await line.client.post(webhook.url, data=dict(webhook.form), headers=headers)


def test_a_key_is_done_once_however_often_it_comes(
    connection: redis.Redis, server: RedisServer
) -> None:
    async def scene(line: Exchange, call: str, send: Send) -> None:
        assert read_room(connection, MAIN).hands == (call,)
        first, second = await asyncio.gather(send("one"), send("one"))
        late = await send("one")
        assert "Your hand is down." in first.text
        assert (second.content, late.content) == (first.content, first.content)
        assert read_room(connection, MAIN).hands == ()
        assert "Your hand is up." in (await send("another")).text
        assert read_room(connection, MAIN).hands == (call,)
        kept = store.REPEATED.of(call, "one")
        assert 0 < connection.ttl(kept) <= 300

    in_a_room(server, scene)


def test_a_key_of_which_nobody_knows_whether_it_was_done_is_not_done_again(
    connection: redis.Redis, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeats, "WAIT", 0.3)

    async def scene(line: Exchange, call: str, send: Send) -> None:
        connection.set(store.REPEATED.of(call, "begun"), "")  # by a process that died in it
        answer = await send("begun")
        assert "hand" not in answer.text
        assert answer.text.count("<Conference ") == 1
        assert read_room(connection, MAIN).hands == (call,)

    in_a_room(server, scene)


def test_a_redis_that_hangs_is_waited_for_once(
    connection: redis.Redis, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def hangs(script: str, *arguments: str | int | bytes) -> None:
        asked.append(script)

    async def scene(line: Exchange, call: str, send: Send) -> None:
        voice: Voice = line.app.state.voice
        monkeypatch.setattr(voice.repeats._redis, "ask", hangs)
        assert "Your hand is down." in (await send("one")).text
        assert asked == [BEGIN]

    in_a_room(server, scene)


def test_a_redis_that_hangs_behind_the_first_one_leaves_it_unanswered(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeats, "WAIT", 0.3)
    answers: list[bytes | None] = [b""]

    async def hangs(script: str, *arguments: str | int | bytes) -> bytes | None:
        return answers.pop() if answers else None

    async def scene() -> None:
        one = Repeats(replace(settings(), redis_url=server.url))
        monkeypatch.setattr(one._redis, "ask", hangs)
        with pytest.raises(Unanswered):
            await one.answered("begun")
        assert await one.answered("another") is None
        await one.close()

    asyncio.run(scene())


def test_without_a_token_a_key_is_done_each_time(
    connection: redis.Redis, server: RedisServer
) -> None:
    async def scene(line: Exchange, call: str, send: Send) -> None:
        said = [(await send("")).text for _ in range(2)]
        assert ["hand is up" in each for each in said] == [False, True]

    in_a_room(server, scene)


def test_a_way_into_the_room_is_the_same_when_it_is_asked_for_again(room: Stage) -> None:
    for n in (1, 2, 3, 4):
        room.comes(n)
    first, again = (room.admit(5, token="one") for _ in range(2))
    assert (first.part, first.passed, first.returns) == (f"{MAIN}.2", "full", False)
    assert again == first
    assert room.admit(5, token="two").returns  # a key that cut short what was said


def test_all_that_changes_something_is_done_once() -> None:
    assert {"room+hand", "room+mute", "lead+lock", "lead+mode", "lead+call", "lead+hush"} <= ONCE
    assert {"review+publish", "sentence+undo", "announcements+withdraw", "hours+give"} <= ONCE
