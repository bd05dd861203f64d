"""The environment: what is read, what is refused, and what is never shown."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ivr.environment import ENVIRONMENT, load, read_environment
from ivr.settings import Settings, SettingsError

LINE = """
[line]
name = "the line"
languages = ["en"]
time_zone = "America/New_York"
country = "US"

[[number]]
number = "+1 202 555 0199"

[[number]]
number = "+1 202 555 0198"

[[source]]
name = "upstate"
url = "https://lists.example.org/?key=the-key-of-a-list"

[rota]
hours = "https://sheets.example.org/the-address-of-a-sheet/hours.csv"
leaders = "https://sheets.example.org/the-address-of-a-sheet/leaders.csv"
"""

SECRETS = {
    "TWILIO_AUTH_TOKEN": "the-token-of-an-account",
    "IVR_SECRET": "the-secret-of-all-hashes-and-sessions",
    "IVR_METRICS_TOKEN": "the-token-of-a-monitor",
    "REDIS_URL": "redis://:the-password-of-redis@redis.example.org/0",
}


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    config = tmp_path / "line.toml"
    config.write_text(LINE, "utf-8")
    return {"IVR_CONFIG": str(config)}


def refused(environ: Mapping[str, str], needs: tuple[str, ...] = ()) -> str:
    with pytest.raises(SettingsError) as caught:
        load(environ, needs)
    return str(caught.value)


def test_settings_without_anything_set(environ: dict[str, str]) -> None:
    settings = load(environ)
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.data_dir == Path("data")
    assert settings.twilio_api == "https://api.twilio.com"
    assert (settings.redis_url, settings.public_url, settings.auth_tokens) == ("", "", ())


def test_variables_set_to_nothing_count_as_not_set(environ: dict[str, str]) -> None:
    nothing = {v.name: " " for v in ENVIRONMENT if v.name != "IVR_CONFIG"}
    assert load(environ | nothing) == load(environ)


def test_secrets_come_from_files(environ: dict[str, str], tmp_path: Path) -> None:
    for name, value in SECRETS.items():
        (tmp_path / name).write_text(f"{value}\n")
        environ[f"{name}_FILE"] = str(tmp_path / name)
    settings = load(environ)
    assert settings.auth_tokens == (SECRETS["TWILIO_AUTH_TOKEN"],)
    assert settings.secret == SECRETS["IVR_SECRET"]
    assert settings.metrics_token == SECRETS["IVR_METRICS_TOKEN"]
    assert settings.redis_url == SECRETS["REDIS_URL"]


def test_the_variable_itself_goes_before_its_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("of the file")
    environ = {"IVR_SECRET": "of the variable", "IVR_SECRET_FILE": str(tmp_path / "secret")}
    assert read_environment(environ)["IVR_SECRET"] == "of the variable"


def test_a_file_fills_an_empty_variable(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"\xef\xbb\xbfof the file\r\n")
    environ = {"IVR_SECRET": "", "IVR_SECRET_FILE": str(tmp_path / "secret")}
    assert read_environment(environ)["IVR_SECRET"] == "of the file"


@pytest.mark.parametrize("body", [None, b"\xff\xfe"])
def test_a_secret_file_that_cannot_be_read(tmp_path: Path, body: bytes | None) -> None:
    path = tmp_path / "secret"
    if body is not None:
        path.write_bytes(body)
    kind = "FileNotFoundError" if body is None else "UnicodeDecodeError"
    assert refused({"IVR_SECRET_FILE": str(path)}) == (
        f"IVR_SECRET_FILE names {path}, which cannot be read ({kind}): "
        "put the value into that file."
    )


def test_a_secret_file_that_only_root_may_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret"
    monkeypatch.setattr(Path, "read_text", _forbidden)
    assert refused({"IVR_SECRET_FILE": str(path)}) == (
        f"IVR_SECRET_FILE names {path}, which the line's user may not read: let it."
    )


def _forbidden(*_: object, **__: object) -> str:
    raise PermissionError


@pytest.mark.parametrize("name", ["IVR_SECRET", "REDIS_URL", "TWILIO_AUTH_TOKEN"])
def test_bytes_that_are_no_text(environ: dict[str, str], name: str) -> None:
    assert refused(environ | {name: "s\udcff\udcfe"}) == f"{name} is not UTF-8 text: give it anew."


def test_a_needed_variable_that_is_missing(environ: dict[str, str]) -> None:
    assert refused(environ, ("IVR_CONFIG", "IVR_PUBLIC_URL")) == (
        "IVR_PUBLIC_URL is not set: give it in the environment, or name a file that holds it in "
        "IVR_PUBLIC_URL_FILE (the address the carrier sees; signatures are checked against it)."
    )


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("one", ("one",)), ("old, new", ("old", "new")), (" one ,", ("one",)), (",", ())],
)
def test_auth_tokens(environ: dict[str, str], text: str, tokens: tuple[str, ...]) -> None:
    assert load(environ | {"TWILIO_AUTH_TOKEN": text}).auth_tokens == tokens


def test_three_auth_tokens_are_refused_and_not_shown(environ: dict[str, str]) -> None:
    assert refused(environ | {"TWILIO_AUTH_TOKEN": "t1,t2,t3"}) == (
        "TWILIO_AUTH_TOKEN holds more than two tokens: give the one in use, "
        "or the old and the new one separated by a comma."
    )


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://line.example.org", "https://line.example.org"),
        ("https://line.example.org/", "https://line.example.org"),
        ("https://line.example.org:8443/na/", "https://line.example.org:8443/na"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("https://[::1]:8000", "https://[::1]:8000"),
    ],
)
def test_a_public_url(environ: dict[str, str], url: str, kept: str) -> None:
    assert load(environ | {"IVR_PUBLIC_URL": url}).public_url == kept


NO_ADDRESS = "IVR_PUBLIC_URL is not a web address: begin it with https:// and a host name."
TOO_MUCH = "IVR_PUBLIC_URL has more than host and path: leave out user, ? and #."


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("line.example.org", NO_ADDRESS),
        ("ftp://line.example.org", NO_ADDRESS),
        ("https://", NO_ADDRESS),
        ("https:///voice", NO_ADDRESS),
        ("https://line.example.org:http", NO_ADDRESS),
        ("https://line.example.org:99999", NO_ADDRESS),
        ("https://[::1", NO_ADDRESS),
        ("https://line.example.org/my line", NO_ADDRESS),
        ("https://líne.example.org", NO_ADDRESS),
        ("https://user@line.example.org", TOO_MUCH),
        ("https://:word@line.example.org", TOO_MUCH),
        ("https://line.example.org/?a=1", TOO_MUCH),
        ("https://line.example.org/?", TOO_MUCH),
        ("https://line.example.org/#a", TOO_MUCH),
    ],
)
def test_a_public_url_that_is_none(environ: dict[str, str], url: str, sentence: str) -> None:
    assert refused(environ | {"IVR_PUBLIC_URL": url}) == sentence


@pytest.mark.parametrize(
    "url",
    ["localhost:6379", "http://localhost", "redis://h:port", "redis://[::1", "redis://h?db=x"],
)
def test_a_redis_url_that_is_none(environ: dict[str, str], url: str) -> None:
    assert refused(environ | {"REDIS_URL": url}) == (
        "REDIS_URL is not a Redis address: write it like redis://host:6379/0, or "
        "redis+sentinel://host1,host2,host3/SERVICE/0 where sentinels choose the server."
    )


@pytest.mark.parametrize("url", ["redis://h", "rediss://:word@h:6380/1", "unix:///run/redis.sock"])
def test_a_redis_url(environ: dict[str, str], url: str) -> None:
    assert load(environ | {"REDIS_URL": url}).redis_url == url


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1", "8000.0", "٨٠٠٠", "9" * 5000])
def test_a_port_that_is_none(environ: dict[str, str], text: str) -> None:
    assert refused(environ | {"PORT": text}) == (
        "PORT is not a port: use a whole number from 1 to 65535."
    )


def test_what_settings_show_of_themselves_holds_no_secret(environ: dict[str, str]) -> None:
    settings = load(environ | SECRETS)
    shown = repr(settings)
    hidden = [*SECRETS.values(), "the-key-of-a-list", "the-address-of-a-sheet"]
    assert [secret for secret in hidden if secret in shown] == []
    assert "upstate" in shown


def test_the_dialled_number_picks_its_line(environ: dict[str, str]) -> None:
    settings: Settings = load(environ)
    dialled = ["+12025550199", "+12025550198", "+12025550100", "", "anonymous"]
    assert [settings.line_index(to) for to in dialled] == [1, 2, 0, 0, 0]


@pytest.mark.parametrize("end", ["/voice", "/line/voice/"])
def test_the_carriers_address_copied_whole_is_refused(environ: dict[str, str], end: str) -> None:
    whole = environ | {"IVR_PUBLIC_URL": f"https://line.example.org{end}"}
    assert refused(whole) == (
        "IVR_PUBLIC_URL ends in /voice, which the line adds itself: leave that out."
    )


@pytest.mark.parametrize(
    "url", ["https://handler.example.org/twiml/EH0123", "http://127.0.0.1:8099/fallback.xml"]
)
def test_a_fallback_url(environ: dict[str, str], url: str) -> None:
    assert load(environ | {"IVR_FALLBACK_URL": url}).fallback_url == url


def test_a_fallback_url_in_the_clear_is_refused(environ: dict[str, str]) -> None:
    assert refused(environ | {"IVR_FALLBACK_URL": "http://web.example.org/fallback.xml"}) == (
        "IVR_FALLBACK_URL begins with http://: the carrier sends callers' numbers there, "
        "so host the document where https:// works."
    )
