"""The clocks: this machine's against Redis's, the carrier's and that of the public address."""

import time
from collections.abc import Iterator
from contextlib import suppress

import httpx
import redis

from ivr.doctor.asking import Reply, client, get
from ivr.doctor.finding import Finding
from ivr.settings import Settings
from ivr.watching.degraded import WRONG
from ivr.wording import long

CARRIER, REDIS, PUBLIC = "carrier", "redis", "public"


class Clocks:
    """How far others are ahead of this machine, in seconds, by their names."""

    def __init__(self) -> None:
        self.ahead: dict[str, float] = {}

    def told(self, name: str, reply: Reply) -> None:
        """The second in which something answered."""
        if reply.date:
            self.ahead[name] = (reply.date - reply.here).total_seconds()

    def of_redis(self, connection: redis.Redis) -> None:
        """Raises RedisError."""
        seconds, fraction = connection.time()
        self.ahead[REDIS] = seconds + fraction / 1e6 - time.time()

    def of_carrier(self, settings: Settings) -> Iterator[Finding]:
        """A look without a finding of its own: what cannot be asked, the account's look tells."""
        with suppress(httpx.HTTPError), client() as http:
            self.told(CARRIER, get(http, settings.twilio_api))
        return iter(())

    def findings(self) -> Iterator[Finding]:
        """Where the carrier tells its time, that is the right one."""
        apart = list(self._apart())
        yield from apart
        if self.ahead and not apart:
            yield Finding("ok", "The clocks agree.")

    def _apart(self) -> Iterator[Finding]:
        carrier = self.ahead.get(CARRIER)
        if carrier is not None and abs(carrier) > WRONG:
            yield Finding(
                "wrong",
                f"The clock of this machine is {_off(-carrier)} the carrier's: meetings begin and "
                f"end at the wrong time, and codes of authenticator apps are refused. {_SET} here.",
            )
        right = 0.0 if carrier is None else carrier
        for name, where in ((REDIS, "of Redis's machine"), (PUBLIC, "behind IVR_PUBLIC_URL")):
            by = self.ahead.get(name, right) - right
            if abs(by) > WRONG and carrier is None:
                yield Finding(
                    "wrong",
                    f"The clock of this machine and the one {where} differ by {long(abs(by))}: "
                    f"{BREAKS[name]}. {_SET} on both.",
                )
            elif abs(by) > WRONG:
                yield Finding(
                    "wrong",
                    f"The clock {where} is {_off(by)} the carrier's: {BREAKS[name]}. {_SET} there.",
                )


BREAKS = {
    REDIS: "workers that live seem dead, and limits end at the wrong time",
    PUBLIC: "meetings begin and end at the wrong time there",
}

_SET = "Switch its keeping of time on (`timedatectl set-ntp true`)"


def _off(ahead: float) -> str:
    return f"{long(abs(ahead))} {'before' if ahead > 0 else 'behind'}"
