"""What one process of the restart's bench does."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from bench import _restart_passing as passing
from bench._restart_bound import lower_bound
from bench._restart_case import MINUTES, Case
from bench._restart_check import SLACK_HOURS
from bench._restart_rolling import rolled
from blackstart.base.table import Frames
from blackstart.estate.clock import DAY_HOURS
from blackstart.estate.plan import kept_columns
from blackstart.estate.restart import Restart, restart
from blackstart.estate.search.anneal import anneal
from blackstart.estate.search.order import NOBODY, RULES, Candidate, order
from blackstart.estate.search.urgency import Effort, by_row, effort_left
from blackstart.estate.work import Work
from blackstart.exercise.estates import DAY

Floats = npt.NDArray[np.float64]
Rule = Callable[[Effort, Mapping[str, Sequence[str]], Mapping[str, int]], tuple[str, ...]]
PROBE_PLAYS = 500
BOUND_ROUNDS = 60
# Fresh restarts: as many as keep a side below some seconds; their seed is used nowhere else.
FRESH_SEED, FRESH_SCENARIOS, FRESH_GATES_MAX = 20251001, 200, 400_000
# Hours really taken: lognormal about the likely ones, standard deviation by mean, and the share of
# a gate's luck that is luck of the whole restart. The planner has another model of luck.
VARIATION, COMMON_SHARE = 0.6, 0.3


def fresh_hours(case: Case, scenarios: int) -> Floats:
    """Draw hours that no search has seen; shape [scenario, row]."""
    chance = np.random.default_rng(FRESH_SEED)
    common = chance.standard_normal((scenarios, 1))
    own = chance.standard_normal((scenarios, len(case.hours)))
    luck = np.sqrt(COMMON_SHARE) * common + np.sqrt(1 - COMMON_SHARE) * own
    drawn: Floats = case.hours * np.exp(np.sqrt(np.log(1 + VARIATION**2)) * luck)
    return drawn


def plan(case: Case, _seconds: float) -> dict[str, Any]:
    """Compare the order that the product ships with the rules, on fresh hours."""
    scenarios = max(30, min(FRESH_SCENARIOS, FRESH_GATES_MAX // len(case.hours)))
    hours = fresh_hours(case, scenarios)
    ours = np.array(case.made.order.ranks, dtype=np.float64)
    ways = (case.played, case.as_it_comes, partial(passing.ends, case.tasks))
    gaps, comes, usual = (
        min(case.mean_lost(play(key, hours)) for key in case.rules.values()) for play in ways
    )
    return {
        "fresh": case.mean_lost(case.played(ours, hours, case.made.order.behind)),
        "fresh_rule": min(gaps, comes),
        "fresh_gaps": gaps,
        "fresh_usual": usual,
        "chosen": case.made.order.chosen,
        "scenarios": scenarios,
    }


def search(case: Case, seconds: float) -> dict[str, Any]:
    """Improve the best rule's order for some CPU-seconds."""
    start = time.process_time()
    key, behind, plays = improved(case, case.hours, seconds)
    cpu = time.process_time() - start
    ends = case.played(key, case.hours[np.newaxis], behind)[0]
    return {
        "lost": case.lost(ends),
        "plays": plays,
        "search_cpu_s": cpu,
        "problem": case.problem(),
        "ends_minutes": np.rint(ends * MINUTES).astype(int).tolist(),
    }


def improved(case: Case, hours: Floats, seconds: float) -> tuple[Floats, Mapping[int, int], int]:
    """Search on known hours for some CPU-seconds; keys, who is kept behind whom, and plays."""
    each, rule = hours[np.newaxis, case.needed], case.rules[case.best_rule()]
    start = rule[case.needed]
    anneal(*case.part, each, start, 2, 1)
    begun = time.process_time()
    anneal(*case.part, each, start, PROBE_PLAYS, 1)
    spent = max(time.process_time() - begun, 1e-4)
    plays = max(1, int(PROBE_PLAYS * (seconds - spent) / spent))
    policy = anneal(*case.part, each, start, plays, 1)
    return *Candidate.among_all(policy, case.needed, rule), plays


def bound(case: Case, _seconds: float) -> dict[str, Any]:
    """Prove how much every plan loses."""
    start = time.process_time()
    proven = lower_bound(case.tasks, case.aim, case.hours, BOUND_ROUNDS)
    return {"proven": proven, "bound_cpu_s": time.process_time() - start}


def replan(made: Restart, tables: Frames) -> dict[str, Any]:
    """Plan anew a day later, when what should have passed has passed; nothing begun may move."""
    passed = made.plan.filter(pl.col("end_hours") <= DAY_HOURS)
    signatures = passed.select(
        "service",
        "gate",
        signed_on=pl.lit(DAY),
        signed_by=pl.lit("bench"),
        result=pl.lit("pass").cast(tables["gate_signatures"].schema["result"]),
        evidence_sha256=pl.lit(None, pl.String),
    )
    known = {**tables, "gate_signatures": signatures, "plan": made.plan}
    cpu, wall = time.process_time(), time.perf_counter()
    again = restart(known, DAY + timedelta(days=1))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    begun = made.plan.join(passed, on=["service", "gate"], how="anti").filter(
        pl.col("start_hours") < DAY_HOURS
    )
    stayed = begun.join(again.plan, on=["service", "gate"], suffix="_now").filter(
        (pl.col("start_hours") - DAY_HOURS - pl.col("start_hours_now")).abs() < SLACK_HOURS
    )
    if stayed.height < begun.height:
        raise SystemExit(f"{begun.height - stayed.height} gates that were begun have moved")
    return {"replan_cpu_s": cpu, "replan_wall_s": wall, "begun": begun.height}


def rolling(case: Case, restarts: int, seconds: float) -> dict[str, Any]:
    """Plan anew every day of some restarts: ours, each rule, and one who knows all hours."""
    work, why = replace(case.made.work, behind=NOBODY), case.made.purpose
    hours, last = fresh_hours(case, restarts), case.aim.last.tolist()
    told = pl.DataFrame()

    def ours(left: Work) -> tuple[Sequence[int], Mapping[int, int]]:
        nonlocal told
        made = order(case.made.estate, left, effort_left(left), why, told)
        told = left.gates.select(
            "service",
            "gate",
            *kept_columns(left.gates, made.behind),
            state=pl.lit("planned"),
            urgency=pl.Series(made.ranks) + 1,
        )
        return made.ranks, made.behind

    def mean(ends: list[Floats]) -> float:
        return case.mean_lost(np.array(ends))

    none = case.made.plan.clear()
    lost: dict[str, float] = {}
    for name, rule in RULES[:2]:

        def by_rule(left: Work, rule: Rule = rule) -> tuple[Sequence[int], Mapping[int, int]]:
            return by_row(left, rule(effort_left(left), why.wanted, why.value)), NOBODY

        lost[name] = min(
            mean([rolled(each_work, each, last, by_rule) for each in hours])
            for each_work in (work, replace(work, spare=frozenset()))
        )
    found = []
    for each in hours:
        told = none
        found.append(rolled(work, each, last, ours))
    knowing = []
    for each in hours:
        key, behind, _ = improved(case, each, seconds)
        knowing.append(case.played(key, each[np.newaxis], behind)[0])
    return {
        "ours": mean(found),
        "rule": min(lost.values()),
        "rules": lost,
        "clairvoyant": mean(knowing),
        "restarts": restarts,
    }
