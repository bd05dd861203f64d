"""How a number of the account is to be wired to this line: the one place that says so."""

from dataclasses import dataclass

from ivr.settings import Settings, SettingsError


@dataclass(frozen=True, slots=True)
class Wiring:
    """Where the carrier goes with the calls of a number, as its console and its API have it.

    Addresses are as the carrier keeps them, with its connection overrides behind `#`; "" is none.
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
        voice_url=f"{settings.public_url}/voice",
        voice_method="POST",
        status_callback=f"{settings.public_url}/voice/status",
        status_method="POST",
        fallback_url=getattr(settings, "fallback_url", ""),
        fallback_method="POST",
    )
