"""What one release writes and every release that runs has to read, or to leave alone in words.

Whoever writes uses what people use: commands, the console, a list's server. Whoever reads is asked
the same way, and by callers.
"""

import json
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from xml.etree.ElementTree import fromstring

import httpx

from ivr.phone.call import Call
from tests.bench.upgrade.stage import Broken, Side, Stage, now, waited
from tests.console.opened import Browser
from tests.console.test_helping import change
from tests.line import DEMO
from tests.recordings.spoken import spoken

PATIENCE = 30.0
"""Seconds until every web process has what was published; it looks every two."""

PAGES = (
    "/",
    "/prompts",
    "/announcements",
    "/rota",
    "/rota/rows",
    "/leaders",
    "/help",
    "/operators",
)


class Publishing:
    """One operator at the console, at whose session every release has to know them."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.count = 0
        self.leaders: list[str] = []
        self.titles: list[str] = []
        self.cookies = httpx.Cookies()
        self.sound = stage.folder / "sound.wav"
        self.sound.write_bytes(spoken(("There", "is", "no", "meeting", "tonight")))

    def sign_in(self, side: Side) -> None:
        made = side.command("operators", "add", "Ana", "--make", "--by", "bench")
        found = re.search(r"^Password: (.+)$", made, re.MULTILINE)
        assert found is not None, made
        self.password = found[1]
        browser = self._browser(side)
        if browser.sign_in("Ana", self.password).status_code != 303:
            raise Broken("nobody can sign in at the console")
        self.cookies = browser.client.cookies

    def all_of_it(self, writer: Side, readers: Sequence[Side]) -> tuple[int, list[str]]:
        """How much of what one writes all read; and what is wrong with the rest, in sentences."""
        self.count += 1
        good, broken = 0, list[str]()
        steps: tuple[Callable[[Side, Sequence[Side]], None], ...] = (
            self._console,
            self._leader,
            self._row,
            self._announcement,
            self._words,
            self._list,
            self._backup,
        )
        for step in steps:
            try:
                step(writer, readers)
                good += 1
            except Broken as error:
                broken.append(str(error))
        return good, broken

    # --- what one writes, and all read ---

    def _console(self, writer: Side, readers: Sequence[Side]) -> None:
        for side in readers:
            browser = self._browser(side)
            for page in PAGES:
                status = browser.get(page).status_code
                if status != 200:
                    raise Broken(f"the console of {side.name} answers {page} with {status}")

    def _leader(self, writer: Side, readers: Sequence[Side]) -> None:
        row = f"bench{self.count}"
        since = ("--from", "2020-01-31", "--as", row, "--by", "bench")
        writer.command("leaders", "add", f"Bench {self.count}", *since)
        self.leaders.append(row)
        for side in readers:
            said = json.loads(side.command("leaders", "list", "--json"))
            found = json.dumps(said)
            if missing := [each for each in self.leaders if f'"{each}"' not in found]:
                raise Broken(f"{side.name} does not know the leaders {', '.join(missing)}")

    def _row(self, writer: Side, readers: Sequence[Side]) -> None:
        title = f"Side by Side {self.count}"
        day = (now() + timedelta(days=1 + self.count % 5)).date().isoformat()
        hour = f"{8 + self.count:02}:00"
        row = {"day": "daily", "date": day, "time": hour, "title": title, "held": "yes"}
        answer = self._browser(writer).post("/rota/rows", once=title.replace(" ", ""), **row)
        if answer.status_code != 303:
            raise Broken(f"the console of {writer.name} takes no row: {answer.status_code}")
        self.titles.append(title)
        for side in readers:
            said = side.command("rota", "week", "--json")
            if missing := [each for each in self.titles if each not in said]:
                raise Broken(f"the rota of {side.name} is without {', '.join(missing)}")

    def _announcement(self, writer: Side, readers: Sequence[Side]) -> None:
        """By the last of the readers it is withdrawn."""
        until = f"{now() + timedelta(days=2):%Y-%m-%d %H:%M}"
        writer.command("prompts", "announce", str(self.sound), "--until", until, "--by", "bench")
        for side in readers:
            found = json.loads(side.command("prompts", "announcements", "--json"))
            newest = max(found, key=lambda each: str(each["begins"]))
            self._plays(side, newest["hash"])
        readers[-1].command("prompts", "withdraw", str(newest["id"]), "--by", "bench")
        for side in readers:
            self._plays(side, newest["hash"], no_more=True)

    def _words(self, writer: Side, readers: Sequence[Side]) -> None:
        """Whom to call in an emergency, behind key 0."""
        self._say(writer, f"the number {self.count}")
        self._all_say(readers, f"the number {self.count}")

    def _list(self, writer: Side, readers: Sequence[Side]) -> None:
        """Of the list one meeting more is gone each time."""
        found = json.loads((DEMO / "meetings.json").read_bytes())
        found["meetings"] = found["meetings"][: -self.count]
        self.stage.lists.give(json.dumps(found).encode())
        before = self._meetings(writer)
        writer.command("refresh", "--json")
        self._until(writer, lambda each: self._meetings(each) != before, "has no new schedule")
        new = self._meetings(writer)
        for side in readers:
            self._until(side, lambda each: self._meetings(each) == new, "has no new schedule")

    def _backup(self, writer: Side, readers: Sequence[Side]) -> None:
        """One writes it, something is changed, and the last of the readers brings it back."""
        path = self.stage.folder / f"backup-{self.count}.zip"
        writer.command("backup", str(path))
        if found := of_callers(path, self.stage.crowd.calls):
            raise Broken(f"the backup of {writer.name} has {found} numbers or ids of callers")
        for side in readers:
            said = side.command("restore", str(path), "--dry-run")
            if "as they are here" not in said:
                raise Broken(f"{side.name} reads another backup than {writer.name} wrote")
        self._say(writer, f"what was not in backup {self.count}")
        readers[-1].command("restore", str(path), "--yes", "--by", "bench")
        self._all_say(readers, f"the number {self.count}")

    # --- how it is looked at ---

    def _say(self, writer: Side, words: str) -> None:
        fields = {"words-en": words, "old": self.password}
        try:
            answer = change(self._browser(writer), **fields)
        except AssertionError:
            raise Broken(f"the console of {writer.name} shows no form of the words") from None
        if answer.status_code != 303:
            raise Broken(f"the console of {writer.name} takes no words: {answer.status_code}")

    def _all_say(self, readers: Sequence[Side], words: str) -> None:
        for side in readers:
            self._until(side, lambda each: words in self._at_zero(each), "does not hear new words")

    def _browser(self, side: Side) -> Browser:
        browser = Browser(f"http://127.0.0.1:{side.port}")
        browser.client.cookies = self.cookies
        browser.get("/")
        return browser

    def _plays(self, side: Side, hash_: str, *, no_more: bool = False) -> None:
        wrong = "hears an announcement for ever" if no_more else "hears no announcement"
        self._until(side, lambda each: (hash_ in each.call().hears()) is not no_more, wrong)

    def _at_zero(self, side: Side) -> str:
        call = side.call()
        gather = next(fromstring(call.hears()).iter("Gather"))
        return call.hears(gather.get("action", ""), Digits="0")

    def _meetings(self, side: Side) -> str:
        found = re.search(r"^ivr_snapshot_meetings (\S+)$", side.asked("/metrics"), re.MULTILINE)
        return found[1] if found else ""

    def _until(self, side: Side, true: Callable[[Side], bool], otherwise: str) -> None:
        def now_true() -> bool:
            try:
                return true(side)
            except httpx.HTTPError:
                return False

        if not waited(PATIENCE, now_true):
            raise Broken(f"a caller of {side.name} {otherwise}")


def of_callers(backup: Path, calls: Sequence[Call]) -> int:
    """How many of their numbers and ids are in it. Those of the demo's own files do not count."""
    own = b"".join(path.read_bytes() for path in DEMO.iterdir() if path.is_file())
    with zipfile.ZipFile(backup) as zipped:
        whole = b"".join(zipped.read(name) for name in zipped.namelist())
    mine = [call for call in calls if call.direction == "inbound"]
    numbers = {call.from_[-10:].encode() for call in mine}
    return sum(each in whole and each not in own for each in numbers) + sum(
        call.sid.encode() in whole for call in mine
    )
