"""What all pages share."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import jinja2

from ivr import store
from ivr.console.known import Known
from ivr.console.session import Cookie, Sessions
from ivr.console.shelves import Asked, Shelves
from ivr.console.static import Static
from ivr.people.book import Book
from ivr.people.signin import SignIn
from ivr.recordings.library import Library
from ivr.recordings.storage import storage_of
from ivr.recordings.takes import Takes
from ivr.rotabook import RotaBook
from ivr.settings import Settings

if TYPE_CHECKING:
    from ivr.keeper import Keeper

TIMEOUT = 2.0
"""Seconds that a page waits for Redis before it says that it is away."""


class House:
    """One for each web process. Its connection is its own: pages wait, callers do not."""

    def __init__(self, keeper: "Keeper") -> None:
        self.keeper = keeper
        self.clock: Callable[[], datetime] = keeper.clock
        self.connection = store.connect(self.settings.redis_url, timeout=TIMEOUT)
        self.storage = storage_of(self.settings)
        self.prompts = keeper.world.prompts
        self.sessions = Sessions(self.connection, self.clock)
        # Sent with links from elsewhere as well; forms have a token, and their origin is looked at.
        self.cookie = Cookie(self.settings, "ivr-session", same_site="lax")
        self.form_cookie = Cookie(self.settings, "ivr-form")
        self.store_asked = Asked()
        self.known = Known(self.settings)
        self.static = Static()
        # A proxy takes the path of IVR_PUBLIC_URL away; in links it has to stand.
        self.root = f"{urlsplit(self.settings.public_url).path}/console"
        self.templates = jinja2.Environment(
            loader=jinja2.PackageLoader("ivr.console"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    @property
    def settings(self) -> Settings:
        """As callers hear them now."""
        return self.keeper.world.settings

    @property
    def zone(self) -> ZoneInfo:
        """The line's, in which every page tells the time."""
        return self.settings.lines[0].time_zone

    def url(self, path: str) -> str:
        """The address of a page: `path` begins with a slash."""
        return self.root + path

    def audio(self, name: str) -> str:
        """The address of the audio of that hash, which is beside the console's."""
        return f"{self.root.removesuffix('/console')}/audio/{name}.wav"

    def library(self) -> Library:
        library = Shelves(self.connection, self.storage, self.clock)
        library.asked = self.store_asked
        return library

    def takes(self) -> Takes:
        return Takes(self.connection, self.clock)

    def book(self) -> Book:
        return Book(self.connection, self.storage, self.settings, self.clock)

    def rota_book(self) -> RotaBook:
        return RotaBook(self.connection, self.storage, self.settings, self.clock)

    def sign_in(self) -> SignIn:
        return SignIn(self.connection, self.book(), self.settings, self.clock)
