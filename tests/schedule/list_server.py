"""A real server of meeting lists on this machine, which can behave as badly as real ones do."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What the server says: a status, headers, a body, or something done by hand."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    by_hand: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class ListServer:
    """`answers` are given in turn, the last one again and again, to what `by_path` does not name;
    `asked` are (path, headers)."""

    url: str
    done: threading.Event
    answers: list[Answer] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    by_path: dict[str, Answer] = field(default_factory=dict)

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def give(self, *answers: Answer | bytes) -> None:
        self.answers[:] = [a if isinstance(a, Answer) else Answer(a) for a in answers]


@contextmanager
def list_server() -> Iterator[ListServer]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            lists.asked.append((self.path, dict(self.headers)))
            answer = lists.by_path.get(self.path) or lists.next()
            self.close_connection = True
            if answer.by_hand is not None:
                answer.by_hand(self)
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.send_header("Connection", "close")  # else its end comes as a surprise
            self.end_headers()
            try:
                self.wfile.write(answer.body)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: a test's output is its result."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    lists = ListServer(f"http://127.0.0.1:{server.server_port}/main_server/", threading.Event())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield lists
    finally:
        lists.done.set()
        server.shutdown()
        thread.join()
        server.server_close()
