"""A line on which every state of a prompt, an announcement and a take is to be seen."""

from datetime import timedelta

import msgspec

from ivr.prompts import Prompts
from ivr.recordings.audio import make_ready
from ivr.recordings.library import Library
from ivr.recordings.storage import storage_of
from ivr.recordings.takes import Takes
from tests.browser.hours import kept_hours
from tests.browser.led import led
from tests.browser.running import Running
from tests.recordings.sounds import speech, written

WAITING, REFUSED = "waits", "was refused"


def dressed(machine: Running) -> dict[str, str]:
    """Returns the addresses of the pages that need one: those of takes and announcements."""
    line = machine.line
    now = line.clock.now()
    voice = make_ready(written(speech()))
    other = make_ready(written(speech("Good evening. A meeting is on, and you are welcome in it.")))
    storage = storage_of(line.settings)

    def library(days: int = 0) -> Library:
        return Library(line.connection, storage, lambda: now - timedelta(days=days))

    led(machine)

    def add(
        prompt: str, text: str = "", *, days: int = 0, who: str = "Ana", new: bool = True
    ) -> None:
        said = text or Prompts().shape(line.settings.lines[0], "en", prompt).text
        ready = voice if who == "Ana" else other
        version = library(days).add(
            "en",
            prompt,
            ready.wav,
            text=said,
            seconds=ready.seconds,
            who=who,
            came="telephone" if who == "Ben" else "browser",
        )
        if new:
            library(days).publish("en", prompt, version.number, who=who)

    add("welcome", days=30)
    add("welcome", days=20, who="Ben")
    add("welcome", who="Ana", new=False)
    add("offer", "Para español, oprima el dos.", days=100)
    add("danger", days=500)
    add("greeting-on", new=False, who="Ben")

    pages = {}
    hours = {"heard": (-1, 24), "coming": (30, 90), "over": (-90, -30), "withdrawn": (-1, 24)}
    for state, (begins, ends) in ({"draft": (0, 0)} | hours).items():
        ours = library(days=5)
        one = ours.add_announcement(
            "en" if state != "coming" else "es",
            voice.wav,
            seconds=voice.seconds,
            who="Ana",
            came="telephone",
        )
        if ends:
            ours.announce(
                one.id, now + timedelta(hours=begins), now + timedelta(hours=ends), who="Ana"
            )
        if state == "withdrawn":
            ours.withdraw(one.id, who="Ben")
        pages[state] = f"/announcements/{one.id}"

    takes = Takes(line.connection, line.clock.now, lambda id: None)
    for name in (WAITING, REFUSED):
        take = takes.upload(
            storage, b"sound", language="en", prompt="welcome", who="Ana", came="file"
        )
        if name == REFUSED:
            takes.done(msgspec.structs.replace(take, state="refused", reason="noisy"))
        pages[name] = f"/takes/{take.id}"
    return pages | kept_hours(machine)
