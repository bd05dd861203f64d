"""What was worked out lately, for whoever asks again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The answers to the last `most` questions. May be asked from several threads.

    It holds no reference to who works them out: a schedule that is replaced is let go of at once,
    and not when the interpreter next looks for circles.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, question: K, make: Callable[[K], V]) -> V:
        """The answer; two threads may `make` the same at once, and neither waits."""
        with self._lock:
            if question in self._found:
                self._found.move_to_end(question)
                return self._found[question]
        made = make(question)
        self.put(question, made)
        return made

    def put(self, question: K, answer: V) -> None:
        with self._lock:
            self._found[question] = answer
            while len(self._found) > self._most:
                self._found.popitem(last=False)

    def forget(self, which: Callable[[K], bool]) -> None:
        with self._lock:
            for question in [question for question in self._found if which(question)]:
                del self._found[question]
