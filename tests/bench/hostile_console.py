"""What strangers try at the recordings and at the console's doors."""

import asyncio
import re
from collections import Counter
from urllib.parse import quote, urlencode

from tests.bench.hostile_http import closing, every, get, post
from tests.bench.hostile_stage import CANARY, Attack, Stage

UP = ("..", "%2e%2e", "%252e%252e", ".%2e", "..%c0%af", "..%00", "..;", "....//", "..%5c", "\\..")
ROOTS = ("/audio", "/audio/a.wav", "/console", "/console/static", "/console/static/x", "/voice", "")
FILES = (
    "etc/passwd",
    "line.toml",
    ".env",
    "ivr/app.py",
    "templates/base.html",
    "proc/self/environ",
)
NAMES = (
    "%00",
    "a%00.wav",
    "0" * 64 + ".wav%00.html",
    "0" * 64 + ".WAV",
    "0" * 64 + ".wav/",
    "0" * 64 + "%2ewav",
    "0" * 8000 + ".wav",
    "%ff%fe.wav",
    "%c0%ae%c0%ae%c0%af",
    "%ed%a0%80.wav",
    "%e2%80%ae.wav",
    "%0d%0aX-qzx:%20qzx",
    "%3Cscript%3Eqzx",
    "{{7*7}}.wav",
    "~root.wav",
    "a;.wav",
    "*.wav",
)
GATES = (
    "prompts/en/%2e%2e",
    "prompts/en/" + "1" * 5000,
    "prompts/%00/101",
    "rota/hours/%ff",
    "rota/rows/-1",
    "takes/%2e%2e%2f%2e%2e",
    "sources/%3Cscript%3Eqzx",
    "STATIC/x/console.css",
    "static/../../templates/base.html",
    "static/x/..%2f..%2fapp.py",
    "sign-in/../..//metrics",
    "/sign-in",
)


async def paths(stage: Stage) -> Counter[str]:
    asked = [f"{root}/{up}/{up}/{up}/{up}/{file}" for root in ROOTS for up in UP for file in FILES]
    asked += [f"/audio/{name}" for name in NAMES] + [f"/console/{each}" for each in GATES]
    asked += [f"/console/{name}" for name in NAMES] + [f"/console//{name}" for name in NAMES]
    return await every(stage.port, (get(path, *closing()) for path in asked))


def multipart(charset: str, **fields: str) -> tuple[bytes, str]:
    """A form as browsers send it with files, and its type; the charset is what strangers say."""
    parts = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    kind = f"Content-Type: multipart/form-data; boundary=b{charset}"
    return f"{parts}--b--\r\n".encode("latin-1"), kind


CHARSETS = ("utf-7", "utf-16", "unicode_escape", "raw_unicode_escape", "punycode", "idna", "zip",
            "rot13", "undefined", "x" * 300, "\x00", "mbcs", "utf-8\xff", "hex", "")  # fmt: skip

EVIL = ("//qzx.example", "https://qzx.example/", "/\\qzx.example", "\\\\qzx.example", "http:qzx",
        "javascript:qzx", "%0d%0aX-qzx: qzx", "/\r\nX-qzx: qzx", "/rota\nSet-Cookie: qzx=1",
        "/rota?x=\r\nX-qzx: qzx", "//[", "/%2e%2e//qzx", "\t//qzx", "<script>qzx</script>",
        "/sources/qzx\r\nX-qzx:qzx")  # fmt: skip


async def doors(stage: Stage) -> Counter[str]:
    """Whoever has no session, or one of their own make."""
    typed = {"csrf": "x", "name": f'"><script>{CANARY}', "password": CANARY, "code": CANARY}
    body = urlencode(typed).encode()
    sign_in = "/console/sign-in"
    requests = [
        get("/console/", *closing("Host: qzx.example")),
        b"GET /console/ HTTP/1.1\r\nHost: qzx.example\r\nX-Forwarded-Host: qzx.example\r\n"
        b"X-Forwarded-Proto: qzx\r\nConnection: close\r\n\r\n",
        b"GET /console HTTP/1.1\r\nHost: qzx.example\r\nConnection: close\r\n\r\n",
        get("/console/", *closing(f"Cookie: session={'a' * 64}; __Host-session={CANARY}")),
        get("/console/", *closing("Cookie: \xff\xfe=\xff; =; ;;; a=" + "b" * 8000)),
        get("/console/", *closing("Accept-Language: " + "en-\xff,;q=x," * 900)),
        get(sign_in + f"?language={quote('<script>' + CANARY)}", *closing()),
        post(sign_in, body, *closing()),
        post(sign_in, body, *closing("Origin: https://qzx.example")),
        post(sign_in, body, *closing("Origin: http://[", "Cookie: sign-in=x")),
        post(sign_in, b"name=" + b"a" * 5000, *closing()),
        post(sign_in, b"a=&" * 1300, *closing()),
        post(sign_in, b"%ED%A0%80=%ED%A0%80&csrf=%FF&name=%00", *closing()),
        post(sign_in, b"{}", *closing("Content-Type: application/json")),
        post(sign_in, b"--", *closing("Content-Type: multipart/form-data")),
        post(sign_in, b"--b\r\n" * 700, *closing("Content-Type: multipart/form-data; boundary=b")),
        post("/console/announcements/takes", b"a" * 100_000, *closing()),
        post("/console/operators", body, *closing(f"X-CSRF: {CANARY}")),
        post("/console/sign-out", body, *closing()),
    ]
    requests += [get(f"{sign_in}?next={quote(each)}", *closing()) for each in EVIL]
    requests += [post(f"{sign_in}?next={quote(each)}", body, *closing()) for each in EVIL]
    odd = {"csrf": "\\ud800", "name": "\\ud800\\U0010ffff", "password": "+2AA-", "code": "\\x"}
    for charset in CHARSETS:
        form, kind = multipart(f"; charset={charset}", **odd)
        requests.append(post(sign_in, form, *closing(kind, "Cookie: __Host-sign-in=x; sign-in=x")))
    return await every(stage.port, requests * 3, at_once=10)


async def guessed(stage: Stage) -> Counter[str]:
    """Passwords of a name, with the form's own token."""
    found = Counter[str]()
    for number in range(40):
        asking = get("/console/sign-in", *closing())
        token, cookie = await _token(stage.port, asking)
        typed = {"csrf": token, "name": "Ana" if number % 2 else CANARY, "password": f"w{number}"}
        body = urlencode(typed).encode()
        request = post("/console/sign-in", body, *closing(f"Cookie: {cookie}"))
        found += await every(stage.port, [request])
    return found


async def _token(port: int, request: bytes) -> tuple[str, str]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    page = (await reader.read()).decode("utf-8", "replace")
    writer.close()
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    cookie = re.search(r"set-cookie: ([^;]+);", page, re.IGNORECASE)
    assert token is not None
    assert cookie is not None
    return token[1], cookie[1]


PAGES = frozenset({"200", "303", "307", "400", "401", "403", "404", "405", "408", "413"})

ATTACKS = (
    Attack("paths", "ways out of /audio/ and /console/", paths, PAGES),
    Attack("doors", "the console without a session, forged", doors, PAGES),
    Attack("guessed", "40 passwords, one after the other", guessed, frozenset({"403", "429"})),
)
