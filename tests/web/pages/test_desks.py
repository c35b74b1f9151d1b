"""Each desk in a sentence or two."""

from typing import Any

import pytest

from blackstart.web.pages.desks import desks
from blackstart.web.pages.words import GLUE
from tests.web.made import frame, nothing, standing


def said(**changes: Any) -> dict[str, list[str]]:  # noqa: ANN401 - any change of a standing
    """Give the sentences by desk, with blanks that may break."""
    found = desks(standing(**changes))
    return {name: [one.replace(GLUE, " ") for one in sentences] for name, sentences in found}


def test_each_desk_tells_its_day() -> None:
    """Pieces, cars, lines and money, with the days that matter."""
    assert said() == {
        "Parts": [
            (
                "10 order lines shipped today; 40 wait, the oldest since Mon 1 Sep, 7 of them for "
                "vehicles off the road. Worked off after Thu 22 Jan (80 %: Sat 4 Oct to after "
                "Thu 22 Jan); 12 without parts in sight are in no forecast."
            )
        ],
        "Vehicles": [
            (
                "1 car invoiced today; 8 wait, 5 of them sold, 2 blocked. "
                "Cash expected: 55,000.00 GBP."
            ),
            "1 registration submitted today; 3 wait, 2 are blocked; 1 promised day missed.",
        ],
        "Plants": [
            (
                "0 of 2 lines may run. First start on Mon 6 Oct: Range. 423 cars in the lines' "
                "first week by plan; 1 supplier of their parts may not last until then."
            )
        ],
        "Payables": ["In the books: open 1,400.00 GBP, 20.00 EUR; held 100.00 GBP."],
        "Treasury": [
            (
                "9,000.00 GBP seen on Wed 24 Sep; may be spent now: 8,000.00 GBP; least headroom "
                "of thirteen weeks: -12.50 GBP, in the week of Mon 6 Oct."
            )
        ],
        "Support": [
            "Without help 9 firms run out of cash.",
            (
                "Guaranteed loans: 4 firms kept (80 %: 2 to 5), 120 jobs, for 1,000,000.00 GBP, "
                "25% of it to firms that last anyway."
            ),
        ],
    }


def test_a_desk_that_never_decided_says_so() -> None:
    """Before the first run there is one sentence a desk, and a way on."""
    sentences = {one for _, all_ in desks(nothing()) for one in all_}
    assert sentences == {"Not decided yet: `blackstart run` does it."}


@pytest.mark.parametrize(
    ("desk", "steps", "why"),
    [
        ("Parts", ["parts.allocate"], "No parts orders are known."),
        ("Vehicles", ["vehicles.wholesale", "vehicles.register"], "No vehicles are known."),
        ("Plants", ["plants.outlook"], "No production lines are known."),
        ("Payables", ["invoices.decide"], "No firms are known."),
        ("Treasury", ["treasury.forecast"], "No balance is known."),
        ("Support", ["suppliers.support"], "No firms are known."),
    ],
)
def test_a_desk_without_data_says_why_and_only_once(desk: str, steps: list[str], why: str) -> None:
    """A dossier without a desk's tables shows that room's own words."""
    facts = {step: {"unknown": [why, "And more."]} for step in steps}
    assert said(facts=facts)[desk] == [why]


def test_a_desk_that_is_through_says_so() -> None:
    """Nothing waits is not the same as nothing known."""
    steps = (
        *("parts.allocate", "vehicles.wholesale", "vehicles.register"),
        *("invoices.decide", "suppliers.support", "plants.outlook"),
    )
    found = said(facts={step: {} for step in steps})
    assert found["Parts"] == ["No order line waits."]
    assert found["Vehicles"] == [
        "No car waits for its wholesale invoice.",
        "No car waits for registration.",
    ]
    assert found["Payables"] == ["No debt is known."]
    assert found["Plants"] == ["No production line is known."]
    assert found["Support"] == ["No package was compared."]


def test_what_has_no_forecast_or_date_says_so() -> None:
    """No outlook, no oldest line, no line with a day, a balance that nobody dated."""
    found = said(
        frames={"outlook_figures": frame("outlook_figures")},
        facts={
            "parts.allocate": {"lines": {"asked": 1, "back_ordered": 1}},
            "plants.outlook": {"lines": {"Range": {"start_on": None}}},
            "treasury.forecast": {
                "currencies": {
                    "EUR": {
                        "cash": "0.00",
                        "seen_on": None,
                        "allowed": "0.00",
                        "lowest_headroom": "0.00",
                        "lowest_week": "2025-09-22",
                    }
                }
            },
            "invoices.decide": {"books": {"GBP": {"open": "0.00"}}},
        },
    )
    assert found["Parts"] == [
        "0 order lines shipped today; 1 wait, 0 of them for vehicles off the road. No forecast."
    ]
    assert "No line has a day on which it could start." in found["Plants"][0]
    assert found["Treasury"][0].startswith("nothing seen nobody knows when; may be spent now: noth")
    assert found["Payables"] == ["In the books: nothing."]


def test_lines_that_start_on_the_same_day_are_counted() -> None:
    """The first is named, the others are counted."""
    lines = {name: {"start_on": "2025-10-06"} for name in ("Velar", "Range", "Engines")}
    plants = {"lines": lines, "first_start_on": "2025-10-06"}
    assert "Engines and 2 more." in said(facts={"plants.outlook": plants})["Plants"][0]
