"""What is being done, on stderr: a moving line for a person, plain lines for a log."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TypeAlias

from blackstart.cli.output import say

Tell: TypeAlias = Callable[[str], None]
SECONDS = 3.0


@contextmanager
def shown() -> Iterator[Tell]:
    """Give a function that is told what is being done, for as long as the block lasts."""
    if not sys.stderr.isatty():
        yield say
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as line:
        task = line.add_task("starting", total=None)
        yield lambda text: line.update(task, description=text)


@contextmanager
def counted(tell: Tell, what: str, left: Callable[[], int]) -> Iterator[None]:
    """Tell every few seconds how much of a heap is done, how fast, and how long it will take.

    Args:
        tell: told a short line at a time.
        what: what the heap holds, and what is done with it: "documents read".
        left: counts what is still to do; other workers take from the heap too.
    """
    total, started, done = left(), time.monotonic(), Event()

    def watch() -> None:
        while not done.wait(SECONDS):
            tell(rate_line(what, total, left(), time.monotonic() - started))

    watcher = Thread(target=watch, daemon=True)
    if total:
        watcher.start()
    try:
        yield
    finally:
        done.set()
        if total:
            watcher.join()


def rate_line(what: str, total: int, left: int, seconds: float) -> str:
    """Say how far a heap is: "documents read: 1,500 of 6,000, 500 a second, 9 s left"."""
    done = max(total - left, 0)
    line = f"{what}: {done:,} of {total:,}"
    if not done:
        return line
    return f"{line}, {done / seconds:,.0f} a second, {left * seconds / done:,.0f} s left"
