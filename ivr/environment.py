"""The environment and line.toml, read once into Settings.

Secrets come from the environment or from a file named by `<NAME>_FILE`, never from line.toml and
never from a request.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from redis import ConnectionPool

from ivr.sentinel import Sentinels
from ivr.settings import Costs, Limits, Onward, RoomSettings, Settings, SettingsError


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
