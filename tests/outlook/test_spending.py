"""What treasury will allow, day by day."""

from datetime import date, timedelta

import polars as pl
import pytest

from blackstart.day.step import keep
from blackstart.day.treasury import CASH
from blackstart.outlook.spending import allowed
from blackstart.treasury.limit import HORIZON_DAYS
from tests.outlook.made import DAY, frame, moment, tables

DAYS = 60


def _ahead(days: int) -> date:
    return DAY + timedelta(days=days)


def _tables(**known: pl.DataFrame) -> dict[str, pl.DataFrame]:
    account = {"account": "A", "as_of": DAY, "currency": "GBP", "balance_minor": 1_000}
    accounts = frame("cash_accounts", account, floor_minor=100, holder="us")
    return tables(cash_accounts=accounts, **known)


def _plan(*items: tuple[int, int]) -> pl.DataFrame:
    rows = [
        {"item": f"item {place}", "amount_minor": amount, "first_on": _ahead(days)}
        for place, (amount, days) in enumerate(items)
    ]
    return frame("cash_plan", *rows, currency="GBP", source="a test")


@pytest.mark.parametrize(
    ("items", "by_day"),
    [
        ([], {0: 900, 59: 900}),
        ([(-300, 40)], {0: 900, 40 - HORIZON_DAYS: 900, 41 - HORIZON_DAYS: 600, 59: 600}),
        ([(500, 10)], {0: 900, 9: 900, 10: 1_400, 59: 1_400}),
        ([(-2_000, 10), (1_500, 20)], {0: 0, 19: 0, 20: 400, 59: 400}),
    ],
)
def test_the_lowest_headroom_of_four_weeks(
    items: list[tuple[int, int]], by_day: dict[int, int]
) -> None:
    """Money that comes later is spent later, and what must go is kept four weeks before."""
    got = allowed(_tables(cash_plan=_plan(*items)), ("GBP",), DAY, DAYS)
    assert {day: int(got[0, day]) for day in by_day} == by_day


def test_it_begins_with_what_treasury_says_today() -> None:
    """The first day is the room's own limit, with a facility, a car's money and a payment sent."""
    frames = _tables(
        cash_plan=_plan((-300, 3), (200, 9)),
        facilities=frame(
            "facilities",
            {"facility": "F", "limit_minor": 500, "drawn_minor": 200},
            currency="GBP",
            available_from=DAY,
            available_until=_ahead(15),
        ),
        vehicles=frame(
            "vehicles",
            {"vin": "1", "paid_on": _ahead(0), "net_minor": 40, "tax_minor": 8},
            currency="GBP",
        ),
        payments=frame(
            "payments",
            {"payment": "P", "run": "R", "state": "sent", "amount_minor": 70, "changed_on": DAY},
            currency="GBP",
        ),
    )
    decision = CASH.decide({name: frames[name] for name in CASH.reads}, moment())
    limit = keep(frames, decision, DAY)["spend_limits"]["allowed_minor"].to_list()
    assert limit == [int(allowed(frames, ("GBP",), DAY, DAYS)[0, 0])]


def test_without_an_account_nothing_may_be_spent() -> None:
    """Debts in euros wait for an account in euros."""
    got = allowed(_tables(), ("EUR", "GBP"), DAY, DAYS)
    assert (got[0].any(), got[1].all()) == (False, True)
    assert not allowed(tables(), ("GBP",), DAY, DAYS).any()
    assert allowed(tables(), (), DAY, DAYS).shape == (0, DAYS)
