"""How often the carrier asks the line, and how long it waits: its connection overrides.

They stand behind `#` in the address of a webhook, which is never sent. `ivr.overrides` has the
source. Inferred: that 11100 is the error of a wrong time or count, that `all` is for a connection
cut in the middle of an answer, too, and that one attempt follows the other at once.
"""

import re
from dataclasses import dataclass

from ivr.phone.refused import Refused

LIMITS = {"ct": (100, 10000), "rt": (100, 15000), "tt": (100, 15000), "rc": (0, 5)}
POLICIES = frozenset({"4xx", "5xx", "ct", "rt", "all"})


@dataclass(frozen=True)
class Overrides:
    """Times in seconds. `policy` is for what another attempt is made."""

    connect: float = 5.0
    read: float = 15.0
    total: float = 15.0
    retries: int = 1
    policy: frozenset[str] = frozenset({"ct"})

    def covers(self, trouble: str) -> bool:
        """Whether there is another attempt after `trouble`; "" is none."""
        return bool(trouble) and ("all" in self.policy or trouble in self.policy)


def overrides_of(url: str) -> Overrides:
    """What its fragment asks for. Raises `Refused` for what the carrier does not know."""
    found: dict[str, str] = {}
    for pair in filter(None, url.partition("#")[2].split("&")):
        name, _, value = pair.partition("=")
        if name in LIMITS:
            lowest, highest = LIMITS[name]
            right = re.fullmatch("[0-9]{1,5}", value) and lowest <= int(value) <= highest
            if not right:
                raise Refused(11100, f"{pair!r} is not from {lowest} to {highest}.", url)
        elif name != "rp" or not POLICIES.issuperset(value.split(",")):
            raise Refused(11243 if name == "rp" else 11100, f"{pair!r} is no override.", url)
        found[name] = value
    return Overrides(
        int(found.get("ct", 5000)) / 1000,
        int(found.get("rt", 15000)) / 1000,
        int(found.get("tt", 15000)) / 1000,
        int(found.get("rc", 1)),
        frozenset(found.get("rp", "ct").split(",")),
    )
