"""The text in an answer, whatever its letters were encoded in and whatever stands around it.

Servers say UTF-8 and send Latin-1, put a byte order mark before a list and a call around it.
"""

import codecs
import re

from ivr.schedule.sources.reading import Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
HIGH = re.compile(rb"[\x80-\xff]+")
JSONP = re.compile(rb"\s*(?:/\*\*/)?\s*[\w.$]{1,100}\s*\(")

HALF = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
"""Half of a letter written in two, for which JSON has no meaning: one would spoil a whole list."""

MANY = 100_000
"""Wrong bytes, over which nothing in a text is UTF-8 and none of it is looked at by itself."""

VALUES = 6_000_000
"""Commas and brackets in a list. Real lists have one in 20 bytes; what has many more takes a
hundred times its own room once it is read."""


def utf8(body: bytes) -> bytes:
    """The text in UTF-8, without byte order mark and NULs."""
    mark, encoding = next(
        ((mark, name) for mark, name in MARKS if body.startswith(mark)), (b"", "")
    )
    if not encoding and body[:2].count(0) == 1:  # "[" in two bytes
        encoding = "utf-16-be" if body[0] == 0 else "utf-16-le"
    if encoding.startswith("utf-16"):
        return body[len(mark) :].decode(encoding, "replace").replace("\0", "").encode()
    body = body[len(mark) :].replace(b"\0", b"")
    if body.isascii():
        return body
    try:
        body.decode()
    except UnicodeDecodeError:
        pass
    else:
        return body
    if body.decode("utf-8", "replace").count("\ufffd") > MANY:
        return body.decode("latin-1").translate(dict(enumerate(WESTERN))).encode()
    return body.decode("utf-8", "western").encode()


def unframed(body: bytes) -> bytes:
    """The JSON in an answer, in UTF-8. Raises Unreadable for a page and for a trap."""
    body = utf8(body)
    head = body[:200].lstrip()
    if head.startswith(b"<"):
        raise Unreadable("answered with a web page instead of a list")
    if frame := None if head.startswith((b"[", b"{")) else JSONP.match(body):
        end = body.rfind(b")")
        if body[end + 1 :].strip() in (b"", b";"):
            body = body[frame.end() : max(end, frame.end())]
    if body.count(b",") + body.count(b"[") + body.count(b"{") > VALUES:
        raise Unreadable("has more values than any list of meetings")
    return HALF.sub(rb"\\ufffd", body) if b"\\ud" in body or b"\\uD" in body else body


def _western(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are those of an older Windows program, whatever the header says."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    run = HIGH.match(error.object, error.start)
    end = run.end() if run else error.end
    return "".join(map(WESTERN.__getitem__, error.object[error.start : end])), end


WESTERN = [bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]
"""What each byte is there: five of them are nothing, and stay what they are in Latin-1."""

codecs.register_error("western", _western)
