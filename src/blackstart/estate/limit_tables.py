"""What the restart is held to besides people: shifts, skills, shared things, holds."""

from typing import Any

import dataframely as dy
import polars as pl

from blackstart.base import columns
from blackstart.base.table import Table
from blackstart.estate.tables import EVERY_SERVICE, GATES

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SELF_STARTERS = ("vault", "break-glass identity", "clean network", "out-of-band mail", "other")


def _time(description: str, **options: Any) -> dy.String:  # noqa: ANN401 - dataframely's own
    return dy.String(
        regex=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$",
        description=f"{description}, HH:MM from 00:00 to 24:00",
        **options,
    )


def _service() -> dy.String:
    return columns.identifier(f"the service; {EVERY_SERVICE} for every service", primary_key=True)


class TeamShifts(dy.Schema):
    """When a team works; a team without shifts has its hours a day spread evenly."""

    team = columns.identifier("the team", primary_key=True)
    weekday = dy.Enum(WEEKDAYS, primary_key=True, description="day on which the shift begins")
    starts = _time("when it begins", primary_key=True)
    ends = _time("when it ends; not after its beginning: on the next day")


class TeamDaysOff(dy.Schema):
    """Days on which no shift of a team begins."""

    team = columns.identifier("the team", primary_key=True)
    day = dy.Date(primary_key=True, description="business date")
    because = columns.text("why, for example bank holiday", nullable=True)


class TeamSkills(dy.Schema):
    """How many of a team have a skill; each person counts for one skill."""

    team = columns.identifier("the team", primary_key=True)
    skill = columns.identifier("name of the skill", primary_key=True)
    people = columns.count("how many of the team have it")


class SharedThings(dy.Schema):
    """What gates share and there is only so much of: clean-room slots, bandwidth of the vault."""

    thing = columns.identifier("name of the thing", primary_key=True)
    amount = columns.count("how much of it can be taken up at once")
    unit = columns.text("what the amount counts, for example slots", nullable=True)


class GateSkills(dy.Schema):
    """People with a skill whom a gate wants, among its people."""

    service = _service()
    gate = dy.Enum(GATES, primary_key=True, description="the gate")
    skill = columns.identifier("name of the skill", primary_key=True)
    people = columns.count("how many people with it; 0: none, whatever every service wants")


class GateThings(dy.Schema):
    """What a gate takes up while it lasts; a service's own row goes before that of every."""

    service = _service()
    gate = dy.Enum(GATES, primary_key=True, description="the gate")
    thing = columns.identifier("name of the thing", primary_key=True)
    amount = columns.count("how much of it; 0: none, whatever every service wants")


class Holds(dy.Schema):
    """What may not be touched yet: held for forensics, the police, an insurer."""

    hold = columns.identifier("name or number of the hold", primary_key=True)
    service = columns.identifier("the service that is held", primary_key=True)
    gate = dy.Enum(
        GATES, nullable=True, description="first gate that may not begin; empty: none may"
    )
    until_on = dy.Date(nullable=True, description="business date of its end; of an open one: hoped")
    until_time = _time("time of its end; empty: 00:00", nullable=True)
    is_open = dy.Bool(description="true when it stays until somebody lifts it")
    lifted_on = dy.Date(nullable=True, description="business date from which it is lifted")
    because = columns.text("why, for example evidence of the police", nullable=True)

    @dy.rule()
    def ends_or_is_open(cls) -> pl.Expr:
        """A hold that is not open says until when."""
        return pl.col("is_open") | pl.col("until_on").is_not_null()


class SelfStarters(dy.Schema):
    """Services that need nothing of the others: they go first, and others hang on them."""

    service = columns.identifier("the service", primary_key=True)
    kind = dy.Enum(SELF_STARTERS, description="what it is")
    source = columns.text("where this was learnt", nullable=True)


TABLES = (
    Table(name="team_shifts", schema=TeamShifts),
    Table(name="team_days_off", schema=TeamDaysOff),
    Table(name="team_skills", schema=TeamSkills),
    Table(name="shared_things", schema=SharedThings),
    Table(name="gate_skills", schema=GateSkills),
    Table(name="gate_things", schema=GateThings),
    Table(name="holds", schema=Holds),
    Table(name="self_starters", schema=SelfStarters),
)
