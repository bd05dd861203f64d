"""All that this installation was told, as one frozen object: `environment.load` makes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

PROMPTS = Path(__file__).parent.parent / "prompts"

WAITS = {"greeting": 5, "menu": 7, "list": 10, "room": 3, "pause": 60, "brief": 1, "still": 20}
"""Seconds of silence before the line goes on by itself, unless a number's block says otherwise."""

ASK_AFTER = 120
"""Minutes in a room without a key or a word, after which a caller is asked to stay."""

FELLOWSHIPS = ("na", "aa", "other")


class SettingsError(Exception):
    """A setting that cannot be used: one sentence with the place and the mend."""


@dataclass(frozen=True, slots=True)
class Source:
    """One meeting list: a `[[source]]` block of line.toml."""

    name: str
    kind: str  # one of sources.KINDS; "" is recognised by its bytes
    url: str = field(repr=False)  # http or https, or the absolute path of a file
    time_zone: ZoneInfo  # for rows that name none
    language: str  # for rows that name none
    country: str  # ISO 3166 alpha-2, for telephone numbers without a country code
    refresh_minutes: int = 60
    local: bool = False  # whether its server may send on to an address inside the house
    fellowship: str = "na"  # whose letters its types are: one of FELLOWSHIPS


@dataclass(frozen=True, slots=True)
class Line:
    """What one dialled number says and does: `[line]` with its own `[[number]]` block over it."""

    number: str  # E.164, or "" for numbers that have no block
    name: str
    languages: tuple[str, ...]
    time_zone: ZoneInfo
    country: str
    helpline: str = ""  # E.164, or "" for none
    start: str = "greeting"
    sources: tuple[str, ...] = ()  # names of the lists it reads
    voices: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # language -> id -> words
    waits: Mapping[str, int] = field(default_factory=lambda: dict(WAITS))  # seconds
    version: str = ""  # of what operators changed over line.toml: other words, another version
    countries: tuple[str, ...] = ()  # whose numbers may be dialled; none means its own country's
    ask_after: int = ASK_AFTER  # minutes in a room without a key or a word; 0 never asks

    @property
    def dials(self) -> tuple[str, ...]:
        """The countries, ISO 3166 alpha-2, into which this line connects callers."""
        return self.countries or (self.country,)


@dataclass(frozen=True, slots=True)
class Rota:
    """Where the hours and those who lead them are kept: paths or URLs."""

    hours: str = field(repr=False)  # the address may be all that keeps it from strangers
    leaders: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """Calls from one number, over which a caller only listens; 0 is no limit."""

    calls_at_once: int = 20
    calls_in_an_hour: int = 60
    uncounted: tuple[str, ...] = field(default=(), repr=False)  # E.164

    def __bool__(self) -> bool:
        return bool(self.calls_at_once or self.calls_in_an_hour)


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """Of all rooms of the meetings."""

    most: int = 230  # people in one part of a room; the carrier's own limit is 250
    speakers: int = 8  # so many enter able to speak
    at_once: int = 20  # requests to the carrier at a time, for a leader's keys


@dataclass(frozen=True, slots=True)
class Onward:
    """How many callers are connected to the telephone meetings of lists, which costs the line."""

    at_once: int = 10
    in_an_hour: int = 60


@dataclass(frozen=True, slots=True)
class Costs:
    """What the carrier charges, and what may be spent: `[costs]`. Prices are for one minute.

    The defaults are list prices of the United States, undated: what a bill says counts.
    """

    currency: str = "USD"
    inbound: float = 0.0085
    toll_free: float = 0.022
    participant: float = 0.0018  # of somebody in a room, beside their call
    outbound: float = 0.014  # of a call onward, beside the caller's own
    recording: float = 0.0025
    number: float = 1.15  # for a month
    toll_free_number: float = 2.15  # likewise
    day_budget: float = 0.0  # 0 is none
    month_budget: float = 0.0

    def price(self, kind: str) -> float:
        """Of a minute; `kind` is one of the fields above."""
        return float(getattr(self, kind))

    def money(self, amount: float) -> str:
        return f"{amount:,.2f} {self.currency}"


@dataclass(frozen=True, slots=True)
class Settings:
    """All that this installation was told. Nothing here changes while it runs."""

    lines: tuple[Line, ...]  # the first holds for numbers that have no block
    sources: tuple[Source, ...]
    rota: Rota | None
    config: Path
    data_dir: Path
    redis_url: str = field(default="", repr=False)  # may hold a password
    public_url: str = ""  # as the carrier sees this line, without a slash at its end
    account_sid: str = ""
    auth_tokens: tuple[str, ...] = field(default=(), repr=False)
    secret: str = field(default="", repr=False)
    metrics_token: str = field(default="", repr=False)
    twilio_api: str = "https://api.twilio.com"
    fallback_url: str = ""  # where the document of `ivr fallback` is hosted; "" is nowhere
    host: str = "127.0.0.1"
    port: int = 8000
    pulse: Path | None = None  # what the worker and the cron touch while they live
    drain: int = 0  # seconds in which a web process that is told to end still answers
    limits: Limits = field(default_factory=Limits)
    recordings: str = field(default="", repr=False)  # a URL of fsspec; "" is a folder of data_dir
    room: RoomSettings = field(default_factory=RoomSettings)
    onward: Onward = field(default_factory=Onward)
    costs: Costs = field(default_factory=Costs)
    said: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language: what lists write, and how a voice says it."""

    @property
    def erases(self) -> bool:
        """Whether the carrier can be asked to forget calls: the account and its key are known."""
        return bool(self.account_sid and self.auth_tokens)

    def line_index(self, to: str) -> int:
        """Which line the dialled number `to` is; 0, the general one, when it has no block."""
        return next((i for i, line in enumerate(self.lines) if i and line.number == to), 0)
