"""A turn, and the call in it, keep what they know wherever the call goes on."""

from dataclasses import MISSING, fields, replace
from typing import Any

from ivr.call import Call
from ivr.rooms.view import Admission
from ivr.turn import Heard, Turn
from tests.line import turn, world

OTHER: dict[str, Any] = {
    "language": "es", "line": 2, "answered": 7, "muted": True, "zone": "America/Denver",
    "listens": True, "tries": 2, "who": "123", "told": 1, "leads": "abcdefgh", "last": 9,
    "key": "5", "called": "+12025550100", "outcome": "busy", "found": object(),
    "admission": Admission("main"), "outbound": True, "heard": Heard("Rivertown"),
    "connection": False, "world": world(), "now": turn().now,
    "untold": True,
}  # fmt: skip
"""A value that is nobody's default."""


def test_a_call_elsewhere_keeps_every_field() -> None:
    kept = [each for each in fields(Call) if each.name not in ("node", "attempt", "cursor")]
    values = {each.name: OTHER[each.name] for each in kept}
    call = Call(node="next", attempt=3, cursor="here", **values)
    assert call.at("near") == replace(call, node="near", attempt=0, cursor="")
    assert all(values[each.name] != each.default for each in kept if each.default is not MISSING)


def test_a_turn_elsewhere_keeps_every_field() -> None:
    kept = [each for each in fields(Turn) if each.name not in ("call", "verb")]
    values = {each.name: OTHER[each.name] for each in kept}
    one = Turn(call=turn().call, verb="found", **values)
    there = turn("near").call
    assert one.at(there, "again") == replace(one, call=there, verb="again")
    assert all(values[each.name] != each.default for each in kept if each.default is not MISSING)
