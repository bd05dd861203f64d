"""The environment: what is set, what is missing, and how well its secrets are kept."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from ivr.carrierids import is_account
from ivr.doctor.finding import Finding
from ivr.environment import ENVIRONMENT
from ivr.settings import Settings

REQUIRED = ("REDIS_URL", "TWILIO_AUTH_TOKEN", "IVR_PUBLIC_URL", "TWILIO_ACCOUNT_SID")

MISSED = {
    "IVR_SECRET": "nobody can sign in at the console, or lead with a PIN. Make one with `openssl "
    "rand -hex 32`.",
    "IVR_FALLBACK_URL": "when all here is down, callers hear that an error has happened. Host what "
    "`ivr fallback` prints elsewhere, and give its address.",
}
"""What a line does without, and what somebody will miss then."""

SHORTEST = 32
"""Characters of a secret that nobody can guess, and"""

FEWEST = 8
"""different ones among them: 32 hexadecimal digits have 14 as a rule."""

EXAMPLE = re.compile(r"made-once|change-?me|example|openssl", re.IGNORECASE)
"""In a secret that was copied from a page."""

COMPOSE = ("IVR_BASE", "IVR_IMAGE", "IVR_PROCESSES")
"""What docker-compose.yml takes from .env for itself; containers have all that is in it."""

SAMPLE_ACCOUNT = "AC" + 32 * "0"
"""As .env.example has it."""

OWN_FOLDER = Path("/run/secrets")
"""Where containers have their secrets, readable by all who are inside: the line alone."""


def of_environment(values: Mapping[str, str], environ: Mapping[str, str]) -> Iterator[Finding]:
    """`values` are those of `read_environment(environ)`."""
    for variable in ENVIRONMENT:
        name, value = variable.name, values.get(variable.name, "")
        if value:
            yield Finding("ok", f"{name} {'is set' if variable.secret else f'is {value}'}.")
        elif name == "TWILIO_ACCOUNT_SID":
            yield Finding("wrong", f"{name} is not set: no call is erased at the carrier.")
        elif name in REQUIRED:
            yield Finding("wrong", f"{name} is not set: {variable.what}.")
        elif name in MISSED:
            yield Finding("note", f"{name} is not set: {MISSED[name]}")
        if variable.secret and not environ.get(name, "").strip():
            yield from _file(name, environ.get(f"{name}_FILE", "").strip())


def of_strangers(environ: Mapping[str, str]) -> Iterator[Finding]:
    """What is named as settings of the line are, and is none: mostly a slip in a name."""
    known = {variable.name for variable in ENVIRONMENT}.union(COMPOSE)
    for name in sorted(environ):
        if name.startswith("IVR_") and name.removesuffix("_FILE") not in known:
            like = get_close_matches(name, known, 1, 0.8)
            meant = f": write {like[0]}" if like else ": mend its name"
            yield Finding("note", f"{name} is no setting{meant}, or take it out.")


def of_secrets(settings: Settings) -> Iterator[Finding]:
    """Those that were read, and whether they stay secret on their way."""
    secret = settings.secret
    if secret and len(secret) < SHORTEST:
        yield Finding("wrong", "IVR_SECRET is shorter than 32 characters: make a longer one.")
    elif secret and (len(set(secret)) < FEWEST or EXAMPLE.search(secret)):
        yield Finding(
            "wrong",
            "IVR_SECRET is one that others can guess: make one with `openssl rand -hex 32`, and "
            "then a new PIN and a new password for everybody.",
        )
    if settings.account_sid == SAMPLE_ACCOUNT:
        yield Finding("wrong", "TWILIO_ACCOUNT_SID is that of the example: write your account's.")
    elif settings.account_sid and not is_account(settings.account_sid):
        yield Finding(
            "wrong",
            "TWILIO_ACCOUNT_SID is no account's: copy the one of the carrier's console, AC and 32 "
            "letters and digits.",
        )
    if len(settings.auth_tokens) == 2:
        yield Finding("note", "Two auth tokens are accepted: remove the old one when it is over.")
    url = urlsplit(settings.public_url)
    if url.scheme == "http" and not here(settings):
        yield Finding(
            "wrong", "IVR_PUBLIC_URL is not https: callers' numbers would travel in the clear."
        )


def here(settings: Settings) -> bool:
    """Whether the line has no address but on this machine, to try it."""
    return urlsplit(settings.public_url).hostname in ("127.0.0.1", "localhost", "::1")


def _file(name: str, path: str) -> Iterator[Finding]:
    if not path or Path(path).absolute().is_relative_to(OWN_FOLDER):
        return
    if Path(path).stat().st_mode & 0o007:
        yield Finding(
            "note",
            f"Everybody on this machine can read or change the {name} in {path}: run `chmod o= "
            f"{path}`.",
        )
