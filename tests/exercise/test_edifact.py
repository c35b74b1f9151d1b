"""Suppliers that send EDIFACT bill what they would bill in any other format."""

from dataclasses import fields, replace
from pathlib import Path

import polars as pl
import pytest

from blackstart.exercise.build import build
from blackstart.exercise.recipe import FaultShape, Recipe, RecipeError, check
from blackstart.exercise.small import small_recipe
from blackstart.post.reader import Heap
from tests.exercise.samples import documents

SAME = (
    "number kind seller_id seller_name seller_vat issued_on arrived_on currency order_no account "
    "lines_minor net_minor tax_minor gross_minor payable_minor"
).split()
SAME_LINES = "part quantity_micro unit price_micro net_minor order_no order_line receipt_no".split()


def _recipe(**shares: float) -> Recipe:
    recipe = small_recipe(3)
    none = {"ubl_share": 0.0, "cii_share": 0.0, "edifact_share": 0.0}
    faults = FaultShape(**{field.name: 0.0 for field in fields(FaultShape)})
    trade = replace(recipe.trade, **(none | shares))  # type: ignore[arg-type]  # floats by name
    return replace(recipe, trade=trade, faults=faults)


def _said(heap: Heap) -> tuple[pl.DataFrame, pl.DataFrame]:
    assert heap.documents["state"].unique().to_list() == ["read"]
    assert heap.findings.is_empty()
    invoices = heap.invoices.select(SAME).sort("seller_name", "number", "kind")
    return invoices, heap.lines.select(SAME_LINES).sort(SAME_LINES)


def test_edifact_says_what_ubl_says(tmp_path: Path) -> None:
    """Number, seller, dates, account, amounts and every line are the same in both."""
    read = [
        documents(build(_recipe(**{f"{form}_share": 1.0}), tmp_path / form))
        for form in ("ubl", "edifact")
    ]
    assert set(read[1].documents["format"]) == {"EDIFACT INVOIC D.96A"}
    for ours, theirs in zip(*map(_said, read), strict=True):
        assert ours.height > 30
        assert ours.equals(theirs)


def test_shares_of_formats_are_shares() -> None:
    """More than all suppliers cannot send XML and EDIFACT."""
    with pytest.raises(RecipeError, match="edifact_share is more than 1"):
        check(_recipe(ubl_share=0.5, cii_share=0.3, edifact_share=0.3))
