"""A gate has passed when everything before it has, and not because somebody signed."""

import polars as pl
import pytest
from hypothesis import given, settings

from blackstart.estate.states import States, states
from blackstart.estate.tables import BOUND_GATE, GATES
from tests.estate.made import DAY, any_dependencies, any_signatures, dependencies, signatures


def told(story: list[str], needs: list[str]) -> States:
    """Tell a story of signatures up to `DAY`."""
    return states(signatures(*story), dependencies(*needs), DAY)


@pytest.mark.parametrize(
    ("needs", "story", "passed", "codes"),
    [
        ([], [], {}, []),
        ([], ["a 9 pass 0"], {"a": 9}, []),
        ([], ["a 9 pass 1"], {}, []),  # tomorrow is not seen
        ([], ["a 2 pass -1", "a #4 pass 0"], {"a": 2}, ["001"]),
        ([], ["a 2 pass -1", "a #4 pass -1", "a 4 pass 0"], {"a": 4}, []),
        ([], ["a 3 pass -2", "a #2 pass 0"], {"a": 3}, []),  # signed twice: no harm
        ([], ["a 9 pass -2", "a #5 fail 0"], {"a": 4}, []),
        ([], ["a 9 pass -2", "a #5 fail -1", "a #5 pass 0"], {"a": 5}, []),
        ([], ["a 2 pass -2", "a #5 fail 0"], {"a": 2}, []),
        ([], ["a 2 pass -2", "a #4 pass -1", "a #4 fail 0"], {"a": 2}, []),
        ([], ["a 9 pass -2", "a #5 fail 0", "a #6 pass 0"], {"a": 4}, ["001"]),
        (["b needs a for rebuild"], ["b 9 pass 0"], {"b": 2}, ["002", *["001"] * 6]),
        (["b needs a for test"], ["b 9 pass 0"], {"b": 6}, ["002", *["001"] * 2]),
        (["b needs a for test by hand"], ["b 9 pass 0"], {"b": 9}, []),
        (["b needs a for data"], ["b 9 pass 0", "a 9 pass 0"], {"a": 9, "b": 9}, []),
        (
            ["b needs a for data"],
            ["a 9 pass -3", "b 9 pass -2", "a #5 fail 0"],
            {"a": 4, "b": 4},
            ["003"],
        ),
        (  # what was built on it stays open until it is signed anew
            ["b needs a for test", "c needs b for rebuild", "c needs a for test"],
            ["a 9 pass -5", "b 9 pass -4", "c 9 pass -3", "a #5 fail -2", "a 9 pass -1"],
            {"a": 9, "b": 6, "c": 2},
            ["003", "003", "003"],
        ),
        (
            ["b needs a for test"],
            ["a 9 pass -5", "b 9 pass -4", "a #5 fail -2", "a 9 pass -1", "b 9 pass 0"],
            {"a": 9, "b": 9},
            [],
        ),
        (  # only a person can say that one of the two can do without the other
            ["a needs b for data", "b needs a for data"],
            ["a 9 pass 0", "b 9 pass 0"],
            {"a": 4, "b": 4},
            ["002", *["001"] * 4] * 2,
        ),
    ],
)
def test_stories(
    needs: list[str], story: list[str], passed: dict[str, int], codes: list[str]
) -> None:
    """How many gates of each service have passed, and what is said about the others."""
    state = told(story, needs)
    assert dict(state.passed.group_by("service").len().iter_rows()) == passed
    assert state.up == {service for service, count in passed.items() if count == len(GATES)}
    assert [finding.code.removeprefix("BS-EST-") for finding in state.findings] == codes


def test_messages_name_what_is_missing() -> None:
    """A signature that does not count says which gate is open, or which service is down."""
    state = told(["b 4 pass 0"], ["b needs a for rebuild"])
    assert [finding.message for finding in state.findings] == [
        "not reconnected: a",
        "'rebuilt' is still open",
    ]
    taken = told(["a 9 pass -2", "b 9 pass -2", "a #4 fail 0"], ["b needs a for rebuild"])
    assert [finding.message for finding in taken.findings] == [
        "a is down again: b goes back to 'rebuilt'"
    ]


def test_the_day_of_a_pass_and_of_a_fail_is_kept() -> None:
    """A gate that is signed again keeps its first day; a fail is remembered by its last."""
    state = told(["a 1 pass -4", "a 1 pass -1", "a #3 fail -3", "a #3 fail -2"], [])
    assert state.passed.rows() == [("a", "isolated", signatures("a 1 pass -4")["signed_on"][0])]
    assert state.failed.rows() == [("a", "rebuilt", signatures("a 1 pass -2")["signed_on"][0])]


@settings(max_examples=300)
@given(any_signatures(), any_dependencies())
def test_nothing_is_up_that_must_not_be(signed: pl.DataFrame, needs: pl.DataFrame) -> None:
    """No service is up with an unpassed gate, and none relies on a service that is down."""
    state = states(signed, needs, DAY)
    passed = set(state.passed.select("service", "gate").rows())
    for service, gate in passed:
        assert all((service, before) in passed for before in GATES[: GATES.index(gate)])
    assert state.up == {service for service, gate in passed if gate == GATES[-1]}
    for row in needs.filter(~pl.col("workaround")).iter_rows(named=True):
        relies = (row["service"], BOUND_GATE[row["kind"]]) in passed
        assert not relies or row["needs"] in state.up
    last_pass = signed.filter(pl.col("result") == "pass", pl.col("signed_on") <= DAY)
    assert passed <= set(last_pass.select("service", "gate").rows())


@given(any_signatures(), any_dependencies())
def test_order_of_rows_does_not_matter(signed: pl.DataFrame, needs: pl.DataFrame) -> None:
    """The same signatures and dependencies in another order tell the same story."""
    one, other = states(signed, needs, DAY), states(signed.reverse(), needs.reverse(), DAY)
    assert one.passed.equals(other.passed)
    assert one.findings == other.findings
