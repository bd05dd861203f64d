"""What a transcript says of each thing that can happen."""

from datetime import timedelta

import pytest

from ivr.phone import Heard
from ivr.phone.transcript import lines, margin, sentence
from ivr.recordings.quiet import QUIET_HASH
from tests.phone.line import START, Line


@pytest.mark.parametrize(
    ("heard", "line"),
    [
        (Heard(START, "say", "Hello."), "01:05  Line       Hello."),
        (Heard(START, "say", "Hel", cut=True), "01:05  Line       Hel …"),
        (Heard(START, "play", "/a.wav"), "01:05  Line       (plays /a.wav)"),
        (
            Heard(START, "play", f"https://line.example.org/audio/{'7e73f6' + '0' * 58}.wav"),
            "01:05  Line       (the recording 7e73f600…)",
        ),
        (
            Heard(START, "play", f"https://line.example.org/audio/{QUIET_HASH}.wav"),
            "01:05  Line       (half a second of quiet)",
        ),
        (Heard(START, "key", "2"), "01:05  You        2"),
        (Heard(START, "key", "2", lost=True), "01:05  You        2 (nobody listened)"),
        (Heard(START, "speech", "Yes"), '01:05  You        "Yes"'),
        (Heard(START, "silence", seconds=7), "01:05  [silence]  7 seconds"),
        (Heard(START, "silence", seconds=1), "01:05  [silence]  1 second"),
        (Heard(START, "beep"), "01:05  [room]     A beep."),
        (Heard(START, "room", "hours"), "01:05  [room]     You are in the room 'hours'."),
        (Heard(START, "left", "hours"), "01:05  [room]     You are out of the room 'hours'."),
        (Heard(START, "say", "Hello.", announced=True), "01:05  [room]     Hello."),
        (Heard(START, "voice", "Hello."), '01:05  [room]     Somebody says: "Hello."'),
        (
            Heard(START, "hold"),
            "01:05  [room]     You are on hold: nobody in the room hears you, and you hear none of"
            " them.",
        ),
        (Heard(START, "unhold"), "01:05  [room]     You are back among the others."),
        (Heard(START, "mute"), "01:05  [room]     You are muted."),
        (Heard(START, "unmute"), "01:05  [room]     You can be heard again."),
        (Heard(START, "hangup", "no-answer"), "01:05  [carrier]  Nobody answered."),
        (
            Heard(START, "dial", "+12025550111"),
            "01:05  [carrier]  Ringing the number that ends in 0111.",
        ),
        (Heard(START, "record", seconds=9.6), "01:05  [carrier]  Recorded 10 seconds."),
        (Heard(START, "error", "Sorry."), "01:05  [carrier]  Sorry."),
        (Heard(START, "hangup", "hangup"), "01:05  [carrier]  The line hung up."),
    ],
)
def test_transcript_line(heard: Heard, line: str) -> None:
    assert margin(65.9, heard) + sentence(heard) == line


def test_transcript_of_a_rejected_call() -> None:
    assert list(lines(Line({"/voice": "<Reject/>"}).ring())) == [
        "00:00  [carrier]  The line rejected the call."
    ]


def test_transcript_entries_are_in_order() -> None:
    call = Line({"/voice": "<Say>One.</Say><Pause length='2'/><Say>Two.</Say>"}).ring()
    moments = [entry.at - START for entry in call.transcript]
    assert moments == sorted(moments)
    assert moments[-1] == timedelta(seconds=2.75)
