"""What is recorded, and what should be looked at: the rows of `list`, and `check`."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from ivr.prompts import Prompts
from ivr.recordings.announcement import Announcement
from ivr.recordings.catalogue import Entry, catalogue, languages, shapes
from ivr.recordings.heard import month_of
from ivr.recordings.published import folded
from ivr.recordings.state import Shelf, State, Version
from ivr.recordings.storage import Storage
from ivr.settings import Settings

YEAR = timedelta(days=365)

Status = Literal["recorded", "synthetic", "out of date", "draft"]
Records = Literal["whole", "opening", "spoken"]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence in one language. `draft`: recorded, and not yet published."""

    language: str
    number: int
    id: str
    place: str
    note: str
    state: Status
    records: Records  # what of it can be recorded
    texts: tuple[str, ...]  # what is said now: several where numbers say it differently
    recorded: str  # what was said when it was recorded
    heard: int  # the version that callers hear; 0 is the synthetic voice
    versions: tuple[Version, ...]
    unheard: bool = False  # for a year


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """One language, by the numbers of its sentences."""

    language: str
    recorded: list[int]
    synthetic: list[int]
    always_synthetic: list[int]  # of these, those that nobody can record
    out_of_date: list[int]
    draft: list[int]
    unheard: list[int]
    lost: list[int]  # a version whose audio the store does not have
    announcements: list[Announcement]  # that are heard, or will be
    lost_announcements: list[str]  # the ids of those of these whose audio the store does not have


def rows(
    settings: Settings,
    prompts: Prompts,
    state: State,
    language: str,
    *,
    heard: Mapping[str, str],
    now: datetime,
) -> list[Row]:
    """All sentences of one language, in the order of their numbers."""
    return [
        row(settings, prompts, state, language, entry, heard=heard, now=now)
        for entry in catalogue().entries
    ]


def row(
    settings: Settings,
    prompts: Prompts,
    state: State,
    language: str,
    entry: Entry,
    *,
    heard: Mapping[str, str],
    now: datetime,
) -> Row:
    shelf = state.shelf(language, entry.id)
    said = shapes(prompts, settings, language, entry.id)
    published = shelf.published
    kind: Records = next((s.kind for s in said if s.kind != "spoken"), "spoken")
    return Row(
        language=language,
        number=entry.number,
        id=entry.id,
        place=catalogue().place(entry, language),
        note=entry.notes[language],
        state=_status(shelf, missed(shelf, tuple(s.text for s in said)), kind),
        records=kind,
        texts=tuple(dict.fromkeys(s.text for s in said)),
        recorded=published.text if published else "",
        heard=shelf.now,
        versions=shelf.versions,
        unheard=_unheard(published, heard.get(f"{language}/{entry.id}", ""), now),
    )


def check(
    settings: Settings,
    prompts: Prompts,
    state: State,
    storage: Storage,
    *,
    heard: Mapping[str, str],
    now: datetime,
) -> list[Health]:
    """Every language that the line speaks. Raises StoreAway."""
    found = []
    for language in languages(settings):
        table = rows(settings, prompts, state, language, heard=heard, now=now)
        lost = [
            r.number for r in table if not all(storage.has(version.hash) for version in r.versions)
        ]

        announced = [
            each
            for each in state.announcements
            if each.language == language and each.state(now) in ("coming", "heard")
        ]

        def of(status: Status, table: list[Row] = table) -> list[int]:
            return [r.number for r in table if r.state == status]

        found.append(
            Health(
                language=language,
                recorded=of("recorded"),
                synthetic=of("synthetic"),
                always_synthetic=[r.number for r in table if r.records == "spoken"],
                out_of_date=of("out of date"),
                draft=of("draft"),
                unheard=[r.number for r in table if r.unheard],
                lost=lost,
                announcements=announced,
                lost_announcements=[each.id for each in announced if not storage.has(each.hash)],
            )
        )
    return found


def missed(shelf: Shelf, texts: tuple[str, ...]) -> tuple[str, ...]:
    """What the line says now and the published recording does not."""
    version = shelf.published
    if version is None:
        return texts
    right = {folded(text) for text in (version.text, *version.kept)}
    return tuple(text for text in texts if folded(text) not in right)


def _status(shelf: Shelf, missed: tuple[str, ...], kind: str) -> Status:
    if shelf.published:
        return "out of date" if missed or kind == "spoken" else "recorded"
    return "draft" if shelf.versions else "synthetic"


def _unheard(version: Version | None, month: str, now: datetime) -> bool:
    """Whether callers could hear it for a year, and did not."""
    if version is None or version.published is None or now - version.published < YEAR:
        return False
    return month < month_of(now - YEAR)
