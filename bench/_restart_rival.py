"""CP-SAT as the rival, one worker, within some CPU-seconds: one file in, one document out.

Nothing of ours is imported, so that it runs in a Python of its own that has ortools:

    RIVAL_PYTHON bench/_restart_rival.py problem.json CPU_SECONDS

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
from typing import Any

from ortools.sat.python import cp_model

LOOK_SECONDS = 0.05


def model(said: dict[str, Any]) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
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
    lost = []
    for worth, steps in said["targets"]:
        back = made.new_int_var(0, horizon, "")
        made.add_max_equality(back, [ends[step] for step in steps])
        lost.append(worth * back)
        if hint:
            made.add_hint(back, max(hint[step] for step in steps))
    for end, told in zip(ends, hint or (), strict=False):
        made.add_hint(end, told)
    made.minimize(sum(lost))
    return made, ends


def solve(said: dict[str, Any], cpu_s: float) -> list[int]:
    """Give the end of every step in the best plan that was found in the time."""
    limit = time.process_time() + cpu_s
    made, ends = model(said)
    solver, done = cp_model.CpSolver(), threading.Event()
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
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return [solver.value(end) for end in ends]
    one_by_one = [sum(said["lengths"][: step + 1]) for step in range(len(ends))]
    return list(said.get("hint") or one_by_one)


def main() -> None:
    """Print one JSON document."""
    said = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    ends = solve(said, float(sys.argv[2]))
    print(json.dumps({"ends": ends, "cpu_s": time.process_time()}))


if __name__ == "__main__":
    main()
