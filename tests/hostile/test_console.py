"""Whatever is typed into the console, or stands in the rota's files, pages show it as words."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import pytest
import structlog

from ivr.people import hashing
from ivr.people.hashing import Cost
from ivr.rota import Rota as Published
from ivr.rotarefresh import published_rota, refresh_rota
from ivr.settings import Rota
from tests.console.opened import PASSWORD, Browser, Opened, Tags, opened
from tests.hostile.test_lists import LEADERS, MARKUP, ROTA, SIGNS
from tests.line import settings
from tests.redis_server import RedisServer

ENDLESS = "Qzx " + "w" * 5_000
TITLES = (MARKUP, SIGNS, ENDLESS, "Hope")
SHORTS = ("ana", MARKUP, SIGNS, ENDLESS, "../b", "é")

TYPED = {
    "invalid UTF-8, half a letter, control characters": b"Qzx%ED%A0%80%FF%C0%AF%00%1B%0D%0A%7F",
    "markup": quote(MARKUP).encode(),
    "nothing": b"",
}
"""As a form sends it."""

OTHERS = ("/sign-out", "/account/password")
"""Forms behind which this browser is out."""


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    return text.getvalue()


@pytest.fixture
def console(
    server: RedisServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opened]:
    """Of a line whose files name everything oddly."""
    monkeypatch.setattr(hashing, "COST", Cost(time=1, memory=8))
    people = [(short, short, "", "") for short in SHORTS]
    hours = [
        ("daily", f"{hour:02}:00", TITLES[hour % 4], MARKUP, "open", "", "", SHORTS[hour % 5])
        for hour in range(24)
    ]
    where = Rota(hours=str(tmp_path / "rota.csv"), leaders=str(tmp_path / "leaders.csv"))
    Path(where.leaders).write_text(table(LEADERS, people), newline="")
    Path(where.hours).write_text(table(ROTA, hours), newline="")
    with opened(
        replace(settings(), redis_url=server.url, data_dir=tmp_path, rota=where)
    ) as running:
        report = refresh_rota(running.settings, running.connection, now=running.clock.now())
        assert (report.outcome, report.hours) == ("published", 24)
        assert all(each.done.isprintable() for each in report.problems)
        yield running


def published(console: Opened) -> Published:
    found = published_rota(console.connection)
    assert found is not None
    return found


def check(answer: httpx.Response) -> None:
    assert answer.status_code < 500, answer.url
    found = Tags(answer.text)
    assert found.inline == []
    for tag, attributes in found.tags:
        assert "qzx" not in tag
        assert not any(name.startswith("on") or "qzx" in name for name in attributes)


def test_names_and_titles_of_the_files_are_shown_and_hours_given_on(console: Opened) -> None:
    ana = console.signed_in("Ana")
    for path in ("/rota", "/leaders"):
        answer = ana.get(path)
        check(answer)
        assert answer.status_code == 200
        assert "<script>qzx</script>" in " ".join(Tags(answer.text).words)
    assert {each.title.isprintable() for each in published(console).hours} == {True}
    places = [a["href"] for a in Tags(ana.get("/rota").text).all("a")]
    hours = [each for each in places if "/rota/hours/" in each][:5]
    for path in (each.removeprefix("/console") for each in hours):
        expected = forms(ana.get(path))[-1][1]["expected"]
        answer = ana.post(path, leader="é", expected=expected)
        assert answer.status_code == 303
        check(ana.get("/rota"))


def forms(answer: httpx.Response) -> list[tuple[str, dict[str, str]]]:
    """The addresses of a page's forms, and their fields as a browser would send them."""
    found: list[tuple[str, dict[str, str]]] = []
    select = ""
    for tag, attributes in Tags(answer.text).tags:
        name = attributes.get("name", "")
        if tag == "form" and attributes.get("method") == "post":
            found.append((attributes["action"].removeprefix("/console"), {}))
        elif found and name and tag in ("input", "select", "textarea", "button"):
            found[-1][1].setdefault(name, attributes.get("value", ""))
            select = name if tag == "select" else ""
        elif found and tag == "option" and select and not found[-1][1][select]:
            found[-1][1][select] = attributes.get("value", "")
    return [each for each in found if each[0] not in OTHERS]


def typed(browser: Browser, path: str, fields: dict[str, str], odd: dict[str, bytes]) -> None:
    """Sends the form in which some fields are odd."""
    good = {name: value for name, value in fields.items() if name not in odd}
    good |= {"csrf": browser.csrf, "old": PASSWORD, "sure": ""}
    body = "&".join((urlencode(good), *(f"{name}={odd[name].decode()}" for name in odd)))
    kind = {"content-type": "application/x-www-form-urlencoded"}
    check(browser.client.post(path, content=body, headers=kind))


def test_whatever_is_typed_no_page_fails(console: Opened) -> None:
    ana, tries = console.signed_in("Ana"), 0
    console.add("Bo")
    pages = ["/account", "/help", "/leaders", "/operators", "/rota/rows", "/announcements"]
    pages += ["/prompts/en/welcome"]
    links = (each["href"] for each in Tags(ana.get("/rota").text).all("a"))
    pages += [next(each.removeprefix("/console") for each in links if "/rota/hours/" in each)]
    with structlog.testing.capture_logs() as logged:
        for page in pages:
            seen = dict(forms(ana.get(page)))  # one form of each kind
            for path, fields in seen.items():
                names = fields.keys() - {"csrf", "old", "sure"}
                for value in TYPED.values():
                    typed(ana, path, fields, dict.fromkeys(names - {"once"}, value))
                    for name in names if value != TYPED["markup"] else ():
                        typed(ana, path, fields, {name: value})
                        console.clock.later(seconds=3)  # thirty passwords a minute
                        tries += 1
    assert [each["event"] for each in logged if each["log_level"] == "error"] == []
    assert tries > 50
    for page in pages[:-1]:
        assert ana.get(page).status_code == 200
