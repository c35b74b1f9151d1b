"""The main job on a small exercise: the document it prints, and what a second run adds: nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from blackstart.day.order import STEPS
from blackstart.outlook.step import FORECAST
from blackstart.work.standing import NAMES
from tests.cli.door import Door, fresh_names, small

SECTIONS = (
    "estate invoices pay treasury parts vehicles plants suppliers outlook notices record seconds"
).split()
BOOKS = "debt_in credits paid set_off discount open held refused".split()
AMOUNT = re.compile(r"-?\d+\.\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Twice:
    """What two runs on the same dossier printed, and how many rows there were after each."""

    name: str
    folder: Path
    first: Any
    second: Any
    rows: tuple[dict[str, int], dict[str, int]]


@pytest.fixture(scope="module")
def twice(blackstart: Door) -> Iterator[Twice]:
    """Run the small exercise twice."""
    name = blackstart.make_room(next(fresh_names))
    with TemporaryDirectory() as folder:
        dossier = small(Path(folder), name)
        documents, rows = [], []
        for _ in range(2):
            documents.append(blackstart.document("run", dossier, "--once"))
            rows.append(blackstart.rows(name))
        yield Twice(
            name=name,
            folder=dossier,
            first=documents[0],
            second=documents[1],
            rows=(rows[0], rows[1]),
        )


def test_the_document_has_every_section(twice: Twice) -> None:
    """One document holds what every room decided."""
    assert set(SECTIONS) <= set(twice.first)


@pytest.mark.parametrize("run", ["first", "second"])
def test_the_books_close_to_the_penny(twice: Twice, run: str) -> None:
    """By currency: debt in, less credits, is paid, set off, discount, open, held or refused."""
    books = getattr(twice, run)["invoices"]["books"]
    assert books
    for currency, book in books.items():
        assert set(book) == set(BOOKS), currency
        assert all(AMOUNT.fullmatch(amount) for amount in book.values()), book
        amounts = {name: Decimal(amount) for name, amount in book.items()}
        left = amounts["debt_in"] - amounts["credits"]
        assert left == sum(amounts[name] for name in BOOKS[2:]), (currency, book)
        assert amounts["debt_in"] > 0


def test_a_second_run_adds_nothing(twice: Twice) -> None:
    """No invoice, payment, shipment, notice, event: the store holds what it held."""
    first, second = twice.rows
    for table in ("invoices", "payments", "shipments", "wholesale_invoices", "outbox", "event"):
        assert first[table] > 0, table
    assert second == first


def test_a_second_run_says_the_same(twice: Twice) -> None:
    """Only what it measured of itself differs."""
    own = {"seconds", "performed"}
    assert twice.second["performed"] == []
    assert twice.first["performed"] == [*(step.name for step in STEPS), FORECAST.name]
    first, second = (
        {name: part for name, part in document.items() if name not in own}
        for document in (twice.first, twice.second)
    )
    assert second == first


def test_what_was_refused_is_counted_and_named(twice: Twice) -> None:
    """The three damaged documents stand in the load section with place and reason."""
    load = twice.first["load"]
    assert (load["refused"], load["documents_refused"], load["documents_unread"]) == (0, 3, 0)
    assert len(load["papers"]) == 3
    for paper in load["papers"]:
        assert (twice.folder / paper["file"]).is_file()
        assert paper["code"].startswith("BS-DOC-")
        assert paper["place"]
        assert paper["fix"]


def test_strict_ends_with_3_when_something_was_refused(blackstart: Door, twice: Twice) -> None:
    """The same run, for a script that wants to stop at the first doubt."""
    said = blackstart("run", twice.folder, "--once", "--strict", exit_code=3)
    assert "0 rows and files, 3 documents, each with its place and reason" in said.stdout


def test_strict_ends_with_0_when_nothing_was_refused(
    blackstart: Door, tmp_path: Path, name: str
) -> None:
    """Strictness alone refuses nothing."""
    dossier = small(tmp_path, blackstart.make_room(name), damaged_share=0.0)
    said = blackstart("run", dossier, "--once", "--strict")
    assert "refused    0 rows and files, 0 documents" in said.stdout


def test_the_summary_has_a_line_for_every_room(blackstart: Door, twice: Twice) -> None:
    """A person reads a line a room, and where the control room is."""
    said = blackstart("run", twice.folder, "--once")
    head, *lines = said.stdout.splitlines()
    assert head.startswith(f"EXERCISE {twice.name}, as of 2025-09-25T03:00:00Z  synthetic data")
    labels = [line.split()[0] for line in lines]
    assert labels[:7] == "restart invoices payments parts vehicles plants suppliers".split()
    assert {"support", "outlook", "notices", "record", "refused", "unknown"} <= set(labels)
    assert "http://localhost:8642/" in said.stderr
    assert "estate.plan" in said.stderr


def test_status_says_what_the_run_decided(blackstart: Door, twice: Twice) -> None:
    """Status repeats the rooms' lines, without deciding."""
    ran = blackstart("run", twice.folder, "--once").stdout.splitlines()
    stands = blackstart("status").stdout.splitlines()
    rooms = [line for line in ran[1:] if line.split()[0] not in {"notices", "refused", "unknown"}]
    assert set(rooms) <= set(stands)
    assert blackstart.document("status")["steps"]["estate.plan"]["facts"] == twice.first["estate"]


def test_status_tells_answers_of_another_day(blackstart: Door, tmp_path: Path, name: str) -> None:
    """When the exercise's clock moved on, what was decided before is shown as older."""
    blackstart("run", small(tmp_path, blackstart.make_room(name)), "--once")
    assert "older" not in blackstart("status").stdout
    assert blackstart("exercise", "advance").stdout == "2025-09-26T03:00:00Z\n"
    said = blackstart("status").stdout
    assert f"EXERCISE {name}, now 2025-09-26T03:00:00Z" in said
    assert f"older      {len(NAMES)} answers as of 2025-09-25T03:00:00Z" in said
