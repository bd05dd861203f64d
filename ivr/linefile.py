"""line.toml: read, checked and normalised, with one sentence for a line that is wrong."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

import msgspec
import phonenumbers

from ivr.lineblocks import (
    BlockTable,
    CostsTable,
    LimitsTable,
    OnwardTable,
    RoomTable,
    RotaTable,
    SourceTable,
    over,
    parse,
)
from ivr.schedule.sources import KINDS
from ivr.settings import (
    ASK_AFTER,
    FELLOWSHIPS,
    PROMPTS,
    WAITS,
    Costs,
    Limits,
    Line,
    Onward,
    RoomSettings,
    Rota,
    SettingsError,
    Source,
)

STARTS = ("greeting", "room", "next", "near", "about")


MOST_CALLS = 1000
"""The highest limit: over it there might as well be none."""

MOST_MONEY = 1_000_000
"""Of any price or budget; and `nan` is none."""

LONGEST_NAME = 200
"""Characters of a line's name, which nearly every sentence says."""

LONGEST_SAID = 120
"""Characters of either side of an entry of [said]."""


class LineFile(NamedTuple):
    """What line.toml describes; of the lines the general one comes first."""

    lines: tuple[Line, ...]
    sources: tuple[Source, ...]
    rota: Rota | None
    limits: Limits
    room: RoomSettings
    onward: Onward
    said: dict[str, dict[str, str]]
    costs: Costs


def read_line_file(path: Path) -> LineFile:
    """Raises SettingsError."""
    return _Reader(path).read()


def languages_shipped() -> tuple[str, ...]:
    """The languages that have sentences in `prompts/`."""
    return tuple(sorted(folder.parent.name for folder in PROMPTS.glob("*/texts.ftl")))


@cache
def _zones() -> frozenset[str]:
    """A walk through some six hundred files."""
    return frozenset(available_timezones())


def e164(text: str, country: str) -> str:
    """A whole number as `country` dials it, in E.164; "" for anything else."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return ""
    possible = phonenumbers.ValidationResult.IS_POSSIBLE  # with its area code
    if phonenumbers.is_possible_number_with_reason(number) != possible:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path

    def wrong(self, where: str, what: str) -> SettingsError:
        return SettingsError(f"{self.path}: {where} {what}")

    def read(self) -> LineFile:
        file = parse(self.path)
        general = file.line
        for name in ("name", "languages", "time_zone", "country"):
            if getattr(general, name) is None:
                raise self.wrong(f"[line] {name}", "is missing: add it.")
        names = [source.name for source in file.source]
        lines = [self._line("[line]", general, "", names)]
        sources = tuple(self._source(s, i, general) for i, s in enumerate(file.source, 1))
        for name in names:
            if names.count(name) > 1:
                raise self.wrong("[[source]] name", f'"{name}" stands twice: rename one.')
        general.helpline = lines[0].helpline  # a number of this country in other countries too
        for i, block in enumerate(file.number, 1):
            where = f"[[number]] block {i}:"
            country = block.country or str(general.country)
            number = self._phone(f"{where} number", block.number, country)
            if any(line.number == number for line in lines):
                raise self.wrong(f"{where} number", "has a block already: keep one of the two.")
            lines.append(self._line(where, over(general, block), number, names))
        rota, limits = self._rota(file.rota), self._limits(file.limits, str(general.country))
        return LineFile(
            tuple(lines),
            sources,
            rota,
            limits,
            self._room(file.room),
            self._onward(file.onward),
            self._said(file.said),
            self._costs(file.costs),
        )

    def _zone(self, where: str, name: str) -> ZoneInfo:
        if name not in _zones():
            raise self.wrong(where, f'"{name}" is no time zone: write one like America/New_York.')
        return ZoneInfo(name)

    def _country(self, where: str, code: str) -> str:
        if code not in phonenumbers.SUPPORTED_REGIONS:
            raise self.wrong(where, f'"{code}" is no country: write two capital letters like US.')
        return code

    def _phone(self, where: str, text: str, country: str) -> str:
        number = e164(text, country)
        if not number:
            raise self.wrong(where, f"is no telephone number in {country}: write it like +1….")
        return number

    def _language(self, where: str, code: str) -> str:
        if code not in languages_shipped():
            known = ", ".join(languages_shipped())
            raise self.wrong(where, f'"{code}" has no sentences in prompts/: choose from {known}.')
        return code

    def _line(self, where: str, block: BlockTable, number: str, sources: list[str]) -> Line:
        for key in ("name", "languages"):
            if not getattr(block, key):
                raise self.wrong(f"{where} {key}", "is empty: fill it in.")
        if len(str(block.name)) > LONGEST_NAME:
            raise self.wrong(f"{where} name", f"is too long: write at most {LONGEST_NAME} letters.")
        country = self._country(f"{where} country", str(block.country))
        languages = tuple(self._language(f"{where} languages", c) for c in block.languages or ())
        start = block.start or "greeting"
        if start not in STARTS:
            raise self.wrong(f"{where} start", f'"{start}" is unknown: use {", ".join(STARTS)}.')
        for name in block.sources or ():
            if name not in sources:
                raise self.wrong(f"{where} sources", f'"{name}" has no [[source]] block: add one.')
        helpline = block.helpline or ""
        return Line(
            number=number,
            name=str(block.name),
            languages=languages,
            time_zone=self._zone(f"{where} time_zone", str(block.time_zone)),
            country=country,
            helpline=self._phone(f"{where} helpline", helpline, country) if helpline else "",
            start=start,
            sources=tuple(sources if block.sources is None else block.sources),
            voices=self._voices(where, block.voices or {}),
            texts=self._texts(where, block.texts or {}, languages),
            waits=self._waits(where, block.waits or {}),
            countries=tuple(
                self._country(f"{where} countries", code) for code in block.countries or ()
            ),
            ask_after=self._ask_after(f"{where} ask_after", block.ask_after),
        )

    def _ask_after(self, where: str, minutes: int | None) -> int:
        if minutes is None:
            return ASK_AFTER
        if minutes and not 10 <= minutes <= 240:
            raise self.wrong(where, "must be from 10 to 240 minutes, or 0, which never asks.")
        return minutes

    def _voices(self, where: str, voices: dict[str, str]) -> dict[str, str]:
        for language in voices:
            self._language(f"{where} voices", language)
            if not re.fullmatch(r"[A-Za-z0-9._-]+", voices[language]):
                raise self.wrong(
                    f"{where} voices {language}",
                    "is no voice: write one of the carrier's names, like Polly.Joanna-Neural.",
                )
        return voices

    def _texts(
        self, where: str, texts: dict[str, str | dict[str, str]], languages: tuple[str, ...]
    ) -> dict[str, dict[str, str]]:
        common = {name: words for name, words in texts.items() if isinstance(words, str)}
        found = {language: dict(common) for language in languages}
        for language, words in texts.items():
            if isinstance(words, dict):
                found.setdefault(self._language(f"{where} texts", language), {}).update(words)
        return found

    def _waits(self, where: str, waits: dict[str, int]) -> dict[str, int]:
        for name, seconds in waits.items():
            if name not in WAITS:
                raise self.wrong(f"{where} waits", f'"{name}" is unknown: use {", ".join(WAITS)}.')
            if not 1 <= seconds <= 60:
                raise self.wrong(f"{where} waits {name}", "must be from 1 to 60 seconds.")
        return WAITS | waits

    def _source(self, source: SourceTable, number: int, general: BlockTable) -> Source:
        where = f"[[source]] block {number}:"
        if source.kind and source.kind not in KINDS:
            known = ", ".join(KINDS)
            raise self.wrong(f"{where} kind", f'"{source.kind}" cannot be read yet: use {known}.')
        if not re.fullmatch(r"[a-z0-9-]{1,40}", source.name):
            raise self.wrong(f"{where} name", "must be small letters, digits and - only.")
        if source.fellowship not in FELLOWSHIPS:
            known = ", ".join(FELLOWSHIPS)
            raise self.wrong(
                f"{where} fellowship", f'"{source.fellowship}" is unknown: use {known}.'
            )
        if not 1 <= source.refresh_minutes <= 1440:
            raise self.wrong(f"{where} refresh_minutes", "must be from 1 to 1440.")
        language = source.language or (general.languages or ["en"])[0]
        if not re.fullmatch(r"[a-z]{2,3}", language):
            raise self.wrong(
                f"{where} language", f'"{language}" is no language: write a code like en.'
            )
        zone = source.time_zone or str(general.time_zone)
        country = source.country or str(general.country)
        return Source(
            name=source.name,
            kind=source.kind,
            url=self._place(f"{where} url", source.url),
            time_zone=self._zone(f"{where} time_zone", zone),
            language=language,
            country=self._country(f"{where} country", country),
            refresh_minutes=source.refresh_minutes,
            local=source.local,
            fellowship=source.fellowship,
        )

    def _rota(self, rota: RotaTable | None) -> Rota | None:
        if rota is None:
            return None
        return Rota(
            hours=self._place("[rota] hours", rota.hours),
            leaders=self._place("[rota] leaders", rota.leaders),
        )

    def _room(self, room: RoomTable) -> RoomSettings:
        for name, lowest, highest in (("most", 2, 248), ("speakers", 1, 248), ("at_once", 1, 100)):
            if not lowest <= getattr(room, name) <= highest:
                raise self.wrong(f"[room] {name}", f"must be from {lowest} to {highest}.")
        return RoomSettings(room.most, room.speakers, room.at_once)

    def _onward(self, onward: OnwardTable) -> Onward:
        for name in ("at_once", "in_an_hour"):
            if not 0 <= getattr(onward, name) <= MOST_CALLS:
                raise self.wrong(f"[onward] {name}", f"must be from 0, for none, to {MOST_CALLS}.")
        return Onward(onward.at_once, onward.in_an_hour)

    def _costs(self, costs: CostsTable) -> Costs:
        found = msgspec.structs.asdict(costs)
        if not re.fullmatch(r"[A-Z]{3}", costs.currency):
            raise self.wrong("[costs] currency", "is none: write three capital letters like USD.")
        for name, amount in found.items():
            if name != "currency" and not 0 <= amount <= MOST_MONEY:
                raise self.wrong(f"[costs] {name}", f"must be from 0 to {MOST_MONEY:,}.")
        return Costs(**found)

    def _said(self, said: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        for language, words in said.items():
            self._language("[said]", language)
            for written, spoken in words.items():
                if fault := _unsayable(written, spoken):
                    raise self.wrong(f'[said.{language}] "{written}"', fault)
        return said

    def _limits(self, limits: LimitsTable, country: str) -> Limits:
        for name in ("calls_at_once", "calls_in_an_hour"):
            if not 0 <= getattr(limits, name) <= MOST_CALLS:
                raise self.wrong(
                    f"[limits] {name}", f"must be from 0, which is no limit, to {MOST_CALLS}."
                )
        return Limits(
            limits.calls_at_once,
            limits.calls_in_an_hour,
            tuple(
                self._phone(f"[limits] uncounted, number {i},", text, country)
                for i, text in enumerate(limits.uncounted, 1)
            ),
        )

    def _place(self, where: str, text: str) -> str:
        """A URL as it is; a path as an absolute one, relative to this file."""
        if not text.isprintable():
            raise self.wrong(where, "has a mark in it that nobody sees: type it anew.")
        scheme, web, rest = text.partition("://")
        if web and scheme.lower() in ("http", "https"):
            return text
        if web and scheme.lower() == "webcal":  # how calendars are shared
            return f"https://{rest}"
        if web or not text.strip():
            raise self.wrong(where, "is no place: write a path, or an address with https://.")
        return str((self.path.parent / text).resolve())


def _unsayable(written: str, spoken: str) -> str:
    """What is wrong with an entry of [said], as the end of a sentence; "" for nothing."""
    if not re.search(r"\w", written):
        return "names no word: write what a list says before the equals sign."
    if not re.search(r"\w", spoken):
        return "is empty: write how it is said."
    if re.search(r"[<>{}\[\]]", spoken):
        return "has brackets: write plain words, as one would read them aloud."
    if max(len(written), len(spoken)) > LONGEST_SAID:
        return f"is too long: write at most {LONGEST_SAID} characters."
    return ""
