"""How the account's numbers are wired to this line."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from ivr.doctor.finding import Said
from ivr.erasure.sweep import leads_here
from ivr.ownnumber import OwnNumber
from ivr.settings import Settings
from ivr.wiring import wanted


def of_numbers(settings: Settings, numbers: Sequence[OwnNumber]) -> Iterator[Said]:
    """Those that lead here, and those that line.toml names. Of the account's others, nothing."""
    named = {line.number for line in settings.lines if line.number}
    leading = leading_here(settings, numbers)
    here = f"No number of the account leads here: run `ivr setup`, or set {settings.public_url}/"
    if not leading and named:
        yield "note", f"{here}voice as a number's voice URL in the carrier's console."
    elif not leading:
        yield (
            "wrong",
            f"{here}voice as a number's voice URL in the carrier's console, or add a [[number]] "
            "block to line.toml. As it is, a call is never found when nobody told of its end.",
        )
    have = {each.number for each in numbers}
    for missing in sorted(named - have) if leading else ():
        yield (
            "note",
            f"line.toml names {missing}, which the account does not have: mend the [[number]] "
            "block, or take it out.",
        )
    for each in numbers:
        if each in leading:
            yield from _wired(settings, each)
        elif each.number in named:
            yield _elsewhere(settings, each)
        if each in leading or each.number in named:
            yield from _itself(each)


def leading_here(settings: Settings, numbers: Sequence[OwnNumber]) -> list[OwnNumber]:
    """Those whose calls come to this line."""
    return [
        each
        for each in numbers
        if leads_here(settings, each.voice_url) and not (each.application or each.trunk)
    ]


def _elsewhere(settings: Settings, number: OwnNumber) -> Said:
    """Of one that line.toml names: callers dial it, and hear something else."""
    host = urlsplit(number.voice_url).hostname
    if number.trunk:
        where, mend = "to a SIP trunk", "take it out of the trunk, and run `ivr setup`"
    elif number.application:
        where, mend = "to a TwiML app", "run `ivr setup`"
    else:
        same = host == urlsplit(settings.public_url).hostname
        there = f"to another address of {host}" if same else f"to {host}"
        where, mend = there if host else "nowhere", "run `ivr setup`"
    return (
        "wrong",
        f"{number.number} is in line.toml, and its calls go {where}: {mend}, or take out its "
        "[[number]] block.",
    )


def _wired(settings: Settings, number: OwnNumber) -> Iterator[Said]:
    """Of one that leads here: what comes with its calls, and what when this line is down."""
    should = wanted(settings)
    if number.voice_method != should.voice_method:
        yield (
            "wrong",
            f"The voice URL of {number.number} is asked by {number.voice_method}, which the "
            "line does not answer: run `ivr setup`, or set it to HTTP POST in the carrier's "
            "console, with that number, under Voice.",
        )
    if not leads_here(settings, number.status_callback, "/voice/status"):
        where = "elsewhere" if number.status_callback else "nowhere"
        yield (
            "wrong",
            f"The call status changes of {number.number} go {where}: run `ivr setup`, or set "
            f"{settings.public_url}/voice/status for them in the carrier's console, with "
            "that number, under Voice. Without it calls are forgotten an hour later, and "
            "the limits count too many.",
        )
    elif number.status_method != should.status_method:
        yield (
            "wrong",
            f"The call status changes of {number.number} come by {number.status_method}, which "
            "the line does not answer: run `ivr setup`.",
        )
    if _behind(number.voice_url) != _behind(should.voice_url):
        yield (
            "note",
            f"The voice URL of {number.number} does not say how long the carrier waits, so a "
            "process that hangs costs a caller 15 seconds of silence: run `ivr setup`.",
        )
    if should.fallback_url and number.fallback_url != should.fallback_url:
        yield (
            "wrong",
            f"When this line is down, callers of {number.number} do not hear the document at "
            "IVR_FALLBACK_URL: run `ivr setup`.",
        )
    elif should.fallback_url and number.fallback_method != should.fallback_method:
        yield (
            "note",
            f"The fallback of {number.number} is asked by {number.fallback_method}, so callers' "
            "numbers stand in its host's log: run `ivr setup`.",
        )


def _itself(number: OwnNumber) -> Iterator[Said]:
    if number.fax or not number.voice:
        how = "takes calls as faxes" if number.fax else "cannot take calls"
        yield (
            "wrong",
            f"{number.number} {how}: set it to voice in the carrier's console, with that number, "
            "under Voice, or get another number.",
        )
    if number.caller_lookup:
        yield (
            "wrong",
            f"Caller-name lookup is on for {number.number}, and copies callers' names: "
            "switch it off in the carrier's console, with that number, under Voice.",
        )


def _behind(url: str) -> str:
    return urlsplit(url).fragment
