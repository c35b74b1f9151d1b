"""What the plan said before, what it says now, and why and at what cost it slipped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from blackstart.estate.tables import LAST_GATE
from blackstart.estate.telling.critical import (
    HELD,
    KEPT,
    SHIFT,
    TEAM,
    THING,
    Gate,
    Hold,
    Net,
    chain,
    waits_for,
)

GATE = ("service", "gate")


def told(plan: pl.DataFrame, kept: pl.DataFrame, day: date) -> pl.DataFrame:
    """Write down what a plan says anew about its open gates.

    Args:
        plan: rows of the table `plan`, made on that day.
        kept: rows of the table `plan_told`.
        day: business date.

    Returns:
        Rows of `plan_told`: the gates of which it was last said otherwise, or nothing.
    """
    now = plan.filter(pl.col("state") == "planned").select(
        *GATE, pl.lit(day).alias("told_on"), "start_on", "end_on"
    )
    same = latest(kept.filter(pl.col("told_on") < day)).select(*GATE, "start_on", "end_on")
    again = kept.filter(pl.col("told_on") == day)
    new = now.join(same, on=same.columns, how="anti")
    back = now.join(again, on=GATE, how="semi")  # said today already, perhaps otherwise
    return pl.concat([new, back]).unique().sort(GATE)


def first(kept: pl.DataFrame) -> pl.DataFrame:
    """Give what was said of each gate when a plan spoke of it first."""
    return kept.sort("told_on").group_by(GATE, maintain_order=True).first().sort(GATE)


def latest(kept: pl.DataFrame) -> pl.DataFrame:
    """Give what was said of each gate last."""
    return kept.sort("told_on").group_by(GATE, maintain_order=True).last().sort(GATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """Where a slip began.

    Attributes:
        service: whose gate it is.
        gate: the first gate of the deciding chain that is later than was said.
        team: who does it.
        why: in words.
    """

    service: str
    gate: str
    team: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A return that is later than was said.

    Attributes:
        name: the service, or the activity.
        was_on: when it was to return.
        now_on: when it is to return now.
        root: where that began.
        cost_minor: of an activity, days by the value of a day; None: a service, or nobody knows.
        currency: of the cost; empty without one.
    """

    name: str
    was_on: date
    now_on: date
    root: Root
    cost_minor: int | None = None
    currency: str = ""

    @property
    def days(self) -> int:
        """Count the days by which it is later."""
        return (self.now_on - self.was_on).days


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared:
    """A plan beside what was said before it.

    Attributes:
        net: the open gates now.
        holds: what decides when each starts.
        ends: by open gate, the business date of its end now.
        was: by gate, start and end as they were said before.
        failed: gates that failed, or were taken back, since then.
        day: the business date of the plan.
    """

    net: Net
    holds: Sequence[Hold]
    ends: Mapping[Gate, date]
    was: Mapping[Gate, tuple[date, date]]
    failed: frozenset[Gate]
    day: date

    def services(self) -> Iterator[Slip]:
        """Give the services that return later than was said, in the order of their names."""
        for service in sorted({service for service, _ in self.ends}):
            last = (service, LAST_GATE)
            if last in self.was and last in self.ends and self.ends[last] > self.was[last][1]:
                yield Slip(
                    name=service,
                    was_on=self.was[last][1],
                    now_on=self.ends[last],
                    root=self.root(last),
                )

    def activities(self, activities: pl.DataFrame, needs: pl.DataFrame) -> Iterator[Slip]:
        """Give the activities that return later than was said, with what that costs.

        Args:
            activities: rows of the table `activities`.
            needs: rows of the table `activity_needs`.
        """
        wanted: dict[str, list[Gate]] = {}
        for activity, service in needs.select("activity", "service").sort("service").iter_rows():
            wanted.setdefault(activity, []).append((service, LAST_GATE))
        columns = ("activity", "value_per_day_minor", "currency")
        for activity, value, currency in activities.select(columns).sort("activity").iter_rows():
            gates = wanted.get(activity, [])
            was = max((self.was[gate][1] for gate in gates if gate in self.was), default=None)
            now = max(
                ((self.ends[gate], gate) for gate in gates if gate in self.ends), default=None
            )
            if was and now and now[0] > was:
                yield Slip(
                    name=activity,
                    was_on=was,
                    now_on=now[0],
                    root=self.root(now[1]),
                    cost_minor=None if value is None else value * (now[0] - was).days,
                    currency=currency or "",
                )

    def root(self, last: Gate) -> Root:
        """Find the first gate of a deciding chain that is later than was said, and say why."""
        rows = chain(self.holds, self.net.row[last])
        row = next(filter(self._is_later, rows), rows[-1])
        service, gate = self.net.gates[row]
        return Root(service=service, gate=gate, team=self.net.team[row], why=self._why(row))

    def _is_later(self, row: int) -> bool:
        gate = self.net.gates[row]
        return gate not in self.was or self.ends[gate] > self.was[gate][1]

    def _why(self, row: int) -> str:
        gate, hold = self.net.gates[row], self.holds[row]
        if gate in self.failed:
            return "it failed, or what it rests on did"
        if gate not in self.was:
            return "it was not in the plan before"
        if self.was[gate][1] < self.day:
            return "it was to be done by now, and nobody has signed it"
        if hold.why == TEAM and hold.row is not None:
            service, other = self.net.gates[hold.row]
            return f"{self.net.team[row]} is busy until then with {service}: {other}"
        if hold.why in {THING, HELD, SHIFT, KEPT}:
            return f"it waits for {waits_for(self.net, hold)}"
        return "it takes longer, or begins later, than was said"


def compared(
    of: Net,
    held: Sequence[Hold],
    plan: pl.DataFrame,
    said: pl.DataFrame,
    fails: pl.DataFrame,
    day: date,
) -> Compared:
    """Put a plan beside what was said before it.

    Args:
        of: the open gates of the plan.
        held: what decides when each starts.
        plan: rows of the table `plan`.
        said: service, gate, start_on, end_on as they were said before.
        fails: service, gate of what failed or was taken back since.
        day: business date of the plan.
    """
    gate = pl.col("gate").cast(pl.String)
    ends = plan.filter(pl.col("state") == "planned").select("service", gate, "end_on")
    was = said.select("service", gate, "start_on", "end_on")
    return Compared(
        net=of,
        holds=held,
        ends={(row[0], row[1]): row[2] for row in ends.iter_rows()},
        was={(row[0], row[1]): (row[2], row[3]) for row in was.iter_rows()},
        failed=frozenset(fails.select("service", gate).iter_rows()),
        day=day,
    )
