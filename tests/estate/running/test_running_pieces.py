"""Time, rules, statements and the signed plan: what the restart rests on, piece by piece."""

from datetime import timedelta

import pytest

from blackstart.base.canonical import sha256
from blackstart.estate.running.moves import Move, Stamp, past, took
from blackstart.estate.running.plan import document, in_force, signed_by
from blackstart.estate.running.quorum import Roll
from blackstart.estate.running.rules import Rule, rule_for, rules_of
from blackstart.estate.running.statement import Case, gate_statement, key_statement, plan_statement
from blackstart.estate.running.timeouts import after_time
from tests.estate.desk import CASE, START, desk, enrolled, public
from tests.estate.made import day, frame, services

FIRST = ("a", "isolated")


def test_waiting_is_not_working_time() -> None:
    """From opened to begun, and from done to passed, nobody worked."""
    hour = timedelta(hours=1)
    stamps = {"opened": Stamp(at=START, by="blackstart")}
    assert (took(stamps, START + hour).waited_hours, took(stamps, START).worked_hours) == (1, None)
    stamps["begun"] = Stamp(at=START + 2 * hour, by="Ann")
    now = took(stamps, START + 5 * hour)
    assert (now.waited_hours, now.worked_hours) == (2, 3)
    stamps["done"] = Stamp(at=START + 4 * hour, by="Ann")
    stamps["passed"] = Stamp(at=START + 9 * hour, by="blackstart")
    now = took(stamps, START + 50 * hour)
    assert (now.waited_hours, now.worked_hours) == (7, 2)
    assert took({}, START).waited_hours == 0


@pytest.mark.parametrize(
    ("hours", "policy", "late", "move"),
    [
        (7.9, "tell", 0, ""),
        (8.0, "tell", 0, "late"),
        (9.0, "tell", 1, ""),
        (9.0, "lapse", 0, "lapsed"),
    ],
)
def test_a_time_out_tells_somebody_or_ends_the_round(
    hours: float, policy: str, late: int, move: str
) -> None:
    """Once a round; it never passes a gate."""
    rule_ = Rule(timeout_hours=8.0, lapses=policy == "lapse")
    stamps = {"opened": Stamp(at=START, by="blackstart")}
    if late:
        stamps["late"] = stamps["opened"]
    assert after_time(rule_, stamps, START + timedelta(hours=hours)) == move
    assert after_time(Rule(), stamps, START) == after_time(rule_, {}, START) == ""


def test_only_what_was_signed_is_run() -> None:
    """A changed or new probe is strange, a removed one goes on; a changed rule counts as signed."""
    rules = frame("gate_rules", {"signers": 2})
    probes = frame("probes", {}, {"probe": "two"}, {"probe": "three"})
    text = document(CASE, rules, probes)
    now = frame("probes", {}, {"probe": "two", "target": "evil:1"}, {"probe": "new"})
    plan = in_force(text, frame("gate_rules", {"signers": 1}), now)
    assert [one.probe for one in plan.probes] == ["port", "three"]
    assert [one[2] for one in plan.strange_probes] == ["new", "two"]
    assert plan.strange_rules == (("*", "signed off"),)
    assert rule_for(plan.rules, "a", "signed off").signers == 2
    assert document(CASE, rules.reverse(), probes.reverse()) == text
    same = in_force(text, rules, probes)
    assert (same.strange_probes, same.strange_rules) == ((), ())
    assert len(same.probes) == 3
    assert same.sha256 == plan.sha256 == sha256(text)


def test_a_plan_is_signed_by_different_people() -> None:
    """In the order of their names; doubts are told."""
    roll = Roll(enrolled("Ann", "Bob"), day(0), rehearsal=False)
    people, doubts = signed_by(
        [("Bob", public("Bob"), True), ("Ann", public("Ann"), True), ("ann", None, False)], roll
    )
    assert people == ("Ann", "Bob")
    assert doubts == ("ann is not signed",)


def test_statements_name_incident_mode_and_round() -> None:
    """So that no signature says anything elsewhere, in an exercise, or about another try."""
    live = Case(incident="i", mode="LIVE")
    exercise = Case(incident="i", mode="EXERCISE")
    said = {
        gate_statement(case, "a", "isolated", round_, result, [("file", "f", sha256("f"))])
        for case in (live, exercise)
        for round_ in (1, 2)
        for result in ("pass", "fail")
    }
    assert len(said) == 8
    assert plan_statement(live, "0") != plan_statement(exercise, "0")
    assert key_statement(live, "Ann", "lead", "", "0") != key_statement(
        live, "Ann", "lead", "t", "0"
    )


def test_a_service_s_own_rule_goes_first() -> None:
    """Then that of every service, then one signature."""
    rules = rules_of(frame("gate_rules", {"signers": 3}, {"service": "a", "on_timeout": "lapse"}))
    assert rule_for(rules, "a", "signed off") == Rule(lapses=True)
    assert rule_for(rules, "b", "signed off").signers == 3
    assert rule_for(rules, "b", "isolated") == Rule()


def test_the_past_counts_rounds() -> None:
    """Moves of a round that has ended are history."""
    at = desk(services=services("a"))
    at.turn()
    at.begin(FIRST, "Ann")
    at.begin(FIRST, "Bob")
    now = past(at.frames["gate_moves"])
    assert (now.round(FIRST), now.made(FIRST)["begun"].by, now.last) == (1, "Ann", 3)
    assert now.hands[FIRST] == {"Ann", "Bob"}
    at.fail(FIRST, "Ann")
    at.move([Move(service="a", gate="isolated", round=1, move="done", by="Ann")])
    now = past(at.frames["gate_moves"])
    assert (now.round(FIRST), dict(now.made(FIRST)), now.hands) == (2, {}, {})
