"""The plan as the pages of the restart look at it: worked out once a page, from one look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import polars as pl

from blackstart.base.clock import SITE_ZONE, business_date
from blackstart.estate.defaults import Estate, complete
from blackstart.estate.limits import READS as LIMIT_READS
from blackstart.estate.limits import limits
from blackstart.estate.tables import LAST_GATE
from blackstart.estate.telling import slips
from blackstart.estate.telling.critical import (
    Gate,
    Hold,
    Net,
    bands,
    chain,
    holds,
    last_return,
    net,
)
from blackstart.web.pages.facts import decided_on
from blackstart.work.standing import Standing

TABLES = (
    "plan",
    "plan_told",
    "services",
    "dependencies",
    "gates",
    "teams",
    "gate_signatures",
    "activities",
    "activity_needs",
    "outlook_figures",
    "gate_rules",
    "gate_moves",
    "sign_offs",
    "evidence",
    *LIMIT_READS,
)
PLAN = "estate.plan"
DAY_HOURS = 24


def moment(at: datetime) -> float:
    """Write an instant as a day of the site, with the hours as its fraction."""
    there = at.astimezone(ZoneInfo(SITE_ZONE))
    return there.toordinal() + there.hour / DAY_HOURS


@dataclass(frozen=True, kw_only=True, eq=False)
class PlanSeen:
    """A look at the plan, and what follows from it.

    Attributes:
        seen: a look at the incident with `TABLES`.
    """

    seen: Standing

    @cached_property
    def today(self) -> date:
        """Give the business date."""
        return business_date(self.seen.now)

    @cached_property
    def day(self) -> date:
        """Give the plan's day, from whose midnight its hours count."""
        return decided_on(self.seen, PLAN)

    @cached_property
    def net(self) -> Net:
        """Give the open gates."""
        held_to = limits(self.seen.frames, self.estate.gates, self.day)
        return net(self.seen.frames["plan"], self.estate.dependencies, held_to)

    @cached_property
    def holds(self) -> Sequence[Hold]:
        """Tell what decides when each open gate starts."""
        return holds(self.net)

    @cached_property
    def estate(self) -> Estate:
        """Give the inventory without holes."""
        return complete(self.seen.frames)

    @cached_property
    def last(self) -> tuple[str, int] | None:
        """Name the activity that returns last, and the row of the gate with which it does."""
        return last_return(self.net, self.seen.frames["activity_needs"])

    @cached_property
    def critical(self) -> tuple[int, ...]:
        """Give the rows of the gates that decide when the last activity returns."""
        return chain(self.holds, self.last[1]) if self.last else ()

    @cached_property
    def on_chain(self) -> frozenset[Gate]:
        """Give the gates that decide when the last activity returns."""
        return frozenset(self.net.gates[row] for row in self.critical)

    @cached_property
    def planned(self) -> frozenset[str]:
        """Name the services that the plan knows, those that are back included."""
        return frozenset(self.seen.frames["plan"]["service"])

    @cached_property
    def deciding_services(self) -> frozenset[str]:
        """Name the services of the gates that decide when the last activity returns."""
        return frozenset(service for service, _ in self.on_chain)

    @cached_property
    def ranges(self) -> Sequence[tuple[float, float]]:
        """Give the 80 % range of each open gate's end, in hours."""
        return bands(self.net, self.holds, self.estate.gates)

    @cached_property
    def first_told(self) -> Mapping[Gate, tuple[date, date]]:
        """Give start and end of each gate as a plan said them first."""
        return _dates(slips.first(self.seen.frames["plan_told"]))

    def range_of(self, service: str) -> tuple[float, float] | None:
        """Give the 80 % range of a service's return, as days; None: it is back."""
        row = self.net.row.get((service, LAST_GATE))
        if row is None:
            return None
        low, high = self.ranges[row]
        return self.at(low), self.at(high)

    def at(self, hours: float) -> float:
        """Turn hours after the plan's day began into a day with a fraction."""
        return self.day.toordinal() + hours / DAY_HOURS

    def on(self, hours: float) -> date:
        """Turn hours after the plan's day began into a business date."""
        return self.day + timedelta(days=int(hours // DAY_HOURS))


def _dates(said: pl.DataFrame) -> dict[Gate, tuple[date, date]]:
    rows = said.select("service", pl.col("gate").cast(pl.String), "start_on", "end_on")
    return {(row[0], row[1]): (row[2], row[3]) for row in rows.iter_rows()}
