"""The ledger as metrics. It lies in Redis and is the same whichever process is asked."""

from collections.abc import Iterator
from datetime import datetime

import redis
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from ivr.erasure.due import BOUNDS
from ivr.erasure.ledger import Ledger, read_ledger

COUNTERS = {
    "noted": "Calls that are to be forgotten, since this Redis began",
    "erased": "Calls deleted at the carrier, or unknown to it",
    "proven": "Calls of which the carrier showed nothing a day after their deletion",
    "swept": "Calls found at the carrier, of whose end nobody had told",
    "still_shown": "Times that something of a deleted call was shown and deleted again",
    "troubles": "Pauses because the carrier could not answer",
}
GAUGES = {
    "going_on": "Calls that are not over yet, as far as is known",
    "waiting": "Calls that are over and not deleted yet",
    "deleted": "Calls that are deleted and looked for again",
}


class Figures(Collector):
    """Holds the ledger as last read. `None` is a line that was never able to read it."""

    def __init__(self) -> None:
        self.ledger: Ledger | None = None

    def read(self, connection: redis.Redis, now: datetime) -> None:
        """Raises RedisError; the figures from before stay."""
        self.ledger = read_ledger(connection, now)

    def collect(self) -> Iterator[Metric]:
        ledger = self.ledger or Ledger()
        for name, what in COUNTERS.items():
            yield CounterMetricFamily(f"ivr_forget_{name}", what, value=getattr(ledger, name))
        for name, what in GAUGES.items():
            yield GaugeMetricFamily(f"ivr_forget_{name}", what, value=getattr(ledger, name))
        yield GaugeMetricFamily(
            "ivr_forget_oldest_seconds",
            "Since the end of the oldest call that is not deleted yet",
            value=ledger.oldest,
        )
        yield GaugeMetricFamily(
            "ivr_forget_oldest_deleted_seconds",
            "Since the deletion of the call that is looked for longest",
            value=ledger.oldest_deleted,
        )
        refused = CounterMetricFamily(
            "ivr_forget_refused", "Deletions that the carrier refused, by its code", labels=["code"]
        )
        for code, count in ledger.refused.items():
            refused.add_metric([code], count)
        yield refused
        yield HistogramMetricFamily(
            "ivr_forget_seconds",
            "Seconds from the end of a call to its deletion",
            buckets=_cumulative(ledger),
            sum_value=ledger.seconds_sum,
        )


def _cumulative(ledger: Ledger) -> list[tuple[str, float]]:
    buckets, total = [], 0
    for bound in (*map(str, BOUNDS), "+Inf"):
        total += ledger.seconds.get(bound, 0)
        buckets.append((bound, float(total)))
    return buckets
