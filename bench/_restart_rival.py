"""CP-SAT as the rival, one worker, within some CPU-seconds: one file in, one document out.

Nothing of ours is imported, so that it runs in a Python of its own that has ortools:

    RIVAL_PYTHON -m bench._restart_rival problem.json CPU_SECONDS

A problem has `lengths` and `after` by step, what there is of each thing (`there`), what a step
takes of it (`wants`), and targets: a worth and the steps that must have ended. What is minimised is
worth times the end of each target, summed up. `hint` is the end of each step in a plan to begin
with.
"""

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

from ortools.sat.python import cp_model

LOOK_SECONDS = 0.05


class Model(NamedTuple):
    """A problem as CP-SAT sees it: by step its end, by target its return, and what is lost."""

    made: cp_model.CpModel
    ends: list[cp_model.IntVar]
    backs: list[cp_model.IntVar]
    lost: cp_model.LinearExpr


def model(said: dict[str, Any]) -> Model:
    """Put a problem into intervals, cumulative limits and one end for each target."""
    made, lengths, hint = cp_model.CpModel(), said["lengths"], said.get("hint")
    horizon = max(hint) if hint else sum(lengths)
    ends = [made.new_int_var(length, horizon, "") for length in lengths]
    spans = [
        made.new_interval_var(end - length, length, end, "")
        for end, length in zip(ends, lengths, strict=True)
    ]
    for step, others in enumerate(said["after"]):
        for other in others:
            made.add(ends[other] - lengths[other] >= ends[step])
    for thing, there in enumerate(said["there"]):
        own = [step for step, wants in enumerate(said["wants"]) if wants[thing]]
        takes = [said["wants"][step][thing] for step in own]
        made.add_cumulative([spans[step] for step in own], takes, there)
    backs = [_back(made, [ends[step] for step in steps], horizon) for _, steps in said["targets"]]
    worths = [worth for worth, _ in said["targets"]]
    return Model(made, ends, backs, cp_model.LinearExpr.weighted_sum(backs, worths))


def _back(made: cp_model.CpModel, ends: list[cp_model.IntVar], horizon: int) -> cp_model.IntVar:
    if len(ends) == 1:
        return ends[0]
    back = made.new_int_var(0, horizon, "")
    made.add_max_equality(back, ends)
    return back


def solve(said: dict[str, Any], cpu_s: float) -> list[int]:
    """Give the end of every step in the best plan that was found in the time."""
    limit = time.process_time() + cpu_s
    problem, hint = model(said), said.get("hint")
    if hint:
        told = [max(hint[step] for step in steps) for _, steps in said["targets"]]
        known = dict(zip(problem.ends, hint, strict=True))
        known |= dict(zip(problem.backs, told, strict=True))  # some returns are ends of steps
        for variable, value in known.items():
            problem.made.add_hint(variable, value)
    problem.made.minimize(problem.lost)
    solver = cp_model.CpSolver()
    status = within(solver, problem.made, limit)
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return [solver.value(end) for end in problem.ends]
    one_by_one = [sum(said["lengths"][: step + 1]) for step in range(len(problem.ends))]
    return list(hint or one_by_one)


def within(solver: cp_model.CpSolver, made: cp_model.CpModel, limit: float) -> Any:  # noqa: ANN401 - a status of theirs
    """Solve with one worker until this process has used so many CPU-seconds."""
    done = threading.Event()
    solver.parameters.num_workers = 1

    def watch() -> None:
        while not done.wait(LOOK_SECONDS):
            if time.process_time() > limit:
                solver.stop_search()

    watcher = threading.Thread(target=watch)
    watcher.start()
    status = solver.solve(made)
    done.set()
    watcher.join()
    return status


def main() -> None:
    """Print one JSON document."""
    said = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    ends = solve(said, float(sys.argv[2]))
    print(json.dumps({"ends": ends, "cpu_s": time.process_time()}))


if __name__ == "__main__":
    main()
