"""The rules of the house can fail: each is shown a fault that was planted."""

import pytest

from tests.house import arrows, purity, sizes, words
from tests.house.source import PRODUCT, Source

LONG = "def long() -> None:\n" + "    pass\n" * 50
JOB_FILE = f"{PRODUCT}work/a.py"


@pytest.mark.parametrize(
    ("name", "text", "faults"),
    [
        ("parts/a.py", "x = 1\n" * 401, 1),
        ("parts/a.py", "x = 1\n" * 400, 0),
        ("parts/a.py", LONG, 1),  # 51 lines
        ("parts/a.py", LONG.replace("    pass\n", "    'what it does'\n", 1), 0),
        (JOB_FILE, "def job() -> None:\n" + "    pass\n" * 25, 1),
        (JOB_FILE, "def job() -> None:\n" + "    pass\n" * 24, 0),
    ],
)
def test_sizes(name: str, text: str, faults: int) -> None:
    """Too many lines are seen, and docstrings do not count."""
    assert len(list(sizes.too_long([Source(name, text)]))) == faults


def test_medians() -> None:
    """Empty files do not make the house look shorter than it is."""
    files = [Source("a.py", ""), Source("b.py", "x = 1\n" * 200), Source("c.py", LONG)]
    assert sizes.medians(files) == (125.5, 51)


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("parts/a.py", "from blackstart.base.money import show", True),
        ("parts/a.py", "from blackstart.parts import stock", True),
        ("parts/a.py", "import polars", True),
        ("work/a.py", "from blackstart import payables, base", True),
        ("parts/a.py", "from blackstart.payables.invoice import Invoice", False),
        ("parts/a.py", "from blackstart import vehicles", False),
        ("parts/a.py", "import blackstart.store.server as server", False),
        ("parts/a.py", "def lazy():\n    from blackstart.day import tables", False),
        ("base/a.py", "if TYPE_CHECKING:\n    from blackstart.parts import stock", False),
        ("post/a.py", "import_module('blackstart.store.server')", False),
        ("work/a.py", "run('blackstart.web.app:app')", False),
        ("outlook/a.py", "from ..work import jobs", False),
        ("attic/a.py", "from blackstart.base import money", False),
        ("parts/a.py", "from blackstart.attic import money", False),
    ],
)
def test_arrows(name: str, text: str, *, kept: bool) -> None:
    """An arrow up, to the side, into an unlisted room or by a relative import is seen."""
    assert (not list(arrows.pointing_up([Source(name, text)]))) is kept


@pytest.mark.parametrize(
    ("text", "in_room", "in_hall"),
    [
        ("datetime.now(UTC)", True, True),
        ("datetime.datetime.utcnow()", True, True),
        ("date.today()", True, True),
        ("time.time()", True, True),
        ("from time import time", True, True),
        ("clock.now()", True, False),  # a hall may ask the clock that it was handed
        ("time.perf_counter()", False, False),  # how long is not when
        ("today(clock, mode)", False, False),
    ],
)
def test_clocks(text: str, *, in_room: bool, in_hall: bool) -> None:
    """Rooms hold no clock at all, halls not the machine's."""
    for any_clock, seen in ((True, in_room), (False, in_hall)):
        found = list(purity.clocks([Source("parts/a.py", text)], any_clock=any_clock))
        assert bool(found) is seen


@pytest.mark.parametrize(
    ("text", "carries"),
    [
        ("import os.path", True),
        ("from pathlib import Path", True),
        ("open('x')", True),
        ("pl.read_csv(path)", True),
        ("frame.write_parquet(path)", True),
        ("query = 'SELECT *\\nFROM invoices'", True),
        ("query = 'update invoices set paid = true'", True),
        ("'Select the run that you want to sign'", False),
        ("frame.select(pl.col('a'))", False),
        ("import polars as pl", False),
    ],
)
def test_carrying(text: str, *, carries: bool) -> None:
    """Files, sockets, prints and SQL in a room are seen; talk about them is not."""
    assert bool(list(purity.carrying([Source("parts/a.py", text)]))) is carries


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("x = 1", 1),
        ("'''A module.'''\nclass A:\n    pass", 1),
        ("'''A module.'''\nclass A:\n    '''A.'''\n    def use(self): ...", 1),
        ("'''A module.'''\ndef _own(): ...", 0),
        ("'''A module.'''\ndef use():\n    '''Do.'''\n    def inner(): ...", 0),
    ],
)
def test_docstrings(text: str, faults: int) -> None:
    """A public thing without a docstring is seen; private and nested ones are free."""
    assert len(list(words.undocumented([Source("parts/a.py", text)]))) == faults


def test_wordless_tests() -> None:
    """A test without a sentence is seen, methods too."""
    text = "class TestA:\n    def test_a(self): ...\ndef test_b():\n    '''B.'''"
    assert list(words.wordless_tests([Source("a.py", text)])) == ["a.py:2 test_a"]


@pytest.mark.parametrize(
    ("comment", "explained"),
    [
        ("# noqa", False),
        ("# noqa: S603", False),
        ("# noqa: S603 because", False),  # one word is no reason
        ("# noqa: S603, S607 - our own server", True),
        ("# type: ignore", False),
        ("# type: ignore[arg-type]", False),
        ("# type: ignore[arg-type]  # the stub lacks None", True),
        ("# pragma: no cover", False),
        ("# pragma: no cover - only on another system", True),
        ("# a comment", True),
    ],
)
def test_exemptions(comment: str, *, explained: bool) -> None:
    """An exemption without a code, or without words, is seen."""
    assert words.explained(comment) is explained


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", 0),
        ("'''Gates.'''\nfrom blackstart.a import B\nGATES = (B,)", 0),
        ("from blackstart.a import B", 1),
        ("GATES = [1]", 1),
        ("def f(): ...", 1),
    ],
)
def test_init_files(text: str, faults: int) -> None:
    """Code, lists and mere re-exports in an `__init__.py` are seen."""
    assert len(list(words.overfull(Source("estate/__init__.py", text)))) == faults
