"""The case of `bench.load` that is ours: a dossier is taken in, and then a newer export of it."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import _measure
from blackstart.base.clock import SimulatedClock
from blackstart.base.today import Mode
from blackstart.post.dossier.folder import describe
from blackstart.store.database import open_store
from blackstart.work import intake

AT = datetime(2025, 9, 25, 3, tzinfo=UTC)


def taken_in(folder: Path) -> dict[str, Any]:
    """Take the dossier in, and a newer export with the same rows after it.

    Args:
        folder: holds the dossier; gets the data folder.
    """
    found: dict[str, Any] = {}
    with open_store(folder / "home", "bench", Mode.EXERCISE) as store:
        for name in ("load", "again"):
            with _measure.section(store.home.data) as took:
                dossier = describe(folder / "dossier", AT)
                loaded: Any = intake.load(store, dossier, SimulatedClock(AT), _nobody)
            found[name] = {**took, "counts": loaded["tables"]["receipts"]}
            (folder / "dossier" / "tables" / "receipts.csv").touch()
    return found


def _nobody(_line: str) -> None:
    """Tell nobody what is being done."""


if __name__ == "__main__":
    _measure.print_case(taken_in(Path(sys.argv[1])))
