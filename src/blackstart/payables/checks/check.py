"""A check: what it finds, on which rows, in which words."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from blackstart.base.finding import FindingCode
from blackstart.payables.findings import PRECEDENCE

WHY = {
    "invoice": pl.String,
    "code": pl.String,
    "place": pl.String,
    "severity": pl.String,
    "message": pl.String,
    "fix": pl.String,
    "precedence": pl.Int64,
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Check:
    """One small rule on the rows of a frame that has a column `invoice`.

    Attributes:
        finding: the code that a failing row gets.
        fails: true where the rule is broken; unknown is not broken.
        words: what is wrong, with the values that were met.
        place: where: the business term, or an expression that names the line.
    """

    finding: FindingCode
    fails: pl.Expr
    words: pl.Expr
    place: pl.Expr


def run(frame: pl.DataFrame, checks: Iterable[Check]) -> pl.DataFrame:
    """Run checks on a frame.

    Args:
        frame: what the checks look at, with a column `invoice`.
        checks: rules; each sees all rows.

    Returns:
        A row for each invoice and rule that it breaks: `invoice`, `code`, `place`, `severity`,
        `message`, `fix`, `precedence`, in no promised order.
    """
    return pl.concat([pl.DataFrame(schema=WHY), *(_one(frame, check) for check in checks)])


def _one(frame: pl.DataFrame, check: Check) -> pl.DataFrame:
    finding = check.finding
    return frame.filter(check.fails.fill_null(value=False)).select(
        "invoice",
        code=pl.lit(finding.code),
        place=check.place,
        severity=pl.lit(finding.severity.value),
        message=check.words,
        fix=pl.lit(finding.fix),
        precedence=pl.lit(PRECEDENCE[finding.code], dtype=pl.Int64),
    )


def first(why: pl.DataFrame) -> pl.DataFrame:
    """Keep the reason of each invoice that stands first in the room's list; notes stop nothing."""
    return (
        why.filter(pl.col("severity") != "note")
        .sort("invoice", "precedence", "place", "message")
        .unique("invoice", keep="first", maintain_order=True)
    )
