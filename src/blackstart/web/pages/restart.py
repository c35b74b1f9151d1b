"""The restart as two drawings: the whole of it by phase, and the services that come next."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import polars as pl

from blackstart.base.activity import DESKS
from blackstart.base.clock import SITE_ZONE, business_date
from blackstart.web.charts.gantt import Row, Spell, gantt
from blackstart.web.pages.facts import as_day, mapping_in
from blackstart.web.pages.view import Chart, Grid
from blackstart.web.pages.words import day, number, some
from blackstart.work.standing import Standing

SERVICES_SHOWN = 24
DAY_HOURS = 24
NOON = 0.5
RUNNING = ("restored", "boosted")
NO_DATE = "no date"


def phases(seen: Standing) -> Chart:
    """Draw the whole restart: its phases, the desks, and the days on which lines could start.

    Args:
        seen: a look at the incident with `plan`.
    """
    today = business_date(seen.now)
    table = _phases(seen.frames["plan"])
    desks, lines = list(_desks(seen, today)), list(_lines(seen, today))
    rows = [
        *_headed("Services, by phase", [row for row, _ in _phase_rows(table, today)]),
        *_headed("Desks: services back", [row for row, _ in desks]),
        *_headed("Lines: earliest start", [row for row, _ in lines]),
    ]
    title = "The restart as a whole"
    return Chart(
        title=title,
        drawing=gantt(rows, _moment(seen.now), title, _in_short(table, today)) if rows else None,
        grid=Grid(
            caption="Phases, desks and lines",
            heads=("What", "From", "Until, or back", "Now"),
            rows=[cells for _, cells in (*_phase_rows(table, today), *desks, *lines)],
        ),
        missing="No service waits to come back, and no desk or line is known.",
        legend="Bars: first to last gate of a phase, by likely hours. Diamonds: the likely day.",
    )


def services(seen: Standing) -> Chart:
    """Draw the services that come back next, gate by gate.

    Args:
        seen: a look at the incident with `plan`.
    """
    today = business_date(seen.now)
    table = _services(seen.frames["plan"])
    shown = table.head(SERVICES_SHOWN)
    title = f"The next {shown.height} of {number(table.height)} services"
    described = f"{title}, from the first gate that is worked on to the last; the line is now."
    rows = list(_service_rows(shown))
    return Chart(
        title=title if rows else "The next services",
        drawing=gantt(rows, _moment(seen.now), title, described) if rows else None,
        grid=Grid(
            caption="Services in the order of the plan; assumed: gates whose hours nobody told",
            heads=("Phase", "Service", "Passed", "Next gate, by", "From", "Back", "Assumed"),
            rows=[
                (
                    str(row["phase"]),
                    row["service"],
                    f"{row['passed']} of {row['passed'] + row['open']}",
                    f"{row['gate']}, {row['team']}",
                    day(row["start_on"], today),
                    day(row["end_on"], today),
                    str(row["guessed"]),
                )
                for row in shown.iter_rows(named=True)
            ],
            numeric=frozenset({0, 6}),
        ),
        missing="No service waits to come back: nothing is planned.",
        legend="Thick: a gate is worked on; thin: the service waits. Hollow: hours are assumed.",
    )


def _moment(at: datetime) -> float:
    """Write an instant as a day of the site, with the hours as its fraction."""
    there = at.astimezone(ZoneInfo(SITE_ZONE))
    return there.toordinal() + there.hour / DAY_HOURS


def _headed(heading: str, rows: list[Row]) -> list[Row]:
    return [Row(label=heading, heading=True), *rows] if rows else []


def _phases(plan: pl.DataFrame) -> pl.DataFrame:
    return (
        plan.filter(pl.col("state") == "planned")
        .group_by("phase")
        .agg(
            pl.col("service").n_unique().alias("services"),
            pl.len().alias("gates"),
            pl.min("start_on"),
            pl.max("end_on"),
        )
        .sort("phase")
    )


def _in_short(table: pl.DataFrame, today: date) -> str:
    if table.is_empty():
        return "No service waits to come back."
    last = max(table["end_on"].to_list())
    return f"{some(table.height, 'phase')}, the last until {day(last, today)}; the line is now."


def _phase_rows(table: pl.DataFrame, today: date) -> Iterator[tuple[Row, tuple[str, ...]]]:
    for phase, count, gates, start, end in table.iter_rows():
        label = f"Phase {phase}: {some(count, 'service')}"
        spell = Spell(start=start.toordinal(), end=end.toordinal() + 1)
        cells = (label, day(start, today), day(end, today), f"{some(gates, 'gate')} open")
        yield Row(label=label, spells=(spell,)), cells


def _desks(seen: Standing, today: date) -> Iterator[tuple[Row, tuple[str, ...]]]:
    """Give the desks in their own order: what they can do now, and when their services are back."""
    activities = mapping_in(seen, "estate.plan", "activities")
    for name in (desk for desk in DESKS if desk in activities):
        facts = activities[name]
        now = f"{facts['mode']}, {number(facts['rate'])} {facts['unit']} a day"
        back = None if facts["mode"] in RUNNING else as_day(facts["returns_on"])
        label = name.capitalize()
        if facts["mode"] in RUNNING:
            yield Row(label=label, note=now), (label, "", "back", now)
        else:
            yield _marked(label, back, now, today, f"; {facts['mode']} until then")


def _lines(seen: Standing, today: date) -> Iterator[tuple[Row, tuple[str, ...]]]:
    """Give the lines in the order in which they could start."""
    lines = mapping_in(seen, "plants.outlook", "lines")
    dated = [(as_day(facts["start_on"]), name) for name, facts in lines.items()]
    for start, name in sorted(dated, key=lambda pair: (pair[0] or date.max, pair[1])):
        yield _marked(name, start, f"waits for {lines[name]['waits_for']}", today)


def _marked(
    label: str, on: date | None, now: str, today: date, until_then: str = ""
) -> tuple[Row, tuple[str, ...]]:
    at = on.toordinal() + NOON if on else None
    said = day(on, today) if on else NO_DATE
    return Row(label=label, at=at, note=said + until_then), (label, "", said, now)


def _services(plan: pl.DataFrame) -> pl.DataFrame:
    """Give the open services in the order of the plan, with their spells of work."""
    passed = (
        plan.filter(pl.col("state") == "passed").group_by("service").agg(pl.len().alias("passed"))
    )
    return (
        plan.filter(pl.col("state") == "planned")
        .sort("rank", "start_hours")
        .group_by("service", maintain_order=True)
        .agg(
            pl.first("phase", "gate", "team"),
            pl.min("rank", "start_on"),
            pl.max("end_on"),
            pl.len().alias("open"),
            pl.sum("assumed").alias("guessed"),
            starts=_exact("start"),
            ends=_exact("end"),
            guesses=pl.col("assumed"),
        )
        .join(passed, on="service", how="left")
        .with_columns(pl.col("passed").fill_null(0))
        .sort("phase", "rank")
    )


def _exact(which: str) -> pl.Expr:
    """Give the moment of a start or an end in days, the hours as a fraction."""
    midnight = pl.col(f"{which}_on").cast(pl.Int32) + date(1970, 1, 1).toordinal()
    return midnight + pl.col(f"{which}_hours").mod(DAY_HOURS) / DAY_HOURS


def _service_rows(shown: pl.DataFrame) -> Iterator[Row]:
    """Give a row a service, and a heading where a phase begins."""
    for (phase,), rows in shown.group_by("phase", maintain_order=True):
        yield Row(label=f"Phase {phase}", heading=True)
        for row in rows.iter_rows(named=True):
            spells = tuple(
                Spell(start=start, end=end, assumed=assumed)
                for start, end, assumed in zip(
                    row["starts"], row["ends"], row["guesses"], strict=True
                )
            )
            end = max(spell.end for spell in spells)
            yield Row(label=row["service"], spells=spells, at=end)
