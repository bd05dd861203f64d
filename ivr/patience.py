"""Work that may never end, given up after a while."""

import ctypes
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


class _Stop(BaseException):
    """No Exception, so that whatever a library catches goes past it."""


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """In a thread of its own, for no library here can be told to stop: one that takes too long is
    interrupted at its next step, for until then it would slow down all that comes after it.
    Raises TimeoutError."""
    done: Future[Result] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except Exception as error:
            done.set_exception(error)
        except _Stop:
            done.cancel()

    thread = Thread(target=run, daemon=True)
    thread.start()
    try:
        return done.result(seconds)
    finally:
        if not done.done() and thread.ident is not None:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(thread.ident), ctypes.py_object(_Stop)
            )
            thread.join(1)
