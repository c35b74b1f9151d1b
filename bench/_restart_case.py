"""An estate in arrays, the rules' orders, and what a plan loses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from bench._restart_check import fault
from blackstart.estate.restart import Restart, restart
from blackstart.estate.search import compiled, order
from blackstart.estate.search.anneal import aim_of, keys, losses, ranks
from blackstart.estate.search.arrays import Tasks
from blackstart.estate.search.kernels import Aim
from blackstart.estate.search.order import NOBODY, RULES
from blackstart.estate.search.part import needed_rows, part_of
from blackstart.estate.search.played import played
from blackstart.estate.search.urgency import by_row, effort_left
from blackstart.exercise.estates import DAY, estate

Floats = npt.NDArray[np.float64]
MINUTES = 60
WORTH_OF_ALL = 1_000_000  # values are whole and sum up to about this: sums stay in 64 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An estate and the rules' orders.

    Attributes:
        made: the plan as the product makes it.
        tasks: the open gates.
        aim: what the restart is for, with whole values.
        needed: rows that something valued hangs on.
        part: these alone, and what they are for.
        hours: by row, elapsed likely hours, whole minutes.
        rules: by rule, its keys.
        rules_lost: by rule, what it loses on the likely hours, played as loses less: as our plan
            is, or with everything taken up as it comes.
    """

    made: Restart
    tasks: Tasks
    aim: Aim
    needed: list[int]
    part: tuple[Tasks, Aim]
    hours: Floats
    rules: dict[str, Floats]
    rules_lost: dict[str, float]

    @classmethod
    def of(cls, made: Restart) -> "Case":
        """Put a planned estate into arrays."""
        work, why, effort = made.work, made.purpose, effort_left(made.work)
        aim = aim_of(work, why.wanted, why.value)
        if aim is None:
            raise SystemExit("an estate without value")
        worth = np.rint(aim.value / aim.value.sum() * WORTH_OF_ALL)
        rows = needed_rows(work)
        part = part_of(replace(work, behind=NOBODY), rows)
        goal = aim_of(part, why.wanted, why.value) or aim
        case = cls(
            made=made,
            tasks=compiled.tasks_of(replace(work, behind=NOBODY)),
            aim=aim._replace(value=worth),
            needed=rows,
            part=(compiled.tasks_of(part), goal._replace(value=worth)),
            hours=np.array(work.elapsed(work.gates["hours_likely"].to_list())),
            rules={
                name: keys(work, by_row(work, rule(effort, why.wanted, why.value)))
                for name, rule in RULES
            },
            rules_lost={},
        )
        for name, key in case.rules.items():
            case.rules_lost[name] = case.lost(case.rule_ends(key))
        return case

    @classmethod
    def unsearched(cls, gates: int, seed: int) -> "Case":
        """Put an estate into arrays where nobody asks for the product's own plan."""
        plays, order.PLAYS_MAX = order.PLAYS_MAX, 1
        try:
            return cls.of(restart(estate(gates, seed), DAY))
        finally:
            order.PLAYS_MAX = plays

    def played(self, key: Floats, hours: Floats, behind: Mapping[int, int] = NOBODY) -> Floats:
        """Play a policy as the product does; ends, shape [scenario, row]."""
        return played(replace(self.made.work, behind=behind), ranks(key), hours)

    def mean_lost(self, ends: Floats) -> float:
        """Sum up what is lost in the mean; ends [scenario, row]."""
        return float(losses(self.aim, ends).mean())

    def as_it_comes(self, key: Floats, hours: Floats) -> Floats:
        """Play an order with everything taken up as it comes; ends, shape [scenario, row]."""
        return compiled.ends(self.tasks, key, hours)

    def rule_ends(self, key: Floats) -> Floats:
        """Play a rule on the likely hours, as loses less."""
        each = self.hours[np.newaxis]
        ways = (self.played(key, each), self.as_it_comes(key, each))
        return np.squeeze(min(ways, key=self.mean_lost), axis=0)

    def lost(self, ends: Floats) -> float:
        """Sum up what a plan loses, once it is checked."""
        wrong = fault(self.made.work, self.hours.tolist(), ends.tolist())
        if wrong:
            raise SystemExit(wrong)
        return float(losses(self.aim, ends[np.newaxis])[0])

    def lost_minutes(self, ends: Sequence[int]) -> float:
        """Sum up what a plan in whole minutes loses, once it is checked."""
        return self.lost(np.array(ends) / MINUTES)

    def best_rule(self) -> str:
        """Tell which rule loses least on the likely hours."""
        return min(self.rules_lost, key=self.rules_lost.__getitem__)

    def problem(self) -> dict[str, Any]:
        """Put the estate into the form of the rival and that is published, hinted by a rule."""
        tasks, aim, work = self.tasks, self.aim, self.made.work
        teams = range(len(work.team_people))
        worth = aim.value.astype(int).tolist()
        last = [rows.tolist() for rows in np.split(aim.last, aim.last_first[1:-1])]
        return {
            "lengths": np.rint(self.hours * MINUTES).astype(int).tolist(),
            "after": [list(rows) for rows in work.after],
            "there": list(work.team_people),
            "wants": [
                [people if of == team else 0 for team in teams]
                for of, people in tasks.who.T.tolist()
            ],
            "targets": [list(pair) for pair in zip(worth, last, strict=True)],
            "hint": np.rint(self.rule_ends(self.rules[self.best_rule()]) * MINUTES)
            .astype(int)
            .tolist(),
        }
