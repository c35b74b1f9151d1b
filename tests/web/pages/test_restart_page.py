"""The page of the restart: what returns when, what decides it, what slipped, who is too few."""

import re
from html import unescape
from typing import Any

import polars as pl
import pytest

from blackstart.web.pages.restart_load import DAYS_MAX
from blackstart.web.pages.restart_page import ROWS_A_PAGE, restart_page
from blackstart.web.pages.restart_slips import SERVICES_SHOWN
from blackstart.web.pages.words import GLUE
from blackstart.web.paper import written
from blackstart.work.standing import Standing
from tests.web.estate_made import after, estate
from tests.web.made import frame, nothing
from tests.web.paper import of_class, read

BYTES_MAX = 100_000


def rows(grid: Any) -> list[tuple[str, ...]]:  # noqa: ANN401 - a grid's rows
    """Give a table's cells with blanks that may break."""
    return [tuple(plain(cell) for cell in row) for row in grid.rows]


def plain(cell: str) -> str:
    """Give the words of a cell, without its link."""
    return unescape(re.sub(r"<[^>]*>", "", cell)).replace(GLUE, " ")


def many(count: int, days: int = 1) -> Standing:
    """Plan an estate of many services, each needing one before it."""
    names = [f"service-{number:04}" for number in range(count)]
    pairs = [{"service": a, "needs": b} for a, b in zip(names[3:], names, strict=False)]
    services = frame(
        "services",
        *({"service": name} for name in names),
        layer="application",
        team="apps",
        source="dossier",
    )
    needs = frame("dependencies", *pairs, kind="data", workaround=False)
    bare = {name: frame(name) for name in ("gates", "gate_signatures")}
    wants = frame("activity_needs", {"activity": "paying", "service": names[-1]})
    return after(days, estate(services=services, dependencies=needs, activity_needs=wants, **bare))


def test_the_page_says_when_the_last_activity_returns() -> None:
    """In a sentence, with its range and what decides it."""
    page = restart_page(after(1, estate()), {})
    assert page.summary[0] == "1 of 5 services are back; 36 gates open."
    assert "paying returns last, on" in page.summary[1]
    assert "80" in page.summary[1]
    assert len(page.chain.rows) <= len(page.services.grid.rows) * 9
    assert page.chain.rows[-1][0] == "bank link"
    assert "reconnected" in page.chain.rows[-1][1]
    assert page.chain.rows[0][5] in {"nothing: it can start", "begun"}


def test_plan_and_actual_stand_side_by_side() -> None:
    """What was said first, what is said now, and how much later that is; what is back, is back."""
    page = restart_page(after(3, estate()), {})
    cells = {row[1]: row for row in rows(page.services.grid)}
    assert cells["directory"][:4] == ("", "directory", "9 of 9", "signed")
    erp = cells["erp"]
    assert erp[2] == "0 of 9"
    assert erp[5]
    assert int(erp[8].split()[0]) >= 1
    assert " to " in erp[7]


def test_a_slip_of_an_activity_has_its_price() -> None:
    """Days by the value of a day; an activity of which nobody knows services or value says so."""
    page = restart_page(after(3, estate()), {})
    cells = {row[0]: row for row in rows(page.activities)}
    late = int(cells["paying"][5].split()[0])
    assert cells["paying"][6] == f"{late * 2500:,}.00 GBP"
    assert cells["build:Range"][3] == "unknown"
    assert cells["parts"][3] == "back"
    unpriced = frame("activities", {"activity": "paying"}, unit="x", rate_manual=2)
    unpriced = unpriced.with_columns(pl.col("rate_restored", "rate_boosted").fill_null(90))
    page = restart_page(after(3, estate(activities=unpriced)), {})
    assert rows(page.activities)[0][6] == "unknown"


def test_what_slipped_since_yesterday_has_its_reason() -> None:
    """The activity with its price first, then services; each with the gate where it began."""
    page = restart_page(after(3, estate()), {})
    paying, *services = rows(page.slipped)
    assert paying[0] == "paying"
    assert paying[4].endswith("GBP")
    assert paying[7] == "it was to be done by now, and nobody has signed it"
    assert {row[4] for row in services} == {""}
    assert rows(restart_page(after(1, estate()), {}).slipped) == []
    unpriced = estate()["activities"].with_columns(value_per_day_minor=pl.lit(None, pl.Int64))
    page = restart_page(after(3, estate(activities=unpriced)), {})
    assert rows(page.slipped)[0][4] == "unknown"


def test_only_the_worst_slips_are_shown() -> None:
    """A great estate slips in many places; how many more there are is said."""
    page = restart_page(many(60, 3), {})
    assert len(page.slipped.rows) == SERVICES_SHOWN + 1
    assert "more services" in page.slipped.caption


def test_the_forecast_of_an_activity_is_shown() -> None:
    """A range comes from the outlook, where it has one."""
    seen = after(1, estate())
    figures = frame(
        "outlook_figures",
        {"figure": "return_day:paying", "low": 3.0, "likely": 5.0, "high": None},
        unit="days",
        day=seen.now.date(),
        scenarios=10,
    )
    shown = restart_page(after(1, estate(outlook_figures=figures)), {})
    ranges = {row[0]: row[4] for row in rows(shown.activities)}
    assert ranges["paying"].startswith("Sun 28 Sep to after")
    assert ranges["parts"] == ""


def test_before_any_decision_the_page_says_so() -> None:
    """No plan, no activities: sentences, no axes."""
    empty = nothing()
    seen = after(0, {**estate(), **{name: frame(name) for name in ("services", "activities")}})
    bare = {name: seen.frames[name].clear() for name in seen.frames}
    page = restart_page(
        Standing(**{**{k: getattr(empty, k) for k in Standing.__slots__}, "frames": bare}), {}
    )
    assert page.summary == ["Nothing is planned: no services are known."]
    assert page.services.drawing is page.load.drawing is None
    assert "Nothing has been decided yet" in page.age
    assert written("restart.html", page)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"find": "ERP"}, ["erp"]),
        ({"find": "network"}, ["portal"]),
        ({"find": "<script>"}, []),
        ({"phase": "1", "find": "car"}, ["car park"]),
        ({"phase": "99"}, []),
        ({"phase": "x", "page": "-1", "find": "directory"}, ["directory"]),
    ],
)
def test_services_are_found(query: dict[str, str], names: list[str]) -> None:
    """By name, by team, by phase; nonsense in the address is no fault."""
    page = restart_page(after(1, estate()), query)
    found = [row[1] for row in rows(page.services.grid)]
    assert found == names
    assert "<script" not in written("restart.html", page)


def test_the_drawing_marks_what_decides() -> None:
    """A heavy bar for a gate of the deciding chain, a light one for what is signed."""
    chart = restart_page(after(1, estate()), {}).services
    assert chart.drawing is not None
    root = read(chart.drawing)
    assert of_class(root, "work critical")
    assert of_class(root, "done")
    assert of_class(root, "work assumed")
    assert len(of_class(root, "mark")) == 4


def test_teams_that_are_too_few_stand_on_top() -> None:
    """People wanted beyond those there are; the twin tells the weeks."""
    load = restart_page(after(1, estate()), {}).load
    assert load.drawing is not None
    assert rows(load.grid)[0][0] == "apps"
    assert " / " in rows(load.grid)[0][3]


@pytest.mark.parametrize("count", [200, 1000])
def test_a_great_estate_stays_a_small_page(count: int) -> None:
    """Under 100 KB whatever the estate: the services come in pages, with links to the others."""
    seen = many(count)
    page = restart_page(seen, {"page": "2"})
    assert len(page.services.grid.rows) == ROWS_A_PAGE
    assert len(page.pages) == count // ROWS_A_PAGE
    assert len(written("restart.html", page).encode()) < BYTES_MAX
    assert len(page.load.grid.rows[0]) <= 3 + DAYS_MAX
    last = restart_page(seen, {"page": "999"})
    assert last.pages[-1].address == ""
