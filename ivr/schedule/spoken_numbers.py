"""Digits as a voice should say them: numbers one dials or types one by one, dates, times, ranges.

A date or a house number is read as a number; what a caller has to key in is read digit by digit
in groups, as people say telephone numbers.
"""

import re
from functools import lru_cache

from ivr.schedule.spoken_tables import Rules

_PHONE = re.compile(
    r"(?<![\w+.])(?P<base>"
    r"(?:\+?1[-. ]?)?(?:\(\d{3}\)[ -]?|\d{3}[-. ])\d{3}[-. ]\d{4}"
    r"|\+\d[\d ()-]{6,18}\d"
    r"|1?[2-9]\d{9})"
    r"(?P<ext> ?(?:x|ext\.?) ?\d{1,6})?(?P<tail>,{1,9} ?[\d,#*]{3,40})?(?![\w-])#?",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?<![\w/.-])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\w/])")
_TIME = re.compile(r"(?i)(?<![\w:.])(\d{1,2})(?::?([0-5]\d))?\s?([ap])(?:m\b|\.\s?m\b\.?)")
_HOUR = re.compile(r"(?<![\w:.,/-])([01]?\d|2[0-4])(?:\s?[hH]\s?([0-5]\d)?|:([0-5]\d))(?![\w:])")
_HOUR_SPAN = re.compile(
    r"(?<![\w:.,/-])((?:[01]?\d|2[0-4])(?:\s?[hH]\s?(?:[0-5]\d)?|:[0-5]\d))\s?-\s?"
    r"(?=\d{1,2}(?:\s?[hH]\b|\s?[hH]\s?\d|:[0-5]\d))"
)
_ORDINAL = re.compile(r"\b(\d+)(ST|ND|RD|TH)\b|\b(\d+(?:st|nd|rd|th))(?=[A-Z])")
_GLUED = re.compile(r"(?<=[^\W\d_A-Z]{4})(?=\d{1,4}\b)")  # "limit50"
_LONG = re.compile(r"(?<![\w.,$])\d{6,}(?![\w])")
_SEVEN = re.compile(r"\d(?:[ ().-]{0,2}\d){6}")
_LOWER = re.compile(r"[^\W\d_]+")
_KEYED = re.compile(r"\d+")
_DIGITS = re.compile(r"\d")


def by_digits(run: str) -> str:
    """ "87312345678" -> "8 7 3, 1 2 3, 4 5 6, 7 8"; groups that the run has of its own stay."""
    groups = _KEYED.findall(run)
    if len(groups) == 1 or min(map(len, groups), default=0) < 2:
        groups = _threes("".join(groups))
    return ", ".join(" ".join(group) for group in groups)


def _threes(digits: str) -> list[str]:
    """Groups of three; a last digit is not left alone."""
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        groups[-2:] = [groups[-2] + groups[-1]]
    return groups


def say_numbers(text: str, language: Rules, street: bool = False) -> str:
    """The text with its dates, times, ranges, codes and telephone numbers in words or groups."""
    digits = _DIGITS.search(text)
    coded = not street and (digits or ":" in text)
    if coded and not language.label_ends.isdisjoint(_LOWER.findall(text.lower())):
        text = language.labelled.sub(lambda code: say_code(code, language) + ", ", text)
    if not digits:
        return _spans(text, language)
    if not street and _SEVEN.search(text):
        text = _PHONE.sub(lambda phone: _phone(phone, language), text)
    if "-" in text:
        text = _range(language).sub(lambda span: f"{span[0].rstrip(' -')} {language.to} ", text)
        text = _spans(text, language)
    if "/" in text and language.months:
        text = _DATE.sub(lambda date: _date(date, language), text)
    if language.am:
        text = _TIME.sub(lambda time: _time(time, language), text)
    if language.hours:
        text = _HOUR_SPAN.sub(rf"\1 {language.to} ", text)
        text = _HOUR.sub(lambda time: _of_24(int(time[1]), time[2] or time[3], language), text)
    text = text if street else _GLUED.sub(" ", text)
    text = _ORDINAL.sub(lambda said: said[3] + " " if said[3] else said[1] + said[2].lower(), text)
    return text if street else _LONG.sub(lambda digits: by_digits(digits[0]), text)


def _spans(text: str, language: Rules) -> str:
    if "-" not in text:
        return text
    names = language.calendar
    return language.span.sub(
        lambda span: f"{names[span[1].lower()]} {language.to} {names[span[2].lower()]}", text
    )


def say_code(code: re.Match[str], language: Rules) -> str:
    """What `Rules.labelled` found: the label in the language's words, the value mark by mark."""
    label = re.sub(r"[ -]+", " ", code["label"].lower()).replace("dial in", "dial-in")
    value = code["value"]
    spelled = by_digits(value) if value.replace(" ", "").replace("-", "").isdigit() else ""
    return f"{language.labels.get(label, code['label'])}: {spelled or ', '.join(value.upper())}"


def _phone(phone: re.Match[str], language: Rules) -> str:
    base = phone["base"]
    digits = "".join(_KEYED.findall(base))
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    if (len(digits) == 10 and base[:1] != "+") or base.startswith("+1"):
        said = ", ".join(" ".join(part) for part in (digits[:3], digits[3:6], digits[6:]))
    else:
        said = f"{language.plus} {by_digits(base)}"
    if phone["ext"]:
        said += f", {language.extension} {by_digits(phone['ext'])}"
    keyed = [by_digits(step) for step in _KEYED.findall(phone["tail"] or "") if len(step) > 2]
    return ", ".join([said, *keyed]) + ", "


@lru_cache(maxsize=16)
def _range_source(listed: frozenset[str], counted: frozenset[str]) -> re.Pattern[str]:
    time = r"\d{1,2}(?::[0-5]\d)?(?:\s?[ap]\.?m\.?)?"
    parts = [
        rf"(?<![\w:/.-]){time}\s?-\s?(?=\d{{1,2}}(?::[0-5]\d|\s?[ap]\.?m))",
        r"(?<![\w/-])\d{1,2}:[0-5]\d(?:\s?[ap]\.?m\.?)?\s?-\s?(?=\d{1,2}\b)",
        r"\d/\d{1,4}\s?-\s?(?=\d{1,2}/\d)",
        r"\d(?:st|nd|rd|th)\s?-\s?(?=\d{1,3}(?:st|nd|rd|th)\b)",
    ]
    if counted:
        parts.append(rf"(?<![\w-])\d{{1,3}}\s?-\s?(?=\d{{1,3}}\s(?:{'|'.join(sorted(counted))})\b)")
    if listed:
        parts.append(rf"\b(?:{'|'.join(sorted(listed))})\s\d{{1,3}}\s?-\s?(?=\d{{1,3}}\b(?!-))")
    return re.compile("(?i)" + "|".join(parts))


def _range(language: Rules) -> re.Pattern[str]:
    return _range_source(language.listed, language.counted)


def _date(date: re.Match[str], language: Rules) -> str:
    """The date in words; as written where it is a fraction, a list of steps or no date at all."""
    if date[0] in language.halves:
        return language.halves[date[0]]
    before = date.string[: date.start()].rsplit(None, 1)[-1:]
    word = before[0].lower() if before else ""
    first, second = int(date[1]), int(date[2])
    month, day = (second, first) if language.day_first else (first, second)
    if month > 12 >= day:
        month, day = day, month
    if word in language.rooms or word in language.listed or not (0 < month < 13 and 0 < day < 32):
        return date[0]
    year = date[3]
    if not year:
        return language.date.format(month=language.months[month - 1], day=day)
    full = year if len(year) == 4 else f"20{year}"
    return language.date_year.format(month=language.months[month - 1], day=day, year=full)


def _time(time: re.Match[str], language: Rules) -> str:
    hour = int(time[1])
    if language.hours and hour <= 12:
        return _of_24(hour % 12 + 12 * (time[3] in "pP"), time[2], language)
    if hour > 12:
        return f"{hour}:{time[2] or '00'}"
    minutes = "" if time[2] in (None, "00") else f":{time[2]}"
    if time[3] in "aA":
        half = language.am[0]
    else:
        half = language.pm[0 if hour == 12 else 1 if hour < 8 else 2]
    return f"{hour}{minutes} {half}"


def _of_24(hour: int, minutes: str | None, language: Rules) -> str:
    """ "19 heures 30": what stands for the hour, and its minutes without a leading zero."""
    said = language.hours.get(str(hour)) or language.hours["other"].format(hour=hour)
    return f"{said} {int(minutes)}" if minutes and int(minutes) else said
