"""After two hours in a room without a key or a word: asked, and asked once more, and goodbye."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from ivr import store
from ivr.call import Call
from ivr.found import Found
from ivr.linefile import languages_shipped
from ivr.phone import Call as Made
from ivr.rooms.leaders import sign
from ivr.rooms.view import Own
from ivr.rota import MAIN_ROOM
from ivr.settings import Settings
from ivr.turn import Heard, World
from tests.line import SATURDAY_EVENING, in_all_languages, settings, world
from tests.redis_server import RedisServer
from tests.ringing import Exchange, exchange, said
from tests.steps.heard import Answer, Said, answered, at

SAID = Said()
ASKED = "We have not heard from you for a while."
AGAIN = "Are you still there?"
STAYS = "Thank you. You are back in the meeting."
GONE = "We cannot hear you, so this call ends here."
LIMIT = "A call can last four hours at most"


@pytest.fixture(autouse=True, scope="module")
def every_sentence_of_the_question() -> Iterator[None]:
    yield
    assert {"still-ask", "still-again", "still-stay", "still-gone"} <= SAID.said


def line() -> World:
    return replace(world(), prompts=SAID)


def after(minutes: int, node: str = "room", *, on: World | None = None, **more: Any) -> Answer:
    """What a call hears that was answered so long ago and comes to `node` now."""
    one = at(node, on=on or line(), cursor=MAIN_ROOM, **more)
    began = int(one.now.timestamp()) // 60 - minutes
    return answered(replace(one, call=replace(one.call, answered=began)))


def first(words: list[str]) -> str:
    return words[0] if words else ""


def spoke(minutes_ago: int) -> Found:
    return Found(own=Own(spoke=SATURDAY_EVENING - timedelta(minutes=minutes_ago)))


def ring(keys: str, on: Settings | None = None) -> Made:
    """A whole call while Redis is away."""

    async def call() -> Made:
        async with exchange(settings_=on) as one:
            return await one.ring(keys)

    return asyncio.run(call())


def asked(call: Made) -> list[tuple[str, int]]:
    """The sentences of the question that a call heard, and after how many minutes."""
    known = (ASKED, AGAIN, STAYS, GONE, LIMIT)
    began = call.transcript[0].at
    return [
        (sentence, round((heard.at - began).total_seconds() / 60))
        for heard in call.transcript
        for sentence in known
        if heard.kind == "say" and heard.text.startswith(sentence)
    ]


def rooms(call: Made) -> int:
    return sum(heard.kind == "room" for heard in call.transcript)


def test_a_silent_call_is_asked_twice_and_ends_with_a_goodbye() -> None:
    call = ring("-,w20000")
    assert asked(call) == [(ASKED, 120), (AGAIN, 121), (GONE, 121)]
    assert (rooms(call), call.status) == (1, "completed")


@pytest.mark.parametrize("answer", ["5", "*", "0", "say:yes", "say:mmh"])
def test_any_key_and_any_word_stay(answer: str) -> None:
    call = ring(f"-,w7190,{answer},w60,h")
    assert [sentence for sentence, _ in asked(call)] == [ASKED, STAYS]
    assert rooms(call) == 2


@pytest.mark.parametrize("answer", ["#", "say:here I am"])
def test_the_second_question_and_the_goodbye_can_be_answered_too(answer: str) -> None:
    call = ring(f"-,w7190,-,{answer},w60,h")
    assert [sentence for sentence, _ in asked(call)] == [ASKED, AGAIN, STAYS]
    gone = after(121, "still-gone", key="1")
    assert (first(gone.words), gone.room) == (STAYS, MAIN_ROOM)


def test_who_stays_is_asked_two_hours_later_and_before_the_four_hours_hears_why() -> None:
    call = ring("-,w7190,1,w20000")
    assert asked(call) == [(ASKED, 120), (STAYS, 120), (LIMIT, 238)]


def test_star_is_a_key_and_moves_the_question() -> None:
    call = ring("-,w3600,*,-,w20000")
    assert asked(call)[0] == (ASKED, 180)


@pytest.mark.parametrize(("minutes", "first_asked"), [(10, 10), (0, 0)], ids=["ten", "never"])
def test_a_number_asks_when_its_block_says(minutes: int, first_asked: int) -> None:
    lines = tuple(replace(each, ask_after=minutes) for each in settings().lines)
    call = ring("-,w20000", replace(settings(), lines=lines))
    assert asked(call)[0] == ((ASKED, first_asked) if minutes else (LIMIT, 238))


@pytest.mark.parametrize("node", ["room", "lead"])
def test_who_spoke_of_late_is_back_at_once_without_a_word(node: str) -> None:
    leads = sign("ana") if node == "lead" else ""
    own = replace(spoke(60).own, leads=bool(leads))
    back = after(121, node, leads=leads, found=Found(own=own))
    assert (back.words, back.room) == ([], MAIN_ROOM)
    assert "&k=61" in back.then  # and is asked two hours after that word
    assert first(after(121, node, leads=leads, found=spoke(121)).words).startswith(ASKED)
    assert first(after(121, node, leads=leads, found=Found()).words).startswith(ASKED)


def test_who_leads_is_back_with_the_leaders_keys() -> None:
    back = after(121, "still", key="5", leads=sign("ana"))
    assert (back.words, back.then.partition("?")[0]) == ([STAYS], "lead")


def test_who_only_listens_stays_by_a_key_and_listens_on() -> None:
    back = after(121, "still", key="5", listens=True)
    assert (back.words, back.muted) == ([STAYS], True)


def test_what_was_said_leads_nowhere_but_back() -> None:
    for word in ("help", "goodbye", "2"):
        back = after(121, "still", attempt=1, heard=Heard(said=word))
        assert (back.words, back.room) == ([STAYS], MAIN_ROOM)
        assert word not in back.then.replace(MAIN_ROOM, "").replace("&n=1", "").split("=")


def test_a_room_is_not_entered_when_the_question_is_due() -> None:
    """As after a room that was over, whose caller came on without a key."""
    assert first(after(150, "enter").words).startswith(ASKED)
    assert after(150, "enter", last=60).room == MAIN_ROOM


def test_a_room_that_is_over_is_no_sign_of_the_caller() -> None:
    one = at("room", on=line(), cursor="meeting-none")
    late = replace(one, call=replace(one.call, answered=one.call.answered - 90))
    assert "k=" not in answered(late).skip


@pytest.mark.parametrize("language", languages_shipped())
def test_each_language_says_it(language: str) -> None:
    on = in_all_languages(line())
    for node in ("still", "still-again", "still-gone"):
        assert len(after(121, node, on=on, language=language).words) == 1
    assert after(121, "still", on=on, language=language, key="1").room == MAIN_ROOM


def test_a_url_of_the_release_before_counts_from_the_answer() -> None:
    now = SATURDAY_EVENING
    query = {"l": "en", "n": "0", "t": str(int(now.timestamp()) // 60 - 5), "a": "0"}
    assert Call.read("room", query, lines=1, now=now).last == 0
    assert Call.read("room", query | {"k": "125"}, lines=1, now=now).last == 125


def test_a_word_in_the_room_counts_and_is_told_by_redis(server: RedisServer) -> None:
    """Somebody who speaks after an hour; and another one beside them, who never does."""

    async def two() -> tuple[Made, Made]:
        async with exchange(settings_=replace(settings(), redis_url=server.url)) as one:
            talks = one.carrier.dial(keys="-,w3600,say:I am Joe,w20000")
            sleeps = one.carrier.dial(keys="-,w20000", from_="+12125550101", after=30)
            await one.wait(minutes=100)
            await _tell(one)
            await one.carrier.run()
            return talks, sleeps

    talks, sleeps = asyncio.run(two())
    assert asked(talks)[0] == (ASKED, 180)
    assert rooms(talks) == 2
    at_two_hours = [h for h in talks.transcript if _minutes(talks, h.at) in (120, 121)]
    assert [heard.kind for heard in at_two_hours if heard.kind == "say"] == []
    assert [sentence for sentence, _ in asked(sleeps)] == [ASKED, AGAIN, GONE]
    assert "Joe" not in "".join(said(sleeps))


async def _tell(one: Exchange) -> None:
    async with store.connect_async(one.settings.redis_url) as to:
        await one.app.state.voice.events.hand_over(to)


def _minutes(call: Made, moment: datetime) -> int:
    return round((moment - call.transcript[0].at).total_seconds() / 60)
