"""Forty callers and a leader for an hour, callbacks shuffled, doubled and lost: what each hears.

`TRANSCRIPTS=folder pytest tests/rooms/test_hour.py` writes every call there, and what the carrier
was asked, in order.
"""

import asyncio
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import redis

from ivr.phone import Call
from ivr.phone.transcript import lines
from ivr.rooms.state import read_room
from tests.redis_server import RedisServer
from tests.ringing import said
from tests.rooms.house import House, house
from tests.rooms.stage import MAIN
from tests.switchboard import Mischief

EIGHT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # in New York, on a Saturday evening
CALLERS = 40

DANGER = (
    "We are members, not professionals. We cannot see who or where you are, so we cannot send "
    "help. If a life is in danger, hang up and call 9 1 1, or 9 8 8."
)

FIRST = [
    ("7", "Everyone is muted, and may unmute."),
    ("7", "Only those you call may speak."),
    ("8", "The next hand may speak."),
    ("7", "Everyone may speak."),
    ("4", "On now: Eight O'Clock Steps. 44 more minutes."),
]
THEN = [
    ("9", "Muted: the line that came in at 8:01 PM. 9 again takes it out."),
    ("9", "Taken out, until the hour is over."),
    ("5", "The room is locked. Newcomers go to another room."),
    ("5", "The room is open to newcomers."),
    ("6", "Muted. Star, then 6, to speak."),
    ("6", "You can speak."),
    ("2", "Your hand is up. Nobody is before you."),
    ("2", "Your hand is down."),
    ("0", DANGER),
    ("3", "That works only in the last ten minutes of the hour."),
    ("3", "The next hour opens ten minutes later."),
    ("#", "Dev leads now."),
    ("5", "That key does nothing here."),  # whoever handed over has everyone's keys
]
"""What a leader hears to the keys, in two calls."""


def test_an_hour_of_forty_callers_and_a_leader(
    connection: redis.Redis, server: RedisServer, tmp_path: Path
) -> None:
    asyncio.run(_hour(connection, server.url, tmp_path))


async def _hour(connection: redis.Redis, url: str, folder: Path) -> None:
    dice = Random(5)
    async with house(EIGHT, connection, url, folder, mischief=dice) as one:
        names: dict[str, str] = {}

        def dial(name: str, keys: str, *, after: float = 0.0, number: int) -> Call:
            call = one.dial(keys, after=after, number=number)
            names[call.sid] = name
            return call

        silent = [
            dial(f"silent {n}", "-,w7000", after=20 + 12 * n, number=110 + n)
            for n in range(CALLERS - 6)
        ]
        asking = "-,w200,*,2,w10,*,9,w400,*,4,w20,*,0,w20,*,6,w30,*,6,w30,*,1,w7000"
        others = [
            dial("asking", asking, after=40, number=150),
            dial("hands", "-,w600,*,2,w7000", after=100, number=152),
            dial("rotary", "-,w7000", after=110, number=153),
            dial("Ben early", "-,w30,h", after=3000, number=154),
        ]
        loud = dial("loud", f"-,w1000,{'w5,say:Listen to me,' * 40}w7000", after=90, number=151)
        to_dev = f"!#,{one.pins['dev']},1,w7000"
        dev = dial("Dev", to_dev, after=3200, number=155)
        pin = f"!#,{one.pins['cora']},1"
        keys = f"{pin},w600,*,7,w60,*,7,w90,*,8,w60,*,7,w30,*,4,w30,h"
        cora = dial("Cora", keys, after=10, number=156)
        await one.pass_by(minutes=21)
        keys = (
            f"{pin},w20,*,9,w5,*,9,w60,*,5,w200,*,5,w20,*,6,w10,*,6,w10,*,2,w10,*,2,w10,*,0,w20"
            ",*,3,w1300,*,3,w300,*,#,w60,*,5,w3000"
        )
        again = dial("Cora again", keys, number=156)
        await one.pass_by(minutes=4)
        back = dial("loud again", "-,-,-", number=151)
        newcomer = dial("newcomer", "-,w300,h", number=157)
        await one.pass_by(minutes=47)
        everybody = [*silent, *others, loud, dev, cora, again, back, newcomer]
        _write(one, everybody, names)

        for each in silent:
            words = _announced(each)
            assert words["This hour ends in a few minutes."] == 1, each
            assert words["Welcome. This hour is Evening Light."] == 1
        assert (_answers(cora), _answers(again)) == (FIRST, THEN)
        assert "The leader of this meeting took you out of it." in said(loud)
        assert [h.text for h in back.transcript if h.kind == "room"] == []
        assert one.board.problems() == []
        assert one.line.carrier.alerts == []
        mischief = one.line.carrier.delays
        assert isinstance(mischief, Mischief)
        assert mischief.happened["lost"] > 20
        assert set(read_room(connection, MAIN).inside) == set(_inside(one))


def _announced(call: Call) -> Counter[str]:
    return Counter(heard.text for heard in call.transcript if heard.announced)


def _answers(call: Call) -> list[tuple[str, str]]:
    """To each key behind a star, what the line said to it."""
    heard = [each for each in call.transcript if each.kind in ("key", "say") and not each.announced]
    first = next(i for i, each in enumerate(heard) if each.text == "*")
    return [
        (each.text, answer.text)
        for each, answer in zip(heard[first:], heard[first + 1 :], strict=False)
        if each.kind == "key" and each.text != "*"
    ]


def _inside(one: House) -> list[str]:
    return [stay.call.sid for stay in one.line.carrier.rooms[MAIN].stays]


def _write(one: House, calls: list[Call], names: dict[str, str]) -> None:
    if place := os.environ.get("TRANSCRIPTS"):
        folder = Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        for call in calls:
            text = "\n".join(lines(call))
            (folder / f"{names[call.sid].replace(' ', '-')}.txt").write_text(text + "\n")
        (folder / "asked.txt").write_text("\n".join(one.board.told(names)) + "\n")
