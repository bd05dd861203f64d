"""What could be a telephone number is found however it is written; what logs are full of stays."""

import random
import re
import time
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.numbers import LONGEST, Found, possible, scrub

NATIONAL = "2025550142"


def digits(text: str) -> list[str]:
    return [found.digits for found in possible(text)]


@pytest.mark.parametrize(
    "text",
    [
        "2025550142",
        "202-555-0142",
        "(202) 555-0142",
        "202.555.0142",
        "202/555-0142",
        "202,555,0142",
        "202_555_0142",
        "202 \u2013 555 \u2013 0142",
        "202\u00a0555\u00a00142",
        "202\u2009555\u202f0142",
        "202\u2010555\u20110142",
        "202\u2014555\u22120142",
        "\uff12\uff10\uff12\uff15\uff15\uff15\uff10\uff11\uff14\uff12",
        "\u0662\u0660\u0662 \u0665\u0665\u0665 \u0660\u0661\u0664\u0662",
        "2 0 2, 5 5 5, 0 1 4 2",
        "2, 0, 2, 5, 5, 5, 0, 1, 4, 2",
        "2-0-2-5-5-5-0-1-4-2",
        "2. 0. 2. 5. 5. 5. 0. 1. 4. 2.",
        "2\ufe0f\u20e30\ufe0f\u20e32 555 0142",
        "caller_2025550142_x",
        '["2","0","2","5","5","5","0","1","4","2"]',
        '["2", "0", "2", "5", "5", "5", "0", "1", "4", "2"]',
        r"[\"2\",\"0\",\"2\",\"5\",\"5\",\"5\",\"0\",\"1\",\"4\",\"2\"]",
        "2\u200b0\u200b2\u2060555\ufeff0142",
        r"202\u00a0555\u20110142",
        "202%20555%C2%A00142",
        "202%2520555%2D0142",
        "202&nbsp;555&#8209;0142",
        "%32%30%32%35%35%35%30%31%34%32",
        "caf%C3%A9202-555-0142",
        "202*555*0142",
        "202|555|0142",
        "202;555;0142",
        "202=555=0142",
        "202'555'0142",
        '202"555"0142',
        "[202][555][0142]",
        "[202] [555] [0142]",
        "<202><555><0142>",
        "202\u30fb555\u30fb0142",
        "202\uff65555\uff650142",
        "202\u00b7555\u00b70142",
        "202\u2192555\u21920142",
        "202 | 555 | 0142",
        "202; 555; 0142",
        "202, 555, 0142",
        "(202, 555, 0142)",
        '["202", "555", "0142"]',
        r"[\"202\", \"555\", \"0142\"]",
        "202 555*0142",
        "202*555-0142",
        "(202)555|0142",
        "202&555&0142",
        "20*255*501*42",
        "20|25|55|01|42",
        "[20][25][55][01][42]",
        "2*0*2*5*5*5*0*1*4*2",
        "[2][0][2][5][5][5][0][1][4][2]",
        r"202\u00b7555\u00b70142",
        r"202\u30fb555\u30fb0142",
        r"202\u2022555\u22120142",
        r"202\u002a555\u007c0142",
        r"202\u0027555\u00270142",
        r"202\xb7555\xb70142",
        r"202\xc2\xb7555\xe2\x80\x930142",
        r"202\x2a555\x2a0142",
        "202%C2%B7555%C2%B70142",
        "202%E3%83%BB555%E3%83%BB0142",
        "202%EF%BC%8D555%EF%BC%8D0142",
        "202%2A555%7C0142",
        "202%252A555%257C0142",
        "202%2C%20555%2C%200142",
        "202%27555%5B0142",
        "202&middot;555&#183;0142",
        "202&#xb7;555&bull;0142",
        "202&ast;555&quot;0142",
        "2.025550142E+09",
        "2.025550142E+9",
        "2.025550142E9",
        "202-555-0142: called",
        "2025550142.0",
        "12:30 202-555-0142",
        "2026-11-22 202-555-0142",
        "2026-11-22T01:46:32Z 202-555-0142",
        "127.0.0.1 202-555-0142",
        "CA00000000000000000000000000000001 202-555-0142",
    ],
)
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    assert digits(text) == [NATIONAL]
    assert NATIONAL not in plain(scrub(text))


@pytest.mark.parametrize(
    "text",
    [
        "+12025550142",
        "+1 202 555 0142",
        "+1\u00a0202\u00a0555\u00a00142",
        "+(1) 202 555-0142",
        "+1*202*555*0142",
        "+1, 202, 555, 0142",
        "+1 202 555*0142",
        "+1202|555|0142",
        "+1.2025550142E+10",
        "tel:+1-202-555-0142",
        "tel:1-202-555-0142",
        "sip:+12025550142@x",
        "%2B12025550142",
        "%2b1%20202%20555%200142",
        "%2B1+202+555+0142",
        "%252B12025550142",
        r"\u002b12025550142",
        r"\x2b12025550142",
        "&#43;12025550142",
        "\uff0b12025550142",
        "From=+12025550142&To",
        "x+12025550142",
    ],
)
def test_a_number_with_its_country_is_found_as_such(text: str) -> None:
    assert [(found.digits, found.international) for found in possible(text)] == [
        ("1" + NATIONAL, True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1.2025550142E+10",
        "1.2025550142E10",
        "1, 202, 555, 0142",
        "1*202*555*0142",
        "1202;555;0142",
        "1 202 555;0142",
        "1;202 555 0142",
        "12025550142",
        "1 (202) 555-01 42",
        "from12025550142to",
    ],
)
def test_a_number_without_a_sign_of_its_country_is_found_as_such(text: str) -> None:
    assert [(found.digits, found.international) for found in possible(text)] == [
        ("1" + NATIONAL, False)
    ]


def test_the_way_out_of_a_country_stays_before_the_number() -> None:
    assert list(possible("ring 00 44 1632 960 123 now")) == [Found(5, 23, "00441632960123", True)]
    assert list(possible("011 44 1632 960123")) == [Found(0, 18, "011441632960123", True)]


def test_the_place_of_a_number_is_that_in_the_text_with_its_plus_and_bracket() -> None:
    assert list(possible("a %2B1 (202) 555-0142, b")) == [Found(2, 21, "1" + NATIONAL, True)]
    assert scrub("ring (202) 555-0142.") == "ring [number]."


def test_a_whole_number_is_possible_from_seven_digits_on() -> None:
    assert digits("123456 1234567x") == ["1234561234567"]
    assert digits("123456; 1234567; 1763777192") == ["1234567", "1763777192"]


@pytest.mark.parametrize(
    "text",
    [
        "2025550142 2025550143",
        "202-555-0142 202-555-0143",
        "2025550142,2025550143",
        "2025550142, 2025550143",
        "2025550142\n2025550143",
        "+2025550142+2025550143",
        "202*555*0142 202*555*0143",
        "202;555;0142;202;555;0143",
        "202, 555, 0142, 202, 555, 0143",
        '["2025550142", "2025550143"]',
    ],
)
def test_numbers_side_by_side_are_found_one_by_one(text: str) -> None:
    assert digits(text) == [NATIONAL, "2025550143"]


@pytest.mark.parametrize("before", range(12))
@pytest.mark.parametrize("behind", [0, 3, 14])
def test_a_number_in_a_longer_row_stands_whole_in_one_find(before: int, behind: int) -> None:
    text = " ".join("9" * before + "1" + NATIONAL + "8" * behind)
    assert any("1" + NATIONAL in each for each in digits(text))
    assert all(len(each) <= LONGEST for each in digits(text))
    assert NATIONAL not in plain(scrub(text))


HARMLESS = [
    "CA00000000000000000000000000000001",
    "AC12345678901234567890123456789012",
    '{"CallSid": "RE12345678901234567890123456789012"}',
    "/Accounts/AC1234567890abcdef1234567890abcdef/Calls/CA1234567890abcdef1234567890abcdef.json",
    r"\nCA12345678901234567890123456789012",
    "%2FCA12345678901234567890123456789012",
    "12345678-1234-1234-1234-123456789012",
    "refresh-12345678-1234-1234-1234-123456789012",
    "1234567890123456",
    "3 12345678901234567890",
    "d01bf2b0000000000000000000000000deadbeef",
    "2026-11-22T01:46:32.123456Z",
    "2026-11-22 01:46:32,123",
    "2026-11-22",
    "2026-11-22, 2026-11-23 2026-11-24",
    "20261122T014632Z",
    "2026-11-22T01:46:32+00:00",
    "5 2026-11-22T01:46:32-0500",
    "Sat, 21 Nov 2026 12:34:56 +0000",
    "Sat, 21 Nov 2026 12:34:56 GMT",
    "12:34:56 12:34",
    "127.0.0.1:54321",
    "192.168.100.200",
    "2 192.168.100.200:6379",
    "[2001:db8::1]:54321",
    "fe80::1234:5678:9abc:def0",
    "::ffff:192.168.100.200",
    "6.2.14",
    "3.11.7",
    "process.py:98 < log.py:1234 < app.py:12345",
    "12.345678",
    "0.0012345678",
    "[0.1234567, 0.2345678]",
    "12, 34, 567, 890",
    "status=200;bytes=5123;ms=1234",
    "status=200 | bytes=5123 | ms=1234",
    '{"status": 200, "bytes": 5123, "ms": 1234, "counts": [10, 20, 30, 40, 50]}',
    "[0.100, 0.200, 0.3000, 0.4000]",
    "/voice/next?a=1&b=22&c=333&d=4444&l=en&n=0&t=1",
    "a=100&b=200&c=3000",
    'http_requests_total{method="post",code="200"} 1027',
    'ivr_webhook_seconds_bucket{le="0.005",node="next"} 4123.0',
    "process_start_time_seconds 1.76377719212e+09",
    "go_memstats_alloc_bytes_total 2.025550142e+09",
    "1.2345678901E+05",
    "/var/log/202/app*555.log",
    "src/v2/part_3/10/20.py",
    "rgb(100, 200, 300)",
    "Python 3.11.7 | packaged | 12*34",
    "12;34;56;78;90;12;34",
    "10|200|3000|40000",
    "0x202*0x555*0x0142",
    "x[202] = y[555]",
    "202: 555: 0142",
    "two oh two, five five five, oh one four two",
    '127.0.0.1 - - [21/Nov/2026:12:34:56 +0000] "GET /healthz HTTP/1.1" 200 512',
]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_logs_are_full_of_stays(text: str) -> None:
    assert scrub(text) == text


def test_a_line_break_ends_a_number() -> None:
    assert digits("202555\n0142") == []


# --- random numbers, random harmless things ------------------------------------------------------

SEPARATORS = [*" -./()_,\u00a0\u2009\u2010\u2013\u2212", "", " - ", ") ", " (", "%20", r"\u00a0"]
SINGLE = [", ", "; ", "|", '","', '", "', ". "]
AMERICAN = st.from_regex(r"[2-9][0-8][2-9]55501[0-9]{2}", fullmatch=True)
NUMBERS = st.one_of(
    AMERICAN.map(lambda n: ("1", n)),
    st.from_regex(r"1632960[0-9]{3}", fullmatch=True).map(lambda n: ("44", n)),
    st.from_regex(r"19900[0-9]{4}", fullmatch=True).map(lambda n: ("33", n)),
    st.from_regex(r"491570[0-9]{3}", fullmatch=True).map(lambda n: ("61", n)),
)
ZEROS = [0x30, 0x660, 0x6F0, 0x966, 0xFF10]
AROUND = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=20).filter(
    lambda text: not re.search(r"[0-9A-Fa-f]$|^[0-9A-Fa-f:.,]|[%\\&][^ ]{0,9}$", text)
)
AMBIGUOUS = re.compile(
    r"(19|20)\d\d-[01]\d-[0-3]\d|(?<!\d)\d{1,3}(\.\d{1,3}){3}(?!\d)|^\d{1,6}\.\d+$"
)


def plain(text: str) -> str:
    return "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str]:
    """The digits of a number that must not be read, and a way to write the number."""
    country, national = draw(NUMBERS)
    lead = draw(st.sampled_from(["+", "%2B", r"\u002b", "00", "", "tel:+"]))
    zero = draw(st.sampled_from(ZEROS))
    whole = country + national
    if draw(st.booleans()):
        marks = st.sampled_from(SEPARATORS + SINGLE)
        text = "".join(digit + draw(marks) for digit in whole[:-1]) + whole[-1]
        zero = 0x30
    else:
        text = country
        for digit in national:
            text += draw(st.sampled_from([*[""] * 20, *SEPARATORS])) + digit
    if zero != 0x30 and text.isdecimal():
        text = "".join(chr(zero + int(digit)) for digit in text)
    return national, lead + text


@given(written(), AROUND, AROUND)
def test_of_any_number_written_anyhow_the_digits_are_gone(
    number: tuple[str, str], before: str, behind: str
) -> None:
    national, text = number
    if not AMBIGUOUS.search(text):
        assert national not in plain(scrub(before + text + behind))


SIGNS = st.text("*|;='\"[](){}<>_,#!@^~$?&+-. \u30fb\u2192\u00b7", min_size=1, max_size=4)
ESCAPED = st.sampled_from(["%2A", "%7C", "%C2%B7", "%252C%2520", r"\u002a", r"\x7c", "&middot;"])


@settings(max_examples=400)
@given(AMERICAN, st.booleans(), st.data())
def test_groups_of_three_three_and_four_are_gone_whatever_is_between_them(
    number: str, whole: bool, data: st.DataObject
) -> None:
    between = st.one_of(SIGNS, ESCAPED)
    groups = [number[:3], number[3:6], number[6:]]
    text = groups[0] + "".join(data.draw(between) + group for group in groups[1:])
    if whole:
        text = data.draw(st.sampled_from(["1", "+1"])) + data.draw(st.just("") | between) + text
    left = scrub(f"from {text} to")
    assert ("[number]" in left, groups[1] in left, groups[2] in left) == (True, False, False)


HEX = "0123456789abcdef"
SIDS = st.tuples(
    st.sampled_from(["CA", "AC", "RE", "CF", "SM"]), st.text(HEX, min_size=32, max_size=32)
).map("".join)
HASHES = st.text(HEX, min_size=16, max_size=64)
TIMES = (
    st.integers(946_684_800, 2_114_380_800)
    .map(lambda t: datetime.fromtimestamp(t, UTC))
    .flatmap(
        lambda time: st.sampled_from(
            [
                time.isoformat(),
                time.replace(tzinfo=None).isoformat(),
                f"{time:%Y-%m-%d %H:%M:%S,123}",
                f"{time:%Y%m%dT%H%M%SZ}",
                f"{time:%Y-%m-%d}",
                f"{time:%H:%M:%S}",
                f"{time:%a, %d %b %Y %H:%M:%S +0000}",
            ]
        )
    )
)


@given(st.lists(st.one_of(SIDS, HASHES, TIMES, st.uuids().map(str)), min_size=1, max_size=4))
def test_ids_and_times_stay(words: list[str]) -> None:
    for joint in (", ", '", "', "&x="):
        text = joint.join(words)
        assert scrub(text) == text


@given(st.text(st.sampled_from("0123456789 +-.,()%2BCA:\"'\\u\u00a0\u200b"), max_size=60))
def test_a_text_scrubbed_twice_is_the_text_scrubbed_once(text: str) -> None:
    once = scrub(text)
    assert scrub(once) == once
    for found in possible(text):
        assert 7 <= len(found.digits) <= LONGEST
        assert 0 <= found.start < found.end <= len(text)


# --- time ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "+", "+ ( - ", "-1", "1, ", '"1",', "1     ", "1\u200b", "\u200b", "%25", "\\",
     "a1", "f" * 15 + " ", "12345678-1234-", "2026-11-22 ", "12:3", "1.1.1.", "202*555*",
     "202, ", "1[", "%2A1", "&1", "1&middot;", "202 = [", '202", "', "1.2345678E", ""],
)  # fmt: skip
def test_ten_times_the_text_takes_about_ten_times_as_long(piece: str) -> None:
    mix = "".join(random.Random(1).choices("0123456789 +-.,()%2B\u00a0", k=200_000))

    def seconds(length: int) -> float:
        text = (piece * length)[:length] or mix[:length]
        start = time.process_time()
        scrub(text)
        return time.process_time() - start

    most = 20 * max(min(seconds(20_000) for _ in range(3)), 0.002)
    assert any(seconds(200_000) < most for _ in range(3))  # the best of three, of which one does


def test_a_uuid_that_begins_with_eight_letters_is_left_alone() -> None:
    text = "rq:job:cadafeee-7b2b-4106-9101-35cfab2cf220"
    assert scrub(text) == text
