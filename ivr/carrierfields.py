"""Which fields of the carrier's answers come in: none that holds a caller's number."""

import re
from typing import Any

import msgspec

KEPT = frozenset(
    {
        *("calls", "events", "recordings", "transcriptions", "incoming_phone_numbers", "alerts"),
        *("meta", "key", "next_page_uri", "next_page_url"),
        *("sid", "status", "start_time", "end_time", "duration", "code"),
        *("voice_url", "voice_method", "status_callback", "voice_caller_id_lookup"),
        *("enabled", "error_code", "resource_sid"),
        *("conferences", "participants", "call_sid", "muted", "hold"),
    }
)
"""Of every answer."""

ALSO = (
    (
        re.compile(r".*/IncomingPhoneNumbers(/PN[0-9a-fA-F]{32})?\.json"),  # our own numbers
        frozenset(
            {
                *("phone_number", "friendly_name", "status_callback_method"),
                *("voice_fallback_url", "voice_fallback_method"),
                *("voice_application_sid", "trunk_sid", "capabilities", "voice"),
                *("voice_receive_mode", "address_requirements", "address_sid", "bundle_sid"),
            }
        ),
    ),
    (
        re.compile(r"/2010-04-01/Accounts/AC[0-9a-fA-F]{32}(/Balance)?\.json"),
        frozenset({"type", "owner_account_sid", "date_created", "balance", "currency"}),
    ),
    (re.compile(r"/v2/PhoneNumbers/\+[0-9]+"), frozenset({"voice_region"})),
    (re.compile(r"/v1/CustomerProfiles"), frozenset({"results", "policy_sid"})),
    (
        re.compile(r"/v1/DialingPermissions/Countries/[A-Z]{2}"),
        frozenset({"low_risk_numbers_enabled", "high_risk_tollfraud_numbers_enabled"}),
    ),
)
"""Besides, at these paths alone: of our own numbers and of the account."""


def kept(path: str, answer: bytes) -> str:
    """What stays of an answer of JSON. Raises ValueError for what is none."""
    names = KEPT.union(*(more for at, more in ALSO if at.fullmatch(path)))
    try:
        return msgspec.json.encode(_cut(msgspec.json.decode(answer), names)).decode()
    except (msgspec.MsgspecError, RecursionError):
        raise ValueError("no JSON") from None


def _cut(value: Any, names: frozenset[str]) -> Any:
    if isinstance(value, list):
        return [_cut(each, names) for each in value]
    if isinstance(value, dict):
        cut = {name: _cut(each, names) for name, each in value.items() if name in names}
        if value.get("request_variables"):
            cut["request_variables"] = "some"  # that there are some, and not which
        return cut
    return value
