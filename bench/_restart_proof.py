"""Proofs by CP-SAT that every plan loses at least so much: one file in, one document out.

Nothing of ours is imported, as in `_restart_rival.py`:

    RIVAL_PYTHON -m bench._restart_proof problem.json CPU_SECONDS

To minimise and to wait for the solver's own bound proves far less than to claim that a plan loses
less than so much, and to have that refuted (destructive bounds: Klein and Scholl 1999). `bound` of
the problem is what is known already. The horizon is all lengths one after the other: some best plan
never pauses as a whole, so it ends by then.
"""

import json
import math
import sys
import time
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

from bench._restart_rival import model, within

# Claims rise by this share of what is proven; what is not refuted in time is claimed less boldly.
STEP, STEP_MIN = 0.01, 0.001
# The share of the time that is left which a claim may take.
TURN = 0.5


def cut_down(said: dict[str, Any]) -> dict[str, Any]:
    """Leave out the steps that no target waits for: without them no plan loses more.

    Times are counted in the largest unit that all lengths are multiples of: some best plan starts
    every step at a sum of lengths.
    """
    before: list[list[int]] = [[] for _ in said["lengths"]]
    for step, others in enumerate(said["after"]):
        for other in others:
            before[other].append(step)
    kept, new = set[int](), {step for _, steps in said["targets"] for step in steps}
    while new:
        kept |= new
        new = {other for step in new for other in before[step]} - kept
    rows = sorted(kept)
    number = {step: place for place, step in enumerate(rows)}
    unit = math.gcd(*said["lengths"])
    return {
        "unit": unit,
        "lengths": [said["lengths"][step] // unit for step in rows],
        "after": [[number[one] for one in said["after"][step] if one in number] for step in rows],
        "there": said["there"],
        "wants": [said["wants"][step] for step in rows],
        "targets": [(worth, [number[one] for one in steps]) for worth, steps in said["targets"]],
    }


def refuted(said: dict[str, Any], claim: int, limit: float) -> bool:
    """Tell whether it is proven that no plan loses this much or less."""
    problem = model(said)
    problem.made.add(problem.lost <= claim)
    solver = cp_model.CpSolver()
    solver.parameters.linearization_level = 2
    solver.parameters.use_strong_propagation_in_disjunctive = True
    return bool(within(solver, problem.made, limit) == cp_model.INFEASIBLE)


def proven(said: dict[str, Any], cpu_s: float) -> int:
    """Raise the bound as far as the time goes."""
    until = time.process_time() + cpu_s
    small, bound, step = cut_down(said), said["bound"], STEP
    while step > STEP_MIN and time.process_time() < until:
        now = time.process_time()
        claim = math.ceil(bound * (1 + step)) // small["unit"]
        if refuted(small, claim, now + TURN * (until - now)):
            bound = claim * small["unit"]
        else:
            step /= 2
    return int(bound)


def main() -> None:
    """Print one JSON document."""
    said = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    bound = proven(said, float(sys.argv[2]))
    print(json.dumps({"bound": bound, "cpu_s": time.process_time()}))


if __name__ == "__main__":
    main()
