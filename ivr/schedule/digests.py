"""Digests that tell whether anything has to be done again."""

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from ivr.settings import PROMPTS

HOUSE = Path(__file__).parents[1]
MODULES = ("schedule/**/*.py", "places/**/*.py", "calendar*.py", "patience.py")
"""Of this code, what makes a schedule."""

LIBRARIES = (
    "Babel",
    "icalendar",
    "phonenumbers",
    "rapidfuzz",
    "recurring-ical-events",
    "tzdata",
    "tzfpy",
)
"""Those whose next version may read, say or merge a list otherwise."""


def digest(*parts: bytes) -> str:
    """Of all parts, one behind the other."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(part)
    return found.hexdigest()


@lru_cache(1)
def code() -> str:
    """Of all that makes a schedule: a release that says something better makes it anew."""
    found = [path for pattern in MODULES for path in HOUSE.glob(pattern)]
    files = sorted([*found, *PROMPTS.glob("*/spoken.toml")])
    versions = " ".join(f"{name}=={version(name)}" for name in LIBRARIES)
    return digest(versions.encode(), *(file.read_bytes() for file in files))
