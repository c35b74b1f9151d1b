"""Despatch advices as they came: the first counts, and each line is about one order line."""

from itertools import permutations
from typing import Any

import polars as pl
import pytest

from blackstart.base.money import MICRO
from blackstart.day.tables import table
from blackstart.payables import findings
from blackstart.payables.matching.tables import Despatches
from blackstart.payables.selfbilling.advices import Advised, Sent, advised, billed_lines, sent
from blackstart.payables.tables import InvoiceFindings
from tests.payables.made import ago, firms, frame

A, B, C = ("a" * 64, "b" * 64, "c" * 64)
CAME = {A: 3, B: 2, C: 1}  # days ago
DOCUMENTS = frame("documents", *({"document": d, "arrived_on": ago(n)} for d, n in CAME.items()))
NOBODY = frame("billed_despatches")


def lines(document: str | None, *said: dict[str, Any]) -> pl.DataFrame:
    """Make the lines of an advice in a file."""
    rows = ({"line_no": n, "document": document, **one} for n, one in enumerate(said, start=1))
    return frame("despatches", *rows)


def kept(*files: pl.DataFrame) -> tuple[pl.DataFrame, set[str]]:
    """Read files one after the other, each twice; tell the rows, and what was found in which."""
    known, found = frame("despatches"), set[str]()
    for read in files:
        made = _checked(advised(read, known, DOCUMENTS))
        known = pl.concat([known.join(made.rows, on=KEY, how="anti"), made.rows]).sort(KEY)
        found |= set(made.findings["subject"])
        assert advised(read, known, DOCUMENTS).rows.is_empty()
    return known, found


KEY = table("despatches").key


def _checked(made: Advised) -> Advised:
    Despatches.validate(made.rows)
    InvoiceFindings.validate(made.findings)
    return made


def test_a_line_is_kept_once() -> None:
    """Sent again as it was, in any order: the row names the file that came first, no finding."""
    for order in permutations((lines(A, {}, {}), lines(B, {}, {}), lines(C, {}, {}))):
        known, found = kept(*order)
        assert known.select("line_no", "document").rows() == [(1, A), (2, A)]
        assert found == set()


@pytest.mark.parametrize(
    "other",
    [
        lines(B, {"quantity_micro": 7}, {}),
        lines(B, {"order_line": None}, {}),
        lines(B, {}, {}, {}),
        lines(B, {}),
    ],
)
def test_what_came_again_with_other_lines(other: pl.DataFrame) -> None:
    """What was changed, added or left out is found, read first or last; the first advice stays."""
    first = lines(A, {}, {})
    for files in ((first, other), (other, first), (pl.concat([other, first]),)):
        known, found = kept(*files)
        assert known.filter(document=A).equals(first)
        assert found == {B}
        made = sent_of(known).lines
        assert made["line_no"].to_list() == [1, 2]
        assert made["quantity_micro"].to_list() == [100 * MICRO] * 2


def test_the_dossiers_own_rows_came_first() -> None:
    """A table of the dossier is no file that came: it stays whatever a file says."""
    known, found = kept(lines(None, {}), lines(A, {"quantity_micro": 7}))
    assert known.equals(lines(None, {}))
    assert found == {A}


def sent_of(despatches: pl.DataFrame, *orders: dict[str, Any], **said: pl.DataFrame) -> Sent:
    """Ask about the order lines of despatches."""
    bills = billed_lines(said.get("billed", NOBODY), said.get("lines", frame("invoice_lines")))
    ordered = frame("purchase_orders", *(orders or ({},)))
    return sent(despatches, DOCUMENTS, ordered, firms({}), bills)


TWELVE = {"order_line": None, "unit": "DZN", "quantity_micro": MICRO}


@pytest.mark.parametrize(
    ("said", "orders", "found"),
    [
        ({}, [], (1, 100 * MICRO)),
        ({"order_line": 9}, [], (9, 100 * MICRO)),  # no price will be found
        ({"order_line": None}, [], (1, 100 * MICRO)),
        ({"order_line": None, "unit": "PCE"}, [{"unit": "EA"}], (1, 100 * MICRO)),
        (TWELVE, [{"unit": "C62"}], (1, 12 * MICRO)),
        ({**TWELVE, "order_line": 1}, [{"unit": "C62"}], (1, 12 * MICRO)),
        ({**TWELVE, "order_line": 1}, [{"unit": "KGM"}], None),
        ({**TWELVE, "order_line": 9}, [{"unit": "C62"}], None),
        (TWELVE, [{"unit": "KGM"}, {"unit": "C62", "line_no": 2}], (2, 12 * MICRO)),
        ({"order_line": None}, [{}, {"line_no": 2}], None),
        ({"order_line": None}, [{"part": "P2"}], None),
        ({"order_line": None}, [{"supplier": "S2"}], None),
        ({"order_line": None}, [{"order_no": "PO2"}], None),
        ({"order_line": None, "supplier": "SEAT-WORKS LTD."}, [], (1, 100 * MICRO)),
        ({"order_line": None, "supplier": "Nobody Ltd"}, [], None),
    ],
)
def test_which_order_line_it_is_about(
    said: dict[str, Any], orders: list[dict[str, Any]], found: tuple[int, int] | None
) -> None:
    """The one that it names, else the only one of order, part and unit; otherwise it is told."""
    made = sent_of(lines(A, said), *orders)
    assert made.lines.select("order_line", "quantity_micro").rows() == ([found] if found else [])
    assert [one.code for one in made.notes] == ([] if found else [findings.ADVICE_OPEN.code])
    assert {"unit", "document"}.isdisjoint(made.lines.columns)


def test_a_supplier_that_is_named() -> None:
    """A name that only one firm has is as good as our number; twice the same line counts once."""
    (name,) = firms({})["name"].to_list()
    made = sent_of(pl.concat([lines(B, {"supplier": name}), lines(A, {})]))
    assert made.lines.select("supplier", "despatch_no", "line_no").rows() == [("S1", "D1", 1)]


def test_what_was_billed_stays() -> None:
    """Neither an order that grew since nor an older advice that came late moves what was billed."""
    billed = frame("billed_despatches", {"quantity_micro": 5}, {"invoice": "CN", "line_no": 7})
    back = frame("billed_despatches", {"invoice": "SC", "quantity_micro": -1})
    bill = {"invoice": "SB-1", "line_no": 3, "line_id": "1", "order_line": 1}
    made = sent_of(
        pl.concat([lines(B, {"order_line": None}), lines(A, {"line_no": 2})]),
        {},
        {"line_no": 2},
        billed=pl.concat([billed, back]),
        lines=frame("invoice_lines", bill),
    )
    rows = made.lines.select("line_no", "order_line", "quantity_micro").rows()
    assert rows == [(1, 1, 5), (2, 1, 100 * MICRO)]
    assert made.notes == ()
