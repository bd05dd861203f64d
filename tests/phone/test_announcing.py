"""What is played into a room, to whom, and what goes on beside it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from ivr.phone import Call, Carrier
from tests.phone.line import BASE, START, Line, codes

ROOM = (
    '<Dial action="/after" hangupOnStar="true"><Conference waitUrl="" beep="false"'
    ' statusCallback="/events" statusCallbackEvent="join leave mute hold speaker announcement">'
    "hours</Conference></Dial>"
)


def line(**documents: str) -> Line:
    own = {f"/{name}": document for name, document in documents.items()}
    return Line({"/voice": ROOM, "/events": "<Response/>", "/after": "<Say>Out.</Say>", **own})


def meet(
    there: Line, act: Callable[[Carrier, list[Call]], Awaitable[None]], people: int = 3
) -> tuple[list[Call], Carrier]:
    """People who come at once; what `act` does ten seconds later; all hang up after a minute."""

    async def run() -> tuple[list[Call], Carrier]:
        carrier = there.carrier()
        calls = [carrier.dial(keys=None) for _ in range(people)]
        await carrier.run(START + timedelta(seconds=10))
        await act(carrier, calls)
        for call in calls:
            call.hang_up(after=50)
        await carrier.run()
        return calls, carrier

    return asyncio.run(run())


def since(call: Call, kinds: str = "say voice speech hold unhold mute unmute") -> list[str]:
    """What was heard after the entering: the second, the kind, the text."""
    heard = [h for h in call.transcript if h.kind in kinds.split()]
    return [f"{call.elapsed(h):g} {h.kind} {h.text}{' …' if h.cut else ''}".strip() for h in heard]


def told(there: Line, *fields: str) -> list[tuple[str, ...]]:
    return [tuple(form.get(f, "") for f in fields) for form in there.forms("/events")]


def test_all_hear_an_announcement_while_somebody_speaks() -> None:
    there = line(tell="<Say>Five minutes are left of this hour.</Say>")

    async def act(carrier: Carrier, calls: list[Call]) -> None:
        carrier.announce(carrier.rooms["hours"], f"{BASE}/tell?what=1")
        calls[0].say("My name is Ann.", after=1)

    (ann, bea, _), carrier = meet(there, act)
    announced = "10 say Five minutes are left of this hour."
    assert since(ann) == [announced, "11 speech My name is Ann."]
    assert since(bea) == [announced, "11 voice My name is Ann."]
    said = bea.transcript[1]
    assert (said.announced, said.room) == (True, "hours")
    assert codes(carrier) == []
    (form,) = there.forms("/tell")
    assert (form["FriendlyName"], "From" in form, "CallSid" in form) == ("hours", False, False)
    assert [e for e in told(there, "StatusCallbackEvent") if "participant-j" not in e[0]][:3] == [
        ("participant-speech-start",),
        ("participant-speech-stop",),
        ("announcement-end",),
    ]


def test_one_alone_hears_what_is_for_one() -> None:
    there = line(
        tell="<Say>Your hand.</Say><Pause/><Redirect>/more</Redirect>", more="<Say>!</Say>"
    )

    async def act(carrier: Carrier, calls: list[Call]) -> None:
        carrier.announce(carrier.rooms["hours"], f"{BASE}/tell", to=calls[1])

    calls, _ = meet(there, act)
    assert [since(call) for call in calls] == [[], ["10 say Your hand.", "11.75 say !"], []]
    assert there.forms("/tell")[0]["CallSid"] == calls[1].sid


def test_who_leaves_hears_the_beginning() -> None:
    there = line(tell="<Say>One two three four five six seven eight.</Say>")

    async def act(carrier: Carrier, calls: list[Call]) -> None:
        carrier.announce(carrier.rooms["hours"], f"{BASE}/tell")
        calls[0].press("*", after=1.5)

    (left, stayed, _), _ = meet(there, act)
    assert since(left) == ["10 say One two three four …", "11.5 say Out."]
    assert since(stayed) == ["10 say One two three four five six seven eight."]


def test_a_document_that_may_not_be_announced_is_an_alert() -> None:
    there = line(tell="<Gather><Say>Press one.</Say></Gather>")

    async def act(carrier: Carrier, calls: list[Call]) -> None:
        carrier.announce(carrier.rooms["hours"], f"{BASE}/tell")

    calls, carrier = meet(there, act)
    assert (codes(carrier), since(calls[0])) == ([13238], [])
    assert ("announcement-fail",) in told(there, "StatusCallbackEvent")


def test_on_hold_one_hears_the_document_again_and_again_and_no_one_else() -> None:
    there = line(wait="<Say>Nobody else is here.</Say><Pause length='6'/>", tell="<Say>All.</Say>")

    async def act(carrier: Carrier, calls: list[Call]) -> None:
        room = carrier.rooms["hours"]
        carrier.clock.spawn(room.hold(calls[0], True, f"{BASE}/wait", "POST"))
        carrier.announce(room, f"{BASE}/tell")
        calls[0].say("Hello?", after=2)
        calls[1].say("Good evening.", after=3)
        carrier.clock.after(10, lambda: carrier.clock.spawn(room.hold(calls[0], False)))

    (held, other, _), carrier = meet(there, act)
    assert since(held) == [
        "10 hold",
        "10 say Nobody else is here.",
        "12 speech Hello?",
        "17.5 say Nobody else is here.",
        "20 unhold",
    ]
    assert since(other) == ["10 say All.", "13 speech Good evening."]
    assert [h.lost for h in held.transcript if h.kind == "speech"] == [True]
    assert [e for e in told(there, "StatusCallbackEvent", "Hold") if "hold" in e[0]] == [
        ("participant-hold", "true"),
        ("participant-unhold", "false"),
    ]
    assert codes(carrier) == []


def test_star_leads_out_of_the_hold() -> None:
    there = line(wait="<Say>Nobody else is here.</Say>")

    async def act(carrier: Carrier, calls: list[Call]) -> None:
        hold = carrier.rooms["hours"].hold(calls[0], True, f"{BASE}/wait", "POST")
        carrier.clock.spawn(hold)
        calls[0].press("*", after=0.75)

    (held, *_), _ = meet(there, act)
    assert since(held) == ["10 hold", "10 say Nobody else …", "10.75 say Out."]


def test_a_hold_document_in_which_nothing_is_heard_is_silence() -> None:
    there = line(wait="")

    async def act(carrier: Carrier, calls: list[Call]) -> None:
        carrier.clock.spawn(carrier.rooms["hours"].hold(calls[0], True, f"{BASE}/wait"))

    (held, *_), carrier = meet(there, act)
    assert (since(held), codes(carrier), len(there.forms("/wait"))) == (["10 hold"], [], 1)


def test_who_is_muted_is_not_heard() -> None:
    there = line()

    async def act(carrier: Carrier, calls: list[Call]) -> None:
        carrier.clock.spawn(carrier.rooms["hours"].mute(calls[0], True))
        calls[0].say("Can you hear me?", after=1)

    (muted, other, _), _ = meet(there, act)
    assert since(muted) == ["10 mute", "11 speech Can you hear me?"]
    assert ([h.lost for h in muted.transcript if h.kind == "speech"], since(other)) == ([True], [])
    assert told(there, "StatusCallbackEvent", "Muted")[3] == ("participant-mute", "true")


def test_nobody_is_heard_before_the_conference_starts() -> None:
    async def act(carrier: Carrier, calls: list[Call]) -> None:
        calls[0].say("Hello?")

    (alone,), _ = meet(line(), act, people=1)
    assert since(alone) == ["10 speech Hello?"]
    assert alone.transcript[1].lost


def test_callbacks_come_late_twice_or_never() -> None:
    there = line()

    async def run() -> Carrier:
        carrier = there.carrier(
            delays=lambda form: {"1": [], "2": [5.0, 1.0]}.get(form["SequenceNumber"], [2.0])
        )
        for place in range(3):
            carrier.dial(keys="w10,h", after=place)
        await carrier.run()
        return carrier

    asyncio.run(run())
    numbers = [form["SequenceNumber"] for form in there.forms("/events")]
    assert numbers[:4] == ["2", "4", "2", "5"]
    assert "1" not in numbers
