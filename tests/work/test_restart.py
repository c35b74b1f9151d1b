"""The running restart on PostgreSQL: what people and machine do, what is refused, what is noted."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from blackstart.base.canonical import sha256
from blackstart.base.clock import SimulatedClock, SystemClock
from blackstart.base.today import Mode
from blackstart.day.tables import table
from blackstart.store import frames, record
from blackstart.store.database import Store, open_store
from blackstart.store.server import Server
from blackstart.work import moment, restart, restart_desk
from blackstart.work.restart_acts import (
    fail_gate,
    hand_in,
    note_work,
    sign_gate,
    statement,
)
from blackstart.work.restart_people import enrol, revoke, start
from blackstart.work.restart_status import gate_status, status
from blackstart.work.signing import Hand, NotAKeyError, make_key, private_key, verify
from tests.estate.desk import key, public
from tests.estate.made import frame, services
from tests.fixtures_store import owner
from tests.work.incident import drop

FIRST = ("a", "isolated")
AT = datetime(2025, 9, 25, 6, tzinfo=UTC)
WALL = SystemClock()


def put(store: Store, **rows: pl.DataFrame) -> None:
    """Put rows into tables."""
    with store.transaction() as conn:
        for name, each in rows.items():
            frames.upsert(conn, table(name), each)


def read(store: Store, name: str) -> pl.DataFrame:
    """Read a table."""
    with store.transaction() as conn:
        return frames.read(conn, name)


def acts(store: Store) -> list[tuple[str, str]]:
    """Give who did what, in order, but for the planning."""
    with store.transaction() as conn:
        events = [json.loads(one.body) for one in reversed(record.newest(conn, 1000))]
    return [(one["actor"], one["act"]) for one in events if one["act"] != "estate.plan"]


def hand(person: str) -> Hand:
    """Sign with a test key."""
    return Hand(person=person, key=key(person))


def codes(told: Any) -> list[str]:  # noqa: ANN401 - documents are nested JSON
    """Name the findings of a document."""
    return [one["code"] for one in told["findings"]]


@pytest.fixture(name="exercise")
def _exercise(store: Store) -> Store:
    """An exercise of one service that has begun, its plan signed by two names."""
    put(store, services=services("a"))
    moment.start(store, AT)
    for person in ("Ann", "Bob"):
        start(store, Hand(person=person))
    return store


@pytest.fixture(name="live")
def _live(home: Path, server: Server) -> Any:  # noqa: ANN401 - a generator of open stores
    """A live incident of one service."""
    with open_store(home, "live-restart", Mode.LIVE) as store:
        put(store, services=services("a"))
        yield store
    drop(server, "live-restart", Mode.LIVE)


def test_nothing_begins_before_two_people_signed_the_plan(store: Store) -> None:
    """It is shown to anybody; the same person twice is one; then the first gates open."""
    put(store, services=services("a"))
    moment.start(store, AT)
    assert start(store, None)["signatures_missing"] == 2
    assert restart.run(store, WALL).moves == []
    for name in ("Ann", "ANN"):
        told = start(store, Hand(person=name))
        assert (told["signatures_missing"], codes(told)) == (1, ["BS-EST-107"])
    assert status(store, AT)["plan_sha256"] is None
    told = start(store, Hand(person="Bob"))
    assert (told["in_force"], codes(told)) == (told["plan_sha256"], [])
    assert [one.move for one in restart.run(store, WALL).moves] == ["opened"]
    assert restart.run(store, WALL).moves == []


def test_a_gate_passes_and_the_record_says_why(exercise: Store) -> None:
    """Begun, evidence, done, signed, passed: each with who did it."""
    restart.run(exercise, WALL)
    assert codes(note_work(exercise, FIRST, "Eve", "begun")) == []
    assert codes(note_work(exercise, FIRST, "Eve", "begun")) == []
    assert codes(hand_in(exercise, FIRST, "file", "folder/log.txt", b"1", "Eve")) == []
    assert codes(hand_in(exercise, FIRST, "file", "log.txt", b"2", "Eve")) == ["BS-EST-105"]
    note_work(exercise, FIRST, "Eve", "done")
    assert gate_status(exercise, FIRST, AT)["lacks"] == ["0 of 1 signatures"]
    for _ in range(2):  # said twice is said once
        assert codes(hand_in(exercise, FIRST, "file", "log.txt", b"1", "Eve")) == []
        assert codes(sign_gate(exercise, FIRST, Hand(person="Ann"))) == []
    restart.run(exercise, WALL)
    assert acts(exercise) == [
        *[("Ann", "plan.signed"), ("Bob", "plan.signed"), ("blackstart", "gate.opened")],
        *[("Eve", "gate.begun"), ("Eve", "evidence.kept"), ("Eve", "gate.done")],
        *[("Ann", "gate.signed"), ("blackstart", "gate.passed"), ("blackstart", "gate.opened")],
    ]
    assert gate_status(exercise, FIRST, AT)["state"] == "passed"
    assert gate_status(exercise, ("a", "rebuilt"), AT)["state"] == "waiting"
    assert codes(sign_gate(exercise, FIRST, Hand(person="Ann"))) == ["BS-EST-103"]


def test_live_somebody_who_is_enrolled_vouches(live: Store) -> None:
    """The first one comes alone; nobody vouches for themselves, or signs with another's key."""
    assert codes(enrol(live, "Ann", public("Ann"), "lead", "", None)) == []
    assert codes(enrol(live, "Bob", public("Bob"), "lead", "", None)) == ["BS-EST-109"]
    assert codes(enrol(live, "Ann", public("Ann 2"), "lead", "", hand("Ann"))) == ["BS-EST-109"]
    assert codes(enrol(live, "Bob", public("Ann"), "lead", "", hand("Ann"))) == ["BS-EST-109"]
    assert codes(enrol(live, "Bob", "no key", "lead", "", hand("Ann"))) == ["BS-EST-109"]
    eve = Hand(person="Ann", key=key("Eve"))
    assert codes(enrol(live, "Bob", public("Bob"), "lead", "", eve)) == ["BS-EST-109"]
    assert codes(enrol(live, "Bob", public("Bob"), "lead", "desk", hand("Ann"))) == []
    assert read(live, "signers")["person"].to_list() == ["Ann", "Bob"]
    assert codes(start(live, Hand(person="Ann"))) == ["BS-EST-104"]
    for person in ("Ann", "Bob"):
        told = start(live, hand(person))
    assert told["signed_by"] == ["Ann", "Bob"]
    assert codes(sign_gate(live, FIRST, Hand(person="Ann"))) == ["BS-EST-104"]
    assert codes(fail_gate(live, FIRST, Hand(person="Ann"), "no")) == ["BS-EST-104"]
    assert revoke(live, "ANN", "Bob")["revoked"] == [public("Ann")]
    assert revoke(live, "Ann", "Bob")["revoked"] == []
    assert status(live, WALL.now())["plan_sha256"] is None


def test_a_signature_may_be_made_elsewhere(exercise: Store) -> None:
    """The statement is signed on another machine; one byte less, and it does not count."""
    enrol(exercise, "Ann", public("Ann"), "lead", "", None)
    said: Any = statement(exercise, FIRST, "pass")["statement"]
    made = key("Ann").sign(said.encode()).hex()
    forged = Hand(person="Ann", public_key=public("Ann"), signature=made[::-1])
    assert codes(sign_gate(exercise, FIRST, forged)) == ["BS-EST-104"]
    brought = Hand(person="Ann", public_key=public("Ann"), signature=made)
    assert codes(sign_gate(exercise, FIRST, brought)) == []
    assert not verify("zz", said, made)
    assert codes(statement(exercise, ("a", "rebuilt"), "pass")) == ["BS-EST-103"]


def test_a_probe_that_was_changed_is_not_run(exercise: Store) -> None:
    """It goes where nobody signed that it may; the signed rule counts, whatever the table says."""
    put(
        exercise,
        probes=frame("probes", {"gate": "isolated", "target": "localhost:1", "every_s": 0.0}),
        gate_rules=frame("gate_rules", {"gate": "isolated", "signers": 2}),
    )
    ran = restart.run(exercise, WALL)
    assert ran.asked == 0
    told: Any = status(exercise, AT)
    assert codes(told) == ["BS-EST-106", "BS-EST-110"]
    assert told["open"][0]["lacks"][0] == "probe port is not in the signed plan"
    for person in ("Ann", "Bob"):
        start(exercise, Hand(person=person))
    ran = restart.run(exercise, WALL)
    assert ran.asked == 2
    found = read(exercise, "probe_results").row(0, named=True)
    assert (found["runs"], found["ok"], found["passes_in_row"]) == (2, False, 0)
    assert "refused" in found["said"]
    assert codes(status(exercise, AT)) == []


def test_a_gate_that_waits_too_long_is_told_once(exercise: Store) -> None:
    """It goes on waiting; the operator's list names it."""
    put(exercise, gate_rules=frame("gate_rules", {"gate": "isolated", "timeout_hours": 8.0}))
    for person in ("Ann", "Bob"):
        start(exercise, Hand(person=person))
    restart.take_turn(exercise, AT)
    moment.advance(exercise, 1)
    moves = [one.move for _ in range(2) for one in restart.take_turn(exercise, AT).moves]
    assert moves == ["late"]
    told = status(exercise, AT)
    assert codes(told) == ["BS-EST-108"]


def test_an_answer_is_kept_as_evidence_once(exercise: Store) -> None:
    """An answer that changes within a round is no good answer."""
    tells = {
        "gate": "isolated",
        "kind": "command",
        "target": '["/bin/date", "+%N"]',
        "every_s": 0.0,
        "keeps_as": "file",
    }
    put(
        exercise,
        probes=frame("probes", tells),
        gate_rules=frame("gate_rules", {"gate": "isolated", "signers": 0}),
    )
    for person in ("Ann", "Bob"):
        start(exercise, Hand(person=person))
    restart.run(exercise, WALL)
    assert read(exercise, "evidence").select("kind", "file", "submitted_by").rows() == [
        ("file", "port", "probe port")
    ]
    lacks: Any = gate_status(exercise, FIRST, WALL.now())["lacks"]
    assert lacks == ["probe port: the answer is not what it was before in this round"]


def test_two_answers_to_one_question_count_once(exercise: Store) -> None:
    """Two processes that ask at the same time are one answer; the flapping guard stays honest."""
    put(exercise, probes=frame("probes", {"gate": "isolated", "every_s": 30.0}))
    for person in ("Ann", "Bob"):
        start(exercise, Hand(person=person))
    due = restart.take_turn(exercise, AT).probes
    for _ in range(2):
        restart.ask_all(exercise, due, SimulatedClock(AT))
    assert read(exercise, "probe_results")["runs"].to_list() == [1]


def test_bytes_that_an_intruder_changes_stop_the_gate(exercise: Store, server: Server) -> None:
    """What is kept under a hash does not have it any more."""
    hand_in(exercise, FIRST, "file", "log", b"1", "Eve")
    sign_gate(exercise, FIRST, Hand(person="Ann"))
    with owner(server, exercise.database) as conn:
        conn.execute("UPDATE original SET body = '2' WHERE sha256 = %s", [sha256(b"1")])
    restart.run(exercise, WALL)
    told: Any = gate_status(exercise, FIRST, AT)
    assert told["lacks"] == ["file log: its bytes are gone, or not what they were"]


def test_a_row_of_evidence_that_is_changed_takes_its_gate_back(
    exercise: Store, server: Server
) -> None:
    """With what followed it; the record says so, and the plan counts the gate as open at once."""
    hand_in(exercise, FIRST, "file", "log", b"1", "Eve")
    sign_gate(exercise, FIRST, Hand(person="Ann"))
    restart.run(exercise, WALL)
    with owner(server, exercise.database) as conn:
        conn.execute("UPDATE evidence SET sha256 = %s", [sha256("forged")])
    assert codes(status(exercise, AT)) == ["BS-EST-102"]
    moves = [(one.gate, one.move) for one in restart.run(exercise, WALL).moves]
    assert moves == [("isolated", "taken back"), ("isolated", "opened")]


def test_contradicting_rows_change_nothing(
    exercise: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a pass would be lost in the very turn that makes it, the turn did not happen."""
    sign_gate(exercise, FIRST, Hand(person="Ann"))
    before = read(exercise, "gate_moves")
    kept = restart_desk.Desk.move

    def lose(desk: restart_desk.Desk, made: Any) -> None:  # noqa: ANN401 - moves of any kind
        kept(desk, made)
        desk.frames["sign_offs"] = desk.frames["sign_offs"].clear()

    monkeypatch.setattr(restart_desk.Desk, "move", lose)
    with pytest.raises(restart.LostPassError):
        restart.take_turn(exercise, AT)
    assert read(exercise, "gate_moves").equals(before)


def test_rates_follow_even_if_the_last_one_died(exercise: Store) -> None:
    """Whoever passed the last gate died before the rates were set: the next one sets them."""
    put(
        exercise,
        activities=frame("activities", {}),
        activity_needs=frame("activity_needs", {}),
    )
    restart.run(exercise, WALL)
    for _ in range(9):
        told: Any = status(exercise, AT)
        sign_gate(exercise, ("a", told["open"][0]["gate"]), Hand(person="Ann"))
        restart.take_turn(exercise, AT)
    assert read(exercise, "rates")["mode"].to_list() == ["manual"]
    assert restart.run(exercise, WALL).moves == []
    assert read(exercise, "rates")["mode"].to_list() == ["restored"]
    told = fail_gate(exercise, ("a", "scanned"), Hand(person="Bob"), "a hit", preview=True)
    assert (told["down"], read(exercise, "sign_offs")["result"].unique().to_list()) == (
        ["a"],
        ["pass"],
    )


def test_key_files(tmp_path: Path) -> None:
    """A new file that its owner alone can read; anything else is no key."""
    made = make_key(tmp_path / "ann.pem")
    assert private_key(tmp_path / "ann.pem").public_key().public_bytes_raw().hex() == made
    assert (tmp_path / "ann.pem").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        make_key(tmp_path / "ann.pem")
    (tmp_path / "bad.pem").write_text("no key")
    with pytest.raises(NotAKeyError):
        private_key(tmp_path / "bad.pem")
