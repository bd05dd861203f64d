"""The first page: how the line is now."""

from babel import Locale
from starlette.responses import Response

from ivr.console.standing import standing
from ivr.console.visit import Visit

MISSING = {
    "No meeting list has been published: run `ivr refresh`.": "missing-lists",
    "No rota has been published: are the worker and the cron running?": "missing-rota",
    "New recordings cannot be fetched, callers hear those before: is the store there?": (
        "missing-recordings"
    ),
    "Redis is away: callers hear the last good lists.": "missing-redis",
    "No call is forgotten until it is back.": "missing-forgetting",
}
"""The keeper's sentences, and the texts that say the same in the reader's language."""


def shown(visit: Visit) -> Response:
    """GET /console/"""
    now = standing(visit.house.keeper, visit.house.connection)
    return visit.page(
        "now.html",
        now=now,
        missing=[visit.text(MISSING[each]) if each in MISSING else each for each in now.missing],
        unserved=[queue.name for queue in now.queues if not queue.served],
        language_name=lambda code: Locale.parse(code).get_language_name(visit.language) or code,
    )
