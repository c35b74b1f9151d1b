"""What the main job takes: a whole incident run to the end by the command line, and run again.

The dossiers are the public case at other scales: with the documents grow firms, receipts, order
lines, vehicles and money, so every room's work grows alike. The first run makes the database, reads
and decides everything; the second one on unchanged input decides nothing. Both are measured with
start and stop of Python and of PostgreSQL. No other program does this job, so there is no rival.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import _measure
from blackstart.exercise.build import build
from blackstart.exercise.recipe import read

SIZES = (1_000, 10_000, 100_000)
RECIPE = Path(__file__).parents[1] / "exercises" / "jlr-2025" / "recipe.toml"
DOCUMENTS_A_SCALE = 5_650  # files that the recipe makes at scale 1, counted
PROGRAM = Path(sys.executable).parent / "blackstart"


def result(size: int) -> Iterator[dict[str, Any]]:
    """Measure one size: the first run on a new data folder, and the second."""
    with _measure.fresh_folder() as folder:
        build(read(RECIPE), folder / "dossier", size / DOCUMENTS_A_SCALE)
        words = [str(PROGRAM), "run", str(folder / "dossier"), "--once", "--json"]
        environment = {"BLACKSTART_HOME": str(folder / "home"), "BLACKSTART_DATABASE_URL": ""}
        for case in ("first run", "second run"):
            used = _measure.measured(words, environment)
            checked(used.printed, again=case == "second run")
            documents = used.printed["load"]["documents"]["files"]
            yield {
                "case": case,
                "size": documents,
                "cpu_s": round(used.cpu_s, 2),
                "wall_s": round(used.wall_s, 2),
                "peak_mb": round(used.peak_mb, 1),
                "rate": round(documents / used.wall_s, 1),
                "unit": "documents/s",
                "rival": None,
                "rival_rate": None,
                "ratio": None,
                "step_wall_s": used.printed["seconds"],
            }


def checked(document: dict[str, Any], *, again: bool) -> None:
    """End the bench if a run did not do what it was to do."""
    unread, performed = document["load"]["documents_unread"], document["performed"]
    if unread or again == bool(performed):
        sys.exit(f"{unread} documents unread, performed: {performed}")


def main() -> None:
    """Print one JSON document."""
    sizes = _measure.sizes_asked(__doc__ or "", SIZES)
    results = [found for size in sizes for found in result(size)]
    _measure.growth(results)
    _measure.report("run", results)


if __name__ == "__main__":
    main()
