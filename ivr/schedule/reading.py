"""One list's answer, whatever its kind: which kind that is, and all its pages as one reading."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from threading import Lock

from ivr.schedule.digests import code, digest
from ivr.schedule.meeting import Meeting, Problem
from ivr.schedule.sources import KINDS
from ivr.schedule.sources.reading import Reader, Reading, Unreadable
from ivr.schedule.spoken_own import said_as_wanted
from ivr.settings import Settings, Source

BY_ADDRESS = "by its address"
"""How a kind was recognised, as a report says it."""


_ONE_AT_A_TIME = Lock()
"""Threads fetch side by side, but two that read take as long as one after the other and twice the
memory; and msgspec crashes a process in which two begin with one type at the same moment."""


class Asked:
    """A list that is asked for: where, and of what kind its answer is once it is there."""

    def __init__(self, source: Source, before: str = "") -> None:
        """`before`: the kind that the list had when it was last good."""
        self._source = source
        self._before = before
        self._known = source.kind
        self._by = ""
        if not self._known:
            from ivr.schedule.sources import recognise

            if known := recognise.by_url(source.url):
                self._known, self._by = known, BY_ADDRESS

    @property
    def url(self) -> str:
        return KINDS[self._known].request(self._source) if self._known else self._source.url

    def kind(self, body: bytes) -> tuple[str, str]:
        """The kind of a list by its first page, and how it was recognised; "" where line.toml
        names it. Raises Unreadable."""
        if not self._known:
            from ivr.schedule.sources import recognise

            try:
                self._known, self._by = recognise.recognise(self._source.url, body)
            except recognise.Empty:
                if not self._before:
                    raise
                self._known = self._before  # whose reader finds nothing in it, and says so
        return self._known, self._by

    def more(self, url: str, body: bytes) -> str:
        """The next page's URL; "" on the last. Raises Unreadable."""
        kind, _ = self.kind(body)
        try:
            return KINDS[kind].more(url, body)
        except Unreadable:
            _be_of(kind, self._source, body)
            raise


def read(
    pages: Sequence[bytes], kind: str, source: Source, settings: Settings, today: date
) -> Reading:
    """All pages as one list, each meeting once and in the operators' own words. Raises Unreadable
    where any page is."""
    with _ONE_AT_A_TIME:
        try:
            reading = _read(pages, KINDS[kind], source, today)
        except Unreadable:
            _be_of(kind, source, pages[0])
            raise
        if not reading.meetings:
            _be_of(kind, source, pages[0])
    return replace(reading, meetings=said_as_wanted(reading.meetings, settings.said))


def _be_of(kind: str, source: Source, page: bytes) -> None:
    """Raises Unreadable where the page is plainly of another kind: a wrong `kind` says of a good
    list that it is bad."""
    from ivr.schedule.sources import recognise

    try:
        found = recognise.recognise(source.url, page).kind
    except Unreadable:
        return
    if found != kind:
        raise Unreadable(f'is no {kind} list: its kind is "{found}"', found)


def _read(pages: Sequence[bytes], reader: Reader, source: Source, today: date) -> Reading:
    if len(pages) == 1:
        return reader.read(pages[0], source, today)
    rows, meetings, problems, left_out = 0, dict[str, Meeting](), list[Problem](), Counter[str]()
    for page in pages:
        found = reader.read(page, source, today)
        rows += found.rows
        problems += found.problems
        left_out.update(found.left_out)
        for meeting in found.meetings:
            if meetings.setdefault(meeting.id, meeting) is not meeting:
                left_out["listed twice"] += 1
    return Reading(rows, tuple(meetings.values()), tuple(problems), dict(left_out))


def made_by(source: Source, kind: str, settings: Settings, today: date) -> str:
    """What decides, beside its bytes, what is made of a list: its settings, the words that
    operators have said otherwise, this code, and for some kinds the day."""
    said = sorted((language, sorted(words.items())) for language, words in settings.said.items())
    own = (
        source.kind,
        source.url,
        source.time_zone.key,
        source.language,
        source.country,
        source.fellowship,
    )
    day = today.isoformat() if kind in KINDS and KINDS[kind].dated else ""
    return digest(code().encode(), repr((kind, own, said, day)).encode())
