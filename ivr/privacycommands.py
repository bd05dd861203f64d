"""`ivr privacy`: the audit, and the hold that a court can make necessary."""

import argparse

import msgspec

from ivr import store
from ivr.audit.audit import audit
from ivr.audit.report import text
from ivr.clock import utc_now
from ivr.erasure import hold
from ivr.settings import Settings


def run(options: argparse.Namespace, settings: Settings) -> int:
    return _hold(options, settings) if options.task == "hold" else _audit(options, settings)


def _audit(options: argparse.Namespace, settings: Settings) -> int:
    report = audit(settings, options.logs, utc_now(), offline=options.offline)
    print(msgspec.json.encode(report).decode() if options.json else text(report))
    return 0 if report.clean else 1


def _hold(options: argparse.Namespace, settings: Settings) -> int:
    connection = store.connect(settings.redis_url)
    if options.end:
        lifted = hold.end(connection)
        print(
            "The hold is over: what has waited is deleted within minutes."
            if lifted
            else "There is no hold."
        )
        return 0
    hold.begin(connection, utc_now())
    print(
        f"On hold since {hold.since(connection):%Y-%m-%d %H:%M} UTC: nothing is deleted at the "
        "carrier until `ivr privacy hold --end`. Calls are answered as before."
    )
    return 0
