"""What the carrier has on other hosts: the Monitor's alerts, and the bulk export's settings."""

from datetime import UTC, datetime

from tests.rest.alert import ASKABLE, Alert
from tests.rest.asking import Answer, Asking
from tests.rest.paging import Page
from tests.rest.refusal import Refusal
from tests.rest.shape import ACCOUNT, iso8601

EXPORTED = ("Calls", "Conferences", "Messages", "Participants")


def _time(asking: Asking, name: str) -> datetime | None:
    """A filter of the Monitor: an instant, unlike those of the calls; a day is its start."""
    if not (value := asking.query.get(name)):
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        raise Refusal(400, 20001, f"{name} is not a time") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _askable(asking: Asking) -> list[Alert]:
    return [a for a in asking.records.alerts.values() if a.at > asking.now - ASKABLE]


def list_alerts(asking: Asking) -> Answer:
    since, until = _time(asking, "StartDate"), _time(asking, "EndDate")
    found = [
        alert
        for alert in _askable(asking)
        if asking.query.get("LogLevel") in (None, "", alert.level)
        and (since is None or alert.at >= since)
        and (until is None or alert.at <= until)
    ]
    return 200, Page(asking, found, lambda alert: alert.show(asking.base)).with_meta("alerts")


def fetch_alert(asking: Asking) -> Answer:
    for alert in _askable(asking):
        if alert.sid == asking.names["sid"]:
            return 200, alert.show_whole(asking.base)
    raise asking.not_found()


def fetch_region(asking: Asking) -> Answer:
    """Where the calls of a number are processed; only of one that was ever told."""
    for number in asking.records.numbers.values():
        if number.e164 == asking.names["number"] and number.region:
            return 200, {
                "account_sid": ACCOUNT,
                "date_created": iso8601(number.bought),
                "date_updated": iso8601(number.bought),
                "friendly_name": None,
                "phone_number": number.e164,
                "sid": f"QQ{number.sid[2:]}",
                "url": asking.base + asking.path,
                "voice_region": number.region,
            }
    raise asking.not_found()


def export_configuration(asking: Asking) -> Answer:
    kind = asking.names["kind"]
    if kind not in EXPORTED:
        raise asking.not_found()
    return 200, {
        "enabled": kind == "Calls" and asking.records.exports_calls,
        "resource_type": kind,
        "url": asking.base + asking.path,
        "webhook_method": None,
        "webhook_url": None,
    }
