"""Six damaged dossiers, each the small one with one change: the place is named, nothing is half in.

A table that is missing and dependencies that run in a circle are no refusals: the run says what it
cannot answer, or which services need each other, and plans all the same.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from blackstart.day.tables import DOSSIER_TABLES
from tests.cli.door import Door, add_row, change_cell, fresh_names, small

DOCTYPE = '<!DOCTYPE Invoice [<!ENTITY amount "1">]>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One change to the small dossier, and what must come of it.

    Attributes:
        does: makes the change.
        load_exit: how `load` ends; `run --strict` ends alike.
        refused: rows and files refused, documents refused.
        place: file, row and column of the row that is refused.
        rule: the rule that the row broke.
        paper: code and file of the document that is refused.
        fewer: by table, how many rows fewer than of the sound dossier are in the store.
        unknown: what the run says that it cannot answer.
        cycle: services that need each other.
    """

    does: Callable[[Path], None]
    load_exit: int = 3
    refused: tuple[int, int] = (1, 0)
    place: tuple[str, int, str] | None = None
    rule: str = ""
    paper: tuple[str, str] | None = None
    fewer: Callable[["Loaded"], dict[str, int]]
    unknown: tuple[str, ...] = ()
    cycle: tuple[str, ...] = ()


def lose_receipts(dossier: Path) -> None:
    """Take a table away, and its resource with it."""
    (dossier / "tables" / "receipts.csv").unlink()
    package = json.loads((dossier / "datapackage.json").read_text("utf-8"))
    package["resources"] = [one for one in package["resources"] if one["name"] != "receipts"]
    (dossier / "datapackage.json").write_text(json.dumps(package), "utf-8")


def count_in_words(dossier: Path) -> None:
    """Write a quantity in words."""
    change_cell(dossier / "tables" / "receipts.csv", 5, "quantity_micro", "ten")


def price_in_shells(dossier: Path) -> None:
    """Price an order line in a currency that does not exist."""
    change_cell(dossier / "tables" / "purchase_orders.csv", 4, "currency", "QQQ")


def close_the_circle(dossier: Path) -> None:
    """Let the network need a service that cannot be rebuilt without it."""
    needs = {"service": "network", "needs": "bank-gateway", "kind": "rebuild"}
    add_row(dossier / "tables" / "dependencies.csv", needs)


def owe_the_shelf(dossier: Path) -> None:
    """Count fewer than no parts."""
    change_cell(dossier / "tables" / "part_stock.csv", 3, "on_hand", "-8")


def invoice(dossier: Path) -> Path:
    """Give the first invoice in XML of which there is no copy."""
    papers = sorted((dossier / "documents" / "ubl").rglob("*.xml"))
    return next(path for path in papers if "again" not in path.name)


def lines_of(paper: Path) -> int:
    """Count the lines of an invoice or a credit note in UBL."""
    return len(re.findall(r"<cac:(?:Invoice|CreditNote)Line>", paper.read_text("utf-8")))


def declare_a_doctype(dossier: Path) -> None:
    """Put a DOCTYPE with an entity into an invoice."""
    text = invoice(dossier).read_text("utf-8")
    head, mark, rest = text.partition("?>")
    invoice(dossier).write_text(f"{head}{mark}\n{DOCTYPE}{rest}", "utf-8")


DAMAGES = {
    "missing table": Damage(
        does=lose_receipts,
        load_exit=0,
        refused=(0, 0),
        fewer=lambda sound: {"receipts": sound.rows["receipts"]},
        unknown=("No receipts are known: nobody can tell what arrived.",),
    ),
    "wrong type": Damage(
        does=count_in_words,
        place=("tables/receipts.csv", 5, "quantity_micro"),
        rule="is no whole number",
        fewer=lambda _: {"receipts": 1},
    ),
    "unknown currency": Damage(
        does=price_in_shells,
        place=("tables/purchase_orders.csv", 4, "currency"),
        rule="is not: ISO 4217 currency code",
        fewer=lambda _: {"purchase_orders": 1},
    ),
    "cyclic dependencies": Damage(
        does=close_the_circle,
        load_exit=0,
        refused=(0, 0),
        fewer=lambda _: {"dependencies": -1},
        cycle=("bank-gateway", "network"),
    ),
    "negative stock": Damage(
        does=owe_the_shelf,
        place=("tables/part_stock.csv", 3, "on_hand"),
        rule="is below 0",
        fewer=lambda _: {"part_stock": 1},
    ),
    "an invoice with a DOCTYPE": Damage(
        does=declare_a_doctype,
        refused=(0, 1),
        paper=("BS-DOC-003", "byte 39"),
        fewer=lambda sound: {"invoices": 1, "invoice_lines": lines_of(invoice(sound.dossier))},
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A dossier that was loaded and run, sound or damaged."""

    dossier: Path
    load: Any
    rows: dict[str, int]
    run: Any


def loaded(door: Door, folder: Path, does: Callable[[Path], None], load_exit: int) -> Loaded:
    """Build the small dossier, change it, load it and run it."""
    name = door.make_room(next(fresh_names))
    dossier = small(folder, name, damaged_share=0.0)
    does(dossier)
    load = door.document("load", dossier, exit_code=load_exit)
    rows = door.rows(name)
    run = door.document("run", dossier, "--once")
    door("run", dossier, "--once", "--strict", exit_code=load_exit)
    return Loaded(dossier=dossier, load=load, rows=rows, run=run)


@pytest.fixture(scope="module")
def sound(blackstart: Door, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Load and run the small dossier as it is."""
    return loaded(blackstart, tmp_path_factory.mktemp("sound"), lambda _: None, 0)


@pytest.fixture(scope="module", params=DAMAGES)
def damaged(
    request: pytest.FixtureRequest, blackstart: Door, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Damage, Loaded]:
    """Load and run the small dossier with one change."""
    damage = DAMAGES[request.param]
    folder = tmp_path_factory.mktemp("damaged")
    return damage, loaded(blackstart, folder, damage.does, damage.load_exit)


def test_the_sound_dossier_is_taken_whole(sound: Loaded) -> None:
    """Without a change nothing is refused, and every row of every table is in the store."""
    assert (sound.load["refused"], sound.load["documents_refused"]) == (0, 0)
    for table in DOSSIER_TABLES:
        lines = (sound.dossier / "tables" / f"{table.name}.csv").read_text("utf-8").splitlines()
        assert sound.rows[table.name] == len(lines) - 1, table.name


def test_what_was_refused_is_counted(damaged: tuple[Damage, Loaded]) -> None:
    """`load` and `run` count the same."""
    damage, found = damaged
    for load in (found.load, found.run["load"]):
        assert (load["refused"], load["documents_refused"]) == damage.refused


def test_the_place_is_named(damaged: tuple[Damage, Loaded]) -> None:
    """File, row and column of a row; file and byte of a document; nothing else is accused."""
    damage, found = damaged
    rows = [(row["file"], row["row"], row["column"]) for row in found.load["rows_refused"]]
    assert rows == [place for place in [damage.place] if place]
    assert [row["rule"] for row in found.load["rows_refused"]] == [damage.rule][: len(rows)]
    papers = [(paper["code"], paper["place"]) for paper in found.load["papers"]]
    assert papers == [paper for paper in [damage.paper] if paper]
    for paper in found.load["papers"]:
        assert found.dossier / paper["file"] == invoice(found.dossier)


def test_nothing_is_half_loaded(damaged: tuple[Damage, Loaded], sound: Loaded) -> None:
    """Everything but the refused row or document is in the store, and only that is not."""
    damage, found = damaged
    fewer = {
        name: count - found.rows[name]
        for name, count in sound.rows.items()
        if name not in {"rejected_rows", "invoice_findings", "event"} and count != found.rows[name]
    }
    assert fewer == damage.fewer(sound)
    assert found.rows["rejected_rows"] == bool(damage.place)


def test_what_cannot_be_answered_is_said(damaged: tuple[Damage, Loaded]) -> None:
    """The invoices' section says which question has no answer without the table."""
    damage, found = damaged
    assert set(damage.unknown) <= set(found.run["invoices"]["unknown"])


def test_a_circle_is_named_and_everything_is_planned(
    damaged: tuple[Damage, Loaded], sound: Loaded
) -> None:
    """Each service of the circle is named; no open gate is left without a day."""
    damage, found = damaged
    cycles = found.run["estate"]["cycles"]
    assert bool(cycles) == bool(damage.cycle)
    assert not damage.cycle or list(damage.cycle) in cycles
    gates = found.run["estate"]["gates"]
    assert sum(gates.values()) == sum(sound.run["estate"]["gates"].values())
    assert sum(phase["gates"] for phase in found.run["estate"]["phases"]) == gates["open"] > 0


def test_a_table_that_is_promised_and_not_there_is_refused(
    blackstart: Door, tmp_path: Path, name: str
) -> None:
    """When datapackage.json names a file, its absence is a fault of the dossier."""
    dossier = small(tmp_path, blackstart.make_room(name), damaged_share=0.0)
    (dossier / "tables" / "receipts.csv").unlink()
    said = blackstart("load", dossier, exit_code=3)
    assert "refused  BS-LOAD-009 tables/receipts.csv: datapackage.json names a file" in said.stdout
    assert blackstart.rows(name)["receipts"] == 0


def test_a_refused_row_is_loaded_once_it_is_mended(
    blackstart: Door, tmp_path: Path, name: str
) -> None:
    """A newer export updates: the row comes in, and its fault is forgotten."""
    dossier = small(tmp_path, blackstart.make_room(name), damaged_share=0.0)
    owe_the_shelf(dossier)
    said = blackstart("load", dossier, exit_code=3)
    place = "refused  tables/part_stock.csv row 3 on_hand: is below 0 (-8); the row was not loaded"
    assert place in said.stdout
    before = blackstart.rows(name)
    change_cell(dossier / "tables" / "part_stock.csv", 3, "on_hand", "8")
    assert "refused" not in blackstart("load", dossier).stdout.splitlines()[2:]
    after = blackstart.rows(name)
    assert after["part_stock"] == before["part_stock"] + 1
    assert (before["rejected_rows"], after["rejected_rows"]) == (1, 0)
