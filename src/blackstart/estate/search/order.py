"""The order of urgency that the plan is made by: rules and a search, judged on fresh hours.

An order that is searched for on the likely hours looks far better than it turns out, so the search
is over drawn hours, and what it finds has to prove itself beside the rules on other drawn hours.
The order of the earlier plan is judged with them and stays unless another one saves clearly more:
people who were told what is next are not told otherwise for nothing.
`docs/concepts/planner.md` has the figures.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import polars as pl

from blackstart.estate.activities import Purpose
from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.defaults import Estate
from blackstart.estate.search import compiled
from blackstart.estate.search.anneal import Policy, aim_of, anneal, keys, losses, ranks
from blackstart.estate.search.arrays import Floats, Tasks
from blackstart.estate.search.kernels import Aim
from blackstart.estate.search.luck import draw
from blackstart.estate.search.part import needed_rows, part_of, without_circles
from blackstart.estate.search.played import played
from blackstart.estate.search.thumb_rules import descendants, tiers
from blackstart.estate.search.urgency import Effort, by_row, urgency
from blackstart.estate.work import Work

# In the order in which they win when equal.
RULES = (("closure", urgency), ("descendants", descendants), ("tiers", tiers))
SEARCHED, KEPT = "searched", "kept"
# With fewer open gates than this, the rules are compared on the likely hours and that is all: a
# search finds hardly anything, and the compiler takes longer than the plan.
SEARCH_GATES_MIN = 80
# The search plays the restart so often, but no more gates than this over all plays: some seconds.
PLAYS_MAX, GATES_PLAYED_MAX = 36_000, 6_000_000
# A scenario to search on for so many plays, within limits: fewer are learned by heart, more leave
# no time to search. The judges are as many as some gates over all allow, within limits.
PLAYS_A_SCENARIO, SCENARIOS_SEARCH = 100, (8, 64)
GATES_JUDGED_MAX, SCENARIOS_JUDGE = 400_000, (48, 128)
SEED = 1
NOBODY: Mapping[int, int] = MappingProxyType({})
# The earlier order stays unless another one saves at least this share of the expected loss
# (a choice: a day's new plan shuffles half of what people were told).
STAY_SHARE = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order of urgency and how it was found.

    Attributes:
        ranks: by row of the work, its place, the most urgent 0.
        behind: by row of the work that is kept back, the row behind which it is kept.
        chosen: the rule, the search, or "kept".
        loss: by candidate, value of a day times days of return, mean over the judging scenarios;
            empty when there was nothing to choose by.
    """

    ranks: tuple[int, ...]
    chosen: str
    loss: dict[str, float]
    behind: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What is searched for; questions are equal when all numbers in them are."""

    digest: bytes
    tasks: Tasks = field(compare=False)
    aim: Aim = field(compare=False)
    drawn: Floats = field(compare=False)
    start: Floats = field(compare=False)

    @classmethod
    def of(cls, tasks: Tasks, aim: Aim, drawn: Floats, start: Floats) -> "_Question":
        digest = sha256()
        for numbers in (*tasks, *aim, drawn, start):
            digest.update(str(numbers.shape).encode())
            digest.update(np.ascontiguousarray(numbers).tobytes())
        return cls(digest=digest.digest(), tasks=tasks, aim=aim, drawn=drawn, start=start)


def order(
    estate: Estate,
    work: Work,
    effort: Effort,
    why: Purpose,
    earlier: pl.DataFrame,
    starters: Collection[str] = (),
) -> Order:
    """Choose the order of urgency under which least value is lost in the mean.

    Args:
        estate: the inventory without holes.
        work: the open gates.
        effort: the services that are not up.
        why: what the restart is for.
        earlier: rows of the plan of an earlier round: service, gate, state, urgency,
            behind_service, behind_gate; may be empty.
        starters: services that need nothing. They go before all others, behind what is begun: what
            they are worth is not in the inventory, but the whole restart leans on them.
    """
    rows, first = needed_rows(work), RULES[0][0]
    needed = part_of(work, rows)
    found = {
        name: Candidate(keys(work, by_row(work, rule(effort, why.wanted, why.value))))
        for name, rule in RULES
    }
    aim = aim_of(needed, why.wanted, why.value)
    if aim is None:
        placed = _in_classes(work, found[first].key, starters)
        return Order(ranks=tuple(ranks(placed)), chosen=first, loss={})
    judging = np.array([needed.elapsed(needed.gates["hours_likely"].to_list())])
    if len(work.before) >= SEARCH_GATES_MIN:
        plays, searching, judges = _sizes(len(rows))
        drawn = draw(estate, needed, searching + judges, SEED) * needed.stretch
        made = _searched(
            needed, aim, drawn[:searching], [found[name].key[rows] for name in found], plays
        )
        found[SEARCHED] = Candidate.among_all(made, rows, found[first].key)
        judging = drawn[searching:]
    kept = _kept(work, earlier)
    if kept is not None:
        found[KEPT] = kept
    found = {
        name: one._replace(key=_in_classes(work, one.key, starters)) for name, one in found.items()
    }
    loss = {
        name: _loss(part_of(replace(work, behind=one.behind), rows), aim, one.key[rows], judging)
        for name, one in found.items()
    }
    chosen = _chosen(loss)
    best = found[chosen]
    return Order(ranks=tuple(ranks(best.key)), behind=best.behind, chosen=chosen, loss=loss)


class Candidate(NamedTuple):
    """An order of urgency by row, the smallest first, and who is kept behind whom."""

    key: Floats
    behind: Mapping[int, int] = NOBODY

    @classmethod
    def among_all(cls, made: Policy, rows: Sequence[int], others: Floats) -> "Candidate":
        """Give what was found for some rows to these among all; the other rows keep their keys."""
        key, pairs = others.copy(), enumerate(made.behind.tolist())
        key[rows] = made.key
        return cls(key, {rows[row]: rows[other] for row, other in pairs if other >= 0})


def _in_classes(work: Work, key: Floats, starters: Collection[str]) -> Floats:
    """Put what is begun first, then self-starters, and what is spare last, each in its order."""
    place = np.array(ranks(key), dtype=np.float64)
    place[work.gates["service"].is_in(sorted(starters)).to_numpy()] -= len(key)
    place[sorted(work.spare)] += len(key)
    place[np.isneginf(key)] = -np.inf
    return place


def _loss(work: Work, aim: Aim, key: Floats, hours: Floats) -> float:
    return float(losses(aim, played(work, ranks(key), hours)).mean()) / DAY_HOURS


def _chosen(loss: Mapping[str, float]) -> str:
    """Take the least loss; the earlier order stays when hardly anything is gained."""
    best = min(loss, key=loss.__getitem__)
    stays = KEPT in loss and loss[best] >= loss[KEPT] * (1 - STAY_SHARE)
    return KEPT if stays else best


def _kept(work: Work, earlier: pl.DataFrame) -> Candidate | None:
    """Read the order of an earlier plan; a gate that it had as passed goes with its service."""
    known = earlier.filter(pl.col("state") == "planned").select(
        "service", "gate", "urgency", "behind_service", "behind_gate"
    )
    places = work.gates.join(known, on=["service", "gate"], how="left", maintain_order="left")
    if places["urgency"].null_count() == places.height:
        return None
    with_service = pl.coalesce("urgency", pl.col("urgency").min().over("service"), pl.len())
    key = keys(work, places.select(with_service)["urgency"].to_list())
    return Candidate(key, _kept_behind(work, places))


def _kept_behind(work: Work, places: pl.DataFrame) -> dict[int, int]:
    """Read who is kept behind whom, where both are open and needed, and it makes no circle."""
    gates = enumerate(work.gates.select("service", "gate").rows())
    needed = {gate: row for row, gate in gates if row not in work.spare}
    waiting = places.with_row_index().filter(pl.col("begun_hours").is_null())
    said = waiting.select("index", "behind_service", "behind_gate").iter_rows()
    pairs = ((row, (service, gate)) for row, service, gate in said if row not in work.spare)
    return without_circles(work, ((row, needed[other]) for row, other in pairs if other in needed))


def _sizes(gates: int) -> tuple[int, int, int]:
    """Say how often to play, over how many scenarios to search, and over how many to judge."""
    plays = min(PLAYS_MAX, GATES_PLAYED_MAX // gates)
    searching = np.clip(plays // PLAYS_A_SCENARIO, *SCENARIOS_SEARCH)
    return plays, int(searching), int(np.clip(GATES_JUDGED_MAX // gates, *SCENARIOS_JUDGE))


def _searched(work: Work, aim: Aim, drawn: Floats, rules: Sequence[Floats], plays: int) -> Policy:
    start = min(rules, key=lambda key: _loss(work, aim, key, drawn))
    return _search(_Question.of(compiled.tasks_of(work), aim, drawn, start), plays)


@lru_cache(maxsize=4)  # the day's forecast asks again what the day's plan has asked
def _search(asked: _Question, plays: int) -> Policy:
    return anneal(asked.tasks, asked.aim, asked.drawn, asked.start, plays, SEED)
