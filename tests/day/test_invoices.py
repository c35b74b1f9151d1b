"""The invoices' step of the day: what it reads, takes and tells."""

from typing import Any

import pytest
from hypothesis import given, settings

from blackstart.base.activity import INVOICING
from blackstart.base.money import MICRO
from blackstart.base.today import Mode, today
from blackstart.day.invoices import INVOICES
from tests.day.payables_world import (
    Tables,
    dossier,
    moment,
    perform,
    rates,
    rows,
    worlds,
)
from tests.payables.made import ago, billed, frame


def desk(*papers: tuple[Any, Any], invoicing: int = 9, **said: Any) -> Tables:  # noqa: ANN401 - any table
    """Make a dossier of the ordinary supplier, order and receipt, and some invoices."""
    return dossier(
        **{
            "firms": rows("firms", {}),
            "purchase_orders": rows("purchase_orders", {}),
            "receipts": rows("receipts", {}),
            "payee_accounts": rows("payee_accounts", {}),
            "runways": rows("runways", {}),
            "rates": rates(3, invoicing, 9),
            "invoices": frame("invoices", *(head for head, _ in papers)),
            "invoice_lines": frame("invoice_lines", *(line for _, line in papers)),
            **said,
        }
    )


def told(frames: Tables, days: int = 0) -> Any:  # noqa: ANN401 - facts are nested JSON
    """Read the facts of the step."""
    return INVOICES.decide(frames, moment(frames, days)).facts


def test_facts_for_the_operator() -> None:
    """Counts, reasons, books: what stands on the page."""
    papers = [billed("I-1", 60), billed("I-2", 60), billed("I-3", tax_minor=1)]
    frames, decision = perform(desk(*papers), INVOICES)
    facts: Any = decision.facts
    assert decision.takes == {INVOICING: 1}
    assert facts["states"] == {"invoice": {"posted": 1, "held": 1, "refused": 1}}
    assert [(row["code"], row["invoices"]) for row in facts["reasons"]] == [
        ("BS-PAY-009", 1),
        ("BS-PAY-032", 1),
    ]
    assert [finding.code for finding in decision.findings] == ["BS-PAY-009", "BS-PAY-032"]
    assert facts["books"]["GBP"] == {
        "debt_in": "330.00",
        "credits": "0.00",
        "paid": "0.00",
        "set_off": "0.00",
        "discount": "0.00",
        "open": "90.00",
        "held": "90.00",
        "refused": "150.00",
    }
    assert (facts["arrived"], facts["posted_today"], facts["capacity_left"]) == (3, 1, 9)
    assert facts["unknown"] == []
    again: Any = told(frames)
    assert {**again, "capacity_left": 9} == facts


def test_a_paper_of_tomorrow_is_not_seen_today() -> None:
    """The dossier may hold the script of an exercise; its future has not arrived."""
    frames = desk(billed("I-1", arrived_on=ago(-1)))
    assert told(frames)["arrived"] == 0
    assert told(frames, days=1)["arrived"] == 1


def test_the_day_posts_what_it_can_and_the_next_day_goes_on() -> None:
    """Three matched invoices at two a day: two today, one tomorrow."""
    papers = [billed(f"I-{place}", 10) for place in range(3)]
    frames = desk(*papers, invoicing=2)
    counts = []
    for day in range(3):
        frames, decision = perform(frames, INVOICES, day)
        counts.append(decision.takes[INVOICING])
    assert counts == [2, 1, 0]


def test_unknown_capacity_posts_nothing_and_says_so() -> None:
    """Matching needs no capacity, posting does."""
    frames = desk(billed("I-1"), rates=rates(0, 0, 0))
    decision = INVOICES.decide(frames, today(_clock(frames), Mode.EXERCISE))
    facts: Any = decision.facts
    assert decision.takes == {}
    assert facts["states"] == {"invoice": {"matched": 1}}
    assert facts["waiting_to_be_posted"] == 1
    assert facts["unknown"] == [
        "The capacity of invoicing is unknown: matched invoices are not posted."
    ]


def _clock(frames: Tables) -> Any:  # noqa: ANN401 - a clock of the tests
    class Still:
        """A clock that stands still."""

        def now(self) -> Any:  # noqa: ANN401 - an instant
            """Tell the instant of the tests."""
            return moment(frames).at

    return Still()


def test_an_empty_dossier_says_what_it_cannot_answer() -> None:
    """Everything missing: no fault, a sentence for each question."""
    decision = INVOICES.decide(dossier(), moment(dossier()))
    facts: Any = decision.facts
    assert len(facts["unknown"]) == 6
    assert facts["books"] == {}
    assert all(made.is_empty() for made in decision.rows.values())


def test_self_billed_invoices_are_counted() -> None:
    """What we billed today stands in the facts and in the books."""
    frames = desk(agreements=rows("agreements", {}))
    facts = told(frames)
    assert facts["self_billed_today"] == 1
    assert facts["books"]["GBP"]["debt_in"] == "150.00"


@pytest.mark.parametrize("name", ["firms", "purchase_orders", "receipts", "payee_accounts"])
def test_a_missing_table_is_named(name: str) -> None:
    """One missing table, one sentence."""
    frames = desk(billed("I-1"))
    without = {**frames, name: frames[name].clear()}
    assert len(told(without)["unknown"]) == 1


@settings(max_examples=15)
@given(worlds())
def test_decided_again_nothing_is_new(frames: Tables) -> None:
    """On any small dossier, in any order of rows: the same rows once, and none the second time."""
    after, decision = perform(frames, INVOICES)
    _, again = perform(after, INVOICES)
    assert [made.height for made in again.rows.values()] == [0] * len(again.rows)
    assert again.takes == {INVOICING: 0}
    mixed = {name: table.reverse() for name, table in frames.items()}
    other = INVOICES.decide(mixed, moment(frames))
    assert all(decision.rows[name].equals(other.rows[name]) for name in decision.rows)
    assert other.facts == decision.facts


def test_large_quantities_are_billed_exactly() -> None:
    """A receipt of a billion pieces is worth what it is worth."""
    receipts = rows("receipts", {"quantity_micro": 10**9 * MICRO})
    frames = desk(receipts=receipts, agreements=rows("agreements", {}))
    assert told(frames)["books"]["GBP"]["debt_in"] == "1500000000.00"
