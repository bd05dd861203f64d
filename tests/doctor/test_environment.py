"""What the doctor says of the environment, and of secrets that are none."""

import re
from pathlib import Path

import pytest

from ivr.doctor import Finding
from ivr.doctor.environment import (
    COMPOSE,
    SAMPLE_ACCOUNT,
    of_environment,
    of_secrets,
    of_strangers,
)
from ivr.environment import ENVIRONMENT, load, read_environment
from tests.doctor.made import environ_of
from tests.line import TOKEN


def environment(environ: dict[str, str]) -> list[Finding]:
    return list(of_environment(read_environment(environ), environ))


def secrets(folder: Path, **values: str) -> list[Finding]:
    return list(of_secrets(load(environ_of(folder, **values))))


def test_nothing_set_but_the_config(tmp_path: Path) -> None:
    what = {variable.name: variable.what for variable in ENVIRONMENT}
    found = environment({"IVR_CONFIG": str(tmp_path / "line.toml")})
    assert [each.sentence for each in found if each.grade == "wrong"] == [
        f"REDIS_URL is not set: {what['REDIS_URL']}.",
        f"IVR_PUBLIC_URL is not set: {what['IVR_PUBLIC_URL']}.",
        "TWILIO_ACCOUNT_SID is not set: no call is erased at the carrier.",
        f"TWILIO_AUTH_TOKEN is not set: {what['TWILIO_AUTH_TOKEN']}.",
    ]
    assert [each.sentence.partition(":")[0] for each in found if each.grade == "note"] == [
        "IVR_FALLBACK_URL is not set",
        "IVR_SECRET is not set",
    ]


def test_what_is_set_is_told_and_a_secret_is_not(tmp_path: Path) -> None:
    found = environment(environ_of(tmp_path, REDIS_URL="redis://:pass@127.0.0.1:1"))
    assert Finding("ok", "IVR_PUBLIC_URL is https://line.example.org.") in found
    assert Finding("ok", "REDIS_URL is set.") in found
    assert "pass@" not in repr(found)
    assert TOKEN not in repr(found)


@pytest.mark.parametrize(
    ("mode", "told"), [(0o600, False), (0o640, False), (0o644, True), (0o602, True)], ids=oct
)
def test_a_secret_that_everybody_can_read(tmp_path: Path, mode: int, told: bool) -> None:
    path = tmp_path / "token"
    path.write_text(TOKEN)
    path.chmod(mode)
    environ = environ_of(tmp_path) | {"TWILIO_AUTH_TOKEN": "", "TWILIO_AUTH_TOKEN_FILE": str(path)}
    sentence = (
        f"Everybody on this machine can read or change the TWILIO_AUTH_TOKEN in {path}: run "
        f"`chmod o= {path}`."
    )
    found = environment(environ)
    assert ([each for each in found if "chmod" in each.sentence] != []) is told
    assert (Finding("note", sentence) in found) is told
    assert Finding("ok", "TWILIO_AUTH_TOKEN is set.") in found
    beside = environment(environ | {"TWILIO_AUTH_TOKEN": TOKEN})  # then that file is not read
    assert [each for each in beside if "chmod" in each.sentence] == []


def test_a_secret_of_a_container_is_read_by_those_inside_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "token"
    path.write_text(TOKEN)
    path.chmod(0o444)
    monkeypatch.setattr("ivr.doctor.environment.OWN_FOLDER", tmp_path)
    environ = environ_of(tmp_path) | {"TWILIO_AUTH_TOKEN": "", "TWILIO_AUTH_TOKEN_FILE": str(path)}
    assert [each for each in environment(environ) if "chmod" in each.sentence] == []


GUESSED = Finding(
    "wrong",
    "IVR_SECRET is one that others can guess: make one with `openssl rand -hex 32`, and then a new "
    "PIN and a new password for everybody.",
)


@pytest.mark.parametrize(
    ("name", "value", "finding"),
    [
        pytest.param(
            "TWILIO_AUTH_TOKEN", f"old,{TOKEN}",
            Finding("note", "Two auth tokens are accepted: remove the old one when it is over."),
            id="two-tokens",
        ),
        pytest.param(
            "IVR_PUBLIC_URL", "http://line.example.org",
            Finding(
                "wrong", "IVR_PUBLIC_URL is not https: callers' numbers would travel in the clear."
            ), id="no-https",
        ),
        pytest.param(
            "IVR_SECRET", "x1y2z3w4" * 3,
            Finding("wrong", "IVR_SECRET is shorter than 32 characters: make a longer one."),
            id="short",
        ),
        pytest.param("IVR_SECRET", "x" * 32, GUESSED, id="one-letter"),
        pytest.param(
            "IVR_SECRET", "made-once-with-openssl-rand-hex-32", GUESSED, id="of-the-docs"
        ),
        pytest.param(
            "TWILIO_ACCOUNT_SID", "ACabc",
            Finding(
                "wrong",
                "TWILIO_ACCOUNT_SID is no account's: copy the one of the carrier's console, AC and "
                "32 letters and digits.",
            ), id="no-account",
        ),
        pytest.param(
            "TWILIO_ACCOUNT_SID", SAMPLE_ACCOUNT,
            Finding(
                "wrong", "TWILIO_ACCOUNT_SID is that of the example: write your account's."
            ), id="the-example's-account",
        ),
    ],
)  # fmt: skip
def test_one_thing_that_is_not_right(
    tmp_path: Path, name: str, value: str, finding: Finding
) -> None:
    assert secrets(tmp_path) == []
    assert secrets(tmp_path, **{name: value}) == [finding]


def test_a_slip_in_the_name_of_a_setting() -> None:
    slips = dict.fromkeys(
        ("IVR_PUBLIC_ULR", "IVR_COLOUR", "IVR_SECRET_FILE", "IVR_PROCESSES", "PATH"), "x"
    )
    assert list(of_strangers(slips)) == [
        Finding("note", "IVR_COLOUR is no setting: mend its name, or take it out."),
        Finding("note", "IVR_PUBLIC_ULR is no setting: write IVR_PUBLIC_URL, or take it out."),
    ]


def test_what_the_compose_file_takes_for_itself_is_known() -> None:
    root = Path(__file__).parents[2]
    compose = (root / "docker-compose.yml").read_text("utf-8")
    taken = set(re.findall(r"\$\{(IVR_\w+)", compose))
    assert taken - {variable.name for variable in ENVIRONMENT} == set(COMPOSE)
    assert f"TWILIO_ACCOUNT_SID={SAMPLE_ACCOUNT}\n" in (root / ".env.example").read_text("utf-8")


def test_a_line_on_this_machine_needs_no_https(tmp_path: Path) -> None:
    assert secrets(tmp_path, IVR_PUBLIC_URL="http://127.0.0.1:8000") == []
