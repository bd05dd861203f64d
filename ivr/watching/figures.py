"""How the line is, as metrics. It lies in Redis, but for what is of this machine."""

from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from ivr.rooms.names import short
from ivr.rooms.view import UNKNOWN, Rooms
from ivr.tally import ASKED, KINDS
from ivr.watching.standing import Here, Standing


class Standings(Collector):
    """Holds what was last read; a metric of which nothing is known has no value."""

    def __init__(self) -> None:
        self.standing: Standing | None = None
        self.here: Here | None = None
        self.rooms = UNKNOWN

    def collect(self) -> Iterator[Metric]:
        yield from _rooms(self.rooms)
        yield from _queues(self.standing)
        yield from _lists(self.standing)
        yield from _redis(self.standing)
        yield from _carrier(self.standing)
        yield from _here(self.here)


def _rooms(rooms: Rooms) -> Iterator[Metric]:
    people: dict[str, int] = {}
    for part, view in rooms.parts.items():
        people[short(part)] = people.get(short(part), 0) + view.people
    inside = GaugeMetricFamily("ivr_people_in_rooms", "People in a room now", labels=["room"])
    for name, count in people.items():
        inside.add_metric([name], count)
    yield inside
    open_ = [view for view in rooms.parts.values() if view.people]
    yield _gauge("ivr_rooms_open", "Parts of rooms with people in them", len(open_), rooms.seen)
    unled = [view for view in open_ if not view.led]
    yield _gauge("ivr_rooms_unled", "Of these, those without a leader", len(unled), rooms.seen)


def _queues(standing: Standing | None) -> Iterator[Metric]:
    jobs = GaugeMetricFamily("ivr_queue_jobs", "Jobs that wait", labels=["queue"])
    oldest = GaugeMetricFamily(
        "ivr_queue_oldest_seconds", "For which the first of these waits", labels=["queue"]
    )
    failed = GaugeMetricFamily(
        "ivr_queue_failed", "Jobs of the last day that failed for good", labels=["queue"]
    )
    workers = GaugeMetricFamily("ivr_queue_workers", "Worker processes that live", labels=["queue"])
    for queue in standing.queues if standing else ():
        jobs.add_metric([queue.name], queue.waiting)
        oldest.add_metric([queue.name], queue.oldest)
        failed.add_metric([queue.name], queue.failed)
        workers.add_metric([queue.name], queue.workers)
    yield from (jobs, oldest, failed, workers)
    up = standing is not None and standing.cron is not None
    yield _gauge("ivr_cron_up", "1 while a cron lives", up, standing)
    age = standing.cron if standing else None
    yield _gauge("ivr_cron_beat_seconds", "Since a cron last showed that it lives", age or 0, up)


def _lists(standing: Standing | None) -> Iterator[Metric]:
    lists = standing.lists if standing else ()
    meetings = GaugeMetricFamily("ivr_list_meetings", "Meetings of a list", labels=["list"])
    age = GaugeMetricFamily(
        "ivr_list_age_seconds", "Since a list was last good; none: never", labels=["list"]
    )
    patience = GaugeMetricFamily(
        "ivr_list_patience_seconds", "The age with which a list is old", labels=["list"]
    )
    for each in lists:
        meetings.add_metric([each.name], each.meetings)
        patience.add_metric([each.name], each.patience)
        if each.age is not None:
            age.add_metric([each.name], each.age)
    yield from (meetings, age, patience)
    kept = standing is not None and standing.rota_kept
    yield _gauge("ivr_rota_refused", "1 while the rota's files cannot be used", kept, standing)


def _redis(standing: Standing | None) -> Iterator[Metric]:
    memory = standing.memory if standing else None
    used, most, saves = (memory.used, memory.most, memory.saves) if memory else (0, 0, False)
    yield _gauge("ivr_redis_memory_bytes", "That Redis uses", used, memory)
    yield _gauge("ivr_redis_memory_limit_bytes", "That Redis may use; 0 is any", most, memory)
    yield _gauge("ivr_redis_saves", "1 while Redis can write to its disk", saves, memory)
    skew = standing.skew if standing else 0
    yield _gauge("ivr_clock_skew_seconds", "This clock, less that of Redis", skew, standing)


def _carrier(standing: Standing | None) -> Iterator[Metric]:
    asked = CounterMetricFamily("ivr_carrier_requests", "What jobs asked of the carrier")
    errors = CounterMetricFamily(
        "ivr_carrier_errors", "Of these, those that failed, by kind", labels=["kind"]
    )
    if standing is not None:  # a count that falls to nought for a while would be counted twice
        asked.add_metric([], standing.carrier.get(ASKED, 0))
        for kind in KINDS:
            errors.add_metric([kind], standing.carrier.get(kind, 0))
    yield from (asked, errors)
    away = standing is not None and standing.carrier_away
    yield _gauge("ivr_carrier_away", "1 while the carrier does not answer jobs", away, standing)
    held = standing is not None and standing.held is not None
    yield _gauge("ivr_forget_held", "1 while nothing is deleted, by order", held, standing)
    swept = standing.ledger.last_sweep if standing and standing.ledger else None
    what = "Since the carrier's list of calls was last gone through; none: never"
    yield _gauge("ivr_forget_sweep_seconds", what, swept or 0, swept is not None)


def _here(here: Here | None) -> Iterator[Metric]:
    here, known = here or Here(), here is not None
    uncovered = len(here.uncovered)
    yield _gauge(
        "ivr_rota_uncovered_hours",
        "Hours of the coming day that nobody leads, with the one that is on",
        uncovered,
        known,
    )
    yield _gauge("ivr_data_free_bytes", "Room in IVR_DATA_DIR", here.free, known)
    yield _gauge("ivr_data_writable", "1 while IVR_DATA_DIR can be written", here.writable, known)


def _gauge(name: str, what: str, value: float, known: object) -> GaugeMetricFamily:
    """Without a value where it is not known."""
    metric = GaugeMetricFamily(name, what)
    if known is not None and known is not False:
        metric.add_metric([], value)
    return metric
