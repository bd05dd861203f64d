"""A caller who follows a script such as `2,1,*`, so that a call needs nobody at the keys.

The tokens, separated by commas:

    2        pressed when the next Gather has said its prompt, or after a while in a room or with
             another telephone
    14850    several keys, one after another
    !2       pressed at once, into the speech
    -        one Gather passes in silence
    w30      waits 30 seconds, counted from the next Gather or room on
    "text"   spoken (also say:text); in a room the others hear it
    h        hangs up

When the script is used up the caller stays silent for one more Gather, or one wait document or
60 seconds in a room, and hangs up. An empty script is silent until a room was heard like that.
"""

import re
from collections import deque
from dataclasses import dataclass

from ivr.phone.call import TYPING_SECONDS, Call
from ivr.phone.caller import Caller
from ivr.phone.clock import SimulatedClock, Timer

REACTION = 0.5
ROOM_STAY = 20.0
RECORD_STAY = 5.0
LAST_STAY = 60.0
LONGEST_WAIT_DOCUMENT = 600.0
PATIENCE = 1800.0


class ScriptError(ValueError):
    """A key script holds a token that means nothing."""


@dataclass(frozen=True)
class Token:
    """One step of a script: keys, speech, silence, wait or hangup."""

    kind: str
    text: str = ""
    seconds: float = 0.0
    at_once: bool = False


def parse_script(script: str) -> list[Token]:
    """The tokens of a script. Raises `ScriptError`."""
    tokens = _joined([token.strip() for token in script.split(",")])
    return [_token(token) for token in tokens if token]


def _joined(tokens: list[str]) -> list[str]:
    """Puts commas back into spoken text that stands in quotation marks."""
    joined: list[str] = []
    for token in tokens:
        if joined and joined[-1].startswith('"') and not re.fullmatch(r'".*"', joined[-1]):
            joined[-1] += f", {token}"
        else:
            joined.append(token)
    return joined


def _token(token: str) -> Token:
    at_once = token.startswith("!")
    rest = token.removeprefix("!")
    if re.fullmatch(r"[0-9*#]+", rest):
        return Token("keys", rest, at_once=at_once)
    if rest == "h":
        return Token("hangup", at_once=at_once)
    if rest == "-":
        return Token("silence")
    if wait := re.fullmatch(r"w([0-9]+(?:\.[0-9]+)?)", rest):
        return Token("wait", seconds=float(wait[1]))
    if spoken := re.fullmatch(r'"(.+)"|say:(.+)', rest):
        return Token("speech", spoken[1] or spoken[2], at_once=at_once)
    raise ScriptError(
        f"{token!r} is no step of a key script; write keys (2), !2, -, w30, say:text or h."
    )


class ScriptedCaller(Caller):
    """Follows the script; every call with one ends by itself."""

    def __init__(self, call: Call, clock: SimulatedClock, script: str) -> None:
        self._call = call
        self._clock = clock
        self._tokens = deque(parse_script(script))
        self._silent_gathers = 1 if self._tokens else None
        self._place = ""
        self._ready = False
        self._waiting = False
        self._timers: list[Timer] = []
        self._patience = False

    def listening(self) -> None:
        self._arrive("gather")

    def prompted(self) -> None:
        self._become_ready()

    def recording(self) -> None:
        self._arrive("record")
        self._ready_after(RECORD_STAY)

    def entered(self, *, waiting: bool) -> None:
        self._arrive("waiting" if waiting else "room")
        self._ready_after(ROOM_STAY)

    def waited(self) -> None:
        if self._place == "waiting" and not self._tokens and not self._waiting:
            self._call.hang_up()

    def left(self) -> None:
        self._place = ""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    def _arrive(self, place: str) -> None:
        self.left()
        self._place = place
        self._ready = False
        self._step()

    def _become_ready(self) -> None:
        self._ready = True
        self._step()

    def _ready_after(self, seconds: float) -> None:
        self._timers.append(self._clock.after(seconds, self._become_ready))

    def _resume(self) -> None:
        self._waiting = False
        if self._place in ("room", "waiting", "record"):
            self._ready = True
        self._step()

    def _step(self) -> None:
        if self._waiting or not self._place:
            return
        if not self._tokens:
            self._wind_down()
            return
        token = self._tokens[0]
        if token.kind == "wait":
            self._tokens.popleft()
            self._waiting = True
            self._clock.after(token.seconds, self._resume)
        elif token.kind == "silence":
            self._tokens.popleft()
            if self._place == "gather":
                self._place = ""
            else:
                self._step()
        elif token.at_once or self._ready:
            self._tokens.popleft()
            self._act(token)

    def _act(self, token: Token) -> None:
        place, self._place = self._place, ""
        taken = REACTION
        if token.kind == "keys":
            self._call.press(token.text, after=REACTION)
            taken += len(token.text) * TYPING_SECONDS
        elif token.kind == "speech":
            self._call.say(token.text, after=REACTION)
        else:
            self._call.hang_up(after=REACTION)
        if place != "gather":
            self._timers.append(self._clock.after(taken, lambda: self._return_to(place)))

    def _return_to(self, place: str) -> None:
        """Still in the room after a key that did not lead out of it."""
        self._place = place
        self._ready = False
        self._step()
        self._ready_after(RECORD_STAY if place == "record" else ROOM_STAY)

    def _wind_down(self) -> None:
        if not self._patience:
            self._patience = True
            self._clock.after(PATIENCE, self._call.hang_up)
        if self._place == "gather" and self._silent_gathers is not None:
            if not self._silent_gathers:
                self._call.hang_up()
            self._silent_gathers -= 1
            self._place = ""
        elif self._place == "room":
            self._timers.append(self._clock.after(LAST_STAY, self._call.hang_up))
            self._place = ""
        elif self._place == "waiting" and not self._ready:
            self._timers.append(self._clock.after(LONGEST_WAIT_DOCUMENT, self._call.hang_up))
