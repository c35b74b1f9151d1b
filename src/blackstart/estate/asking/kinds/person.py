"""People more or fewer in a team."""

import polars as pl

from blackstart.base.finding import Finding
from blackstart.base.table import Frames
from blackstart.estate.asking.amounts import more_or_less
from blackstart.estate.asking.change import HELPS, HURTS, Change, Ground, Kind
from blackstart.estate.restart import Restart
from blackstart.estate.templates import TEAM_PEOPLE_MAX

FORM = "TEAM=+1"


def read(text: str, ground: Ground) -> Change | Finding:
    """Read "platform=+1".

    Findings: BS-EST-201, BS-EST-202, BS-EST-204.
    """
    sizes = dict(ground.made.estate.teams.select("team", "people").iter_rows())
    found = more_or_less("person", FORM, text, sizes, TEAM_PEOPLE_MAX)
    if isinstance(found, Finding):
        return found
    team, more = found
    noun = "person" if abs(more) == 1 else "people"
    return Change(
        words=f"{abs(more)} {noun} {'more' if more > 0 else 'fewer'} in {team}",
        effect=HELPS if more > 0 else HURTS,
        applied=lambda tables: _sized(tables, ground.made, team, more),
    )


def _sized(tables: Frames, now: Restart, team: str, more: int) -> Frames:
    """Give the teams with one of them larger or smaller; what was assumed of it is said now."""
    is_it, said = pl.col("team") == team, tables["teams"]
    assumed = now.estate.teams.filter(is_it).select("team", "people", "hours_per_day")
    teams = pl.concat([said, assumed.join(said, on="team", how="anti")], how="diagonal")
    size = pl.col("people").clip(1, TEAM_PEOPLE_MAX) + more
    return {
        **tables,
        "teams": teams.with_columns(people=pl.when(is_it).then(size).otherwise("people")),
    }


def names(ground: Ground) -> tuple[str, ...]:
    """Name the teams, those with most work left first."""
    work = ground.made.work.gates.group_by("team").agg(
        hours=(pl.col("hours_likely") * pl.col("people")).sum()
    )
    return tuple(work.sort("hours", "team", descending=[True, False])["team"])


KIND = Kind(
    option="person",
    form=FORM,
    label="Team",
    help="People more (+1) or fewer (-1) in a team, from now on.",
    amount="People",
    usual="+1",
    read=read,
    names=names,
)
