"""The newest word about a firm's cash."""

from datetime import date

import pytest

from blackstart.suppliers.told import newest, strangers
from tests.suppliers.made import DAY, days_ago, firms, frame


@pytest.mark.parametrize(
    ("cash", "reported_on", "reports", "is_told"),
    [
        (10, days_ago(9), [], (days_ago(9), 10)),
        (10, days_ago(9), [(days_ago(2), 20), (days_ago(5), 30)], (days_ago(2), 20)),
        (10, days_ago(2), [(days_ago(2), 20)], (days_ago(2), 20)),  # the later table wins
        (10, days_ago(2), [(days_ago(-1), 20)], (days_ago(2), 10)),  # tomorrow is not seen
        (10, days_ago(-1), [], None),
        (10, None, [], (None, 10)),
        (10, None, [(days_ago(2), 20)], (days_ago(2), 20)),
        (None, days_ago(2), [], None),
    ],
)
def test_newest(
    cash: int | None,
    reported_on: date | None,
    reports: list[tuple[date, int]],
    is_told: tuple[date | None, int] | None,
) -> None:
    """The newest report up to today counts, whichever table holds it."""
    rows = [{"firm": "F1", "reported_on": on, "cash_minor": amount} for on, amount in reports]
    told = newest(
        firms({"cash_minor": cash, "reported_on": reported_on}), frame("firm_reports", *rows), DAY
    )
    assert told.select("told_on", "cash_minor").rows() == ([] if is_told is None else [is_told])


def test_reports_of_strangers_are_found() -> None:
    """A report of a firm that nobody knows is named once."""
    rows = [{"firm": "F9", "reported_on": days_ago(age), "cash_minor": 1} for age in (1, 2)]
    (finding,) = strangers(firms({}), frame("firm_reports", *rows))
    assert (finding.code, finding.subject) == ("BS-SUP-001", "F9")
