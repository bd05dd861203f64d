"""What `ivr prompts` shows in a terminal."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from ivr.recordings.announcement import Announcement
from ivr.recordings.carrying import Imported
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
        named = f"announcement {done.announcement}" if done.announcement else done.prompt
        what = f"{named} {done.language} {done.version or ''}".strip()
        when = _clock(done.when, zone)
        print(f"{when}  {done.who}  {done.did}  {what}".rstrip())
    return 0


def announcements(known: Sequence[Announcement], now: datetime, zone: ZoneInfo) -> int:
    """The oldest first, by the line's clock."""
    for one in known:
        said = f"{one.id}  {one.language}  {one.state(now):<9}  {one.seconds:4.1f} s  by {one.who}"
        print("  ".join(filter(None, (said, times(one, zone), one.note))))
    return 0


def times(one: Announcement, zone: ZoneInfo) -> str:
    """From when until when it is heard; "" for a draft."""
    if one.begins is None or one.ends is None:
        return ""
    return f"from {_clock(one.begins, zone)} until {_clock(one.ends, zone)}"


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def health(found: Health, table: Sequence[Row], now: datetime, zone: ZoneInfo) -> None:
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
    for one in found.announcements:
        heard = "is heard" if one.state(now) == "heard" else "will be heard"
        print(f"  announcement {one.id} {heard} {times(one, zone)}, by {one.who}.")
        if one.id in found.lost_announcements:
            print(f"  announcement {one.id}: audio is lost; import an export that has it.")


def imported(done: Imported) -> None:
    print(f"{done.new} versions are new here. What was published here before stays published.")
    if done.sentences or done.announcements:
        sentences = _counted(done.sentences, "sentence")
        others = _counted(done.announcements, "announcement")
        are = "is" if (done.sentences, done.announcements) in ((1, 0), (0, 1)) else "are"
        print(f"{' and '.join(filter(None, (sentences, others)))} {are} published from it.")
    elif done.new:
        print("Nothing of it is published: `ivr prompts list` shows the drafts.")


def _counted(count: int, noun: str) -> str:
    """ "" for none."""
    return f"{count} {noun}{'' if count == 1 else 's'}" if count else ""


def described(state: str, version: Version) -> str:
    return (
        f"version {version.number}, {state}: {version.seconds:.1f} s, {version.came}, "
        f"by {version.who}: {version.text}"
    )
