"""A meeting's telephone number as something to dial, beside what is read aloud of it.

Made when a list is read, so that a call only compares strings. What is not certain is read aloud
to the caller and never dialled: a wrong number rings in somebody's bedroom.
"""

from collections.abc import Sequence
from functools import lru_cache

import msgspec
import phonenumbers
from phonenumbers import PhoneNumberType, shortnumberinfo

from ivr.schedule.dial_text import Read, digits, named, read
from ivr.settings import Line, Settings

KINDS = frozenset({"fixed_line", "mobile", "fixed_line_or_mobile", "toll_free", "voip"})
"""What may be dialled. The others cost whoever calls them, or are no meeting."""

COMMA = "wwww"
"""Two seconds, as the comma of a telephone's own dialler."""

ASKS = range(9, 12)
"""Digits of an ID at bridges that ask for a participant's, too, for which a lone pound stands."""

LONGEST = 120
"""Signs of the steps."""


class Dial(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A number and what is keyed once it answers. Only one that is `sure` may be dialled."""

    number: str  # E.164
    steps: str = ""  # to be sent: digits, * and #, and "w" for half a second
    region: str = ""  # ISO 3166 alpha-2 of the number
    kind: str = ""  # of phonenumbers.PhoneNumberType, in small letters: "fixed_line", "toll_free"
    sure: bool = False


def dial(texts: Sequence[str], country: str, notes: Sequence[str] = ()) -> Dial | None:
    """The number in `texts`, the best of them first, and its steps; None where there is none.

    `country` (ISO 3166 alpha-2) is the one whose numbers need no "+". `notes` are not about the
    telephone, but may name the passcode. A number without any code is not sure: in lists it is
    mostly that of the volunteer who sends the link.
    """
    region = country.upper() if country.upper() in phonenumbers.SUPPORTED_REGIONS else ""
    found = [read(text, region) for text in texts if text.strip()]
    numbers = [number for each in found for number in each.numbers]
    if not numbers:
        return None
    whole = _together(found)
    _beside(whole, notes)
    steps = _steps(whole)
    sure = bool(steps) and not whole.unclear and len(steps) <= LONGEST
    number = phonenumbers.format_number(numbers[0], phonenumbers.PhoneNumberFormat.E164)
    there, kind = _plan(number, region)
    return Dial(number, steps if sure else "", there, kind, sure)


def may_dial(dial: Dial | None, line: Line, settings: Settings) -> bool:
    """Whether `line` connects a caller to it. Compares only: it is asked while the caller waits."""
    if dial is None or not dial.sure or dial.kind not in KINDS:
        return False
    if not settings.onward.at_once or not settings.onward.in_an_hour:
        return False
    shared = dial.kind == "toll_free" and dial.number.startswith("+1")  # one range for both
    regions = ("US", "CA") if shared else (dial.region,)
    if not any(region in line.dials for region in regions):
        return False
    # A call to ourselves would call itself; the helpline has key zero, and no codes.
    return all(dial.number not in (each.number, each.helpline) for each in settings.lines)


def _together(found: list[Read]) -> Read:
    """What all texts say at once: the first that has a number, which no other may contradict.

    A second number does not where it comes with the same ID: a bridge has many.
    """
    first = next(each for each in found if each.numbers)
    whole = first
    for each in found:
        if each is first:
            continue
        whole.unclear |= each.unclear or _differ(whole.id, each.id)
        whole.unclear |= _differ(whole.passcode.strip("*"), each.passcode.strip("*"))
        same = each.id and each.id == whole.id
        whole.unclear |= any(number not in first.numbers for number in each.numbers) and not same
        whole.access = whole.access if whole.id else each.access
        whole.id, whole.passcode = whole.id or each.id, whole.passcode or each.passcode
        whole.wants |= each.wants
        whole.left += each.left
    own = {each for number in first.numbers for each in digits(number)}
    known = {whole.id, whole.passcode.strip("*"), *own}
    whole.unclear |= any(left not in known for left in whole.left)
    whole.unclear |= whole.id in own or whole.passcode.strip("*") in {*own, whole.id} - {""}
    whole.unclear |= any(number != first.numbers[0] for number in first.numbers)
    return whole


def _beside(whole: Read, notes: Sequence[str]) -> None:
    """What the notes say of the codes, and whether one is missing after all.

    A passcode for screens is also right by telephone where it is of digits; where the bridge does
    not ask for it, it does no harm.
    """
    codes = [code for note in notes for code in named(note)]
    passcodes = {code.keys for code in codes if code.kind == "passcode"} - {"", whole.id}
    for where in ("id", "link"):
        ids = {code.keys for code in codes if code.kind == where and code.keys}
        whole.unclear |= bool(ids) and whole.id not in ids
    if not whole.passcode:
        whole.wants |= any(code.kind == "passcode" for code in codes)
        whole.unclear |= len(passcodes) > 1 or (whole.wants and not passcodes)
        whole.passcode = next(iter(passcodes), "")


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _steps(whole: Read) -> str:
    """What is sent, with the list's own pauses or enough of them; "" where that is not certain."""
    if not 3 <= len(whole.id) <= 12 + whole.access or len(whole.passcode) > 17:
        return ""
    before_id, before_passcode = whole.pauses
    marks = list(whole.marks)
    if whole.passcode and not before_passcode:  # it has a name, and no place among the steps
        if len(whole.id) not in ASKS or whole.access or not 3 <= len(whole.passcode) <= 10:
            return ""
        marks = [(pause, "#" if mark == "##" else mark) for pause, mark in marks]
    if whole.passcode and not marks and "*" not in whole.passcode and len(whole.id) in ASKS:
        marks, before_passcode = [(before_passcode, "#")], 1
    said = [COMMA * max(2, before_id), whole.id, "#"]
    for pause, mark in marks:
        said += [COMMA * max(2, pause), mark]
    if whole.passcode:
        said += [COMMA * max(1 if marks else 2, before_passcode), whole.passcode, "#"]
    return "".join(said)


@lru_cache(maxsize=4096)
def _plan(e164: str, country: str) -> tuple[str, str]:
    """Region and kind, as the numbering plan has them, and two kinds that it knows elsewhere."""
    number = phonenumbers.parse(e164)
    national = phonenumbers.national_significant_number(number)
    there = phonenumbers.region_code_for_number(number) or ""
    if any(
        shortnumberinfo.connects_to_emergency_number(national, region)
        for region in {country, there} - {""}
    ):
        return there, "emergency"
    if number.country_code == 1 and national[3:6] == "976":  # paid by the minute in any area
        return there, "premium_rate"
    return there, PhoneNumberType.to_string(phonenumbers.number_type(number)).lower()
