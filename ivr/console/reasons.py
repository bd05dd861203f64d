"""Why a person cannot be changed so, in the reader's language: `ivr/people` says it in English.

A sentence that is not here is shown as it is.
"""

import re

from ivr.console.visit import Asked

REASONS = {
    "reason-short": r"A password must have (?P<count>\d+) characters or more: .*",
    "reason-unseen": r"A password must have only characters that can be seen, and spaces\.",
    "reason-of-name": r"A password must not be made of the name: .*",
    "reason-obvious": r"That password is among the first that strangers try: .*",
    "reason-name": r"A name must be one line of 1 to (?P<count>\d+) characters\.",
    "reason-number": r"No telephone number may stand in a name: .*",
    "reason-letter": r"A name must have a letter, .*",
    "reason-taken": r"There is a person named (?P<name>.*) already: .*",
    "reason-last": r"(?P<name>.*) is the last operator who can sign in: .*",
}
"""Texts of the console, and the sentences they stand for."""


def said(asked: Asked, error: Exception) -> str:
    """What `error` says, in the language of the page."""
    for name, sentence in REASONS.items():
        if found := re.fullmatch(sentence, str(error)):
            return asked.text(name, **found.groupdict())
    return str(error)
