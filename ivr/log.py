"""What the processes write: one event a line, on stderr, with ids and counts and never a number."""

import logging
import sys
import traceback
from pathlib import Path

import structlog


def set_up(*, json: bool = False) -> None:
    """Log everything from INFO on; `json` for machines that collect it."""
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer()
        if json
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=_plainly)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # as it is by then
    )


def failure(error: BaseException) -> dict[str, str]:
    """What may be told of an exception: its class and where it arose.

    Its message stays untold: it may quote the value that could not be read.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-4:]]
    return {"error": type(error).__name__, "at": " < ".join(reversed(places))}


def _plainly(*_: object) -> None:
    """Tracebacks go nowhere: they can show values."""
