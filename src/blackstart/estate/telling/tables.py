"""What the plan said on which day: without it nobody can say what slipped."""

import dataframely as dy

from blackstart.base import columns
from blackstart.base.table import Origin, Table
from blackstart.estate.tables import GATES


class PlanTold(dy.Schema):
    """What the plan said about an open gate, from the day on which it said so first."""

    service = columns.identifier("the service", primary_key=True)
    gate = dy.Enum(GATES, primary_key=True, description="the gate")
    told_on = dy.Date(primary_key=True, description="business date of the plan that said so")
    start_on = dy.Date(description="business date of the start, as it was planned")
    end_on = dy.Date(description="business date of the end, as it was planned")


TABLES = (Table(name="plan_told", schema=PlanTold, origin=Origin.MADE),)
