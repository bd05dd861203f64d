"""The documents the carrier runs, from the few verbs that this line uses.

Plain strings: the builders of the carrier's library check neither names nor nesting and take as
long as the rest of an answer. What is written here is checked against the carrier's table in tests.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from ivr.recordings.quiet import QUIET_HASH

XML_TYPE = "text/xml"


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words for one voice. `slow` is for those who write along."""

    text: str
    voice: str
    locale: str = ""  # the carrier's language tag; "" where the voice implies it
    slow: bool = False
    kept: bool = True  # whether its document may stay in memory for the next caller

    def xml(self, *, hush: bool = False) -> str:
        return (_kept_say if self.kept else _say)(self, hush)


@dataclass(frozen=True, slots=True)
class Quiet:
    """A pause, in whole seconds."""

    seconds: int = 1

    def xml(self, *, hush: bool = False) -> str:
        return f'<Pause length="{self.seconds}"/>'


@dataclass(frozen=True, slots=True)
class Played:
    """A recording, by its hash, from the line at `base`."""

    hash: str
    base: str

    def xml(self, *, hush: bool = False) -> str:
        quiet = f"<Play>{escape(self.base)}/audio/{QUIET_HASH}.wav</Play>" if hush else ""
        return f"{quiet}<Play>{escape(self.base)}/audio/{self.hash}.wav</Play>"


Word = Spoken | Quiet | Played


@dataclass(frozen=True, slots=True)
class Speech:
    """What a recogniser listens for: the carrier's language tag, and likely words with commas."""

    language: str
    hints: str

    def attributes(self) -> str:
        """Nothing is starred out: there are towns whose names a filter does not like."""
        hints = f" hints={quoteattr(self.hints)}" if self.hints else ""
        return (
            f' language={quoteattr(self.language)} speechTimeout="auto" profanityFilter="false"'
            f"{hints}"
        )


def unkept(words: list[Word]) -> list[Word]:
    """The same words, of which nothing stays in memory: they say what a caller named."""
    return [replace(word, kept=False) if isinstance(word, Spoken) else word for word in words]


def _say(words: Spoken, hush: bool) -> str:
    body = escape(words.text)
    if words.voice.startswith(("Polly.", "Google.")):  # the other voices know no SSML
        if words.slow:
            body = f'<prosody rate="75%">{body}</prosody>'
        if hush:
            body = f'<break time="500ms"/>{body}'
    locale = f" language={quoteattr(words.locale)}" if words.locale else ""
    return f"<Say voice={quoteattr(words.voice)}{locale}>{body}</Say>"


_kept_say = lru_cache(maxsize=4096)(_say)
"""For callers of the same minute hear the same."""


def speech(words: list[Word]) -> str:
    """Words one after the other, with half a second of quiet before the first."""
    return "".join(word.xml(hush=i == 0) for i, word in enumerate(words))


def response(*verbs: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{"".join(verbs)}</Response>'.encode()


def gather(
    words: list[Word],
    *,
    action: str,
    timeout: int,
    digits: int = 1,
    goes_on: bool = False,
    listens: Speech | None = None,
) -> str:
    """One key, or so many `digits`, at any moment of the words or `timeout` seconds after them.

    What it `listens` for answers, too, and so does silence; where the document `goes_on`, silence
    runs its next verb.
    """
    finish = "#" if digits > 1 else ""
    inputs, listening = ("dtmf speech", listens.attributes()) if listens else ("dtmf", "")
    return (
        f'<Gather input="{inputs}"{listening} numDigits="{digits}" finishOnKey="{finish}"'
        f' actionOnEmptyResult="{"false" if goes_on else "true"}"'
        f' timeout="{timeout}" method="POST" action={quoteattr(action)}>{speech(words)}</Gather>'
    )


def redirect(url: str) -> str:
    return f'<Redirect method="POST">{escape(url)}</Redirect>'


def dial_number(
    number: str,
    *,
    caller_id: str,
    action: str,
    limit: int,
    status: str,
    digits: str = "",
    star: bool = True,
) -> str:
    """A call onward that shows the line's own number and keys `digits` when it is answered.

    `*` comes back where it is `star`. Its beginning and end are told to `status`, also when the
    caller hangs up in it.
    """
    keyed = f" sendDigits={quoteattr(digits)}" if digits else ""
    return (
        f'<Dial callerId={quoteattr(caller_id)} timeout="30" timeLimit="{limit}"'
        f' hangupOnStar="{str(star).lower()}" method="POST" action={quoteattr(action)}>'
        f'<Number{keyed} statusCallbackMethod="POST" statusCallbackEvent="initiated completed"'
        f" statusCallback={quoteattr(status)}>{escape(number)}</Number></Dial>"
    )


def dial_room(
    name: str, *, action: str, limit: int, wait: str, events: str, muted: bool = False
) -> str:
    """Into the room, out of which `*` leads to `action`, and so does all else."""
    return (
        f'<Dial hangupOnStar="true" timeLimit="{limit}" method="POST" action={quoteattr(action)}>'
        f"{conference(name, wait=wait, events=events, muted=muted)}</Dial>"
    )


def conference(name: str, *, events: str, wait: str | None = None, muted: bool = False) -> str:
    """All but `wait` and `muted` is the same for everyone who joins: the first participant fixes

    the callbacks of a conference for all. Without `wait` the carrier plays its own music.
    """
    waits = "" if wait is None else f' waitMethod="POST" waitUrl={quoteattr(wait)}'
    return (
        f'<Conference beep="false" startConferenceOnEnter="true" endConferenceOnExit="false"'
        f' muted="{str(muted).lower()}"{waits}'
        f' statusCallbackMethod="POST" statusCallbackEvent="start end join leave mute hold speaker"'
        f" statusCallback={quoteattr(events)}>{escape(name)}</Conference>"
    )


def quietly(seconds: int) -> bytes:
    """A wait document of silence that is asked for again and again: it needs nothing."""
    return response(Quiet(seconds).xml(), redirect(""))


def record(*, action: str, limit: int, ready: str) -> str:
    """A tone, and then what is said, until pound, five seconds of silence, or `limit` seconds."""
    return (
        f'<Record method="POST" action={quoteattr(action)} maxLength="{limit}" timeout="5"'
        f' finishOnKey="#" playBeep="true" trim="do-not-trim" recordingStatusCallbackMethod="POST"'
        f' recordingStatusCallbackEvent="completed" recordingStatusCallback={quoteattr(ready)}/>'
    )


HANG_UP = "<Hangup/>"

REJECT = '<Reject reason="busy"/>'
"""As the first verb: the only answer that costs nothing."""
