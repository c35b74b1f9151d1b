"""The exception queue: one row for each invoice that needs a person, the most pressing first."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from blackstart.base.calendar import Calendar
from blackstart.payables.clearing.decided import assigned
from blackstart.payables.clearing.handling import ACCEPTABLE, ELSE, HANDLING
from blackstart.payables.debts import WEEKS_LEFT_UNKNOWN

# How the queue is sorted, for the person who asks why a row stands where it stands.
ORDER = (
    "First what can become a certain debt once it is cleared; of that, whose supplier has the "
    f"fewest weeks of cash (unknown counts as {WEEKS_LEFT_UNKNOWN:.1f}); then the oldest."
)
QUEUE = {
    "place": pl.Int64,
    "invoice": pl.String,
    "what": pl.String,
    "number": pl.String,
    "supplier": pl.String,
    "name": pl.String,
    "owner": pl.String,
    "person": pl.String,
    "state": pl.String,
    "code": pl.String,
    "reason": pl.String,
    "clears": pl.String,
    "amount_minor": pl.Int64,
    "currency": pl.String,
    "arrived_on": pl.Date,
    "age_days": pl.Int64,
    "same_cause": pl.Int64,
    "weeks_left": pl.Float64,
    "frees": pl.Boolean,
    "acceptable": pl.Boolean,
    "decided": pl.String,
}
_STOPPED = (
    "invoice",
    "what",
    "supplier",
    "state",
    "code",
    "reason",
    "clears",
    "amount_minor",
    "currency",
    "arrived_on",
)
_HANDLED = pl.DataFrame(
    {
        "code": [one.code for one in HANDLING],
        "owner": [one.owner for one in HANDLING],
        "frees": [one.frees for one in HANDLING],
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What the queue is made of; each frame has the columns of its table, as known today.

    Attributes:
        invoices: all that arrived.
        debts: what the desk made of them.
        found: findings in invoices and documents.
        documents: files as they came.
        decisions: what people decided.
        firms: `firm` and `name`.
        weeks: `firm` and `weeks_left`, as last recorded.
    """

    invoices: pl.DataFrame
    debts: pl.DataFrame
    found: pl.DataFrame
    documents: pl.DataFrame
    decisions: pl.DataFrame
    firms: pl.DataFrame
    weeks: pl.DataFrame


def exceptions(papers: Papers, day: date, calendar: Calendar) -> pl.DataFrame:
    """List every invoice and document that is held or refused, sorted as `ORDER` says.

    Args:
        papers: what is known today.
        day: the business date.
        calendar: working days of the site.

    Returns:
        Rows as `QUEUE` says: `place` from 1; `what` it is (invoice, credit note, document);
        `supplier` (empty: unknown) and `name`, ours or the one in the document; `owner`, the desk
        that can clear it, and `person`, who took it on; `age_days` in working days;
        `same_cause`, how many others of the same supplier wait for the same reason; `frees`, true
        when clearing it can make a debt certain; `acceptable`, true when a person may accept it;
        `decided`, what a person decided that the desk has not followed yet.
    """
    stopped = pl.concat([_held(papers.debts), _unbooked(papers), _unread(papers)])
    named = _named(stopped, papers)
    accepts = _decided(papers.decisions, "accept", "invoice", "code")
    rejects = _decided(papers.decisions, "reject", "invoice")
    held = pl.col("state") == "held"
    return (
        named.join(_HANDLED, on="code", how="left", maintain_order="left")
        .join(assigned(papers.decisions), on="invoice", how="left", maintain_order="left")
        .join(accepts, on=["invoice", "code"], how="left", maintain_order="left")
        .join(rejects, on="invoice", how="left", maintain_order="left")
        .with_columns(
            pl.col("owner").fill_null(ELSE.owner),
            pl.col("frees").fill_null(ELSE.frees),
            decided=pl.when(held).then(pl.coalesce("reject", "accept")),
            acceptable=held & pl.col("code").is_in(ACCEPTABLE),
            age_days=_age(day, calendar),
            same_cause=pl.len().over("cause", "code").cast(pl.Int64) - 1,
        )
        .sort(
            pl.col("frees").not_(),
            pl.col("weeks_left").fill_null(WEEKS_LEFT_UNKNOWN),
            "arrived_on",
            "invoice",
        )
        .with_row_index("place", offset=1)
        .select(pl.col(name).cast(kind) for name, kind in QUEUE.items())
    )


def _held(debts: pl.DataFrame) -> pl.DataFrame:
    """Give the debts that are held or refused."""
    stopped = debts.filter(pl.col("state").is_in(["held", "refused"]))
    return stopped.with_columns(what="kind").select(
        pl.col(name).cast(QUEUE[name]) for name in _STOPPED
    )


def _unbooked(papers: Papers) -> pl.DataFrame:
    """Give the invoices that are refused without a debt: no amount, or no currency that we know."""
    alone = papers.invoices.join(papers.debts, on="invoice", how="anti")
    why = _first(papers.found, "invoice")
    return (
        alone.join(why, on="invoice")
        .with_columns(what="kind", amount_minor=None, currency=None, supplier=None)
        .select(pl.col(name).cast(QUEUE[name]) for name in _STOPPED)
    )


def _unread(papers: Papers) -> pl.DataFrame:
    """Give the documents that nobody could read."""
    refused = papers.documents.filter(pl.col("state") == "refused").drop("state")
    return (
        refused.join(_first(papers.found, "document"), on="document")
        .with_columns(invoice="document", what=pl.lit("document"))
        .with_columns(amount_minor=None, currency=None, supplier=None)
        .select(pl.col(name).cast(QUEUE[name]) for name in _STOPPED)
    )


def _first(found: pl.DataFrame, key: str) -> pl.DataFrame:
    """Give the first finding that refuses each subject, called by the name of its key."""
    return (
        found.filter(pl.col("severity") == "refused")
        .sort("subject", "code", "place")
        .unique("subject", keep="first", maintain_order=True)
        .select(
            "code", pl.col("subject").alias(key), state="severity", reason="message", clears="fix"
        )
    )


def _named(stopped: pl.DataFrame, papers: Papers) -> pl.DataFrame:
    """Add the number, the supplier's name and weeks of cash, and what has the same cause."""
    written = papers.invoices.select("invoice", "number", "seller_name", "seller_vat")
    files = papers.documents.select(invoice="document", file="file")
    ours = papers.firms.select("name", supplier="firm")
    weeks = papers.weeks.select("weeks_left", supplier="firm")
    return (
        stopped.join(written, on="invoice", how="left", maintain_order="left")
        .join(files, on="invoice", how="left", maintain_order="left")
        .join(ours, on="supplier", how="left", maintain_order="left")
        .join(weeks, on="supplier", how="left", maintain_order="left")
        .with_columns(
            number=pl.coalesce("number", "file"),
            name=pl.coalesce("name", "seller_name"),
            cause=pl.coalesce("supplier", "seller_vat", "seller_name", "invoice"),
        )
    )


def _decided(decisions: pl.DataFrame, verdict: str, *about: str) -> pl.DataFrame:
    """Say in words who decided so about what; the desk has not followed it where it still waits."""
    words = pl.format("{}ed by {} on {}", pl.lit(verdict), "person", "decided_on")
    return (
        decisions.filter(pl.col("verdict").cast(pl.String) == verdict)
        .sort("decided_on", "decision")
        .unique(about, keep="last", maintain_order=True)
        .select(*about, words.alias(verdict))
    )


def _age(day: date, calendar: Calendar) -> pl.Expr:
    """Count working days since a document came."""
    return pl.business_day_count("arrived_on", pl.lit(day), holidays=sorted(calendar.closed))
