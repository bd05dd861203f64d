"""A call on paper: one line for each thing that was heard or pressed."""

import re
from collections.abc import Iterator

from ivr.phone.call import Call, Heard
from ivr.recordings.published import is_hash
from ivr.recordings.quiet import QUIET_HASH

_ENDS = {
    "caller": "You hung up.",
    "hangup": "The line hung up.",
    "end": "The line had nothing more to say and hung up.",
    "rejected": "The line rejected the call.",
    "busy": "The line is busy.",
    "no-answer": "Nobody answered.",
    "failed": "The number could not be reached.",
    "canceled": "The line stopped ringing.",
    "error": "The carrier hung up after an error.",
    "limit": "The carrier cut the call after four hours.",
    "api": "The call was ended from outside.",
}


_OF_THE_ROOM = ("room", "left", "beep", "voice", "hold", "unhold", "mute", "unmute")


def speaker(heard: Heard) -> str:
    """Who it comes from: the line, the caller, the room or the carrier."""
    if heard.announced or heard.kind in _OF_THE_ROOM:
        return "[room]"
    if heard.kind in ("say", "play"):
        return "Line"
    if heard.kind in ("key", "speech"):
        return "You"
    if heard.kind == "silence":
        return "[silence]"
    return "[carrier]"


def played(url: str) -> str:
    """A recording by the beginning of its name, which `ivr prompts list --json` shows whole."""
    name = url.rpartition("/")[2].removesuffix(".wav")
    if name == QUIET_HASH:
        return "(half a second of quiet)"
    return f"(the recording {name[:8]}…)" if is_hash(name) else f"(plays {url})"


def sentence(heard: Heard) -> str:
    """What a reader of the transcript is told about it."""
    unheard = " (nobody listened)" if heard.lost else ""
    match heard.kind:
        case "say":
            return heard.text + (" …" if heard.cut else "")
        case "play":
            return played(heard.text)
        case "key":
            return heard.text + unheard
        case "speech":
            return f'"{heard.text}"{unheard}'
        case "silence":
            return "1 second" if heard.seconds == 1 else f"{heard.seconds:g} seconds"
        case "beep":
            return "A beep."
        case "room":
            return f"You are in the room {heard.text!r}."
        case "left":
            return f"You are out of the room {heard.text!r}."
        case "voice":
            return f'Somebody says: "{heard.text}"'
        case "hold":
            return "You are on hold: nobody in the room hears you, and you hear none of them."
        case "unhold":
            return "You are back among the others."
        case "mute":
            return "You are muted."
        case "unmute":
            return "You can be heard again."
        case "dial":
            return f"Ringing the number that ends in {heard.text[-4:]}."
        case "keyed":
            return f"Keyed there: {_with_pauses(heard.text)}."
        case "record":
            return f"Recorded {heard.seconds:.0f} seconds."
        case "hangup":
            return _ENDS[heard.text]
        case _:
            return heard.text


def _with_pauses(keys: str) -> str:
    """ "wwww123#" as "(2 seconds) 123#"."""
    pauses = re.sub("w+", lambda run: f" ({len(run[0]) / 2:g} seconds) ", keys)
    return " ".join(pauses.split())


def margin(seconds: float, heard: Heard) -> str:
    """The time since the answer as mm:ss, and the speaker."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes:02}:{rest:02}  {speaker(heard):<9}  "


def lines(call: Call) -> Iterator[str]:
    for heard in call.transcript:
        yield margin(max(0.0, call.elapsed(heard)), heard) + sentence(heard)
