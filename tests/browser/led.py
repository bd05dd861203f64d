"""Leaders in every state, hours that nobody led, a rota that waits, and help that was changed."""

from datetime import timedelta

import msgspec

from ivr.helping.help import Own
from ivr.helping.kept import Kept
from ivr.helping.state import changed
from ivr.people import leading
from ivr.people.state import leads_no_more
from ivr.recordings.storage import storage_of
from ivr.rooms.past import note
from ivr.rota import Hour, OnNow
from ivr.rotarefresh import RotaReport, refresh_rota
from ivr.store import PIN_LOCKED, ROTA_REPORT
from tests.browser.running import Running


def led(machine: Running) -> None:
    line = machine.line
    now, book = line.clock.now(), line.book()
    refresh_rota(line.settings, line.connection, now)
    leading.give_pin(book, "ben", "Ben", who="Ana")
    dev, _ = leading.give_pin(book, "dev", "Dev", who="Ana")
    leading.add(book, "rosa-m", "Rosa M", "2027-01-31", who="Ana")
    leading.may_be_rung(book, "rosa-m", "+1 202 555 0142", "22:00-06:00", who="Ana")
    line.connection.set(PIN_LOCKED.of(dev.number), f"{now.timestamp()}")
    book.kept.change(lambda was: leads_no_more(was, "gone", "Maximiliana", who="Ana", now=now))
    for days in (1, 3, 8):
        start = (now - timedelta(days=days)).replace(minute=0)
        hour = Hour(day="daily", start=0, title="Two in the Morning", leader="ben" * (days % 2))
        note(line.connection, OnNow(hour, start, start + timedelta(hours=1)), led=days == 3)
    report = RotaReport(
        outcome="kept",
        sentence="The rota has 10 meetings in the coming seven days and had 168: mend it.",
        has=10,
        had=168,
    )
    line.connection.set(ROTA_REPORT.of(), msgspec.json.encode(report))
    Kept(line.connection, storage_of(line.settings)).change(
        lambda was: changed(
            was,
            "",
            Own("+12025550142", {"en": "1 1 2"}),
            expected=was.own(""),
            who="Ana",
            now=now,
        )
    )
