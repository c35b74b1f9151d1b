"""What the restart is held to besides people, without holes: shifts, things, skills, holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from blackstart.base.finding import Finding
from blackstart.base.table import Frames
from blackstart.estate import findings
from blackstart.estate.calendars import hours_of, overlaps
from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.tables import EVERY_SERVICE, GATES
from blackstart.estate.templates import OPEN_HOLD_DAYS

READS = (
    "team_shifts",
    "team_days_off",
    "team_skills",
    "shared_things",
    "gate_skills",
    "gate_things",
    "holds",
    "self_starters",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Limits:
    """What the restart is held to besides people.

    Attributes:
        shifts: rows of the table `team_shifts`, sorted.
        days_off: rows of the table `team_days_off`, sorted.
        things: thing, amount: what gates share; people of a team with a skill are a thing. Sorted.
        wants: service, gate, thing, amount: what each gate takes up, 1 to what there is; sorted.
        holds: service, gate (the first that may not begin), until_hours (after the plan's day
            began, more than 0), until (in words), assumed, hold, because; sorted.
        self_starters: services that need nothing, sorted.
        findings: what is odd about all that.
    """

    shifts: pl.DataFrame
    days_off: pl.DataFrame
    things: pl.DataFrame
    wants: pl.DataFrame
    holds: pl.DataFrame
    self_starters: tuple[str, ...]
    findings: tuple[Finding, ...]


def limits(tables: Frames, gates: pl.DataFrame, day: date) -> Limits:
    """Read what the restart is held to, on a day.

    Args:
        tables: the tables of `READS`, and dependencies; each may be empty.
        gates: service, gate, team, people of every gate.
        day: the plan's day.

    Findings: BS-EST-014, BS-EST-015, BS-EST-016, BS-EST-017, BS-EST-018, BS-EST-019.
    """
    things = _things(tables)
    wanted = _wanted(tables, gates)
    known = wanted.join(things, on="thing", how="left", suffix="_there").sort(wanted.columns[:3])
    fitting = known.with_columns(pl.min_horizontal("amount", "limit", "amount_there"))
    shifts = tables["team_shifts"].sort("team", "weekday", "starts")
    holds = holds_on(tables["holds"], day)
    return Limits(
        shifts=shifts,
        days_off=tables["team_days_off"].sort("team", "day"),
        things=things,
        wants=fitting.filter(pl.col("amount") > 0, pl.col("amount_there") > 0).select(
            "service", "gate", "thing", "amount"
        ),
        holds=holds,
        self_starters=tuple(tables["self_starters"]["service"].unique().sort()),
        findings=(
            *_strangers(tables, gates),
            *overlaps(shifts),
            *_too_much(known),
            *_open_holds(holds),
            *_not_alone(tables),
        ),
    )


def passed_while_held(passed: pl.DataFrame, holds: pl.DataFrame) -> tuple[Finding, ...]:
    """Say which gates somebody passed, on paper for example, that a hold still keeps.

    Args:
        passed: service, gate, passed_on.
        holds: as `Limits` has them: those that last on the plan's day.

    Findings: BS-EST-020.
    """
    against = (
        passed.join(holds.rename({"gate": "first"}), on="service")
        .filter(pl.col("gate").to_physical() >= pl.col("first").to_physical())
        .sort("service", "gate", "hold")
    )
    return tuple(
        findings.PASSED_WHILE_HELD.at(
            f"{service}: {gate}", f"passed on {day}; the hold {hold} still lasts"
        )
        for service, gate, day, hold in against.select(
            "service", "gate", "passed_on", "hold"
        ).iter_rows()
    )


def _things(tables: Frames) -> pl.DataFrame:
    skills = tables["team_skills"].select(thing=_skill(), amount="people")
    shared = tables["shared_things"].select("thing", "amount")
    return (
        pl.concat([shared, skills]).unique("thing", keep="first", maintain_order=True).sort("thing")
    )


def _skill() -> pl.Expr:
    """Name the people of a team who have a skill as a thing."""
    return pl.format("{}: {}", "team", "skill")


def _wanted(tables: Frames, gates: pl.DataFrame) -> pl.DataFrame:
    """Give what each gate wants, its own rows before those of every service."""
    people = gates.select("service", "gate", "team", "people")
    things = _each(tables["gate_things"], "thing", people).with_columns(limit=pl.col("amount"))
    skills = (
        _each(tables["gate_skills"].rename({"people": "amount"}), "skill", people)
        .with_columns(thing=_skill(), limit="people")
        .filter(pl.col("people") > 0)
    )
    columns = ("service", "gate", "thing", "amount", "limit")
    return pl.concat([things.select(columns), skills.select(columns)])


def _each(wants: pl.DataFrame, name: str, gates: pl.DataFrame) -> pl.DataFrame:
    own = wants.filter(pl.col("service") != EVERY_SERVICE)
    every = wants.filter(pl.col("service") == EVERY_SERVICE).drop("service")
    spread = gates.join(every, on="gate").join(own, on=["service", "gate", name], how="anti")
    rows = pl.concat([own.join(gates, on=["service", "gate"]), spread], how="diagonal")
    return rows.filter(pl.col("amount") > 0)


def holds_on(holds: pl.DataFrame, day: date) -> pl.DataFrame:
    """Give the holds that last beyond the beginning of a day, and until when.

    Args:
        holds: rows of the table `holds`.
        day: hours count from its midnight.
    """
    midnight = (pl.col("until_on") - pl.lit(day)).dt.total_days() * DAY_HOURS
    time = pl.col("until_time").map_elements(hours_of, return_dtype=pl.Float64).fill_null(0.0)
    lifted = (pl.col("lifted_on") - pl.lit(day)).dt.total_days() * DAY_HOURS
    told = pl.min_horizontal(midnight + time, lifted)
    assumed = pl.col("is_open") & pl.col("lifted_on").is_null() & ~(told > 0).fill_null(value=False)
    return (
        holds.with_columns(until_hours=told, assumed=assumed)
        .with_columns(
            pl.when("assumed")
            .then(OPEN_HOLD_DAYS * DAY_HOURS)
            .otherwise("until_hours")
            .alias("until_hours"),
            pl.col("gate").fill_null(pl.lit(GATES[0]).cast(pl.Enum(GATES))),
        )
        .filter(pl.col("until_hours") > 0)
        .select("hold", "service", "gate", "until_hours", "assumed", "because")
        .sort("service", "gate", "hold")
    )


def _strangers(tables: Frames, gates: pl.DataFrame) -> Iterator[Finding]:
    named = pl.concat(
        [
            tables[table].select("team", table=pl.lit(table))
            for table in ("team_shifts", "team_days_off", "team_skills")
        ]
    )
    strange = named.join(gates, on="team", how="anti").unique().sort("team", "table")
    for team, table in strange.iter_rows():
        yield findings.TEAM_WITHOUT_GATES.at(team, f"{table}: the team has no gate to work on")


def _too_much(known: pl.DataFrame) -> Iterator[Finding]:
    """Tell which gates want more than there is; `known` is sorted."""
    for row in known.iter_rows(named=True):
        subject, there = f"{row['service']}: {row['gate']}", row["amount_there"] or 0
        most = min(there, row["limit"])
        if not there:
            yield findings.THING_UNKNOWN.at(subject, f"wants {row['thing']}; there is none")
        elif row["amount"] > most:
            text = f"wants {row['amount']} of {row['thing']}; it is planned with {most}"
            yield findings.TOO_MUCH_WANTED.at(subject, text)


def _open_holds(holds: pl.DataFrame) -> Iterator[Finding]:
    for row in holds.filter("assumed").iter_rows(named=True):
        text = f"{row['hold']} is taken to last {OPEN_HOLD_DAYS} days more"
        yield findings.HOLD_OPEN.at(row["service"], text)


def _not_alone(tables: Frames) -> Iterator[Finding]:
    alone = tables["self_starters"].select("service")
    rows = (
        tables["dependencies"]
        .join(alone, on="service")
        .join(alone, left_on="needs", right_on="service", how="anti")
        .sort("service", "needs")
    )
    for service, needs in rows.select("service", "needs").iter_rows():
        text = f"{service} is said to start by itself and needs {needs}; the plan waits for it"
        yield findings.SELF_STARTER_NEEDS.at(service, text)
