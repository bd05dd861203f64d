"""A call that the line asked for by REST: it rings, and whoever answers is on the line."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from ivr.phone.dial import FarEnd
from ivr.phone.events import CallOver, Event
from ivr.phone.page import Step
from ivr.phone.runner import LONGEST_CALL, Runner
from ivr.phone.verbs import stay


@dataclass(frozen=True)
class Order:
    """What the line asked for. All URLs are public and absolute; `timeout` is in seconds."""

    url: str
    method: str = "POST"
    status_url: str = ""
    status_method: str = "POST"
    events: frozenset[str] = frozenset({"completed"})
    timeout: float = 60.0


async def ring_out(runner: Runner, order: Order, far_end: FarEnd) -> None:
    """From the first ring to the end, and what is told of it."""
    call, carrier = runner.call, runner.carrier

    async def tell(event: str, fields: Mapping[str, str] | None = None) -> None:
        if order.status_url and event in order.events:
            form = {**call.form(), "CallbackSource": "call-progress-events", **(fields or {})}
            await carrier.tell(order.status_url, form, order.status_method)

    call.rang_at = runner.clock.now()
    await tell("initiated", {"CallStatus": "initiated"})
    try:
        await _until_answered(runner, order, far_end, tell)
        call.answer(LONGEST_CALL)
        carrier.records.answer(call.sid)
        await tell("answered")
        if far_end.keys is None:
            call.hang_up(after=far_end.seconds)
        reason = await runner.follow(Step(order.url, order.method))
    except CallOver as over:
        reason = over.reason
        if reason == "api" and call.answered_at is None:
            reason = "canceled"
    call.end(reason)
    carrier.records.end(call.sid, status=call.status)
    await tell("completed", {"CallDuration": str(round(call.seconds))})


async def _until_answered(
    runner: Runner, order: Order, far_end: FarEnd, tell: Callable[[str], Awaitable[None]]
) -> None:
    """Raises `CallOver` when nobody answers, or the line hangs up before."""
    if far_end.outcome == "failed":
        raise CallOver("failed")
    await tell("ringing")
    missed = far_end.outcome == "no-answer" or far_end.rings > order.timeout
    await stay(runner, order.timeout if missed else far_end.rings, _deaf)
    if missed or far_end.outcome == "busy":
        raise CallOver("no-answer" if missed else "busy")


def _deaf(_: Event) -> bool:
    return False
