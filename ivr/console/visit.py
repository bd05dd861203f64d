"""One request, as the pages see it: who asks, what was sent, and how to answer."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from markupsafe import Markup
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ivr.console import words
from ivr.console.house import House
from ivr.console.paths import within
from ivr.console.session import Session
from ivr.people.hashing import letters
from ivr.people.person import Person


@dataclass
class Asked:
    """A request, before anybody is known to have made it."""

    request: Request
    house: House
    language: str
    form: FormData | None = None

    def text(self, id: str, /, **values: words.Value) -> str:
        """A sentence of the pages, in this visit's language. Raises NoSuchText."""
        return words.text(self.language, id, **values)

    def field(self, name: str) -> str:
        """What was typed into a field; "" where nothing was."""
        found = self.form.get(name) if self.form else None
        return found.strip() if isinstance(found, str) else ""

    def secret(self, name: str) -> str:
        """The same to the letter: a blank may belong to a password."""
        found = self.form.get(name) if self.form else None
        return found if isinstance(found, str) else ""

    def upload(self, name: str) -> bytes:
        """A file that was sent; empty where none was."""
        found = self.form.get(name) if self.form else None
        return found.file.read() if isinstance(found, UploadFile) else b""

    def page(self, template: str, *, status: int = 200, **values: Any) -> Response:
        """A page of `templates/`."""
        made = self.house.templates.get_template(template)
        return HTMLResponse(made.render(**self.shared(), **values), status)

    def shared(self) -> dict[str, Any]:
        """What every template may use."""
        return {
            "t": self.text,
            "language": self.language,
            "languages": words.LANGUAGES,
            "url": self.house.url,
            "audio": self.house.audio,
            "static": lambda name: self.house.url(self.house.static.path(name)),
            "when": self.when,
            "at": self.at,
            "day": self.day,
            "lasting": self.lasting,
            "csrf_field": lambda: Markup(""),
            "csrf": "",
            "person": None,
            "nav": (),
            "notice": "",
        }

    def when(self, moment: datetime) -> str:
        """Day and time in the line's zone."""
        return words.moment(self.language, moment, self.house.zone)

    def at(self, moment: datetime) -> str:
        """Time of day in the line's zone."""
        return words.clock(self.language, moment, self.house.zone)

    def day(self, day: date) -> str:
        return words.day(self.language, day)

    def lasting(self, seconds: float) -> str:
        return words.lasting(self.language, seconds)

    def message(self, id: str, *, status: int, **values: words.Value) -> Response:
        """A page of one sentence, with its heading: the texts `<id>` and `<id>-title`."""
        return self.page(
            "message.html",
            status=status,
            title=self.text(f"{id}-title"),
            sentence=self.text(id, **values),
        )


@dataclass(kw_only=True)
class Visit(Asked):
    """A request of a signed-in operator; of a POST the token was right."""

    person: Person
    session: Session
    token: str  # of the session

    def shared(self) -> dict[str, Any]:
        from ivr.console.routes import navigation

        return super().shared() | {
            "csrf": self.session.csrf,
            "csrf_field": lambda: csrf_field(self.session.csrf),
            "once_field": lambda: hidden("once", letters(32)),
            "person": self.person,
            "nav": navigation(within(self.request)),
            "notice": self.house.sessions.told(self.token),
        }

    def to(self, path: str, notice: str = "", **values: words.Value) -> Response:
        """On to another page (303), which says the text `notice` once."""
        if notice:
            self.tell(self.text(notice, **values))
        return RedirectResponse(self.house.url(path), 303)

    def tell(self, sentence: str) -> None:
        """The next page says this sentence, once: for those that are no text of the console."""
        self.house.sessions.tell(self.token, sentence)

    def refused(self, sentence: str, *, status: int = 409) -> Response:
        """A page with one sentence that another part of the line gave as its reason."""
        title = self.text("refused-title")
        return self.page("message.html", status=status, title=title, sentence=sentence)


def csrf_field(token: str) -> Markup:
    """The hidden field of every form."""
    return hidden("csrf", token)


def hidden(name: str, value: str) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)


def same(one: str, other: str) -> bool:
    """Whether two secrets are one, in the same time wherever they differ; never for nothing."""
    return bool(one) and hmac.compare_digest(one.encode(), other.encode())
