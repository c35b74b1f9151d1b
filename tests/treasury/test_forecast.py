"""Thirteen weeks of cash, and what may be spent today."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.treasury import findings
from blackstart.treasury.forecast import forecast, last_day, monday
from blackstart.treasury.grid import grid
from blackstart.treasury.limit import limits
from blackstart.treasury.position import position
from blackstart.treasury.tables import CashWeeks
from blackstart.treasury.telling import figures, told
from tests.treasury.made import DAY, ago, frame, moves

CASH = position(frame("cash_accounts", {}), DAY)
NO_FACILITY = frame("facilities")
NOBODY = moves()


def test_weeks_begin_on_monday() -> None:
    """25 September 2025 is a Thursday; thirteen weeks end on Sunday, 21 December."""
    assert monday(DAY) == date(2025, 9, 22)
    assert last_day(DAY) == date(2025, 12, 21)


def test_thirteen_weeks() -> None:
    """What moved since the balance is in the opening; the lowest day makes a week's headroom."""
    flows = moves((ago(0), -50), (ago(-1), -700), (ago(-2), 600), (ago(-5), 40), (ago(99), -10))
    weeks = forecast(CASH, flows, NO_FACILITY, DAY)
    CashWeeks.validate(weeks)
    assert weeks.height == 13
    assert weeks.head(3).rows() == [
        (monday(DAY), "GBP", 990, 600, 750, 840, 140),
        (monday(DAY) + timedelta(7), "GBP", 840, 40, 0, 880, 740),
        (monday(DAY) + timedelta(14), "GBP", 880, 0, 0, 880, 780),
    ]


def test_a_facility_counts_while_it_lasts() -> None:
    """300 may be drawn from nine days ago until nine days ahead, not a day longer."""
    days = grid(CASH, NOBODY, frame("facilities", {}), DAY, 12)["headroom_minor"].to_list()
    assert days == [1200] * 10 + [900] * 2
    over = frame("facilities", {"drawn_minor": 700})
    assert grid(CASH, NOBODY, over, DAY, 1)["headroom_minor"].to_list() == [900]


def test_a_currency_without_an_account_starts_from_nothing() -> None:
    """What is owed in EUR shows as a hole in EUR."""
    weeks = forecast(CASH, moves((DAY, -5, "EUR")), NO_FACILITY, DAY)
    euro = weeks.filter(pl.col("currency") == "EUR")
    assert euro.height == 13
    assert set(euro["closing_minor"]) == {-5}


@pytest.mark.parametrize(
    ("flows", "allowed", "because"),
    [
        (moves(), 900, "Today, 9.00 GBP are left above the floor."),
        (
            moves((ago(-5), -300), (ago(-5), -20)),
            580,
            "On 2025-09-30, after move, 5.80 GBP are left above the floor.",
        ),
        (moves((ago(-5), -300), (ago(-4), 300)), 900, "Today, 9.00 GBP are left above the floor."),
        (
            moves((ago(-27), -300)),
            600,
            "On 2025-10-22, after move, 6.00 GBP are left above the floor.",
        ),
        (moves((ago(-28), -300)), 900, "Today, 9.00 GBP are left above the floor."),
        (moves((ago(0), -950)), 0, "Today, after move, 0.50 GBP are missing."),
        (moves((ago(0), 99)), 999, "Today, 9.99 GBP are left above the floor."),
    ],
)
def test_never_spend_what_payroll_needs(flows: pl.DataFrame, allowed: int, because: str) -> None:
    """The lowest headroom of four weeks is what runs may spend today, and the day is named."""
    rows = limits(CASH, flows, NO_FACILITY, NOBODY, DAY)
    assert rows.select("day", "currency", "allowed_minor", "because").rows() == [
        (DAY, "GBP", allowed, because)
    ]


def test_nothing_in_a_currency_without_an_account() -> None:
    """Debts in EUR do not invent an account; GBP is not touched by them."""
    euro = moves((DAY, -5, "EUR"))
    rows = limits(CASH, euro, NO_FACILITY, euro, DAY)
    assert rows.select("currency", "allowed_minor", "because").rows() == [
        ("EUR", 0, "No account in EUR is known."),
        ("GBP", 900, "Today, 9.00 GBP are left above the floor."),
    ]


def test_limits_stay_within_what_a_table_holds() -> None:
    """A sum beyond ten to the fifteenth is cut, not wrapped."""
    many = ({"account": f"a{place}", "balance_minor": 10**15} for place in range(10_000))
    rows = limits(position(frame("cash_accounts", *many), DAY), NOBODY, NO_FACILITY, NOBODY, DAY)
    assert rows["allowed_minor"].to_list() == [10**15]


@given(st.lists(st.tuples(st.integers(-60, 5), st.integers(-900, 900)), max_size=12))
def test_spending_the_limit_keeps_every_day_above_the_floor(rows: list[tuple[int, int]]) -> None:
    """With the whole limit spent today, no day of four weeks falls below the floor by it."""
    flows = moves(*((ago(days), amount) for days, amount in rows))
    (limit,) = limits(CASH, flows, NO_FACILITY, NOBODY, DAY).iter_rows(named=True)
    spent = pl.concat([flows, moves((DAY, -limit["allowed_minor"]))])
    lowest = min(grid(CASH, spent, NO_FACILITY, DAY, 28)["headroom_minor"])
    assert lowest == min(limit["headroom_minor"], 0)


def test_what_the_treasurer_is_told() -> None:
    """Below the floor, no account, an old balance: one finding each, and none when all is well."""
    well = limits(CASH, NOBODY, NO_FACILITY, NOBODY, DAY)
    assert list(told(CASH, well, DAY)) == []
    old = position(frame("cash_accounts", {"as_of": ago(8), "balance_minor": 0}), DAY)
    euro = moves((DAY, -5, "EUR"))
    ill = limits(old, NOBODY, NO_FACILITY, euro, DAY)
    assert [(finding.code, finding.subject) for finding in told(old, ill, DAY)] == [
        (findings.NO_ACCOUNT.code, "EUR"),
        (findings.BELOW_FLOOR.code, "GBP"),
        (findings.STALE.code, "GBP"),
    ]
    assert [code.code for code in findings.FINDINGS] == ["BS-TRE-001", "BS-TRE-002", "BS-TRE-003"]


def test_figures_by_currency() -> None:
    """Cash today, when it was seen, what may be spent and why, and the lowest week."""
    flows = moves((ago(-5), -300), (ago(-12), 300), (DAY, -5, "EUR"))
    weeks = forecast(CASH, flows, NO_FACILITY, DAY)
    made = figures(CASH, weeks, limits(CASH, flows, NO_FACILITY, flows, DAY))
    assert made == {
        "EUR": {
            "cash": "0.00",
            "seen_on": None,
            "allowed": "0.00",
            "because": "No account in EUR is known.",
            "lowest_headroom": "-0.05",
            "lowest_week": "2025-09-22",
        },
        "GBP": {
            "cash": "10.00",
            "seen_on": "2025-09-24",
            "allowed": "6.00",
            "because": "On 2025-09-30, after move, 6.00 GBP are left above the floor.",
            "lowest_headroom": "6.00",
            "lowest_week": "2025-09-29",
        },
    }
