"""Paper and moves as one story: what passes a gate, and what does not count."""

from typing import Any

import polars as pl
import pytest

from blackstart.base.canonical import sha256
from blackstart.base.today import Mode
from blackstart.estate.running.gates_open import standing
from blackstart.estate.running.moves import Move
from blackstart.estate.running.signed import signed
from tests.estate.desk import desk
from tests.estate.made import day, dependencies, frame, services, signatures, tables

TWO = {"gate": "isolated", "signers": 2}
BY_BOB = {"signed_by": "Bob"}


@pytest.mark.parametrize(
    ("rule", "rows", "rehearsal", "passed", "why"),
    [
        ([], [{}], False, True, []),
        ([TWO], [{}], True, False, ["1 of 2 signatures of one date"]),
        ([TWO], [{}, BY_BOB], True, True, []),
        ([TWO], [{}, {"signed_by": "a person"}], True, False, ["1 of 2 signatures of one date"]),
        ([TWO], [{}, {**BY_BOB, "signed_on": day(-1)}], True, False, ["1 of 2"] * 2),
        ([TWO, {**TWO, "service": "a", "signers": 1}], [{}], True, True, []),
        ([{**TWO, "signers": 0}], [{}], True, True, []),
        ([TWO], [{}, BY_BOB], False, False, ["signed on paper only"]),
        ([{**TWO, "gate": "rebuilt"}], [{}], False, True, []),
        (
            [TWO],
            [{"evidence_sha256": sha256("1")}, {**BY_BOB, "evidence_sha256": sha256("2")}],
            True,
            False,
            ["they saw different evidence"],
        ),
    ],
)
def test_paper(
    rule: list[dict[str, Any]],
    rows: list[dict[str, Any]],
    *,
    rehearsal: bool,
    passed: bool,
    why: list[str],
) -> None:
    """A rule wants so many people on one date; live, paper passes no gate that has a rule."""
    said = tables(
        services=services("a"),
        gate_rules=frame("gate_rules", *rule),
        gate_signatures=frame("gate_signatures", *rows),
    )
    told = signed(said, day(0), rehearsal=rehearsal)
    assert (told.rows["result"] == "pass").any() is passed
    assert [one.code for one in told.findings] == ["BS-EST-101"] * len(why)
    assert all(one.message.startswith(each) for one, each in zip(told.findings, why, strict=True))


def test_paper_of_tomorrow_is_not_seen() -> None:
    """The script of an exercise counts from its day on."""
    said = tables(services=services("a"), gate_signatures=signatures("a 9 pass 1"))
    assert signed(said, day(0), rehearsal=True).rows.is_empty()


def test_a_fail_on_paper_goes_before_the_moves_of_its_day() -> None:
    """Nobody knows the hour of a paper: the gate is open, and passes from tomorrow on."""
    at = desk(Mode.EXERCISE, services=services("a"), gate_signatures=signatures("a #1 fail 0"))
    at.move(
        [
            Move(
                service="a",
                gate="isolated",
                round=1,
                move="passed",
                signers=0,
                evidence_sha256=sha256("[]"),
            )
        ]
    )
    now = at.stand()
    assert now.open == (("a", "isolated"),)
    assert now.paper_fails == {("a", "isolated")}
    at.turn()
    at.sign(("a", "isolated"), "Ann")
    assert at.lacks("a") == ("somebody failed it on paper today: it can pass from tomorrow on",)
    at.wait(24)
    assert at.lacks("a") == ()


def test_a_clock_that_was_set_back_does_not_change_the_story() -> None:
    """Moves are told in the order of their numbers, whatever their days say."""
    at = desk(Mode.EXERCISE, services=services("a"))
    for gate in ("isolated", "evidence captured"):
        at.turn()
        at.sign(("a", gate), "Ann")
        at.turn()
        at.wait(-48)
    assert at.stand().open == (("a", "rebuilt"),)
    assert at.turn() == []


def test_lost_evidence_is_told_of_the_round_of_now_only() -> None:
    """A pass whose evidence changed does not count; once it was taken back, that is history."""
    at = desk(
        Mode.EXERCISE, services=services("a", "b"), dependencies=dependencies("b needs a for data")
    )
    gate = ("a", "isolated")
    at.turn()
    at.hand_in(gate, "log", b"1")
    at.sign(gate, "Ann")
    at.turn()
    assert at.stand().open[0] == ("a", "evidence captured")
    rows = at.frames["evidence"]
    at.add("evidence", rows.with_columns(sha256=pl.lit(sha256("forged"))))
    found = at.stand()
    assert [one.code for one in found.findings] == ["BS-EST-102"]
    assert found.open[0] == gate
    assert [(one.gate, one.move, one.round) for one in at.turn()] == [
        ("isolated", "taken back", 1),
        ("isolated", "opened", 2),
    ]
    assert at.stand().findings == ()
    at.add("evidence", rows)  # put back: what was taken back stays back
    assert at.stand().open[0] == gate


def test_services_that_are_only_named_have_gates_too() -> None:
    """Whatever names a service, it is one that somebody has to bring back."""
    said = tables(
        dependencies=dependencies("b needs a for data"),
        gates=frame("gates", {"service": "c"}),
        gate_signatures=signatures("d 9 pass 0", "b 4 pass 0"),
    )
    found = standing(said, day(0), rehearsal=True)
    assert found.states.up == {"d"}
    assert found.open == (("a", "isolated"), ("c", "isolated"))
    assert found.waiting == {("b", "data restored"): ("a",)}


def test_what_is_held_is_not_open() -> None:
    """A gate under a hold waits for it, from the first held gate on, until it is lifted."""
    hold = {"service": "a", "gate": "rebuilt", "is_open": True}
    said = tables(
        services=services("a", "b"),
        dependencies=dependencies("a needs b for rebuild"),
        gate_signatures=signatures("a 2 pass 0"),
        holds=frame("holds", hold, {"service": "b", "until_on": day(1)}),
    )
    found = standing(said, day(0), rehearsal=True)
    assert found.open == ()
    assert found.waiting == {
        ("a", "rebuilt"): ("b", "hold police 1"),
        ("b", "isolated"): ("hold police 1",),
    }
    assert standing(said, day(1), rehearsal=True).open == (("b", "isolated"),)
