"""Whether what runs in this container lives: `python -m ivr.alive`, which its health check asks.

The worker and the cron touch the file of IVR_PULSE; where there is none, the web process is asked.
It is run twice a minute, so it imports nothing that takes a while.
"""

import http.client
import os
import sys
import time
from collections.abc import Mapping
from contextlib import closing

LONGEST = 90.0
"""Seconds between two touches at most: the cron sleeps for 30, and waits for a Redis that hangs."""

PATIENCE = 5.0
"""Seconds that the web process has to answer."""


def trouble(environ: Mapping[str, str]) -> str:
    """A sentence; "" where all is well."""
    pulse = environ.get("IVR_PULSE", "")
    if pulse and os.path.exists(pulse):
        age = time.time() - os.path.getmtime(pulse)
        return f"It has done nothing for {age:.0f} seconds." if age > LONGEST else ""
    host = environ.get("HOST") or "127.0.0.1"
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104 - it is only asked
    here = "127.0.0.1" if everywhere else host
    way = http.client.HTTPConnection(here, int(environ.get("PORT") or 8000), timeout=PATIENCE)
    try:
        with closing(way):
            way.request("GET", "/healthz")
            status = way.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return f"The web process does not answer ({type(error).__name__})."
    return "" if status == 200 else f"The web process answers with {status}."


def main() -> int:
    sentence = trouble(os.environ)
    if sentence:
        print(sentence)  # noqa: T201 - `docker inspect` shows it
    return int(bool(sentence))


if __name__ == "__main__":
    sys.exit(main())
