"""A line that runs, with the worker that makes recordings ready, and a browser before it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from twilio.request_validator import RequestValidator

from ivr.recordings.library import Library
from ivr.recordings.storage import storage_of
from tests.browser.needed import CHROMIUM
from tests.console.opened import PASSWORD, SECRET, Clock, Opened, opened
from tests.line import DEMO, NUMBER, TOKEN, settings
from tests.redis_server import redis_server

ARGUMENTS = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)


PATIENCE = 30_000
"""Milliseconds that anything on a page may take; nothing takes more than a few hundred of them."""


class RealClock(Clock):
    """The worker has no other."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class Running:
    """A line, and Chromium, which hears the speech of a file at its microphone."""

    line: Opened
    chromium: Browser

    @property
    def url(self) -> str:
        return f"{self.line.url}/console"

    def library(self) -> Library:
        line = self.line
        return Library(line.connection, storage_of(line.settings), line.clock.now)

    def called(self) -> str:
        """What the carrier is told at the beginning of a call."""
        url = f"{self.line.url}/voice"
        form = {"CallSid": "CA" + "0" * 32, "From": "+12025550107", "To": NUMBER}
        signature = RequestValidator(TOKEN).compute_signature(url, form)
        answer = httpx.post(url, data=form, headers={"X-Twilio-Signature": signature})
        assert answer.status_code == 200
        return answer.text

    def until(self, true: Callable[[], bool], within: float = 30) -> None:
        """Web processes look at what is published every two seconds."""
        deadline = time.monotonic() + within
        while not true():
            assert time.monotonic() < deadline
            time.sleep(0.1)

    def recorded(self, page: Page, *, until: str) -> None:
        """Waits until so little time is left, such as 1:57, to the page that records."""
        left = page.locator("[data-part=left]")
        self.until(lambda: left.inner_text() <= until)

    def visitor(self, **options: object) -> BrowserContext:
        """Somebody with a browser of their own."""
        context = self.chromium.new_context(base_url=self.line.url, **options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        return context

    def operator(self, name: str, *, language: str = "en", **options: object) -> Page:
        """One who is signed in, and is added where nobody has that name."""
        if self.line.book().named(name) is None:
            self.line.add(name, language=language)
        page = self.visitor(**options).new_page()
        page.goto("/console/sign-in")
        page.fill("#name", name)
        page.fill("#password", PASSWORD)
        page.press("#password", "Enter")
        page.wait_for_url("**/console/")
        return page


@contextmanager
def running(microphone: Path) -> Iterator[Running]:
    """`microphone`: a WAV file, heard again and again."""
    with redis_server() as server, TemporaryDirectory(prefix="ivr-") as folder:
        here = replace(settings(), redis_url=server.url, data_dir=Path(folder))
        with (
            opened(here, RealClock(), lifespan="on") as line,
            _worker(line, Path(folder)),
            sync_playwright() as playwright,
        ):
            chromium = playwright.chromium.launch(
                executable_path=CHROMIUM,
                args=[*ARGUMENTS, f"--use-file-for-fake-audio-capture={microphone}"],
            )
            yield Running(line, chromium)
            chromium.close()


@contextmanager
def _worker(line: Opened, folder: Path) -> Iterator[None]:
    """A process that works off what is sent; it ends with this one, however that ends."""
    environ = os.environ | {
        "REDIS_URL": line.settings.redis_url,
        "IVR_CONFIG": str(DEMO / "line.toml"),
        "IVR_DATA_DIR": str(folder),
        "IVR_PUBLIC_URL": line.url,
        "IVR_SECRET": SECRET,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }
    told = folder / "worker.log"
    with told.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "workers.process", "audio", str(os.getpid())],
            env=environ,
            cwd=DEMO.parent,
            stdout=log,
            stderr=log,
        )
    try:
        yield
    finally:
        ended = process.poll()
        process.terminate()
        process.wait(timeout=30)
        assert ended is None, told.read_text("utf-8", "replace")[-2000:]


def played(page: Page, selector: str) -> float:
    """Plays it from its beginning for a moment; returns how long it is, in seconds."""
    found: float = page.locator(selector).evaluate(
        """async audio => {
            await audio.play();
            while (audio.currentTime < 0.2) await new Promise(requestAnimationFrame);
            audio.pause();
            if (!isFinite(audio.duration)) {
                audio.currentTime = 1e9;
                await new Promise(done => audio.addEventListener("durationchange", done));
            }
            return audio.duration;
        }"""
    )
    return found
