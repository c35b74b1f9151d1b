"""Five figures, each with a range or with the reason why there is none."""

from typing import Any

import pytest

from blackstart.web.pages.tiles import tiles
from blackstart.web.pages.view import Tile
from blackstart.web.pages.words import GLUE
from tests.web.made import DAY, figure, frame, nothing, standing

INVOICES, PAYMENTS, SUPPLIERS, GATES, CARS = range(5)


def tile(which: int, **changes: Any) -> Tile:  # noqa: ANN401 - any change of a standing
    """Give one figure, with blanks that may break."""
    found = tiles(standing(**changes), DAY)[which]
    return Tile(
        title=found.title,
        values=tuple(value.replace(GLUE, " ") for value in found.values),
        range=found.range.replace(GLUE, " "),
        note=found.note.replace(GLUE, " "),
    )


def outlook(*rows: Any) -> dict[str, Any]:  # noqa: ANN401 - rows of figures
    """Replace the outlook's figures."""
    return {"outlook_figures": frame("outlook_figures", *rows, day=DAY, scenarios=200)}


def test_invoices_that_wait_and_when_they_are_gone() -> None:
    """26 wait for the desk and 4 for a person; the desk is through on the fifth day from today."""
    found = tile(INVOICES)
    assert found.values == ("30",)
    assert found.range == "Worked off Tue 30 Sep (80 %: Mon 29 Sep to Fri 3 Oct)"
    assert found.note == (
        "26 need only the desk's time; 4 are held for a person and in no forecast."
    )


def test_what_is_proposed_to_be_paid_and_what_treasury_allows() -> None:
    """Each currency by itself, the share of its limit, and which limit it was that held."""
    found = tile(PAYMENTS)
    assert found.values == ("1,234,567.89 GBP", "20.00 EUR")
    assert found.range == "All that is due is paid Wed 1 Oct (80 %: Tue 30 Sep to after Thu 22 Jan)"
    assert found.note == (
        "2 payments. Of what treasury allows: 50.0% in GBP, nothing allowed in EUR; "
        "the desk's 2 a day are the limit."
    )


@pytest.mark.parametrize("rate", [None, 0, 3])
def test_the_desk_is_named_as_the_limit_only_when_it_is(rate: int | None) -> None:
    """Two payments of three possible, or an unknown rate, are not held up by the desk."""
    plan = {"activities": {"paying": {"mode": "manual", "rate": rate, "returns_on": None}}}
    assert "limit" not in tile(PAYMENTS, facts={"estate.plan": plan}).note


def test_no_proposal_is_nothing_and_no_limit_is_unknown() -> None:
    """An empty run says nothing to pay; a treasury that said nothing is unknown, not unlimited."""
    found = tile(PAYMENTS, facts={"payments.propose": {"payments": 0, "total": {}, "allowed": {}}})
    assert found.values == ("nothing",)
    assert found.note == "0 payments. What treasury allows is unknown."


def test_suppliers_short_of_cash_are_a_range() -> None:
    """One is short; one more at the low ends of the ranges; tier 2 does not count."""
    found = tile(SUPPLIERS)
    assert found.values == ("1",)
    assert found.range == (
        "1 to 2, counted at the high and at the low ends of the firms' own 80 % ranges"
    )
    assert found.note == "Our only source: 1. Of 3 direct suppliers 2 told their cash."


def test_gates_phase_and_what_comes_back_next() -> None:
    """Paying comes back next: what runs already and what has no date are not named."""
    found = tile(GATES)
    assert found.values == ("3 of 18",)
    assert found.range == "By likely hours, without a range; hours of 1 gate are assumed."
    assert found.note == (
        "Phase 1: 1 service until Sat 27 Sep. Next with its services back: paying, Sun 28 Sep."
    )


def test_a_plan_without_activities_names_no_return() -> None:
    """A dossier without activities still has gates; a phase may lack its end."""
    plan = {"gates": {"open": 1, "passed": 0}, "phases": [{"phase": 1, "services": 2}]}
    assert tile(GATES, facts={"estate.plan": plan}).note == "Phase 1: 2 services."


def test_the_first_car_and_the_cars_of_thirty_days() -> None:
    """Thirty days are today and twenty-nine more."""
    found = tile(CARS)
    assert found.values == ("Tue 21 Oct",)
    assert found.range == "80 %: Wed 15 Oct to Tue 28 Oct"
    assert found.note == "376 cars by Fri 24 Oct (80 %: 0 to 865)."


@pytest.mark.parametrize(
    ("low", "likely", "high", "value", "range_"),
    [
        (0, 0, 0, "today", "80 %: today to today"),
        (9, 30, None, "Sat 25 Oct", "80 %: Sat 4 Oct to after Thu 22 Jan"),
        (9, None, None, "after Thu 22 Jan", "80 %: Sat 4 Oct to after Thu 22 Jan"),
        (None, None, None, "after Thu 22 Jan", "80 %: after Thu 22 Jan"),
    ],
)
def test_what_lies_beyond_the_horizon_is_said_to(
    low: float | None, likely: float | None, high: float | None, value: str, range_: str
) -> None:
    """A percentile that no scenario reaches is never shown as a date."""
    found = tile(CARS, frames=outlook(figure("first_car_day", low, likely, high)))
    assert (found.values, found.range, found.note) == ((value,), range_, "")


def test_what_cannot_be_known_says_why() -> None:
    """Without rows the figure is unknown, in the room's own words where it has some."""
    unknown = {"unknown": ["No production lines are known."]}
    found = tile(CARS, frames=outlook(), facts={"plants.outlook": unknown})
    assert (found.values, found.range) == (("unknown",), "No production lines are known.")
    found = tile(CARS, frames=outlook(), facts={"plants.outlook": {}})
    assert found.range == "No range: nothing is forecast."


def test_nothing_decided_is_five_times_unknown() -> None:
    """Before the first run every figure is unknown, and says what to do."""
    found = tiles(nothing(), DAY)
    assert [one.values for one in found] == [("unknown",)] * 5
    assert {one.range for one in found} == {"Not decided yet: `blackstart run` does it."}
