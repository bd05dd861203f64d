"""How a number and a change look to whoever is asked, or to the program that reads `--json`."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

import phonenumbers

from ivr.erasure.sweep import leads_here
from ivr.ownnumber import OwnNumber
from ivr.settings import Settings

LABELS = {
    "voice_url": "a call comes in",
    "voice_method": "  asked by",
    "status_callback": "call status changes",
    "status_callback_method": "  asked by",
    "voice_fallback_url": "primary handler fails",
    "voice_fallback_method": "  asked by",
    "voice_application_sid": "TwiML app",
    "voice_caller_id_lookup": "caller name lookup",
}
"""As the carrier's console has them, by its API's names."""


def spoken(number: str) -> str:
    """As one writes it: `+1 202-555-0199`."""
    form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(phonenumbers.parse(number), form)


def listed(numbers: Sequence[OwnNumber], settings: Settings) -> Iterator[str]:
    named = {line.number for line in settings.lines if line.number}
    for place, each in enumerate(numbers, start=1):
        said = ["has a [[number]] block"] if each.number in named else []
        said += ["cannot take calls"] if not each.voice else []
        said.append(_where(each, settings))
        yield f"{place:3}  {spoken(each.number)}  {', '.join(said)}"


def _where(number: OwnNumber, settings: Settings) -> str:
    if number.trunk:
        return f"of the SIP trunk {number.trunk}"
    if number.application:
        return f"of the TwiML app {number.application}"
    if leads_here(settings, number.voice_url):
        return "leads here"
    host = urlsplit(number.voice_url).hostname
    return f"leads to {host}" if host else "leads nowhere"


def rows(before: Mapping[str, str | bool], changed: Mapping[str, str | bool]) -> Iterator[str]:
    """Each change with what was before it."""
    for name, label in LABELS.items():
        if name in changed:
            yield f"  {label:22} {_value(before[name])}"
            yield f"  {'':20} → {_value(changed[name])}"


def state(wiring: Mapping[str, str | bool]) -> Iterator[str]:
    """All of it, as the carrier has it."""
    for name, label in LABELS.items():
        yield f"  {label:22} {_value(wiring[name])}"


def _value(value: str | bool) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return without_password(value) or "nothing"


def without_password(url: str) -> str:
    """An address as it may be shown: what stands before an @ is a name and a password."""
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url
    return parts._replace(netloc=f"…@{parts.netloc.rpartition('@')[2]}").geturl()
