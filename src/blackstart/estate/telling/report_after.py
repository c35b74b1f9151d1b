"""The report after the restart: what was planned and what came, what failed, how time was spent."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

import polars as pl

from blackstart.base.money import written
from blackstart.base.table import Frames
from blackstart.estate.rates import return_days
from blackstart.estate.running.gates_open import READS as STANDING_READS
from blackstart.estate.running.moves import took
from blackstart.estate.running.statement import Case
from blackstart.estate.running.tables import ENDS
from blackstart.estate.tables import LAST_GATE
from blackstart.estate.telling import slips
from blackstart.estate.telling.report_document import (
    Report,
    Section,
    Sheet,
    findings_said,
    named,
    some,
)
from blackstart.estate.telling.standpoint import Standpoint

READS = (*STANDING_READS, "plan", "plan_told", "activities", "activity_needs")
TITLE = "After-action report"


def after_action(frames: Frames, case: Case, day: date) -> Report:
    """Put the report together; a restart that still runs is told up to the day.

    Args:
        frames: the tables of `READS`.
        case: incident and mode.
        day: business date.
    """
    of = _Restart(frames=frames, case=case, day=day)
    return Report(
        title=TITLE,
        case=case,
        day=day,
        sections=(
            Section(title="In short", sentences=tuple(of.short())),
            of.services(),
            of.activities(),
            of.setbacks(),
            of.time(),
            of.people(),
        ),
    )


class _Restart(Standpoint):
    """The restart as the report tells it."""

    @cached_property
    def told(self) -> pl.DataFrame:
        """Give what a plan said of each service's return first."""
        kept = self.frames["plan_told"].filter(
            pl.col("told_on") <= self.day, pl.col("gate") == LAST_GATE
        )
        return slips.first(kept).select("service", said_on="end_on")

    @cached_property
    def returned(self) -> pl.DataFrame:
        """Give each service with what was said first and when it came, or is to come."""
        last = self.frames["plan"].filter(pl.col("gate") == LAST_GATE)
        return (
            last.select("service", "state", "end_on")
            .join(self.told, on="service", how="left")
            .with_columns(days=(pl.col("end_on") - pl.col("said_on")).dt.total_days())
            .sort("service")
        )

    def short(self) -> Iterator[str]:
        services = self.frames["plan"]["service"].n_unique()
        up = len(self.stand.states.up)
        yield f"{up:,} of {some(services, 'service')} are back on {self.day}."
        if up < services:
            yield "The restart still runs: what follows is told up to this day."
        days = self.story.filter(pl.col("result") == "pass")["signed_on"].sort().to_list()
        if days:
            yield f"The first gate passed on {days[0]}, the last one on {days[-1]}."
        late = self.returned.filter(pl.col("days") > 0)
        yield f"{some(late.height, 'service')} later than a plan first said."

    def services(self) -> Section:
        rows = self.returned.select("service", "said_on", "end_on", "state", "days")
        return Section(
            title="Returns: first said, and come",
            sheet=Sheet(
                name="services",
                heads=("Service", "Said first", "Back, or planned", "State", "Days later"),
                rows=tuple(
                    (
                        service,
                        _text(said),
                        str(end),
                        "back" if state == "passed" else "open",
                        _text(days),
                    )
                    for service, said, end, state, days in rows.iter_rows()
                ),
            ),
        )

    def activities(self) -> Section:
        needs = self.frames["activity_needs"]
        said = (
            needs.join(self.told, on="service")
            .group_by("activity")
            .agg(said_on=pl.col("said_on").max())
        )
        rows = (
            self.frames["activities"]
            .join(said, on="activity", how="left")
            .join(return_days(self.frames["plan"], needs), on="activity", how="left")
            .with_columns(days=(pl.col("returns_on") - pl.col("said_on")).dt.total_days())
            .sort("activity")
        )
        columns = ("activity", "said_on", "returns_on", "days", "value_per_day_minor", "currency")
        return Section(
            title="Activities: first said, and come",
            sentences=("A slip costs its days by the value of a day, where that is known.",),
            sheet=Sheet(
                name="activities",
                heads=("Activity", "Said first", "Back, or planned", "Days later", "Cost"),
                rows=tuple(
                    (name, _text(said_on), _text(back), _text(days), _cost(days, value, currency))
                    for name, said_on, back, days, value, currency in rows.select(
                        columns
                    ).iter_rows()
                ),
            ),
        )

    def setbacks(self) -> Section:
        moves = self.frames["gate_moves"].filter(
            pl.col("moved_on") <= self.day, pl.col("move").cast(pl.String).is_in(list(ENDS))
        )
        told = moves.sort("number").select(
            "moved_on", "service", "gate", "move", "moved_by", "because"
        )
        paper = self.frames["gate_signatures"].filter(
            pl.col("signed_on") <= self.day, pl.col("result") == "fail"
        )
        on_paper = paper.sort("signed_on", "service", "gate").select(
            "signed_on", "service", "gate", pl.lit("failed on paper"), "signed_by"
        )
        rows = (
            *(tuple(_text(cell) for cell in row) for row in told.iter_rows()),
            *((*map(str, row), "") for row in on_paper.iter_rows()),
        )
        return Section(
            title="What failed, was taken back, or ran out of time",
            sentences=(
                f"{some(len(rows), 'setback')}.",
                *findings_said(self.stand.findings),
            ),
            sheet=Sheet(
                name="setbacks",
                heads=("On", "Service", "Gate", "What", "Who", "Why"),
                rows=tuple(sorted(rows)),
            ),
        )

    def time(self) -> Section:
        """Tell by gate how long it waited and was worked on, where somebody said so."""
        sums: dict[str, list[float]] = {}
        for (_, gate), stamps in sorted(self.stand.past.stamps.items()):
            if "passed" in stamps:
                spent = took(stamps, stamps["passed"].at)
                waited, worked, known, count = sums.get(gate, [0.0, 0.0, 0.0, 0.0])
                has = spent.worked_hours is not None
                sums[gate] = [
                    waited + spent.waited_hours,
                    worked + (spent.worked_hours or 0.0),
                    known + has,
                    count + 1,
                ]
        return Section(
            title="Waiting and working",
            sentences=(
                "Elapsed hours, on average; work is known where people said that they began.",
            ),
            sheet=Sheet(
                name="time",
                heads=("Gate", "Passed", "Waited", "Worked", "Work known of"),
                rows=tuple(
                    (
                        gate,
                        f"{count:.0f}",
                        f"{waited / count:.1f}",
                        f"{worked / known:.1f}" if known else "",
                        f"{known:.0f}",
                    )
                    for gate, (waited, worked, known, count) in sorted(sums.items())
                ),
            ),
        )

    def people(self) -> Section:
        paper = self.frames["gate_signatures"].select("signed_on", person="signed_by")
        offs = self.frames["sign_offs"].select("signed_on", "person")
        counted = (
            pl.concat([paper, offs])
            .filter(pl.col("signed_on") <= self.day)
            .group_by("person")
            .len()
            .sort("len", "person", descending=[True, False])
        )
        files = self.frames["evidence"].filter(pl.col("submitted_on") <= self.day)
        return Section(
            title="Who signed",
            sentences=(
                (
                    f"{some(files.height, 'file')} of evidence, handed in by "
                    f"{named(files['submitted_by'].unique().sort().to_list()) or 'nobody'}."
                ),
            ),
            sheet=Sheet(
                name="people",
                heads=("Person", "Signatures"),
                rows=tuple((person, str(count)) for person, count in counted.iter_rows()),
            ),
        )


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _cost(days: int | None, value: int | None, currency: str | None) -> str:
    if not days or days < 0:
        return ""
    if value is None or currency is None:
        return "unknown"
    return written(value * days, currency)
