"""The ledger as metrics. It lies in Redis and is the same whichever process is asked."""

from collections.abc import Iterator

from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from ivr.erasure.due import BOUNDS
from ivr.erasure.ledger import Ledger

COUNTERS = {
    "noted": "Calls that are to be forgotten, since this Redis began",
    "erased": "Calls deleted at the carrier, or unknown to it",
    "proven": "Calls of which the carrier showed nothing a day after their deletion",
    "swept": "Calls found at the carrier, of whose end nobody had told",
    "still_shown": "Times that something of a deleted call was shown and deleted again",
    "troubles": "Pauses because the carrier could not answer",
}
GAUGES = {
    "going_on": ("going_on", "Calls that are not over yet, as far as is known"),
    "waiting": ("waiting", "Calls that are over and not deleted yet"),
    "deleted": ("deleted", "Calls that are deleted and looked for again"),
    "oldest_seconds": ("oldest", "Since the end of the oldest call that is not deleted yet"),
    "oldest_deleted_seconds": (
        "oldest_deleted",
        "Since the deletion of the call that is looked for longest",
    ),
}
"""By name: which field of the ledger it is, and what that means."""


class Figures(Collector):
    """Holds the ledger as last read; without one, the metrics have no value."""

    def __init__(self) -> None:
        self.ledger: Ledger | None = None

    def collect(self) -> Iterator[Metric]:
        ledger = self.ledger
        for name, what in COUNTERS.items():
            yield CounterMetricFamily(f"ivr_forget_{name}", what, value=getattr(ledger, name, None))
        for name, (field, what) in GAUGES.items():
            yield GaugeMetricFamily(f"ivr_forget_{name}", what, value=getattr(ledger, field, None))
        refused = CounterMetricFamily(
            "ivr_forget_refused", "Deletions that the carrier refused, by its code", labels=["code"]
        )
        for code, count in ledger.refused.items() if ledger else ():
            refused.add_metric([code], count)
        yield refused
        seconds = HistogramMetricFamily(
            "ivr_forget_seconds", "Seconds from the end of a call to its deletion"
        )
        if ledger:
            seconds.add_metric([], _cumulative(ledger), ledger.seconds_sum)
        yield seconds


def _cumulative(ledger: Ledger) -> list[tuple[str, float]]:
    buckets, total = [], 0
    for bound in (*map(str, BOUNDS), "+Inf"):
        total += ledger.seconds.get(bound, 0)
        buckets.append((bound, float(total)))
    return buckets
