"""What a caller pressed at a node, as it is counted: never which digits of a code or of a PIN."""

from collections.abc import Mapping

from ivr.node import Menu, Step

DIGITS, SILENCE, SPEECH = "digits", "silence", "speech"


def pressed(node: Menu | Step, form: Mapping[str, str]) -> str:
    """A key, or one of these three; "" where nothing was asked. `form` is the webhook's."""
    digits = form.get("Digits")
    if form.get("SpeechResult"):
        return SPEECH
    if digits is None:
        return ""
    if not digits:
        return SILENCE
    of_entry = node.entry and node.keys.get(digits, node.entry) == node.entry
    return DIGITS if of_entry or len(digits) > 1 or digits not in "0123456789*#" else digits
