"""People's hours beside machines': how long the queue takes, and what one more would change."""

from datetime import date
from typing import Any

import pytest

from blackstart.base.calendar import Calendar
from blackstart.payables.clearing.capacity import (
    HOURS_A_DAY_ASSUMED,
    PEOPLE_ASSUMED,
    DeskLoad,
    Machines,
    Staff,
    loads,
    posting,
)
from blackstart.payables.clearing.handling import CLERK, PURCHASING
from tests.payables.clearing.test_exceptions import held, queue
from tests.payables.made import DAY, frame

FRIDAY, MONDAY, TUESDAY = date(2025, 9, 26), date(2025, 9, 29), date(2025, 9, 30)


def loaded(*codes: str, **staff: Staff) -> dict[str, DeskLoad]:
    """Estimate the desks of a queue with these reasons."""
    debts = frame("debts", *(held(f"I-{at}", code) for at, code in enumerate(codes)))
    there = {name.replace("_", " "): who for name, who in staff.items()}
    found = loads(queue(debts=debts), there, DAY, Calendar())
    return {one.owner: one for one in found}


def test_a_desk_has_its_hours_and_its_day() -> None:
    """Sixty prices at 5, 10 and 15 minutes: 5 to 15 hours, one person at six hours a day."""
    load = loaded(*["BS-PAY-028"] * 60)[PURCHASING]
    assert (load.exceptions, load.hours, load.assumed) == (60, (5.0, 10.0, 15.0), True)
    assert load.staff == Staff(people=PEOPLE_ASSUMED, hours_a_day=HOURS_A_DAY_ASSUMED)
    assert load.clear_on == (DAY, FRIDAY, MONDAY)
    assert load.one_more_clear_on == (DAY, DAY, FRIDAY)


def test_who_was_told_to_be_there_is_counted() -> None:
    """A team of the desk's name replaces the assumption."""
    team = Staff(people=10, hours_a_day=8.0)
    load = loaded(*["BS-PAY-028"] * 60, purchasing=team)[PURCHASING]
    assert (load.assumed, load.clear_on) == (False, (DAY, DAY, DAY))


def test_a_desk_without_people_has_no_day() -> None:
    """Nobody is there: no day, until one more comes."""
    load = loaded("BS-PAY-028", purchasing=Staff(people=0, hours_a_day=8.0))[PURCHASING]
    assert load.clear_on is None
    assert load.one_more_clear_on == (DAY, DAY, DAY)


def test_what_waits_for_the_supplier_is_the_clerks_work() -> None:
    """Somebody of ours has to ring the supplier up."""
    found = loaded("BS-PAY-020", "BS-PAY-023", "BR-CO-15")
    assert list(found) == [CLERK]
    assert found[CLERK].exceptions == 3


def test_nothing_waits_no_desk() -> None:
    """An empty queue has no load."""
    assert loaded() == {}


@pytest.mark.parametrize(
    ("said", "more", "hours"),
    [
        ({"waiting": 0, "workers": 0, "an_hour": None}, 0, 0.0),
        ({"waiting": 9, "workers": 2, "an_hour": None}, 0, None),
        ({"waiting": 9, "workers": 0, "an_hour": 3.0}, 0, None),
        ({"waiting": 9, "workers": 0, "an_hour": 3.0}, 1, 3.0),
        ({"waiting": 12, "workers": 2, "an_hour": 3.0}, 0, 2.0),
        ({"waiting": 12, "workers": 2, "an_hour": 3.0}, 2, 1.0),
    ],
)
def test_machines_read_as_fast_as_they_were_seen_to(
    said: Any,  # noqa: ANN401 - any attribute of the machines
    more: int,
    hours: float | None,
) -> None:
    """Documents by rate and workers; unknown stays unknown."""
    assert Machines(**said).hours(more) == hours


@pytest.mark.parametrize(
    ("matched", "rate", "left", "clear_on"),
    [
        (0, None, None, None),
        (5, None, None, None),
        (5, 0, 0, None),
        (5, 10, 5, DAY),
        (0, 10, 0, DAY),
        (6, 10, 5, FRIDAY),
        (26, 10, 5, TUESDAY),
    ],
)
def test_posting_goes_on_at_the_days_rate(
    matched: int, rate: int | None, left: int | None, clear_on: date | None
) -> None:
    """What is left today, then a day's rate a working day."""
    assert posting(matched, rate, left, DAY, Calendar()).clear_on == clear_on
