"""The same invoice twice."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.payables.repeats.duplicates import copies, ranked
from blackstart.payables.repeats.numbers import plain_number
from tests.payables.made import ago, billed, frame


def repeated(*papers: dict[str, Any]) -> dict[str, str]:
    """Tell which invoices repeat which; `state` is that of the debt."""
    about = [{"state": paper.get("state"), "supplier": "S1", **paper} for paper in papers]
    heads = [billed(f"I-{place}", **paper)[0] for place, paper in enumerate(papers)]
    extra = pl.DataFrame(about, schema={"state": pl.String, "supplier": pl.String})
    known = pl.concat([frame("invoices", *heads), extra], how="horizontal")
    return dict(copies(ranked(known)).iter_rows())


@pytest.mark.parametrize(
    ("number", "plain"),
    [
        ("003411", "3411"),
        ("3411-", "3411"),
        ("A3411", "A3411"),
        ("a 34/11", "A3411"),
        ("34110", "34110"),
        ("000", "0"),
        ("--", None),
        ("№ Ж1", "NOЖ1"),
    ],
)
def test_spelling_of_numbers(number: str, plain: str | None) -> None:
    """Case, punctuation and leading zeros make no difference; letters and digits do."""
    assert pl.select(plain_number(pl.lit(number))).item() == plain


@pytest.mark.parametrize(
    ("second", "same"),
    [
        ({"number": "0077-"}, True),
        ({"number": "77", "arrived_on": ago(1)}, True),
        ({"number": "77", "document": "1" * 64}, True),
        ({"number": "77", "issued_on": ago(1)}, True),
        ({"number": "78"}, False),
        ({"number": "A77"}, False),
        ({"number": "77", "payable_minor": 14_999}, False),
        ({"number": "77", "currency": "EUR"}, False),
        ({"number": "77", "kind": "credit note"}, False),
        ({"number": "77", "supplier": "S2"}, False),
        ({"number": "77", "supplier": None}, False),
        ({"number": None}, False),
    ],
)
def test_what_makes_a_copy(second: dict[str, Any], same: bool) -> None:  # noqa: FBT001 - a column of the table
    """Supplier, kind, number, amount and currency: all of them, and nothing else."""
    assert repeated({"number": "77"}, second) == ({"I-1": "I-0"} if same else {})


def test_the_one_that_arrived_first_stays() -> None:
    """Arrival counts before the issue date, and that before the id."""
    papers = (
        {"number": "77", "arrived_on": ago(3), "issued_on": ago(9)},
        {"number": "77", "arrived_on": ago(4), "issued_on": ago(5)},
        {"number": "77", "arrived_on": ago(4), "issued_on": ago(6)},
        {"number": "77", "arrived_on": ago(4), "issued_on": ago(6)},
    )
    assert repeated(*papers) == {"I-0": "I-2", "I-1": "I-2", "I-3": "I-2"}


@pytest.mark.parametrize("state", ["matched", "posted", "paid", "set off"])
def test_one_that_stands_is_never_the_copy(state: str) -> None:
    """What is matched or paid stays, even if an older one turns up later."""
    assert repeated({"number": "77", "arrived_on": ago(9)}, {"number": "77", "state": state}) == {
        "I-0": "I-1"
    }


@given(st.lists(st.sampled_from(["77", "077", "77-", "78"]), max_size=6))
def test_exactly_one_of_each_number_stays(numbers: list[str]) -> None:
    """However many copies there are, the first is none, and all others point at it."""
    found = repeated(*({"number": number} for number in numbers))
    plain = [number.strip("-").lstrip("0") for number in numbers]
    expected = {
        f"I-{place}": f"I-{plain.index(number)}"
        for place, number in enumerate(plain)
        if plain.index(number) != place
    }
    assert found == expected
