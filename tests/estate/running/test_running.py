"""The restart gate by gate: what people do, what the machine does, and what is refused."""

from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from blackstart.base.canonical import sha256
from blackstart.base.today import Mode
from blackstart.day.estate import PLAN
from blackstart.estate.running.acts import Signature, not_open, refused
from blackstart.estate.running.names import plain
from blackstart.estate.running.probing import Probe, Result, after, due, lacking
from blackstart.estate.running.retake import Retake
from blackstart.estate.running.tables import Signers
from blackstart.estate.tables import GATES
from tests.estate.desk import START, Desk, desk, enrolled, public
from tests.estate.made import day, dependencies, frame, services

FIRST = ("a", "isolated")


def alone(mode: Mode = Mode.LIVE, /, **said: pl.DataFrame) -> Desk:
    """Set up a restart of one service; Ann, Bob and Cyd are enrolled."""
    at = desk(mode, **{"services": services("a"), "signers": enrolled("Ann", "Bob", "Cyd"), **said})
    at.turn()
    return at


def rule(**said: Any) -> pl.DataFrame:  # noqa: ANN401 - columns of any kind
    """Make a rule of the first gate."""
    return frame("gate_rules", {"gate": "isolated", **said})


def test_a_gate_passes_when_its_people_have_signed() -> None:
    """Two signatures of two people; the next gate opens in the same turn."""
    at = alone(gate_rules=rule(signers=2))
    assert at.sign(FIRST, "Ann", with_key="Ann") is None
    assert at.lacks("a") == ("1 of 2 signatures",)
    assert at.sign(FIRST, "Bob", with_key="Bob") is None
    moves = [(one.gate, one.move, one.because) for one in at.turn()]
    assert moves == [
        ("isolated", "passed", "signed by Ann; signed by Bob"),
        ("evidence captured", "opened", ""),
    ]


@pytest.mark.parametrize(
    ("person", "key", "why"),
    [
        ("Ann", None, "What Ann says is not signed."),
        ("Ann", "Bob", "What Ann says is signed with a key that is not enrolled."),
        ("Eve", "Eve", "What Eve says is signed with a key that is not enrolled."),
    ],
)
def test_signatures_that_do_not_count(person: str, key: str | None, why: str) -> None:
    """Live, only an enrolled key under its own name signs."""
    found = alone().sign(FIRST, person, with_key=key)
    assert found is not None
    assert (found.code, found.message) == ("BS-EST-104", why)


def test_a_signature_of_another_statement_does_not_count() -> None:
    """What was signed must be what is stated."""
    by = Signature(person="Ann", public_key=public("Ann"), signature="0" * 128)
    found = refused(alone().roll, by, "a")
    assert found is not None
    assert found.message == "What Ann says has a signature that is not of this statement."


def test_a_shared_key_counts_for_nobody() -> None:
    """Two names on one key could be one person twice."""
    at = alone(
        signers=pl.concat([enrolled("Ann"), enrolled("Ann").with_columns(person=pl.lit("Bob"))])
    )
    found = at.sign(FIRST, "Ann", with_key="Ann")
    assert found is not None
    assert found.message == "What Ann says is signed with a key of several people."


def test_revoked_keys_and_keys_to_come_do_not_count() -> None:
    """From the day of enrolment until the day before revocation."""
    for same in ({"enrolled_on": day(1)}, {"revoked_on": day(0)}):
        at = alone(signers=enrolled("Ann", **same))
        assert at.roll.anybody is False
        assert at.sign(FIRST, "Ann", with_key="Ann") is not None
    assert not Signers.is_valid(frame("signers", {"enrolled_on": day(1), "revoked_on": day(0)}))


def test_a_name_counts_in_an_exercise_once() -> None:
    """In any spelling it is the same person; a role is that of the name's enrolment."""
    at = alone(Mode.EXERCISE, gate_rules=rule(signers=2, roles="recovery lead, auditor"))
    for name in ("Ann", "ANN", "a n n", "Eve"):
        assert at.sign(FIRST, name) is None
    assert at.lacks("a") == ("a signature as auditor",)
    assert plain("…") == "…"


def test_roles_come_with_the_key() -> None:
    """Live, the key says in which role somebody signs."""
    people = pl.concat([enrolled("Ann"), enrolled("Bob", role="auditor")])
    at = alone(signers=people, gate_rules=rule(signers=1, roles="auditor"))
    at.sign(FIRST, "Ann", with_key="Ann")
    assert at.lacks("a") == ("a signature as auditor",)
    at.sign(FIRST, "Bob", with_key="Bob")
    assert at.lacks("a") == ()


def test_who_did_the_work_does_not_confirm_it() -> None:
    """Neither who began it, nor who began a gate before it, nor who handed in the evidence."""
    rules = frame("gate_rules", {"gate": "evidence captured", "not_the_worker": True})
    at = alone(gate_rules=rules)
    at.begin(FIRST, "Ann")
    at.sign(FIRST, "Ann", with_key="Ann")
    at.turn()
    second = ("a", "evidence captured")
    at.begin(second, "Bob")
    at.begin(second, "Bob", "done")
    for name in ("Ann", "Bob"):
        at.sign(second, name, with_key=name)
    one = at.look(at.stand())[0].signed(at.roll)
    assert one.missing == ("0 of 1 signatures",)
    assert one.doubts == (
        "Ann did the work, and cannot confirm it",
        "Bob did the work, and cannot confirm it",
    )
    at.hand_in(second, "image", b"1", by="Cyd")
    at.sign(second, "Cyd", with_key="Cyd")
    assert at.lacks("a") == ("0 of 1 signatures",)


def test_who_signed_before_the_evidence_came_signs_again() -> None:
    """A signature is about what was seen."""
    at = alone()
    at.sign(FIRST, "Ann", with_key="Ann")
    at.hand_in(FIRST, "log", b"1")
    one = at.look(at.stand())[0].signed(at.roll)
    assert one.doubts == ("Ann signed before the evidence changed",)
    at.sign(FIRST, "Ann", with_key="Ann")
    assert at.lacks("a") == ()


def test_evidence_is_wanted_checked_and_never_replaced() -> None:
    """Its kinds are there, its bytes are those of its hash, and its name stands for one file."""
    at = alone(gate_rules=rule(evidence="scan report, file", signers=0))
    assert at.lacks("a") == ("evidence: scan report", "evidence: file")
    at.hand_in(FIRST, "scan", b'{"tool":"T","signatures_on":"2025-09-25","hits":3}', "scan report")
    at.hand_in(FIRST, "image", b"1")
    assert at.lacks("a") == ("scan report scan: 3 hits",)
    again = at.hand_in(FIRST, "scan", b"clean", "scan report")
    assert again is not None
    assert again.code == "BS-EST-105"


def test_bytes_that_changed_do_not_pass() -> None:
    """Whoever changes what is kept under a hash stops the gate."""
    at = alone(gate_rules=rule(evidence="file", signers=0))
    at.hand_in(FIRST, "image", b"1")
    at.kept[sha256(b"1")] = b"2"
    assert at.lacks("a") == ("file image: its bytes are gone, or not what they were",)
    at.kept[sha256(b"1")] = b"1"
    assert [one.move for one in at.turn()] == ["passed", "opened"]


def test_a_rule_that_asks_for_nothing_passes_nothing() -> None:
    """No signature, evidence or probe: nothing shows that the gate may pass."""
    at = alone(gate_rules=rule(signers=0))
    assert at.lacks("a") == (
        "nothing shows that it may pass: no signature, evidence or probe is asked for",
    )
    at = alone(gate_rules=rule(signers=1, probe=True))
    assert at.lacks("a")[0] == "a probe: none is in the signed plan"


def test_a_probe_holds_after_so_many_good_answers_in_a_row() -> None:
    """One bad answer, and it begins again; an old answer says nothing about now."""
    probes = frame("probes", {"gate": "isolated", "every_s": 0.0})
    at = alone(gate_rules=rule(signers=0), probes=probes)
    assert at.lacks("a") == ("probe port has not been run",)
    wall, probe = at.clock.now(), at.plan.probes[0]
    one = after(Result(), ok=True, said="open", at=wall)
    assert lacking(probe, one, wall) == "probe port: 1 of 2 good answers"
    assert (
        lacking(probe, after(one, ok=False, said="refused", at=wall), wall) == "probe port: refused"
    )
    two = after(one, ok=True, said="open", at=wall)
    assert lacking(probe, two, wall + timedelta(seconds=60)) == ""
    late = lacking(probe, two, wall + timedelta(seconds=61))
    assert late == "probe port: its last answer is 61 s old"


def test_a_probe_is_due_again_after_its_interval() -> None:
    """What nobody said is every 30 seconds, three times."""
    row = {"gate": "isolated", "every_s": None, "passes_needed": None}
    probe = alone(probes=frame("probes", row)).plan.probes[0]
    assert probe == Probe(
        service="a", gate="isolated", probe="port", kind="tcp", target="localhost:1", timeout_s=1.0
    )
    ran = after(Result(), ok=True, said="", at=START)
    assert due(probe, Result(), START)
    assert not due(probe, ran, START + timedelta(seconds=29))
    assert due(probe, ran, START + timedelta(seconds=30))


def test_a_gate_passes_by_its_probe_alone() -> None:
    """A rule may say that no person is needed."""
    probes = frame("probes", {"gate": "isolated", "every_s": 10.0})
    at = alone(gate_rules=rule(signers=0), probes=probes)
    assert at.turn({"port": True}) == []
    at.wait(0.01)
    assert [one.move for one in at.turn({"port": True})] == ["passed", "opened"]


def test_acts_on_gates_that_are_not_open_are_refused() -> None:
    """Each with what it waits for."""
    at = desk(
        services=services("a", "b"),
        dependencies=dependencies("b needs a for rebuild"),
        gate_signatures=frame(
            "gate_signatures",
            *({"service": "b", "gate": gate} for gate in GATES[:2]),
            {"service": "c", "gate": "isolated"},
        ),
    )
    now = at.stand()
    for gate, said in (
        (("a", "rebuilt"), "a: 'isolated' comes first."),
        (("b", "rebuilt"), "b: 'rebuilt' waits for a."),
        (("b", "isolated"), "b: 'isolated' has passed already."),
        (("x", "isolated"), "There is no service x."),
    ):
        found = not_open(now, gate)
        assert found is not None
        assert (found.code, found.message) == ("BS-EST-103", said)
    assert not_open(now, ("b", "isolated"), or_passed=True) is None
    assert not_open(now, ("a", "isolated")) is None


def climb(at: Desk, service: str) -> None:
    """Sign all gates of a service."""
    for gate in GATES:
        at.sign((service, gate), "Ann", with_key="Ann")
        at.turn()


def test_a_fail_takes_back_what_was_built_on_it() -> None:
    """Shown before it is done; the gates of their new rounds need new signatures."""
    at = desk(
        services=services("a", "b", "c"),
        dependencies=dependencies("b needs a for data", "c needs b for test by hand"),
        signers=enrolled("Ann"),
    )
    at.turn()
    for service in "abc":
        climb(at, service)
    assert at.stand().states.up == {"a", "b", "c"}
    done = at.fail(("a", "integrity verified"), "Bob")
    assert isinstance(done, Retake)
    assert done.down == ("a", "b")
    assert (done.moves[0].move, done.moves[0].by) == ("failed", "Bob")
    assert [(one.service, one.gate) for one in done.moves[1:]] == [
        *(("a", gate) for gate in GATES[6:]),
        *(("b", gate) for gate in GATES[4:]),
    ]
    now = at.stand()
    assert now.open == (("a", "integrity verified"),)
    assert now.waiting == {("b", "data restored"): ("a",)}
    assert now.past.round(("b", "signed off")) == 2
    assert [one.message for one in now.findings] == [
        "a is down again: b goes back to 'data restored'"
    ]
    assert at.fail(("b", "signed off"), "Bob") != done
    climb(at, "a")
    climb(at, "b")
    assert at.stand().states.up == {"a", "b", "c"}


def test_an_activity_changes_its_rate_the_moment_its_services_pass() -> None:
    """The same day, the same rows but for the last pass: by hand before it, restored after it."""
    at = alone(
        activities=frame("activities", {}),
        activity_needs=frame("activity_needs", {}),
    )

    def mode() -> tuple[str, int]:
        rates = PLAN.decide({name: at.frames[name] for name in PLAN.reads}, at.today).rows["rates"]
        return rates["mode"][0], rates["rate"][0]

    for gate in GATES[:-1]:
        at.sign(("a", gate), "Ann", with_key="Ann")
        at.turn()
    assert mode() == ("manual", 10)
    at.sign(("a", GATES[-1]), "Ann", with_key="Ann")
    at.turn()
    assert mode() == ("restored", 100)
    at.fail(("a", "scanned"), "Ann")
    assert mode() == ("manual", 10)


def test_a_lapsed_round_is_begun_anew() -> None:
    """What was signed in it counts no more; a late gate goes on waiting."""
    at = alone(gate_rules=rule(signers=2, timeout_hours=8.0, on_timeout="lapse"))
    at.sign(FIRST, "Ann", with_key="Ann")
    at.wait(8)
    moves = [(one.move, one.round, one.because) for one in at.turn()]
    assert moves == [("lapsed", 1, "open for more than 8.0 hours"), ("opened", 2, "")]
    assert at.lacks("a") == ("0 of 2 signatures",)
    at = alone(gate_rules=rule(timeout_hours=8.0))
    at.wait(8)
    assert [one.move for one in at.turn()] == ["late"]
    assert at.turn() == []


def test_a_gate_waits_for_a_probe_that_nobody_signed() -> None:
    """It is not run, and its gate does not pass; the others go on."""
    at = alone(
        services=services("a", "b"), probes=frame("probes", {"gate": "isolated", "every_s": 0.0})
    )
    at.sign_plan()
    at.frames["probes"] = frame("probes", {"gate": "isolated", "target": "evil:1"})
    assert at.lacks("a")[0] == "probe port is not in the signed plan"
    at.sign(("b", "isolated"), "Ann", with_key="Ann")
    assert [one.service for one in at.turn()] == ["b", "b"]
