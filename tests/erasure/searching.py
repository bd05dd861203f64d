"""The search in a process of its own, so that it never rests and keeps nobody waiting.

It looks again and again, and is asked now and then for a look that begins after the question.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType

from tests.erasure.search import Search

PATIENCE = 60.0
REST = 0.4  # seconds between two looks


@dataclass(frozen=True)
class Told:
    """What was looked at until now, and what was found: pairs of a place and a number."""

    looks: int
    values: int
    bytes: int
    found: list[list[str]]


class Searching:
    """The process. `ask` and `answer` come in turns."""

    def __init__(self, numbers: Iterable[str], redis_url: str, folders: Iterable[Path]) -> None:
        asked = {
            "numbers": list(numbers),
            "redis_url": redis_url,
            "folders": [str(folder) for folder in folders],
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.erasure.searching"],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._say(json.dumps(asked))

    def __enter__(self) -> "Searching":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate(timeout=PATIENCE)

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None

    def ask(self) -> None:
        """For a look that begins from now on."""
        self._say("")

    def answer(self) -> Told:
        """Waits for that look to be done."""
        assert self._process.stdout is not None
        return Told(*json.loads(self._process.stdout.readline()))

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()


def main() -> None:
    asked = json.loads(sys.stdin.readline())
    search = Search(asked["numbers"], asked["redis_url"], map(Path, asked["folders"]))
    questions: Queue[str] = Queue()
    threading.Thread(target=_listen, args=(questions,), daemon=True).start()
    while True:
        try:
            question = questions.get(timeout=REST)
        except Empty:
            search.look()
            continue
        if not question:
            return  # nobody is there to ask any more
        found = search.look()
        places = sorted([each.place, each.number] for each in found)
        print(json.dumps([search.looks, search.values, search.bytes, places]), flush=True)


def _listen(questions: Queue[str]) -> None:
    while line := sys.stdin.readline():
        questions.put(line)
    questions.put("")


if __name__ == "__main__":
    main()
