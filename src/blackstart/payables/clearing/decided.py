"""What people decided about invoices, in the forms in which the desk can follow it."""

import polars as pl

from blackstart.base.canonical import stable_id
from blackstart.base.finding import Finding
from blackstart.payables import findings
from blackstart.payables.clearing.handling import ACCEPTABLE
from blackstart.payables.findings import PRECEDENCE
from blackstart.payables.telling import tell

TOLERANCES = {
    "supplier": pl.String,
    "commodity": pl.String,
    "percent_micro": pl.Int64,
    "amount_minor": pl.Int64,
    "currency": pl.String,
    "valid_from": pl.Date,
    "valid_until": pl.Date,
    "source": pl.String,
    "quantity_percent_micro": pl.Int64,
}
_PLACE = pl.format("decision {}", "decision")


def about_invoice(verdict: str, invoice: str, code: str = "") -> str:
    """Give the id of a decision on an invoice: of each verdict there is one, the newest.

    Args:
        verdict: accept, reject or assign.
        invoice: what it is about.
        code: the reason that is accepted; for the other verdicts none.
    """
    return stable_id("DEC", verdict, invoice, code)


def about_supplier(supplier: str, commodity: str, currency: str) -> str:
    """Give the id of a tolerance: of each supplier, commodity and currency there is one."""
    return stable_id("DEC", "tolerate", supplier, commodity, currency)


def accepted(decisions: pl.DataFrame) -> pl.DataFrame:
    """Give the invoices that a person accepted, each with the reason that stops it no more.

    What nobody may wave through is left out, whoever decided it.

    Args:
        decisions: those that count today.

    Returns:
        `invoice` and `code`, sorted.
    """
    follows = pl.col("code").is_in(ACCEPTABLE).fill_null(value=False)
    return (
        _of(decisions, "accept").filter(follows).select("invoice", "code").unique().sort(pl.all())
    )


def spared(why: pl.DataFrame, pardons: pl.DataFrame) -> pl.DataFrame:
    """Take the reasons away that a person accepted.

    Args:
        why: reasons, as `checks.check.run` gives them.
        pardons: as `accepted` gives them.
    """
    return why.join(pardons, on=["invoice", "code"], how="anti", maintain_order="left")


def rejected(decisions: pl.DataFrame) -> pl.DataFrame:
    """Give the reason of each invoice that a person rejected.

    Args:
        decisions: those that count today.

    Returns:
        Rows as `checks.check.run` gives them.

    Findings:
        BS-PAY-019.
    """
    code = findings.REJECTED
    return (
        _of(decisions, "reject")
        .unique("invoice", keep="first", maintain_order=True)
        .select(
            "invoice",
            code=pl.lit(code.code),
            place=_PLACE,
            severity=pl.lit(code.severity.value),
            message=pl.format("{} rejected it on {}: {}", "person", "decided_on", "reason"),
            fix=pl.lit(code.fix),
            precedence=pl.lit(PRECEDENCE[code.code], dtype=pl.Int64),
        )
    )


def tolerances(decisions: pl.DataFrame) -> pl.DataFrame:
    """Give what people tolerate of suppliers' prices, the newest word on each.

    Args:
        decisions: those that count today.

    Returns:
        `supplier`, `commodity` (empty: all), `percent_micro`, `amount_minor`, `currency`,
        `valid_from`, `valid_until` and `source`: a price may lie above the agreed one by both
        limits at most. Of quantities nobody decides so: `quantity_percent_micro` is empty.
    """
    about = ("supplier", "commodity", "currency")
    return (
        _of(decisions, "tolerate")
        .unique(about, keep="last", maintain_order=True)
        .select(
            *("supplier", "commodity", "percent_micro", "amount_minor", "currency", "valid_until"),
            quantity_percent_micro=None,
            valid_from="decided_on",
            source=pl.format("{} of {}", _PLACE, "person"),
        )
        .select(pl.col(name).cast(kind) for name, kind in TOLERANCES.items())
        .sort(about, nulls_last=False)
    )


def assigned(decisions: pl.DataFrame) -> pl.DataFrame:
    """Say who looks after which invoice: the newest word on each.

    Args:
        decisions: those that count today.

    Returns:
        `invoice` and `person`, sorted.
    """
    newest = _of(decisions, "assign").unique("invoice", keep="last", maintain_order=True)
    return newest.select("invoice", person="assigned_to").sort("invoice")


def not_followed(decisions: pl.DataFrame) -> tuple[Finding, ...]:
    """Tell the decisions that would wave through what nobody may wave through.

    Findings:
        BS-PAY-047.
    """
    sealed = pl.col("code").is_in(ACCEPTABLE).not_().fill_null(value=True)
    named = _of(decisions, "accept").filter(sealed)["decision"].sort().to_list()
    return tell(findings.NOT_FOLLOWED, named, "decisions")


def _of(decisions: pl.DataFrame, verdict: str) -> pl.DataFrame:
    """Give the decisions of one kind, the oldest first."""
    return decisions.filter(pl.col("verdict") == verdict).sort("decided_on", "decision")
