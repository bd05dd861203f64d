"""What one call knows, to and from its URL.

The whole state of a call is the query of its next webhook: the carrier's signature covers it, so
nobody can alter it, any process can answer it, and nothing of a call is stored anywhere.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

LONGEST = timedelta(hours=4)
"""The carrier's longest call."""

OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
"""The carrier's states of a call that has ended."""

MOST_TRIES = 3
"""Wrong PINs in one call."""

_TRIES = frozenset(map(str, range(MOST_TRIES + 1)))

PATIENCE = 60
"""The highest attempt that a URL may name: a pause asks again for so long."""

_CURSOR = re.compile(r"[A-Za-z0-9._~-]{0,80}")
_NUMBER = re.compile(r"[0-9]{1,10}")
_WHO = re.compile(r"(?:[0-9]{3})?")
_DIGIT = re.compile(r"[0-9]")
_LAST = re.compile(r"[0-9]{1,3}")

LEADS = re.compile(r"[a-p]{8}")
"""Of a leader's row: see `rooms.leaders.sign`."""


class DamagedCall(Exception):
    """A URL whose values this version does not know; the caller is greeted anew."""


@dataclass(frozen=True, slots=True)
class Call:
    """One moment of one call. `answered` is in whole minutes since the epoch, UTC."""

    node: str
    language: str
    line: int  # index into Settings.lines
    answered: int
    attempt: int = 0  # 0: to be spoken; n: the answer to the n-th time of asking
    cursor: str = ""  # where in a list the caller is; each step has its own form
    muted: bool = False
    zone: str = ""  # the caller's time zone where the number's region tells it
    listens: bool = False  # over a nuisance limit: muted, and stays so
    tries: int = 0  # wrong PINs so far
    who: str = ""  # the three digits of the operator whose PIN was right
    told: int = 0  # the last of the line's languages whose announcements were heard
    leads: str = ""  # eight letters that stand for the leader as whom this call came
    last: int = 0  # minutes from the answer to the last key or word of its caller

    def at(self, node: str, *, attempt: int = 0, cursor: str = "") -> "Call":
        """The same call, elsewhere."""
        # By hand: `replace` takes many times as long, and every answer comes through here.
        return Call(
            node,
            self.language,
            self.line,
            self.answered,
            attempt,
            cursor,
            self.muted,
            self.zone,
            self.listens,
            self.tries,
            self.who,
            self.told,
            self.leads,
            self.last,
        )

    def asked(self, cursor: str) -> "Call":
        """The same call when its question is answered, at `cursor`."""
        return self.at(self.node, attempt=self.attempt + 1, cursor=cursor)

    def path(self) -> str:
        """Path and query, of unreserved characters only."""
        query = f"l={self.language}&n={self.line}&t={self.answered}&a={self.attempt}"
        if self.last:
            query += f"&k={self.last}"
        if self.cursor:
            query += f"&c={self.cursor}"
        if self.muted:
            query += "&m=1"
        if self.zone:
            query += f"&z={quote(self.zone.replace('/', '~'))}"
        if self.listens:
            query += "&q=1"
        if self.tries:
            query += f"&p={self.tries}"
        if self.who:
            query += f"&w={self.who}"
        if self.told:
            query += f"&o={self.told}"
        if self.leads:
            query += f"&g={self.leads}"
        return f"/voice/{self.node}?{query}"

    def ends(self) -> datetime:
        """When the carrier cuts this call: aware, UTC."""
        return datetime.fromtimestamp(self.answered * 60, UTC) + LONGEST

    @classmethod
    def read(cls, node: str, query: Mapping[str, str], *, lines: int, now: datetime) -> "Call":
        """The call whose webhook came to `node` with `query`.

        Raises DamagedCall for a value that this line never writes. Whether the node and the
        language exist, and what the cursor means, the flow knows.
        """
        line, attempt = _whole(query, "n", lines - 1), _whole(query, "a", PATIENCE)
        answered = _whole(query, "t", 10**9)
        minutes_ago = now.timestamp() / 60 - answered
        cursor, zone = query.get("c", ""), query.get("z", "").replace("~", "/")
        tries, who, told = query.get("p", "0"), query.get("w", ""), query.get("o", "0")
        leads, last = query.get("g", ""), query.get("k", "0")
        if not -5 <= minutes_ago <= 5 * 60 or not _CURSOR.fullmatch(cursor):
            raise DamagedCall("time or cursor")
        if zone and not known_zone(zone):
            raise DamagedCall("zone")
        if tries not in _TRIES or not _WHO.fullmatch(who) or not _DIGIT.fullmatch(told):
            raise DamagedCall("PIN")
        if leads and not LEADS.fullmatch(leads):
            raise DamagedCall("leader")
        if not _LAST.fullmatch(last):
            raise DamagedCall("last")
        return cls(
            node=node,
            language=query.get("l", ""),
            line=line,
            answered=answered,
            attempt=attempt,
            cursor=cursor,
            muted=query.get("m") == "1",
            zone=zone,
            listens=query.get("q") == "1",
            tries=int(tries),
            who=who,
            told=int(told),
            leads=leads,
            last=int(last),
        )


def known_zone(name: str) -> bool:
    """Whether `name` is a time zone; ZoneInfo keeps those it has loaded."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _whole(query: Mapping[str, str], name: str, highest: int) -> int:
    text = query.get(name, "")
    if not _NUMBER.fullmatch(text) or int(text) > highest:
        raise DamagedCall(name)
    return int(text)
