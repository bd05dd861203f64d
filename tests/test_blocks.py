"""Operators' blocks, from the command to the rejected call."""

import asyncio
import json
import sys
import xml.etree.ElementTree as ET
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import redis

from ivr import metrics, store
from ivr.blocks import Block, add, blocks, clear_ended, remove
from ivr.cli import main
from ivr.erasure.due import KEYS as FORGETTING
from ivr.phone import check_twiml
from ivr.settings import Settings
from tests.line import DEMO, NUMBER, PUBLIC, SATURDAY_EVENING, TOKEN, settings
from tests.processes import Installation
from tests.redis_server import RedisServer
from tests.rest import ACCOUNT
from tests.ringing import Exchange, exchange

NUISANCE = "+12025550142"
NOW = datetime.now(UTC).replace(microsecond=0)
DAYS = timedelta(days=30)
Command = Callable[..., int]


@pytest.fixture
def ivr(tmp_path: Path, server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """`ivr blocks …` with a line on its stdin."""
    for name, value in {
        "IVR_CONFIG": str(DEMO / "line.toml"),
        "IVR_DATA_DIR": str(tmp_path),
        "IVR_PUBLIC_URL": PUBLIC,
        "REDIS_URL": server.url,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str, typed: str = "") -> int:
        monkeypatch.setattr(sys, "stdin", StringIO(typed))
        return main(["blocks", *arguments])

    return run


# What Redis holds


def test_a_block_is_a_mark_and_an_end(connection: redis.Redis) -> None:
    block = add(connection, NUISANCE, NOW + DAYS, NOW)
    assert blocks(connection, NOW) == [block] == [Block(block.mark, NOW + DAYS)]
    assert connection.zrange(store.BLOCKS.of(), 0, -1) == [block.mark.encode()]
    assert sorted(connection.keys()) == [b"ivr:block:key", b"ivr:blocks"]
    key = connection.get(store.BLOCK_KEY.of())
    assert isinstance(key, bytes)
    assert len(key) == 32


def test_two_blocks_have_one_key_and_a_block_can_be_changed(connection: redis.Redis) -> None:
    first = add(connection, NUISANCE, NOW + DAYS, NOW)
    add(connection, "+12025550143", NOW + 2 * DAYS, NOW)
    again = add(connection, NUISANCE, NOW + 3 * DAYS, NOW)
    assert again.mark == first.mark
    assert [block.until for block in blocks(connection, NOW)] == [NOW + 2 * DAYS, NOW + 3 * DAYS]


def test_the_key_goes_with_the_last_block_and_the_next_one_is_another(
    connection: redis.Redis,
) -> None:
    one, two = (add(connection, number, NOW + DAYS, NOW) for number in (NUISANCE, "+12025550143"))
    assert remove(connection, one.mark, NOW)
    key = connection.get(store.BLOCK_KEY.of())
    assert not remove(connection, one.mark, NOW)
    assert connection.get(store.BLOCK_KEY.of()) == key
    assert remove(connection, two.mark, NOW)
    assert connection.keys() == []
    add(connection, NUISANCE, NOW + DAYS, NOW)
    assert connection.get(store.BLOCK_KEY.of()) != key


def test_ended_blocks_do_not_count_and_go(connection: redis.Redis) -> None:
    block = add(connection, NUISANCE, NOW + DAYS, NOW)
    clear_ended(connection, NOW + DAYS - timedelta(seconds=1))
    assert blocks(connection, NOW + DAYS - timedelta(seconds=1)) == [block]
    assert blocks(connection, NOW + DAYS) == []
    assert not remove(connection, "000000", NOW)
    clear_ended(connection, NOW + DAYS)
    assert connection.keys() == []


def test_an_ended_block_gives_its_key_to_no_new_one(connection: redis.Redis) -> None:
    add(connection, NUISANCE, NOW + DAYS, NOW)
    key = connection.get(store.BLOCK_KEY.of())
    later = NOW + DAYS
    block = add(connection, NUISANCE, later + DAYS, later)
    assert connection.get(store.BLOCK_KEY.of()) != key
    assert blocks(connection, later) == [block]


# The command


@pytest.mark.parametrize(
    "typed", ["+12025550142\n", "(202) 555-0142", "  202.555.0142 \nanother line\n"]
)
def test_add_list_and_remove(
    ivr: Command, connection: redis.Redis, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    assert ivr("add", "--days", "7", typed=typed) == 0
    (block,) = blocks(connection, datetime.now(UTC))
    assert timedelta(days=6, hours=23) < block.until - datetime.now(UTC) <= timedelta(days=7)
    zone = settings().lines[0].time_zone
    local = block.until.astimezone(zone).strftime("%Y-%m-%d %H:%M") + " America/New_York"
    assert ivr("list") == 0
    assert ivr("remove", block.mark.upper()) == 0
    assert ivr("list") == 0
    assert capsys.readouterr().out == (
        f"Blocked until {local}. Its mark is {block.mark}.\n"
        f"mark    until\n{block.mark}  {local}\n"
        f"The block {block.mark} is lifted.\n"
        "No number is blocked.\n"
    )


def test_a_block_lasts_thirty_days_unless_said(ivr: Command, connection: redis.Redis) -> None:
    assert ivr("add", typed=NUISANCE) == 0
    (block,) = blocks(connection, datetime.now(UTC))
    assert block.until - datetime.now(UTC) > timedelta(days=29, hours=23)


def test_list_in_json(
    ivr: Command, connection: redis.Redis, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ivr("list", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"blocks": []}
    block = add(connection, NUISANCE, NOW + DAYS, NOW)
    assert ivr("list", "--json") == 0
    until = block.until.isoformat().replace("+00:00", "Z")
    assert json.loads(capsys.readouterr().out) == {"blocks": [{"mark": block.mark, "until": until}]}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("555-0142", "That is no telephone number in US: write it whole, like +1….\n"),
        ("", "That is no telephone number in US: write it whole, like +1….\n"),
        ("anonymous", "That is no telephone number in US: write it whole, like +1….\n"),
        (NUMBER, "That number cannot be blocked: it is the line's own or its helpline, or stands "
                 "for withheld numbers.\n"),
        ("+12025550111", "That number cannot be blocked: it is the line's own or its helpline, or "
                         "stands for withheld numbers.\n"),
        ("+86282452253", "That number cannot be blocked: it is the line's own or its helpline, or "
                         "stands for withheld numbers.\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_blocked_is_one_sentence_without_it(
    ivr: Command,
    connection: redis.Redis,
    capsys: pytest.CaptureFixture[str],
    typed: str,
    sentence: str,
) -> None:
    assert ivr("add", typed=typed) == 1
    assert capsys.readouterr() == ("", sentence)
    assert connection.keys() == []


def test_a_mark_that_no_block_has(ivr: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert ivr("remove", "00ff00") == 1
    assert capsys.readouterr().err == "No block has the mark 00ff00: see `ivr blocks list`.\n"


@pytest.mark.parametrize(
    "arguments",
    [[], ["add", "--days", "366"], ["add", "--days", "0"], ["remove"], ["remove", NUISANCE]],
)
def test_wrong_usage_ends_with_two_and_without_a_number(
    ivr: Command, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        ivr(*arguments)
    assert ended.value.code == 2
    assert NUISANCE not in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", NUISANCE],
        ["add", "202", "555", "0142"],
        ["add", "-12025550142"],
        ["add", "--number", NUISANCE],
        ["add", "--days", "7", "2025550142"],
        ["list", NUISANCE],
        ["remove", "3fa9c1", "0142"],
    ],
)
def test_a_number_among_the_arguments_is_refused_and_not_repeated(
    ivr: Command,
    connection: redis.Redis,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        ivr(*arguments, typed="+12025550143")
    printed = capsys.readouterr()
    assert (ended.value.code, printed.out, connection.keys()) == (2, "", [])
    assert "0142" not in printed.err
    assert printed.err.endswith(
        "error: a number must not be an argument, for the shell keeps these in its history and "
        "others see them in the list of processes: clear your shell's history, and run `ivr "
        "blocks add` alone\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [[NUISANCE], ["2025550142", "add"], ["add", "--days", NUISANCE], ["--x=2025550142"]],
)
def test_no_wrong_usage_repeats_a_number(
    ivr: Command, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        ivr(*arguments)
    assert ended.value.code == 2
    assert "5550142" not in capsys.readouterr().err


def test_without_redis_it_is_one_sentence(
    ivr: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1")
    assert ivr("add", typed=NUISANCE) == 1
    assert capsys.readouterr().err == (
        "Redis cannot be reached (ConnectionError): start it, or mend REDIS_URL.\n"
    )


# The call


def play(scene: Callable[[Exchange], Awaitable[None]], here: Settings) -> None:
    async def run() -> None:
        async with exchange(settings_=here) as line:
            await scene(line)

    asyncio.run(run())


def test_a_blocked_call_is_rejected_and_forgotten_like_any_other(
    ivr: Command, server: RedisServer, connection: redis.Redis
) -> None:
    async def scene(line: Exchange) -> None:
        before = metrics.REJECTED._value.get()
        await line.look()
        call = await line.ring(from_=NUISANCE)
        (asked,) = call.webhooks
        root = ET.fromstring(asked.twiml)
        assert [(verb.tag, verb.attrib) for verb in root] == [("Reject", {"reason": "busy"})]
        assert check_twiml(asked.twiml) == []
        assert [heard.text for heard in call.transcript] == ["busy"]
        other = await line.ring(from_="+12025550143")
        assert len(other.webhooks) > 2
        assert metrics.REJECTED._value.get() == before + 1
        assert line.carrier.alerts == []
        await line.hand_over()
        due = connection.zmscore(FORGETTING[0], [call.sid, other.sid])
        assert None not in due

    line_here = replace(settings(), redis_url=server.url, account_sid=ACCOUNT)
    add(connection, NUISANCE, SATURDAY_EVENING + DAYS, SATURDAY_EVENING)
    play(scene, line_here)


def test_a_block_holds_to_its_end_and_no_longer(
    server: RedisServer, connection: redis.Redis
) -> None:
    async def scene(line: Exchange) -> None:
        known = line.keeper.callers.known
        await line.look()
        assert (known(NUISANCE).blocked, known("+12025550143").blocked) == (True, False)
        await line.wait(minutes=10)
        assert not known(NUISANCE).blocked
        await line.look()
        assert not known(NUISANCE).blocked

    until = SATURDAY_EVENING + timedelta(minutes=10)
    add(connection, NUISANCE, until, SATURDAY_EVENING)
    play(scene, replace(settings(), redis_url=server.url))


def test_a_block_made_in_one_process_is_heard_of_in_another_and_lifted_again(
    tmp_path: Path, server: RedisServer
) -> None:
    """With the real command in a process of its own; nothing of it names the number."""
    installation = Installation(
        DEMO, {"REDIS_URL": server.url, "IVR_DATA_DIR": str(tmp_path), "IVR_CONFIG": "line.toml"}
    )
    added = installation.run("blocks", "add", timeout=60, typed="202-555-0142\n")
    assert (added.returncode, added.stderr) == (0, "")

    async def scene(line: Exchange) -> None:
        await line.look()
        assert line.keeper.callers.known(NUISANCE).blocked
        mark = added.stdout.split()[-1].rstrip(".")
        lifted = await asyncio.to_thread(installation.run, "blocks", "remove", mark, timeout=60)
        assert lifted.returncode == 0
        await line.look()
        assert not line.keeper.callers.known(NUISANCE).blocked

    assert "0142" not in added.stdout
    play(scene, replace(settings(), redis_url=server.url))
