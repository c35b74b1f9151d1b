"""The page over what the rooms really tell, not over what this folder's tests made up."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest
from starlette.testclient import TestClient

from blackstart.base.clock import SimulatedClock
from blackstart.base.today import Mode
from blackstart.day.estate import PLAN
from blackstart.day.order import STEPS
from blackstart.day.tables import table
from blackstart.estate.tables import GATES
from blackstart.outlook.replay import replay
from blackstart.outlook.step import FORECAST
from blackstart.store import frames
from blackstart.store.database import Store
from blackstart.web.app import control_room
from blackstart.web.pages.front import front
from blackstart.web.pages.gate_page import gate_page
from blackstart.web.pages.map_page import map_page
from blackstart.web.pages.restart_page import restart_page
from blackstart.web.paper import written
from blackstart.work import engine, moment
from blackstart.work.intake import LOAD
from blackstart.work.standing import NAMES, Standing
from tests.estate.made import services
from tests.exercise.samples import documents, small, tables
from tests.web.made import FACTS, nothing

MORNING = datetime(2025, 9, 25, 3, tzinfo=UTC)


def day_of(frames: dict[str, pl.DataFrame]) -> Standing:
    """Let all rooms decide one day in memory, and look at it."""
    clock = SimulatedClock(MORNING)
    after, diary = replay(frames, clock, 1, Mode.EXERCISE, (*STEPS, FORECAST))
    facts: Mapping[str, Any] = diary[0]
    done = dict.fromkeys(NAMES, MORNING)
    return replace(nothing(), now=MORNING, facts=facts, frames=after, done_at=done)


@pytest.fixture(scope="module")
def a_day() -> Standing:
    """Decide a day of the small exercise, all its documents read."""
    heap = documents(small())
    read = {
        "invoices": heap.invoices,
        "invoice_lines": heap.lines,
        "documents": heap.documents,
        "invoice_findings": heap.findings,
    }
    return day_of({**tables(small()), **read})


def test_every_figure_and_every_desk_is_known(a_day: Standing) -> None:
    """The rooms' own facts are understood: nothing is unknown, every drawing is drawn."""
    page = front(a_day)
    assert [tile.title for tile in page.tiles if "unknown" in tile.values] == []
    assert [chart.title for chart in page.charts if chart.drawing is None] == []
    assert not page.stale
    assert len(page.waiting) > 3
    for _, sentences in page.desks:
        assert not [one for one in sentences if one.startswith("No") and "known" in one]


def test_the_pages_of_the_restart_are_drawn(a_day: Standing) -> None:
    """Plan, map, and a gate of every service: from what the exercise and the estate really tell."""
    restart = restart_page(a_day, {})
    whole = map_page(a_day, {})
    assert restart.services.drawing
    assert restart.load.drawing
    assert whole is not None
    assert whole.chart.drawing
    assert restart.chain.rows
    assert written("restart.html", restart)
    for number, service in enumerate(sorted(set(a_day.frames["plan"]["service"]))):
        page = gate_page(a_day, service, GATES[number % len(GATES)], {})
        assert written("restart_gate.html", page)


def test_made_up_facts_have_the_shape_of_the_rooms(a_day: Standing) -> None:
    """A fact that this folder's tests rely on is one that a room still tells, by the same name."""
    for step in FACTS.keys() - {LOAD, "notices.draft", "payments.settle"}:
        assert _strange(FACTS[step], a_day.facts[step]) == [], step


def _strange(made: Mapping[str, Any], told: Mapping[str, Any]) -> list[str]:
    """Name the keys that no room tells: by one level, and by the first entry of lists."""
    found = [key for key in made if key not in told and key != "unknown"]
    for key, value in made.items():
        if isinstance(value, list) and value and isinstance(value[0], dict) and told.get(key):
            found += [f"{key}.{name}" for name in value[0] if name not in told[key][0]]
    return found


def test_a_dossier_with_nothing_in_it_still_has_its_page() -> None:
    """All rooms decide on no data: the page stands, and says what cannot be answered."""
    page = front(day_of({}))
    html = written("front.html", page)
    assert "Not decided yet" not in html
    assert "No vehicles are known: nobody can tell which cars wait." in html
    assert "No production lines are known" in html
    assert [chart.drawing for chart in page.charts] == [None] * len(page.charts)
    assert len(page.unknown) > 5


def test_the_door_opens_onto_a_store(store: Store) -> None:
    """From an empty database to the first decision: each page is what the store holds now."""
    clock = moment.start(store, MORNING)
    door = TestClient(control_room(store), base_url="http://localhost:8642")
    assert "Nothing has been decided yet" in door.get("/").text
    engine.perform(store, PLAN, clock)
    page = door.get("/").text
    assert "INCOMPLETE: no answer yet from invoices.decide" in page
    assert "As of <strong>Thursday 25 September 2025, 04:00 (Europe/London)</strong>" in page
    assert "Entries: 1, none sealed yet" in page
    for path, words in (("/restart", "Nothing is planned"), ("/restart/map", "nothing to draw")):
        assert words in door.get(path).text
    assert door.get("/restart/erp/rebuilt").status_code == 404
    with store.transaction() as conn:
        frames.upsert(conn, table("services"), services("erp"))
    engine.perform(store, PLAN, clock)
    assert "the plan has not been signed" in door.get("/restart/erp/isolated").text
