"""The carrier's ids in a signed webhook's form: random names of a call and of a recording."""

import re
from collections.abc import Mapping

_CALL = re.compile(r"CA[0-9a-f]{32}")
_RECORDING = re.compile(r"RE[0-9a-f]{32}")


def call_id(form: Mapping[str, str]) -> str:
    """Of the call; "" where there is none."""
    return _id(form.get("CallSid", ""), _CALL)


def recording_id(form: Mapping[str, str]) -> str:
    """Of one just made: where a Record ends only its address is sure to be told. "" for none."""
    address = form.get("RecordingUrl", "").rpartition("/")[2]
    return _id(form.get("RecordingSid", ""), _RECORDING) or _id(address, _RECORDING)


def _id(value: str, form: re.Pattern[str]) -> str:
    return value if form.fullmatch(value) else ""
