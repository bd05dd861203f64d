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
    r".\u00b7\u2022\u2024\u2027\u2219\u22c5\u3002\u30fb\uff0e\uff61\uff65"
    r"/\u2044\u2215\uff0f()\uff08\uff09_~]"
)
_P = "%(?:25){0,3}"
_BYTE = rf"(?:{_P}|\\{{1,4}}x)"
_MARK_ESCAPED = (
    rf"(?=[%\\&])(?i:{_BYTE}(?:20|09|28|29|2[def]|5f|7e|c2{_BYTE}(?:a[0d]|b7)|cd{_BYTE}8f"
    rf"|e1{_BYTE}(?:9a{_BYTE}80|a0{_BYTE}8e)|e2{_BYTE}8[0-3589]{_BYTE}[89ab][0-9a-f]"
    rf"|e3{_BYTE}8[03]{_BYTE}(?:8[02]|bb)"
    rf"|ef{_BYTE}(?:bb{_BYTE}bf|b8{_BYTE}8[0-9a-f]|b9{_BYTE}(?:98|a3)|bc{_BYTE}8[89def]"
    rf"|bd{_BYTE}(?:9e|a[15])))"
    r"|\\{1,4}(?:t|xa0|xad|xb7"
    r"|u(?:00(?:20|09|28|29|2[def]|5f|7e|a0|ad|b7)|034f|1680|180e|20[0-6][0-9a-f]|20e3|2212|2215"
    r"|2219|22c5|300[02]|30fb|fe0[0-9a-f]|fe58|fe63|feff|ff0[89def]|ff5e|ff6[15]))"
    r"|&(?:nbsp|e[mn]sp|thinsp|zwn?j|ndash|mdash|shy|middot|centerdot|bull|period|sol|lowbar"
    r"|lpar|rpar|\#(?:9|32|4[015-7]|95|126|160|173|183|8[0-9]{3}|12288|12290|12539"
    r"|x(?:9|2[089def]|5f|7e|a0|ad|b7|20[0-6][0-9a-f]|2212|3000|3002|30fb)));)"
)
_PLUS = rf"(?i:\+|\uff0b|{_P}2b|\\{{1,4}}(?:u002b|x2b)|&(?:plus|\#43);)"
_QUOTE = r"""(?:\\{0,4}["'])?"""
_COMMA = rf"(?:[,\uff0c\u3001\u060c]|{_P}2[cC])"

DIGIT = rf"(?:\d|{_P}3[0-9]|\\{{1,4}}(?:x3[0-9]|u003[0-9]|u(?i:ff)1[0-9]|u06[6Ff][0-9]))"


def _between_single(mark: str) -> str:
    """A mark that joins only where a single digit stands at one of its sides."""
    return rf"(?:(?<!\d\d){mark}|{mark}(?=\d(?!\d|\.\d\d)))"


_SINGLE = rf"(?:[;|*='\u00a6]|\]{_SPACE}?\[)"
_JOINT = (
    rf"(?>{_UNSEEN}{{0,8}}(?:(?:{_MARK}|{_MARK_ESCAPED}){_UNSEEN}{{0,4}}){{1,4}}(?={DIGIT})"
    rf"|{_UNSEEN}{{1,8}}(?={DIGIT})"
    rf"|{_PLUS}(?={DIGIT})"
    rf"|{_QUOTE}{_COMMA}{_QUOTE}(?={DIGIT})"
    rf"|{_between_single(rf'{_QUOTE}{_SPACE}?(?:{_COMMA}|{_SINGLE}){_SPACE}{{0,2}}{_QUOTE}')})"
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

# --- shaped like a number, with anything between the groups --------------------------------------

_ANYTHING = (
    r"(?>(?>[^\w\n\r\v\f\x85\u2028\u2029:%\\&]|_|\\{1,4}[\"'/]"
    rf"|(?i:{_BYTE}(?:2[0-9a-f]|3[b-f]|40|5[b-f]|60|7[b-e]|[89a-f][0-9a-f])|\\{{1,4}}t"
    r"|\\{1,4}u(?!00(?:0[ad]|3[0-9a]|[46][1-9a-f]|[57][0-9a])|ff1[0-9]|066)[0-9a-f]{4}"
    r"|&(?:[a-z]{2,8};|\#[0-9x][0-9a-f]{1,6};|))){1,8})"
)
_LOOSE = rf"(?!{_JOINT}){_ANYTHING}"
_GOES_ON = r"\d{0,3}+[^\dA-Za-z\n:]{1,8}+(?:(?=\d)|(?<=[%\\&]))"
"""Soon: what most digits of a log fail at."""
_NOT_WITHIN = r"(?<!\d\d)(?<!\d[.]\d)"
"""Here and below behind the first digit, so that a search need not try elsewhere."""
_NORTH_AMERICAN = (
    rf"(?:(?:\d\d|(?<=1){_ANYTHING}?\d{{3}})"
    rf"(?:{_LOOSE}\d{{3}}{_ANYTHING}|{_ANYTHING}\d{{3}}{_LOOSE})\d{{4}}"
    rf"|(?<=1){_LOOSE}\d{{3}}{_ANYTHING}\d{{3}}{_ANYTHING}\d{{4}})(?![.]?\d)"
)
_SIGN = r"[^\w\s:.,/%\\&+()-]"
_SIGNS = rf"(?:\]\[|\)\(|\}}\{{|><|{_SIGN})"
_GROUPS = (
    rf"(?<!\d{_SIGN}\d)(?=\d(?:{_SIGNS}?\d){{8,9}}(?!{_SIGNS}?\d))"
    rf"\d{{1,3}}(?:{_SIGNS}\d{{2,4}}){{2,4}}(?!{_SIGNS}?\d)"
)
_SHAPED = rf"\d(?={_GOES_ON}){_NOT_WITHIN}(?>{_NORTH_AMERICAN}|{_GROUPS})"
"""3-3-4 digits, maybe with a 1 before, at least one of them apart in a way that is not usual; or
three to five groups of 10 or 11 digits in all, with one sign between two of them."""

_AMOUNT = rf"\d{_NOT_WITHIN}\.\d{{6,14}}E\+?(?:0?[6-9]|1[0-4])(?!\d)"
"""A number that a spreadsheet took for an amount; in small letters it is a program's."""

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

_SKIPPED = rf"(?>[^\d%\\A-Za-z]++|(?!{_UUID})[A-Za-z]++(?!\d))*+"
_OTHER_ESCAPES = rf"%{_HEX}{{2}}|\\u{_HEX}{{4}}|\\x{_HEX}{{2}}|\\[nrt]"
_REST = rf"(?:{_OTHER_ESCAPES}|[A-Za-z]++|\d++|.|\Z)"

SCAN = rf"(?s:{_SKIPPED}(?>{_ALONE}|(?P<row>{_SHAPED}|{_AMOUNT}|{_ROW})|{_REST}))"
"""A whole text, piece by piece; the pieces with a `row` hold what may be a number."""
