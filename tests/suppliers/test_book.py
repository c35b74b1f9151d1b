"""What stands in where a firm did not tell."""

from typing import Any

import pytest

from blackstart.suppliers import assumed
from tests.suppliers.made import a_book, days_ago, frame, payments


@pytest.mark.parametrize(
    ("known", "staff", "costs", "sales"),
    [
        ({"staff": 40, "costs": 95_000, "sales": 100_000}, 40, 95_000, 100_000),
        ({"staff": 40, "sales": 100_000}, 40, 95_000, 100_000),
        ({"staff": 40, "costs": 95_000}, 40, 95_000, 100_000),
        # 40 people × 104.00 a day are 25 of 95 parts of the costs
        ({"staff": 40}, 40, 1_580_800, 1_664_000),
        ({"costs": 1_580_800}, 40, 1_580_800, 1_664_000),
        ({}, assumed.STAFF, 790_400, 832_000),
    ],
)
def test_stand_ins(known: dict[str, int], staff: int, costs: int, sales: int) -> None:
    """Costs, sales and staff each follow from what is known of the others."""
    book = a_book(
        {
            "staff": known.get("staff"),
            "costs_per_day_minor": known.get("costs"),
            "sales_per_day_minor": known.get("sales"),
            "wages_share": None,
        }
    )
    assert (book.staff[0], book.costs_minor[0], book.sales_minor[0]) == (staff, costs, sales)
    assert book.stand_ins["staff"] == ("staff" not in known)
    assert book.stand_ins["wages_share"] == 1


def test_unknown_cash_and_share_are_counted() -> None:
    """Nobody takes a stand-in for something that the firm said."""
    book = a_book({"firm": "F1"}, {"firm": "F2", "cash_minor": None, "share_to_us": None})
    assert book.stand_ins["cash_minor"] == book.stand_ins["share_to_us"] == 1
    assert book.told.tolist() == [True, False]
    assert book.share_to_us.tolist() == [0.5, assumed.SHARE_TO_US]


@pytest.mark.parametrize(
    ("row", "known_days", "dry_days"),
    [
        ({"reported_on": days_ago(3)}, 3, -24),
        ({"reported_on": None}, 24, -24),  # an unknown day is the day of the stop
        ({"cash_minor": None, "reported_on": None}, 24, -24),
        ({"tier": 2}, 0, 21),
        ({"tier": 3}, 0, 66),
    ],
)
def test_when_money_stops(row: dict[str, Any], known_days: int, dry_days: int) -> None:
    """Our stop reaches each tier a payment term later; all stop to buy materials at once."""
    book = a_book(row)
    assert (book.known_days[0], book.dry_days[0]) == (known_days, dry_days)
    assert book.materials_days[0] == 21


@pytest.mark.parametrize(
    ("wages", "materials"), [(0.25, 0.592), (None, 55 / 95), (0.0, 0.842), (0.9, 0.0)]
)
def test_materials_are_what_wages_and_overheads_leave(
    wages: float | None, materials: float
) -> None:
    """Never less than nothing."""
    assert a_book({"wages_share": wages}).materials_share[0] == pytest.approx(materials, abs=1e-3)


@pytest.mark.parametrize(
    ("row", "dry_days"), [({"reported_on": days_ago(3)}, -3), ({"cash_minor": None}, 0)]
)
def test_an_unknown_stop_is_the_day_that_the_firm_told(row: dict[str, Any], dry_days: int) -> None:
    """Where nobody knows when we stopped to pay, cash shrinks since it was told."""
    assert a_book(row, stopped_on=None).dry_days[0] == dry_days


def test_only_money_that_came_after_the_word_counts() -> None:
    """What the firm had when it told is in what it told."""
    paid = payments(
        ("F1", 5, days_ago(4)),
        ("F1", 7, days_ago(2)),
        ("F1", 8, days_ago(1)),
        ("F9", 1, days_ago(1)),
    )
    book = a_book({"reported_on": days_ago(2)}, {"firm": "F0"}, paid=paid)
    assert book.firm.tolist() == ["F0", "F1"]
    assert book.paid_minor.tolist() == [0, 8]


def test_a_dossier_without_firms() -> None:
    """Nobody is an answer, too."""
    assert len(a_book().firm) == 0
    assert a_book(reports=frame("firm_reports")).stand_ins["staff"] == 0
