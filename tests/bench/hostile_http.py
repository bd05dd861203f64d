"""What strangers send who cannot sign: to the web server itself, over connections of any kind."""

import asyncio
import hmac
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from typing import Any
from urllib.parse import urlencode

from tests.bench.hostile_stage import CANARY, Attack, Stage
from tests.line import TOKEN

HOST = "127.0.0.1"
OLD_TOKEN = "fedcba9876543210fedcba9876543210"
FIELDS = {"From": "+19075550177", "To": "+12025550199", "Digits": CANARY, "CallSid": CANARY}
FORM = "application/x-www-form-urlencoded"

LEAKS = re.compile(
    rb"root:x:0|Traceback|\{%|\{\{|<script>qzx|<qzx|"
    rb"\n(?:location|set-cookie):[^\r\n]*(?:qzx\.example|qzx=1)|\nx-qzx:",
    re.IGNORECASE,
)
"""Files, templates, our own code's places, markup or headers of a stranger in an answer."""

FLOOD = 500
IDLE = 2000
PATIENCE = 22.0
"""Seconds after which a connection that was not answered counts as "held"."""


def post(path: str, body: bytes, *headers: str, host: str = "line.example.org") -> bytes:
    lines = [f"POST {path} HTTP/1.1", f"Host: {host}", *headers]
    if not any(line.startswith("Content-Type") for line in headers):
        lines.append(f"Content-Type: {FORM}")
    if not any(line.lower().startswith(("content-length", "transfer-enc")) for line in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def get(path: str, *headers: str, method: str = "GET") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: line.example.org", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"


def signature(url: str, fields: dict[str, str], token: str = TOKEN) -> str:
    text = url + "".join(name + fields[name] for name in sorted(fields))
    signed = b64encode(hmac.digest(token.encode(), text.encode(), "sha1")).decode()
    return f"X-Twilio-Signature: {signed}"


async def answers(port: int, *pieces: bytes, every: float = 0.0, within: float = PATIENCE) -> str:
    """All statuses that come, such as "403" or "200 400"; "closed" where none does, "held" where
    the connection then is open and nothing came."""
    try:
        reader, writer = await asyncio.open_connection(HOST, port)
    except OSError:
        return "refused"
    heard = bytearray()

    async def listen() -> None:
        while piece := await reader.read(65536):
            heard.extend(piece[:4096] if len(heard) > 65536 else piece)

    listening = asyncio.create_task(listen())
    ended = "held"
    try:
        async with asyncio.timeout(within):
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                if every:
                    await asyncio.wait([listening], timeout=every)
                if listening.done():
                    break
            wait = within if every or within < PATIENCE else 3.0
            await asyncio.wait([listening], timeout=wait)
            ended = "closed" if listening.done() else "held"
    except (OSError, TimeoutError) as error:
        ended = "held" if isinstance(error, TimeoutError) else "closed"
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    writer.transport.abort()
    found = [part[2:5].decode() for part in bytes(heard).split(b"HTTP/1.")[1:]]
    if LEAKS.search(heard):
        found.append("and a leak")
    return " ".join(found) or ended


async def every(port: int, requests: Iterable[bytes], at_once: int = 50) -> Counter[str]:
    """What each of the requests is answered, each over a connection of its own that it closes."""
    room = asyncio.Semaphore(at_once)

    async def one(request: bytes) -> str:
        async with room:
            return await answers(port, request, within=5.0)

    return Counter(await asyncio.gather(*map(one, requests)))


def closing(*headers: str) -> tuple[str, ...]:
    return ("Connection: close", *headers)


async def unsigned(stage: Stage) -> Counter[str]:
    body = urlencode(FIELDS).encode()
    url = f"{stage.public}/voice"
    right = signature(url, FIELDS)
    forged = [
        post("/voice", body, *closing()),
        post("/voice", body, *closing("X-Twilio-Signature: ")),
        post("/voice", body, *closing(f"X-Twilio-Signature: {CANARY}")),
        post("/voice", body, *closing("X-Twilio-Signature: \xff\xfe\xe9")),
        post("/voice", body, *closing(signature(url, FIELDS, OLD_TOKEN))),
        post("/voice", body + b"&Digits=1", *closing(right)),
        post("/voice?l=es", body, *closing(right)),
        post("/voice/greeting", body, *closing(right)),
        post("/voice/status", body, *closing(right)),
        post("/%76oice", body, *closing(right)),
        post("//voice", body, *closing(right)),
        post("/voice/", body, *closing(right)),
        post("/VOICE", body, *closing(right)),
        post("/voice", body, *closing(signature("https://evil.example/voice", FIELDS))),
        post("/voice", body, *closing(signature("http://evil.example/voice", FIELDS)),
             host="evil.example"),
        post("/voice", body, *closing(right, "Content-Type: application/json")),
        post("/voice?bodySHA256=0", b"{}", *closing(right, "Content-Type: application/json")),
        post("/voice", b"a" * 60_000, *closing()),
        post("/voice", b"=&" * 30_000, *closing()),
        get("/voice", *closing(right)),
    ]  # fmt: skip
    return await every(stage.port, forged * 50)


async def large(stage: Stage) -> Counter[str]:
    ten = b"a" * 10_000_000
    requests = [post("/voice", ten[: 64 * 1024 + 1]), post("/voice", ten)]
    found = await every(stage.port, requests * 20, at_once=10)
    chunk = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    head = post("/voice", b"", "Transfer-Encoding: chunked")
    declared = post("/voice", b"", "Content-Length: 1073741824")
    for first, piece in ((head, chunk), (declared, b"a" * 65536)):
        endless = (first, *(piece for _ in range(16384)))  # a gigabyte as fast as it is taken
        found += Counter(await asyncio.gather(*(answers(stage.port, *endless) for _ in range(4))))
    return found


async def slow(
    stage: Stage, first: bytes, rest: Iterable[bytes], number: int = FLOOD
) -> Counter[str]:
    """So many connections on which a little comes every three seconds."""
    pieces = (first, *rest)
    return Counter(
        await asyncio.gather(
            *(answers(stage.port, *pieces, every=3.0) for _ in range(number)),
        )
    )


async def slow_heads(stage: Stage) -> Counter[str]:
    return await slow(stage, b"POST /voice HTTP/1.1\r\n", [b"X-A: b\r\n"] * 20)


async def slow_bodies(stage: Stage) -> Counter[str]:
    begun = post("/voice", b"", "Content-Length: 1073741824")
    return await slow(stage, begun, [b"a"] * 20)


async def slow_forms(stage: Stage) -> Counter[str]:
    """The one form of the console that is open to everybody."""
    begun = post("/console/sign-in", b"", "Content-Length: 4000")
    return await slow(stage, begun, [b"a"] * 20)


async def idle(stage: Stage) -> Counter[str]:
    return await slow(stage, b"", [b""] * 20, IDLE)


async def crowded(stage: Stage) -> Counter[str]:
    """More than two processes hold."""
    return await slow(stage, b"G", [], 9000)


async def unread(stage: Stage) -> Counter[str]:
    """Answers that nobody reads, until no more of them go out."""
    request = get("/console/sign-in") * 400

    async def one() -> str:
        _, writer = await asyncio.open_connection(HOST, stage.port)
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        writer.write(request)
        for _ in range(45):
            await asyncio.sleep(1)
            try:
                writer.write(b"x")
                await writer.drain()
            except OSError:
                return "closed"
            if writer.transport.is_closing():
                return "closed"
        writer.transport.abort()
        return "held"

    return Counter(await asyncio.gather(*(one() for _ in range(100))))


async def heads(stage: Stage) -> Counter[str]:
    many = b"".join(b"X-%d: %d\r\n" % (n, n) for n in range(10_000))
    line = b"GET /healthz HTTP/1.1\r\nHost: a\r\n"
    endless = (line, *[b"X-A: " + b"a" * 65_000 + b"\r\n"] * 2000)
    one_line = (line + b"X-A: ", *[b"a" * 65_000] * 2000)
    requests = [
        line + many + b"\r\n",
        line + b"X-A: " + b"a" * 1_000_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        line + b"Cookie: " + b"a=b; " * 20_000 + b"\r\n\r\n",
        line + b"a" * 1_000_000 + b": b\r\n\r\n",
    ]
    found = await every(stage.port, requests * 20)
    trailers = post("/voice", b"", "Transfer-Encoding: chunked") + b"1\r\na\r\n0\r\n"
    chunk = post("/voice", b"", "Transfer-Encoding: chunked") + b"1;"
    for pieces in (endless, one_line, (trailers, *endless[1:]), (chunk, *[b"a" * 65_000] * 2000)):
        found += Counter(await asyncio.gather(*(answers(stage.port, *pieces) for _ in range(4))))
    return found


async def garbage(stage: Stage) -> Counter[str]:
    """Nothing, or half of what, HTTP is."""
    requests = [
        bytes(range(256)) * 100,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 500,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\nHost: a\n\n\n",
        b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost : a\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n Host: a\r\n\r\n",
        b"GET /\xc0\xaf HTTP/1.1\r\nHost: a\r\n\r\n",
        get("/healthz") + bytes(range(256)) * 10,
        post("/voice", b"x=1") + b"\r\n\r\n\r\n\x00\x00",
        get("/nowhere") * 200 + b"\x00",
    ]
    found = Counter[str]()
    for answer, times in (await every(stage.port, requests * 20)).items():
        found[" ".join(dict.fromkeys(answer.split()))] += times
    return found


async def smuggled(stage: Stage) -> Counter[str]:
    """A request within a request: whatever is in front and this side must not see two."""
    inner = get("/healthz")
    odd = [
        ("Content-Length: 5", "Transfer-Encoding: chunked"),
        ("Transfer-Encoding: chunked", "Content-Length: 5"),
        ("Transfer-Encoding: xchunked",),
        ("Transfer-Encoding: chunked, identity",),
        ("Transfer-Encoding: identity",),
        ("Transfer-Encoding : chunked",),
        ("Transfer-Encoding:\x0bchunked",),
        ("Transfer-Encoding: chunked", "Transfer-Encoding: identity"),
        (" Transfer-Encoding: chunked",),
        ("Content-Length: 0", "Content-Length: 44"),
        ("Content-Length: +0",),
        ("Content-Length: -1",),
        ("Content-Length: 0x0",),
        ("Content-Length: 0, 44",),
        ("Content-Length: 99999999999999999999999999",),
    ]
    requests = [post("/nowhere", b"0\r\n\r\n" + inner, *each) for each in odd]
    requests += [
        b"POST /nowhere HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + bad + inner
        for bad in (
            b"0x0\r\n\r\n",
            b"-1\r\n\r\n",
            b" 0\r\n\r\n",
            b"0\n\n",
            b"fffffffffffffffff\r\n",
        )
    ]
    return await every(stage.port, requests * 10)


async def odd_requests(stage: Stage) -> Counter[str]:
    body = urlencode(FIELDS).encode()
    methods = ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "HEAD", "PROPFIND", "LINK", "PURGE")
    paths = ("/voice", "/voice/status", "/console/", "/console/sign-in", "/audio/a.wav", "/metrics")
    upgrade = ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")  # fmt: skip
    requests = [get(path, *closing(), method=each) for path in paths for each in methods]
    requests += [
        b"CONNECT 169.254.169.254:80 HTTP/1.1\r\nHost: a\r\n\r\n",
        get("*", *closing(), method="OPTIONS"),
        get("http://169.254.169.254/latest/meta-data", *closing()),
        get("http://evil.example/metrics", *closing("X-Forwarded-For: 127.0.0.1")),
        post("http://evil.example/voice", body, *closing()),
        get("/metrics", *closing("Forwarded: for=127.0.0.1")),
        get("/voice", *upgrade),
        get("/console/", *upgrade),
        get("/voice", "Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings", "HTTP2-Settings: AA"),
        b"POST /voice HTTP/1.0\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body),
        b"GET / HTTP/1.0\r\n\r\n",
        post("/voice", body, *closing("Expect: 100-continue")),
        post("/voice", body, *closing("Expect: 200-ok")),
        post("/voice", body, *closing("Content-Encoding: gzip")),
    ]
    return await every(stage.port, requests * 10)


def _of(
    name: str, what: str, act: Callable[[Stage], Coroutine[Any, Any, Counter[str]]], *these: str
) -> Attack:
    return Attack(name, what, act, frozenset(these))


ATTACKS = (
    _of("unsigned", "1,000 forged webhooks", unsigned, "403"),
    _of("large", "64 kB, 10 MB and endless bodies", large, "403"),
    _of("heads", "10,000 headers, 1 MB lines, endless ones", heads, "400", "403", "closed"),
    _of("slow-heads", f"a header every 3 s, {FLOOD} connections", slow_heads, "closed"),
    _of("slow-bodies", f"a byte every 3 s, {FLOOD} connections", slow_bodies, "closed"),
    _of("slow-forms", f"the same, to the console, {FLOOD} connections", slow_forms, "closed"),
    _of("unread", "100 connections that read no answer", unread, "closed"),
    _of("idle", f"{IDLE:,} idle connections", idle, "closed"),
    _of("crowded", "9,000 connections with one byte", crowded, "closed"),
    _of("garbage", "what is no HTTP, also behind HTTP", garbage, "400", "200 400", "403 400"),
    _of("smuggled", "a request in another's body", smuggled, "400", "403"),
    _of("odd", "other methods, upgrades, HTTP/1.0, absolute forms", odd_requests,
        "200", "303", "400", "403", "404", "405", "100 403"),
)  # fmt: skip
