"""The call that is out to somebody who may stand in: one at a time for each part of a room."""

from datetime import datetime, timedelta
from typing import NamedTuple

import redis
import structlog

from ivr import overrides, store
from ivr.call import Call
from ivr.conferences import Conferences
from ivr.fence import Refused, Trouble, Unknown
from ivr.rooms.steps import milliseconds
from ivr.settings import Settings
from ivr.standinlist import caller_id

log = structlog.get_logger()

MILLISECOND = timedelta(milliseconds=1)

ANSWERING = timedelta(seconds=75)
"""From the first ring until the question was asked twice. Whoever has not answered it then is not
coming, and the next one is rung."""

UNTOLD = timedelta(seconds=35)
"""The same where the carrier did not say which call it is, or whether it rings at all."""

FREE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
"""


class Ringing(NamedTuple):
    """A call that is out, as ROOM_RINGING has it with ~ between."""

    call: str  # "" while its id is not known
    since: int  # milliseconds since the epoch
    language: str
    leads: str  # `sign` of whom it rings

    def written(self) -> str:
        return f"{self.call}~{self.since}~{self.language}~{self.leads}"


def free(connection: redis.Redis, part: str, ringing: Ringing) -> None:
    """Others may be rung: unless another process rings one by now."""
    connection.eval(FREE, 1, store.ROOM_RINGING.of(part), ringing.written())


def read(connection: redis.Redis, part: str) -> Ringing | None:
    found = store.text(connection.get(store.ROOM_RINGING.of(part))).split("~")
    if len(found) != len(Ringing._fields):
        return None
    call, since, language, leads = found
    return Ringing(call, int(since), language, leads)


def is_over(connection: redis.Redis, ringing: Ringing, now: datetime) -> bool:
    """Whether that call has ended, by the carrier's word, or must be by now."""
    passed = milliseconds(now) - ringing.since
    if passed > (ANSWERING if ringing.call else UNTOLD) // MILLISECOND:
        return True
    if not ringing.call:
        return False
    ended = connection.zscore(store.FORGET_WAITING.of(), ringing.call)
    return ended is None or ended <= now.timestamp() + 60


def end(
    connection: redis.Redis,
    conferences: Conferences,
    settings: Settings,
    part: str,
    ringing: Ringing | None,
) -> None:
    """That one is rung no more: whoever has answered just now hears why. Who came in stays."""
    if ringing is None:
        return
    free(connection, part, ringing)
    line = caller_id(settings)
    if not ringing.call or connection.exists(store.ROOM_OF.of(ringing.call)) or line is None:
        return
    minute = ringing.since // 60_000
    thanks = Call("standin-late", ringing.language, line, minute, cursor=part)
    try:
        try:
            url = settings.public_url + thanks.path() + overrides.MENU
            conferences.send(ringing.call, url)
        except (Refused, Unknown):  # it rings still, or is over
            conferences.hang_up(ringing.call)
    except Unknown:
        pass
    except (Refused, Trouble) as error:
        log.warning("a stand-in's call could not be ended", why=str(error))
