"""A console that is open: a real web process in a thread, with browsers that need no window."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Literal

import httpx
import redis
import uvicorn
from starlette.applications import Starlette

from ivr import store
from ivr.app import create_app
from ivr.fence import trusted
from ivr.keeper import Keeper
from ivr.people.book import Book
from ivr.people.person import Person, Role
from ivr.recordings.storage import storage_of
from ivr.settings import Settings
from tests.line import SATURDAY_EVENING, rota, snapshot

PASSWORD = "lantern orchard window"
SECRET = "a secret of forty letters for all tests."


class Clock:
    """Stands still until a test moves it."""

    def __init__(self, now: datetime = SATURDAY_EVENING) -> None:
        self.moment = now

    def now(self) -> datetime:
        return self.moment

    def later(self, **time: float) -> None:
        self.moment += timedelta(**time)


@dataclass
class Opened:
    """One running console. `url` is that of the line, without a slash at its end."""

    url: str
    app: Starlette
    settings: Settings
    clock: Clock
    connection: redis.Redis
    browsers: list["Browser"] = field(default_factory=list)  # to be closed in the end

    @property
    def keeper(self) -> Keeper:
        keeper: Keeper = self.app.state.keeper
        return keeper

    def book(self) -> Book:
        return Book(self.connection, storage_of(self.settings), self.settings, self.clock.now)

    def add(self, name: str, *roles: Role, language: str = "en") -> Person:
        """A person whose password is PASSWORD."""
        return self.book().add(
            name, roles=roles or ("operator",), language=language, password=PASSWORD
        )[0]

    def browser(self, language: str = "en") -> "Browser":
        self.browsers.append(Browser(self.url, language))
        return self.browsers[-1]

    def signed_in(self, name: str = "Ana", *, language: str = "en") -> "Browser":
        """The browser of an operator, who is added where nobody has that name."""
        if self.book().named(name) is None:
            self.add(name, language=language)
        browser = self.browser(language)
        answer = browser.sign_in(name)
        assert (answer.status_code, answer.headers["location"]) == (303, "/console/")
        return browser


class Browser:
    """Keeps cookies, follows nothing by itself, and knows the token of the page it saw last."""

    def __init__(self, url: str, language: str = "en") -> None:
        self.client = httpx.Client(
            verify=trusted(),
            base_url=f"{url}/console",
            headers={"accept-language": language},
            timeout=20,
        )
        self.csrf = ""

    def get(self, path: str) -> httpx.Response:
        return self._seen(self.client.get(path))

    def post(self, path: str, **fields: str) -> httpx.Response:
        """A form of the page seen last. A value that is named `csrf` takes its token's place."""
        return self._seen(self.client.post(path, data={"csrf": self.csrf, **fields}))

    def sign_in(self, name: str, password: str = PASSWORD, code: str = "") -> httpx.Response:
        self.get("/sign-in")
        answer = self.post("/sign-in", name=name, password=password, code=code)
        if answer.status_code == 303:
            self.get("/")
        return answer

    def _seen(self, response: httpx.Response) -> httpx.Response:
        if found := re.search(r'name="csrf" value="([^"]+)"', response.text):
            self.csrf = found[1]
        return response


@contextmanager
def opened(
    settings: Settings, clock: Clock | None = None, *, lifespan: Literal["on", "off"] = "off"
) -> Iterator[Opened]:
    """`settings` with a Redis that runs and a folder of its own; here it gets address and secret.

    The line has the demo's list and rota. With `lifespan` off nothing looks at Redis in the
    background.
    """
    clock = clock or Clock()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        settings = replace(settings, public_url=url, secret=SECRET)
        app = create_app(settings, clock.now)
        app.state.keeper.world = replace(app.state.keeper.world, snapshot=snapshot(), rota=rota())
        server = uvicorn.Server(uvicorn.Config(app, lifespan=lifespan, log_config=None))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            deadline = time.monotonic() + 30
            while not server.started:
                assert thread.is_alive(), "the web process ended before it began"
                assert time.monotonic() < deadline, "the web process did not begin"
                time.sleep(0.01)
            with store.connect(settings.redis_url) as connection:
                running = Opened(url, app, settings, clock, connection)
                yield running
                for browser in running.browsers:
                    browser.client.close()
        finally:
            server.should_exit = True
            thread.join(30)


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and the words in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self._within: list[str] = []
        self.inline: list[str] = []  # what stands within <script> and <style>
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag in ("script", "style"):
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if self._within and data.strip():
            self.inline.append(data)
        elif data.strip():
            self.words.append(" ".join(data.split()))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def words(response: httpx.Response) -> str:
    """What a page says, in one line."""
    return " ".join(Tags(response.text).words)
