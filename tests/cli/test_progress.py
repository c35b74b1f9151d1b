"""What a person is told while the work goes on."""

import io
import time
from collections.abc import Iterator
from itertools import count

import pytest

from blackstart.cli import progress


@pytest.mark.parametrize(
    ("total", "left", "seconds", "line"),
    [
        (49, 49, 3.0, "documents read: 0 of 49"),
        (6000, 4500, 3.0, "documents read: 1,500 of 6,000, 500 a second, 9 s left"),
        (500, 0, 2.0, "documents read: 500 of 500, 250 a second, 0 s left"),
        (500, 700, 2.0, "documents read: 0 of 500"),
    ],
)
def test_a_heap_has_a_rate_and_a_time_left(
    total: int, left: int, seconds: float, line: str
) -> None:
    """More may arrive while it is counted; that is no negative number of documents."""
    assert progress.rate_line("documents read", total, left, seconds) == line


def test_a_heap_is_counted_while_the_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody looks now and then, and stops looking when the work is done."""
    monkeypatch.setattr(progress, "SECONDS", 0.01)
    heap: Iterator[int] = count(10, -1)
    told: list[str] = []
    with progress.counted(told.append, "read", lambda: next(heap)):
        deadline = time.monotonic() + 10
        while len(told) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
    assert told[0].startswith("read: 1 of 10, ")
    said = len(told)
    time.sleep(0.05)
    assert len(told) == said


def test_an_empty_heap_is_not_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is told about nothing."""
    monkeypatch.setattr(progress, "SECONDS", 0.0)
    told: list[str] = []
    with progress.counted(told.append, "read", lambda: 0):
        time.sleep(0.01)
    assert told == []


def test_a_log_gets_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal each line stays."""
    with progress.shown() as tell:
        tell("table receipts")
    assert capsys.readouterr().err == "table receipts\n"


class Terminal(io.StringIO):
    """A stderr that a person looks at."""

    def isatty(self) -> bool:
        """Say that somebody is there."""
        return True


def test_a_person_gets_one_moving_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the line is drawn anew, taken away at the end, and shows names as they are."""
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress.shown() as tell:
        tell("documents/[bold]x.xml")
        time.sleep(0.3)
    assert "documents/[bold]x.xml" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[2K")
