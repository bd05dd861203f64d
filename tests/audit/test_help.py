"""The helpline that operators named stands where it must, and is no finding there."""

from ivr.clock import utc_now
from ivr.helping.help import HELP, Own
from ivr.helping.kept import COPY, Kept
from ivr.helping.state import changed
from ivr.recordings.storage import storage_of
from ivr.store import connect
from tests.audit.conftest import Installed

HELPLINE = "+12025550163"


def test_the_helpline_of_the_console_is_clean(line: Installed) -> None:
    kept = Kept(connect(line.settings.redis_url), storage_of(line.settings))
    own = Own(HELPLINE, {"en": "1 1 2"})
    state = kept.change(lambda was: changed(was, "", own, expected=Own(), who="Ana", now=utc_now()))
    folder = line.data / "published"
    folder.mkdir(exist_ok=True)
    (folder / HELP).write_bytes(state.help.pack())
    assert (line.data / "recordings" / COPY).is_file()
    assert line.look().findings == ()


def test_a_number_beside_it_is_found(line: Installed) -> None:
    folder = line.data / "published"
    folder.mkdir(exist_ok=True)
    (folder / HELP).write_bytes(b'{"form":1,"caller":"+12025550177"}')
    assert len(line.look().findings) == 1
