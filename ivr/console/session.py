"""Who is signed in: a random token in a cookie, and in Redis what it stands for.

Redis holds the token's hash only: whoever reads a copy of it cannot sign in with that. A session
carries a stamp of the person's password, so that a new password ends every other one at once, and
no list of sessions has to be kept.
"""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

import msgspec
import redis
from starlette.responses import Response

from ivr import store
from ivr.people.hashing import letters
from ivr.people.person import Person
from ivr.settings import Settings

IDLE = timedelta(seconds=store.CONSOLE_SESSION.lifetime or 0)
"""Without a request, after which a session is over."""

LONGEST = timedelta(hours=12)
"""From signing in, after which it is over in any case."""

TOKEN = 32
"""Letters: 150 bits."""

_AS_LETTERS = str.maketrans("0123456789", "ghijklmnop")


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One browser of a person who signed in. Times are aware, UTC."""

    number: str  # of the person
    csrf: str  # stands in every form of this session
    stamp: str  # of what the person signs in with
    began: datetime
    seen: datetime  # when the last request came
    language: str = ""  # as chosen on the sign-in page


class Sessions:
    """All sessions, in Redis. Every method may raise RedisError."""

    def __init__(self, connection: redis.Redis, clock: Callable[[], datetime]) -> None:
        self.connection = connection
        self.clock = clock

    def begin(self, person: Person, language: str) -> str:
        """A new session. Returns its token, a new one: none that a browser brought counts."""
        token, now = letters(TOKEN), self.clock()
        session = Session(
            number=person.number,
            csrf=letters(TOKEN),
            stamp=stamp(person),
            began=now,
            seen=now,
            language=language,
        )
        self.connection.set(_key(token), msgspec.json.encode(session), ex=IDLE)
        return token

    def find(self, token: str) -> Session | None:
        """The session of a token, which has been seen just now; None where there is none."""
        found = self.connection.get(_key(token)) if token else None
        try:
            session = msgspec.json.decode(found or b"", type=Session)
        except msgspec.MsgspecError:  # of another release
            return None
        now = self.clock()
        if now - session.seen >= IDLE or now - session.began >= LONGEST:
            self.end(token)
            return None
        session = msgspec.structs.replace(session, seen=now)
        left = min(IDLE, session.began + LONGEST - now)
        # Only where it is still there: a sign-out at the same moment must win.
        kept = self.connection.set(_key(token), msgspec.json.encode(session), px=left, xx=True)
        return session if kept else None

    def end(self, token: str) -> None:
        self.connection.delete(_key(token), _notice(token))

    def tell(self, token: str, notice: str) -> None:
        """One sentence for the next page."""
        self.connection.set(_notice(token), notice, ex=store.CONSOLE_NOTICE.lifetime)

    def told(self, token: str) -> str:
        """That sentence, once; "" where there is none."""
        found = self.connection.getdel(_notice(token))
        return store.text(found) if isinstance(found, bytes) else ""


def stamp(person: Person) -> str:
    """Another one whenever the person signs in with something else."""
    return _digest(f"{person.number}\0{person.password}\0{person.code_salt}")


def holds(session: Session, person: Person | None) -> bool:
    """Whether the person still is who signed in."""
    return person is not None and hmac.compare_digest(session.stamp, stamp(person))


class Cookie:
    """The name and the attributes under which a browser keeps a value for this line alone."""

    def __init__(
        self, settings: Settings, name: str, same_site: Literal["lax", "strict"] = "strict"
    ) -> None:
        self.same_site = same_site
        self.secure = urlsplit(settings.public_url).scheme == "https"
        # The prefix binds it to this host and to https; a line on http is one machine's own.
        self.name = f"__Host-{name}" if self.secure else name

    def set(self, response: Response, value: str, *, lives: timedelta | None = None) -> None:
        """Until the browser is closed, or as long as it `lives`."""
        response.set_cookie(
            self.name,
            value,
            max_age=int(lives.total_seconds()) if lives else None,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite=self.same_site,
        )

    def drop(self, response: Response) -> None:
        response.delete_cookie(
            self.name, path="/", secure=self.secure, httponly=True, samesite=self.same_site
        )


def _key(token: str) -> str:
    return store.CONSOLE_SESSION.of(_digest(token))


def _notice(token: str) -> str:
    return store.CONSOLE_NOTICE.of(_digest(token))


def _digest(text: str) -> str:
    """A SHA-256 in letters: no row of digits in Redis is to look like a telephone number."""
    return hashlib.sha256(text.encode()).hexdigest().translate(_AS_LETTERS)
