"""A bar for what takes long, on standard error, where that is a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_MANY = 200
"""Steps from which on a bar is worth drawing."""


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Gives a function that is told how many of how many steps are done."""
    if not sys.stderr.isatty():
        yield lambda done, steps: None
        return
    from rich.progress import Progress

    with Progress(transient=True) as bar:
        task = bar.add_task(what, total=None, visible=False)

        def advance(done: int, steps: int) -> None:
            if steps >= _MANY:
                bar.update(task, completed=done, total=steps, visible=True)

        yield advance
