"""The ledger as a monitor reads it."""

from datetime import timedelta

from prometheus_client import CollectorRegistry, generate_latest

from ivr.erasure.figures import Figures
from ivr.erasure.ledger import read_ledger
from tests.erasure.conftest import Line


def read(figures: Figures) -> dict[str, float]:
    registry = CollectorRegistry()
    registry.register(figures)
    rows = [row.rpartition(" ") for row in generate_latest(registry).decode().splitlines()]
    return {name: float(value) for name, _, value in rows if name and name[0] != "#"}


def test_the_figures_are_the_ledgers(line: Line) -> None:
    line.faults.events_late = timedelta()
    for _ in range(3):
        line.call()
    line.clock.forward(seconds=61)
    line.faults.too_early_of = {f"CA{3:032x}": timedelta(days=1)}
    line.forget()
    line.clock.forward(seconds=10)
    figures = Figures()
    figures.ledger = read_ledger(line.connection, line.clock())
    found = read(figures)
    told = {
        name: found[f"ivr_forget_{name}"]
        for name in (
            "noted_total",
            "erased_total",
            "going_on",
            "waiting",
            "oldest_seconds",
            "deleted",
            'refused_total{code="20009"}',
            'seconds_bucket{le="60"}',
            'seconds_bucket{le="62"}',
            'seconds_bucket{le="+Inf"}',
            "seconds_sum",
        )
    }
    assert list(told.values()) == [3, 2, 0, 1, 71, 2, 1, 0, 2, 2, 122]


def test_without_a_ledger_nothing_has_a_value() -> None:
    assert read(Figures()) == {}
