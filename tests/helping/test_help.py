"""Whom callers are given in need: line.toml, what operators say over it, and what is then heard."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ivr import answering, store
from ivr.helping.good import good_helpline, good_words
from ivr.helping.help import HELP, Help, Own, over
from ivr.helping.kept import COPY, Kept, current
from ivr.helping.state import State, changed
from ivr.keeper import Keeper
from ivr.people.person import CannotChange
from ivr.prompts import Prompts
from ivr.recordings.storage import Storage, StoreAway, storage_of
from ivr.settings import Settings
from ivr.turn import World
from tests.line import NUMBER, SATURDAY_EVENING, settings, turn, world
from tests.recordings.made import recordings
from tests.redis_server import RedisServer

DANGER = Prompts().text(settings().lines[1], "en", "danger", {})
OTHER = "+12025550142"


@pytest.fixture
def here(server: RedisServer, tmp_path: Path) -> Settings:
    return replace(settings(), redis_url=server.url, data_dir=tmp_path)


def kept(here: Settings) -> Kept:
    return Kept(store.connect(here.redis_url), storage_of(here))


def say(
    here: Settings, own: Own, line: str = "", *, now: datetime = SATURDAY_EVENING, who: str = "Ana"
) -> State:
    return kept(here).change(
        lambda was: changed(was, line, own, expected=was.own(line), who=who, now=now)
    )


async def look(one: Keeper) -> None:
    connection = store.connect_async(one.settings.redis_url)
    try:
        await one.look(connection)
    finally:
        await connection.aclose()


async def settled(one: Keeper) -> None:
    """Two looks, and between them what the first one began."""
    await look(one)
    if one.help._filling is not None:
        await one.help._filling
    await look(one)


def away(*_: object) -> bytes:
    raise StoreAway("It is away.")


def keeper(here: Settings, clock: Callable[[], datetime] = lambda: SATURDAY_EVENING) -> Keeper:
    return Keeper(here, clock)


def heard(of: World, key: str = "0", language: str = "en") -> str:
    """What the greeting's key for help says."""
    return answering.answer(turn(key=key, attempt=1, on=of, language=language)).document().decode()


def test_a_change_is_heard_in_every_process_at_its_next_look(here: Settings) -> None:
    one, two = keeper(here), keeper(here)
    asyncio.run(look(one))
    assert "call 9 1 1, or 9 8 8." in heard(one.world)
    say(here, Own(OTHER, {"en": "1 1 2"}))
    for each in (one, two):
        asyncio.run(look(each))
        assert "hang up and call 1 1 2." in heard(each.world)
        assert "9 1 1" not in heard(each.world)
        assert each.world.settings.lines[1].helpline == OTHER
        assert each.callers.known(OTHER).mark == ""
    assert "llame al 9 1 1, o al 9 8 8" in heard(one.world, language="es")
    say(here, Own())
    asyncio.run(look(one))
    assert "call 9 1 1, or 9 8 8." in heard(one.world)
    assert one.world.settings.lines[1].helpline == settings().lines[1].helpline


def test_a_recording_of_other_emergency_words_is_not_heard(here: Settings) -> None:
    one = keeper(here)
    recorded = recordings({"danger": DANGER})
    one.world = replace(one.world, recordings=recorded)
    sound = recorded.find("en", "danger", DANGER)
    assert sound in heard(one.world)
    say(here, Own(emergency={"en": "1 1 2"}))
    asyncio.run(look(one))
    assert sound not in heard(one.world)
    assert "hang up and call 1 1 2." in heard(one.world)
    say(here, Own())
    asyncio.run(look(one))
    assert sound in heard(one.world)


def test_jobs_stamp_a_recording_with_the_words_that_hold(here: Settings) -> None:
    say(here, Own(emergency={"en": "1 1 2"}))
    said = current(here, store.connect(here.redis_url))
    shape = Prompts().shape(said.lines[1], "en", "danger")
    assert (shape.kind, "1 1 2" in shape.text) == ("whole", True)
    assert current(settings(), store.connect(here.redis_url)).lines[0].helpline == (
        settings().lines[0].helpline
    )


def test_a_number_follows_the_general_line_in_what_it_does_not_say_itself() -> None:
    general, first, second, *_ = settings().lines
    apart = replace(second, helpline="+12025550177", texts={"en": {"emergency": "5 5 5"}})
    abroad = replace(first, number="+525555550100", country="MX", helpline="")
    filed = replace(settings(), lines=(general, first, apart, abroad))
    said = over(filed, Help({"": Own(OTHER, {"en": "1 1 2"})}))
    assert [line.helpline for line in said.lines] == [OTHER, OTHER, "+12025550177", ""]
    words = [line.texts.get("en", {}).get("emergency") for line in said.lines]
    assert words == ["1 1 2", "1 1 2", "5 5 5", None]
    own = over(filed, Help({"": Own(OTHER), NUMBER: Own("", {"es": "0 6 1"})}))
    assert [line.helpline for line in own.lines[:2]] == [OTHER, ""]
    assert own.lines[1].texts["es"]["emergency"] == "0 6 1"


def test_a_process_starts_with_the_last_words_while_redis_is_away(here: Settings) -> None:
    say(here, Own(emergency={"en": "1 1 2"}))
    asyncio.run(look(keeper(here)))
    again = keeper(replace(here, redis_url="redis://127.0.0.1:1"))
    again.load_disk()
    assert "hang up and call 1 1 2." in heard(again.world)


def test_a_redis_that_lost_its_last_second_does_not_bring_earlier_words_back(
    here: Settings,
) -> None:
    one = keeper(here)
    say(here, Own(emergency={"en": "9 9 9"}))
    connection = store.connect(here.redis_url)
    keys = [*map(store.text, connection.keys("ivr:*help*"))]
    before = {key: connection.get(key) for key in keys}
    say(here, Own(emergency={"en": "1 1 2"}))
    asyncio.run(look(one))
    connection.delete(*connection.keys("ivr:*help*"))
    for key, value in before.items():
        connection.set(key, value or b"")
    for _ in range(3):
        asyncio.run(look(one))
        assert "hang up and call 1 1 2." in heard(one.world)
    assert kept(here).state().own("").emergency == {"en": "1 1 2"}


def test_earlier_words_are_not_heard_while_the_store_is_away(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = SATURDAY_EVENING
    one = keeper(here, lambda: now)
    connection = store.connect(here.redis_url)
    say(here, Own(emergency={"en": "9 9 9"}))
    keys = [*map(store.text, connection.keys("ivr:*help*"))]
    before = {key: connection.get(key) for key in keys}
    say(here, Own(emergency={"en": "1 1 2"}))
    asyncio.run(settled(one))
    connection.delete(*connection.keys("ivr:*help*"))
    for key, value in before.items():
        connection.set(key, value or b"")
    with monkeypatch.context() as patched:
        patched.setattr(Storage, "read_document", away)
        for _ in range(3):
            now += timedelta(minutes=2)
            asyncio.run(settled(one))
            assert "hang up and call 1 1 2." in heard(one.world)
    now += timedelta(minutes=2)
    asyncio.run(settled(one))
    assert "hang up and call 1 1 2." in heard(one.world)
    assert kept(here).state().own("").emergency == {"en": "1 1 2"}


def test_where_nobody_said_anything_the_store_is_asked_once(here: Settings) -> None:
    now = SATURDAY_EVENING
    one = keeper(here, lambda: now)
    asyncio.run(settled(one))
    now += timedelta(minutes=2)
    asyncio.run(settled(one))
    assert "call 9 1 1, or 9 8 8." in heard(one.world)
    assert one.help._filled == SATURDAY_EVENING


def test_where_everything_is_lost_the_last_words_stay(here: Settings) -> None:
    now = SATURDAY_EVENING
    one = keeper(here, lambda: now)
    say(here, Own(emergency={"en": "1 1 2"}))
    asyncio.run(settled(one))
    connection = store.connect(here.redis_url)
    connection.delete(*connection.keys("ivr:*help*"))
    (here.data_dir / "recordings" / COPY).unlink()
    for _ in range(3):
        now += timedelta(minutes=2)
        asyncio.run(settled(one))
        assert "hang up and call 1 1 2." in heard(one.world)


def test_an_older_state_that_somebody_put_back_everywhere_holds(here: Settings) -> None:
    one = keeper(here)
    say(here, Own(emergency={"en": "9 9 9"}))
    copy = storage_of(here).read_document(COPY) or b""
    say(here, Own(emergency={"en": "1 1 2"}))
    asyncio.run(look(one))
    connection = store.connect(here.redis_url)
    connection.delete(*connection.keys("ivr:*help*"))
    storage_of(here).write_document(COPY, copy)
    kept(here).open()
    asyncio.run(look(one))
    asyncio.run(look(one))
    assert "hang up and call 9 9 9." in heard(one.world)


def test_an_empty_redis_is_filled_by_whichever_process_looks(here: Settings) -> None:
    say(here, Own(emergency={"en": "1 1 2"}))
    connection = store.connect(here.redis_url)
    connection.delete(*connection.keys("ivr:*help*"))
    one = keeper(here)

    async def looks() -> None:
        connection = store.connect_async(here.redis_url)
        await one.look(connection)
        assert one.help._filling is not None
        await one.help._filling
        await one.look(connection)
        await connection.aclose()

    asyncio.run(looks())
    assert "hang up and call 1 1 2." in heard(one.world)


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b'{"form":2}', b'{"form":1,"lines":{"":{"emergency":{"en":"{ $nothing }"}}}}'],
)
def test_a_damaged_document_changes_nothing(here: Settings, damage: bytes) -> None:
    one = keeper(here)
    say(here, Own(emergency={"en": "1 1 2"}))
    asyncio.run(look(one))
    store.publish(store.connect(here.redis_url), HELP, damage)
    asyncio.run(look(one))
    assert "hang up and call 1 1 2." in heard(one.world)


def test_whoever_did_not_see_the_last_change_changes_nothing(here: Settings) -> None:
    later = SATURDAY_EVENING + timedelta(minutes=5)
    seen = say(here, Own(emergency={"en": "1 1 2"})).own("")
    state = say(here, Own(OTHER, {"en": "9 9 9"}), who="Ben", now=later)
    with pytest.raises(CannotChange) as refused:
        changed(state, "", Own(), expected=seen, who="Ana", now=later)
    assert (refused.value.reason, refused.value.values) == ("help-meanwhile", {"who": "Ben"})
    assert [(each.who, each.did, each.language) for each in state.log] == [
        ("Ana", "emergency", "en"),
        ("Ben", "helpline", ""),
        ("Ben", "emergency", "en"),
    ]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("911", "help-number"),
        ("555 0142", "help-number"),
        ("words", "help-number"),
        ("+1 111 111 1111", "help-number"),
        ("+52 55 5555 0142", "help-abroad"),
        ("900 555 0142", "help-costly"),
        (NUMBER, "help-itself"),
    ],
)
def test_a_helpline_that_cannot_be_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(CannotChange) as refused:
        good_helpline(typed, settings().lines[0], settings())
    assert refused.value.reason == reason


def test_a_good_helpline_is_kept_in_one_form() -> None:
    assert good_helpline("(202) 555-0142", settings().lines[0], settings()) == OTHER


@pytest.mark.parametrize("words", ["…", "{ $country }", "9 1 1 }", "x" * 201, "\x07 1 1 2"])
def test_words_that_cannot_be_said_are_refused(words: str) -> None:
    with pytest.raises(CannotChange):
        good_words(words)


@pytest.mark.parametrize("words", ["9 1 1", " 1 1 2,\n or  0 6 1", "[el 112]", "*9 1 1", "#1"])
def test_words_are_kept_in_one_line_and_can_be_said(words: str) -> None:
    good = good_words(words)
    said = over(settings(), Help({"": Own(emergency={"en": good})}))
    assert f"call {good}." in Prompts().text(said.lines[1], "en", "danger", {})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("911", "9 1 1"), ("988 or 15, 24 hours", "9 8 8 or 15, 24 hours"), ("the 112", "the 1 1 2")],
)
def test_figures_are_said_one_by_one(typed: str, kept: str) -> None:
    assert good_words(typed, "hang up and call ") == kept


def test_the_shipped_world_has_nothing_over_line_toml() -> None:
    assert {line.version for line in world().settings.lines} == {""}
