"""What still reads badly: `python -m tests.bench.spoken [list or folder]`, else ../shared/feeds.

Every list is read as `ivr refresh` reads it, and what a voice would say of its meetings is searched
for what no voice says well. Each pattern is counted by meetings and shown with three examples, in
which every digit is a nought: no number of a list is shown.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from ivr.schedule.meeting import Meeting
from ivr.schedule.sources import KINDS
from ivr.schedule.sources.reading import Unreadable
from ivr.schedule.sources.recognise import recognise
from ivr.schedule.spoken_tables import LANGUAGES, Rules, rules
from ivr.settings import Source

FEEDS = Path(__file__).parents[3] / "shared" / "feeds"
FIELDS = {"name": "spoken_name", "place": "spoken_place", "details": "spoken_details"}
EXAMPLES = 3
AROUND = 32  # letters on either side of what was found

Find = Callable[[str, str], "re.Match[str] | None"]


def _by(pattern: str) -> Find:
    compiled = re.compile(pattern)
    return lambda text, language: compiled.search(text)


def _capitals(text: str, language: str) -> "re.Match[str] | None":
    found = (word for word in re.finditer(r"\b[A-Z]{2,}\b", text) if word[0] not in _loud(language))
    return next(found, None)


@cache
def _loud(language: str) -> frozenset[str]:
    """What is said as it is written, in capitals."""
    table = rules(language)
    return table.spelled.plain | {word for said in _tables(table) for word in said.split()}


def _short_form(text: str, language: str) -> "re.Match[str] | None":
    """A short form that is no word, and still there as it was written."""
    words = re.finditer(r"(?<![\d'])\b[^\W\d_]+(?:'[^\W\d_]+)*", text)
    return next((word for word in words if word[0].lower() in _short(language)), None)


@cache
def _short(language: str) -> frozenset[str]:
    table = rules(language)
    short = frozenset(word for word in table.abbreviations if len(word) > 1)
    return short - table.spelled.words - {said.lower() for said in _tables(table)}


def _tables(table: Rules) -> list[str]:
    return [*table.abbreviations.values(), *table.acronyms.values(), *table.phrases.values()]


@cache
def _foreign(language: str) -> frozenset[str]:
    """Small words that only other languages of the line have."""
    table, tables = rules(language), [rules(each) for each in LANGUAGES]
    words = {w for each in tables for w in each.spelled.words | each.spelled.particles}
    own = table.spelled.words | table.spelled.particles | table.near
    return frozenset(word for word in words - own if len(word) > 1)


def _of_another_language(text: str, language: str) -> "re.Match[str] | None":
    """Three words or more that only another language of the line has."""
    words = re.finditer(r"[^\W\d_]+", text)
    found = [word for word in words if word[0].lower() in _foreign(language)]
    return found[0] if len(found) > 2 else None


PATTERNS: dict[str, Find] = {
    "an address of the web": _by(r"(?i)\S@\S|https?|www|\b(?:dot|\.) ?(?:com|org|net)\b|\.\w{2,}/"),
    "a sign": _by(r"[<>&#@*|_=\[\]{}()^~+€£/\\\"]|\$(?!\d)|(?<!\d)%"),
    "five digits or more in a row": _by(r"\d{5,}"),
    "letters and digits in one word": _by(
        r"\b(?:[A-Za-z]{2,}\d+\w*|\d+(?!(?:st|nd|rd|th)\b)[A-Za-z]{2,})\b"
    ),
    "capitals": _capitals,
    "five letters or more one by one": _by(r"\b(?<!L )(?!L G B T)(?:[A-Z] ){4,}[A-Z]\b"),
    "a word without a vowel": _by(
        r"(?i)(?<!')\b(?!(?:nd|st|rd|th|pm|am|tv|zzz|hmm|shh)\b)[bcdfghjklmnpqrstvwxz]{2,}\b"
    ),
    "a short form of the tables": _short_form,
    "a full stop within a sentence": _by(r"\b(?![AP]M)[A-Za-z]{2,5}\. (?=[a-z0-9])"),
    "a date in figures": _by(r"\d/\d"),
    "a word twice": _by(r"(?i)\b([a-z]{3,}),? \1\b"),
    "words of another language": _of_another_language,
    "letters of another script": _by(r"[^\W\d_a-zA-ZÀ-ɏ]"),
    "a word of 16 letters or more": _by(r"[^\W\d_]{16,}"),
    "an apostrophe apart": _by(r"(?:^| )'|'(?: |$)"),
}  # fmt: skip
LONG = {"name": 9, "place": 22, "details": 40}
"""Words, over which a field is long."""


@dataclass(frozen=True, slots=True)
class Found:
    pattern: str
    field: str
    shown: str


def searched(meeting: Meeting) -> Iterator[Found]:
    """What reads badly in what is said of one meeting."""
    for field, attribute in FIELDS.items():
        text = getattr(meeting, attribute)
        for pattern, find in PATTERNS.items():
            if found := find(text, meeting.language):
                yield Found(pattern, field, _shown(text, found))
        if len(text.split()) > LONG[field]:
            yield Found("a long text", field, _without_numbers(text[: 2 * AROUND]))


def _shown(text: str, found: "re.Match[str]") -> str:
    start = max(0, found.start() - AROUND)
    around = text[start : found.start()], found[0], text[found.end() : found.end() + AROUND]
    return _without_numbers("{}[{}]{}".format(*around))


def _without_numbers(text: str) -> str:
    return re.sub(r"\d", "0", text)


def meetings_of(path: Path) -> tuple[Meeting, ...]:
    """Of one list, whatever its kind; none of a file that is no list."""
    body = path.read_bytes()
    url = f"https://lists.example.org/{path.name}"
    try:
        kind, _ = recognise(url, body)
        whose = "aa" if path.name.startswith("tsml") else "na"
        zone = ZoneInfo("America/New_York")
        source = Source("list", kind, url, zone, "en", "US", fellowship=whose)
        return KINDS[kind].read(body, source, datetime.now(UTC).date()).meetings
    except Unreadable:
        return ()


def report(paths: list[Path]) -> str:
    """The table: each pattern by its meetings, the most first, with examples."""
    rows, counts, shown = 0, Counter[tuple[str, str]](), dict[tuple[str, str], dict[str, str]]()
    bad = 0
    for path in paths:
        for meeting in meetings_of(path):
            rows += 1
            found = list(searched(meeting))
            bad += bool(found)
            for each in found:
                key = (each.pattern, each.field)
                counts[key] += 1
                shown.setdefault(key, {}).setdefault(each.shown.lower(), each.shown)
    lines = [f"{rows} meetings of {len(paths)} files; {bad} have something that reads badly."]
    for (pattern, field), count in counts.most_common():
        lines.append(f"{count:6}  {pattern}, in the {field}")
        examples = list(shown[pattern, field].values())
        step = max(1, len(examples) // EXAMPLES)
        lines += [f"          {example}" for example in examples[::step][:EXAMPLES]]
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    place = Path(arguments[0]) if arguments else FEEDS
    paths = sorted(place.iterdir()) if place.is_dir() else [place]
    print(report([path for path in paths if path.suffix not in (".md",)]))


if __name__ == "__main__":
    main(sys.argv[1:])
