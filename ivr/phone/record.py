"""A Record: the line keeps what the caller says until a key, a silence, the limit or the end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from ivr.phone.call import ACCOUNT_SID, new_sid
from ivr.phone.events import CallOver, Event, Key, Words
from ivr.phone.page import Page, Step
from ivr.phone.speech import seconds_of
from ivr.phone.verbs import listen_to, losing, note

if TYPE_CHECKING:
    from ivr.phone.runner import Runner

BEEP_SECONDS = 0.5
READY_AFTER = 1.0
ANY_KEY = "1234567890*#"


@dataclass(frozen=True)
class Recording:
    """`words` are what the caller said into it, in order."""

    sid: str
    url: str
    at: datetime
    seconds: float
    words: tuple[str, ...]


async def run_record(runner: "Runner", page: Page, record: ElementTree.Element) -> Step:
    """Always leads to the action, by default the document itself, even when nothing was said."""
    runner.redirects = 0
    if record.get("playBeep", "true") == "true":
        await listen_to(runner, "beep", "", BEEP_SECONDS, losing(runner))
    began = runner.clock.now()
    said: list[str] = []
    runner.call.caller.recording()
    try:
        digits = await _until_done(runner, record, said)
    except CallOver as over:
        if over.reason == "caller":
            step = _kept(runner, page, record, began, said, "hangup")
            await runner.ask_in_vain(step)
        raise
    runner.call.caller.left()
    return _kept(runner, page, record, began, said, digits)


async def _until_done(runner: "Runner", record: ElementTree.Element, said: list[str]) -> str:
    """The key that ended the recording, or nothing."""
    clock = runner.clock
    finishing = record.get("finishOnKey", ANY_KEY)
    silence = timedelta(seconds=float(record.get("timeout", "5")))
    limit = clock.now() + timedelta(seconds=float(record.get("maxLength", "3600")))
    quiet_from = clock.now()
    while True:
        until = min(quiet_from + silence, limit)
        event: Event | None = await runner.call.listen(until)
        if event is None:
            return ""
        finished = isinstance(event, Key) and event.key in finishing
        note(runner, event, lost=isinstance(event, Key) and not finished)
        if isinstance(event, Key) and finished:
            return event.key
        if isinstance(event, Words):
            said.append(event.text)
            quiet_from = clock.now() + timedelta(seconds=seconds_of(event.text))


def _kept(
    runner: "Runner",
    page: Page,
    record: ElementTree.Element,
    began: datetime,
    said: list[str],
    digits: str,
) -> Step:
    sid = new_sid("RE")
    seconds = (runner.clock.now() - began).total_seconds()
    url = f"https://api.example.invalid/2010-04-01/Accounts/{ACCOUNT_SID}/Recordings/{sid}"
    kept = Recording(sid, url, began, seconds, tuple(said))
    runner.call.recordings.append(kept)
    ready = runner.clock.now() + timedelta(seconds=READY_AFTER)
    runner.carrier.records.recorded(runner.call.sid, kept, ready=ready)
    runner.call.hear("record", " ".join(said), seconds=seconds)
    events = record.get("recordingStatusCallbackEvent", "completed").split()
    callback = record.get("recordingStatusCallback")
    if callback is not None and "completed" in events:
        runner.carrier.later(
            READY_AFTER,
            page.link(callback),
            {
                "AccountSid": ACCOUNT_SID,
                "CallSid": runner.call.sid,
                "RecordingSid": sid,
                "RecordingUrl": url,
                "RecordingStatus": "completed",
                "RecordingDuration": str(round(seconds)),
                "RecordingChannels": "1",
                "RecordingStartTime": f"{began:%a, %d %b %Y %H:%M:%S} +0000",
                "RecordingSource": "RecordVerb",
            },
            method=record.get("recordingStatusCallbackMethod", "POST"),
        )
    fields = {
        "RecordingSid": sid,
        "RecordingUrl": url,
        "RecordingDuration": str(round(seconds)),
        "Digits": digits,
    }
    return page.step(record.get("action"), record.get("method"), fields)
