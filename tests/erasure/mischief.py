"""What goes wrong in the simulated night: callbacks, the carrier, the workers, Redis."""

import math
from datetime import datetime, timedelta
from functools import partial
from random import Random

from ivr.phone import Call
from tests.erasure.post import FATES
from tests.erasure.simulation import Simulation

KILLS, RESTARTS = 50, 4
"""Of a thousand calls; Redis is restarted twice at least."""

LOST, DOUBLED, OVERTAKEN = 0.25, 0.12, 0.04
"""Of the callbacks at the end of a call."""

TOO_EARLY, RECORDED = 0.015, 0.03
"""Of the calls."""


class Fates:
    """What becomes of each callback. Legs come up during the calls; a quarter is lost, too."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self._of_calls: dict[str, str] = {}

    def deal(self, calls: list[Call]) -> None:
        self.lost, self.doubled, self.overtaken = (
            round(share * len(calls)) for share in (LOST, DOUBLED, OVERTAKEN)
        )
        told = len(calls) - self.lost - self.doubled - self.overtaken
        counts = (told, self.lost, self.doubled, self.overtaken)
        fates = [f for f, count in zip(FATES, counts, strict=True) for _ in range(count)]
        self.dice.shuffle(fates)
        self._of_calls = dict(zip((call.sid for call in calls), fates, strict=True))

    def __call__(self, sid: str) -> str:
        return self._of_calls.get(sid) or self.dice.choices(FATES[:3], (5, 3, 2))[0]


class Killer:
    """Kills the workers in the middle of their requests, and now and then stops or kills Redis."""

    def __init__(self, one: Simulation, dice: Random, count: int) -> None:
        """Of so many calls, which make some ten requests each."""
        self.one, self.dice = one, dice
        self.most_kills, self.most_restarts = (
            KILLS * count // 1000,
            max(RESTARTS * count // 1000, 2),
        )
        self.kills = self.restarts = 0
        self._next_kill, self._next_restart = dice.randint(1, 300), dice.randint(1, 3 * count)

    def __call__(self) -> bool:
        asked = len(self.one.rest.requests)
        if self.kills < self.most_kills and asked >= self._next_kill:
            self.one.workers.kill()
            self.kills += 1
            self._next_kill = asked + self.dice.randint(1, 450)
            return True
        if self.restarts < self.most_restarts and asked >= self._next_restart:
            self._restart()
            self.restarts += 1
            self._next_restart = asked + self.dice.randint(500, 1500)
            return True
        return False

    def _restart(self) -> None:
        """Every other time as a power cut would."""
        if self.restarts % 2:
            self.one.server.kill()
        else:
            self.one.server.stop()
        self.one.server.restart()


WEATHER: dict[int, tuple[str, object]] = {
    300: ("still_shown", timedelta(minutes=2)),
    420: ("still_shown", timedelta()),
    480: ("status", 429),
    540: ("status", 503),
    630: ("status", 500),
    780: ("status", None),
    840: ("rates", {"cut-after": 0.02, "cut": 0.02, "slow": 0.02}),
    1140: ("rates", {"cut-after": 0.002, "cut": 0.001, "429": 0.001, "503": 0.001}),
}
"""What of the carrier's faults changes when: seconds from the beginning, whole rounds."""


def change_weather(one: Simulation, begun: datetime) -> None:
    """Between two rounds, so that all that a worker asks in a bad minute is asked in it."""
    second = round((one.clock.now() - begun).total_seconds())
    if second in WEATHER:
        setattr(one.rest.records.faults, *WEATHER[second])


def trouble(one: Simulation, dice: Random, calls: list[Call], within: timedelta) -> None:
    """What is troublesome about some of the calls; they come in `within` so long."""
    faults = one.rest.records.faults
    faults.slow_seconds, faults.seed = 0.05, dice.randrange(1000)
    for call in dice.sample(calls, math.ceil(TOO_EARLY * len(calls))):
        faults.too_early_of[call.sid] = timedelta(minutes=dice.uniform(5, 300))
    for call in dice.sample(
        calls, math.ceil(RECORDED * len(calls))
    ):  # some of these come when the call is forgotten already
        record = partial(_record, one, call, transcribed=dice.random() < 0.5)
        one.clock.after(dice.uniform(0, within.total_seconds()), record)


def _record(one: Simulation, call: Call, *, transcribed: bool) -> None:
    one.rest.records.record(call.sid, transcribed=transcribed)
