"""The tables of line.toml as they stand in the file, before anything in them is looked up."""

import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from ivr.settings import Costs, Limits, Onward, RoomSettings, SettingsError


class BlockTable(msgspec.Struct, forbid_unknown_fields=True):
    """What [line] says for all numbers and a [[number]] block may say anew for one."""

    name: str | None = None
    languages: list[str] | None = None
    time_zone: str | None = None
    country: str | None = None
    helpline: str | None = None
    start: str | None = None
    sources: list[str] | None = None
    voices: dict[str, str] | None = None
    texts: dict[str, str | dict[str, str]] | None = None
    waits: dict[str, int] | None = None
    countries: list[str] | None = None
    ask_after: int | None = None


class NumberTable(BlockTable, kw_only=True):
    number: str


class SourceTable(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    name: str
    url: str
    kind: str = ""
    time_zone: str | None = None
    language: str | None = None
    country: str | None = None
    refresh_minutes: int = 60
    local: bool = False
    fellowship: str = "na"


class RotaTable(msgspec.Struct, forbid_unknown_fields=True):
    hours: str
    leaders: str


class LimitsTable(msgspec.Struct, forbid_unknown_fields=True):
    calls_at_once: int = Limits().calls_at_once
    calls_in_an_hour: int = Limits().calls_in_an_hour
    uncounted: list[str] = []


class RoomTable(msgspec.Struct, forbid_unknown_fields=True):
    most: int = RoomSettings().most
    speakers: int = RoomSettings().speakers
    at_once: int = RoomSettings().at_once


class OnwardTable(msgspec.Struct, forbid_unknown_fields=True):
    at_once: int = Onward().at_once
    in_an_hour: int = Onward().in_an_hour


class CostsTable(msgspec.Struct, forbid_unknown_fields=True):
    currency: str = Costs().currency
    inbound: float = Costs().inbound
    toll_free: float = Costs().toll_free
    participant: float = Costs().participant
    outbound: float = Costs().outbound
    recording: float = Costs().recording
    number: float = Costs().number
    toll_free_number: float = Costs().toll_free_number
    day_budget: float = Costs().day_budget
    month_budget: float = Costs().month_budget


class FileTable(msgspec.Struct, forbid_unknown_fields=True):
    line: BlockTable
    number: list[NumberTable] = []
    source: list[SourceTable] = []
    rota: RotaTable | None = None
    limits: LimitsTable = msgspec.field(default_factory=LimitsTable)
    room: RoomTable = msgspec.field(default_factory=RoomTable)
    onward: OnwardTable = msgspec.field(default_factory=OnwardTable)
    costs: CostsTable = msgspec.field(default_factory=CostsTable)
    said: dict[str, dict[str, str]] = {}


def parse(path: Path) -> FileTable:
    """What the file says. Raises SettingsError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(
            f"{path} does not exist: write it, or name yours in IVR_CONFIG."
        ) from None
    except PermissionError:
        raise SettingsError(
            f"{path} may not be read by the line's user: run `chmod a+r {path}`."
        ) from None
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not UTF-8 text: save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML: {error}: mend that line.") from None
    except (ValueError, RecursionError):  # as Python has them, without the line
        raise SettingsError(
            f"{path} cannot be read: a number in it is too long, or brackets stand in brackets "
            "too often: mend that."
        ) from None
    try:
        return msgspec.convert(data, FileTable)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path}: {_explained(str(error))}") from None


def _explained(error: str) -> str:
    """msgspec's words with the place as an operator sees it in the file."""
    what, _, path = error.partition(" - at `$")
    block, _, key = path.strip("`.").partition(".")
    block, _, place = block.partition("[")
    where = f"[[{block}]] block {int(place[:-1]) + 1}:" if place else f"[{block}]"
    if block in ("number", "source") and not place:
        return f"{where} is one of several: write it in double brackets, [{where}]."
    if unknown := re.search(r"unknown field `(.*)`", what):
        where = f"{where} {unknown[1]}" if block else unknown[1]
        return f"{where} is no setting: remove it or mend its name."
    if missing := re.search(r"missing required field `(.*)`", what):
        where = f"{where} {missing[1]}" if block else f"[{missing[1]}]"
        return f"{where} is missing: add it."
    key, _, inside = key.partition("[")
    where = f"{where} {key}{', one of its values,' if inside else ''}".rstrip()
    if types := re.fullmatch(r"Expected `(.*)`, got `(.*)`", what):
        return f"{where} must be {_in_words(types[1])}, not {_in_words(types[2])}."
    return f"{where} cannot be used: change the value."


def over(general: BlockTable, block: NumberTable) -> BlockTable:
    """The general block with what one number says anew; tables are merged key by key."""
    fields = BlockTable.__struct_fields__
    return BlockTable(
        **{name: _merged(getattr(general, name), getattr(block, name)) for name in fields}
    )


def _merged(ours: Any, theirs: Any) -> Any:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours | {name: _merged(ours.get(name), words) for name, words in theirs.items()}
    return ours if theirs is None else theirs


_TYPES = {
    "str": "text in quotes",
    "int": "a whole number",
    "float": "a fraction",
    "bool": "true or false",
    "array": "a list in square brackets",
    "object": "a table",
}


def _in_words(types: str) -> str:
    """The types of a message of msgspec, as an operator would call them."""
    return " or ".join(_TYPES.get(name, name) for name in types.split(" | ") if name != "null")
