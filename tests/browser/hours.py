"""An hour that was given back, and rows of the rota that are kept in the console."""

from datetime import timedelta

from ivr.recordings.storage import storage_of
from ivr.rotabook import RotaBook
from ivr.rotachanges import KeptRow
from ivr.rotaplace import place
from tests.browser.running import Running

MAIN = "meeting-main"


def kept_hours(machine: Running) -> dict[str, str]:
    """The addresses of pages that need one; a refresh of the rota comes before."""
    line = machine.line
    book = RotaBook(line.connection, storage_of(line.settings), line.settings, line.clock.now)
    coming = (on for on in book.rota().coming(line.clock.now()) if on.hour.room_name == MAIN)
    first = next(coming)
    book.give_back(first.start, MAIN, first.hour.leader, who="Ana")
    day = (line.clock.now() + timedelta(days=2)).date().isoformat()
    long = "A Meeting With a Title That Is as Long as Any That a Chair Will Write Here"
    rows = (
        KeptRow("row", "monday", "20:00", long, "step", "closed", "es", "women", "ana", "muted"),
        KeptRow("off", day, "09:00", held=False),
    )
    for row in rows:
        book.put(row, expected=None, who="Ana")
    return {
        "hour": f"/rota/hours/{place(first.start, MAIN)}",
        "row": "/rota/rows/row",
        "no-meeting": "/rota/rows/off",
    }
