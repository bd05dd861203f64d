"""`ivr prompts`, in processes of its own, and what the next call hears."""

import asyncio
import contextlib
import getpass
import io
import json
import os
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import httpx
import pytest
import redis

from ivr.cli import main
from ivr.people.book import Book
from ivr.phone import Carrier
from ivr.recordings.storage import storage_of
from ivr.settings import Settings
from tests.line import DEMO, NUMBER, SATURDAY_EVENING, TOKEN, settings
from tests.people.made import CHEAP, SECRET
from tests.processes import Installation, installation
from tests.recordings.made import add, library_of, voice
from tests.redis_server import RedisServer, redis_server
from tests.ringing import Exchange, exchange, said

WELCOME = "Welcome to the N A meeting line."

YEAR = datetime.now(UTC).year + 1
"""Of announcements: a command reads the clock of this computer."""

MIDDLE = (
    "702 list-soon changes in its middle from call to call, so the synthetic voice always says it."
)
NOT_RECORDED = (
    "102 offer is not recorded in es; the synthetic voice says: Para español, oprima nueve."
)
NOT_SPOKEN = "This line does not speak fr: choose from en, es."
UNREADABLE = (
    "This is not a recording that can be read: send a recording as wav, mp3, m4a, ogg, flac or "
    "webm."
)
UNKNOWN = (
    "IVR_RECORDINGS cannot be used (ValueError): name a folder, or an address such as "
    "s3://bucket/path."
)
NOT_INSTALLED = (
    "IVR_RECORDINGS begins with gs://, and the Python package for it is not installed: install it "
    "(s3fs for s3://), or name a folder."
)


@pytest.fixture
def here(tmp_path: Path, server: RedisServer) -> Installation:
    return installed(tmp_path, server)


def installed(folder: Path, server: RedisServer) -> Installation:
    """The demo's line, with two recordings of somebody in its folder."""
    for name in ("line.toml", "rota.csv", "leaders.csv"):
        (folder / name).write_bytes((DEMO / name).read_bytes())
    (folder / "hello.wav").write_bytes(voice())
    (folder / "again.wav").write_bytes(voice(200))
    return installation(folder, server.url, folder / "line.toml")


def prompts(at: Installation, *arguments: str) -> tuple[int, str, str]:
    """`ivr prompts` in this process: how it ended, and what it said on stdout and stderr."""
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.dict(os.environ, at.environ),
        contextlib.chdir(at.folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = main(["prompts", *arguments])
    return code, out.getvalue().strip(), err.getvalue().strip()


def in_a_process(at: Installation, *arguments: str) -> tuple[int, str, str]:
    """The same as an operator starts it."""
    ended = at.run("prompts", *arguments)
    return ended.returncode, ended.stdout.strip(), ended.stderr.strip()


def check(at: Installation) -> dict[str, list[int]]:
    """Of English, what is not synthetic."""
    code, out, err = prompts(at, "check", "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)[0]
    return {name: found[name] for name in ("recorded", "out_of_date", "draft", "lost")}


def the_line(at: Installation, **changes: object) -> Settings:
    """The same line in this process, behind the pretend carrier."""
    data_dir = Path(at.environ["IVR_DATA_DIR"])
    same = replace(settings(), redis_url=at.environ["REDIS_URL"], data_dir=data_dir)
    return replace(same, **changes)  # type: ignore[arg-type]


def heard(of: Settings) -> tuple[list[str], list[str]]:
    """What a silent caller hears: the recordings played, and what the voice says."""

    async def ring() -> tuple[list[str], list[str]]:
        async with exchange(SATURDAY_EVENING, of) as line:
            await line.look()
            return await call(line)

    return asyncio.run(ring())


async def call(line: Exchange) -> tuple[list[str], list[str]]:
    one = await line.ring()
    assert line.carrier.alerts == []
    names = [h.text.rpartition("/")[2] for h in one.transcript if h.kind == "play"]
    return names[1:2], said(one)  # behind the half second of quiet


def test_a_recording_is_added_published_and_heard_by_the_next_call(here: Installation) -> None:
    code, out, err = in_a_process(here, "add", "101", "hello.wav", "--by", "Ana", "--publish")
    assert (code, err) == (0, "")
    assert out.splitlines()[1] == "Published. The next call hears version 1 of 101 welcome."
    names, spoken = heard(the_line(here))
    folder = Path(here.environ["IVR_DATA_DIR"]) / "recordings"
    assert names == [path.name for path in folder.glob("*.wav")]
    assert WELCOME not in spoken
    assert check(here) == {"recorded": [101], "out_of_date": [], "draft": [], "lost": []}


def test_other_words_are_spoken_until_somebody_says_that_the_recording_is_right(
    here: Installation,
) -> None:
    prompts(here, "add", "welcome", "hello.wav", "--publish")
    toml = here.folder / "line.toml"
    before = 'name = "the N A meeting line"'
    assert before in toml.read_text()
    toml.write_text(toml.read_text().replace(before, 'name = "the night line"'))
    lines = tuple(replace(line, name="the night line") for line in settings().lines)
    names, spoken = heard(the_line(here, lines=lines))
    assert (names, spoken[0]) == ([], "Welcome to the night line.")
    assert check(here)["out_of_date"] == [101]
    shown = prompts(here, "check")[1]
    assert "101 welcome is out of date: the synthetic voice speaks." in shown
    assert prompts(here, "keep", "101")[0] == 0
    assert check(here)["recorded"] == [101]
    names, spoken = heard(the_line(here, lines=lines))
    assert (len(names), "Welcome to the night line." in spoken) == (1, False)


def test_the_last_publication_is_taken_back(here: Installation) -> None:
    prompts(here, "add", "101", "hello.wav", "--publish")
    prompts(here, "add", "101", "again.wav", "--publish")
    second, _ = heard(the_line(here))
    assert prompts(here, "revert", "101")[:2] == (
        0,
        "Taken back. The next call hears version 1 at 101 welcome in en.",
    )
    first, _ = heard(the_line(here))
    assert prompts(here, "revert", "101")[0] == 0
    none, spoken = heard(the_line(here))
    assert (first != second, none, spoken[0]) == (True, [], WELCOME)
    assert prompts(here, "revert", "101")[2] == (
        "No recording of welcome is heard, so there is none to take back."
    )
    log = json.loads(prompts(here, "log", "--json")[1])
    assert [done["did"] for done in log] == [*["added", "published"] * 2, "took back", "took back"]


def test_calls_go_on_while_the_store_is_away_and_redis_is_filled_when_it_is_back(
    here: Installation, server: RedisServer
) -> None:
    prompts(here, "add", "101", "hello.wav", "--publish")
    first = heard(the_line(here))
    data = Path(here.environ["IVR_DATA_DIR"])
    (data / "recordings").rename(data / "gone")
    server.empty()
    assert heard(the_line(here)) == first  # from this machine's disk
    (data / "gone").rename(data / "recordings")
    assert check(here)["recorded"] == [101]
    assert heard(the_line(here)) == first


def test_export_on_one_machine_and_import_on_an_empty_one(
    here: Installation, tmp_path: Path
) -> None:
    prompts(here, "add", "101", "hello.wav", "--publish")
    prompts(here, "add", "101", "again.wav", "--language", "es")
    prompts(here, "add", "103", "again.wav", "--publish")
    assert prompts(here, "export", "all.zip")[0] == 0
    (tmp_path / "other").mkdir()
    with redis_server() as server:
        other = installed(tmp_path / "other", server)
        assert in_a_process(other, "import", str(tmp_path / "all.zip"))[:2] == (
            0,
            "3 versions are new here. What was published here before stays published.\n"
            "2 sentences are published from it.",
        )
        assert prompts(other, "check", "--json") == prompts(here, "check", "--json")
        assert heard(the_line(other)) == heard(the_line(here))


def test_a_recording_can_be_heard_where_there_is_a_player_and_where_there_is_none(
    here: Installation,
) -> None:
    prompts(here, "add", "101", "hello.wav")
    bin_ = here.folder / "bin"
    bin_.mkdir()
    here.environ["PATH"] = str(bin_)
    code, out, _ = prompts(here, "play", "101")
    assert (code, "no program here plays sound" in out) == (0, True)
    Path(out.partition("Hear it in ")[2].partition(": ")[0]).unlink()
    (bin_ / "aplay").write_text(f"#!/bin/sh\n/bin/cp $2 {here.folder}/played.wav\n")
    (bin_ / "aplay").chmod(0o755)
    assert prompts(here, "play", "welcome", "--version", "1")[0] == 0
    assert prompts(here, "play", "101", "--out", "out.wav")[0] == 0
    played = (here.folder / "played.wav").read_bytes()
    assert played == (here.folder / "out.wav").read_bytes()
    (bin_ / "aplay").write_text("#!/bin/sh\nexit 1\n")
    code, out, _ = prompts(here, "play", "101")
    assert (code, "aplay could not play it" in out) == (0, True)
    Path(out.partition("Hear it in ")[2].partition(": ")[0]).unlink()


def test_a_sentence_is_recorded_with_the_microphone(here: Installation) -> None:
    bin_ = here.folder / "bin"
    bin_.mkdir()
    here.environ["PATH"] = f"{bin_}{os.pathsep}/bin{os.pathsep}/usr/bin"
    arecord, begun = bin_ / "arecord", here.folder / "begun"
    arecord.write_text(
        "#!/bin/sh\nfor last; do :; done\n"
        f"trap 'cp {here.folder}/hello.wav \"$last\"; exit 1' INT\n"
        f"touch {begun}\nwhile :; do sleep 0.05; done\n"
    )
    arecord.chmod(0o755)

    def enter(_: str) -> str:
        while not begun.exists():
            time.sleep(0.02)
        return ""

    with patch("builtins.input", enter):
        code, out, err = prompts(here, "record", "101", "--by", "Ana")
    assert (code, err) == (0, "")
    assert "microphone, by Ana: Welcome to the N A meeting line." in out
    arecord.write_text("#!/bin/sh\nexit 1\n")
    ended = here.run("prompts", "record", "101", typed="\n")
    assert (ended.returncode, ended.stderr.strip()) == (
        1,
        "arecord could not record: is there a microphone?",
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "999", "hello.wav"), "999 is no sentence of this line: see `ivr prompts list`."),
        (("add", "101", "none.wav"), "none.wav: No such file or directory."),
        (("add", "101", "."), ".: Is a directory."),
        (("add", "702", "hello.wav"), MIDDLE),
        (("add", "101", "hello.wav", "--language", "fr"), NOT_SPOKEN),
        (("publish", "101"), "101 welcome has no recording in en: `ivr prompts add` makes one."),
        (("revert", "101"), "No recording of welcome is heard, so there is none to take back."),
        (("keep", "101"), "No recording of welcome is heard, so there is none to keep."),
        (("play", "102", "--version", "3"), "102 offer has no version 3 in en."),
        (("play", "102", "--language", "es"), NOT_RECORDED),
        (("import", "hello.wav"), "hello.wav is damaged, or no zip: give an export of this line."),
        (("import", "none.zip"), "none.zip: No such file or directory."),
        (("add", "101", "line.toml"), UNREADABLE),
    ],
)  # fmt: skip
def test_each_mistake_has_a_sentence(
    here: Installation, arguments: tuple[str, ...], sentence: str
) -> None:
    assert prompts(here, *arguments) == (1, "", sentence)


@pytest.mark.parametrize(("url", "sentence"), [("foo://x", UNKNOWN), ("gs://b", NOT_INSTALLED)])
def test_a_store_that_cannot_be_used_is_said(
    here: Installation, url: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    here.environ["IVR_RECORDINGS"] = url
    assert prompts(here, "check") == (1, "", sentence)
    with patch.dict(os.environ, here.environ):
        assert main(["serve"]) == 1
    assert capsys.readouterr().err.strip() == sentence


def test_a_store_elsewhere_is_used(here: Installation) -> None:
    here.environ["IVR_RECORDINGS"] = f"file://{here.folder}/elsewhere"
    assert prompts(here, "add", "101", "hello.wav")[0] == 0
    assert (here.folder / "elsewhere" / "state.json").exists()


def test_list_shows_every_sentence_with_its_number_and_how_it_is_heard(
    here: Installation,
) -> None:
    prompts(here, "add", "101", "hello.wav", "--publish")
    prompts(here, "add", "401", "hello.wav")
    shown = prompts(here, "list", "--language", "en")[1].splitlines()
    assert shown[:2] == ["en: The greeting", f"101  {'welcome':<24}  recorded     {WELCOME}"]
    assert f"401  {'joining':<24}  draft        Joining …" in shown
    rows = json.loads(prompts(here, "list", "--json")[1])
    assert [row["number"] for row in rows[:2]] == [101, 102]
    assert {row["language"] for row in rows} == {"en", "es"}
    assert rows[0]["versions"][0]["came"] == "file"


def test_what_nobody_heard_for_a_year_is_said(here: Installation, connection: redis.Redis) -> None:
    of = the_line(here)
    add(library_of(of, connection), text=WELCOME)
    state = connection.get("ivr:recordings:state")
    assert isinstance(state, bytes)
    connection.set("ivr:recordings:state", state.replace(b"2026-11-21", b"2024-11-21"))
    assert json.loads(prompts(here, "check", "--json")[1])[0]["unheard"] == [101]
    shown = prompts(here, "check")[1]
    assert "  101 welcome is published, and nobody heard it for a year." in shown
    connection.hset("ivr:recordings:heard", "en/welcome", "2999-01")
    assert json.loads(prompts(here, "check", "--json")[1])[0]["unheard"] == []


def test_lost_audio_is_said_and_the_command_fails(here: Installation) -> None:
    prompts(here, "add", "101", "hello.wav")
    folder = Path(here.environ["IVR_DATA_DIR"]) / "recordings"
    for path in folder.glob("*.wav"):
        path.unlink()
    code, out, _ = prompts(here, "check")
    assert (code, "101 welcome: audio is lost; import an export that has it." in out) == (1, True)


def test_the_log_is_by_the_lines_clock(here: Installation, connection: redis.Redis) -> None:
    ours = library_of(the_line(here), connection)
    add(ours)
    ours.revert("en", "welcome", who="Ben")
    assert prompts(here, "log")[1].splitlines() == [
        "2026-11-21 18:40  Ana  added  welcome en 1",
        "2026-11-21 18:40  Ana  published  welcome en 1",
        "2026-11-21 18:40  Ben  took back  welcome en",
    ]


def test_a_running_line_plays_what_is_published_while_it_runs(here: Installation) -> None:
    """`ivr serve` and `ivr prompts` as processes of their own: two seconds, and the next call."""
    url = here.environ["IVR_PUBLIC_URL"]

    async def ring() -> list[str]:
        async with httpx.AsyncClient() as client:
            carrier = Carrier(client, f"{url}/voice", auth_token=TOKEN)
            one = carrier.dial(keys="h", to=NUMBER)
            await carrier.run()
            assert carrier.alerts == []
            return [heard.text for heard in one.transcript if heard.kind == "play"]

    with here.started("serve"):
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{url}/healthz").status_code == 200:
                    break
            time.sleep(0.1)
        assert asyncio.run(ring()) == []
        assert in_a_process(here, "add", "101", "hello.wav", "--publish")[0] == 0
        names: list[str] = []
        while not names and time.monotonic() < deadline:
            names = asyncio.run(ring())
            time.sleep(0.2)
        answer = httpx.get(names[1], headers={"range": "bytes=0-3"})
        assert (answer.status_code, answer.content) == (206, b"RIFF")


def test_an_announcement_is_made_listed_checked_and_withdrawn(here: Installation) -> None:
    at = ("--from", f"{YEAR}-01-01 18:00", "--until", f"{YEAR}-01-02 09:00")
    code, out, err = in_a_process(
        here, "announce", "hello.wav", *at, "--note", "Friday meeting", "--by", "Ana"
    )
    assert (code, err) == (0, "")
    named = out.split()[1].rstrip(",")
    assert out.splitlines()[0].endswith(
        f"it is heard from {YEAR}-01-01 18:00 until {YEAR}-01-02 09:00."
    )
    (one,) = json.loads(prompts(here, "announcements", "--json")[1])
    assert (one["id"], one["begins"], one["ends"]) == (
        named,
        f"{YEAR}-01-01T23:00:00Z",
        f"{YEAR}-01-02T14:00:00Z",
    )
    assert prompts(here, "announcements")[1] == (
        f"{named}  en  coming     {one['seconds']:4.1f} s  by Ana  "
        f"from {YEAR}-01-01 18:00 until {YEAR}-01-02 09:00  Friday meeting"
    )
    times = f"from {YEAR}-01-01 18:00 until {YEAR}-01-02 09:00"
    shown = prompts(here, "check")[1]
    assert f"announcement {named} will be heard {times}, by Ana." in shown
    assert prompts(here, "withdraw", named, "--by", "Ben")[:2] == (
        0,
        f"Withdrawn. The next call does not hear announcement {named} any more.",
    )
    assert "announcement" not in prompts(here, "check")[1]
    assert [line.split("  ")[1:] for line in prompts(here, "log")[1].splitlines()] == [
        ["Ana", "added", f"announcement {named} en"],
        ["Ana", "announced", f"announcement {named} en"],
        ["Ben", "withdrew", f"announcement {named} en"],
    ]


@pytest.mark.parametrize(
    ("until", "why"),
    [
        ("2020-01-01 10:00", "The announcement is over already: give an end that is to come."),
        (
            "tomorrow",
            '"tomorrow" is no time: write it as "2026-11-27 18:00", by the clock of '
            "America/New_York.",
        ),
    ],
)
def test_an_announcement_with_impossible_times_is_not_even_added(
    here: Installation, until: str, why: str
) -> None:
    assert prompts(here, "announce", "hello.wav", "--until", until) == (1, "", why)
    assert prompts(here, "announcements", "--json")[1] == "[]"


def test_a_name_that_no_operator_has_is_noted(
    here: Installation, connection: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ivr.people.hashing.COST", CHEAP)
    assert prompts(here, "add", "101", "hello.wav", "--by", "Zed")[2] == ""  # nobody can be meant
    line = replace(the_line(here), secret=SECRET)
    book = Book(connection, storage_of(line), line, lambda: datetime.now(UTC))
    book.add("Ana")
    book.add("Bo", roles=("leader",))
    notes = [
        prompts(here, task, "101", "--by", name)[2]
        for task, name in (("publish", "ana"), ("revert", "Bo"))
    ]
    assert notes == ["", "Note: Bo is no operator of this line; the log says Bo."]
    assert prompts(here, "publish", "101")[::2] == (0, "")
    assert prompts(here, "log")[1].splitlines()[-1].split("  ")[1] == (
        f"{getpass.getuser()} at the machine"
    )


def test_lost_audio_of_an_announcement_is_told(here: Installation) -> None:
    at = ("--from", f"{YEAR}-01-01 18:00", "--until", f"{YEAR}-01-02 09:00")
    prompts(here, "announce", "hello.wav", *at)
    (path,) = (Path(here.environ["IVR_DATA_DIR"]) / "recordings").glob("*.wav")
    path.unlink()
    code, out, _ = prompts(here, "check")
    assert (code, "audio is lost" in out) == (1, True)
