"""An estate as a problem that others can solve, what a plan of it loses, and the best known."""

import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from bench._restart_bound import lower_bound
from bench._restart_case import MINUTES, Case
from bench._restart_check import fault

TABLE = Path(__file__).with_name("restart_best_known.csv")
BOUND_ROUNDS = 60
# A share of the bound that is given away, for the programme's sums are not exact.
BOUND_SLACK = 1e-6


@dataclass(frozen=True, kw_only=True)
class Instance:
    """A problem; gates are numbered from 0.

    Attributes:
        name: estate_GATES_SEED.
        minutes: by gate, how long it takes.
        team: by gate, the number of its team.
        people: by gate, how many of the team it takes all the while.
        team_people: by team, how many there are.
        before: by gate, the gates that must end before it starts.
        targets: [value of a minute, gates that must have ended], one for each activity.
    """

    name: str
    minutes: list[int]
    team: list[int]
    people: list[int]
    team_people: list[int]
    before: list[list[int]]
    targets: list[tuple[int, list[int]]]

    @classmethod
    def of(cls, gates: int, seed: int) -> tuple["Instance", Case]:
        """Make an estate again from its seed."""
        case = Case.unsearched(gates, seed)
        work, problem = case.made.work, case.problem()
        made = cls(
            name=f"estate_{gates}_{seed}",
            minutes=problem["lengths"],
            team=list(work.team),
            people=list(work.people),
            team_people=list(work.team_people),
            before=[list(rows) for rows in work.before],
            targets=[(worth, rows) for worth, rows in problem["targets"]],
        )
        return made, case

    @cached_property
    def text(self) -> str:
        """The file, to the byte."""
        return json.dumps(asdict(self), separators=(",", ":"), sort_keys=True) + "\n"

    @property
    def sha256(self) -> str:
        """Digest of the file."""
        return hashlib.sha256(self.text.encode("ascii")).hexdigest()

    def lost(self, ends: Sequence[int]) -> int:
        """Sum up what a plan loses, once it is checked; ends are minutes, by gate.

        Raises:
            SystemExit: the plan breaks a rule.
        """
        wrong = "ends are not one for each gate" if len(ends) != len(self.minutes) else ""
        wrong = wrong or fault(self, self.minutes, ends)
        if wrong:
            raise SystemExit(f"{self.name}: {wrong}")
        return sum(worth * max(ends[gate] for gate in needs) for worth, needs in self.targets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A row of the table of best known plans; losses are values of a minute times minutes.

    Attributes:
        instance: its name.
        sha256: digest of its file.
        gates: how many.
        activities: how many.
        tiers: what is lost by the order of tiers.
        descendants: what is lost by the order of what hangs on a service.
        closure: what is lost by the order of the cheapest way to the next activity.
        best: the least that a checked plan loses.
        found_by: who found that.
        bound: what every plan loses at least.
    """

    instance: str
    sha256: str
    gates: int
    activities: int
    tiers: int
    descendants: int
    closure: int
    best: int
    found_by: str
    bound: int


def known(gates: int, seed: int, plans: dict[str, Sequence[int]], proven: int) -> Known:
    """Check plans of an estate and bound it.

    Args:
        gates: how many.
        seed: of the estate.
        plans: ends in minutes, by who found them.
        proven: a bound that is proven already; 0: none.
    """
    made, case = Instance.of(gates, seed)
    lost = {name: made.lost(ends) for name, ends in plans.items()}
    best = min(lost, key=lost.__getitem__)
    linear = lower_bound(case.tasks, case.aim, case.hours, BOUND_ROUNDS) * MINUTES
    rules = {name: round(loss * MINUTES) for name, loss in case.rules_lost.items()}
    return Known(
        instance=made.name,
        sha256=made.sha256,
        gates=len(made.minutes),
        activities=len(made.targets),
        **rules,
        best=lost[best],
        found_by=best,
        bound=max(proven, int(linear * (1 - BOUND_SLACK))),
    )


def kept_plans(folder: Path, gates: int, seed: int) -> dict[str, Sequence[int]]:
    """Read the plans that a measurement has kept."""
    names = {"search": ("Blackstart", "ends_minutes"), "rival": ("CP-SAT", "ends")}
    files = {side: folder / f"{gates}_{seed}_{side}.json" for side in names}
    return {
        names[side][0]: json.loads(file.read_text(encoding="utf-8"))[names[side][1]]
        for side, file in files.items()
        if file.exists()
    }


def kept_bound(folder: Path, gates: int, seed: int) -> int:
    """Read the bound that a measurement has proven; 0: none."""
    file = folder / f"{gates}_{seed}_proof.json"
    return json.loads(file.read_text(encoding="utf-8"))["bound"] if file.exists() else 0


def table() -> Iterator[dict[str, Any]]:
    """Read the table of best known plans."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def keep(rows: Sequence[Known]) -> None:
    """Put rows into the table; a row that was there stays where it was better."""
    there = {row["instance"]: row for row in table()} if TABLE.exists() else {}
    for row in rows:
        new, old = asdict(row), there.get(row.instance)
        if old and old["sha256"] == row.sha256 and int(old["best"]) <= row.best:
            new |= {"best": old["best"], "found_by": old["found_by"]}
        if old and old["sha256"] == row.sha256:
            new["bound"] = max(int(old["bound"]), row.bound)
        there[row.instance] = new
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        made = csv.DictWriter(lines, [field.name for field in fields(Known)], lineterminator="\n")
        made.writeheader()
        made.writerows(sorted(there.values(), key=lambda row: (int(row["gates"]), row["instance"])))
