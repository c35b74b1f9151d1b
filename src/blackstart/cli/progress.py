"""What is being done, on stderr: a moving line for a person, plain lines for a log."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from blackstart.cli.output import say


@contextmanager
def shown() -> Iterator[Callable[[str], None]]:
    """Give a function that is told what is being done, for as long as the block lasts."""
    if not sys.stderr.isatty():
        yield say
        return
    from rich.console import Console

    started = time.monotonic()
    with Console(stderr=True).status("starting") as status:
        yield lambda line: status.update(f"{time.monotonic() - started:5.0f} s  {line}")
