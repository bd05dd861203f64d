"""Where a number's calls begin, and what its block may say anew."""

import asyncio
from dataclasses import replace

import pytest

from ivr.settings import Settings
from tests.line import NUMBER, SATURDAY_EVENING, settings
from tests.ringing import exchange, said


def beginning(start: str, to: str = NUMBER) -> tuple[list[str], int, int]:
    """First sentences, webhooks and rooms of a silent call to a number that starts there."""

    async def ring() -> tuple[list[str], int, int]:
        async with exchange(SATURDAY_EVENING, _starting(start)) as line:
            call = await line.ring("h" if start == "about" else "", to=to)
            assert line.carrier.alerts == []
            rooms = [heard for heard in call.transcript if heard.kind == "room"]
            asked = [webhook for webhook in call.webhooks if "/voice/wait" not in webhook.url]
            return said(call)[:2], len(asked), len(rooms)

    return asyncio.run(ring())


def _starting(start: str) -> Settings:
    general, *numbers = settings().lines
    return replace(settings(), lines=(general, *(replace(n, start=start) for n in numbers)))


def test_a_call_to_a_room_is_in_it_after_one_webhook() -> None:
    heard, webhooks, rooms = beginning("room")
    assert heard == ["The N A meeting line.", "Joining Supper and Serenity."]
    assert (webhooks, rooms) == (1, 1)


def test_a_call_about_the_fellowship_begins_with_its_first_piece() -> None:
    heard, webhooks, _ = beginning("about")
    assert heard[0] == "The N A meeting line."
    assert heard[1].startswith("N A is people who had a problem with drugs")
    assert webhooks == 1


@pytest.mark.parametrize("to", ["+12025550177", "sip:line@example.org", ""])
def test_a_number_without_a_block_is_greeted_as_the_line_says(to: str) -> None:
    heard, _, rooms = beginning("next", to)
    assert (heard[0], rooms) == ("Welcome to the N A meeting line.", 1)
