"""Hours given back and taken by telephone, with a real Redis behind the calls."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis

from ivr import rotabook, store
from ivr.people import leading
from ivr.phone import Call
from ivr.recordings.storage import storage_of
from ivr.rotabook import RotaBook
from ivr.rotarefresh import published_rota, refresh_rota
from ivr.settings import Rota as RotaPlace
from tests.desk.conftest import Desk
from tests.line import SATURDAY_EVENING
from tests.ringing import Exchange

EVENING = datetime(2026, 11, 22, 1, tzinfo=UTC)  # eight o'clock in New York
MAIN = "meeting-main"
HOURS = """day,time,title,format,access,language,room,leader
daily,20:00,Eight O'Clock Steps,,,,,cora
"""
LEADERS = "leader,name,leads_from,phone\ncora,Cora,,\nsam,Sam,,\nnew,New,2027-01-01,\n"


@pytest.fixture
def pin(desk: Desk, tmp_path: Path) -> Callable[[str], str]:
    """The line of two leaders and one hour a day. Makes a PIN for a leader's row."""
    (tmp_path / "rota.csv").write_text(HOURS)
    (tmp_path / "leaders.csv").write_text(LEADERS)
    place = RotaPlace(str(tmp_path / "rota.csv"), str(tmp_path / "leaders.csv"))
    desk.settings = replace(desk.settings, rota=place)
    refresh_rota(desk.settings, desk.connection, SATURDAY_EVENING)
    return lambda row: leading.give_pin(desk.book, row, row.title())[1]


def book(desk: Desk) -> RotaBook:
    storage = storage_of(desk.settings)
    return RotaBook(desk.connection, storage, desk.settings, lambda: SATURDAY_EVENING)


def leader(desk: Desk, start: datetime = EVENING) -> str:
    rota = published_rota(desk.connection)
    on = rota.find(start, MAIN) if rota else None
    assert on is not None
    return on.hour.leader


def test_an_hour_is_given_back_and_taken(desk: Desk, pin: Callable[[str], str]) -> None:
    cora, sam, new = pin("cora"), pin("sam"), pin("new")

    async def scene(line: Exchange) -> list[Call]:
        await line.look()
        back = await line.ring(f"!#,{cora},2,1,1,h")
        early = await line.ring(f"!#,{new},2,3,1,h")
        took = await line.ring(f"!#,{sam},2,3,1,*,h")
        await line.look()
        return [back, early, took]

    back, early, took = desk.play(scene)
    assert "You are about to give back in " in back.text
    assert "It is given back" in back.text
    assert "On that day you may not lead yet" in early.text
    assert "Thank you. You lead in " in took.text
    assert took.text.count("minutes, at 8 PM: Eight O'Clock Steps.") == 3  # free, taken, their own
    assert (leader(desk), leader(desk, EVENING + timedelta(days=1))) == ("sam", "cora")
    assert [(d.who, d.did) for d in book(desk).state().log] == [
        ("Cora", "gave back"),
        ("Sam", "took"),
    ]


def test_a_pin_gives_keys_to_those_who_lead_by_now(
    desk: Desk, pin: Callable[[str], str], tmp_path: Path
) -> None:
    """Also where the row was taken out of the file, and nobody told the operators."""
    cora, sam, new = pin("cora"), pin("sam"), pin("new")
    rows = (row for row in LEADERS.splitlines() if not row.startswith("sam"))
    (tmp_path / "leaders.csv").write_text("\n".join(rows))
    refresh_rota(desk.settings, desk.connection, SATURDAY_EVENING)

    async def scene(line: Exchange) -> list[Call]:
        await line.look()
        return [await line.ring(f"!#,{digits},h") for digits in (cora, sam, new)]

    now, lost, early = desk.play(scene)
    assert "You can lead from" not in now.text
    assert "You are not on the list of leaders any more." in lost.text
    assert "You can lead from January 1 on." in early.text


def test_who_was_slower_is_told_who_leads(desk: Desk, pin: Callable[[str], str]) -> None:
    sam = pin("sam")
    ours = book(desk)
    ours.give_back(EVENING, MAIN, "cora", who="Cora")

    async def scene(line: Exchange) -> Call:
        await line.look()
        call = line.carrier.dial(keys=f"!#,{sam},2,3,1,h", to="+12025550199", from_="+12125550100")
        before = line.app.state.voice.lookups.desk.attend

        async def slow(target: str, *rest: object, **more: object) -> object:
            if target == "uncovered+take":  # in the moment before the key
                ours.take(EVENING, MAIN, "cora", who="Cora")
            return await before(target, *rest, **more)

        line.app.state.voice.lookups.desk.attend = slow
        await line.carrier.run()
        return call

    assert "Cora took that hour just before you." in desk.play(scene).text
    assert leader(desk) == "cora"


def test_whoever_leads_no_more_changes_nothing(desk: Desk, pin: Callable[[str], str]) -> None:
    cora = pin("cora")

    async def scene(line: Exchange) -> Call:
        await line.look()
        before = line.app.state.voice.lookups.desk.attend

        async def removed(target: str, *rest: object, **more: object) -> object:
            if target == "hours+give":
                desk.book.lead_no_more("cora", "Cora")
            return await before(target, *rest, **more)

        line.app.state.voice.lookups.desk.attend = removed
        return await line.ring(f"!#,{cora},2,1,1,h")

    assert "You are not on the list of leaders any more." in desk.play(scene).text
    assert book(desk).state().revision == 0


def test_what_was_done_and_could_not_be_published_is_not_denied(
    desk: Desk, pin: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cora = pin("cora")

    def away(*_: object) -> None:
        raise redis.ConnectionError

    monkeypatch.setattr(rotabook, "publish_composed", away)
    said = desk.ring(f"!#,{cora},2,1,1,h").text
    assert "It is not certain whether that was done." in said
    assert "Nothing was changed" not in said
    assert book(desk).state().revision == 1


def test_without_redis_it_is_said_and_the_meeting_goes_on(
    desk: Desk, pin: Callable[[str], str]
) -> None:
    cora = pin("cora")

    async def scene(line: Exchange) -> Call:
        await line.look()
        voice = line.app.state.voice
        before = voice.lookups.desk.attend

        async def away(target: str, *rest: object, **more: object) -> object:
            if target == "hours":
                office = voice.lookups.desk.office
                office.book.kept.connection = store.connect("redis://127.0.0.1:1", timeout=0.1)
            return await before(target, *rest, **more)

        voice.lookups.desk.attend = away
        return await line.ring(f"!#,{cora},2,h")

    assert "Your hours cannot be read just now. Nothing was changed." in desk.play(scene).text
    assert leader(desk) == "cora"
