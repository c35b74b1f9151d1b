"""Rounds of the main job: two at once, the next day, a newer export on the same day."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from blackstart.base.today import Mode
from blackstart.day.order import STEPS
from blackstart.day.tables import table
from blackstart.store.database import Store, open_store
from blackstart.store.server import Server
from blackstart.work import moment
from tests.work import killed
from tests.work.incident import drop, seen
from tests.work.killed import Life, Undisturbed, figures

ROUND = [*(step.name for step in STEPS), "outlook.forecast"]


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look ahead a few times only; what is asked here does not depend on how often."""
    monkeypatch.setattr("blackstart.outlook.step.SCENARIOS", killed.SCENARIOS)


def _run(store: Store, folder: Path) -> dict[str, Any]:
    return killed.run(store, folder)


def test_two_runs_at_once_are_one(
    home: Path, server: Server, folder: Path, undisturbed: Undisturbed
) -> None:
    """Two processes do the whole job at the same time: both say, and leave, what one would."""
    lives = [Life(home, "two at once", killed.run, folder) for _ in range(2)]
    results = [life.result() for life in lives]
    # What is sealed of the record when a run ends depends on the other one.
    whole = {"record": None}
    assert {figures(result | whole) for result in results} == {figures(undisturbed.result | whole)}
    done = sorted(name for result in results for name in result["performed"])
    assert done == sorted(ROUND)
    with open_store(home, "two at once", Mode.EXERCISE) as store:
        assert seen(store).unlike(undisturbed.left) == []
    drop(server, "two at once")


def test_again_on_the_same_day(store: Store, folder: Path) -> None:
    """A second run on unchanged input does nothing and says the same."""
    first, left = _run(store, folder), seen(store)
    again = _run(store, folder)
    assert first["performed"] == ROUND
    assert again["performed"] == []
    assert figures(again) == figures(first)
    assert seen(store).unlike(left) == []


def test_the_next_day(store: Store, folder: Path) -> None:
    """After the exercise's clock was moved on, a run decides the next day, and only that."""
    first, left = _run(store, folder), seen(store)
    moment.advance(store, 1)
    second = _run(store, folder)
    assert (first["as_of"], second["as_of"]) == ("2025-09-25T03:00:00Z", "2025-09-26T03:00:00Z")
    assert second["performed"] == ROUND
    assert second["load"] == first["load"]
    assert second["pay"]["propose"]["run"] == "R-2025-09-26"
    assert second["pay"]["settle"]["settled"]["payments"] > 0
    assert second["notices"]["number"] == first["notices"]["number"] + 1
    after = seen(store)
    kept = {letter.letter: letter for letter in after.letters}
    assert all(kept[letter.letter] == letter for letter in left.letters)
    assert len(kept) == len(after.letters) > len(left.letters)
    assert left.files.items() < after.files.items()
    assert after.tables["rates"].height == 2 * left.tables["rates"].height
    again = _run(store, folder)
    assert (again["performed"], seen(store).unlike(after)) == ([], [])


def test_a_newer_export_on_the_same_day(store: Store, folder: Path, tmp_path: Path) -> None:
    """New input begins a new round: nobody is paid or told again what has not changed.

    What was signed meanwhile is sent, as it would be on the next day.
    """
    own = Path(shutil.copytree(folder, tmp_path / "dossier"))
    first, left = _run(store, own), seen(store)
    path = own / "tables" / "part_orders.csv"
    header, line, *others = path.read_text("utf-8").splitlines()
    new = ",".join(["NEW-1", *line.split(",")[1:]])
    path.write_text("\n".join([header, line, *others, new]) + "\n", "utf-8")
    second = _run(store, own)
    assert second["performed"] == ROUND
    waiting = [result["parts"]["lines"]["back_ordered"] for result in (first, second)]
    assert waiting[1] == waiting[0] + 1
    after = seen(store)
    for name in ("payments", "paid_debts", "shipments", "wholesale_invoices", "registrations"):
        key = table(name).key
        assert after.tables[name].select(key).equals(left.tables[name].select(key)), name
    assert second["pay"]["settle"]["sent"]["payments"] == first["pay"]["propose"]["payments"]
    made = [letter.file for letter in after.letters if letter not in left.letters]
    assert sorted(made) == [
        "X-notice-002-colleagues.DRAFT.eml",
        "X-notice-002-retailers.DRAFT.eml",
    ]
    assert second["notices"]["drafts"] == [
        "X-notice-002-colleagues.DRAFT.eml",
        "X-notice-001-suppliers.DRAFT.eml",
        "X-notice-002-retailers.DRAFT.eml",
    ]
