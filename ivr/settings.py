"""The environment and line.toml, read once into one frozen object.

Secrets come from the environment or from a file named by `<NAME>_FILE`, never from line.toml and
never from a request.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from redis import ConnectionPool

from ivr.sentinel import Sentinels

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


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable, as the README lists it."""

    name: str
    what: str
    secret: bool = False
    default: str = ""


ENVIRONMENT = (
    Variable("HOST", "address the web process listens on", default="127.0.0.1"),
    Variable("PORT", "port the web process listens on", default="8000"),
    Variable(
        "REDIS_URL",
        "where Redis is; `rediss://`, `unix://` and `redis+sentinel://` work too",
        secret=True,
    ),
    Variable(
        "IVR_DRAIN",
        "seconds in which a web process that is told to end still answers",
        default="0",
    ),
    Variable(
        "IVR_PULSE",
        "file that `ivr worker` and `ivr cron` touch while they live, for a health check",
    ),
    Variable("IVR_CONFIG", "path of line.toml", default="line.toml"),
    Variable("IVR_PUBLIC_URL", "the address the carrier sees; signatures are checked against it"),
    Variable("IVR_FALLBACK_URL", "where the document that `ivr fallback` prints is hosted"),
    Variable("IVR_DATA_DIR", "folder for files that must survive", default="data"),
    Variable("IVR_RECORDINGS", "folder or bucket (s3://…) of the recorded sentences", secret=True),
    Variable("IVR_SECRET", "keys hashes and sessions; at least 32 characters", secret=True),
    Variable("IVR_METRICS_TOKEN", "lets a monitor from elsewhere read /metrics", secret=True),
    Variable("IVR_TWILIO_API", "base of the carrier's REST API", default="https://api.twilio.com"),
    Variable("TWILIO_ACCOUNT_SID", "the carrier account, beginning with AC"),
    Variable(
        "TWILIO_AUTH_TOKEN",
        "signs webhooks and asks the carrier to forget calls; two, with a comma, in a rotation",
        secret=True,
    ),
)


def read_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The value of every variable that is set, from itself or from the file in `<NAME>_FILE`.

    What is set to nothing, as compose files do, counts as not set.
    Raises SettingsError when such a file cannot be read, and for bytes that are no text.
    """
    values = {}
    for variable in ENVIRONMENT:
        value = environ.get(variable.name, "").strip()
        path = environ.get(f"{variable.name}_FILE", "").strip()
        if path and not value:
            try:
                value = Path(path).read_text(encoding="utf-8-sig").strip()
            except PermissionError:
                raise SettingsError(
                    f"{variable.name}_FILE names {path}, which the line's user may not read: "
                    "let it."
                ) from None
            except (OSError, UnicodeDecodeError) as error:
                raise SettingsError(
                    f"{variable.name}_FILE names {path}, which cannot be read "
                    f"({error.__class__.__name__}): put the value into that file."
                ) from None
        if not value.isascii() and not _is_text(value):
            raise SettingsError(f"{variable.name} is not UTF-8 text: give it anew.")
        if value or variable.default:
            values[variable.name] = value or variable.default
    return values


def _is_text(value: str) -> bool:
    """Whether it has none of the half letters that stand for bytes which are no UTF-8."""
    return not any("\ud800" <= mark <= "\udfff" for mark in value)


def load(
    environ: Mapping[str, str], needs: Sequence[str] = (), *, line_file: bool = True
) -> Settings:
    """Settings from the environment and the line.toml it names.

    Without `line_file` there are no lines, lists and rota: what must go on while that file is being
    edited, such as forgetting, does not read it. `needs` are the variables without which the
    calling command cannot work. Raises SettingsError, for the first thing that is missing or wrong.
    """
    from ivr.linefile import LineFile, read_line_file

    values = read_environment(environ)
    what = {variable.name: variable.what for variable in ENVIRONMENT}
    for name in needs:
        if not values.get(name):
            raise SettingsError(
                f"{name} is not set: give it in the environment, or name a file that holds it "
                f"in {name}_FILE ({what[name]})."
            )
    config = Path(values["IVR_CONFIG"])
    nothing = LineFile((), (), None, Limits(), RoomSettings(), Onward(), {}, Costs())
    file = read_line_file(config) if line_file else nothing
    return Settings(
        lines=file.lines,
        sources=file.sources,
        rota=file.rota,
        limits=file.limits,
        room=file.room,
        onward=file.onward,
        costs=file.costs,
        said=file.said,
        config=config,
        data_dir=Path(values["IVR_DATA_DIR"]),
        recordings=values.get("IVR_RECORDINGS", ""),
        redis_url=_redis_url(values.get("REDIS_URL", "")),
        public_url=_web_address("IVR_PUBLIC_URL", values.get("IVR_PUBLIC_URL", "")),
        account_sid=values.get("TWILIO_ACCOUNT_SID", ""),
        auth_tokens=_tokens(values.get("TWILIO_AUTH_TOKEN", "")),
        secret=values.get("IVR_SECRET", ""),
        metrics_token=values.get("IVR_METRICS_TOKEN", ""),
        twilio_api=_web_address("IVR_TWILIO_API", values["IVR_TWILIO_API"]),
        fallback_url=_fallback_url(values.get("IVR_FALLBACK_URL", "")),
        host=values["HOST"],
        port=_port(values["PORT"]),
        pulse=Path(values["IVR_PULSE"]) if "IVR_PULSE" in values else None,
        drain=_drain(values["IVR_DRAIN"]),
    )


def _port(text: str) -> int:
    if re.fullmatch(r"[0-9]{1,5}", text) and 0 < int(text) < 65536:
        return int(text)
    raise SettingsError("PORT is not a port: use a whole number from 1 to 65535.")


def _drain(text: str) -> int:
    if re.fullmatch(r"[0-9]{1,3}", text) and int(text) <= 300:
        return int(text)
    raise SettingsError("IVR_DRAIN is no number of seconds: use a whole number from 0 to 300.")


def _redis_url(url: str) -> str:
    try:
        if url and Sentinels.read(url) is None:
            ConnectionPool.from_url(url)  # connects to nothing yet
    except ValueError:
        raise SettingsError(
            "REDIS_URL is not a Redis address: write it like redis://host:6379/0, or "
            "redis+sentinel://host1,host2,host3/SERVICE/0 where sentinels choose the server."
        ) from None
    return url


def _web_address(name: str, url: str) -> str:
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        right = False
    if not right or re.search(r"[^!-~]", url):
        raise SettingsError(f"{name} is not a web address: begin it with https:// and a host name.")
    if "@" in parts.netloc or "?" in url or "#" in url:
        raise SettingsError(f"{name} has more than host and path: leave out user, ? and #.")
    if parts.path.rstrip("/").endswith("/voice"):  # the carrier's address, copied whole
        raise SettingsError(f"{name} ends in /voice, which the line adds itself: leave that out.")
    return url.rstrip("/")


def _fallback_url(url: str) -> str:
    """Callers' numbers are sent there, so never in the clear, save to a try on this machine."""
    url = _web_address("IVR_FALLBACK_URL", url)
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "::1", "localhost"):
        raise SettingsError(
            "IVR_FALLBACK_URL begins with http://: the carrier sends callers' numbers there, "
            "so host the document where https:// works."
        )
    return url


def _tokens(text: str) -> tuple[str, ...]:
    tokens = tuple(token.strip() for token in text.split(",") if token.strip())
    if len(tokens) > 2:
        raise SettingsError(
            "TWILIO_AUTH_TOKEN holds more than two tokens: give the one in use, "
            "or the old and the new one separated by a comma."
        )
    return tokens
