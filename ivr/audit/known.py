"""Which rows of digits could be a caller's number: those that are no time and not the line's own.

The line's own numbers and those of its lists may stand anywhere; those of its leaders nowhere but
in their file. They are compared by their digits, with and without the country's code, so that the
way of writing does not matter.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import phonenumbers

from ivr.numbers import Found, possible

NEAR = timedelta(days=730)
"""A value that is a time so near to now, in seconds or milliseconds, is taken for a time."""

SURE = 10
"""Digits from which on a row counts whatever a country's numbers look like."""

_EPOCH = re.compile(r"\d{10}(?:\.\d+)?|\d{13}(?:\.\d+)?")
_CALENDAR = re.compile(r"(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)[-_.T ]?(\d\d)(?:[-_.]?(\d\d)){0,2}")
_ANSWERED = re.compile(r'HTTP/[0-9.]{1,3}" $')
_STATUS = re.compile(r"[1-5]\d\d \d+(?: [\d.]+)*")
_TOLD_TO_END = ":signal-handler "
"""Before the time, in brackets, at which Redis was told to end."""
_OCTETS = re.compile(r"\d{1,3}(?:-\d{1,3}){3}")


class Known:
    """Tells what may be a caller's number. `countries` are ISO 3166 alpha-2; `now` is aware."""

    def __init__(self, countries: Iterable[str], now: datetime) -> None:
        self.countries = tuple(dict.fromkeys(countries))
        self.now = now
        self._lengths = {country: _lengths(country) for country in self.countries}
        self._own: set[str] = set()
        self._learned: set[str] = set()

    def learn(self, text: str) -> None:
        """Every number in `text` is the line's own, or its lists'."""
        for found in possible(text):
            if found.digits not in self._learned and self._counts(found):
                self._learned.add(found.digits)
                self._own.update(self._writings(found))

    def suspects(self, text: str) -> Iterator[Found]:
        """What in `text` may be a caller's number."""
        for found in possible(text):
            if (
                self._counts(found)
                and not self.is_own(found.digits)
                and not self._is_time(text, found)
                and not _is_of_machines(text, found)
            ):
                yield found

    def is_own(self, digits: str) -> bool:
        """Whether it is a number of the line's own, in one of the ways to write it."""
        return digits in self._own

    def is_near(self, seconds: float) -> bool:
        """Whether so many seconds since the epoch, or milliseconds, are a time near now."""
        span, now = NEAR.total_seconds(), self.now.timestamp()
        return abs(seconds - now) <= span or abs(seconds / 1000 - now) <= span

    def _counts(self, found: Found) -> bool:
        """Whether it has the length of a number; a filling of zeros is none."""
        digits = found.digits
        if len(digits.lstrip("0")) < 7:
            return False
        return found.international or len(digits) >= SURE or self._valid(digits)

    def _valid(self, digits: str) -> bool:
        """Whether one of the line's countries has such a number."""
        for country, lengths in self._lengths.items():
            if len(digits) in lengths:  # asking is slow
                with suppress(phonenumbers.NumberParseException):
                    if phonenumbers.is_valid_number(phonenumbers.parse(digits, country)):
                        return True
        return False

    def _writings(self, found: Found) -> Iterator[str]:
        """The digits of a number in every way it is dialled."""
        yield found.digits
        plain = found.digits.removeprefix("011") if found.international else found.digits
        ways = [(f"+{plain.lstrip('0')}", None), *((found.digits, each) for each in self.countries)]
        for text, country in ways:
            with suppress(phonenumbers.NumberParseException):
                number = phonenumbers.parse(text, country)
                if phonenumbers.is_possible_number(number):
                    national = phonenumbers.national_significant_number(number)
                    code = str(number.country_code)
                    yield from (national, f"0{national}", f"{code}{national}")
                    yield from (f"00{code}{national}", f"011{code}{national}")

    def _is_time(self, text: str, found: Found) -> bool:
        """Seconds since the epoch, or a calendar's day and hour as file names have them.

        Where they are not the whole text, such seconds count as a time only if they are no number
        of the line's countries; in North America, where no area begins with 1, they never are.
        Redis's own log has them in a place that tells what they are.
        """
        value = _decimal(text, found)
        if _EPOCH.fullmatch(value) and self.is_near(float(value)):
            alone = value == text.strip() or text.endswith(_TOLD_TO_END, 0, found.start)
            return alone or not self._valid(value.partition(".")[0])
        return not found.international and self._is_calendar(text[found.start : found.end])

    def _is_calendar(self, shown: str) -> bool:
        match = _CALENDAR.fullmatch(shown)
        if not match or (shown.isdigit() and len(shown) < 12):
            return False
        year, month, day, hour = (int(match[part]) for part in (1, 2, 3, 4))
        try:
            return abs(datetime(year, month, day, hour, tzinfo=UTC) - self.now) <= 5 * NEAR
        except ValueError:
            return False


def _lengths(country: str) -> set[int]:
    """How many digits a number has there, with what is dialled before it within the country."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country)
    if metadata is None or metadata.general_desc is None:
        return set(range(7, 16))
    own = set(metadata.general_desc.possible_length)
    return own | {length + len(metadata.national_prefix or "") for length in own}


def _decimal(text: str, found: Found) -> str:
    """The whole decimal that a row of digits is in; a + makes it something else."""
    start, end = found.start, found.end
    while start > 0 and found.start - start < 20 and text[start - 1] in "0123456789.+":
        start -= 1
    while end < len(text) and end - found.end < 20 and text[end] in "0123456789":
        end += 1
    return text[start:end].removeprefix("(")


def _is_of_machines(text: str, found: Found) -> bool:
    """A status and a size in a web server's log, or a host named after its address."""
    shown = text[found.start : found.end]
    before = text[max(0, found.start - 12) : found.start]
    if _ANSWERED.search(before):
        return bool(_STATUS.fullmatch(shown))
    return before.endswith("ip-") and bool(_OCTETS.fullmatch(shown))
