"""Each bench prints one document of the agreed form, at a size that takes seconds."""

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
MACHINE = {"cpu", "cpus", "load_1_min", "memory_kb", "python", "system"}
KEYS = {
    "case",
    "size",
    "cpu_s",
    "wall_s",
    "peak_mb",
    "rate",
    "unit",
    "rival",
    "rival_rate",
    "ratio",
    "growth",
}


def printed(bench: str, *sizes: int) -> Any:  # noqa: ANN401 - any document
    """Run a bench as its user does, and give the one document that it prints."""
    words = [sys.executable, "-m", f"bench.{bench}", "--json", "--size", *map(str, sizes)]
    ended = subprocess.run(words, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    document = json.loads(ended.stdout)
    assert set(document) == {"bench", "machine", "results"}
    assert document["bench"] == bench
    assert set(document["machine"]) == MACHINE
    for result in document["results"]:
        assert set(result) >= KEYS
        assert min(result[key] for key in ("size", "cpu_s", "wall_s", "peak_mb", "rate")) > 0
    return document["results"]


@pytest.mark.slow
def test_load_measures_ours_and_the_rival() -> None:
    """Two sizes, ours loaded and loaded again, beside COPY; growth is CPU a row, before and now."""
    results = printed("load", 200, 2000)
    cases = [(result["case"], result["size"]) for result in results]
    assert cases == [("load", 200), ("again", 200), ("load", 2000), ("again", 2000)]
    first, _, second, _ = results
    assert first["rival"] == "COPY, nothing checked"
    assert first["growth"] is None
    grown = (second["cpu_s"] / 2000) / (first["cpu_s"] / 200)
    assert math.isclose(second["growth"], grown, abs_tol=0.05)
    assert math.isclose(first["ratio"], first["rate"] / first["rival_rate"], abs_tol=0.05)


@pytest.mark.slow
def test_run_measures_the_first_run_and_the_second() -> None:
    """A dossier of some fifty documents, with the time of each step, and no rival."""
    results = printed("run", 50)
    assert [result["case"] for result in results] == ["first run", "second run"]
    assert {result["rival"] for result in results} == {None}
    assert results[0]["size"] == results[1]["size"]
    assert set(results[0]["step_wall_s"]) == set(results[1]["step_wall_s"])


@pytest.mark.slow
def test_match_decides_bills_and_never_bills_twice() -> None:
    """Invoices matched beside SQLite, receipts self-billed, and the suppliers' own ones held."""
    match, again, own, later = printed("match", 1000)
    assert [match["case"], again["case"]] == ["match", "match again"]
    assert match["rival"] == "SQLite"
    assert match["found"]["copies"] == match["rival_found"]["copies"] > 0
    assert min(match["found"][name] for name in ("matched", "dear", "short")) > 0
    assert own["found"]["invoices"] == own["size"] == 1000
    assert later["found"]["self-billed already"] > 900
    assert "matched" not in later["found"]


@pytest.mark.slow
def test_capacity_sets_two_workers_beside_one() -> None:
    """Files in four formats become debts, the same whoever reads them; the ratio is of the wall."""
    alone, two = printed("capacity", 160)
    assert [alone["case"], two["case"]] == ["1 worker", "2 workers"]
    assert {alone["rival"], two["rival"]} == {None}
    assert set(alone["mix"]) == {"ubl", "cii", "csv", "edifact"}
    assert alone["size"] == sum(one["files"] for one in alone["mix"].values())
    assert alone["states"] == two["states"]
    assert alone["states"]["invoice"]["posted"] > 0
    assert alone["ratio"] == 1
    assert math.isclose(two["ratio"], alone["wall_s"] / two["wall_s"], abs_tol=0.05)
    for one in (alone, two):
        assert set(one["part_wall_s"]) == {"load", "read", "estate.plan", "invoices.decide"}
        assert sum(one["part_wall_s"].values()) <= one["wall_s"] + 0.05 < one["whole_s"]
