"""A number of the line's own, as the carrier is set up for it."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from tests.rest.refusal import Refusal
from tests.rest.shape import ACCOUNT, HERE, Json, formatted, place, rfc2822

FIELDS = {
    "VoiceUrl": "voice_url",
    "VoiceMethod": "voice_method",
    "StatusCallback": "status_callback",
    "StatusCallbackMethod": "status_callback_method",
    "VoiceFallbackUrl": "voice_fallback_url",
    "VoiceFallbackMethod": "voice_fallback_method",
    "VoiceApplicationSid": "application",
    "TrunkSid": "trunk",
}
"""What an update may set, of what is text."""


@dataclass
class Number:
    sid: str
    e164: str
    voice_url: str
    status_callback: str
    caller_lookup: bool
    voice_fallback_url: str
    voice_method: str
    bought: datetime
    status_callback_method: str = "POST"
    voice_fallback_method: str = "POST"
    application: str = ""
    trunk: str = ""
    voice: bool = True
    receive_mode: str = "voice"
    address_requirements: str = "none"
    region: str = "us1"
    place: int = field(init=False)

    def __post_init__(self) -> None:
        self.place = place(self.bought)

    def fits(self, pattern: str) -> bool:
        """Part of a number is enough, and `*` is any digit."""
        return bool(re.search(re.escape(pattern).replace(r"\*", r"\d"), self.e164))

    def update(self, form: dict[str, str]) -> None:
        """All of it or, where a value is refused, nothing. An app and a trunk exclude each other,
        and the later one holds."""
        for name, code in (("VoiceUrl", 21502), ("StatusCallback", 21609), ("VoiceFallbackUrl", 0)):
            if not re.fullmatch(r"(https?://\S+)?", form.get(name, "")):
                raise Refusal(400, code or 20001, f"{name} is not a valid URL")
        for name, value in FIELDS.items():
            if name in form:
                setattr(self, value, form[name])
        if form.get("VoiceApplicationSid"):
            self.trunk = ""
        elif form.get("TrunkSid"):
            self.application = ""
        if "VoiceCallerIdLookup" in form:
            self.caller_lookup = form["VoiceCallerIdLookup"] == "true"

    def show(self) -> Json:
        return {
            "account_sid": ACCOUNT,
            "address_requirements": self.address_requirements,
            "address_sid": None,
            "api_version": "2010-04-01",
            "beta": False,
            "bundle_sid": None,
            "capabilities": {"voice": self.voice, "sms": False, "mms": False, "fax": False},
            "date_created": rfc2822(self.bought),
            "date_updated": rfc2822(self.bought),
            "emergency_address_sid": None,
            "emergency_address_status": "unregistered",
            "emergency_status": "Active",
            "friendly_name": formatted(self.e164),
            "identity_sid": None,
            "origin": "twilio",
            "phone_number": self.e164,
            "sid": self.sid,
            "sms_application_sid": "",
            "sms_fallback_method": "POST",
            "sms_fallback_url": "",
            "sms_method": "POST",
            "sms_url": "",
            "status": "in-use",
            "status_callback": self.status_callback,
            "status_callback_method": self.status_callback_method,
            "trunk_sid": self.trunk or None,
            "type": "local",
            "uri": f"{HERE}/IncomingPhoneNumbers/{self.sid}.json",
            "voice_application_sid": self.application,
            "voice_caller_id_lookup": self.caller_lookup,
            "voice_fallback_method": self.voice_fallback_method,
            "voice_fallback_url": self.voice_fallback_url,
            "voice_method": self.voice_method,
            "voice_receive_mode": self.receive_mode,
            "voice_url": self.voice_url,
        }
