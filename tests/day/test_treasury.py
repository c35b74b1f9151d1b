"""The treasury's step of the day."""

from typing import Any

import polars as pl

from blackstart.day.payments import PROPOSE
from blackstart.day.treasury import CASH
from tests.day.payables_world import Tables, dossier, perform, rates, rows
from tests.payables.made import ago

CAR = {
    "vin": "SAL00000000000001",
    "model": "Defender",
    "plant": "Solihull",
    "built_on": ago(60),
    "market": "UK",
    "retailer": "R1",
    "currency": "GBP",
    "net_minor": 40_000,
    "tax_minor": 8_000,
}


def cars(*said: dict[str, Any]) -> dict[str, pl.DataFrame]:
    """Make cars and their retailer, who pays 30 days after the invoice."""
    empty = dossier()
    made = [{**CAR, "vin": f"SAL0000000000000{place}", **row} for place, row in enumerate(said)]
    retailer = {"retailer": "R1", "market": "UK", "terms_days": 30}
    return {
        "vehicles": pl.DataFrame(made, schema=empty["vehicles"].schema),
        "retailers": pl.DataFrame([retailer], schema=empty["retailers"].schema),
    }


def treasury(**said: pl.DataFrame) -> Tables:
    """Make a dossier with one account: 10,000.00 as of today, 1,000.00 of it the floor."""
    return dossier(**{"cash_accounts": rows("cash_accounts", {}), **said})


def decided(frames: Tables, days: int = 0) -> tuple[Tables, dict[str, Any], Any]:
    """Perform the step: the tables, today's limits by currency, and the facts."""
    after, decision = perform(frames, CASH, days)
    today = decision.rows["spend_limits"].filter(pl.col("day") == ago(-days))
    return after, dict(today.select("currency", "allowed_minor").iter_rows()), decision.facts


def test_what_may_be_spent_today() -> None:
    """Cash above the floor less the payroll of four weeks; debts themselves do not lower it."""
    frames = treasury(
        cash_plan=rows("cash_plan", {}), debts=rows("debts", {"due_on": ago(9)}), **cars({})
    )
    _, allowed, facts = decided(frames)
    # Payroll of 1,000.00 on 28 September and three more times within four weeks.
    assert allowed == {"GBP": 500_000}
    assert facts["unknown"] == []
    assert facts["currencies"]["GBP"]["because"].startswith("On 2025-10-19, after payroll")


def test_overdue_debts_leave_at_once_in_the_forecast() -> None:
    """The first week holds what is overdue; the second what is due in it."""
    debts = rows("debts", {"due_on": ago(9)}, {"invoice": "I-2", "due_on": ago(-5)})
    after, _, _ = decided(treasury(debts=debts))
    assert after["cash_weeks"]["out_minor"].to_list()[:3] == [15_000, 15_000, 0]


def test_money_from_cars() -> None:
    """Due later: expected. Overdue: not counted on. Paid since the balance: there."""
    accounts = rows("cash_accounts", {"as_of": ago(3)})
    said = cars(
        {"wholesaled_on": ago(20)},
        {"wholesaled_on": ago(50)},
        {"wholesaled_on": ago(31), "paid_on": ago(1)},
        {"wholesaled_on": ago(31), "paid_on": ago(4)},
    )
    after, _, facts = decided(treasury(cash_accounts=accounts, **said))
    assert facts["currencies"]["GBP"]["cash"] == "10480.00"
    assert after["cash_weeks"]["in_minor"].to_list()[:3] == [0, 48_000, 0]


def test_a_run_of_today_does_not_change_what_today_may_spend() -> None:
    """The limit is the day's; tomorrow the run is taken off, signed or not."""
    frames = treasury(
        debts=rows("debts", {}),
        payee_accounts=rows("payee_accounts", {}),
        rates=rates(3, 9, 9),
    )
    frames, before, _ = decided(frames)
    frames, run = perform(frames, PROPOSE)
    assert run.rows["payments"].height == 1
    frames, after, _ = decided(frames)
    _, tomorrow, _ = decided(frames, days=1)
    assert before == after == {"GBP": 900_000}
    assert tomorrow == {"GBP": 885_000}


def test_a_debt_on_its_way_counts_once() -> None:
    """As a payment of this week, not as a debt of the next one as well."""
    frames = treasury(
        debts=rows("debts", {"state": "posted", "due_on": ago(-7)}),
        payments=rows("payments", {"run": "R-1"}),
        paid_debts=rows("paid_debts", {}),
    )
    after, _, _ = decided(frames)
    assert after["cash_weeks"]["out_minor"].to_list()[:3] == [15_000, 0, 0]


def test_an_empty_dossier_says_what_is_unknown() -> None:
    """No account, no plan, no cars: no limits, three sentences."""
    _, allowed, facts = decided(dossier())
    assert allowed == {}
    assert len(facts["unknown"]) == 3


def test_debts_in_a_currency_without_account() -> None:
    """Nothing may be spent in it, and the treasurer is told."""
    frames = treasury(debts=rows("debts", {"currency": "EUR"}))
    _, decision = perform(frames, CASH)
    assert dict(decision.rows["spend_limits"].select("currency", "allowed_minor").iter_rows()) == {
        "EUR": 0,
        "GBP": 900_000,
    }
    assert [finding.code for finding in decision.findings] == ["BS-TRE-002"]
