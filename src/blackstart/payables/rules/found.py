"""From rules that fail to findings that the payables desk keeps for the person who clears them."""

from collections.abc import Iterator, Sequence

import polars as pl

from blackstart.base.finding import Severity
from blackstart.payables.rules.check import FINDINGS, check
from blackstart.payables.rules.facts import Facts, part_of
from blackstart.payables.rules.rule import Weight
from blackstart.payables.rules.verdict import FIXES, STOPS
from blackstart.payables.shape import shaped
from blackstart.payables.tables import InvoiceFindings

NOT_JUDGED = "BS-EN-009"
NOTHING = "Nothing."
_FAULT = (
    "The rules failed on this document ({}). None of them judged it; what was read of it is kept."
)


def found(facts: Sequence[Facts], subjects: Sequence[str]) -> pl.DataFrame:
    """Judge documents by the rules of EN 16931, and give what the desk keeps of it.

    Args:
        facts: what the documents say; no two of one syntax have the same number.
        subjects: the invoice of each document, by its number.

    Returns:
        Rows of `invoice_findings`. What a rule does to an invoice, `verdict.STOPS` says.

    Findings:
        Identifiers of EN 16931, BS-EN-001 to BS-EN-008, and BS-EN-009 where the rules failed.
    """
    broken = pl.concat([pl.DataFrame(schema=FINDINGS), *(_judged(one) for one in facts)])
    times = (
        pl.when(pl.col("count") > 1).then(pl.format(" ({} times)", "count")).otherwise(pl.lit(""))
    )
    subject = pl.Series("subject", subjects, pl.String).gather(broken["document"])
    rows = broken.select(
        subject,
        code="rule",
        place=pl.col("where").list.join("; "),
        severity=pl.col("severity").replace_strict(_SEVERITIES),
        message=pl.col("message") + times,
        fix=pl.col("severity").replace_strict(FIXES),
    )
    return shaped(rows.sort("subject", "code", "place"), InvoiceFindings)


def settled(before: pl.DataFrame, now: pl.DataFrame, rules: str) -> pl.DataFrame:
    """Say of what was found earlier that it does not hold any more; nothing is forgotten.

    Args:
        before: rows of `invoice_findings` that rules made.
        now: what the rules find today in the same invoices.
        rules: the rule set of today.

    Returns:
        Rows that stop nothing any more, to be kept in the place of the earlier ones.
    """
    over = before.filter(pl.col("severity") != Severity.NOTE.value).join(
        now, on=["subject", "code", "place"], how="anti", maintain_order="left"
    )
    message = pl.format(f"Not broken any more under {rules}. Before: {{}}", "message")
    return over.with_columns(
        severity=pl.lit(Severity.NOTE.value).cast(before.schema["severity"]),
        message=message,
        fix=pl.lit(NOTHING),
    )


_SEVERITIES = {weight.value: stops.value for weight, stops in STOPS.items()}


def _judged(facts: Facts) -> pl.DataFrame:
    """Judge a batch; where the rules themselves fail, find the document that they fail on."""
    documents = facts.frames["invoices"]["document"].unique().sort()
    try:
        return check(facts) if len(documents) else pl.DataFrame(schema=FINDINGS)
    except Exception as error:  # noqa: BLE001 - the other documents must be judged whatever this is
        if len(documents) == 1:
            return _not_judged(documents, type(error).__name__)
        return pl.concat(map(_judged, _halves(facts, documents)))


def _halves(facts: Facts, documents: pl.Series) -> Iterator[Facts]:
    middle = documents[len(documents) // 2]
    for half in (pl.col("document") < middle, pl.col("document") >= middle):
        yield part_of(facts, half)


def _not_judged(documents: pl.Series, error: str) -> pl.DataFrame:
    row = (documents.item(), NOT_JUDGED, Weight.HELD.value, 1, _FAULT.format(error), ["document"])
    return pl.DataFrame([row], schema=FINDINGS, orient="row")
