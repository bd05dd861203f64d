"""Why something cannot be done, in the reader's language: the rest of the line says it in English.

What is for whoever runs the server goes to the log.
"""

import structlog

from ivr.console.visit import Asked
from ivr.people import person as people
from ivr.recordings.document import StateNotWritten
from ivr.recordings.state import CannotChange
from ivr.recordings.storage import StoreAway

log = structlog.get_logger()


class Told(people.CannotChange):
    """A sentence in the reader's language already."""


def said(asked: Asked, error: Exception) -> str:
    """What `error` says, in the language of the page."""
    if isinstance(error, Told):
        return str(error)
    if isinstance(error, CannotChange | people.CannotChange) and error.reason:
        return asked.text(f"reason-{error.reason}", **error.values)
    log.warning("an operator was refused something", why=str(error))
    if isinstance(error, StateNotWritten):
        return asked.text("reason-no-copy")
    if isinstance(error, StoreAway):
        return asked.text("reason-store")
    return asked.text("reason-other")
