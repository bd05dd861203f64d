"""Every Redis key in one table, and the connections to it.

No number of a caller is ever among these keys: of a call its id, until the carrier has forgotten
it, and of a number a mark (docs/marks.md). RQ keeps its own keys under `rq:`, ids only.
"""

import hashlib
from dataclasses import dataclass
from functools import cache

import redis
import redis.asyncio
from redis.client import Pipeline

from ivr.sentinel import Sentinels


@dataclass(frozen=True, slots=True)
class Key:
    """One kind of key: `pattern` has `{}` where a name stands; `lifetime` is in seconds."""

    pattern: str
    type: str
    lifetime: int | None
    holds: str

    def of(self, *names: str) -> str:
        return self.pattern.format(*names)


PUBLISHED_VERSION = Key(
    "ivr:published:{}:version", "string", None, "which version of a document callers hear"
)
PUBLISHED_DOCUMENT = Key(
    "ivr:published:{}:{}", "string", None, "one immutable version of a document (schedule, …)"
)
SCHEDULE_MADE = Key(
    "ivr:schedule:made", "string", None, "of which lists the schedule is made, and its version"
)
SOURCE_STATE = Key(
    "ivr:source:{}", "hash", None, "one meeting list: validators, counts, last problem, times"
)
SOURCE_MEETINGS = Key("ivr:source:{}:meetings", "string", None, "the last good meetings of a list")
PLACES_MADE = Key(
    "ivr:places:made", "string", None, "of which lists and packages the published places are made"
)
HELP_STATE = Key(
    "ivr:help:state", "string", None, "helpline and emergency words of operators, who changed them"
)
ROTA_REPORT = Key("ivr:rota:report", "string", None, "what the last look at the rota said")
ROTA_READ = Key(
    "ivr:rota:read", "string", None, "hours and leaders as the files had them when they were good"
)
ROTA_COMPARED = Key(
    "ivr:rota:compared", "string", 600, "that people and rota were compared with the store of late"
)
ROTA_CHANGES = Key(
    "ivr:rota:changes", "string", None, "the console's rows of the rota, hours given back and taken"
)
STAND_INS = Key(
    "ivr:rota:standins", "string", None, "leaders who may be rung: row, sealed number, and when"
)
PAST_HOURS = Key(
    "ivr:rota:past:{}", "hash", 56 * 86400, "hours of that day with people in them: led or not"
)
BEAT = Key("ivr:beat:{}", "string", 90, "when the cron last showed that it lives")
FORGET_DUE = Key("ivr:forget:due", "zset", None, "calls to be forgotten: id, and when to try next")
FORGET_WAITING = Key(
    "ivr:forget:waiting", "zset", None, "of these, those not yet deleted: id, and when it ended"
)
FORGET_DELETED = Key(
    "ivr:forget:deleted", "zset", None, "of these, those deleted and looked for again: id, and when"
)
FORGET_NOTED = Key("ivr:forget:noted", "zset", None, "all of these: id, and since when it is known")
FORGET_TRIES = Key("ivr:forget:tries", "hash", None, "how often a call's deletion was refused")
FORGET_LEDGER = Key("ivr:forget:ledger", "hash", None, "counts: noted, erased, proven, refused")
FORGET_SECONDS = Key("ivr:forget:seconds", "hash", None, "counts: seconds from end to deletion")
FORGET_HOLD = Key("ivr:forget:hold", "string", None, "since when nothing is deleted, by order")
FORGET_PAUSE = Key("ivr:forget:pause", "hash", 3600, "until when the carrier is left in peace")
FORGET_SWEPT = Key("ivr:forget:swept", "hash", None, "when the carrier was last gone through")
CARRIER_COUNTS = Key(
    "ivr:carrier:counts", "hash", None, "counts: what jobs asked of the carrier, failures by kind"
)
MARK_KEY = Key("ivr:mark:key:{}", "string", 86400, "the key of that day's marks, until midnight")
MARK_BURIED = Key(
    "ivr:mark:buried", "hash", None, "the day from which on no earlier key is in Redis's files"
)
NUISANCE = Key(
    "ivr:nuisance:{}", "zset", 4 * 3600, "calls from numbers with that mark: id, and when it began"
)
LIMITED = Key("ivr:limited", "zset", 600, "marks over a limit, and until when")
BLOCK_KEY = Key(
    "ivr:block:key", "string", None, "the key of the blocks' marks, while there are any"
)
BLOCKS = Key("ivr:blocks", "zset", None, "operators' blocks: a number's mark, and when it ends")
RECORDINGS_STATE = Key(
    "ivr:recordings:state", "string", None, "all versions of all recordings, and who made them"
)
RECORDINGS_HEARD = Key(
    "ivr:recordings:heard", "hash", None, "sentences, and the month in which one was last heard"
)
TAKE = Key(
    "ivr:take:{}", "string", 86400, "what an operator said; the lifetime begins when it is a draft"
)
TAKES_WAITING = Key(
    "ivr:takes:waiting", "zset", None, "those that are no draft yet: id, and when to try again"
)
TAKE_OFFERS = Key(
    "ivr:takes:offers:{}", "zset", 8 * 86400, "what an operator was asked to record in a call"
)
TAKE_CALLS = Key("ivr:takes:calls", "zset", None, "calls in which operators record: id, and when")
CONSOLE_SESSION = Key(
    "ivr:console:session:{}", "string", 1800, "who is signed in at the console, by its token's hash"
)
CONSOLE_NOTICE = Key(
    "ivr:console:notice:{}", "string", 300, "what the next page of that session tells once"
)
CONSOLE_ONCE = Key(
    "ivr:console:once:{}", "string", 43200, "when a form was sent first that shows something once"
)
PEOPLE_STATE = Key(
    "ivr:people:state", "string", None, "operators and leaders, slow hashes, who changed them"
)
PIN_TRIES = Key(
    "ivr:people:tries:{}", "zset", 3600, "tries with wrong PINs from numbers with that mark"
)
PIN_WRONG = Key(
    "ivr:people:wrong:{}", "string", 86400, "wrong PINs in a row, by the three digits of a person"
)
PIN_LOCKED = Key(
    "ivr:people:locked:{}", "string", 86400, "since when these three digits are locked"
)
SIGN_IN_TRIES = Key(
    "ivr:people:signin:{}", "hash", 3600, "tries to sign in, by a keyed hash of the name typed"
)
SIGN_INS = Key(
    "ivr:people:signins:{}", "zset", 60, "passwords checked in the last minute, by known browser"
)
CODE_USED = Key(
    "ivr:people:code:{}", "string", 300, "the last code of an authenticator app that was used"
)
ROOMS = Key("ivr:rooms", "zset", 6 * 3600, "parts of rooms in which somebody is, and since when")
NO_MORE = Key(
    "ivr:people:nomore", "set", None, "signs of leaders who were removed: no room has them as one"
)
ROOM_PEOPLE = Key(
    "ivr:room:{}:people", "hash", 6 * 3600, "calls in that part of a room: id, and what it does"
)
ROOM_HERE = Key(
    "ivr:room:{}:here", "zset", 6 * 3600, "of these, those who count: id, and until when"
)
ROOM_FACTS = Key("ivr:room:{}:facts", "hash", 6 * 3600, "its conference, mode, lock and the like")
ROOM_HANDS = Key("ivr:room:{}:hands", "zset", 6 * 3600, "raised hands: call, and since when")
ROOM_SEEN = Key(
    "ivr:room:{}:seen:{}", "string", 6 * 3600, "which events of a conference have come, as bits"
)
ROOM_ENDED = Key("ivr:room:ended:{}", "string", 6 * 3600, "that a conference is over")
ROOM_BARRED = Key(
    "ivr:room:{}:barred", "zset", 6 * 3600, "calls and marks that were removed, and until when"
)
ROOM_OF = Key("ivr:room:of:{}", "string", 6 * 3600, "the part of a room that a call is in")
ROOM_SAID = Key(
    "ivr:room:{}:said:{}", "string", 6 * 3600, "that an announcement was made: never twice"
)
ROOM_DOUBT = Key(
    "ivr:room:{}:doubt", "string", 3600, "since when callbacks of its conference are missing"
)
ROOM_TENDED = Key(
    "ivr:room:{}:tended", "string", 30, "that a job to look after that part is queued already"
)
ROOM_TROUBLE = Key(
    "ivr:rooms:trouble", "string", 3600, "that the carrier does not answer what is asked of rooms"
)
ROOM_RINGING = Key(
    "ivr:room:{}:ringing", "string", 120, "that somebody is being rung to come and lead"
)
ROOM_RUNG = Key(
    "ivr:room:{}:rung:{}", "hash", 6 * 3600, "an hour: since when somebody is rung, if it was led"
)
RUNG = Key("ivr:rung", "hash", 2 * 3600, "who was rung to come and lead, by row, and when")
ONWARD_NOW = Key(
    "ivr:onward:now", "zset", 3 * 3600, "calls connected to a list's meeting: id, and until when"
)
ONWARD_BEGUN = Key(
    "ivr:onward:begun", "hash", 3600, "how many were connected so in the last hour, by minute"
)
REPEATED = Key(
    "ivr:repeated:{}:{}", "string", 300, "what a key was answered, for when its webhook comes again"
)
MINUTES = Key(
    "ivr:minutes:{}",
    "hash",
    400 * 86400,
    "minutes of that day, by a sign of the number and by kind",
)
COUNTED = Key(
    "ivr:counted:{}", "hash", 6 * 3600, "a call's minutes in rooms, until its end is counted"
)
BUDGET_TOLD = Key(
    "ivr:budget:{}:{}", "string", 40 * 86400, "that the log has it: of this day or month, so much"
)

KEYS = (
    PUBLISHED_VERSION,
    PUBLISHED_DOCUMENT,
    SCHEDULE_MADE,
    SOURCE_STATE,
    SOURCE_MEETINGS,
    PLACES_MADE,
    HELP_STATE,
    ROTA_REPORT,
    ROTA_READ,
    ROTA_COMPARED,
    ROTA_CHANGES,
    STAND_INS,
    PAST_HOURS,
    BEAT,
    FORGET_DUE,
    FORGET_WAITING,
    FORGET_DELETED,
    FORGET_NOTED,
    FORGET_TRIES,
    FORGET_LEDGER,
    FORGET_SECONDS,
    FORGET_HOLD,
    FORGET_PAUSE,
    FORGET_SWEPT,
    CARRIER_COUNTS,
    MARK_KEY,
    MARK_BURIED,
    NUISANCE,
    LIMITED,
    BLOCK_KEY,
    BLOCKS,
    RECORDINGS_STATE,
    RECORDINGS_HEARD,
    TAKE,
    TAKES_WAITING,
    TAKE_OFFERS,
    TAKE_CALLS,
    CONSOLE_SESSION,
    CONSOLE_NOTICE,
    CONSOLE_ONCE,
    PEOPLE_STATE,
    PIN_TRIES,
    PIN_WRONG,
    PIN_LOCKED,
    SIGN_IN_TRIES,
    SIGN_INS,
    CODE_USED,
    ROOMS,
    NO_MORE,
    ROOM_PEOPLE,
    ROOM_HERE,
    ROOM_FACTS,
    ROOM_HANDS,
    ROOM_SEEN,
    ROOM_ENDED,
    ROOM_BARRED,
    ROOM_OF,
    ROOM_SAID,
    ROOM_DOUBT,
    ROOM_TENDED,
    ROOM_TROUBLE,
    ROOM_RINGING,
    ROOM_RUNG,
    RUNG,
    ONWARD_NOW,
    ONWARD_BEGUN,
    REPEATED,
    MINUTES,
    COUNTED,
    BUDGET_TOLD,
)

SUPERSEDED_LIFETIME = 3600
"""Seconds that an older version stays, for web processes in the middle of fetching it."""


AsyncRedis = redis.asyncio.Redis


def connect(url: str, *, timeout: float = 5.0) -> redis.Redis:
    """A blocking connection that answers bytes; `timeout` in seconds for connecting and reading."""
    if sentinels := Sentinels.read(url):
        return sentinels.connect(timeout)
    return redis.Redis.from_url(url, socket_timeout=timeout, socket_connect_timeout=timeout)


def connect_async(url: str, *, timeout: float = 1.0, at_once: int = 0) -> AsyncRedis:
    """The web process's connection: short time-outs, for Redis must never keep a caller waiting.

    At most `at_once` questions are under way, and others wait so long for their turn; 0 is any.
    """
    if sentinels := Sentinels.read(url):
        return sentinels.connect_async(timeout, at_once)
    if at_once:
        pool = redis.asyncio.BlockingConnectionPool.from_url(
            url,
            max_connections=at_once,
            timeout=timeout,
            socket_timeout=timeout,
            socket_connect_timeout=timeout,
        )
        return redis.asyncio.Redis.from_pool(pool)
    return redis.asyncio.Redis.from_url(url, socket_timeout=timeout, socket_connect_timeout=timeout)


@cache
def sha(script: str) -> str:
    """By which Redis knows a script that it has run before."""
    return hashlib.sha1(script.encode(), usedforsecurity=False).hexdigest()


def text(value: bytes | str | None) -> str:
    """A value of Redis as text; "" where there is none."""
    return value.decode() if isinstance(value, bytes) else value or ""


def publish(connection: redis.Redis, name: str, document: bytes) -> str:
    """Make `document` what every web process serves as `name`, in one atomic switch.

    Returns the version, which names the content: the same bytes have the same version.
    """
    current = PUBLISHED_VERSION.of(name)
    found: list[str] = []

    def publishing(transaction: Pipeline) -> None:
        before = text(transaction.get(current))
        transaction.multi()
        found.append(switch(transaction, name, document, before))

    connection.transaction(publishing, current)  # again, when another process publishes meanwhile
    return found[-1]


def switch(transaction: Pipeline, name: str, document: bytes, before: str) -> str:
    """The same within a larger transaction, which watches the version; that one is `before`."""
    version = hashlib.blake2b(document, digest_size=8).hexdigest()
    transaction.set(PUBLISHED_DOCUMENT.of(name, version), document)
    transaction.set(PUBLISHED_VERSION.of(name), version)
    if before and before != version:
        transaction.expire(PUBLISHED_DOCUMENT.of(name, before), SUPERSEDED_LIFETIME)
    return version
