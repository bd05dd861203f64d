"""A web process's side of a connection: uvicorn's, with an end to its patience and its memory.

uvicorn reads a head of any length for any time and keeps what never asks anything; a proxy in
front of it usually does not. A line that has none would be silenced by whoever opens connections.
"""

import asyncio
import resource
import time
from asyncio import TimerHandle
from typing import TYPE_CHECKING, Any, ClassVar

import httptools
import structlog
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

LARGEST_HEAD = 32 * 1024
"""Bytes of a request's first line and headers. The carrier's are below 4 kB."""

END = b"\r\n\r\n"
"""What ends a head."""

REQUEST_WITHIN = 15.0
"""Seconds from a connection's beginning, or a request's first byte on one that is kept, until all
of the request is there: as long as the carrier waits for a whole webhook."""

SLOWEST = 16 * 1024
"""Bytes a second of a longer body, such as a recording: each of them adds its time."""

READ_WITHIN = 30.0
"""Seconds for which whoever asked may take nothing of an answer."""

LINGER = 5.0
"""Seconds for the rest of a body that nobody reads any more: its sender reads the answer then, and
would not where the connection had broken."""

AHEAD = 8
"""Requests that may come while one before them is answered; browsers and carriers send none."""

MOST = 4000
"""Connections of a process that wait for a request, its first or its next, or for the rest of one.
With one more the oldest ends."""

TOLD_EVERY = 60.0
"""Seconds between two lines in the log about requests that are none."""

if TYPE_CHECKING:
    from uvicorn._types import ASGI3Application

log = structlog.get_logger()


class TooMuch(Exception):
    """For the parser, which then is through with a connection."""


class Bounded(HttpToolsProtocol):
    """One connection. What is beyond a bound ends it; only a head that is none is answered, 400."""

    _waiting: ClassVar[dict["Bounded", None]] = {}
    _unreadable: ClassVar[int] = 0
    _told: ClassVar[float] = float("-inf")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._whole = False  # whether all of the request that came last is there
        self._began = self.loop.time()  # to wait for it
        self._read = 0  # bytes of the last read
        self._first = 0  # bytes of the read in which it began
        self._body = 0  # bytes of its body
        self._around = 0  # all others of later reads: its head, how a body is packed
        self._answering: RequestResponseCycle | None = None
        self._reading: TimerHandle | None = None
        self._writing: TimerHandle | None = None

    # --- the connection ---

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()
        self._reading = self.loop.call_later(REQUEST_WITHIN, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._leave()
        self._waiting.pop(self, None)
        for timer in (self._reading, self._writing):
            if timer is not None:
                timer.cancel()

    def _wait(self) -> None:
        self._waiting.pop(self, None)
        self._waiting[self] = None
        if len(self._waiting) > MOST:
            oldest = next(iter(self._waiting))
            del self._waiting[oldest]
            oldest._break()

    def _break(self) -> None:
        self._leave()
        self.transport.abort()

    def _leave(self) -> None:
        """Nobody is there for the answer under way; uvicorn would tell only the last one asked."""
        self.pipeline.clear()
        if self._answering is not None:
            self._answering.disconnected = True
            self._answering.message_event.set()

    # --- what is read ---

    def data_received(self, data: bytes) -> None:
        self._unset_keepalive_if_required()
        begins = self._whole or (self.cycle is None and self._around == 0)
        if begins and len(data) > LARGEST_HEAD and data.find(END, 0, LARGEST_HEAD) < 0:
            self._refuse()  # ten thousand headers take their time to be read
            return
        self._read = len(data)
        self._around += self._read
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserError:
            self._refuse()
        except httptools.HttpParserUpgrade:  # to what nobody offers: it is answered as it is
            return
        else:
            if self._around > 2 * LARGEST_HEAD + self._body:
                self._refuse()
        if not self._whole and self._reading is None:
            self._reading = self.loop.call_later(REQUEST_WITHIN, self._look)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._whole = False
        self._began = self.loop.time() if self.cycle else self._began
        self._first = self._read
        self._body = self._around = 0

    def on_headers_complete(self) -> None:
        if self._first + self._around > LARGEST_HEAD:  # else it cannot be too large
            head = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
            if head > LARGEST_HEAD:
                raise TooMuch
        if len(self.pipeline) >= AHEAD:
            raise TooMuch
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._around -= len(body)
        self._body += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._whole = True
        self._waiting.pop(self, None)
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        super().on_message_complete()
        if self.cycle.response_complete:  # which was the end of its body, too late for uvicorn
            self._wait()
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    def _look(self) -> None:
        """Whether the time for this request is over."""
        if self.flow.read_paused:  # it is us who do not read
            self._began = self.loop.time()
        left = self._began + REQUEST_WITHIN + self._body / SLOWEST - self.loop.time()
        if left <= 0:
            self._break()
        else:
            self._reading = self.loop.call_later(left, self._look)

    def _refuse(self) -> None:
        """One line a minute tells of all: strangers do not fill the log."""
        cls = type(self)
        cls._unreadable += 1
        if time.monotonic() - cls._told > TOLD_EVERY:
            log.warning("no HTTP, or a head of more than 32 kB: refused", times=cls._unreadable)
            cls._unreadable, cls._told = 0, time.monotonic()
        self.send_400_response("Invalid HTTP request received.")
        self._leave()
        self._end()

    # --- what is written ---

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: "ASGI3Application") -> None:
        self._answering = cycle
        super()._start_asgi_task(cycle, app)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.transport.is_closing():
            self._end()
        elif self._whole:
            self._wait()
        else:
            if self._reading is not None:
                self._reading.cancel()
            self._reading = self.loop.call_later(LINGER, self._break)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._writing = self.loop.call_later(READ_WITHIN, self._break)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None

    def timeout_keep_alive_handler(self) -> None:
        self._break()  # closing it would wait for whoever reads nothing

    def _end(self) -> None:
        """It is closing, as soon as all is read that was written; not for ever."""
        if self._writing is None and self.parser is not None:
            self._writing = self.loop.call_later(READ_WITHIN, self._break)


def open_files() -> None:
    """As many as this machine lets the process have: the usual 1,024 are soon used up."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
