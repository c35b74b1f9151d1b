"""How fast documents become debts, and what a second worker adds.

A dossier like the public case, with a heap of documents in four formats and the orders, receipts
and firms that they are about; its parts and cars are few, since no document is about them. The
clock runs from the first look at the folder until every document is read, judged by the rules of
EN 16931, checked, matched, and its debt and the event are committed by a server that loses
nothing. Start and stop of Python and PostgreSQL are in `whole_s` alone. The claim: 100,000
documents in 90 seconds on two cores with two workers, which is 1.5 × the rate of one. Both runs
must make the same debts.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench import _measure
from blackstart.exercise.build import build
from blackstart.exercise.recipe import Recipe, read

SIZES = (1_000, 10_000, 100_000)
RECIPE = Path(__file__).parents[1] / "exercises" / "jlr-2025" / "recipe.toml"
SHARES = {"ubl": 0.5, "cii": 0.2, "edifact": 0.2}  # of the suppliers; the rest send CSV tables
DOCUMENTS_A_SCALE = 6_100  # files that this recipe makes at scale 1, counted
WORKERS = (1, 2)


def recipe() -> Recipe:
    """Give the public case with four formats, and without what no document is about."""
    whole = read(RECIPE)
    shares = {f"{name}_share": share for name, share in SHARES.items()}
    parts = replace(whole.parts, parts=60, order_lines=300)
    vehicles = replace(whole.vehicles, vehicles=80, retailers=10)
    trade = replace(whole.trade, **shares)  # type: ignore[arg-type]  # its floats by name
    return replace(whole, name="capacity", trade=trade, parts=parts, vehicles=vehicles)


def mix(documents: Path) -> dict[str, dict[str, int]]:
    """Count a heap's files and their mean size, by format."""
    found = {}
    for folder in sorted(documents.iterdir()):
        sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
        found[folder.name] = {"files": len(sizes), "mean_bytes": round(sum(sizes) / len(sizes))}
    return found


def result(size: int) -> Iterator[dict[str, Any]]:
    """Measure one size: with one worker, and with two."""
    with _measure.fresh_folder() as folder:
        build(recipe(), folder / "dossier", size / DOCUMENTS_A_SCALE)
        heap = mix(folder / "dossier" / "documents")
        alone = None
        for workers in WORKERS:
            home = {"BLACKSTART_HOME": str(folder / f"home-{workers}")}
            words = [sys.executable, "-m", "bench._capacity_ours", str(folder), str(workers)]
            used = _measure.measured(words, home)
            found = used.printed
            alone = alone or found
            checked(found, alone)
            yield {
                "case": f"{workers} worker{'s' * (workers > 1)}",
                "size": found["documents"],
                "cpu_s": round(used.cpu_s, 2),
                "wall_s": round(found["wall_s"], 2),
                "whole_s": round(used.wall_s, 2),
                "peak_mb": round(used.peak_mb, 1),
                "rate": round(found["documents"] / found["wall_s"], 1),
                "unit": "documents/s",
                "rival": None,
                "rival_rate": None,
                "ratio": round(alone["wall_s"] / found["wall_s"], 3),
                "part_wall_s": found["seconds"],
                "mix": heap,
                "states": found["states"],
            }


def checked(found: dict[str, Any], alone: dict[str, Any]) -> None:
    """End the bench if documents were left, or if the workers together made other debts."""
    if found["unread"] or found["debts_sha256"] != alone["debts_sha256"]:
        sys.exit(f"{found['unread']} unread; debts {found['states']}, alone {alone['states']}")


def main() -> None:
    """Print one JSON document."""
    sizes = _measure.sizes_asked(__doc__ or "", SIZES)
    results = [found for size in sizes for found in result(size)]
    _measure.growth(results)
    _measure.report("capacity", results)


if __name__ == "__main__":
    main()
