"""Cost and minutes as metrics. They lie in Redis and are the same whichever process is asked."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from ivr.costs.bill import Bill
from ivr.settings import Costs


class Spending(Collector):
    """Holds the bill as last read; without one, the metrics have no value."""

    def __init__(self) -> None:
        self.bill: Bill | None = None
        self.costs = Costs()

    def collect(self) -> Iterator[Metric]:
        bill, costs = self.bill, self.costs
        minutes = GaugeMetricFamily(
            "ivr_minutes_month",
            "Minutes of this month, by the line's own number and by what they are charged as",
            labels=["number", "kind"],
        )
        for (number, kind), count in sorted(bill.counts.items() if bill else ()):
            minutes.add_metric([number, kind], count)
        yield minutes
        for name, what, value in (
            ("ivr_cost_today", "Of today's minutes, by the prices of line.toml", "today"),
            ("ivr_cost_month", "Of this month's minutes and numbers", "month"),
            (
                "ivr_cost_forecast",
                "Of this month when it is over, as it went until now",
                "forecast",
            ),
        ):
            metric = GaugeMetricFamily(name, what)
            if bill is not None:
                metric.add_metric([], getattr(bill, value))
            yield metric
        for name, what, budget in (
            ("ivr_budget_day", "What a day may cost; none: not set", costs.day_budget),
            ("ivr_budget_month", "What a month may cost; none: not set", costs.month_budget),
        ):
            metric = GaugeMetricFamily(name, what)
            if budget:
                metric.add_metric([], budget)
            yield metric
