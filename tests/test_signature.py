"""The carrier's signature, against the carrier's own validator; and what is kept of a form."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ivr import signature
from ivr.call import known_zone
from ivr.marks import NOBODY, Known, mark
from ivr.signature import (
    ALLOWED,
    FORM,
    KNOWN,
    LARGEST_BODY,
    MOST_FIELDS,
    ZONE,
    Signed,
    signed_form,
    zone_of,
)

OLD, NEW = "the old token", "the new token"
BASE = "https://line.example.org"
FORM_TYPE = "application/x-www-form-urlencoded"
CALL = {
    "CallSid": "CA" + "0" * 32,
    "From": "+12125550100",
    "To": "+12025550199",
    "Digits": "1",
}
Pairs = Sequence[tuple[str, str]]


def validator(token: str) -> Any:
    module: Any = import_module("twilio.request_validator")
    return module.RequestValidator(token)


def signed(url: str, pairs: Pairs = (), token: str = NEW) -> str:
    """What the carrier puts into its header for a form."""
    return str(validator(token).compute_signature(url, FormData(list(pairs))))


# The check by itself, over random forms and addresses

NAMES = st.sampled_from(["Digits", "To", "A", "a", "", "ñ", "A b", "x+y", "%41"]) | st.text(
    max_size=8
)
PAIRS = st.lists(st.tuples(NAMES, st.text(max_size=20)), max_size=12)
BASES = st.sampled_from(
    [
        "https://line.example.org",
        "http://line.example.org",
        "https://line.example.org:443",
        "https://line.example.org:8443",
        "http://127.0.0.1:8000",
        "http://LINE.example.org:80/na",
    ]
)
PATHS = st.sampled_from(["/voice", "/voice/next", "/voice/a%20b", "/voice/status"])
QUERIES = st.sampled_from(
    ["", "l=en&n=0", "t=1&c=1~a~&z=America~New_York", "a=%20+b", "x=a%2Fb&x="]
)
KEYS = st.sampled_from([[OLD], [NEW], [OLD, NEW], []])
CHANGES = st.sampled_from(["", "value", "field", "url", "signature", "no signature"])


def encoded(pairs: Pairs, plus: bool) -> bytes:
    """A form's body; a blank is written as + or as %20."""
    write = quote_plus if plus else quote
    return "&".join(f"{write(name)}={write(value)}" for name, value in pairs).encode()


@given(
    BASES, PATHS, QUERIES, PAIRS, KEYS, st.sampled_from([OLD, NEW]), CHANGES,
    st.booleans(), st.sampled_from(["as it is", "with", "without"]),
)  # fmt: skip
def test_forms_are_accepted_just_as_the_carriers_validator_does(
    base: str, path: str, query: str, pairs: Pairs, keys: list[str], token: str, change: str,
    plus: bool, port: str,
) -> None:  # fmt: skip
    url = base + path + (f"?{query}" if query else "")
    module: Any = import_module("twilio.request_validator")
    parsed = module.urlparse(url)
    signed_url = {
        "as it is": url,
        "with": module.add_port(parsed),
        "without": module.remove_port(parsed),
    }
    header = signed(signed_url[port], pairs, token)
    if change == "value" and pairs:
        pairs = [(pairs[0][0], pairs[0][1] + "x"), *pairs[1:]]
    elif change == "field":
        pairs = [*pairs, ("Digits", "9")]
    elif change == "url":
        url = url.replace("/voice", "/voice/x")
    elif change == "signature":
        header = header[:-2] + ("A=" if header[-2] != "A" else "B=")
    elif change == "no signature":
        header = ""
    expected = any(validator(key).validate(url, FormData(list(pairs)), header) for key in keys)
    form = signed_form(
        [key.encode() for key in keys], url, encoded(pairs, plus), FORM_TYPE, query, header
    )
    wanted: dict[str, list[str]] = {}
    for name, value in pairs:
        wanted.setdefault(name, []).append(value)
    assert form == (wanted if expected else None)


@given(st.binary(max_size=60), st.text(max_size=30))
def test_any_body_and_any_signature_are_refused_calmly(body: bytes, header: str) -> None:
    url = f"{BASE}/voice?bodySHA256={sha256(body).hexdigest()}"
    query = url.partition("?")[2]
    for kind in (FORM_TYPE, "application/json", "", "multipart/form-data; boundary=x"):
        assert signed_form([b"x"], url, body, kind, query, header) is None


def test_a_body_signed_as_it_is_but_not_a_form_has_no_fields() -> None:
    header = signed(f"{BASE}/voice")
    assert signed_form([NEW.encode()], f"{BASE}/voice", b"", "", "", header) == {}


# The app behind it


def ask(
    app: ASGIApp,
    path: str,
    body: bytes | AsyncIterator[bytes] = b"",
    headers: Mapping[str, str] | None = None,
    method: str = "POST",
) -> httpx.Response:
    """One request, with the address behind a proxy that the carrier does not know."""

    async def request() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://10.0.0.9:8000"
        ) as client:
            sent = httpx.Headers(headers, encoding="latin-1")
            return await client.request(method, path, content=body, headers=sent)

    return asyncio.run(request())


class Line:
    """An app behind the signature, that tells what came through to it."""

    def __init__(self, tokens: Sequence[str] = (OLD, NEW), base: str = BASE) -> None:
        self.refused = self.asked = 0
        self.scopes: list[Scope] = []
        router = Router(routes=[Route("/{path:path}", self._answer, methods=["POST"])])
        self.app = Signed(
            router, public_url=base, tokens=tokens, refused=self._refuse, known=self._known
        )

    def _refuse(self, signed: bool) -> None:
        self.refused += 1

    def _known(self, number: str) -> Known:
        self.asked += 1
        return Known(mark(b"a key", number), limited=True)

    async def _answer(self, request: Request) -> Response:
        self.scopes.append(dict(request.scope))
        return JSONResponse({"form": request.scope[FORM], "zone": request.scope.get(ZONE)})

    def post(
        self, path: str, body: bytes, header: str | None, kind: str = FORM_TYPE
    ) -> tuple[int, Any]:
        headers = {"Content-Type": kind} | (
            {} if header is None else {"X-Twilio-Signature": header}
        )
        answer = ask(self.app, path, body, headers)
        return answer.status_code, answer.json() if answer.status_code == 200 else None

    def send(
        self, path: str, form: Mapping[str, str], token: str = NEW, url: str | None = None
    ) -> tuple[int, Any]:
        """A form as the carrier sends it."""
        header = signed(BASE + (url or path), list(form.items()), token)
        return self.post(path, urlencode(form).encode(), header)


REFUSED = (403, None)


@pytest.mark.parametrize("token", [OLD, NEW])
def test_both_tokens_open_during_a_rotation(token: str) -> None:
    line = Line()
    kept = {"CallSid": CALL["CallSid"], "To": "+12025550199", "Digits": "1"}
    assert line.send("/voice", CALL, token) == (200, {"form": kept, "zone": "America/New_York"})
    assert line.refused == 0


def test_another_token_does_not_open() -> None:
    line = Line()
    assert line.send("/voice", CALL, "somebody's token") == REFUSED
    assert (line.refused, line.scopes) == (1, [])


def test_a_line_without_a_token_opens_to_nobody() -> None:
    assert Line(tokens=()).send("/voice", CALL, "") == REFUSED


@pytest.mark.parametrize("header", [None, "", "forged", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "\xf1"])
def test_a_missing_or_forged_signature_is_refused(header: str | None) -> None:
    line = Line()
    assert line.post("/voice", urlencode(CALL).encode(), header) == REFUSED
    assert line.refused == 1


@pytest.mark.parametrize(
    "path",
    [
        "/voice/next?l=es&n=0&t=1&a=1",
        "/voice/next?l=en&n=0&t=1&a=2",
        "/voice/next?l=en&n=0&t=1&a=1&l=es",
        "/voice/next?l=en&n=0&t=1",
        "/voice/next",
        "/voice/room?l=en&n=0&t=1&a=1",
        "/voice/n%65xt?l=en&n=0&t=1&a=1",
    ],
)
def test_a_signature_for_another_address_is_refused(path: str) -> None:
    line = Line()
    url = "/voice/next?l=en&n=0&t=1&a=1"
    assert line.send(path, CALL, url=url) == REFUSED
    assert line.send(url, CALL)[0] == 200


def test_a_signature_for_other_fields_is_refused() -> None:
    line = Line()
    header = signed(f"{BASE}/voice", list(CALL.items()))
    changed = [
        CALL | {"Digits": "2"},
        CALL | {"Extra": "1"},
        {k: v for k, v in CALL.items() if k != "To"},
    ]
    assert [line.post("/voice", urlencode(f).encode(), header) for f in changed] == [REFUSED] * 3


def test_what_a_proxy_says_of_itself_changes_nothing() -> None:
    line = Line()
    header = signed("https://elsewhere.example.org/voice", list(CALL.items()))
    headers = {
        "Content-Type": FORM_TYPE,
        "X-Twilio-Signature": header,
        "X-Forwarded-Host": "elsewhere.example.org",
        "X-Forwarded-Proto": "https",
        "Host": "elsewhere.example.org",
    }
    answer = ask(line.app, "/voice", urlencode(CALL).encode(), headers)
    assert answer.status_code == 403


def test_a_line_below_a_path_and_on_a_port() -> None:
    base = "https://line.example.org:8443/na"
    line = Line(base=base)
    body = urlencode(CALL).encode()
    for url in (f"{base}/voice", "https://line.example.org/na/voice"):
        assert line.post("/voice", body, signed(url, list(CALL.items())))[0] == 200


def test_escapes_in_a_path_and_a_query_are_signed_as_they_came() -> None:
    for path in ("/voice/a%20b?c=%20+%2B", "/voice/%C3%B1?x=%F1", "/voice/a%2Fb"):
        assert Line().send(path, CALL)[0] == 200


def test_no_field_that_tells_of_a_caller_comes_through() -> None:
    secret = {
        "From": "+12125550142",
        "Caller": "+12125550143",
        "ForwardedFrom": "+12125550144",
        "StirPassportToken": "eyJ-a-passport",
        "CallToken": "%7B%22a-token",
        "CallerName": "DOE JANE",
        "FromCity": "BUFFALO",
        "FromZip": "14201",
        "SpeechResult": "my name is Jane",
        "StirVerstat": "TN-Validation-Passed-A",
    }
    line = Line()
    status, answer = line.send("/voice/next", CALL | secret)
    kept = {name: value for name, value in CALL.items() if name != "From"}
    assert (status, answer) == (200, {"form": kept, "zone": None})
    (scope,) = line.scopes
    seen = repr({name: value for name, value in scope.items() if name not in ("app", "router")})
    assert [value for value in secret.values() if value in seen] == []


@given(
    st.from_regex(r"\+?[0-9]{7,15}", fullmatch=True)
    | st.from_regex(r"sip:[0-9]{7,15}@line\.example\.org", fullmatch=True)
    | st.from_regex(r"\([2-9][0-9]{2}\) [0-9]{3}-[0-9]{4}", fullmatch=True)
)
def test_whatever_form_a_number_has_only_what_is_known_of_it_comes_through(number: str) -> None:
    line = Line()
    fields = dict.fromkeys(("From", "Caller", "ForwardedFrom"), number)
    status, _ = line.send("/voice", {"CallSid": "CA" + "ab" * 16} | fields)
    (scope,) = line.scopes
    assert (status, scope[KNOWN]) == (200, Known(mark(b"a key", number), limited=True))
    seen = repr({name: value for name, value in scope.items() if name not in ("app", "router")})
    assert number not in seen


@pytest.mark.parametrize("kind", [FORM_TYPE, "application/json"])
def test_while_it_is_answered_no_frame_of_ours_holds_the_number(kind: str) -> None:
    """Whatever shows the local variables of all frames has no number to show."""
    ours: list[str] = []
    holding: list[str] = []

    async def look(scope: Scope, receive: Receive, send: Send) -> None:
        frame = sys._getframe().f_back
        while frame is not None:
            if Path(frame.f_code.co_filename).parent == Path(signature.__file__).parent:
                ours.append(frame.f_code.co_name)
                values = frame.f_locals
                holding.extend(name for name in values if "2125550100" in repr(values[name]))
            frame = frame.f_back
        await PlainTextResponse("")(scope, receive, send)

    app = Signed(
        look,
        public_url=BASE,
        tokens=[NEW],
        refused=lambda signed: None,
        known=lambda number: NOBODY,
    )
    if kind == FORM_TYPE:
        body, path, pairs = urlencode(CALL).encode(), "/voice", list(CALL.items())
    else:
        body = json.dumps(CALL).encode()
        path, pairs = f"/voice?bodySHA256={sha256(body).hexdigest()}", []
    headers = {"Content-Type": kind, "X-Twilio-Signature": signed(BASE + path, pairs)}
    assert ask(app, path, body, headers).status_code == 200
    assert (holding, ours) == ([], ["__call__"])


def test_a_number_is_looked_at_only_where_a_call_begins() -> None:
    line = Line()
    for path in ("/voice/next", "/voice/status", "/voice/room/events"):
        line.send(path, CALL)
    assert ([KNOWN in scope for scope in line.scopes], line.asked) == ([False] * 3, 0)


def test_the_allow_list_holds_no_number_of_a_caller() -> None:
    assert sorted(ALLOWED) == [
        "CallDuration",
        "CallSid",
        "CallStatus",
        "ConferenceSid",
        "DialCallStatus",
        "Digits",
        "Direction",
        "FriendlyName",
        "Muted",
        "ParticipantCallStatus",
        "RecordingDuration",
        "RecordingSid",
        "RecordingUrl",
        "SequenceNumber",
        "StatusCallbackEvent",
        "Timestamp",
        "To",
    ]


def test_the_body_cannot_be_read_again_behind_the_signature() -> None:
    bodies: list[Message] = []

    async def app(scope: Scope, receive: Any, send: Any) -> None:
        bodies.append(await receive())
        await Response()(scope, receive, send)

    behind = Signed(
        app, public_url=BASE, tokens=[NEW], refused=lambda signed: None, known=lambda number: NOBODY
    )
    header = signed(f"{BASE}/voice", list(CALL.items()))
    headers = {"Content-Type": FORM_TYPE, "X-Twilio-Signature": header}
    ask(behind, "/voice", urlencode(CALL).encode(), headers)
    assert bodies == [{"type": "http.disconnect"}]


def test_a_zone_is_found_only_where_a_call_begins() -> None:
    line = Line()
    for path in ("/voice/next", "/voice/status", "/voice/room/events"):
        line.send(path, CALL)
    assert [ZONE in scope for scope in line.scopes] == [False] * 3


@pytest.mark.parametrize("number", ["anonymous", "", "+9995550100", "Restricted", "sip:a@b", "+1"])
def test_a_caller_without_a_number_comes_through(number: str) -> None:
    assert Line().send("/voice", CALL | {"From": number})[1]["zone"] == ""


def test_a_body_of_the_largest_size_and_one_byte_more() -> None:
    blank = "a="
    for size, status in ((LARGEST_BODY, 200), (LARGEST_BODY + 1, 403)):
        form = {"a": "x" * (size - len(blank))}
        assert Line().send("/voice", form)[0] == status


def test_a_body_in_pieces_is_put_together_and_counted_as_one() -> None:
    header = signed(f"{BASE}/voice", [("a", "x" * 60_000)])
    headers = {"Content-Type": FORM_TYPE, "X-Twilio-Signature": header}

    async def pieces(count: int) -> AsyncIterator[bytes]:
        yield b"a="
        for _ in range(count):
            yield b"x" * 10_000

    app = Line().app
    assert [ask(app, "/voice", pieces(n), headers).status_code for n in (6, 7)] == [200, 403]


def test_too_many_fields_are_refused() -> None:
    for count, status in ((MOST_FIELDS, 200), (MOST_FIELDS + 1, 403)):
        pairs = [(f"f{i}", "") for i in range(count)]
        header = signed(f"{BASE}/voice", pairs)
        assert Line().post("/voice", urlencode(pairs).encode(), header)[0] == status


def test_a_get_is_refused_and_a_signed_one_has_no_page() -> None:
    app = Line().app
    assert ask(app, "/voice", method="GET").status_code == 403
    header = {"X-Twilio-Signature": signed(f"{BASE}/voice")}
    assert ask(app, "/voice", headers=header, method="GET").status_code == 405


def test_a_websocket_is_refused() -> None:
    line, sent = Line(), list[Message]()
    scope: Scope = {
        "type": "websocket",
        "path": "/voice",
        "raw_path": b"/voice",
        "query_string": b"",
        "headers": [],
        "extensions": {"websocket.http.response": {}},
    }

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(line.app(scope, receive, send))
    assert (sent[0]["type"], sent[0]["status"]) == ("websocket.http.response.start", 403)
    assert line.refused == 1


# Bodies of JSON


def post_json(
    body: bytes, *, digest: str | None = "right", token: str = NEW, kind: str = "application/json"
) -> tuple[int, Any]:
    """JSON as the carrier sends it: the URL is signed, and holds the hash of the body."""
    right = sha256(body).hexdigest()
    path = "/voice/room/events"
    if digest is not None:
        path += f"?bodySHA256={right if digest == 'right' else digest}"
    return Line().post(path, body, signed(BASE + path, token=token), kind)


EVENT = {
    "CallSid": CALL["CallSid"],
    "StatusCallbackEvent": "participant-join",
    "From": "+12125550100",
}


def test_json_with_the_right_hash() -> None:
    kept = {"CallSid": CALL["CallSid"], "StatusCallbackEvent": "participant-join"}
    wanted = (200, {"form": kept, "zone": None})
    assert post_json(json.dumps(EVENT).encode()) == wanted
    assert post_json(json.dumps(EVENT).encode(), kind="application/json; charset=utf-8") == wanted


@pytest.mark.parametrize("digest", [None, "", "0" * 64, "ñ", "%ff", "right&bodySHA256=wrong"])
def test_json_with_a_wrong_hash_or_none(digest: str | None) -> None:
    assert post_json(json.dumps(EVENT).encode(), digest=digest) == REFUSED


def test_json_with_another_token() -> None:
    assert post_json(json.dumps(EVENT).encode(), token="somebody's token") == REFUSED


def test_a_form_under_the_name_of_json_is_refused() -> None:
    line = Line()
    header = signed(f"{BASE}/voice", list(CALL.items()))
    assert line.post("/voice", urlencode(CALL).encode(), header, "application/json") == REFUSED


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"3", b"{", b'{"To":\xff}', b'{"To":"\xff"}', b'{"a":' + b"[" * 30_000, b"null"],
    ids=["empty", "list", "number", "half", "bytes", "no UTF-8", "deep", "null"],
)
def test_a_signed_body_that_is_no_object_is_refused(body: bytes) -> None:
    assert post_json(body) == REFUSED


def test_an_unsigned_deep_body_is_refused() -> None:
    body = b'{"To":' + b"[" * 30_000 + b"]" * 30_000 + b"}"
    path = f"/voice?bodySHA256={sha256(body).hexdigest()}"
    assert Line().post(path, body, "forged", "application/json") == REFUSED


def test_values_of_json_that_are_no_text_are_empty() -> None:
    body = b'{"To": 5, "Digits": null, "CallSid": ["a"], "DialCallStatus": 1e999}'
    assert post_json(body) in (
        REFUSED,
        (
            200,
            {"form": {"To": "", "Digits": "", "CallSid": "", "DialCallStatus": ""}, "zone": None},
        ),
    )


# Zones


@pytest.mark.parametrize(
    ("number", "zone"),
    [
        ("+12125550100", "America/New_York"),
        ("+12135550100", "America/Los_Angeles"),
        ("+16025550100", "America/Phoenix"),
        ("+18085550100", "Pacific/Honolulu"),
        ("+19075550100", ""),  # Alaska has two
        ("+18505550100", ""),  # so have the west of Florida
        ("+12705550100", ""),  # and of Kentucky
        ("+13105550100", "America/Los_Angeles"),
        ("+18765550100", "America/Jamaica"),
        ("+18005550100", ""),  # toll-free
        ("+18885550100", ""),
        ("+442079460123", "Europe/London"),
        ("+9995550100", ""),  # no country
        ("+2105550100", ""),
        ("+8705550100123", ""),  # satellites
        ("+1202555010", ""),
        ("+120255501000", ""),
        ("+11125550100", ""),
        ("+12025550100 ", ""),
        ("+12025550100\n", ""),
        ("+1٢٠٢٥٥٥٠١٠٠", ""),
        ("2025550100", ""),
        ("+", ""),
        ("+4420794601231234567", ""),
        ("anonymous", ""),
        ("unknown", ""),
        ("", ""),
        ("sip:jane@example.org", ""),
    ],
)
def test_the_zone_of_a_number(number: str, zone: str) -> None:
    assert zone_of(number) == zone


@given(st.from_regex(r"\+[0-9]{0,16}", fullmatch=True) | st.text(max_size=20))
def test_every_number_has_a_zone_that_is_known_or_none(number: str) -> None:
    zone = zone_of(number)
    assert zone == "" or known_zone(zone)


def test_of_a_callers_number_only_the_area_code_is_kept() -> None:
    signature._zone_of_area.cache_clear()
    for number in ("+12125550123", "+12125550145", "+12122345678"):
        assert zone_of(number) == "America/New_York"
    info = signature._zone_of_area.cache_info()
    assert (info.misses, info.hits, info.currsize) == (1, 2, 1)


def test_of_a_number_from_abroad_nothing_is_kept() -> None:
    signature._zone_of_area.cache_clear()
    assert zone_of("+442079460123") == zone_of("+442079460123") == "Europe/London"
    assert signature._zone_of_area.cache_info().currsize == 0


def test_what_a_caller_says_comes_in_where_it_is_asked_for_and_nowhere_else() -> None:
    line = Line()
    line.app.hears = {"/voice/near": signature.HEARD, "/voice/still": signature.SAID}
    form = {
        "SpeechResult": "Buffalo", "Confidence": "0.9", "FromCity": "BUFFALO", "FromState": "NY",
        "FromZip": "14201", "FromCountry": "US", "From": "+12125550123", "CallerCity": "BUFFALO",
        "UnstableSpeechResult": "Buff", "CallSid": "CA1",
    }  # fmt: skip
    for path in ("/voice/next", "/voice", "/voice/near/", "/voice/nearby"):
        assert line.send(path, form)[1]["form"] == {"CallSid": "CA1"}
    _, there = line.send("/voice/near", form)
    assert there["form"].keys() == signature.HEARD | {"CallSid"}
    _, there = line.send("/voice/still", form)
    assert there["form"] == {"CallSid": "CA1", "SpeechResult": "Buffalo"}
