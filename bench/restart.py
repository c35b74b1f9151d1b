"""The claim: the planner loses less value than any rule, and than CP-SAT in the same time.

    .venv/bin/python -m bench.restart --estate 300 1000 3000 10000 --seeds 10 --seconds 10 --json
    .venv/bin/python -m bench.restart --psplib FOLDER --sample 20 --seed 1 --seconds 10 --json

On the likely hours: the search against the best of three rules, and against CP-SAT warm-started
from that rule's plan, with the same CPU-seconds on one core, each in a process of its own; and the
share of the loss that lower bounds prove: a linear programme, raised by CP-SAT up to 1,000 gates.
On fresh hours: the order that the product ships against the best rule, over restarts that neither
has seen, played by the product's rule of dispatch and, for the rules, by the usual one too. With
`--rolling N`: N restarts planned anew every day, ours and the rules alike, beside somebody who
knows all hours beforehand.

With `--keep FOLDER`, what was measured is kept there and not measured again: a long measurement is
made in pieces (`--sides`, `--seed`, `--seeds`), and the last call sums them up.
`bench.restart_instances` writes the same estates for others.

On the library's instances: the mean gap to the best known makespan. Every plan passes a checker
that shares no code with the planner. Budgets are CPU-seconds, for the machine may be shared.
CP-SAT needs a Python that has ortools (`--rival-python`); without one, ours stands alone.
"""

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bench import _measure
from bench import _restart_psplib as psplib
from bench import _restart_sides as sides
from bench._restart_case import MINUTES, Case
from bench._restart_published import BOUND_SLACK
from blackstart.estate.restart import restart
from blackstart.exercise.estates import DAY, estate

SIZES = (300, 1_000)
SIDES = {"plan": sides.plan, "search": sides.search, "bound": sides.bound}
WARM_UP_GATES = 180
# Beyond, the linear programme proves 0.95 of the loss by itself, and nobody has tried CP-SAT.
PROOF_GATES_MAX = 1_000
# Student's t, by seeds.
T_95 = {2: 12.71, 3: 4.30, 4: 3.18, 5: 2.78, 6: 2.57, 7: 2.45, 8: 2.36, 9: 2.31, 10: 2.26}


def one_side(said: argparse.Namespace) -> dict[str, Any]:
    """Do one side's work on one estate in this process."""
    restart(estate(WARM_UP_GATES, 0), DAY)  # machine code is made once for an installation
    if said.side in {"plan", "replan"}:
        return planned(said)
    case = Case.unsearched(said.estate[0], said.seed)
    found = (
        sides.rolling(case, said.rolling, said.seconds)
        if said.side == "rolling"
        else SIDES[said.side](case, said.seconds)
    )
    return common(case) | found


def planned(said: argparse.Namespace) -> dict[str, Any]:
    """Plan with the clock in hand, and judge the plan or plan anew."""
    tables = estate(said.estate[0], said.seed)
    cpu, wall = time.process_time(), time.perf_counter()
    made = restart(tables, DAY)
    took = {"plan_cpu_s": time.process_time() - cpu, "plan_wall_s": time.perf_counter() - wall}
    case = Case.of(made)
    found = sides.replan(made, tables) if said.side == "replan" else sides.plan(case, said.seconds)
    return common(case) | took | found


def common(case: Case) -> dict[str, Any]:
    """Say what every side says."""
    return {
        "best_rule": case.best_rule(),
        "best_rule_lost": case.rules_lost[case.best_rule()],
        "rules_lost": case.rules_lost,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def child(*words: str) -> dict[str, Any]:
    """Run one side in a process of its own."""
    command = (sys.executable, "-m", "bench.restart", *words)
    found: dict[str, Any] = _measure.measured(command).printed
    return found


def rival(python: str, module: str, problem: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Give a problem to CP-SAT in its own Python."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "problem.json"
        file.write_text(json.dumps(problem), encoding="utf-8")
        words = (python, "-m", f"bench.{module}", str(file), str(seconds))
        found: dict[str, Any] = _measure.measured(words).printed
    return found


def kept(said: argparse.Namespace, name: str, measure: Callable[[], dict[str, Any]]) -> Any:  # noqa: ANN401 - any document
    """Read what was measured before, or measure and keep it."""
    if not said.keep:
        return measure()
    file = said.keep / f"{name}.json"
    if not file.exists():
        said.keep.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(measure()) + "\n", encoding="utf-8")
    return json.loads(file.read_text(encoding="utf-8"))


def measured(gates: int, seed: int, said: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """Start a process for each side, one after the other."""
    words = ("--estate", str(gates), "--seed", str(seed), "--seconds", str(said.seconds))
    names = said.sides or [*SIDES, "replan", *(["rolling"] if said.rolling else [])]
    runs = {}
    for side in names:
        command = ("--side", side, *words, "--rolling", str(said.rolling))
        runs[side] = kept(said, f"{gates}_{seed}_{side}", partial(child, *command))
    if said.rival_python and "search" in runs:
        runs["rival"] = kept(
            said, f"{gates}_{seed}_rival", partial(beside, gates, seed, runs, said)
        )
        if "bound" in runs and gates <= PROOF_GATES_MAX:
            runs["proof"] = kept(said, f"{gates}_{seed}_proof", partial(proof, runs, said))
    print(f"{gates} gates, seed {seed} done", file=sys.stderr, flush=True)
    return runs


def beside(
    gates: int, seed: int, runs: dict[str, dict[str, Any]], said: argparse.Namespace
) -> dict[str, Any]:
    """Let the rival plan the same estate, and check what it found."""
    found = rival(said.rival_python, "_restart_rival", runs["search"]["problem"], said.seconds)
    case = Case.unsearched(gates, seed)
    return {**found, "lost": case.lost_minutes(found["ends"])}


def proof(runs: dict[str, dict[str, Any]], said: argparse.Namespace) -> dict[str, Any]:
    """Let CP-SAT raise the bound of the linear programme."""
    known = int(runs["bound"]["proven"] * MINUTES * (1 - BOUND_SLACK))
    problem = {**runs["search"]["problem"], "bound": known}
    found = rival(said.rival_python, "_restart_proof", problem, said.proof_seconds)
    return {**found, "proven": found["bound"] / MINUTES}


def gain(ours: float, other: float) -> float:
    """Say by how many per cent ours loses less."""
    return 100 * (1 - ours / other)


Figure = tuple[str, str, list[float]]
Runs = list[dict[str, dict[str, Any]]]


def figures(runs: Runs) -> Iterator[Figure]:
    """Give every case with its unit and its value by seed."""
    for side, said_of in (
        ("search", searched_figures),
        ("plan", planned_figures),
        ("rolling", rolling_figures),
        ("replan", replanned_figures),
    ):
        if side in runs[0]:
            yield from said_of(runs)


def better(case: str, runs: Runs, side: str, ours: str, other: str) -> Figure:
    """Say by seed by how many per cent ours loses less."""
    return case, "%", [gain(run[side][ours], run[side][other]) for run in runs]


def searched_figures(runs: Runs) -> Iterator[Figure]:
    """Say how good the search is on the likely hours."""
    case = "likely hours: search, better than the best rule"
    yield better(case, runs, "search", "lost", "best_rule_lost")
    if "rival" in runs[0]:
        case = "likely hours: search, better than CP-SAT from the best rule"
        yield case, "%", [gain(run["search"]["lost"], run["rival"]["lost"]) for run in runs]
    for side, by in (("bound", "linear programme"), ("proof", "linear programme and CP-SAT")):
        if side in runs[0]:
            share = [100 * run[side]["proven"] / run["search"]["lost"] for run in runs]
            yield f"likely hours: bound by {by}, share of the loss", "%", share


def planned_figures(runs: Runs) -> Iterator[Figure]:
    """Say how good the order is that the product ships, and what it takes."""
    case = "likely hours: best rule, better than tier by tier"
    tiers = [(run["plan"]["best_rule_lost"], run["plan"]["rules_lost"]["tiers"]) for run in runs]
    yield case, "%", [gain(*pair) for pair in tiers]
    case = "fresh hours: shipped, better than the best rule"
    yield better(case, runs, "plan", "fresh", "fresh_rule")
    case = "fresh hours: shipped, better than the best rule with the usual dispatch"
    yield better(case, runs, "plan", "fresh", "fresh_usual")
    yield "planned", "s wall", [run["plan"]["plan_wall_s"] for run in runs]
    yield "planned", "s CPU", [run["plan"]["plan_cpu_s"] for run in runs]


def rolling_figures(runs: Runs) -> Iterator[Figure]:
    """Say how good it is to plan anew every day."""
    case = "fresh hours, planned anew every day: shipped, better than the better rule"
    yield better(case, runs, "rolling", "ours", "rule")
    for rule in runs[0]["rolling"]["rules"]:
        worth = [gain(run["rolling"]["ours"], run["rolling"]["rules"][rule]) for run in runs]
        yield f"fresh hours, planned anew every day: shipped, better than {rule}", "%", worth
    case = "fresh hours, planned anew every day: one who knows all, better than the better rule"
    yield better(case, runs, "rolling", "clairvoyant", "rule")


def replanned_figures(runs: Runs) -> Iterator[Figure]:
    """Say what planning anew takes."""
    yield "planned anew a day later", "s wall", [run["replan"]["replan_wall_s"] for run in runs]
    yield "planned anew a day later", "s CPU", [run["replan"]["replan_cpu_s"] for run in runs]


def results(gates: int, said: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Sum up a size over its seeds."""
    runs = [measured(gates, seed, said) for seed in range(said.seed, said.seed + said.seeds)]
    common = {
        "size": gates,
        "seeds": len(runs),
        "search_cpu_s": said.seconds,
        "peak_mb": round(
            max(side["peak_mb"] for run in runs for side in run.values() if "peak_mb" in side)
        ),
    }
    for case, unit, values in figures(runs):
        yield {**common, "case": case, "unit": unit, **_interval(values)}


def _interval(values: list[float]) -> dict[str, Any]:
    wide = statistics.stdev(values) / len(values) ** 0.5 if len(values) > 1 else 0.0
    half = T_95.get(len(values), 2.0) * wide
    return {
        "rate": round(statistics.fmean(values), 2),
        "interval_95": [round(statistics.fmean(values) + sign * half, 2) for sign in (-1, 1)],
        "each": [round(value, 2) for value in values],
    }


def solved(file: Path, said: argparse.Namespace) -> dict[str, Any]:
    """Solve one of the library's instances, each side in a process of its own."""
    ours = child("--file", str(file), "--seconds", str(said.seconds))["makespan"]
    if not said.rival_python:
        return {"ours": ours, "theirs": None}
    step = psplib.instance(file)
    problem = psplib.problem(step)
    ends = rival(said.rival_python, "_restart_rival", problem, said.seconds)["ends"]
    starts = [end - length for end, length in zip(ends, step.lengths, strict=True)]
    return {"ours": ours, "theirs": psplib.makespan(step, starts)}


def gaps(which: str, said: argparse.Namespace) -> dict[str, Any]:
    """Solve a sample of the library's instances."""
    rows: list[tuple[str, int, int, int | None]] = []
    for name, known in psplib.sample(said.psplib, which, said.sample, said.seed):
        found = kept(said, name, partial(solved, said.psplib / which / name, said))
        ours, theirs = found["ours"], found["theirs"]
        rows.append((name, known, ours, theirs))
        print(*rows[-1], file=sys.stderr, flush=True)
    rival_gaps = [100 * (theirs / known - 1) for _, known, _, theirs in rows if theirs is not None]
    return {
        "case": f"{which}: mean gap to the best known makespan",
        "size": len(rows),
        "search_cpu_s": said.seconds,
        "unit": "%",
        "rate": round(statistics.fmean(100 * (ours / known - 1) for _, known, ours, _ in rows), 3),
        "rival": "CP-SAT, one worker" if rival_gaps else None,
        "rival_rate": round(statistics.fmean(rival_gaps), 3) if rival_gaps else None,
        "each": rows,
    }


def main() -> None:
    """Print one document."""
    parser = argparse.ArgumentParser(prog="bench.restart")
    parser.add_argument("--estate", type=int, nargs="*", default=[], help="numbers of gates")
    parser.add_argument("--seeds", type=int, default=10, help="estates of each size")
    parser.add_argument("--psplib", type=Path, help="folder with j60, j120 and their best known")
    parser.add_argument("--sample", type=int, default=20, help="instances of each set")
    parser.add_argument("--seed", type=int, default=0, help="of the sample; the first estate")
    parser.add_argument("--seconds", type=float, default=10.0, help="CPU-seconds of a search")
    parser.add_argument("--rolling", type=int, default=0, help="restarts planned anew every day")
    parser.add_argument("--rival-python", help="a Python that has ortools")
    parser.add_argument("--proof-seconds", type=float, default=60.0, help="CPU-seconds of proofs")
    parser.add_argument("--keep", type=Path, help="folder for what was measured")
    parser.add_argument("--sides", nargs="*", help="only these; all when none is named")
    parser.add_argument(
        "--side", choices=(*SIDES, "replan", "rolling"), help="one, in this process"
    )
    parser.add_argument("--file", type=Path, help="one instance of the library, in this process")
    parser.add_argument("--json", action="store_true", help="the only form there is")
    said = parser.parse_args()
    if said.file:
        print(json.dumps(psplib.solved(said.file, said.seconds)))
    elif said.side:
        print(json.dumps(one_side(said)))
    else:
        sizes = said.estate or ([] if said.psplib else SIZES)
        rows = [row for gates in sizes for row in results(gates, said)]
        if said.psplib:
            rows += [gaps(which, said) for which in psplib.SETS]
        _measure.report("restart", rows)


if __name__ == "__main__":
    main()
