"""Packages out of the dossier, and the two that stand in."""

from typing import Any

import numpy as np

from blackstart.suppliers.packages import built_in, planned
from blackstart.suppliers.schemes.furlough import Furlough
from blackstart.suppliers.schemes.loan import Loan
from tests.suppliers.made import DAY, a_book, days_ago, frame

ROW = {
    "package": "A",
    "from_on": DAY,
    "days": 30,
    "rate": 0.5,
    "cap_minor": 1_000_000,
    "currency": "GBP",
    "source": "a letter",
}


def test_rows_of_a_package_become_its_schemes() -> None:
    """First days are counted from today, sorted by name and scheme."""
    rows = frame(
        "packages",
        {"package": "B", "scheme": "loan"},
        {"scheme": "loan", "from_on": days_ago(3)},
        {"scheme": "furlough", "from_on": days_ago(-3)},
        **ROW,
    )
    (first, second), findings = planned(rows, DAY)
    terms: dict[str, Any] = {"days": 30, "rate": 0.5, "cap_minor": 1_000_000}
    assert first.schemes == (Furlough(first_day=3, **terms), Loan(first_day=-3, **terms))
    assert (first.name, second.name, second.source, findings) == ("A", "B", "a letter", ())


def test_a_package_of_two_currencies_is_left_out() -> None:
    """Pounds and euros make no sum."""
    rows = frame("packages", {"scheme": "loan"}, {"scheme": "furlough", "currency": "EUR"}, **ROW)
    packages, (finding,) = planned(rows, DAY)
    assert packages == ()
    assert (finding.code, finding.subject) == ("BS-SUP-003", "A")


def test_no_rows_are_no_packages() -> None:
    """The stand-ins are the step's choice, not the reader's."""
    assert planned(frame("packages"), DAY) == ((), ())


def test_only_firms_of_the_currency_are_reached() -> None:
    """A cap in pounds says nothing about a firm that counts in euros."""
    book = a_book({"firm": "A"}, {"firm": "B", "currency": "EUR"})
    lost = np.array([[True, True]])
    for package in built_in("GBP"):
        assert package.reach(book).tolist() == [True, False]
        pounds, euros = package.paid_out_minor(book, 30)
        assert pounds > 0 == euros
        assert package.cost_minor(book, 30, lost)[0, 1] == 0


def test_a_package_adds_its_schemes_up() -> None:
    """Two schemes under one name pay both."""
    book = a_book({})
    rows = frame("packages", {"scheme": "loan"}, {"scheme": "furlough"}, **ROW)
    ((both,), _) = planned(rows, DAY)
    parts = [scheme.paid_out_minor(book, 9)[0] for scheme in both.schemes]
    assert both.paid_out_minor(book, 9)[0] == sum(parts)


def test_caps_of_the_stand_ins_follow_the_currency() -> None:
    """2,500 pounds are 250,000 pence; 2,500 yen are 2,500."""
    assert [built_in(code)[0].schemes[0] for code in ("GBP", "JPY")] == [
        Furlough(first_day=0, days=90, rate=0.8, cap_minor=250_000),
        Furlough(first_day=0, days=90, rate=0.8, cap_minor=2_500),
    ]
