"""Whatever stands in a signed form, whoever reads it reads it or leaves it, and never fails."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ivr.costs import minutes
from ivr.rooms import events
from ivr.rota import MAIN_ROOM
from ivr.signature import ALLOWED
from tests.line import settings

NOW = datetime(2026, 11, 21, 23, 40, tzinfo=UTC)
REAL = {
    "CallSid": f"CA{1:032x}",
    "CallStatus": "completed",
    "ConferenceSid": f"CF{1:032x}",
    "FriendlyName": MAIN_ROOM,
    "StatusCallbackEvent": "participant-join",
    "Timestamp": "Sat, 21 Nov 2026 23:40:00 +0000",
}
STAMPS = st.from_regex(
    r"[A-Z][a-z]{2}, \d{1,3} [A-Z][a-z]{2} \d{1,25} \d{1,4}:\d\d(:\d\d)? [+-]\d*"
)


@given(
    st.dictionaries(st.sampled_from(sorted(ALLOWED)), st.text(max_size=40)),
    st.text(max_size=40) | STAMPS,
)
@example({}, "Mon, 01 Jan 99999999999999999999 00:00:00 +0000")
@example({}, "Mon, 01 Jan 2026 00:00:00 +99999999999999999999")
@example({}, "Mon, 01 Jan 0001 00:00:00 +2359")
def test_a_field_that_is_none_is_left(odd: dict[str, str], stamp: str) -> None:
    form = {**REAL, "Timestamp": stamp, **odd}
    for step in (
        events.read(form, NOW),
        minutes.in_room(form, NOW),
        minutes.ended(form, settings(), 0, NOW),
        minutes.recorded(REAL["CallSid"], form.get("RecordingDuration", ""), settings(), 0, NOW),
    ):
        if step is not None:
            assert all(isinstance(each, str | int) for each in step[2])


@pytest.mark.parametrize("stamp", ["", "yesterday", "Mon, 01 Jan 99999999999 00:00:00 +0000"])
def test_what_happened_at_no_time_happened_now(stamp: str) -> None:
    assert events.told_at(stamp, NOW) == NOW.timestamp() * 1000
