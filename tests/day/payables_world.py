"""Small random dossiers of a payables desk and its treasury, and days that go by on them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import strategies as st

from blackstart.base.clock import SimulatedClock
from blackstart.base.money import MICRO
from blackstart.base.table import Decision
from blackstart.base.today import Mode, Today, today
from blackstart.day.invoices import INVOICES
from blackstart.day.payments import PROPOSE, SETTLE
from blackstart.day.step import Step, capacity_left, keep
from blackstart.day.tables import TABLES, table
from blackstart.day.treasury import CASH
from tests.payables.made import ORDINARY, ago, billed, frame

MORNING = datetime(2025, 9, 25, 6, tzinfo=UTC)
STEPS = (INVOICES, SETTLE, CASH, PROPOSE)
Tables = dict[str, pl.DataFrame]

SUPPLIERS = ("S1", "S2", "S3")
OTHER: dict[str, dict[str, Any]] = {
    "cash_accounts": {
        "account": "main",
        "as_of": ago(0),
        "currency": "GBP",
        "balance_minor": 1_000_000,
        "floor_minor": 100_000,
        "holder": "Carmaker",
    },
    "cash_plan": {
        "item": "payroll",
        "currency": "GBP",
        "amount_minor": -100_000,
        "first_on": ago(-3),
        "every_days": 7,
        "source": "payroll office",
    },
    "facilities": {
        "facility": "bank",
        "currency": "GBP",
        "limit_minor": 50_000,
        "drawn_minor": 20_000,
        "available_from": ago(10),
        "available_until": ago(-10),
    },
    "rates": {"activity": "invoicing", "day": ago(0), "mode": "manual", "rate": 100, "used": 0},
    "runways": {
        "firm": "S1",
        "day": ago(1),
        "weeks_low": 1.0,
        "weeks_likely": 2.0,
        "weeks_high": 3.0,
        "owed_minor": 0,
        "basis": "told",
    },
    "firms": {**ORDINARY["firms"], "tier": 1, "only_source": False},
}


def rows(name: str, *said: dict[str, Any]) -> pl.DataFrame:
    """Make rows of any table; what a row does not say is ordinary."""
    ordinary = OTHER.get(name) or ORDINARY[name]
    schema = table(name).empty().schema
    return pl.DataFrame([{**ordinary, **row} for row in said], schema=schema)


def dossier(**said: pl.DataFrame) -> Tables:
    """Make all tables; those that are not said are empty."""
    return {**{each.name: each.empty() for each in TABLES}, **said}


def rates(days: int, invoicing: int, paying: int) -> pl.DataFrame:
    """Make the same capacity for some days."""
    return rows(
        "rates",
        *(
            {"activity": activity, "rate": rate, "day": ago(-day)}
            for day in range(days)
            for activity, rate in (("invoicing", invoicing), ("paying", paying))
        ),
    )


def moment(frames: Tables, days: int = 0, mode: Mode = Mode.EXERCISE) -> Today:
    """Give the moment of a decision, with what the day has left."""
    clock = SimulatedClock(MORNING + timedelta(days=days))
    return today(clock, mode, capacity_left(frames["rates"], ago(-days)))


def perform(frames: Tables, step: Step, days: int = 0) -> tuple[Tables, Decision]:
    """Perform a step and keep it, with its rows checked at the door."""
    read = {name: frames[name] for name in step.reads}
    decision = step.decide(read, moment(frames, days))
    for name, made in decision.rows.items():
        table(name).schema.validate(made)
    return keep(frames, decision, ago(-days)), decision


def go_by(frames: Tables, days: int) -> Iterator[tuple[int, Tables]]:
    """Let days go by, and show the tables after each step of each day."""
    for day in range(days):
        for step in STEPS:
            frames, _ = perform(frames, step, day)
            yield day, frames


def few(*values: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - cells of any type
    """Choose one of some values, the simplest first; one that stands twice is likelier."""
    return st.sampled_from(values)


MORE = {"quantity_percent_micro": 20 * MICRO}

# One fault at a time, in the head or in the line; most papers have none.
FAULTS: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
    *[({}, {})] * 12,
    ({"number": None}, {}),
    ({"issued_on": None}, {}),
    ({"currency": "XXX"}, {}),
    ({"currency": "EUR"}, {}),
    ({"payable_minor": None, "gross_minor": None}, {}),
    ({"payable_minor": 1}, {}),
    ({"payable_minor": -5, "gross_minor": None}, {}),
    ({"seller_id": None, "seller_name": "Nobody"}, {}),
    ({"seller_id": None}, {}),
    ({"account": "DE89370400440532013000"}, {}),
    ({"account": "GB33BUKB20201555555027"}, {}),
    ({}, {"order_no": "PO-S1"}),
    ({}, {"order_no": "PO-S9"}),
    ({}, {"order_line": None, "part": "P2"}),
    ({}, {"quantity_micro": None}),
    ({}, {"quantity_micro": 10_000_000}),
    ({"due_on": None}, {}),
    ({"due_on": ago(-30)}, {}),
)


@st.composite
def bills(draw: st.DrawFn, place: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Make an invoice that may be wrong in one of the ways in which invoices are wrong."""
    head, line = billed(f"I-{place}", draw(st.integers(1, 8)) * 10)
    supplier = draw(few(*SUPPLIERS))
    wrong_head, wrong_line = draw(few(*FAULTS))
    head |= {
        "number": draw(few(f"N{place}", f"N{place}", "77", "0077-", "A77", "2025-77")),
        "preceding_no": draw(few(None, "77", "N0")),
        "kind": draw(few("invoice", "invoice", "invoice", "credit note")),
        "seller_id": supplier,
        "seller_name": supplier,
        "arrived_on": ago(draw(st.integers(-4, 8))),
        "due_on": ago(draw(st.integers(-9, 9))),
        **wrong_head,
    }
    line |= {
        "order_no": f"PO-{supplier}",
        "order_line": draw(few(1, 2)),
        "receipt_no": draw(few(None, None, "G0", "G1", "G9")),
        **wrong_line,
    }
    nothing = {**line, "line_no": 2, "order_line": 1, "net_minor": 0}
    return head, draw(few(*[[line]] * 9, [line, nothing], []))


@st.composite
def goods(draw: st.DrawFn, place: int) -> dict[str, Any]:
    """Make a receipt line, of the past or of one of the next days."""
    supplier = draw(few(*SUPPLIERS))
    return {
        "receipt_no": f"G{place // 2}",
        "line_no": place,
        "supplier": supplier,
        "order_no": f"PO-{supplier}",
        "order_line": draw(few(1, 2)),
        "quantity_micro": draw(st.integers(3, 15)) * 10_000_000,
        "received_on": ago(draw(st.integers(-4, 12))),
        "despatch_no": draw(few(None, None, "D0", "D1")),
    }


@st.composite
def sent(draw: st.DrawFn, place: int) -> dict[str, Any]:
    """Make a line of a despatch advice."""
    supplier = draw(few(*SUPPLIERS))
    return {
        "despatch_no": f"D{place // 2}",
        "line_no": place,
        "supplier": supplier,
        "order_no": f"PO-{supplier}",
        "order_line": draw(few(1, 2)),
        "quantity_micro": draw(st.integers(3, 15)) * 10_000_000,
        "despatched_on": ago(draw(st.integers(-2, 14))),
    }


@st.composite
def worlds(draw: st.DrawFn) -> Tables:
    """Make a dossier for some days: papers, goods, people who sign, and a bank that answers."""
    papers = [draw(bills(place)) for place in range(draw(st.integers(2, 10)))]
    runs = [f"R-{ago(-day)}" for day in range(4)]
    signed = [
        {"run": run, "person": person, "signed_on": ago(-day - 1)}
        for day, run in enumerate(runs)
        for person in draw(few(("Ann", "Bob"), ("Ann", "Bob"), ("Ann",), ("Ann", "ann")))
    ]
    answers = [
        {
            "run": run,
            "supplier": draw(few("*", "*", "S1")),
            "answered_on": ago(-day - draw(st.integers(1, 2))),
            "status": draw(few("ACSC", "ACSC", "RJCT")),
        }
        for day, run in enumerate(runs)
    ]
    return dossier(
        firms=rows("firms", *({"firm": s, "name": s, "vat_number": s} for s in SUPPLIERS)),
        runways=rows("runways", {"firm": "S1"}, {"firm": "S2", "weeks_likely": 9.0}),
        purchase_orders=rows("purchase_orders", *draw(_orders())),
        receipts=rows("receipts", *(draw(goods(p)) for p in range(draw(st.integers(4, 14))))),
        despatches=rows("despatches", *(draw(sent(p)) for p in range(draw(st.integers(0, 4))))),
        cancelled_despatches=rows("cancelled_despatches", *draw(_cancelled())),
        prices=rows("prices", *draw(few([], [{"order_no": "PO-S1", "valid_from": ago(5)}]))),
        tolerances=rows("tolerances", *draw(few([], [{}], [{"supplier": "S1"}], [MORE]))),
        order_charges=rows("order_charges", *draw(few([], [{"order_no": "PO-S1"}]))),
        agreements=rows("agreements", *draw(_agreed())),
        payee_accounts=rows("payee_accounts", *draw(_accounts())),
        invoices=frame("invoices", *(head for head, _ in papers)),
        invoice_lines=frame("invoice_lines", *(line for _, lines in papers for line in lines)),
        payment_signatures=rows("payment_signatures", *signed),
        bank_answers=rows("bank_answers", *answers),
        cash_accounts=rows("cash_accounts", {"balance_minor": draw(few(10**7, 10**7, 510_000, 0))}),
        cash_plan=rows("cash_plan", {}),
        facilities=rows("facilities", *draw(few([], [{}]))),
        rates=rates(6, draw(few(5, 2, 0)), draw(few(3, 1, 0))),
        invoice_decisions=rows("invoice_decisions", *draw(_decided(len(papers)))),
    )


@st.composite
def _orders(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Give each supplier an order of two lines, most of them in pounds and long agreed."""
    return [
        {
            "order_no": f"PO-{supplier}",
            "line_no": line,
            "supplier": supplier,
            "part": f"P{line}",
            "currency": draw(few("GBP", "GBP", "GBP", "GBP", "EUR")),
            "agreed_from": draw(few(ago(300), ago(300), ago(2))),
        }
        for supplier in SUPPLIERS
        for line in (1, 2)
    ]


def _cancelled() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Let a supplier take an advice back, before or after it was billed."""
    one = st.builds(
        lambda supplier, day: {"despatch_no": "D0", "supplier": supplier, "cancelled_on": ago(day)},
        few(*SUPPLIERS),
        st.integers(-3, 6),
    )
    return st.lists(one, max_size=2, unique_by=lambda row: row["supplier"])


def _decided(count: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Let people accept, reject and assign some papers, sensibly or not, today or in some days."""
    one = st.builds(
        lambda place, verdict, code, day: {
            "decision": f"D-{place}-{verdict}",
            "invoice": f"I-{place}",
            "verdict": verdict,
            "code": code if verdict == "accept" else None,
            "assigned_to": "Bob" if verdict == "assign" else None,
            "decided_on": ago(-day),
        },
        st.integers(0, count),
        few("accept", "accept", "reject", "assign"),
        few("BS-PAY-028", "BS-PAY-029", "BS-PAY-037", "BS-PAY-023", "BS-PAY-030"),
        st.integers(0, 2),
    )
    return st.lists(one, max_size=4, unique_by=lambda row: row["decision"])


def _agreed() -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(
        st.builds(
            lambda supplier, vat, basis: {
                "supplier": supplier,
                "vat_number": vat or supplier,
                "basis": basis,
            },
            few(*SUPPLIERS),
            few(None, None, "other"),
            few(None, "despatch", "despatch"),
        ),
        max_size=3,
        unique_by=lambda row: row["supplier"],
    )


def _accounts() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Give everybody an account, most of them verified, and perhaps one a new one."""
    old = st.tuples(
        *(
            st.builds(
                lambda supplier, seen: {"supplier": supplier, "verified_on": seen},
                st.just(supplier),
                few(ago(200), ago(200), ago(200), None),
            )
            for supplier in SUPPLIERS
        )
    )
    new = st.lists(
        st.builds(
            lambda supplier, seen: {
                "supplier": supplier,
                "valid_from": ago(-2),
                "verified_on": seen,
                "account": "GB33BUKB20201555555027",
            },
            few(*SUPPLIERS),
            few(ago(-2), None),
        ),
        max_size=1,
    )
    return st.builds(lambda first, second: [*first, *second], old, new)
