"""How a number of the account is to be wired to this line: the one place that says so."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from ivr import overrides
from ivr.ownnumber import OwnNumber
from ivr.settings import Settings, SettingsError


@dataclass(frozen=True, slots=True)
class Wiring:
    """Where the carrier goes with the calls of a number, as its console and its API have it.

    Addresses are as the carrier keeps them, with its connection overrides behind `#`. An empty
    `fallback_url` says nothing: whatever fallback a number has stays.
    """

    voice_url: str
    voice_method: str
    status_callback: str
    status_method: str
    fallback_url: str
    fallback_method: str


def wanted(settings: Settings) -> Wiring:
    """What every number of this line should have. Raises SettingsError without IVR_PUBLIC_URL.

    All by POST, for GET would write the caller's number into the query and so into the log of
    whoever answers, the host of the fallback too.
    """
    if not settings.public_url:
        raise SettingsError(
            "IVR_PUBLIC_URL is not set: give the address at which the carrier finds this line, "
            "such as https://line.example.org."
        )
    return Wiring(
        voice_url=f"{settings.public_url}/voice{overrides.NUMBER}",
        voice_method="POST",
        status_callback=f"{settings.public_url}/voice/status{overrides.STATUS}",
        status_method="POST",
        fallback_url=settings.fallback_url,
        fallback_method="POST",
    )


HOSTED_HERE = (
    "IVR_FALLBACK_URL is at the host of IVR_PUBLIC_URL, and down with it: host what `ivr fallback` "
    "prints at another place."
)


def hosted_here(settings: Settings) -> bool:
    """Whether the document for when this line is down is where the line is."""
    here, there = (urlsplit(url).hostname for url in (settings.public_url, settings.fallback_url))
    return here is not None and here == there


def changes(number: OwnNumber, wiring: Wiring) -> dict[str, str | bool]:
    """What to set at the carrier, by its names, so that calls of `number` come here as they should;
    empty where all is well. A TwiML app goes, because with one the number's addresses do not count.
    """
    should: dict[str, str | bool] = {
        "voice_url": wiring.voice_url,
        "voice_method": wiring.voice_method,
        "status_callback": wiring.status_callback,
        "status_callback_method": wiring.status_method,
        "voice_application_sid": "",
    }
    if wiring.fallback_url:
        should["voice_fallback_url"] = wiring.fallback_url
        should["voice_fallback_method"] = wiring.fallback_method
    has = number.wiring
    return {name: value for name, value in should.items() if has[name] != value}
