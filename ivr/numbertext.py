"""The patterns of `ivr.numbers`: how the digits of a number hang together, and what is none.

Each piece is bounded in length or cannot be tried from two places, so that a search stays linear.
"""

_HEX = "[0-9a-fA-F]"
_EDGE = "0-9A-Za-z"
_LATER = r"(?![-./]?\d)"
"""Not in the middle of more digits."""

# --- digits and what may stand between two of them -----------------------------------------------

_UNSEEN = (
    r"[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u20e3"
    r"\ufe00-\ufe0f\ufeff]"
)
_SPACE = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_MARK = (
    r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
    r"\-\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d"
    r".\u00b7\u2022\u2024\u3002\uff0e\uff61/\u2044\u2215\uff0f()\uff08\uff09_~]"
)
_P = "%(?:25){0,3}"
_MARK_ESCAPED = (
    rf"(?i:{_P}(?:20|09|28|29|2[def]|5f|7e|c2{_P}a[0d]|ef{_P}bb{_P}bf"
    rf"|e2{_P}8[018]{_P}[89ab][0-9a-f])"
    r"|\\{1,4}(?:t|x(?:20|09|28|29|2[def]|a0)"
    r"|u(?:00(?:20|09|28|29|2[def]|a0|ad)|20[0-6][0-9a-f]|2212|3000|feff))"
    r"|&(?:nbsp|thinsp|ndash|mdash|shy|\#(?:32|45|160|xa0|8[0-9]{3}));)"
)
_PLUS = rf"(?i:\+|\uff0b|{_P}2b|\\{{1,4}}(?:u002b|x2b)|&(?:plus|\#43);)"
_QUOTE = r"""(?:\\{0,4}["'])?"""
_COMMA = rf"(?:[,\uff0c\u3001\u060c]|{_P}2[cC])"

DIGIT = rf"(?:\d|{_P}3[0-9]|\\{{1,4}}(?:x3[0-9]|u003[0-9]|u(?i:ff)1[0-9]|u06[6Ff][0-9]))"


def _between_single(mark: str) -> str:
    """A mark that joins only where a single digit stands at one of its sides."""
    return rf"(?:(?<!\d\d){mark}|{mark}(?=\d(?!\d|\.\d\d)))"


_JOINT = (
    rf"(?>{_UNSEEN}{{0,8}}(?:(?:{_MARK}|{_MARK_ESCAPED}){_UNSEEN}{{0,4}}){{1,4}}(?={DIGIT})"
    rf"|{_UNSEEN}{{1,8}}(?={DIGIT})"
    rf"|{_PLUS}(?={DIGIT})"
    rf"|{_QUOTE}{_COMMA}{_QUOTE}(?={DIGIT})"
    rf"|{_between_single(rf'{_QUOTE}{_SPACE}?(?:{_COMMA}|[;|]){_SPACE}{{0,2}}{_QUOTE}')})"
)

BREAKS = (
    rf"{_PLUS}|{_COMMA}|[;|/]|{_SPACE}{{2}}|{_SPACE}[-\u2010-\u2015]{_SPACE}",
    _SPACE,
)
"""What sets numbers apart in a row of several, the plainest first."""

LEAD = (
    rf"(?P<span>(?P<plus>{_PLUS})(?:{_MARK}|{_UNSEEN}){{0,4}}|\()"
    rf"|(?P<tel>(?i:tel):(?:{_MARK}|{_UNSEEN}){{0,4}})"
)

# --- what is left alone --------------------------------------------------------------------------

_START = rf"(?:(?<![{_EDGE}])|(?<=\\[nrt])|(?<=%{_HEX}{{2}}))"
_END = rf"(?![{_EDGE}])"
_UUID = rf"(?:{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}{_END})"
_HASH = rf"(?:{_HEX}{{16,}}+{_END})"
_CLOCK = (
    r"(?:[0-2]?[0-9]:[0-5][0-9](?::[0-6][0-9](?:[.,][0-9]{1,9})?)?(?![0-9])"
    r"(?:[ ]?[+-]0000|Z|[ ]?[+-][01][0-9]:?[0-5][0-9](?![ .-]?[0-9]))?)"
)
_DATE = r"(?:(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9]))"
_MOMENT = (
    rf"(?:{_DATE}[T_ ]{_CLOCK}"
    r"|(?:19|20)[0-9]{6}T[0-9]{4,6}(?:[.,][0-9]{1,9})?(?:Z|[+-][0-9]{4})?(?![0-9]))"
)
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_MACHINE = rf"(?:{_OCTET}(?:\.{_OCTET}){{3}}(?![0-9]))"
_PORT = r"(?::[0-9]{1,5}(?![0-9]))"

_GUARD = rf"(?:{_UUID}|{_HASH}|{_MOMENT}|{_CLOCK}|{_MACHINE}{_PORT})"
"""What ends a row of digits before it."""

_ROW = rf"{DIGIT}(?>{DIGIT}|{_JOINT}(?!{_GUARD}){DIGIT}){{6,}}+"
"""Seven digits or more that hang together."""

_NO_PLUS = r"(?<![0-9.+])(?<!%2[Bb])(?<!u002[Bb])"

_ALONE = (
    rf"{_START}(?:{_UUID}|{_HASH}|[A-Za-z]{{2}}{_HEX}{{32}}{_END})"
    rf"|(?<![0-9])(?:{_MOMENT}|{_CLOCK})"
    rf"|{_NO_PLUS}(?:{_DATE}|{_MACHINE}{_PORT}?){_LATER}"
)
"""What is left alone where it begins."""

_SKIPPED = r"(?>[^\d%\\A-Za-z]++|[A-Za-z]++(?!\d))*+"
_OTHER_ESCAPES = rf"%{_HEX}{{2}}|\\u{_HEX}{{4}}|\\x{_HEX}{{2}}|\\[nrt]"
_REST = rf"(?:{_OTHER_ESCAPES}|[A-Za-z]++|\d++|.|\Z)"

SCAN = rf"(?s:{_SKIPPED}(?>{_ALONE}|(?P<row>{_ROW})|{_REST}))"
"""A whole text, piece by piece; the pieces with a `row` hold what may be a number."""
