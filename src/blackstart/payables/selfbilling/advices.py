"""Despatch advices as they came: which one counts, and about which order lines it is.

A supplier may send an advice twice, with other words or other lines. The one that came first
counts as a whole, whichever was read first: to bill the lines of both would bill goods twice.
"""

from dataclasses import dataclass

import polars as pl

from blackstart.base.finding import Finding
from blackstart.payables import findings
from blackstart.payables.matching.units import in_the_orders_unit
from blackstart.payables.shape import changed, shaped
from blackstart.payables.supplier_id import identify
from blackstart.payables.tables import InvoiceFindings
from blackstart.payables.telling import tell

_ADVICE = ["supplier", "despatch_no"]
_LINE = [*_ADVICE, "line_no"]
_UNASKED = ("unit", "document")  # all that the desk does not ask of a despatch
_PACK = ("pack_unit", "pack_quantity_micro")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """What files say of despatches, beside what is known.

    Attributes:
        rows: rows for `despatches` that are new or take the place of what came later.
        findings: rows for `invoice_findings`: advices that came again with other lines.
    """

    rows: pl.DataFrame
    findings: pl.DataFrame


def advised(read: pl.DataFrame, known: pl.DataFrame, documents: pl.DataFrame) -> Advised:
    """Lay lines that were read beside those that are known; in any order the result is the same.

    Args:
        read: lines of files, as rows of `despatches`.
        known: rows of `despatches` with the same numbers.
        documents: `document` and `arrived_on` of all of them; a row without document came first.

    Findings:
        BS-PAY-055.
    """
    lines = pl.concat([known, read]).unique(maintain_order=True).pipe(_in_turn, documents)
    first = lines.filter(pl.col("document").eq_missing(pl.col("first")))
    said = [name for name in read.columns if name != "document"]
    counted = first.unique(_LINE).group_by(_ADVICE).agg(first_lines=pl.len())
    again = lines.join(first, on=said, how="semi", nulls_equal=True).select(*_LINE, "document")
    same = again.unique().with_columns(same=True)
    others = (
        lines.filter(pl.col("document").ne_missing(pl.col("first")))
        .join(same, on=[*_LINE, "document"], how="left")
        .group_by(*_ADVICE, "document", maintain_order=True)
        .agg(lines=pl.len(), same=pl.col("same").count())
        .join(counted, on=_ADVICE, maintain_order="left")
        .filter((pl.col("same") < pl.col("lines")) | (pl.col("lines") < pl.col("first_lines")))
    )
    rows = lines.unique(_LINE, keep="first", maintain_order=True).select(read.columns)
    return Advised(rows=changed(rows, known).sort(_LINE), findings=_came_again(others))


def _in_turn(lines: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Sort lines by when they came, with `first`: the document of the advice that came first."""
    dated = documents.select("document", "arrived_on")
    return (
        lines.join(dated, on="document", how="left", maintain_order="left")
        .sort(*_ADVICE, "arrived_on", "document", "line_no", nulls_last=False)
        .with_columns(first=pl.col("document").first().over(_ADVICE))
        .drop("arrived_on")
    )


def _came_again(others: pl.DataFrame) -> pl.DataFrame:
    code = findings.ADVICE_AGAIN
    place = pl.format("despatch advice {} of {}", "despatch_no", "supplier")
    return others.select(
        subject="document",
        code=pl.lit(code.code),
        place=place,
        severity=pl.lit(code.severity.value),
        message=pl.lit(code.meaning),
        fix=pl.lit(code.fix),
    ).pipe(shaped, InvoiceFindings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Despatches in the form in which the desk asks for them.

    Attributes:
        lines: rows of `despatches` without `unit` and `document`: of our suppliers' numbers, each
            about one order line, in its unit.
        notes: lines that are about none, or about several.
    """

    lines: pl.DataFrame
    notes: tuple[Finding, ...]


def sent(
    despatches: pl.DataFrame,
    documents: pl.DataFrame,
    orders: pl.DataFrame,
    firms: pl.DataFrame,
    bills: pl.DataFrame,
) -> Sent:
    """Find the order line of each despatch line that counts, and count in the order's unit.

    Args:
        despatches: lines of despatch advices, as they came.
        documents: `document` and `arrived_on`.
        orders: order lines.
        firms: `firm`, `name`, `vat_number`.
        bills: of what we billed already, as `billed_lines` gives it: that stays as it was billed.

    Findings:
        BS-PAY-056.
    """
    named = ours(despatches, firms).pipe(_in_turn, documents)
    counts = pl.col("document").eq_missing(pl.col("first")) | pl.col("billed_line").is_not_null()
    lines = (
        named.join(bills, on=_LINE, how="left", maintain_order="left")
        .filter(counts)
        .unique(_LINE, keep="first", maintain_order=True)
        .drop("first")
    )
    plain = pl.col("order_line").is_not_null() & pl.col("unit").is_null()
    known = pl.col("billed_line").is_not_null() | plain
    asked = _ordered(lines.filter(known.not_()), orders)
    open_ = lines.filter(known.not_()).join(asked, on=_LINE, how="anti").sort(_LINE)
    names = open_.select(pl.format("{} line {} of {}", "despatch_no", "line_no", "supplier"))
    stays = lines.filter(known).with_columns(
        order_line=pl.coalesce("billed_line", "order_line"),
        quantity_micro=pl.coalesce("billed_micro", "quantity_micro"),
    )
    wanted = [name for name in despatches.columns if name not in _UNASKED]
    return Sent(
        lines=pl.concat([stays.select(wanted), asked.select(wanted)]).sort(_LINE),
        notes=tell(findings.ADVICE_OPEN, names.to_series().to_list(), "despatch lines"),
    )


def billed_lines(billed_despatches: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Give `billed_line` and `billed_micro` of each despatch line that we billed."""
    ours = billed_despatches.filter(pl.col("quantity_micro") > 0)
    known = lines.join(ours, on="invoice", how="semi").select(
        "invoice", billed_line="order_line", line_no=pl.col("line_id").cast(pl.Int64, strict=False)
    )
    return (
        ours.join(known, on=["invoice", "line_no"])
        .rename({"quantity_micro": "billed_micro"})
        .select(*_LINE, "billed_line", "billed_micro")
        .unique(_LINE, keep="first", maintain_order=True)
    )


def ours(despatches: pl.DataFrame, firms: pl.DataFrame) -> pl.DataFrame:
    """Put our numbers of the suppliers; one that we do not know stays as it stands.

    Args:
        despatches: with `supplier`, as the supplier wrote it.
        firms: `firm`, `name`, `vat_number`.
    """
    named = despatches.select("supplier").unique().sort("supplier")
    sellers = named.with_columns(
        invoice="supplier",
        seller_id="supplier",
        seller_name="supplier",
        seller_vat=pl.lit(None, dtype=pl.String),
    )
    found = identify(sellers, firms).select(supplier="invoice", firm="supplier")
    return (
        despatches.join(found, on="supplier", how="left", maintain_order="left")
        .with_columns(supplier=pl.coalesce("firm", "supplier"))
        .drop("firm")
    )


def _ordered(lines: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """Turn lines into the unit of the one order line that they are about; leave out the others."""
    known = orders.select("supplier", "order_no", *_PACK, agreed_unit="unit", at="line_no")
    parts = orders.select("order_no", "part", at="line_no")
    by_line = lines.join(
        known.with_columns(order_line="at"), on=["supplier", "order_no", "order_line"]
    )
    by_part = lines.filter(pl.col("order_line").is_null()).join(
        known.join(parts, on=["order_no", "at"]), on=["supplier", "order_no", "part"]
    )
    return (
        pl.concat([by_line, by_part.select(by_line.columns)])
        .pipe(in_the_orders_unit)
        .filter("turns", "exact")
        .filter(pl.len().over(_LINE) == 1)
        .with_columns(pl.col("quantity_micro").cast(pl.Int64), order_line="at")
    )
