"""Two cheap faults, with few callers, on the stage on which the bench has them all."""

from tests.bench.faults.does import FAULTS
from tests.bench.faults.row import run
from tests.bench.faults.stage import stage


def test_a_dead_cron_and_a_dead_redis_are_not_heard() -> None:
    chosen = {fault.name: fault for fault in FAULTS}
    with stage(6, only={"web-b", "cron-a"}, full=0) as here:
        rows = [run(here, chosen[name]) for name in ("cron", "redis-killed")]
    assert [row.broken for row in rows] == [[], []]
    assert sum(row.heard.webhooks for row in rows if row.heard is not None)
