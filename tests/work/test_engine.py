"""A step of the day is one transaction, or nothing, and once a round."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import psycopg
import pytest

from blackstart.base.clock import SimulatedClock
from blackstart.base.event import Letter
from blackstart.base.finding import Finding, Severity
from blackstart.base.table import Decision, Frames
from blackstart.base.today import Today
from blackstart.day.order import STEPS
from blackstart.day.step import OverQuotaError, Step
from blackstart.day.tables import table
from blackstart.store import frames, outbox, record, steps
from blackstart.store.database import Store
from blackstart.work import engine, sealing
from blackstart.work.engine import Writer
from blackstart.work.letters import WRITERS

AT = datetime(2025, 9, 25, 3, tzinfo=UTC)
DAY = date(2025, 9, 25)
CLOCK = SimulatedClock(AT)
NOTE = Finding(code="BS-X-001", severity=Severity.NOTE, subject="s", message="m", fix="f")


def _rates(rate: int, used: int = 0) -> pl.DataFrame:
    row = {"activity": "paying", "day": DAY, "mode": "manual", "rate": rate, "used": used}
    return pl.DataFrame([row], schema=table("rates").empty().schema)


def _runs(run: str = "R-1") -> pl.DataFrame:
    row = {
        "run": run,
        "currency": "GBP",
        "proposed_on": DAY,
        "state": "proposed",
        "payments": 1,
        "allowed_minor": 500,
        "shown_sha256": "0" * 64,
        "total_minor": 100,
    }
    schema = table("payment_runs").empty().schema
    return pl.DataFrame([{name: row.get(name) for name in schema}], schema=schema)


def _step(decide: Callable[[Frames, Today], Decision], *reads: str, name: str = "x.do") -> Step:
    return Step(name=name, reads=reads, decide=decide)


def _letter(_rows: Frames, _known: Frames, today: Today) -> tuple[tuple[Letter, ...], Any]:
    body = today.day.isoformat().encode()
    return (Letter(letter="L-1", kind="test", file="letter.txt", body=body),), (NOTE,)


def _plan(store: Store, rate: int) -> None:
    with store.transaction() as conn:
        frames.upsert(conn, table("rates"), _rates(rate))


def _traces(store: Store) -> tuple[Any, ...]:
    """Give everything that a step may leave behind."""
    with store.transaction() as conn:
        return (
            frames.read(conn, "payment_runs").rows(),
            frames.read(conn, "rates").rows(),
            record.counts(conn),
            outbox.listed(conn),
            steps.last(conn, "x.do"),
        )


def test_rows_quota_letter_event_and_note(store: Store) -> None:
    """What a step decides is kept as a whole: rows, capacity, letters, the event, the facts."""
    _plan(store, 5)
    seen: list[Today] = []

    def decide(known: Frames, today: Today) -> Decision:
        seen.append(today)
        assert set(known) == {"rates"}
        facts = {"runs": 1}
        return Decision(
            rows={"payment_runs": _runs()}, takes={"paying": 3}, findings=(NOTE,), facts=facts
        )

    done = engine.perform(store, _step(decide, "rates"), CLOCK, Writer(reads=(), write=_letter))
    facts: Any = done.facts
    assert (done.step, done.anew) == ("x.do", True)
    assert facts["runs"] == 1
    assert [found["code"] for found in facts["findings"]] == ["BS-X-001"] * 2
    assert (seen[0].day, seen[0].at, seen[0].mode, seen[0].left) == (
        DAY,
        AT,
        "EXERCISE",
        {"paying": 5},
    )
    runs, rates, counts, letters, noted = _traces(store)
    assert runs == _runs().rows()
    assert rates == _rates(5, used=3).rows()
    assert counts == (1, 0)
    assert [(one.letter, one.state) for one in letters] == [("L-1", "draft")]
    assert noted is not None
    with store.connect() as conn:
        (kept,) = record.newest(conn, 5)
    assert '"facts":{"rows_changed":{"payment_runs":1},"runs":1}' in kept.body


def test_once_a_round(store: Store) -> None:
    """In the same round a step is not decided again, and gives the facts that it gave."""
    calls: list[date] = []

    def decide(_: Frames, today: Today) -> Decision:
        calls.append(today.day)
        return Decision(rows={"payment_runs": _runs(f"R-{len(calls)}")}, facts={"n": len(calls)})

    clock = SimulatedClock(AT)
    first = engine.perform(store, _step(decide), clock)
    again = engine.perform(store, _step(decide), clock)
    assert (first.anew, again.anew) == (True, False)
    assert again.facts == first.facts == {"n": 1, "findings": []}
    clock.instant = datetime(2025, 9, 25, 20, tzinfo=UTC)  # later on the same day
    assert not engine.perform(store, _step(decide), clock).anew
    clock.instant = datetime(2025, 9, 25, 23, 30, tzinfo=UTC)  # past midnight at the site
    assert engine.perform(store, _step(decide), clock).facts["n"] == 2
    assert calls == [DAY, date(2025, 9, 26)]


def test_what_comes_from_outside_begins_a_round(store: Store) -> None:
    """A new row of the dossier begins a round; what a room makes does not."""
    step = _step(lambda *_: Decision())
    engine.perform(store, step, CLOCK)
    with store.transaction() as conn:
        frames.upsert(conn, table("payment_runs"), _runs())
    assert not engine.perform(store, step, CLOCK).anew
    for name in ("part_orders", "documents"):
        with store.transaction() as conn:
            frames.changed(conn, name)
        assert engine.perform(store, step, CLOCK).anew
        assert not engine.perform(store, step, CLOCK).anew


def test_a_step_that_fails_changes_nothing(store: Store) -> None:
    """A fault at any point of a step leaves no row, no letter, no event and no note."""
    _plan(store, 5)
    before = _traces(store)

    def fails(*_: object) -> Any:  # noqa: ANN401 - gives nothing
        raise RuntimeError("a fault of ours")

    decision = Decision(rows={"payment_runs": _runs()}, takes={"paying": 1})
    writes = _step(lambda *_: decision)
    for step, writer in (
        (_step(fails), None),
        (writes, Writer(reads=(), write=fails)),
        (_step(lambda *_: Decision(rows={"payment_runs": _runs().drop("run")})), None),
    ):
        with pytest.raises(Exception, match=r"fault of ours|payment_runs"):
            engine.perform(store, step, CLOCK, writer)
        assert _traces(store) == before
    assert engine.perform(store, writes, CLOCK, Writer(reads=(), write=_letter)).anew


def test_more_than_the_day_allows(store: Store) -> None:
    """Who takes more than is left gets nothing, and has changed nothing."""
    _plan(store, 2)
    before = _traces(store)
    takes = {"paying": 3}
    greedy = _step(lambda *_: Decision(rows={"payment_runs": _runs()}, takes=takes))
    with pytest.raises(OverQuotaError, match="paying on 2025-09-25"):
        engine.perform(store, greedy, CLOCK)
    assert _traces(store) == before
    nothing = _step(lambda *_: Decision(takes={"unplanned": 0}))
    assert engine.perform(store, nothing, CLOCK).anew


def test_one_step_at_a_time(store: Store) -> None:
    """While a step is performed another one waits, and then sees what the first one left."""
    _plan(store, 5)
    inside, go_on = threading.Event(), threading.Event()
    seen: list[int] = []

    def slow(*_: object) -> Decision:
        inside.set()
        assert go_on.wait(30)
        return Decision(takes={"paying": 4})

    def after(_: Frames, today: Today) -> Decision:
        seen.append(today.left["paying"])
        return Decision(takes={"paying": today.left["paying"]})

    first = threading.Thread(target=engine.perform, args=(store, _step(slow), CLOCK))
    first.start()
    assert inside.wait(30)
    with store.connect() as conn:
        conn.execute("SET lock_timeout = '50ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable), conn.transaction():
            steps.lock(conn)
    second = threading.Thread(target=engine.perform, args=(store, _step(after, name="y.do"), CLOCK))
    second.start()
    second.join(0.2)
    assert seen == []
    go_on.set()
    first.join(30)
    second.join(30)
    assert seen == [1]
    assert _traces(store)[1] == _rates(5, used=5).rows()


def test_letters_are_written_for_steps_of_the_day() -> None:
    """Whoever writes letters writes them for a step that there is, from tables that there are."""
    assert set(WRITERS) <= {step.name for step in STEPS}
    assert all(table(name) for writer in WRITERS.values() for name in writer.reads)


def test_no_capacity_known(store: Store) -> None:
    """A day that nobody planned has no capacity in it, for any activity."""
    seen: list[dict[str, int]] = []

    def decide(_: Frames, today: Today) -> Decision:
        seen.append(dict(today.left))
        return Decision()

    engine.perform(store, _step(decide), CLOCK)
    assert seen == [{}]
    assert sealing.head(store)["entries"] == 1
