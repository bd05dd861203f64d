"""What comes signed and is odd all the same: fields that are no numbers, and guessed PINs."""

import asyncio
import hmac
import random
import re
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from urllib.parse import quote_plus, urlencode, urlsplit

from ivr.call import Call
from ivr.flow import FLOW
from ivr.phone.rules import parse
from ivr.rota import MAIN_ROOM
from tests.bench.hostile_stage import CANARY, Attack, Stage
from tests.bench.load import form
from tests.bench.wire import Lost, Pool, written
from tests.line import TOKEN

ODD = (
    "",
    "anonymous",
    "Restricted",
    "client:qzx",
    f"sip:{CANARY}@example.org",
    "+",
    "+1",
    "+266696687",
    "+19075550177;ext=1",
    CANARY * 170,
    "٠١٢٣٤٥٦٧٨٩",
    "\u202e+19075550177\u202c",
    "\u2028\u2029\u0085",
    "\r\nX-Qzx: 1",
    "".join(map(chr, range(32))) + "\x7f",
    "\x00",
    "</Say><Hangup/>",
    "]]>&#x0;&amp;<!--",
    "{{7*7}}{ $x }%s%n",
    "999999999999999999999999999999",
    "-1",
    "1e9",
    "🎉" * 40,
    "Mon, 01 Jan 99999999999999999999 00:00:00 +0000",
    "Mon, 01 Jan 0001 00:00:00 +2359",
    "Fri, 31 Dec 9999 23:59:59 -2359",
    "Mon, 01 Jan 2026 00:00:00 +99999999999999999999",
)
FIELDS = (
    "From", "To", "Digits", "CallSid", "SpeechResult", "Confidence", "FromCity", "FromState",
    "FromZip", "FromCountry", "CallStatus", "CallDuration", "Direction", "DialCallStatus",
    "RecordingUrl", "RecordingSid", "RecordingDuration",
)  # fmt: skip
OF_ROOMS = ("ConferenceSid", "CallSid", "FriendlyName", "Muted", "SequenceNumber", "Timestamp",
            "ParticipantCallStatus", "StatusCallbackEvent")  # fmt: skip
EVENT = {
    "ConferenceSid": f"CF{77:032x}",
    "FriendlyName": MAIN_ROOM,
    "Muted": "false",
    "SequenceNumber": "1",
    "Timestamp": "Sat, 21 Nov 2026 23:40:00 +0000",
    "ParticipantCallStatus": "in-progress",
    "StatusCallbackEvent": "participant-join",
}


def twice(url: str, pairs: Sequence[tuple[str, str]]) -> bytes:
    """A signed request in which fields may come more than once."""
    body = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs).encode()
    return _signed(url, pairs, body)


def no_text(url: str, fields: Mapping[str, str]) -> bytes:
    """One in which all else is bytes that are no UTF-8: half a letter, and what never is one."""
    pairs = [*fields.items(), *((name, "\ufffd" * 3) for name in FIELDS if name not in fields)]
    odd = "".join(f"&{name}=%ED%FF%C0" for name in FIELDS if name not in fields)
    return _signed(url, pairs, f"{urlencode(fields)}{odd}".encode())


def _signed(url: str, pairs: Sequence[tuple[str, str]], body: bytes) -> bytes:
    text = url + "".join(name + value for name, value in sorted(set(pairs)))
    signed = b64encode(hmac.digest(TOKEN.encode(), text.encode(), "sha1")).decode()
    parts = urlsplit(url)
    head = (
        f"POST {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"X-Twilio-Signature: {signed}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _odd_requests(public: str) -> Iterator[tuple[str, bytes]]:
    """Each with the kind of answer that is due."""
    now = int(time.time() // 60)
    beside = ("wait", "tell")  # never the answer to anything
    paths = ["/voice"]
    paths += [Call(node, "en", 1, now, attempt=node not in beside).path() for node in FLOW]
    base = form(77, From="+19075550177", Caller="+19075550177")
    for path in paths:
        kind = "wait" if path.startswith(("/voice/wait", "/voice/tell")) else "call"
        for value in ODD:
            for some in (FIELDS, *((name,) for name in FIELDS)):
                yield kind, written(public + path, {**base, **dict.fromkeys(some, value)})
        doubled = [*base.items(), ("From", "anonymous"), ("Digits", "1"), ("Digits", CANARY)]
        bare = {"CallSid": base["CallSid"]}
        yield kind, no_text(f"{public}{path}{'' if '?' in path else '?l=en'}", bare)
        yield kind, twice(f"{public}{path}{'' if '?' in path else '?l=en'}", doubled)
    for path in ("/voice/status", "/voice/status?n=1", "/voice/recording"):
        for value in ODD:
            for some in (FIELDS, *((name,) for name in FIELDS)):
                yield "nothing", written(public + path, {**base, **dict.fromkeys(some, value)})
    for value in ODD:
        for name in OF_ROOMS:
            told = {**base, **EVENT, name: value}
            yield "nothing", written(f"{public}/voice/room/events", told)


def _said(kind: str, status: int, body: bytes) -> str:
    """How it was answered; all that is well is one of two words."""
    if kind == "nothing":
        return "taken" if status == 204 else f"status {status}"
    if status != 200:
        return f"status {status}"
    root, problems = parse(body, wait=kind == "wait")
    if root is None or problems:
        return problems[0].sentence
    on = ("Redirect", "Dial", "Gather", "Reject", "Hangup")
    if kind == "call" and not any(verb.tag in on for verb in root):
        return "leads nowhere"
    return "a markup of a stranger" if CANARY.encode() in body.lower() else "leads on"


async def strings(stage: Stage) -> Counter[str]:
    pool, found = Pool(stage.port, 8), Counter[str]()
    room = asyncio.Semaphore(8)

    async def one(number: int, kind: str, request: bytes) -> None:
        own = request.replace(b"0a1b2c3d-0000", b"%08x-0000" % number)  # or it is a repeat
        async with room:
            try:
                found[_said(kind, *await pool.ask(own))] += 1
            except (Lost, TimeoutError) as lost:
                found[f"no answer ({lost})"] += 1

    await asyncio.gather(*(one(n, *each) for n, each in enumerate(_odd_requests(stage.public))))
    pool.close()
    return found


CALLS = 1000
PINS = 10
AT_ONCE = 64


async def pins(stage: Stage) -> Counter[str]:
    """A thousand calls of ten wrong PINs each: a hundred numbers of ten calls, half of them
    withheld. Of the pages that answer, the nodes are counted to which they lead."""
    pool, found = Pool(stage.port, AT_ONCE), Counter[str]()
    room = asyncio.Semaphore(AT_ONCE)
    dice = random.Random(7)

    async def call(place: int) -> None:
        number = f"+1907555{100 + place % 100:04}" if place % 2 else "anonymous"
        fields = form(place, From=number, Caller=number, CallSid=f"CA{place + 70_000_000:032x}")
        url = f"{stage.public}{Call('leader', 'en', 1, int(time.time() // 60), attempt=1).path()}"
        async with room:
            for _ in range(PINS):
                typed = f"{dice.randrange(1000):03}{dice.randrange(10**6):06}"
                dialled = written(url, {**fields, "Digits": typed})
                token = b"%08x-0000" % dice.randrange(2**32)
                try:
                    status, body = await pool.ask(dialled.replace(b"0a1b2c3d-0000", token))
                except (Lost, TimeoutError) as lost:
                    found[f"no answer ({lost})"] += 1
                    continue
                said = body.decode()
                if status != 200:
                    found[f"status {status}"] += 1
                elif "/voice/leader" in said or "/voice/pin" in said:
                    found["asked again"] += 1
                    again = re.search(r'action="([^"]+/voice/leader[^"]*)"', said)
                    url = again[1].replace("&amp;", "&") if again else url
                else:
                    found["not looked at"] += 1
        over = {**fields, "CallStatus": "completed", "CallDuration": "60"}
        with suppress(Lost, TimeoutError):
            await pool.ask(written(f"{stage.public}/voice/status", over))

    await asyncio.gather(*map(call, range(CALLS)))
    pool.close()
    return found


ATTACKS = (
    Attack("strings", "what is no number, signed, at every node", strings,
           frozenset({"leads on", "taken"})),
    Attack("pins", "10,000 wrong PINs over 1,000 calls", pins,
           frozenset({"asked again", "not looked at"})),
)  # fmt: skip
