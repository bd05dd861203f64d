"""What `ivr prompts` shows in a terminal."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import msgspec

from ivr.recordings.report import Health, Row
from ivr.recordings.state import Done, Version


def json(found: object) -> int:
    print(msgspec.json.encode(found).decode())
    return 0


def sentences(table: Sequence[Row]) -> int:
    """A line for each, under the place in the call where it is heard."""
    before = ""
    for row in table:
        heading = f"{row.language}: {row.place}"
        if heading != before:
            print(f"\n{heading}" if before else heading)
            before = heading
        gap = " …" if row.records == "opening" else ""
        print(f"{row.number}  {row.id:<24}  {row.state:<11}  {row.texts[0]}{gap}")
    return 0


def log(entries: Sequence[Done], zone: ZoneInfo) -> int:
    """The oldest first, by the line's clock."""
    for done in entries:
        what = f"{done.prompt} {done.language} {done.version or ''}".strip()
        when = done.when.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        print(f"{when}  {done.who}  {done.did}  {what}".rstrip())
    return 0


def health(found: Health, table: Sequence[Row]) -> None:
    """A line for the language, and what somebody should look at."""
    print(
        f"{found.language}: {len(found.recorded)} recorded, {len(found.synthetic)} synthetic, "
        f"{len(found.draft)} drafts, {len(found.out_of_date)} out of date, "
        f"{len(found.unheard)} unheard for a year, {len(found.lost)} with lost audio"
    )
    for row in table:
        name = f"  {row.number} {row.id}"
        if row.number in found.out_of_date:
            print(f"{name} is out of date: the synthetic voice speaks.")
            print(f"    recorded: {row.recorded}")
            print(f"    now:      {' | '.join(row.texts)}")
            print(f"    `ivr prompts keep {row.number}` if it is right all the same.")
        if row.unheard:
            print(f"{name} is published, and nobody heard it for a year.")
        if row.number in found.lost:
            print(f"{name}: audio is lost; import an export that has it.")


def described(state: str, version: Version) -> str:
    return (
        f"version {version.number}, {state}: {version.seconds:.1f} s, {version.came}, "
        f"by {version.who}: {version.text}"
    )
