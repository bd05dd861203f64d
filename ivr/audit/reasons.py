"""Why an ended call may still be at the carrier, and when that is a finding."""

from datetime import UTC, datetime, timedelta

import redis

from ivr import store
from ivr.carrier import Ended
from ivr.erasure.due import AFTER_HANG_UP
from ivr.erasure.forget import PATIENCE, TOO_EARLY
from ivr.erasure.sweep import SETTLED

LATE = timedelta(hours=2)
"""The sweep comes every hour: what it has not found by then it does not find."""

STUCK = timedelta(days=1)
"""A call that waits here so long without having been refused was not tried, or met trouble."""

WHY = {
    "recent": "it ended less than ten minutes ago",
    "minute": "waiting to be erased (its minute is not over)",
    "due": "waiting to be erased; its turn has come",
    "refused": "the carrier refuses to delete it yet",
    "shown": "deleted, still shown by the carrier",
    "untold": "nobody told us of its end, or it was proven gone and is shown again; it is noted "
    "now, and will be erased",
    "unknown": "why is not known without Redis",
}
"""Why an ended call may still be there."""

NOT_PROVEN = (
    "was deleted more than 14 days ago, and the carrier has not shown since that it is gone",
    "See that `ivr worker` runs, and ask the carrier's support to delete this call, by its id.",
)


def reason_of(
    call: Ended, waiting: float | None, deleted: float | None, tries: int, now: datetime
) -> str:
    if deleted is not None:
        return "shown"
    if waiting is not None and waiting <= now.timestamp():
        if tries:
            return "refused"
        return "minute" if now - call.at <= AFTER_HANG_UP else "due"
    return "recent" if now - call.at <= SETTLED else "untold"


def problem_of(reason: str, known: bool, age: timedelta, hindered: str) -> tuple[str, str] | None:
    """What is wrong with a call's being there so long, and the mend.

    `age` is since its deletion, or else since it is both over and known here.
    """
    if reason == "untold" and not known and age > LATE:
        return (
            "ended more than two hours ago, and was not among the calls to be forgotten here: "
            "nobody told of it, or it was proven gone and is shown again",
            "It is noted now. See that `ivr cron` and `ivr worker` run, and that the number's call "
            "status changes go to /voice/status.",
        )
    if reason == "refused" and age > PATIENCE:
        return (
            "has waited for more than 14 days, and the carrier refuses its deletion",
            "Ask the carrier's support to delete this call, by its id.",
        )
    if reason == "shown" and age > PATIENCE:
        return NOT_PROVEN
    if reason == "due" and age > STUCK:
        return (
            f"has waited for more than a day, and has not been deleted{hindered}",
            "See that `ivr worker` runs, and what `ivr doctor` says.",
        )
    return None


def not_now(pause: str, held: datetime | None) -> str:
    """What keeps the jobs from deleting just now, in brackets."""
    if held is not None:
        return f" (nothing is, by the hold since {moment(held)})"
    return f" (the carrier is left in peace just now: {pause})" if pause else ""


def refusals_of(connection: redis.Redis) -> str:
    """The codes with which the carrier has refused so far: of one call it is not kept."""
    fields = map(store.text, connection.hkeys(store.FORGET_LEDGER.of()))
    codes = sorted(name.partition(":")[2] for name in fields if name.startswith("refused:"))
    if codes == [str(TOO_EARLY)]:
        return f"too early, {TOO_EARLY}; it may for up to {PATIENCE.days} days"
    return f"its codes so far: {', '.join(codes) or 'none'}; too early is {TOO_EARLY}"


def moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
