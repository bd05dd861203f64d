"""The first page: what is known of the line, and nothing that is not."""

import ast
import inspect
import re
import textwrap
from dataclasses import replace
from datetime import timedelta

from rq.utils import utcformat

from ivr import store
from ivr.clock import utc_now
from ivr.console.now import MISSING
from ivr.console.words import text
from ivr.erasure import hold
from ivr.erasure.due import ToForget
from ivr.keeper import Keeper
from ivr.recordings.published import Heard, Recordings
from ivr.rooms.view import Rooms, View
from ivr.settings import Settings
from tests.console.opened import Opened, opened, words
from tests.line import TOKEN
from tests.rest import ACCOUNT
from workers.queues import NAMES, enqueue


def page(console: Opened) -> str:
    return words(console.signed_in().get("/")).replace("\u202f", " ")


def test_the_meeting_of_the_hour_and_the_next_are_told(console: Opened) -> None:
    said = page(console)
    assert "Supper and Serenity It lasts until 7:00 PM. Ana leads it." in said
    assert "Then: Noche de Esperanza, Sat, Nov 21, 7:00 PM." in said
    assert "Meetings in the lists 60 Since they last changed 0 seconds" in said


def test_calls_are_not_counted_where_none_is_noted(console: Opened) -> None:
    said = page(console)
    assert "This line does not note calls, so nobody knows how many there are." in said
    assert "How many people are in the rooms is not known just now." in said
    assert "Calls are not forgotten at the carrier. Tell" in said


def test_people_in_the_rooms_are_counted_and_nobody_is_named(console: Opened) -> None:
    parts = {"meeting-main": View(people=12), "meeting-main.2": View(people=3)}
    rooms = Rooms(parts, console.clock.now())
    console.keeper.world = replace(console.keeper.world, rooms=rooms)
    assert "People in the rooms 15 As far as the carrier has told the line." in page(console)


def test_calls_and_their_forgetting_are_counts(here: Settings) -> None:
    account = replace(here, account_sid=ACCOUNT, auth_tokens=(TOKEN,))
    with opened(account) as console:
        due, now = ToForget(console.connection), console.clock.now()
        calls = [f"CA{number:032x}" for number in range(4)]
        for call in calls:
            due.begins(call, now - timedelta(minutes=10))
        due.ends(calls[0], now - timedelta(minutes=5))
        due.ends(calls[1], now - timedelta(minutes=3))
        due.deleted(calls[1], now)
        hold.begin(console.connection, now)
        answer = console.signed_in().get("/")
        said = words(answer).replace("\u202f", " ")
        assert "Calls that are not over 2" in said
        assert (
            "Calls noted 4 Over, and not deleted yet 1 The oldest of these waits for 5 minutes"
            in said
        )
        assert "Deleted at the carrier 1 Of these looked for again 1 Proven to be gone 0" in said
        assert "Since Sat, Nov 21, 6:40 PM no call is deleted at the carrier" in said
        assert [call for call in calls if call in answer.text] == []


def test_what_runs_behind_it_is_seen(console: Opened) -> None:
    said = page(console)
    assert (
        "This is not being done: Meeting rooms, Forgetting of calls, Reading of lists, Recordings. "
        "Tell whoever runs the server: ivr worker"
    ) in said
    assert "New lists and rotas do not arrive. Tell whoever runs the server: ivr cron" in said
    for name in NAMES:
        console.connection.hset(
            f"rq:worker:{name}", mapping={"queues": name, "last_heartbeat": utcformat(utc_now())}
        )
    console.connection.hset("rq:worker:dead", mapping={"queues": "room", "death": "yes"})
    console.connection.set(store.BEAT.of("cron"), "1", ex=store.BEAT.lifetime)
    enqueue(console.connection, "erase", "workers.jobs.forget_calls", timeout=1)
    said = page(console)
    assert "This is not being done" not in said
    assert "do not arrive" not in said
    beat = r"The line’s memory answers Since regular work last began \d+ seconds?"
    assert re.search(beat, said)
    assert "Meeting rooms nothing waits Forgetting of calls 1 job waits" in said


def test_announcements_that_are_heard_are_told(console: Opened) -> None:
    now, hour = console.clock.now(), timedelta(hours=1)
    heard = tuple(
        Heard(name * 8, "es", name * 64, now + begins * hour, now + ends * hour)
        for name, begins, ends in (("a", -1, 2), ("b", 1, 3), ("c", -3, -1))
    )
    console.keeper.world = replace(console.keeper.world, recordings=Recordings({}, heard))
    said = page(console)
    assert "Announcements heard now 1 In Spanish, until Sat, Nov 21, 8:40 PM." in said


def test_what_the_keeper_says_is_said_in_both_languages(console: Opened) -> None:
    tree = ast.parse(textwrap.dedent(inspect.getsource(Keeper.missing)))
    sentences = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sentences - {ast.get_docstring(tree.body[0])} == set(MISSING)  # type: ignore[arg-type]
    assert set(console.keeper.missing()) <= set(MISSING)
    assert len({text("es", name) for name in MISSING.values()}) == len(MISSING)
