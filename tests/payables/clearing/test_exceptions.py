"""The exception queue: who looks after what, what comes first, and what has the same cause."""

from typing import Any

import polars as pl
import pytest

from blackstart.base.calendar import Calendar
from blackstart.base.finding import Severity
from blackstart.payables import findings
from blackstart.payables.clearing.exceptions import QUEUE, Papers, exceptions
from blackstart.payables.clearing.handling import (
    ACCEPTABLE,
    CLERK,
    ELSE,
    GOODS_IN,
    HANDLING,
    MASTER_DATA,
    OWNERS,
    PURCHASING,
    SUPPLIER,
    handling,
)
from tests.payables.made import DAY, ago, frame

# Codes that stop a payment or a run, never an invoice.
OF_RUNS = (
    findings.PAYEE_OPEN,
    findings.SIGNATURE_VOID,
    findings.NOT_OURS,
    findings.BANK_WAVERS,
)


def held(invoice: str, code: str = "BS-PAY-028", **said: Any) -> dict[str, Any]:  # noqa: ANN401 - any column
    """Make a debt that waits."""
    why = {"reason": "Too dear.", "clears": "Ask the buyer."}
    return {"invoice": invoice, "state": "held", "code": code, **why, **said}


def queue(**said: pl.DataFrame) -> pl.DataFrame:
    """List the exceptions of some papers."""
    weeks = pl.DataFrame({"firm": ["S1"], "weeks_left": [2.0]})
    papers = {
        "invoices": frame("invoices"),
        "debts": frame("debts"),
        "found": frame("invoice_findings"),
        "documents": frame("documents"),
        "decisions": frame("invoice_decisions"),
        "firms": frame("firms", {}, {"firm": "S2", "name": "Hinge Ltd"}).select("firm", "name"),
        "weeks": weeks,
    }
    made = exceptions(Papers(**{**papers, **said}), DAY, Calendar())
    assert dict(made.schema) == QUEUE
    return made


def test_every_reason_has_an_owner_and_its_minutes() -> None:
    """No code that stops an invoice is without somebody who can clear it."""
    stops = [
        code.code
        for code in findings.FINDINGS
        if code.severity is not Severity.NOTE and code not in OF_RUNS
    ]
    assert sorted(stops) == sorted(one.code for one in HANDLING)
    for one in (*HANDLING, ELSE):
        low, likely, high = one.minutes
        assert 0 < low <= likely <= high
        assert one.owner in OWNERS
    assert handling("BR-CO-15") is handling(None) is ELSE


def test_what_nobody_may_wave_through() -> None:
    """Duplicates, strange accounts, unknown suppliers, missing goods, and whatever is refused."""
    prices, papers = ["BS-PAY-028", "BS-PAY-029"], ["BS-PAY-037", "BS-PAY-038"]
    assert sorted(ACCEPTABLE) == [*prices, *papers, "BS-PAY-050", "BS-PAY-053", "BS-PAY-057"]
    refused = {code.code for code in findings.FINDINGS if code.severity is Severity.REFUSED}
    safety = {"BS-PAY-022", "BS-PAY-023", "BS-PAY-024", "BS-PAY-030", "BS-PAY-031", "BS-PAY-032"}
    assert not (refused | safety) & set(ACCEPTABLE)
    assert all(handling(code).sealed for code in refused | safety)


@pytest.mark.parametrize(
    ("code", "owner"),
    [
        ("BS-PAY-028", PURCHASING),
        ("BS-PAY-030", GOODS_IN),
        ("BS-PAY-024", MASTER_DATA),
        ("BS-PAY-020", SUPPLIER),
        ("BS-PAY-023", CLERK),
        ("BR-CO-15", SUPPLIER),
    ],
)
def test_the_reason_names_the_owner(code: str, owner: str) -> None:
    """Each reason lies on the desk that can clear it; an unknown one goes to the supplier."""
    row = queue(debts=frame("debts", held("I-1", code))).row(0, named=True)
    assert (row["owner"], row["person"], row["acceptable"]) == (
        owner,
        None,
        code in ACCEPTABLE,
    )


def test_a_row_tells_all() -> None:
    """Number, name, amount, age in working days, weeks of cash, reason and what clears it."""
    debts = frame("debts", held("I-1", arrived_on=ago(6)))
    row = queue(debts=debts, invoices=frame("invoices", {})).row(0, named=True)
    assert row == {
        "place": 1,
        "invoice": "I-1",
        "what": "invoice",
        "number": "7001",
        "supplier": "S1",
        "name": "Seat Works Ltd",
        "owner": PURCHASING,
        "person": None,
        "state": "held",
        "code": "BS-PAY-028",
        "reason": "Too dear.",
        "clears": "Ask the buyer.",
        "amount_minor": 15_000,
        "currency": "GBP",
        "arrived_on": ago(6),
        "age_days": 4,  # Friday to Thursday
        "same_cause": 0,
        "weeks_left": 2.0,
        "frees": True,
        "acceptable": True,
        "decided": None,
    }


def test_who_will_not_last_comes_first() -> None:
    """By weeks of cash, then age; duplicates and the refused last: clearing them pays nobody."""
    debts = frame(
        "debts",
        held("young", arrived_on=ago(1)),
        held("old", arrived_on=ago(9)),
        held("unknown", supplier="S2"),
        held("nobody", "BS-PAY-022", supplier=None),
        held("twice", "BS-PAY-023", arrived_on=ago(30)),
        held("refused", "BS-PAY-009", state="refused", arrived_on=ago(20)),
        {"invoice": "fine"},
    )
    found = queue(debts=debts)
    assert found["invoice"].to_list() == ["old", "young", "nobody", "unknown", "twice", "refused"]
    assert found["place"].to_list() == [1, 2, 3, 4, 5, 6]


def test_others_of_the_same_cause_are_counted() -> None:
    """Same supplier and reason: one call clears them all; nobody's are told by what they say."""
    debts = frame(
        "debts",
        held("a"),
        held("b"),
        held("c", supplier="S2"),
        held("d", "BS-PAY-030"),
        held("e", "BS-PAY-022", supplier=None),
        held("f", "BS-PAY-022", supplier=None),
    )
    names = [{"invoice": name, "seller_name": "Nobody", "seller_id": None} for name in ("e", "f")]
    found = queue(debts=debts, invoices=frame("invoices", *names)).sort("invoice")
    assert found["same_cause"].to_list() == [1, 1, 0, 0, 1, 1]
    assert found["name"].to_list()[-2:] == ["Nobody", "Nobody"]


def test_what_is_no_debt_and_what_nobody_could_read_wait_too() -> None:
    """Without an amount there is no debt, without reading no invoice; both need a person."""
    digest = "1" * 64
    document = {"document": digest, "file": "documents/x.xml", "bytes": 3, "arrived_on": ago(2)}
    files = frame("documents", {**document, "state": "refused"}, {"document": "2" * 64})
    found = frame(
        "invoice_findings",
        {"subject": "I-1", "code": "BS-PAY-006", "severity": "refused", "message": "No amount."},
        {"subject": digest, "code": "BS-DOC-003", "severity": "refused", "message": "Damaged."},
        {"subject": digest, "code": "BS-DOC-009", "severity": "refused"},
    )
    papers = frame("invoices", {"payable_minor": None}, {"invoice": "fresh"})
    made = queue(invoices=papers, found=found, documents=files).sort("invoice", descending=True)
    rows = made.select("invoice", "what", "number", "code", "reason", "state", "amount_minor")
    assert rows.rows() == [
        ("I-1", "invoice", "7001", "BS-PAY-006", "No amount.", "refused", None),
        (digest, "document", "documents/x.xml", "BS-DOC-003", "Damaged.", "refused", None),
    ]
    assert made["acceptable"].to_list() == [False, False]


def test_decisions_show_until_the_desk_follows_them() -> None:
    """Who took it on, and what was decided; an acceptance of another reason is none of this one."""
    debts = frame("debts", held("a"), held("b"), held("c"), held("d"))
    decisions = frame(
        "invoice_decisions",
        {"decision": "1", "invoice": "a"},
        {"decision": "2", "invoice": "b", "code": "BS-PAY-029"},
        {"decision": "3", "invoice": "c", "verdict": "reject", "code": None},
        {"decision": "4", "invoice": "d", "verdict": "assign", "assigned_to": "Bob", "code": None},
        {
            "decision": "5",
            "invoice": "d",
            "verdict": "assign",
            "assigned_to": "Cy",
            "decided_on": ago(1),
        },
    )
    found = queue(debts=debts, decisions=decisions).sort("invoice")
    assert found["decided"].to_list() == [
        "accepted by Ann on 2025-09-25",
        None,
        "rejected by Ann on 2025-09-25",
        None,
    ]
    assert found["person"].to_list() == [None, None, None, "Bob"]


def test_no_papers_no_queue() -> None:
    """An empty dossier has an empty queue."""
    assert queue().is_empty()
