"""What operators, lists and leaders do while the soak goes on: something else each minute."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.bench.crowd import Order
from tests.bench.machine import Machine
from tests.line import DEMO
from tests.recordings.spoken import spoken

PROMPT = "101"
LEADERS = ("ana", "ben", "cora", "dev", "ines", "joe")
LEADER_KEYS = ("7", "7", "7", "5", "5", "8", "4", "9", "6", "6", "9", "1")
"""Modes, lock, hands, mute, and out of the room: each in turn, behind a star."""

HEARD_FOR = timedelta(minutes=3)


class Changes:
    """`troubles` are commands that did not do what they should."""

    def __init__(self, here: Machine) -> None:
        self.here = here
        self.troubles: list[str] = []
        self._list = json.loads((DEMO / "meetings.json").read_bytes())
        self._rota = (DEMO / "rota.csv").read_text()
        self._sounds = []
        for place, words in enumerate((("Welcome to the line.",), ("Good to hear you.",))):
            path = here.folder / f"said{place}.wav"
            path.write_bytes(spoken(words))
            self._sounds.append(path)

    def begin(self) -> list[str]:
        """Two versions of a sentence, and a PIN for each leader; the PINs."""
        for path in self._sounds:
            self._run("prompts", "add", PROMPT, str(path), "--publish")
        pins = []
        for row in LEADERS:
            said = self._run("leaders", "pin", row)
            if found := re.search(r"\b\d(?: ?\d){8}\b", said):
                pins.append(found[0].replace(" ", ""))
            else:
                self.troubles.append(f"no PIN for {row}")
        return pins

    def leaders(self, order: Order, pins: list[str]) -> Order:
        """They lead in their hours, and in others they are there like anybody."""
        order.ways = tuple(("#", each, "1") for each in pins)
        order.menu_keys = LEADER_KEYS
        return order

    def minute(self, number: int) -> None:
        """Other lists and another rota each minute; of the rest one thing."""
        meetings = list(self._list["meetings"])
        del meetings[number % len(meetings)]
        named = f"Changed in minute {number}"
        meetings[number % len(meetings)] = {
            **meetings[number % len(meetings)],
            "meeting_name": named,
        }
        self.here.lists.give(json.dumps({**self._list, "meetings": meetings}).encode())
        rota: Path = self.here.folder / "rota.csv"
        beside = rota.with_suffix(".new")
        beside.write_text(self._rota.replace("Midnight Candle", f"Midnight Candle {number}"))
        beside.replace(rota)
        match number % 4:
            case 0:
                self._run("prompts", "publish", PROMPT, "--version", "1")  # case 2 takes it back
            case 1:
                zone = ZoneInfo("America/New_York")
                until = datetime.now(zone) + HEARD_FOR
                sound = str(self._sounds[number // 4 % 2])
                self._run("prompts", "announce", sound, "--until", f"{until:%Y-%m-%d %H:%M}")
            case 2:
                self._run("prompts", "revert", PROMPT)
            case 3:
                self._run("rota", "week")

    def _run(self, *command: str) -> str:
        done = self.here.one.run(*command)
        if done.returncode:
            self.troubles.append(f"ivr {' '.join(command[:2])}: {done.stderr.strip()[-200:]}")
        return done.stdout
