"""Unknown is a state: what nobody said is replaced by a default, marked, and counted."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from blackstart.base.finding import Finding, FindingCode
from blackstart.base.table import Frames
from blackstart.estate import findings
from blackstart.estate.tables import EVERY_SERVICE, GATES, LAYERS
from blackstart.estate.templates import (
    ANY_TEAM,
    GATE_TEMPLATES,
    LAYER_TEMPLATES,
    OWNER,
    TEAM_PEOPLE_MAX,
    TEAM_TEMPLATES,
    LayerTemplate,
)
from blackstart.estate.usual.kinds import KIND, Kind
from blackstart.estate.usual.needs import with_usual_needs
from blackstart.estate.usual.recognise import with_kinds

# Where services are named: table and column.
NAMED_IN = (
    ("dependencies", "service"),
    ("dependencies", "needs"),
    ("gates", "service"),
    ("gate_signatures", "service"),
    ("activity_needs", "service"),
    ("gate_skills", "service"),
    ("gate_things", "service"),
    ("holds", "service"),
    ("self_starters", "service"),
)
HOURS = ("hours_low", "hours_likely", "hours_high")
# By the name of a layer or kind: who does it while nobody said, and how heavy it is.
TEMPLATES: Mapping[str, LayerTemplate | Kind] = {
    **{one.layer: one for one in LAYER_TEMPLATES},
    **KIND,
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Estate:
    """An inventory without holes: every service has all gates, every gate a team with people.

    Attributes:
        services: service, layer, team (still empty where nobody said), source, described_as, kind
            (empty: unknown), layer_said (whether the layer was, or is that of the kind); sorted.
        dependencies: rows of the table `dependencies`, with those that are assumed; sorted.
        gates: service, gate, team, people, hours_low, hours_likely, hours_high (working hours) and
            assumed; sorted by service and order of the gates.
        teams: team, people, hours_per_day, assumed; those that have a gate, sorted.
        findings: what is odd in the inventory.
    """

    services: pl.DataFrame
    dependencies: pl.DataFrame
    gates: pl.DataFrame
    teams: pl.DataFrame
    findings: tuple[Finding, ...]


def complete(tables: Frames) -> Estate:
    """Fill the holes of an inventory with named defaults.

    Args:
        tables: services, dependencies, gates, teams, gate_signatures and activity_needs, and
            those of `limits.READS`.

    Findings: BS-EST-005, BS-EST-006, BS-EST-007, BS-EST-008.
    """
    services, strangers = _all_services(tables)
    services = with_kinds(services)
    starters = tables["self_starters"]["service"].to_list()
    gates = _all_gates(services, tables["gates"])
    teams = _all_teams(gates, tables["teams"])
    sizes = teams.select("team", size="people")
    sized = gates.join(sizes, on="team", how="left", maintain_order="left")
    return Estate(
        services=services,
        dependencies=with_usual_needs(services, tables["dependencies"], starters),
        gates=sized.with_columns(people=pl.min_horizontal("people", "size")).drop("size"),
        teams=teams,
        findings=(
            *strangers,
            *_team_findings(teams, tables["teams"]),
            *_hours_findings(tables["gates"]),
            *_people_findings(sized),
        ),
    )


def _all_services(tables: Frames) -> tuple[pl.DataFrame, tuple[Finding, ...]]:
    named = pl.concat(
        [tables[table].select(service=column, where=pl.lit(table)) for table, column in NAMED_IN]
    )
    strangers = (
        named.filter(pl.col("service") != EVERY_SERVICE)
        .join(tables["services"], on="service", how="anti")
        .group_by("service")
        .agg(where=pl.col("where").unique().sort().str.join(", "))
        .sort("service")
    )
    added = strangers.select(
        "service",
        layer=pl.lit("unknown").cast(pl.Enum(LAYERS)),
        team=pl.lit(None, pl.String),
        source=pl.lit("named in ") + pl.col("where"),
        described_as=pl.lit(None, pl.String),
    )
    services = pl.concat([tables["services"].select(added.columns), added]).sort("service")
    return services, tuple(
        findings.NOT_IN_INVENTORY.at(service, f"{service} is named in {where} only")
        for service, where in strangers.select("service", "where").iter_rows()
    )


def template() -> pl.Expr:
    """Name what a service's hours and team are taken from: its layer if that was said, or kind."""
    by_kind = ~pl.col("layer_said") & (pl.col("kind") != "")
    return pl.when(by_kind).then("kind").otherwise(pl.col("layer").cast(pl.String))


def _templates() -> pl.DataFrame:
    """Give the gates of every layer and kind as they are taken to be, hours by their effort."""
    return pl.DataFrame(
        [
            {
                "template": name,
                "gate": gate.gate,
                "usual_team": usual.team if gate.team == OWNER else gate.team,
                "by_owner": gate.team == OWNER,
                "usual_people": gate.people,
                **{
                    f"usual_{hours}": getattr(gate, hours) * usual.by_gate.get(gate.gate, 1.0)
                    for hours in HOURS
                },
            }
            for name, usual in TEMPLATES.items()
            for gate in GATE_TEMPLATES
        ]
    ).with_columns(pl.col("gate").cast(pl.Enum(GATES)))


def _all_gates(services: pl.DataFrame, gates: pl.DataFrame) -> pl.DataFrame:
    known = gates.rename({"team": "gate_team"})
    owner = pl.when("by_owner").then("team")
    unsaid = pl.any_horizontal(pl.col("people", *HOURS).is_null())
    return (
        services.select("service", "team", template=template())
        .join(_templates(), on="template", how="left")
        .join(known, on=["service", "gate"], how="left")
        .select(
            "service",
            "gate",
            pl.coalesce("gate_team", owner, "usual_team").alias("team"),
            pl.coalesce("people", "usual_people").alias("people"),
            *_hours(),
            (unsaid | pl.coalesce("gate_team", owner).is_null()).alias("assumed"),
        )
        .sort("service", "gate")
    )


def _hours() -> tuple[pl.Expr, ...]:
    """Take the hours that are known, and stretch the usual ones to fit them."""
    low, likely, high = HOURS
    fitting = pl.mean_horizontal(
        pl.col(low) * pl.col(f"usual_{likely}") / pl.col(f"usual_{low}"),
        pl.col(high) * pl.col(f"usual_{likely}") / pl.col(f"usual_{high}"),
    )
    middle = pl.coalesce(likely, fitting, f"usual_{likely}")
    stretch = middle / pl.col(f"usual_{likely}")
    three = pl.concat_list(
        pl.coalesce(low, stretch * pl.col(f"usual_{low}")),
        middle,
        pl.coalesce(high, stretch * pl.col(f"usual_{high}")),
    ).list.sort()
    return tuple(three.list.get(place).alias(name) for place, name in enumerate(HOURS))


def _all_teams(gates: pl.DataFrame, teams: pl.DataFrame) -> pl.DataFrame:
    usual = pl.DataFrame(
        [(team.team, team.people, team.hours_per_day) for team in TEAM_TEMPLATES],
        schema={"team": pl.String, "usual_people": pl.Int64, "usual_hours": pl.Float64},
        orient="row",
    )
    return (
        gates.select("team")
        .unique()
        .join(teams, on="team", how="left")
        .join(usual, on="team", how="left")
        .select(
            "team",
            pl.coalesce("people", "usual_people", ANY_TEAM.people).clip(1, TEAM_PEOPLE_MAX),
            pl.coalesce("hours_per_day", "usual_hours", ANY_TEAM.hours_per_day),
            pl.col("people").is_null().alias("assumed"),
        )
        .sort("team")
    )


def _team_findings(planned: pl.DataFrame, teams: pl.DataFrame) -> tuple[Finding, ...]:
    rows = planned.join(teams.select("team", said="people"), on="team").sort("team")
    return _each(
        rows.filter(pl.col("people") != pl.col("said")),
        findings.TEAM_SIZE,
        "{team}",
        "the team has {said} people; it is planned with {people}",
    )


def _hours_findings(gates: pl.DataFrame) -> tuple[Finding, ...]:
    low, likely, high = (pl.col(name) for name in HOURS)
    return _each(
        gates.filter((low > likely) | (likely > high) | (low > high)).sort("service", "gate"),
        findings.HOURS_DISORDERED,
        "{service}: {gate}",
        "hours low, likely, high: {hours_low}, {hours_likely}, {hours_high}",
    )


def _people_findings(sized: pl.DataFrame) -> tuple[Finding, ...]:
    return _each(
        sized.filter(pl.col("people") > pl.col("size")),
        findings.TOO_MANY_PEOPLE,
        "{service}: {gate}",
        "wants {people} people of {team}, which has {size}",
    )


def _each(rows: pl.DataFrame, code: FindingCode, subject: str, message: str) -> tuple[Finding, ...]:
    """Make a finding of every row; the row's columns fill the texts."""
    return tuple(
        code.at(subject.format(**row), message.format(**row)) for row in rows.iter_rows(named=True)
    )
