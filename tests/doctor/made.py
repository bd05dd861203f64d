"""Installations that are whole, with a web process behind a front that a test can break."""

import asyncio
import ipaddress
import ssl
import threading
import time
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from starlette.types import ASGIApp, Receive, Scope, Send

from ivr.app import create_app
from ivr.clock import utc_now
from ivr.environment import load
from ivr.settings import Settings
from tests.line import DEMO, TOKEN
from tests.rest import ACCOUNT

NUMBER = "+12025550199"
CALL = "CA" + "1" * 32

LINE = """
[line]
name = "the line"
languages = ["en"]
time_zone = "America/New_York"
country = "US"

[[number]]
number = "+12025550199"

[[source]]
name = "sample"
url = "meetings.json"

[rota]
hours = "rota.csv"
leaders = "leaders.csv"
"""


def environ_of(folder: Path, **values: str) -> dict[str, str]:
    """A line at nobody's address, in a folder of its own."""
    (folder / "line.toml").write_text(LINE, "utf-8")
    for name in ("meetings.json", "rota.csv", "leaders.csv"):
        (folder / name).write_bytes((DEMO / name).read_bytes())
    return {
        "IVR_CONFIG": str(folder / "line.toml"),
        "IVR_DATA_DIR": str(folder / "data"),
        "IVR_PUBLIC_URL": "https://line.example.org",
        "IVR_RECORDINGS": str(folder / "store-with-a-password"),
        "IVR_SECRET": "the-secret-of-all-hashes-and-sessions",
        "IVR_METRICS_TOKEN": "the-token-of-a-monitor",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        **values,
    }


def with_line(environ: dict[str, str], old: str, new: str) -> dict[str, str]:
    """The same, with other words in line.toml."""
    assert old in LINE
    Path(environ["IVR_CONFIG"]).write_text(LINE.replace(old, new), "utf-8")
    return environ


@dataclass
class Front:
    """What stands before a web process. Plain attributes, read anew at each request."""

    url: str
    app: ASGIApp
    change: Callable[[MutableMapping[str, Any]], None] = lambda scope: None
    """What it does to a request."""
    instead: dict[str, tuple[int, bytes, dict[str, str]]] = field(default_factory=dict)
    """Its own answers, by the beginnings of paths."""
    latency: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    """In every answer of its own."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(self.latency)
        for path, (status, body, headers) in self.instead.items():
            if scope["path"].startswith(path):
                pairs = [(n.lower().encode(), v.encode()) for n, v in headers.items()]
                await send({"type": "http.response.start", "status": status, "headers": pairs})
                await send({"type": "http.response.body", "body": body})
                return
        self.change(scope)
        await self.app(scope, receive, send)

    def mend(self) -> None:
        self.change, self.instead, self.latency = (lambda scope: None), {}, 0.0


@contextmanager
def front(app: Callable[[str], ASGIApp], host: str, **tls: Any) -> Iterator[Front]:
    """Serve what `app` makes for its own address, in a thread, until the end of the context."""
    config = uvicorn.Config("", host=host, port=0, log_config=None, lifespan="off", **tls)
    listening = config.bind_socket()
    scheme = "https" if tls else "http"
    url = f"{scheme}://{host}:{listening.getsockname()[1]}"
    before = Front(url, app(url))
    config.app = before
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    try:
        yield before
    finally:
        server.should_exit = server.force_exit = True
        thread.join()


def line_of(folder: Path, redis_url: str, **values: str) -> Callable[[str], ASGIApp]:
    """A web process of that line, for whatever its address will be."""

    def made(url: str) -> ASGIApp:
        return create_app(settings_of(folder, redis_url, url, **values))

    return made


def settings_of(folder: Path, redis_url: str, url: str, **values: str) -> Settings:
    return load(environ_of(folder, REDIS_URL=redis_url, IVR_PUBLIC_URL=url, **values))


@dataclass(frozen=True)
class Authority:
    """Vouches for certificates; `trust` is the context of those who trust it."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def made(cls, folder: Path) -> "Authority":
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "an authority of tests")])
        certificate = _certificate(name, name, key.public_key(), 400, authority=True).sign(
            key, hashes.SHA256()
        )
        return cls(folder, key, certificate)

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cadata=self.pem)

    def vouch(self, host: str, days: int) -> dict[str, Any]:
        """A certificate for an address that ends in so many days, as uvicorn wants it."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        builder = _certificate(self.certificate.subject, subject, key.public_key(), days)
        names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))])
        signed = builder.add_extension(names, critical=False).sign(self.key, hashes.SHA256())
        stem = self.folder / f"{host}-{days}"
        pem = serialization.Encoding.PEM
        stem.with_suffix(".crt").write_bytes(signed.public_bytes(pem))
        stem.with_suffix(".key").write_bytes(
            key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
        return {
            "ssl_certfile": str(stem.with_suffix(".crt")),
            "ssl_keyfile": str(stem.with_suffix(".key")),
        }


def _certificate(
    issuer: x509.Name,
    subject: x509.Name,
    key: ec.EllipticCurvePublicKey,
    days: int,
    *,
    authority: bool = False,
) -> x509.CertificateBuilder:
    now = utc_now()
    return (
        x509.CertificateBuilder()
        .issuer_name(issuer)
        .subject_name(subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=40))
        .not_valid_after(now + timedelta(days=days, hours=1))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
