"""What tests with a real browser or proxy need of the machine; CI has it all, and fails without."""

import hashlib
import os
import shutil
from functools import cache
from pathlib import Path

import pytest

CHROMIUM = "/usr/bin/chromium"
AXE = Path(".venv/axe/node_modules/axe-core/axe.min.js")
AXE_HASH = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
"""SHA-256 of the file of axe-core 4.14.1, the version that `.ci/run` installs."""


def see(*needs: str) -> None:
    """Skips the tests, or has them fail where CI=true, when one of `needs` is missing."""
    missing = [MISSING[need] for need in needs if not _here(need)]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(" ".join(missing))
    if missing:
        pytest.skip(" ".join(missing))


MISSING = {
    "chromium": f"Chromium is missing: apt-get install chromium puts it at {CHROMIUM}.",
    "caddy": "Caddy is missing: apt-get install caddy.",
    "espeak": "espeak-ng is missing: apt-get install espeak-ng.",
    "axe": f"axe-core is missing or another one: .ci/run installs it at {AXE}.",
}


@cache
def axe() -> str:
    """The script of axe-core; "" where it is missing, or not the one that these tests know."""
    try:
        script = (Path(__file__).parents[2] / AXE).read_bytes()
    except FileNotFoundError:
        return ""
    return script.decode() if hashlib.sha256(script).hexdigest() == AXE_HASH else ""


def _here(need: str) -> bool:
    if need == "chromium":
        return Path(CHROMIUM).exists()
    if need == "caddy":
        return shutil.which("caddy") is not None
    if need == "espeak":
        return shutil.which("espeak-ng") is not None
    return axe() != ""
