"""The restart's bench prints one document, and its checkers find what is wrong."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench import _restart_passing as passing
from bench import _restart_psplib as psplib
from bench import _restart_sides as sides
from bench import restart as bench
from bench._restart_case import Case
from bench._restart_check import fault
from bench._restart_estates import DAY, estate
from bench._restart_rolling import rolled
from blackstart.estate.restart import restart
from blackstart.estate.search import compiled
from blackstart.estate.work import Work
from tests.bench.test_benches import CHECKOUT, MACHINE
from tests.estate.made import chain, frame, planned, services
from tests.estate.test_schedule import Gate, work

PROJECT = """************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     3       2
  3      1     2       1
  4      1     0       0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1
    2
************************************************************************
"""


def printed(*words: str) -> Any:  # noqa: ANN401 - any document
    """Run the bench as its user does, and give the one document that it prints."""
    command = [sys.executable, "-m", "bench.restart", "--json", *words]
    ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    document = json.loads(ended.stdout)
    assert set(document) == {"bench", "machine", "results"}
    assert set(document["machine"]) == MACHINE
    return document["results"]


def test_an_estate_is_measured_and_published(tmp_path: Path) -> None:
    """One small estate: figures with their interval, and a problem that others can solve."""
    made = restart(estate(90, 1), DAY)
    case = Case.of(made)
    runs: dict[str, dict[str, Any]] = {
        side: {"best_rule_lost": case.rules_lost[case.best_rule()], "rules_lost": case.rules_lost}
        | does(case, 0.05)
        for side, does in bench.SIDES.items()
    }
    runs["plan"] |= {"plan_wall_s": 1.0, "plan_cpu_s": 1.0}
    runs["replan"] = sides.replan(made, estate(90, 1))
    by_case = {(case, unit): values for case, unit, values in bench.figures([runs])}
    assert by_case["likely hours: search, better than the best rule", "%"][0] >= 0
    assert 0 < by_case["likely hours: bound, share of the loss", "%"][0] <= 100
    problem, ends = runs["search"]["problem"], runs["search"]["ends_minutes"]
    bench.publish(tmp_path, "small", problem, ends, runs)
    said = json.loads((tmp_path / "small.json").read_text(encoding="utf-8"))
    assert len(said["lengths"]) == len(said["after"]) == len(said["best_known"]["ends"]) == 90
    assert said["lower_bound"] <= said["best_known"]["loss"] <= min(said["rules"].values())
    assert case.lost_minutes(said["best_known"]["ends"]) == pytest.approx(
        said["best_known"]["loss"]
    )


@pytest.mark.slow
def test_a_project_of_the_library_is_solved(tmp_path: Path) -> None:
    """Two steps that want three of two: one after the other, and no gap to the best known."""
    for which in psplib.SETS:
        (tmp_path / which).mkdir()
        (tmp_path / which / "one.sm").write_text(PROJECT, encoding="ascii")
        known = "file,best_known_makespan\none.sm,5\n"
        (tmp_path / f"{which}_best_known.csv").write_text(known, encoding="utf-8")
    results = printed("--psplib", str(tmp_path), "--sample", "1", "--seconds", "0.1")
    assert [(result["rate"], result["rival_rate"]) for result in results] == [(0, None)] * 2


def test_the_checkers_find_what_is_wrong(tmp_path: Path) -> None:
    """Too early, after the wrong one, and more than there is; a right plan passes."""
    two = work((2.0, 0, 1, ()), (3.0, 0, 2, (0,)), (4.0, 0, 1, ()))
    assert fault(two, (2, 3, 4), (2, 9, 4)) == ""
    assert "before the plan" in fault(two, (2, 3, 4), (1, 9, 4))
    assert "before gate 0" in fault(two, (2, 3, 4), (7, 9, 4))
    assert "3 are wanted" in fault(two, (2, 3, 4), (2, 5, 4))
    (tmp_path / "one.sm").write_text(PROJECT, encoding="ascii")
    said = psplib.instance(tmp_path / "one.sm")
    assert psplib.makespan(said, [0, 0, 3, 5]) == 5
    assert "before the beginning" in psplib.fault(said, [-1, 0, 3, 5])
    assert "before step" in psplib.fault(said, [0, 0, 3, 4])
    assert "than there is" in psplib.fault(said, [0, 0, 0, 5])


def test_the_usual_dispatch_passes_over() -> None:
    """A gate for two waits until both are free at once; ours holds one back for it."""
    gates: list[Gate] = [
        (3.0, 0, 1, ()),
        (2.0, 0, 1, ()),
        (2.0, 0, 2, ()),
        (2.0, 0, 1, ()),
        (2.0, 0, 1, ()),
    ]
    made = work(*gates)
    tasks, key = compiled.tasks_of(made), np.array([0.0, 1.0, 2.0, 3.0, 4.0])
    hours = np.array([[gate[0] for gate in gates]])
    assert passing.ends(tasks, key, hours).tolist() == [[3, 2, 7, 4, 5]]
    assert compiled.ends(tasks, key, hours).tolist() == [[3, 2, 5, 7, 7]]


def test_a_restart_planned_anew_every_day_ends_as_it_would() -> None:
    """With one order all along, cutting the restart into days changes nothing."""
    made = planned(
        services=services("a", "b"),
        gates=frame("gates", *chain("a", hours_likely=7.0), *chain("b", hours_likely=5.0)),
        teams=frame("teams", {"people": 1}),
    )
    hours = np.random.default_rng(3).uniform(1, 30, 18)
    order = dict(zip(made.work.gates.select("service", "gate").rows(), range(18), strict=True))

    def same(left: Work) -> list[int]:
        begun = left.gates["begun_hours"].is_not_null().to_list()
        places = [order[gate] for gate in left.gates.select("service", "gate").rows()]
        return [-1 if goes_on else place for place, goes_on in zip(places, begun, strict=True)]

    once = compiled.ends(compiled.tasks_of(made.work), np.arange(18.0), hours[np.newaxis])[0]
    assert rolled(made.work, hours, [8, 17], same).tolist() == pytest.approx(once.tolist())
