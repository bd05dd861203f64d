"""The figures this line tells about itself: counts and ages, nothing of anybody."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from ivr.erasure.figures import Figures

REGISTRY = CollectorRegistry()

FORGETTING = Figures()
REGISTRY.register(FORGETTING)

WEBHOOKS = Counter(
    "ivr_webhooks", "Webhooks answered, by node of the flow", ["node"], registry=REGISTRY
)
REFUSED = Counter(
    "ivr_webhooks_refused", "Requests without the carrier's signature", registry=REGISTRY
)
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
SECONDS = Histogram(
    "ivr_webhook_seconds",
    "Seconds from a signed webhook to its answer",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 15),
    registry=REGISTRY,
)
MEETINGS = Gauge("ivr_snapshot_meetings", "Meetings that callers can hear", registry=REGISTRY)
SNAPSHOT_AGE = Gauge(
    "ivr_snapshot_age_seconds",
    "Since the meetings that callers hear last became others",
    registry=REGISTRY,
)
REDIS_UP = Gauge("ivr_redis_up", "1 while this process reaches Redis", registry=REGISTRY)
