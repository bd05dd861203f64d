"""Browsers in which somebody signed in before: the tries of strangers do not keep them waiting.

The cookie says no more than whose browser it is. It opens nothing.
"""

from datetime import timedelta

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from ivr.console.session import Cookie
from ivr.people.book import Book
from ivr.people.person import Person, folded
from ivr.settings import Settings

LIVES = timedelta(days=180)
"""Since somebody signed in there last."""


class Known:
    """Signed, so that nobody makes one up."""

    def __init__(self, settings: Settings) -> None:
        self._cookie = Cookie(settings, "ivr-known")
        self._signer = URLSafeTimedSerializer(settings.secret, salt="known browser")

    def remember(self, response: Response, person: Person) -> None:
        self._cookie.set(response, self._signer.dumps(person.number), lives=LIVES)

    def is_of(self, request: Request, name: str, book: Book) -> bool:
        """Whether whoever has that name signed in here. Raises RedisError, StoreAway."""
        given = request.cookies.get(self._cookie.name, "")
        try:
            number = str(self._signer.loads(given, max_age=int(LIVES.total_seconds())))
        except BadSignature:
            return False
        person = book.person(number)
        return person is not None and folded(person.name) == folded(name)
