"""What the processes write: one event a line, with ids and counts and never a number.

A process of the line writes to stdout, which machines collect; a command, whose stdout is its
answer, to stderr. Everything ends in one handler, ours and that of every library, and its last step
lets no possible telephone number through. Of an exception its class and place are told, nothing
else.
"""

import json as jsonlib
import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Literal

import structlog

from ivr.memory import leave_no_core
from ivr.numbers import WORD, scrub

Event = structlog.types.EventDict

QUIET = ("asyncio", "httpcore", "httpx", "redis", "rq.worker", "twilio", "urllib3",
         "uvicorn", "uvicorn.error", "uvicorn.asgi")  # fmt: skip
"""Libraries that would say at INFO whom they ask for what."""


def of_process() -> None:
    """The log of a process of the line: JSON unless somebody watches, and all its errors in it.

    It is all that such a process leaves behind: no memory of it is kept when it crashes.
    """
    leave_no_core()
    set_up(json=not sys.stdout.isatty(), stream="stdout")
    guard()


def set_up(*, json: bool = False, stream: Literal["stdout", "stderr"] = "stderr") -> None:
    """Log our events from INFO on; `json` for machines that collect it."""
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger) and logger.handlers:
            logger.handlers.clear()
            logger.propagate = True
    handler = _Handler(stream)
    handler.setFormatter(_Formatter(_as_json if json else _as_text()))
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.WARNING)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("ivr", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger("uvicorn.access").addFilter(_only_harmless)
    structlog.configure(
        processors=[structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: logging.getLogger("ivr"),
    )


def guard() -> None:
    """Errors that nobody caught, in any thread, and warnings go to the log too."""
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def failure(error: BaseException) -> dict[str, str]:
    """What may be told of an exception: its class and where it arose.

    Its message stays untold: it may quote the value that could not be read.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-4:]]
    return {"error": type(error).__name__, "at": " < ".join(reversed(places))}


# --- errors that nobody caught -------------------------------------------------------------------


def _uncaught(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error or kind(), trace)
    else:
        _tell("an error that nobody caught", kind, error)


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if not issubclass(args.exc_type, SystemExit):
        _tell("an error that nobody caught, in a thread", args.exc_type, args.exc_value)


def _unraisable(args: "sys.UnraisableHookArgs") -> None:
    _tell("an error that could not be raised", args.exc_type, args.exc_value)


def _tell(event: str, kind: type[BaseException], error: BaseException | None) -> None:
    told = failure(error) if error is not None else {"error": kind.__name__, "at": ""}
    structlog.get_logger().error(event, **told)


# --- the access log ------------------------------------------------------------------------------

_LANGUAGE = re.compile(r"(?:^|&)(l=[a-z]{2})(?:&|$)")


def _only_harmless(record: logging.LogRecord) -> bool:
    """A request without its client, and of its query at most the language of the call."""
    if not isinstance(record.args, tuple) or len(record.args) != 5:
        return False
    _, method, address, version, status = record.args
    path, _, query = str(address).partition("?")
    language = _LANGUAGE.search(query) if re.match("/voice(?:/|$)", path) else None
    record.msg = '"%s %s HTTP/%s" %s'
    record.args = (method, f"{path}?{language[1]}" if language else path, version, status)
    return True


# --- the one handler -----------------------------------------------------------------------------


class _Handler(logging.Handler):
    """Writes to the stream of that name of `sys`, as it is by then."""

    def __init__(self, stream: str) -> None:
        super().__init__()
        self._stream = stream

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = self.format(record)
        except Exception as error:  # logging itself would tell all values
            line = _json({"event": "a line that could not be written", **failure(error)})
        with suppress(OSError, ValueError):  # nobody reads it any more
            stream = getattr(sys, self._stream)
            stream.write(line + "\n")
            stream.flush()


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Events of ours and of every library, made alike; the last step is that no number is left."""

    def __init__(self, renderer: Callable[[object, str, Event], str]) -> None:
        super().__init__(
            foreign_pre_chain=[_first_line],
            processors=[
                self.remove_processors_meta,
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                _without_errors,
                renderer,
            ],
        )

    def format(self, record: logging.LogRecord) -> str:
        if not hasattr(record, "_logger"):
            record = logging.makeLogRecord(record.__dict__)
            record.msg = _named(record.msg)
            record.args = _named(record.args)  # type: ignore[assignment]  # of the same kind
        return super().format(record)


def _first_line(_: object, __: str, event: Event) -> Event:
    """The first line of a library's message: the others are tracebacks or quote code or values."""
    record = event["_record"]
    line = str(event["event"]).strip().partition("\n")[0]
    if record.name == "asyncio":  # which goes on with the values of a task or a callback
        line = re.split(r"[<(\[{'\"]", line)[0].strip()
    event.update(event=line, logger=record.name)
    return event


def _without_errors(_: object, __: str, event: Event) -> Event:
    """Class and place instead of an exception; no stack."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    for name in ("stack_info", "stack", "exception"):
        event.pop(name, None)
    told = failure(error) if isinstance(error, BaseException) else {}
    return told | {key: _named(value) for key, value in event.items()}


def _named(value: object) -> object:
    """Exceptions by their names, at any depth; of the system's also why."""
    match value:
        case OSError(errno=int(number)):
            return f"{type(value).__name__}: {os.strerror(number).lower()}"
        case BaseException():
            return type(value).__name__
        case list():
            return [_named(item) for item in value]
        case tuple():
            return tuple(_named(item) for item in value)
        case Mapping():
            return {key: _named(item) for key, item in value.items()}
    return value


def _as_text() -> Callable[[object, str, Event], str]:
    console = structlog.dev.ConsoleRenderer(colors=False)
    return lambda logger, name, event: scrub(console(logger, name, event))


def _as_json(_: object, __: str, event: Event) -> str:
    """A line of JSON, scrubbed value by value where it must be, and then as a whole."""
    line = _json(event, ascii_only=False)
    if line.isascii() and scrub(line) == line:
        return line
    line = _json(_scrubbed(event))
    whole = scrub(line)
    if whole != line:
        try:
            jsonlib.loads(whole)
        except ValueError:
            kept = {name: event[name] for name in ("level", "timestamp")}
            return _json({"event": f"a line with a {WORD}"} | kept)
    return whole


def _json(value: object, *, ascii_only: bool = True) -> str:
    return jsonlib.dumps(value, ensure_ascii=ascii_only, default=repr, skipkeys=False)


def _scrubbed(value: object) -> object:
    """As JSON will have it, with a word for each possible number: also for 2025550142 itself."""
    match value:
        case None | bool():
            return value
        case int() | float():
            return value if scrub(repr(value)) == repr(value) else WORD
        case str():
            return scrub(value)
        case Mapping():
            return {scrub(str(key)): _scrubbed(item) for key, item in value.items()}
        case list() | tuple():
            items = [_scrubbed(item) for item in value]
            return items if scrub(_json(items)) == _json(items) else WORD
    return scrub(repr(value))
