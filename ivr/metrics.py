"""The figures this line tells about itself: counts and ages, nothing of anybody.

Counters and histograms are added up over the web processes of one `ivr serve`. A gauge has a
`multiprocess_mode`: which of the processes that live tells the truth (watching/shared.py).
"""

import platform

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
)

from ivr import __version__
from ivr.costs.figures import Spending
from ivr.erasure.figures import Figures
from ivr.watching import shared
from ivr.watching.figures import Standings

shared.reserve()
# Since when each is counted is nobody's question, and half of all lines.
disable_created_metrics()  # type: ignore[no-untyped-call]

REGISTRY = CollectorRegistry()

FORGETTING = Figures()
REGISTRY.register(FORGETTING)

STANDING = Standings()
REGISTRY.register(STANDING)

SPENDING = Spending()
REGISTRY.register(SPENDING)

BEGUN = Counter(
    "ivr_calls_begun",
    "Calls, by the line's own number that was dialled; other: it has no block in line.toml",
    ["number"],
    registry=REGISTRY,
)
KEYS = Counter(
    "ivr_keys",
    "What was pressed at a node of the flow: a key, digits, silence, or speech",
    ["node", "key"],
    registry=REGISTRY,
)
JOINS = Counter(
    "ivr_joins", "Callers who were put into a room and were not in it", ["room"], registry=REGISTRY
)
WEBHOOKS = Counter(
    "ivr_webhooks", "Webhooks answered, by node of the flow", ["node"], registry=REGISTRY
)
REFUSED = Counter(
    "ivr_webhooks_refused",
    "Requests that the carrier did not sign, by their signature: none, or a wrong one",
    ["signature"],
    registry=REGISTRY,
)
for _signature in ("none", "wrong"):
    REFUSED.labels(_signature)
FAILED = Counter(
    "ivr_answers_failed",
    "Answers that failed, after which the caller went into the room",
    registry=REGISTRY,
)
ROOM_EVENTS = Counter(
    "ivr_room_events", "What the carrier told of the rooms", ["event"], registry=REGISTRY
)
ENDED = Counter("ivr_calls_ended", "Calls whose end the carrier told", registry=REGISTRY)
REJECTED = Counter(
    "ivr_calls_rejected", "Calls from a number that an operator blocked", registry=REGISTRY
)
LIMITED = Counter(
    "ivr_calls_limited", "Calls over a nuisance limit, which only listened", registry=REGISTRY
)
ONWARD = Counter(
    "ivr_calls_onward",
    "Callers who wanted a telephone meeting of a list: connected, or refused by the limits",
    ["result"],
    registry=REGISTRY,
)
for _result in ("connected", "refused"):  # from nought on, so that the first one is an increase
    ONWARD.labels(_result)
SECONDS = Histogram(
    "ivr_webhook_seconds",
    "Seconds from a signed webhook to its answer, by node of the flow",
    ["node"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 15),
    registry=REGISTRY,
)
MEETINGS = Gauge(
    "ivr_snapshot_meetings",
    "Meetings that callers can hear",
    registry=REGISTRY,
    multiprocess_mode="livemin",
)
SNAPSHOT_AGE = Gauge(
    "ivr_snapshot_age_seconds",
    "Since the meetings that callers hear last became others",
    registry=REGISTRY,
    multiprocess_mode="livemax",
)
PLACES = Gauge(
    "ivr_places",
    "Towns and postal codes that callers can name",
    registry=REGISTRY,
    multiprocess_mode="livemin",
)
RECORDINGS_AWAY = Gauge(
    "ivr_recordings_away",
    "1 while new recordings cannot be fetched",
    registry=REGISTRY,
    multiprocess_mode="livemax",
)
REDIS_UP = Gauge(
    "ivr_redis_up",
    "1 while the web processes reach Redis",
    registry=REGISTRY,
    multiprocess_mode="livemin",
)
PROCESSES = Gauge(
    "ivr_web_processes",
    "Web processes that live here",
    registry=REGISTRY,
    multiprocess_mode="livesum",
)
STARTED = Gauge(
    "ivr_web_started_timestamp_seconds",
    "When the youngest of these was started",
    registry=REGISTRY,
    multiprocess_mode="livemax",
)
STARTED.set_to_current_time()
MEMORY = Gauge(
    "ivr_web_memory_bytes",
    "Memory of all these",
    registry=REGISTRY,
    multiprocess_mode="livesum",
)
MEMORY_MOST = Gauge(
    "ivr_web_memory_most_bytes",
    "Memory of the largest of these",
    registry=REGISTRY,
    multiprocess_mode="livemax",
)
FILES = Gauge(
    "ivr_web_open_files",
    "Files and connections that one of these has open, at most",
    registry=REGISTRY,
    multiprocess_mode="livemax",
)
FILES_LIMIT = Gauge(
    "ivr_web_open_files_limit",
    "Files and connections that one of these may have open",
    registry=REGISTRY,
    multiprocess_mode="livemin",
)
BUILD = Gauge(
    "ivr_build_info",
    "1 for each release that runs here",
    ["version", "python"],
    registry=REGISTRY,
    multiprocess_mode="livemax",
)
BUILD.labels(__version__, platform.python_version()).set(1)
