"""A number of the line's own, as the carrier is set up for it."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from tests.rest.shape import ACCOUNT, HERE, Json, formatted, place, rfc2822


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
    place: int = field(init=False)

    def __post_init__(self) -> None:
        self.place = place(self.bought)

    def fits(self, pattern: str) -> bool:
        """Part of a number is enough, and `*` is any digit."""
        return bool(re.search(re.escape(pattern).replace(r"\*", r"\d"), self.e164))

    def show(self) -> Json:
        return {
            "account_sid": ACCOUNT,
            "address_requirements": "none",
            "address_sid": None,
            "api_version": "2010-04-01",
            "beta": False,
            "bundle_sid": None,
            "capabilities": {"voice": True, "sms": False, "mms": False, "fax": False},
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
            "status_callback_method": "POST",
            "trunk_sid": None,
            "type": "local",
            "uri": f"{HERE}/IncomingPhoneNumbers/{self.sid}.json",
            "voice_application_sid": "",
            "voice_caller_id_lookup": self.caller_lookup,
            "voice_fallback_method": "POST",
            "voice_fallback_url": self.voice_fallback_url,
            "voice_method": self.voice_method,
            "voice_receive_mode": "voice",
            "voice_url": self.voice_url,
        }
