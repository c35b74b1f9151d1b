"""What a step did is there again when it is asked for."""

import threading
from datetime import UTC, datetime

from blackstart.store import steps
from blackstart.store.database import Store
from blackstart.store.steps import StepDone

AT = datetime(2025, 9, 25, 3, tzinfo=UTC)


def test_a_step_that_was_never_done(store: Store) -> None:
    """Of a step that was never performed nothing is known."""
    with store.connect() as conn:
        assert steps.last(conn, "payments.propose") is None


def test_the_last_time_counts(store: Store) -> None:
    """Input and facts of the last time come back as they were; each scope has its own."""
    with store.transaction() as conn:
        steps.done(conn, "load", inputs={"day": "2025-09-25"}, facts={"rows": 1}, at=AT)
        steps.done(
            conn, "load", inputs={"rates": 2}, facts={"paid": {"GBP": "1.\0"}}, at=AT, seconds=0.5
        )
        steps.done(conn, "load", inputs={}, facts={}, at=AT, scope="folder")
        assert steps.last(conn, "load") == StepDone(
            inputs={"rates": 2}, facts={"paid": {"GBP": "1.\0"}}, at=AT, seconds=0.5
        )
        assert steps.last(conn, "load", "folder") == StepDone(
            inputs={}, facts={}, at=AT, seconds=None
        )


def test_a_step_waits_and_sees_what_the_one_before_left(store: Store) -> None:
    """A steady transaction that begins with the lock sees what was committed while it waited."""
    seen: list[StepDone | None] = []

    def second() -> None:
        with store.transaction(steady=True) as conn:
            steps.lock(conn)
            seen.append(steps.last(conn, "load"))

    with store.transaction(steady=True) as conn:
        steps.lock(conn)
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.2)
        assert seen == []
        steps.done(conn, "load", inputs={}, facts={"first": True}, at=AT)
    waiting.join(10)
    assert seen == [StepDone(inputs={}, facts={"first": True}, at=AT, seconds=None)]
