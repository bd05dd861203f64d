"""One turn of a call: what is known when a webhook is answered, and what the answer can be.

Both are plain values. The nodes of the flow make an answer from a turn; `flow` writes it as TwiML.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from ivr.call import Call
from ivr.found import Found
from ivr.places.places import Places
from ivr.prompts import Prompts
from ivr.recordings.published import NONE, Recordings
from ivr.rooms.view import UNKNOWN, Admission, Rooms
from ivr.rota import OnNow, Rota
from ivr.schedule.snapshot import Filter, Snapshot
from ivr.settings import Line, Settings
from ivr.speech import Speaker, Value
from ivr.twiml import Word

LISTENING = frozenset({"room-keys", "room-help", "wait-first", "help-meeting", "leader"})
"""Sentences that are other ones, `<name>-listening`, for whoever only listens."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Where a caller is, in words: what the carrier understood, and whence it takes the number.

    Read at once and kept nowhere.
    """

    said: str = ""
    postcode: str = ""
    town: str = ""
    state: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """What a web process holds in memory. Replaced as a whole, never changed: but for `said`."""

    settings: Settings
    prompts: Prompts
    snapshot: Snapshot
    rota: Rota
    held: bool = False  # nothing is deleted at the carrier just now, by order
    recordings: Recordings = NONE
    said: set[tuple[str, str]] = field(default_factory=set)  # sentences of late, no callers
    rooms: Rooms = UNKNOWN
    places: Places = Places.EMPTY


@dataclass(frozen=True)
class Turn:
    """One webhook of one call. `now` is aware, UTC."""

    call: Call
    world: World
    now: datetime
    key: str = ""  # the key pressed; "" is silence
    verb: str = ""  # what the key asks of a step
    called: str = ""  # the number that was dialled, E.164
    outcome: str = ""  # how a call onward ended
    found: Found | None = None  # what was looked up or done before this answer
    admission: Admission | None = None  # its place in a room; None: not asked, or not told in time
    outbound: bool = False  # we rang this telephone
    heard: Heard | None = None  # only where a caller is asked where they are
    connection: bool | None = None  # whether one more may be connected; None: not asked
    untold: bool = False  # its place in a room was asked for, and nobody could tell in time

    @cached_property
    def line(self) -> Line:
        return self.world.settings.lines[self.call.line]

    @cached_property
    def speaker(self) -> Speaker:
        return self.speaking(self.call.language)

    def speaking(self, language: str) -> Speaker:
        """Who speaks in that language."""
        world = self.world
        base = world.settings.public_url
        return Speaker(world.prompts, self.line, language, world.recordings, base, world.said)

    @cached_property
    def on(self) -> OnNow | None:
        """The meeting a caller can join now."""
        return self.world.rota.for_caller(self.now, self.call.language)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The clock on the caller's wall, as far as it is known."""
        return ZoneInfo(self.call.zone) if self.call.zone else self.line.time_zone

    def say(self, prompt: str, **values: Value) -> list[Word]:
        if self.call.listens and prompt in LISTENING:
            prompt += "-listening"
        return self.speaker.say(prompt, **values)

    def list_filter(self, *, open_only: bool = False, phone_only: bool = False) -> Filter:
        return Filter(self.line.sources, open_only, phone_only)

    def at(self, call: Call, verb: str = "") -> "Turn":
        """The same moment elsewhere in the call."""
        return Turn(
            call,
            self.world,
            self.now,
            self.key,
            verb,
            self.called,
            self.outcome,
            self.found,
            self.admission,
            self.outbound,
            self.heard,
            self.connection,
            self.untold,
        )


@dataclass(frozen=True, slots=True)
class Ask:
    """Words, then a key or silence."""

    words: list[Word]
    cursor: str = ""
    hints: str | None = None  # words that may be said instead of a key; None takes keys only
    digits: int = 0  # so many keys make one answer; 0 is as many as the node has


@dataclass(frozen=True, slots=True)
class Go:
    """Words, and then another node (`node` or `node+verb`) speaks in the same breath."""

    target: str
    words: list[Word] = field(default_factory=list)
    cursor: str = ""
    call: Call | None = None  # where what the call knows changes: muted, or whose PIN was right


@dataclass(frozen=True, slots=True)
class Enter:
    """Into the room `name`. `limit` in seconds; `then` answers when the caller comes out."""

    words: list[Word]
    name: str
    limit: int
    then: Call
    wait: Call


@dataclass(frozen=True, slots=True)
class Connect:
    """A call onward to `number`, at most `limit` seconds; `digits` are sent when it answers.

    Star comes back, but for a bridge that has keys of its own.
    """

    words: list[Word]
    number: str
    limit: int
    then: Call
    digits: str = ""
    star: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """Words, a tone, and then what the caller says, at most `limit` seconds; `then` answers."""

    words: list[Word]
    limit: int
    then: Call
    ready: str  # the path that is told when the recording can be fetched


@dataclass(frozen=True, slots=True)
class Hold:
    """Words and pauses only, and then `again` answers: a wait document, or a moment's wait."""

    words: list[Word]
    again: Call


@dataclass(frozen=True, slots=True)
class Tell:
    """Words and pauses, and no call goes on at them: the carrier plays them into a room."""

    words: list[Word]


@dataclass(frozen=True, slots=True)
class End:
    """Words, and the line hangs up."""

    words: list[Word]


Answer = Ask | Go | Enter | Connect | Record | Hold | Tell | End
