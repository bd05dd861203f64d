"""A number of the account as the carrier has it: what it is, and where its calls go."""

from dataclasses import dataclass
from typing import Any

WIRED = {
    "voice_url": "voice_url",
    "voice_method": "voice_method",
    "status_callback": "status_callback",
    "status_callback_method": "status_method",
    "voice_fallback_url": "fallback_url",
    "voice_fallback_method": "fallback_method",
    "voice_application_sid": "application",
    "voice_caller_id_lookup": "caller_lookup",
}
"""What says where calls go: by the carrier's names, the fields of `OwnNumber`."""


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """Addresses are as the carrier keeps them, with what stands behind `#`; "" is none."""

    number: str  # E.164
    voice_url: str
    voice_method: str
    status_callback: str
    caller_lookup: bool  # the carrier asks for the name of each caller, and charges for it
    sid: str = ""
    name: str = ""  # what the account calls it; by default the number as one writes it
    status_method: str = "POST"
    fallback_url: str = ""
    fallback_method: str = "POST"
    application: str = ""  # a TwiML app, whose addresses hold in place of these
    trunk: str = ""  # a SIP trunk, likewise
    voice: bool = True  # it can take calls
    fax: bool = False  # it takes calls as faxes
    address_missing: bool = False  # its country asks for an address, and none is filed

    @property
    def wiring(self) -> dict[str, str | bool]:
        """Where its calls go, by the carrier's names."""
        return {name: getattr(self, field) for name, field in WIRED.items()}


def own(found: Any) -> OwnNumber:
    """From the carrier's library, whose classes have no types."""
    required = found.address_requirements or "none"
    return OwnNumber(
        number=found.phone_number,
        voice_url=found.voice_url or "",
        voice_method=found.voice_method or "POST",
        status_callback=found.status_callback or "",
        caller_lookup=bool(found.voice_caller_id_lookup),
        sid=found.sid,
        name=found.friendly_name or "",
        status_method=found.status_callback_method or "POST",
        fallback_url=found.voice_fallback_url or "",
        fallback_method=found.voice_fallback_method or "POST",
        application=found.voice_application_sid or "",
        trunk=found.trunk_sid or "",
        voice=bool((found.capabilities or {}).get("voice", True)),
        fax=found.voice_receive_mode == "fax",
        address_missing=required != "none" and not (found.address_sid or found.bundle_sid),
    )
