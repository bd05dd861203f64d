"""The doctor asks at the public address, over TLS, through a front that does what fronts do."""

import re
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

import pytest

from ivr import metrics
from ivr.doctor import Finding
from ivr.doctor.clocks import Clocks
from ivr.doctor.web import of_web
from ivr.environment import load
from ivr.settings import Settings
from tests.doctor.made import Authority, Front, environ_of, front, line_of, settings_of, with_line
from tests.processes import free_port
from tests.redis_server import RedisServer

Change = Callable[[MutableMapping[str, Any]], None]


@pytest.fixture
def settings(tmp_path: Path, server: RedisServer, web: Front) -> Settings:
    """Of the line behind the front; nothing is at HOST and PORT."""
    return settings_of(tmp_path, server.url, web.url, PORT=str(free_port()))


def found(settings: Settings) -> list[Finding]:
    return list(of_web(Clocks(), settings))


def problems(settings: Settings) -> list[str]:
    """What is not right, but that nothing is at HOST and PORT."""
    return [
        re.sub(r"127\.0\.0\.[12]:\d+", "HERE", each.sentence)
        for each in found(settings)
        if each.grade != "ok" and not each.sentence.startswith("No web process")
    ]


def test_a_line_in_another_container(settings: Settings, web: Front) -> None:
    assert found(settings) == [
        Finding("ok", f"The carrier reaches this line at {web.url}."),
        Finding("ok", "The certificate of 127.0.0.2 holds for 60 days."),
        Finding(
            "ok",
            f"The web process is not at http://127.0.0.1:{settings.port}, but in another container "
            "or on another machine.",
        ),
    ]


def test_the_check_counts_no_webhook_and_no_call(settings: Settings, web: Front) -> None:
    before = [metrics.REGISTRY.get_sample_value(name) for name in ("ivr_calls_ended_total",)]
    webhooks = sum(s.value for m in metrics.WEBHOOKS.collect() for s in m.samples)
    assert problems(settings) == []
    assert sum(s.value for m in metrics.WEBHOOKS.collect() for s in m.samples) == webhooks
    assert [metrics.REGISTRY.get_sample_value("ivr_calls_ended_total")] == before


def test_a_web_process_on_this_machine(
    tmp_path: Path, server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with front(line_of(tmp_path, server.url), "127.0.0.1") as here:
        port = here.url.rpartition(":")[2]
        settings = settings_of(tmp_path, server.url, here.url, PORT=port, HOST="0.0.0.0")
        assert found(settings) == [
            Finding("ok", f"The web process answers at {here.url}."),
            Finding("ok", f"The carrier reaches this line at {here.url}."),
        ]
        other = settings_of(tmp_path, server.url, here.url, PORT=port, TWILIO_AUTH_TOKEN="a" * 32)
        assert found(other) == [
            Finding(
                "wrong",
                f"The web process at {here.url} was started with another TWILIO_AUTH_TOKEN or "
                "IVR_PUBLIC_URL: restart it.",
            )
        ]
        here.instead["/"] = (200, b"This is something else.", {})
        assert found(settings) == [
            Finding("wrong", f"What answers at {here.url} is not this line: mend HOST or PORT.")
        ]
        monkeypatch.setattr("ivr.doctor.asking.PATIENCE", 0.3)
        here.latency = 2.0
        assert found(settings) == [
            Finding(
                "wrong",
                f"The web process at {here.url} does not answer within 0 seconds: restart it.",
            )
        ]


def test_without_an_address_of_the_carrier_only_this_machine_is_asked(
    tmp_path: Path, server: RedisServer
) -> None:
    with front(line_of(tmp_path, server.url), "127.0.0.1") as here:
        port = here.url.rpartition(":")[2]
        settings = settings_of(tmp_path, server.url, "", PORT=port)
        assert found(settings) == [Finding("ok", f"The web process answers at {here.url}.")]


@pytest.mark.parametrize("host", ["192.168.1.4", "10.0.0.7:8443", "line.local", "myserver"])
def test_an_address_of_the_house_is_none_for_the_carrier(
    tmp_path: Path, server: RedisServer, host: str
) -> None:
    first, *_ = found(settings_of(tmp_path, server.url, f"https://{host}", PORT=str(free_port())))
    assert first.grade == "wrong"
    assert first.sentence.startswith(f"IVR_PUBLIC_URL is https://{host}, which the carrier cannot")


def _path(scope: MutableMapping[str, Any]) -> None:
    scope["raw_path"] = scope["raw_path"].replace(b"/voice", b"//voice")


def _query(scope: MutableMapping[str, Any]) -> None:
    scope["query_string"] = scope["query_string"].replace(b"~", b"%7E")


REFUSED = (
    "The line at https://HERE refuses what TWILIO_AUTH_TOKEN has signed: restart it, if it was "
    "started with another token or another IVR_PUBLIC_URL; else see that the proxy changes no path."
)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param(_path, REFUSED, id="path"),
        pytest.param(
            _query,
            "The proxy at https://HERE changes or loses what stands behind ? in an address, so a "
            "call ends at its first key: let it pass the query on as it came.",
            id="query",
        ),
    ],
)
def test_a_front_that_changes_what_comes(
    settings: Settings, web: Front, change: Change, sentence: str
) -> None:
    web.change = change
    assert problems(settings) == [sentence]


def test_a_front_that_changes_the_path_of_a_line_that_is_here(
    tmp_path: Path, server: RedisServer, web: Front
) -> None:
    app = line_of(tmp_path, server.url)
    with front(lambda _: app(web.url), "127.0.0.1") as here:
        port = here.url.rpartition(":")[2]
        web.change = _path
        assert problems(settings_of(tmp_path, server.url, web.url, PORT=port)) == [
            "What arrives from https://HERE is not what was sent there: the proxy changes the "
            "path, or keeps the header X-Twilio-Signature back. A path in IVR_PUBLIC_URL it must "
            "take away, and no other."
        ]


@pytest.mark.parametrize(
    ("path", "status", "body", "headers", "sentence"),
    [
        pytest.param(
            "/voice", 502, b"", {},
            "The proxy at https://HERE does not reach the line (status 502): start `ivr serve`, or "
            "mend where the proxy looks for it.", id="no-line",
        ),
        pytest.param(
            "/voice", 403, b"Attention required!", {},
            "Something before the line refuses what comes to https://HERE (status 403): let a "
            "firewall, a password or a filter not stand before /voice.", id="filter",
        ),
        pytest.param(
            "/voice", 404, b"", {},
            "https://HERE has nothing at /voice (status 404): let the proxy pass it on to "
            "http://HERE.", id="no-path",
        ),
        pytest.param(
            "/voice", 301, b"", {"Location": "https://www.example.org/"},
            "https://HERE sends the carrier on to another address: write that one into "
            "IVR_PUBLIC_URL.", id="redirect",
        ),
        pytest.param(
            "/voice", 200, b"Welcome to nginx!", {},
            "What answers at https://HERE is not this line (status 200): mend the proxy.",
            id="other",
        ),
        pytest.param(
            "/audio", 404, b"", {},
            "Recordings do not come through https://HERE (status 404): let the proxy pass /audio "
            "on.", id="no-audio",
        ),
        pytest.param(
            "/metrics", 200, b"ivr_calls 1", {},
            "Everybody can read https://HERE/metrics, which tells when somebody calls: pass it on "
            "no longer, or set IVR_METRICS_TOKEN.", id="metrics",
        ),
    ],
)  # fmt: skip
def test_a_front_that_answers_itself(
    settings: Settings,
    web: Front,
    path: str,
    status: int,
    body: bytes,
    headers: dict[str, str],
    sentence: str,
) -> None:
    web.instead[path] = (status, body, headers)
    assert problems(settings) == [sentence]


def test_a_front_that_answers_everything_with_a_document(settings: Settings, web: Front) -> None:
    web.instead["/voice"] = (200, b"<Response></Response>", {})
    assert problems(settings) == [
        "The web process behind https://HERE was started with another line.toml or release than "
        "there is here: restart it.",
        "https://HERE answers what nobody has signed: let the proxy pass /voice on to the line, "
        "and answer nothing itself.",
    ]


def test_a_web_process_that_has_not_read_line_toml_anew(
    tmp_path: Path, server: RedisServer, web: Front
) -> None:
    values = {"REDIS_URL": server.url, "IVR_PUBLIC_URL": web.url, "PORT": str(free_port())}
    environ = with_line(environ_of(tmp_path, **values), "the line", "another line")
    assert problems(load(environ)) == [
        "The web process behind https://HERE was started with another line.toml or release than "
        "there is here: restart it."
    ]


def test_an_answer_that_takes_its_time(
    settings: Settings, web: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ivr.doctor.web.SLOW", 0.0)
    asked = list[str]()
    web.change = lambda scope: asked.append(scope["path"])
    (slow,) = (each for each in found(settings) if each.grade == "note")
    assert asked == ["/voice/check"]
    assert re.fullmatch(
        rf"{web.url} took \d\.\d seconds to answer, in which a caller hears nothing: see what "
        r"the machine and the proxy are busy with\.",
        slow.sentence,
    )
    monkeypatch.setattr("ivr.doctor.web.TOO_SLOW", 0.0)
    assert [each.grade for each in found(settings) if " seconds to answer" in each.sentence] == [
        "wrong"
    ]


def test_an_address_that_never_answers(
    settings: Settings, web: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ivr.doctor.asking.PATIENCE", 0.3)
    web.latency = 2.0
    assert problems(settings) == [
        "The carrier's calls do not come in (as seen from this machine): 127.0.0.2 does not answer "
        "within 0 seconds: see the proxy and firewall."
    ]


@pytest.mark.parametrize(
    ("url", "why"),
    [
        pytest.param(
            "https://127.0.0.2:1",
            "nothing answers at 127.0.0.2 (ConnectError): start the proxy there", id="nothing",
        ),
        pytest.param(
            "https://line.invalid",
            "line.invalid is not known to the name server: mend its entry there", id="no-name",
        ),
    ],
)  # fmt: skip
def test_an_address_where_nothing_is(
    tmp_path: Path, server: RedisServer, url: str, why: str
) -> None:
    settings = settings_of(tmp_path, server.url, url, PORT=str(free_port()))
    assert problems(settings) == [
        f"The carrier's calls do not come in (as seen from this machine): {why}."
    ]


@pytest.mark.parametrize(
    ("host", "days", "sentence"),
    [
        pytest.param(
            "127.0.0.2", -2,
            "The carrier's calls do not come in (as seen from this machine): the certificate of "
            "127.0.0.2 has expired: renew it.", id="over",
        ),
        pytest.param(
            "127.0.0.9", 60,
            "The carrier's calls do not come in (as seen from this machine): the certificate at "
            "127.0.0.2 is one for another name: get one for 127.0.0.2.", id="other-name",
        ),
        pytest.param(
            "127.0.0.2", 10,
            "The certificate of 127.0.0.2 ends in 10 days, and nothing has renewed it: see why, or "
            "renew it. Without one no call comes in.", id="soon",
        ),
    ],
)  # fmt: skip
def test_a_certificate_that_does_not_hold(
    tmp_path: Path, server: RedisServer, authority: Authority, web: Front, host: str, days: int,
    sentence: str,
) -> None:  # fmt: skip
    with front(line_of(tmp_path, server.url), "127.0.0.2", **authority.vouch(host, days)) as there:
        settings = settings_of(tmp_path, server.url, there.url, PORT=str(free_port()))
        assert problems(settings) == [sentence]


def test_a_certificate_for_which_nobody_vouches(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # nobody trusts the authority of the tests
    assert problems(settings) == [
        "The carrier's calls do not come in (as seen from this machine): nobody vouches for the "
        "certificate of 127.0.0.2: get one that everybody trusts."
    ]
