"""The restart's bench prints one document, and its checkers find what is wrong."""

import argparse
import json
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench import _restart_passing as passing
from bench import _restart_psplib as psplib
from bench import _restart_published as published
from bench import _restart_sides as sides
from bench import restart as bench
from bench import restart_instances as instances
from bench._restart_case import Case
from bench._restart_check import fault
from bench._restart_published import Instance
from bench._restart_rolling import rolled
from blackstart.estate.restart import restart
from blackstart.estate.search import compiled
from blackstart.estate.work import Work
from blackstart.exercise.estates import DAY, estate
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


def test_an_estate_is_measured() -> None:
    """One small estate: no loss beyond the rule's, none below the bound."""
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
    assert 0 < by_case["likely hours: bound by linear programme, share of the loss", "%"][0] <= 100


def test_an_estate_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes again; kept plans are checked and go into the table, the better one stays."""
    monkeypatch.setattr(published, "TABLE", tmp_path / "known.csv")
    case = Case.unsearched(90, 1)
    ends = [round(end * 60) for end in case.rule_ends(case.rules["tiers"])]
    (tmp_path / "90_1_search.json").write_text(json.dumps({"ends_minutes": ends}))
    later = [end + 60 for end in ends]
    (tmp_path / "90_1_rival.json").write_text(json.dumps({"ends": later}))
    plans = published.kept_plans(tmp_path, 90, 1)
    row = published.known(90, 1, plans, published.kept_bound(tmp_path, 90, 1))
    assert (row.best, row.found_by, row.gates) == (row.tiers, "Blackstart", 90)
    assert 0 < row.bound <= row.best
    (tmp_path / "90_1_proof.json").write_text(json.dumps({"bound": row.bound + 60}))
    proven = published.known(90, 1, plans, published.kept_bound(tmp_path, 90, 1))
    assert proven.bound == row.bound + 60
    published.keep([row])
    published.keep([replace(row, best=row.best + 1, found_by="somebody")])
    assert [(kept["best"], kept["found_by"]) for kept in published.table()] == [
        (str(row.best), "Blackstart")
    ]
    digests = list(instances.write(tmp_path / "made", [(90, 1)]))
    written = (tmp_path / "made" / "estate_90_1.json").read_bytes()
    assert digests == [f"{sha256(written).hexdigest()}  estate_90_1.json"]
    assert row.sha256 == sha256(written).hexdigest()
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps({"instance": "estate_90_1", "ends": later}))
    worse = 60 * sum(worth for worth, _ in json.loads(written)["targets"])
    assert instances.checked(plan)["loss"] == row.tiers + worse
    plan.write_text(json.dumps({"instance": "estate_90_1", "ends": [0] * 90}))
    with pytest.raises(SystemExit, match="starts before the plan"):
        instances.checked(plan)


def test_the_table_is_of_these_instances() -> None:
    """The first row's file is made again to the byte, and no row claims less than its bound."""
    rows = list(published.table())
    made, _ = Instance.of(*instances.size_and_seed(rows[0]["instance"]))
    assert made.sha256 == rows[0]["sha256"]
    assert all(0 < int(row["bound"]) <= int(row["best"]) for row in rows)


def test_what_was_measured_is_kept(tmp_path: Path) -> None:
    """A measurement is made once; the next call reads it."""
    said = argparse.Namespace(keep=tmp_path / "kept")
    assert bench.kept(said, "one", lambda: {"rate": 1}) == {"rate": 1}
    assert bench.kept(said, "one", lambda: {"rate": 2}) == {"rate": 1}
    assert bench.kept(argparse.Namespace(keep=None), "one", lambda: {"rate": 2}) == {"rate": 2}


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

    def same(left: Work) -> tuple[list[int], dict[int, int]]:
        begun = left.gates["begun_hours"].is_not_null().to_list()
        places = [order[gate] for gate in left.gates.select("service", "gate").rows()]
        ranks = [-1 if goes_on else place for place, goes_on in zip(places, begun, strict=True)]
        return ranks, {}

    once = compiled.ends(compiled.tasks_of(made.work), np.arange(18.0), hours[np.newaxis])[0]
    assert rolled(made.work, hours, [8, 17], same).tolist() == pytest.approx(once.tolist())
