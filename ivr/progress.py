"""How far a long command is, for whoever sits before it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def progress(total: int, unit: str, *, shown: bool = True) -> Iterator[Callable[[str], None]]:
    """A bar over `total` steps, to be called after each with what it did.

    It goes to stderr, only if that is a terminal, and leaves nothing there.
    """
    if not shown or not sys.stderr.isatty():
        yield lambda done: None
        return
    with tqdm(total=total, unit=unit, leave=False, file=sys.stderr) as bar:

        def step(done: str) -> None:
            bar.set_postfix_str(done, refresh=False)
            bar.update()

        yield step
