"""Whether what a person wants to decide may be decided; one row of `invoice_decisions` for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from blackstart.base.finding import Finding
from blackstart.payables.clearing import findings as told
from blackstart.payables.clearing.decided import about_invoice, about_supplier
from blackstart.payables.clearing.handling import handling
from blackstart.payables.clearing.tables import InvoiceDecisions

# A tolerance ends by itself; a longer one is a price, to be agreed by purchasing (assumption).
TOLERATED_DAYS_MAX = 92
ON_INVOICES = ("accept", "reject", "assign")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person wants to decide.

    Attributes:
        verdict: accept, reject, assign or tolerate.
        person: who decides.
        reason: why.
        invoices: what it is about; for a tolerance none.
        code: the reason that is accepted.
        assigned_to: who looks after the invoices from now on.
        supplier: whose prices are tolerated.
        commodity: of which commodity; empty: of all.
        percent_micro: limit in millionths of a per cent.
        amount_minor: limit in minor units.
        currency: of the limit.
        valid_until: last day.
    """

    verdict: str
    person: str
    reason: str
    invoices: tuple[str, ...] = ()
    code: str = ""
    assigned_to: str = ""
    supplier: str = ""
    commodity: str = ""
    percent_micro: int | None = None
    amount_minor: int | None = None
    currency: str = ""
    valid_until: date | None = None


def judge(
    wish: Wish, debts: pl.DataFrame, decisions: pl.DataFrame, suppliers: Iterable[str], day: date
) -> tuple[pl.DataFrame, tuple[Finding, ...]]:
    """Say what of a wish may be decided, and why the rest may not.

    Args:
        wish: what a person wants.
        debts: those of the invoices that it names.
        decisions: what was decided before.
        suppliers: firms that we know, at least those that it names.
        day: the business date.

    Returns:
        Rows for `invoice_decisions`, and the findings of what was not taken.

    Findings:
        BS-PAY-080 to BS-PAY-085.
    """
    known = {row["invoice"]: row for row in debts.iter_rows(named=True)}
    before = set(decisions["decision"])
    rows: list[dict[str, Any]] = []
    faults: list[Finding] = []
    for subject, row in _rows(wish, day):
        fault = _unsaid(subject, row, wish, day) or _fault(wish, subject, known, suppliers)
        if fault is None and row["decision"] in before and wish.verdict in {"accept", "reject"}:
            fault = told.DECIDED.at(subject)
        if fault is None:
            rows.append(row)
        else:
            faults.append(fault)
    schema = InvoiceDecisions.create_empty().schema
    return pl.DataFrame(rows, schema=schema), tuple(faults)


def _rows(wish: Wish, day: date) -> Iterable[tuple[str, dict[str, Any]]]:
    """Write each row that the wish asks for, with what it is about."""
    said = {
        "decided_on": day,
        "person": wish.person.strip(),
        "verdict": wish.verdict,
        "reason": wish.reason.strip(),
    }
    if wish.verdict in ON_INVOICES:
        for invoice in dict.fromkeys(wish.invoices):
            code = wish.code if wish.verdict == "accept" else ""
            about = {
                "decision": about_invoice(wish.verdict, invoice, code),
                "invoice": invoice,
                "code": code or None,
                "assigned_to": wish.assigned_to.strip() or None,
            }
            yield invoice, said | about
    else:
        limits = {
            "decision": about_supplier(wish.supplier, wish.commodity, wish.currency),
            "supplier": wish.supplier or None,
            "commodity": wish.commodity or None,
            "percent_micro": wish.percent_micro,
            "amount_minor": wish.amount_minor,
            "currency": wish.currency or None,
            "valid_until": wish.valid_until,
        }
        yield wish.supplier, said | limits


def _unsaid(subject: str, row: Mapping[str, Any], wish: Wish, day: date) -> Finding | None:
    """Tell a wish that does not say all that its table asks for."""
    schema = InvoiceDecisions.create_empty().schema
    try:
        good = InvoiceDecisions.is_valid(pl.DataFrame([row], schema=schema))
    except (TypeError, pl.exceptions.PolarsError):
        good = False
    # In the record this name is the machine's.
    machine = row["person"].lower() == "blackstart"
    longest = day + timedelta(days=TOLERATED_DAYS_MAX)
    too_long = wish.valid_until is not None and wish.valid_until > longest
    if good and not too_long and not machine:
        return None
    limit = f" A tolerance ends within {TOLERATED_DAYS_MAX} days." if too_long else ""
    return told.UNSAID.at(subject or wish.verdict, f"{told.UNSAID.meaning}{limit}")


def _fault(
    wish: Wish, subject: str, known: Mapping[str, Mapping[str, Any]], suppliers: Iterable[str]
) -> Finding | None:
    if wish.verdict == "tolerate":
        return None if wish.supplier in set(suppliers) else told.NO_FIRM.at(subject)
    debt = known.get(subject)
    if debt is None or debt["state"] != "held":
        return told.NOT_WAITING.at(subject)
    if wish.verdict != "accept":
        return None
    if debt["code"] != wish.code:
        message = f"It is held for {debt['code']}, not for {wish.code}; nothing was decided."
        return told.OTHER_REASON.at(subject, message)
    sealed = handling(wish.code).sealed
    return told.SEALED.at(subject, f"{told.SEALED.meaning[:-1]}: {sealed}.") if sealed else None
