"""What a person has to look at before anybody can match it."""

import polars as pl

from blackstart.payables import findings
from blackstart.payables.checks.check import Check
from blackstart.payables.words import money

SENSE = (
    Check(
        finding=findings.LINE_GAPS,
        fails=(pl.col("kind") == "invoice") & pl.col("gap_line").is_not_null(),
        words=pl.format("Line {} has no quantity, or neither total nor price.", "gap_line"),
        place=pl.lit("BG-25"),
    ),
    Check(
        finding=findings.NEGATIVE,
        fails=pl.col("payable_minor") < 0,
        words=pl.format(
            "The amount due is {}.", money(pl.col("payable_minor"), pl.col("currency"))
        ),
        place=pl.lit("BT-115"),
    ),
)
