"""Files as they arrive when something went wrong on the way."""

from hypothesis import strategies as st

JUNK = st.binary(max_size=12) | st.sampled_from(
    [b"\n", b"\r", b'"', b",", b";", b"\0", b"\xff", b"\xef\xbb\xbf", b"[", b"}", b":", b"9" * 30]
)


@st.composite
def damaged(draw: st.DrawFn, body: bytes) -> bytes:
    """A part of a file, cut, doubled, or with other bytes in some places."""
    begin = draw(st.integers(0, len(body)) | st.just(0))
    body = body[:200] * draw(st.integers(0, 1)) + body[begin : begin + 30_000]
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(body)))
        gone = draw(st.integers(0, 20))
        body = body[:at] + draw(JUNK) + body[at + gone :]
    return body + draw(st.sampled_from([b"", b"\r\nEND:VCALENDAR\r\n", b"]}"]))
