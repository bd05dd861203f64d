"""Refuses what the carrier did not sign, before anything else; cuts the form to an allow-list.

The carrier signs the whole URL and every field with the account's token (HMAC-SHA1). One HMAC and
one parse of the form are most of what an answer costs; the carrier's own validator, with which
the tests compare this one, takes several times as long.
"""

import hashlib
import hmac
import re
from base64 import b64encode
from collections.abc import Callable, Container, Iterable, Mapping
from functools import lru_cache
from urllib.parse import unquote_plus, urlsplit

import msgspec
import phonenumbers
from phonenumbers import timezone
from phonenumbers.tzdata import TIMEZONE_DATA
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ivr.marks import Known

LARGEST_BODY = 65536
MOST_FIELDS = 500

ALLOWED = frozenset(
    {
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
    }
)
"""All that enters the program of a webhook's form. No field that holds a caller's number."""

HEARD = frozenset({"SpeechResult", "Confidence", "FromCity", "FromState", "FromZip", "FromCountry"})
"""Beside them, only where a caller is asked for a place: what they say, and the region of their
number. It is read in that answer and kept nowhere."""

SAID = frozenset({"SpeechResult"})
"""The same, where any word is an answer: only that something was said is looked at."""

FORM, ZONE, KNOWN = "ivr.form", "ivr.zone", "ivr.known"

Form = dict[str, list[str]]


class Signed:
    """An app behind the signature. It finds the allowed fields in `scope[FORM]`.

    All that is kept of the number, on the paths that are `marked`, is the time zone of its region
    in `scope[ZONE]`, and what `known` makes of it in `scope[KNOWN]`. What `hears` names comes in
    on its path, and nowhere else. `refused` is told whether there was a signature, though a wrong
    one: that is seldom a stranger's.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        public_url: str,
        tokens: Iterable[str],
        refused: Callable[[bool], None],
        known: Callable[[str], Known],
        marked: Container[str] = ("/voice",),
        hears: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self.app = app
        self.public_url = public_url
        self.keys = tuple(token.encode() for token in tokens)
        self.refused = refused
        self.known = known
        self.marked = marked
        self.hears = hears or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if await self._opened(scope, receive):
            await self.app(scope, _nothing_more, send)
        else:
            self.refused("x-twilio-signature" in Headers(scope=scope))
            await PlainTextResponse("Not signed by the carrier.", 403)(scope, receive, send)

    async def _opened(self, scope: Scope, receive: Receive) -> bool:
        """Puts into the scope what may come in. The body ends with this frame, before the answer:
        whatever then looks into frames finds no number there."""
        headers = Headers(scope=scope)
        body = await _read(receive)
        query = scope["query_string"].decode("latin-1")
        url = self.public_url + scope["raw_path"].decode("latin-1") + (f"?{query}" if query else "")
        form = None
        if body is not None:
            signature = headers.get("x-twilio-signature", "")
            form = signed_form(
                self.keys, url, body, headers.get("content-type", ""), query, signature
            )
        if form is None:
            return False
        if scope["path"] in self.marked:
            number = form.get("From", [""])[0]
            scope[ZONE], scope[KNOWN] = zone_of(number), self.known(number)
        allowed = ALLOWED | self.hears.get(scope["path"], frozenset())
        scope[FORM] = {name: form[name][0] for name in allowed & form.keys()}
        return True


def signed_form(
    keys: Iterable[bytes], url: str, body: bytes, content_type: str, query: str, signature: str
) -> Form | None:
    """The form's fields when one of the tokens signed them; None for anything else."""
    if content_type.startswith("application/json"):
        wanted = fields_of(query).get("bodySHA256", [""])[0]
        if not hmac.compare_digest(wanted.encode(), hashlib.sha256(body).hexdigest().encode()):
            return None
        # The hash in the signed URL stands for the body, which is parsed only when that is genuine.
        return _json_form(body) if _genuine(keys, url, "", signature) else None
    form = _url_form(body)
    if form is None or not _genuine(keys, url, _signed_text(form), signature):
        return None
    return form


def _genuine(keys: Iterable[bytes], url: str, fields: str, signature: str) -> bool:
    """Whether one of the tokens signed the URL, with or without its port, and the fields."""
    given = signature.encode()
    for key in keys:
        for variant in _ports(url):
            expected = b64encode(hmac.digest(key, (variant + fields).encode(), "sha1"))
            if hmac.compare_digest(expected, given):
                return True
    return False


def zone_of(number: str) -> str:
    """The one time zone of a number's region; "" for none, several, or no number.

    Of a North American number only the area code is looked at.
    """
    if re.fullmatch(r"\+1[2-9][0-9]{9}", number):
        return _zone_of_area(number[1:5])
    return _zone_abroad(number) if re.fullmatch(r"\+[2-9][0-9]{6,14}", number) else ""


@lru_cache(maxsize=1024)
def _zone_of_area(prefix: str) -> str:
    """The zone of all exchanges of an area code: western Kentucky is an hour behind its east."""
    found = {
        zone for known, zones in TIMEZONE_DATA.items() if known.startswith(prefix) for zone in zones
    }
    return found.pop() if len(found) == 1 else ""


def _zone_abroad(number: str) -> str:
    """Never kept: of a number from elsewhere we do not know where the region ends."""
    try:
        zones = timezone.time_zones_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:  # no country has that code
        return ""
    return zones[0] if len(zones) == 1 and zones[0] != "Etc/Unknown" else ""


def _url_form(body: bytes) -> Form | None:
    text = body.decode("latin-1")
    return fields_of(text) if text.count("&") < MOST_FIELDS else None


def fields_of(text: str) -> Form:
    """What `parse_qs` makes of a form or a query, blank values kept, in a third of the time."""
    form: Form = {}
    for field in text.split("&"):
        if field:
            name, _, value = field.partition("=")
            if "%" in field or "+" in field:
                name, value = unquote_plus(name), unquote_plus(value)
            form.setdefault(name, []).append(value)
    return form


def _json_form(body: bytes) -> Form | None:
    try:
        fields = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
        return {name: [_text(value)] for name, value in fields.items() if name in ALLOWED}
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _text(value: msgspec.Raw) -> str:
    decoded = msgspec.json.decode(value)
    return decoded if isinstance(decoded, str) else ""


def _signed_text(form: Form) -> str:
    parts: list[str] = []
    for name in sorted(form):
        values = form[name]
        if len(values) == 1:
            parts += (name, values[0])
        else:
            parts += [name + value for value in sorted(set(values))]
    return "".join(parts)


@lru_cache(maxsize=64)
def _authority(base: str) -> tuple[str, ...]:
    """The base as it is, and with and without its port: the carrier signs either."""
    parts = urlsplit(base)
    host = parts.netloc.partition(":")[0] if "[" not in parts.netloc else parts.netloc
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return tuple(
        dict.fromkeys(
            f"{parts.scheme}://{authority}" for authority in (parts.netloc, host, f"{host}:{port}")
        )
    )


def _ports(url: str) -> Iterable[str]:
    end = url.find("/", url.find("://") + 3)
    yield url
    for base in _authority(url[:end])[1:]:
        yield base + url[end:]


async def _read(receive: Receive) -> bytes | None:
    """The whole body; None for one that is larger than any webhook's."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > LARGEST_BODY:
            return None
        if not message.get("more_body", False):
            return b"".join(chunks)


async def _nothing_more() -> Message:
    return {"type": "http.disconnect"}
