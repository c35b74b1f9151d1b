"""The report for the meeting at seven: what came back, what slipped, what is next, who signs."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

import polars as pl

from blackstart.base.money import written
from blackstart.base.table import Frames
from blackstart.estate.defaults import complete
from blackstart.estate.limits import limits
from blackstart.estate.restart import READS as RESTART_READS
from blackstart.estate.running.gates_open import READS as STANDING_READS
from blackstart.estate.running.rules import Rules, rule_for, rules_of
from blackstart.estate.running.statement import Case, evidence_sha256
from blackstart.estate.tables import LAST_GATE
from blackstart.estate.telling import critical, slips
from blackstart.estate.telling.kept import kept_back
from blackstart.estate.telling.report_document import (
    Report,
    Section,
    Sheet,
    findings_said,
    named,
    some,
)
from blackstart.estate.telling.slips import Compared, Slip
from blackstart.estate.telling.standpoint import Standpoint

READS = tuple(dict.fromkeys((*STANDING_READS, *RESTART_READS, "plan_told")))
TITLE = "Handover"


def handover(frames: Frames, case: Case, day: date) -> Report:
    """Put the morning's report together.

    Args:
        frames: the tables of `READS`.
        case: incident and mode.
        day: business date of the meeting; "since yesterday" is from the day before on.
    """
    of = _Morning(frames=frames, case=case, day=day)
    return Report(
        title=TITLE,
        case=case,
        day=day,
        sections=(
            Section(title="In short", sentences=tuple(of.short())),
            of.came_back(),
            of.slipped(),
            of.next_by_team(),
            of.kept_back(),
            of.to_sign(),
            of.blocked(),
            Section(title="Unknown", sentences=tuple(of.unknown())),
        ),
    )


class _Morning(Standpoint):
    """The morning as the report tells it."""

    @cached_property
    def rules(self) -> Rules:
        return rules_of(self.frames["gate_rules"])

    @cached_property
    def open(self) -> pl.DataFrame:
        return self.frames["plan"].filter(pl.col("state") == "planned").sort("rank", "start_hours")

    @cached_property
    def since(self) -> date:
        return self.day - timedelta(days=1)

    @cached_property
    def passed(self) -> pl.DataFrame:
        return self.stand.states.passed.filter(pl.col("passed_on") >= self.since)

    @cached_property
    def compared(self) -> Compared:
        """Put today's plan beside the last one that was made before today."""
        before = self.frames["plan_told"].filter(pl.col("told_on") < self.day)
        fails = self.story.filter(pl.col("result") != "pass", pl.col("signed_on") >= self.since)
        estate = complete(self.frames)
        held_to = limits(self.frames, estate.gates, self.day)
        of = critical.net(self.frames["plan"], estate.dependencies, held_to)
        return slips.compared(
            of, critical.holds(of), self.frames["plan"], slips.latest(before), fails, self.day
        )

    def short(self) -> Iterator[str]:
        services = self.frames["plan"]["service"].n_unique()
        yield f"{len(self.stand.states.up):,} of {some(services, 'service')} are back."
        yield (
            f"{some(self.open.height, 'gate')} open, {some(self.passed.height, 'gate')} passed "
            f"since {self.since}."
        )
        last = critical.last_return(self.compared.net, self.frames["activity_needs"])
        if last:
            activity, row = last
            gate = self.compared.net.gates[row]
            what = f"{activity} returns last" if activity else "the last gate ends"
            yield f"If the plan holds, {what}, on {self.compared.ends[gate]}."

    def came_back(self) -> Section:
        back = self.passed.filter(pl.col("gate") == LAST_GATE)["service"].to_list()
        rows = self.passed.join(
            self.story.filter(pl.col("result") == "pass"),
            left_on=["service", "gate", "passed_on"],
            right_on=["service", "gate", "signed_on"],
            how="left",
        )
        who = (
            rows.group_by("service", "gate", "passed_on")
            .agg(pl.col("signed_by").drop_nulls().unique().sort().str.join(", "))
            .sort("passed_on", "service", "gate")
        )
        return Section(
            title=f"Since {self.since}",
            sentences=(f"Back: {named(back) or 'no service'}.",),
            sheet=Sheet(
                name="passed",
                heads=("On", "Service", "Gate", "By"),
                rows=tuple(
                    (str(on), service, gate, by) for service, gate, on, by in who.iter_rows()
                ),
            ),
        )

    def slipped(self) -> Section:
        activities = list(
            self.compared.activities(self.frames["activities"], self.frames["activity_needs"])
        )
        services = list(self.compared.services())
        return Section(
            title="What slipped, why, and what it costs",
            sentences=tuple(self._slips_said(activities, services)),
            sheet=Sheet(
                name="slipped",
                heads=("What", "Was", "Now", "Days", "Costs", "Began at", "Why"),
                rows=tuple(_slip(slip) for slip in (*activities, *services)),
            ),
        )

    def _slips_said(self, activities: list[Slip], services: list[Slip]) -> Iterator[str]:
        if self.frames["plan_told"].filter(pl.col("told_on") < self.day).is_empty():
            yield "No plan was made before today: nothing to compare with."
            return
        yield (
            f"Later than the plan before said: {some(len(activities), 'activity', 'activities')}, "
            f"{some(len(services), 'service')}."
        )
        total: dict[str, int] = {}
        for slip in activities:
            if slip.cost_minor is not None:
                total[slip.currency] = total.get(slip.currency, 0) + slip.cost_minor
        for currency, minor in sorted(total.items()):
            yield f"Days by the value of a day: {written(minor, currency)}."
        if unknown := [slip.name for slip in activities if slip.cost_minor is None]:
            yield f"The value of a day is not known of {named(unknown)}: their slip has no price."

    def next_by_team(self) -> Section:
        today = self.open.filter(pl.col("start_on") <= self.day)
        people = dict(self.frames["teams"].select("team", "people").iter_rows())
        gates = today.group_by("team").len().sort("team")
        columns = ("team", "service", "gate", "people", "end_on")
        return Section(
            title="Next, by team, today",
            sentences=tuple(
                f"{team}: {some(count, 'gate')} to be worked on today; "
                + (
                    f"{people[team]:,} there."
                    if team in people
                    else "nobody said how many there are."
                )
                for team, count in gates.iter_rows()
            ),
            sheet=Sheet(
                name="next",
                heads=("Team", "Service", "Gate", "People", "Until"),
                rows=tuple(
                    tuple(map(str, row))
                    for row in today.sort("team", "rank").select(columns).iter_rows()
                ),
            ),
        )

    def kept_back(self) -> Section:
        """List what could begin and should not, for it would take people from what is dear."""
        kept = kept_back(self.open)
        rows = [
            (team, service, gate, f"{behind_service}: {behind_gate}", str(start_on))
            for team, service, gate, behind_service, behind_gate, start_on in kept.iter_rows()
            if (service, gate) in self.stand.open
        ]
        said = f"{some(len(rows), 'gate')} could begin and should not yet: people are kept free."
        return Section(
            title="Not yet: people are kept free for something more urgent",
            sentences=(said,) if rows else ("Nobody is kept free.",),
            sheet=Sheet(
                name="kept",
                heads=("Team", "Service", "Gate", "Until this has ended", "Starts"),
                rows=tuple(rows),
            ),
        )

    def to_sign(self) -> Section:
        due = {
            (service, gate): team
            for service, gate, team in self.open.filter(pl.col("end_on") <= self.day)
            .select("service", pl.col("gate").cast(pl.String), "team")
            .iter_rows()
        }
        done = {gate for gate in self.stand.open if "done" in self.stand.past.stamps.get(gate, {})}
        rows = tuple(
            self._to_sign(gate, due.get(gate, ""))
            for gate in self.stand.open
            if gate in done or gate in due
        )
        return Section(
            title="Who must sign what",
            sentences=(f"{some(len(rows), 'open gate')} done, or to be done today.",),
            sheet=Sheet(
                name="sign",
                heads=("Service", "Gate", "Team", "Needs", "Signed so far by"),
                rows=rows,
            ),
        )

    def _to_sign(self, gate: critical.Gate, team: str) -> tuple[str, ...]:
        rule = rule_for(self.rules, *gate)
        offs, files = self._this_round("sign_offs", gate), self._this_round("evidence", gate)
        shown = evidence_sha256(files.select("kind", "file", "sha256").iter_rows())
        agreed = offs.filter(pl.col("result") == "pass").sort("person")
        names = [
            person if seen == shown else f"{person} (before the evidence changed)"
            for person, seen in agreed.select("person", "evidence_sha256").iter_rows()
        ]
        needs = [
            some(rule.signers, "person", "different people"),
            *(f"one of them {role}" for role in rule.roles),
            *(f"evidence: {kind}" for kind in rule.evidence),
        ]
        return (*gate, team, "; ".join(needs), ", ".join(names) or "nobody")

    def _this_round(self, table: str, gate: critical.Gate) -> pl.DataFrame:
        """Give what was signed or handed in for a gate in the round that it is in."""
        on = "signed_on" if table == "sign_offs" else "submitted_on"
        return self.frames[table].filter(
            pl.col("service") == gate[0],
            pl.col("gate") == gate[1],
            pl.col("round") == self.stand.past.round(gate),
            pl.col(on) <= self.day,
        )

    def blocked(self) -> Section:
        team_of = dict(self.open.group_by("service").agg(pl.first("team")).iter_rows())
        rows = [
            (service, gate, needed, team_of.get(needed, ""))
            for (service, gate), needs in sorted(self.stand.waiting.items())
            for needed in needs
        ]
        late = [
            f"{gate[0]}: {gate[1]}"
            for gate in self.stand.open
            if "late" in self.stand.past.stamps.get(gate, {})
        ]
        waiting = {row[:2] for row in rows if row[2] in team_of}
        held = {row[:2] for row in rows if row[2] not in team_of}
        return Section(
            title="What is blocked, and by whom",
            sentences=(
                f"Waiting for services that are not back: {some(len(waiting), 'gate')}.",
                *((f"Held for forensics: {some(len(held), 'gate')}.",) if held else ()),
                *((f"Open for longer than their rule allows: {named(late)}.",) if late else ()),
                *findings_said(self.stand.findings),
            ),
            sheet=Sheet(
                name="blocked",
                heads=("Service", "Gate", "Waits for", "Worked on by"),
                rows=tuple(rows),
            ),
        )

    def unknown(self) -> Iterator[str]:
        assumed = int(self.open["assumed"].sum())
        if assumed:
            yield f"{some(assumed, 'open gate')} rest on assumed teams, people or hours."
        unpriced = self.frames["activities"].filter(pl.col("value_per_day_minor").is_null())
        if not unpriced.is_empty():
            names = unpriced["activity"].sort().to_list()
            yield f"The value of a day is not known of {named(names)}."
        if self.frames["plan"].is_empty():
            yield "No plan has been made: `blackstart run` makes it."


def _slip(slip: Slip) -> tuple[str, ...]:
    cost = "" if slip.cost_minor is None else written(slip.cost_minor, slip.currency)
    root = slip.root
    where = f"{root.service}: {root.gate} ({root.team})"
    days = str(slip.days)
    return (slip.name, str(slip.was_on), str(slip.now_on), days, cost, where, root.why)
