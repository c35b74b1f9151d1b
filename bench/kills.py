"""Kill -9 again and again while documents go from file to debt: nothing is lost, nothing twice.

Three workers read while a fourth process takes the files in; then a fifth one decides. One kill in
ten falls on the one who takes in, one in ten on the one who decides, at moments drawn by a fixed
seed; the others fall on workers, evenly over the heap. Whoever is killed is replaced. Beside it the
same dossier goes through without a kill, and afterwards every table that a document makes must be
the same, each document read by one committed transaction, and each step recorded once. Besides: how
long it takes until an idle worker has what a dead one had begun; and a worker that is stopped for
longer than its lease changes nothing when it wakes. A difference ends it with 1.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import _measure
from bench.capacity import DOCUMENTS_A_SCALE, recipe
from blackstart.base.today import Mode
from blackstart.exercise.build import build
from blackstart.store import frames
from blackstart.store.database import Store, open_store

DOCUMENTS, KILLS, FEW = 20_000, 100, 60
TABLES = (
    "documents invoices invoice_lines invoice_findings debts billed_receipts plan rates".split()
)
ONCE = ("dossier.load", "estate.plan", "invoices.decide")
SAID = """
SELECT act, count(*), sum(coalesce((body::json -> 'facts' ->> 'documents')::bigint, 0))
FROM event WHERE act <> 'dossier.load' GROUP BY act
UNION ALL SELECT act, count(*), 0 FROM event WHERE act = 'dossier.load' GROUP BY act
"""
FACTS = "SELECT unnest(documents) FROM document_facts ORDER BY 1"
KEPT = "SELECT sha256 FROM original ORDER BY 1"


def results(size: int, kills: int) -> Iterator[dict[str, Any]]:
    """Let one heap go through with kills, beside the same one without."""
    with _measure.fresh_folder() as folder:
        build(recipe(), folder / "dossier", size / DOCUMENTS_A_SCALE)
        build(recipe(), folder / "few", FEW / DOCUMENTS_A_SCALE)
        files = sum(path.is_file() for path in (folder / "dossier" / "documents").rglob("*"))
        for case, blows in (("undisturbed", 0), ("killed", kills)):
            found = measured(folder, case, files, blows)
            yield {"case": case, **found, "rate": round(files / found["wall_s"], 1)}
        with (
            open_store(folder / "home", "undisturbed", Mode.EXERCISE) as calm,
            open_store(folder / "home", "killed", Mode.EXERCISE) as killed,
        ):
            differ = list(differences(calm, killed))
        for case in ("taken over", "woken"):
            found = measured(folder, case, FEW, 0)
            yield {"case": case, **found, "rate": round(FEW / found["wall_s"], 1)}
            if found["found"].get("changed"):
                differ.append("the woken worker changed something")
    if differ:
        sys.exit(f"different: {', '.join(differ)}")


def measured(folder: Path, case: str, size: int, kills: int) -> dict[str, Any]:
    """Run one case in a process of its own."""
    words = [sys.executable, "-m", "bench._kills_ours", case, str(folder), str(size), str(kills)]
    used = _measure.measured(words)
    struck = sum(used.printed.get("kills", {}).values())
    if struck < kills:
        sys.exit(f"only {struck} of {kills} kills hit a living process")
    return {
        "size": size,
        "cpu_s": round(used.cpu_s, 2),
        "wall_s": round(used.wall_s, 2),
        "peak_mb": round(used.peak_mb, 1),
        "unit": "documents/s",
        "rival": None,
        "rival_rate": None,
        "ratio": None,
        "found": used.printed,
    }


def differences(calm: Store, killed: Store) -> Iterator[str]:
    """Name what differs between the heap that nobody disturbed and the one with kills."""
    ours, theirs = looked(calm), looked(killed)
    yield from (name for name, rows in ours.items() if not rows.equals(theirs[name]))
    for statement in (FACTS, KEPT):
        if asked(calm, statement) != asked(killed, statement):
            yield statement
    documents = theirs["documents"].height
    if "received" in theirs["documents"]["state"]:
        yield "documents that nobody read"
    said = {str(act): (count, read) for act, count, read in asked(killed, SAID)}
    if said["documents.read"][1] != documents:
        yield f"{said['documents.read'][1]} documents read, of {documents}"
    yield from (f"{act} more than once" for act in ONCE if said[act][0] != 1)


def looked(store: Store) -> dict[str, Any]:
    """Give whole tables."""
    with store.transaction(steady=True) as conn:
        return {name: frames.read(conn, name) for name in TABLES}


def asked(store: Store, statement: str) -> list[tuple[Any, ...]]:
    """Ask the database itself."""
    with store.connect() as conn:
        return conn.execute(statement.encode()).fetchall()


def main() -> None:
    """Print one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", "--size", type=int, nargs="+", default=[DOCUMENTS])
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--json", action="store_true", help="the only form there is")
    options = parser.parse_args()
    found = [each for size in options.documents for each in results(size, options.kills)]
    _measure.growth(found)
    _measure.report("kills", found)


if __name__ == "__main__":
    main()
