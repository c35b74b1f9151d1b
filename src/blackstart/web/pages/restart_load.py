"""How busy the teams are: the ones that are too few on top."""

from math import ceil

import polars as pl

from blackstart.estate.telling.critical import wanted
from blackstart.estate.telling.load import load
from blackstart.web.charts.team_load import Strip, team_load
from blackstart.web.pages.plan_seen import DAY_HOURS, PlanSeen
from blackstart.web.pages.view import Chart, Grid
from blackstart.web.pages.words import number, some

TEAMS_DRAWN, DAYS_MAX = 8, 90
WEEK = 7
WEEKS_TOLD = 8


def teams(of: PlanSeen) -> Chart:
    """Draw the people that each team has, plans with and wants, day by day."""
    days = min(ceil(max(of.net.end, default=0) / DAY_HOURS), DAYS_MAX)
    told = load(of.net, wanted(of.net), days)
    table = _teams(of, told)
    strips = [_strip(row, told, days) for row in table.head(TEAMS_DRAWN).iter_rows(named=True)]
    title = f"{some(table.height, 'team')}: people wanted and people there are"
    return Chart(
        title=title,
        drawing=team_load(strips, of.day.toordinal(), title, _in_short(table)) if strips else None,
        grid=_grid(table, told, days),
        missing="No open gate has a team with people: nobody is wanted.",
        legend="Filled: people at work by the plan, on average over the day. Line: people at work "
        "if the team had all it wants. Heavy line: how many there are. The "
        f"{some(TEAMS_DRAWN, 'team')} that want most beyond what they have are drawn.",
    )


def _teams(of: PlanSeen, told: pl.DataFrame) -> pl.DataFrame:
    """Give each team with its people and how many person-days it wants beyond them."""
    people = of.estate.teams.select("team", "people", "assumed")
    beyond = (pl.col("wanted") - pl.col("people")).clip(0)
    return (
        told.join(people, on="team")
        .group_by("team", "people", "assumed")
        .agg(beyond=beyond.sum(), most=pl.max("wanted"), work=pl.sum("planned"))
        .sort("beyond", "work", "team", descending=[True, True, False])
    )


def _strip(row: dict[str, object], told: pl.DataFrame, days: int) -> Strip:
    mine = told.filter(pl.col("team") == row["team"])
    by_day = {day: people for day, *people in mine.select("day", "planned", "wanted").iter_rows()}
    planned, wished = zip(*(by_day.get(day, (0.0, 0.0)) for day in range(days)), strict=True)
    people = int(str(row["people"]))
    there = f"{people} there" + (", assumed" if row["assumed"] else "")
    return Strip(team=str(row["team"]), people=people, planned=planned, wanted=wished, note=there)


def _in_short(table: pl.DataFrame) -> str:
    team, people, most = table.select("team", "people", "most").row(0)
    return f"Scarcest: {team}, {some(people, 'person', 'people')} there, {most:.1f} wanted at most."


def _grid(table: pl.DataFrame, told: pl.DataFrame, days: int) -> Grid:
    weeks = range(min(ceil(days / WEEK), WEEKS_TOLD))
    by_week = {
        (team, week): (planned, wished)
        for team, week, planned, wished in told.with_columns(week=pl.col("day") // WEEK)
        .group_by("team", "week")
        .agg(pl.sum("planned"), pl.sum("wanted"))
        .iter_rows()
    }
    rows = [
        (
            row["team"],
            number(row["people"]) + (" assumed" if row["assumed"] else ""),
            number(row["beyond"], 1),
            *(_share(by_week.get((row["team"], week))) for week in weeks),
        )
        for row in table.iter_rows(named=True)
    ]
    return Grid(
        caption="Person-days by week of the plan: planned / wanted; and wanted beyond that",
        heads=("Team", "People", "Beyond", *(f"Week {week + 1}" for week in weeks)),
        rows=rows,
        numeric=frozenset(range(1, 3 + len(weeks))),
    )


def _share(week: tuple[float, float] | None) -> str:
    return f"{week[0]:.1f} / {week[1]:.1f}" if week else ""
