"""What RQ runs. Each is a few lines around a function that can be called without a queue."""

import os

import structlog

from ivr import rotarefresh, store
from ivr.app import utc_now
from ivr.schedule import refresh
from ivr.settings import Settings, load

log = structlog.get_logger()


def refresh_schedule(source: str) -> str:
    """Fetch one meeting list and publish what is good. Returns what became of it."""
    settings = _settings()
    report = refresh.refresh_source(
        settings, store.connect(settings.redis_url), source, now=utc_now()
    )
    log.info(report.sentence, source=source, outcome=report.outcome)
    return report.outcome


def refresh_rota() -> str:
    """Read the rota and publish it when it is good. Returns what became of it."""
    settings = _settings()
    report = rotarefresh.refresh_rota(settings, store.connect(settings.redis_url))
    if report.news:
        log.info(report.sentence, outcome=report.outcome)
    return report.outcome


def _settings() -> Settings:
    return load(os.environ, needs=("REDIS_URL",))
