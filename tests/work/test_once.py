"""A part of a piece of work is done once for one state of its input, whole or not at all."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from blackstart.store import frames
from blackstart.store.database import Connection, Store
from blackstart.work.once import Facts, Once

AT = datetime(2025, 9, 25, 3, tzinfo=UTC)


def _work(store: Store, version: int) -> Once:
    return Once(store=store, step="test.load", inputs={"version": version}, at=AT)


def _does(what: str, calls: list[str]) -> Callable[[Connection], Facts]:
    def do(conn: Connection) -> Facts:
        calls.append(what)
        frames.changed(conn, "firms")
        return {"did": what}

    return do


def _changes(store: Store) -> int:
    with store.connect() as conn:
        return frames.versions(conn, ["firms"])["firms"]


def test_once_for_each_part_and_input(store: Store) -> None:
    """Each part is done once; for other input it is done anew, and so is the first input then."""
    calls: list[str] = []
    for version in (1, 1, 2, 1):
        for scope in ("a", "b"):
            did = f"{scope}{version}"
            assert _work(store, version).part(scope, _does(did, calls)) == {"did": did}
    assert calls == ["a1", "b1", "a2", "b2", "a1", "b1"]


def test_parts_are_not_the_whole(store: Store) -> None:
    """The whole is known only when it was noted, whatever parts of it are."""
    work = _work(store, 1)
    work.part("a", _does("a", []))
    assert work.known() is None
    work.part("", _does("all", []))
    assert work.known() == {"did": "all"}
    assert _work(store, 2).known() is None


def test_a_part_that_fails_was_not_done(store: Store) -> None:
    """A fault leaves nothing of the part, and the next time it is done."""

    def fails(conn: Connection) -> Facts:
        frames.changed(conn, "firms")
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        _work(store, 1).part("a", fails)
    assert _changes(store) == 0
    assert _work(store, 1).part("a", _does("a", [])) == {"did": "a"}
    assert _changes(store) == 1


def test_two_at_once_do_it_once(store: Store) -> None:
    """Who comes while another one is at it waits, and gets what that one did."""
    inside, go_on, calls = threading.Event(), threading.Event(), list[str]()
    got: list[Facts] = []

    def slow(_: Connection) -> Facts:
        inside.set()
        assert go_on.wait(30)
        return {"did": "first"}

    def second() -> None:
        got.append(_work(store, 1).part("a", _does("second", calls)))

    first = threading.Thread(target=lambda: _work(store, 1).part("a", slow))
    first.start()
    assert inside.wait(30)
    other = threading.Thread(target=second)
    other.start()
    other.join(0.2)
    assert got == []
    go_on.set()
    first.join(30)
    other.join(30)
    assert (got, calls) == ([{"did": "first"}], [])
