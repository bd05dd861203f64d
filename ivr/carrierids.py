"""The carrier's ids, such as a signed webhook's form has: random names of calls and recordings."""

import re
from collections.abc import Mapping

_ACCOUNT = re.compile(r"AC[0-9a-fA-F]{32}")
_CALL = re.compile(r"CA[0-9a-f]{32}")
_RECORDING = re.compile(r"RE[0-9a-f]{32}")
_CONFERENCE = re.compile(r"CF[0-9a-f]{32}")


def is_account(text: str) -> bool:
    """Whether it is written as an account's is."""
    return _ACCOUNT.fullmatch(text) is not None


def call_id(form: Mapping[str, str]) -> str:
    """Of the call; "" where there is none."""
    return _id(form.get("CallSid", ""), _CALL)


def recording_id(form: Mapping[str, str]) -> str:
    """Of one just made: where a Record ends only its address is sure to be told. "" for none."""
    address = form.get("RecordingUrl", "").rpartition("/")[2]
    return _id(form.get("RecordingSid", ""), _RECORDING) or _id(address, _RECORDING)


def conference_id(form: Mapping[str, str]) -> str:
    """Of the conference that an event is about; "" where there is none."""
    return _id(form.get("ConferenceSid", ""), _CONFERENCE)


def _id(value: str, form: re.Pattern[str]) -> str:
    return value if form.fullmatch(value) else ""
