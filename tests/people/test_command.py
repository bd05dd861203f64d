"""`ivr operators` as an operator types it."""

import getpass
import json
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import msgspec
import pytest

from ivr.cli import main
from ivr.people.book import Book
from ivr.people.hashing import is_right
from ivr.people.pins import PinAnswer
from ivr.people.signin import SignIn
from ivr.settings import Settings
from tests.line import DEMO, PUBLIC, TOKEN
from tests.people.made import PASSWORD, SECRET, Clock, other_secret, typed
from tests.redis_server import RedisServer

Command = Callable[..., int]
Captured = pytest.CaptureFixture[str]

SHOWN_ONCE = "It is shown this once and kept nowhere.\n"


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def ivr(tmp_path: Path, server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`ivr operators …` with a line on its stdin."""
    for name, value in {
        "IVR_CONFIG": str(DEMO / "line.toml"),
        "IVR_DATA_DIR": str(tmp_path),
        "IVR_PUBLIC_URL": PUBLIC,
        "IVR_SECRET": SECRET,
        "REDIS_URL": server.url,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str, typed: str = "", terminal: bool = False) -> int:
        monkeypatch.setattr(sys, "stdin", Terminal() if terminal else StringIO(typed))
        return main(["operators", *arguments])

    return run


def shown_pin(capsys: Captured) -> str:
    found = re.search(r"after #: ([0-9 ]{11})\n", capsys.readouterr().out)
    assert found is not None
    return found[1].replace(" ", "")


def test_the_first_operator_is_made_and_gets_in(
    ivr: Command, book: Book, here: Settings, clock: Clock, capsys: Captured
) -> None:
    assert ivr("add", "Ana", "--language", "es", typed=f"{PASSWORD}\n") == 0
    ana = book.named("ana")
    assert ana is not None
    out = capsys.readouterr().out
    pin = re.sub(r"\D", "", out.split("#: ")[1])
    assert out == (
        f"Ana is added: operator {ana.number}.\n"
        f"PIN of Ana, typed in one go after #: {pin[:3]} {pin[3:6]} {pin[6:]}\n{SHOWN_ONCE}"
    )
    assert typed(here, clock, pin) == [PinAnswer("right", ana)]
    signin = SignIn(book.connection, book, here, clock)
    assert signin.check("Ana", PASSWORD, "").person == ana
    assert (ana.language, ana.roles) == ("es", ("operator",))


def test_a_password_is_made_where_that_is_wanted(
    ivr: Command, book: Book, capsys: Captured
) -> None:
    assert ivr("add", "Ana", "--make") == 0
    out = capsys.readouterr().out
    found = re.search(r"^Password: ([a-z-]{23})\n", out, re.MULTILINE)
    ana = book.named("Ana")
    assert found is not None
    assert ana is not None
    assert is_right(SECRET.encode(), "password", found[1], ana.password)
    assert out.count(SHOWN_ONCE) == 2
    assert ivr("password", ana.number, "--make") == 0
    assert found[1] not in capsys.readouterr().out


def test_at_a_terminal_the_password_is_asked_twice_and_not_shown(
    ivr: Command, book: Book, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter([PASSWORD, "another one", PASSWORD, PASSWORD])

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return next(answers)

    monkeypatch.setattr(getpass, "getpass", ask)
    assert ivr("add", "Ana", terminal=True) == 1
    assert capsys.readouterr().err == (
        "These were two different ones, so nothing is changed: try again.\n"
    )
    assert ivr("add", "Ana", terminal=True) == 0
    assert asked == ["The password, which is not shown: ", "Once more: "] * 2
    assert PASSWORD not in capsys.readouterr().out

    def nothing(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", nothing)
    assert ivr("password", "Ana", terminal=True) == 1
    assert capsys.readouterr().err == "No password was typed, so nothing is changed.\n"


def test_a_leader_is_asked_for_no_password(ivr: Command, book: Book, capsys: Captured) -> None:
    assert ivr("add", "Bo", "--leader") == 0
    bo = book.named("Bo")
    assert bo is not None
    assert (bo.roles, bo.password) == (("leader",), "")
    assert "Password" not in capsys.readouterr().out
    assert ivr("password", "Bo", typed=f"{PASSWORD}\n") == 1
    assert ivr("code", "Bo", "--on") == 1
    assert capsys.readouterr().err == (
        "Bo is no operator and signs in nowhere.\nBo does not sign in, so no code is asked for.\n"
    )


def test_the_list_has_no_hash(
    ivr: Command, book: Book, here: Settings, clock: Clock, capsys: Captured
) -> None:
    assert ivr("list") == 0
    assert capsys.readouterr().out == (
        "Nobody yet: `ivr operators add NAME` makes the first operator.\n"
    )
    ana, pin = book.add("Ana", password=PASSWORD)
    bo, _ = book.add("Bo", roles=("leader", "operator"), password=None, leader="bo")
    assert ivr("code", "Ana", "--on") == 0
    capsys.readouterr()
    typed(here, Clock(datetime.now(UTC)), *[other_secret(pin)] * 10)
    assert ivr("list") == 0
    lines = sorted(capsys.readouterr().out.splitlines(), key=lambda line: line[5:])
    since = re.compile(r" since \d{4}-\d\d-\d\d \d\d:\d\d$")
    assert [since.sub(" since …", line) for line in lines] == [
        f"{ana.number}  Ana                   operator    signs in with a code; PIN locked since …",
        f"{bo.number}  Bo                    leader and operator  no console",
    ]
    assert ivr("list", "--json") == 0
    out = capsys.readouterr().out
    assert "argon2" not in out
    assert json.loads(out)["other_secret"] is False
    people = {each.pop("name"): each for each in json.loads(out)["people"]}
    assert people["Ana"].pop("locked") is not None
    assert people == {
        "Ana": {
            "number": ana.number,
            "roles": ["operator"],
            "language": "",
            "leader": "",
            "signs_in": True,
            "code": True,
        },
        "Bo": {
            "number": bo.number,
            "roles": ["leader", "operator"],
            "language": "",
            "leader": "bo",
            "signs_in": False,
            "code": False,
            "locked": None,
        },
    }


def test_a_new_pin_and_an_unlocked_one(
    ivr: Command, book: Book, here: Settings, capsys: Captured
) -> None:
    ana, pin = book.add("Ana", password=PASSWORD)
    clock = Clock(datetime.now(UTC))
    assert ivr("pin", "ana") == 0
    new = shown_pin(capsys)
    assert [each.outcome for each in typed(here, clock, pin, new)] == ["wrong", "right"]
    for _ in range(10):
        typed(here, clock, other_secret(new))
    assert ivr("unlock", ana.number) == 0
    assert capsys.readouterr().out == (
        "Ana can type the PIN and sign in again.\n"
        "A telephone from which ten wrong PINs came within an hour must wait until that hour is "
        "over; another one need not.\n"
    )
    assert typed(here, clock, new)[0].outcome == "later"
    assert typed(here, clock, new, mark="000001")[0].outcome == "right"


def test_a_new_password_is_the_one_that_counts(
    ivr: Command, book: Book, here: Settings, clock: Clock, capsys: Captured
) -> None:
    book.add("Ana", password=PASSWORD)
    assert ivr("password", "Ana", typed="short\n") == 1
    assert ivr("password", "Ana", typed="the cat sleeps late\n") == 0
    signin = SignIn(book.connection, book, here, clock)
    tried = (PASSWORD, "short", "the cat sleeps late")
    assert [signin.check("Ana", each, "").outcome for each in tried] == ["no", "no", "in"]
    assert capsys.readouterr().out == "Ana has a new password.\n"


def test_a_code_is_switched_on_with_a_picture_and_off(
    ivr: Command, book: Book, here: Settings, clock: Clock, capsys: Captured
) -> None:
    book.add("Ana", password=PASSWORD)
    signin = SignIn(book.connection, book, here, clock)
    assert ivr("code", "Ana", "--on") == 0
    said, address, *picture = capsys.readouterr().out.splitlines()
    assert said == "Ana needs a code to sign in from now on. For the app, shown this once:"
    assert address.startswith("otpauth://totp/the%20N%20A%20meeting%20line:Ana?secret=")
    assert len(picture) > 20
    assert signin.check("Ana", PASSWORD, "").outcome == "code wanted"
    assert ivr("code", "Ana", "--off") == 0
    assert capsys.readouterr().out == "Ana signs in without a code from now on.\n"
    assert signin.check("Ana", PASSWORD, "").outcome == "in"


def test_the_last_operator_is_removed_only_when_it_is_meant(
    ivr: Command, book: Book, capsys: Captured
) -> None:
    book.add("Ana", password=PASSWORD)
    book.add("Bo", password=PASSWORD)
    assert ivr("remove", "Bo") == 0
    assert ivr("remove", "Ana") == 1
    assert ivr("remove", "Ana", "--yes") == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        "Bo is removed: PIN and password open nothing any more.",
        "Ana is removed: PIN and password open nothing any more.",
    ]
    assert captured.err.startswith("Ana is the last operator who can sign in: ")
    assert book.people() == {}


def test_the_log_says_who_did_what(ivr: Command, book: Book, capsys: Captured) -> None:
    ana, _ = book.add("Ana", password=PASSWORD, who="Bo")
    ivr("unlock", "Ana", "--by", "Cy")
    capsys.readouterr()
    assert ivr("log") == 0
    lines = [line.partition("  ")[2] for line in capsys.readouterr().out.splitlines()]
    assert lines == [f"Bo: added, {ana.number} Ana", f"Cy: unlocked, {ana.number} Ana"]
    assert ivr("log", "--json") == 0
    assert [each["did"] for each in json.loads(capsys.readouterr().out)] == ["added", "unlocked"]


OTHER_SECRET = (
    "These people were made with another IVR_SECRET, so no PIN, password or code of theirs opens "
    "anything: set the earlier one again; or, where it is gone, run `ivr operators pin NAME "
    "--new-secret`, and give everybody a new PIN, password and code.\n"
)


def test_another_secret_is_told_and_nothing_is_mixed(
    ivr: Command, book: Book, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.add("Ana", password=PASSWORD)
    book.add("Bo", password=PASSWORD)
    before = book.people()
    monkeypatch.setenv("IVR_SECRET", "another secret, of 32 characters and more")
    for task in (
        ["pin", "Ana"],
        ["password", "Ana"],
        ["add", "Cy", "--make"],
        ["code", "Ana", "--on"],
    ):
        assert ivr(*task, typed=f"{PASSWORD}\n") == 1
        assert capsys.readouterr() == ("", OTHER_SECRET)
    assert book.people() == before
    assert ivr("unlock", "Ana") == ivr("list", "--json") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["other_secret"] is True
    assert ivr("list") == 0
    assert capsys.readouterr().out.startswith(f"{OTHER_SECRET}\n")
    assert ivr("pin", "Ana", "--new-secret") == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "This IVR_SECRET counts from now on. Whatever was made before opens nothing: give "
        "everybody a new PIN (`ivr operators pin`), a new password and, where it was on, a new "
        "code."
    )
    assert ivr("pin", "Bo") == ivr("list") == 0
    assert OTHER_SECRET not in capsys.readouterr().out
    assert book.other_secret()


def test_the_last_person_of_another_secret_may_leave_and_the_first_new_one_comes(
    ivr: Command, book: Book, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.add("Ana", password=PASSWORD)
    monkeypatch.setenv("IVR_SECRET", "another secret, of 32 characters and more")
    assert ivr("remove", "Ana", "--yes") == ivr("add", "Bo", "--make") == 0
    assert "IVR_SECRET" not in capsys.readouterr().out


def test_people_of_an_earlier_release_take_the_secret_that_is_set(
    ivr: Command, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.add("Ana", password=PASSWORD)
    state = book.kept.state()
    assert re.fullmatch("[a-p]{6}", state.secret)
    earlier = msgspec.structs.replace(state, secret="", revision=2)
    book.connection.set(book.kept.key, msgspec.json.encode(earlier))
    assert ivr("unlock", "Ana") == 0
    assert book.kept.state().secret == state.secret


@pytest.mark.parametrize("task", [["pin"], ["password"], ["code", "--on"], ["unlock"], ["remove"]])
def test_whoever_is_not_there_is_not_repeated(
    ivr: Command, capsys: Captured, task: list[str]
) -> None:
    assert ivr(*task, "415902771") == 1
    assert capsys.readouterr().err == (
        "Nobody has that number or name: see `ivr operators list`.\n"
    )


def test_what_cannot_be_is_said_in_a_sentence(
    ivr: Command, book: Book, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ivr("add", "Ana", "--language", "xx", typed=PASSWORD) == 1
    assert capsys.readouterr().err == "This line does not speak it: choose from en, es.\n"
    assert ivr("add", "Ana", typed="123456789012") == 1
    assert capsys.readouterr().err == (
        "That password is among the first that strangers try: choose another.\n"
    )
    monkeypatch.setenv("IVR_SECRET", "short")
    assert ivr("add", "Ana", "--make") == 1
    assert capsys.readouterr().err.startswith("IVR_SECRET must have at least 32 characters")
    assert book.people() == {}


def test_without_the_store_the_pin_is_shown_all_the_same(
    ivr: Command, book: Book, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.people()
    (tmp_path / "no").write_text("no folder")
    monkeypatch.setenv("IVR_RECORDINGS", str(tmp_path / "no" / "more"))
    assert ivr("add", "Ana", "--make") == 1
    captured = capsys.readouterr()
    assert "PIN of Ana" in captured.out
    assert captured.err.startswith("It is done and holds, but no copy is kept: ")
    assert book.named("Ana") is not None


def test_redis_away_is_said_in_a_sentence(
    ivr: Command, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1")
    assert ivr("list") == 1
    assert capsys.readouterr().err == (
        "Redis cannot be reached (ConnectionError): start it, or mend REDIS_URL.\n"
    )


def test_without_a_task_the_command_says_how(ivr: Command, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        ivr("code", "Ana")
    assert ended.value.code == 2
    assert "one of the arguments --on --off is required" in capsys.readouterr().err
