"""How fast a table is taken in: every row checked, bad ones set aside with place and reason.

The table is like `receipts`: 8 columns, and 1 row in 100 has a fault. Ours reads, checks, upserts
by primary key, and keeps each refused row with file, row, column, rule and value. The rival is
PostgreSQL's own COPY of the same file into text columns without a key, from psycopg: as fast as
rows can go in, and it checks nothing; a faulty row goes in like any other. `again` loads a newer
export with the same rows: nothing changes. Neither start nor set-up of the database is counted.
"""

import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench import _measure

SIZES = (10_000, 100_000, 1_000_000)
COLUMNS = "receipt_no,line_no,supplier,order_no,order_line,part,quantity_micro,received_on"
BAD_EVERY = 100
LINES_A_RECEIPT = 10
FIRST_DAY = date(2025, 1, 1)
# What is wrong with the bad rows, in turn: the column, and what stands there.
FAULTS = ((6, "ten"), (7, "2025-02-30"), (2, ""), (6, "-1000000"), (1, "0.5"))
RIVAL = "COPY, nothing checked"


def rows(size: int) -> Iterator[str]:
    """Write the rows of the table; the same size makes the same rows."""
    for number in range(size):
        receipt, line = divmod(number, LINES_A_RECEIPT)
        row = [
            f"GR{receipt:09}",
            str(line + 1),
            f"S{receipt % 997:06}",
            f"55{receipt % 9973:08}",
            str(10 * (line + 1)),
            f"P{number % 49_999:08}",
            str((number % 900 + 1) * 1_000_000),
            (FIRST_DAY + timedelta(days=receipt % 260)).isoformat(),
        ]
        if number % BAD_EVERY == BAD_EVERY - 1:
            column, value = FAULTS[number // BAD_EVERY % len(FAULTS)]
            row[column] = value
        yield ",".join(row)


def write(folder: Path, size: int) -> Path:
    """Write a dossier that holds the table and nothing else."""
    path = folder / "dossier" / "tables" / "receipts.csv"
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{COLUMNS}\n")
        file.writelines(f"{row}\n" for row in rows(size))
    return path


def result(size: int) -> Iterator[dict[str, Any]]:
    """Measure one size: ours and the rival, each in a process of its own, each on a new server."""
    used = {}
    for who in ("ours", "rival"):
        with _measure.fresh_folder() as folder:
            write(folder, size)
            words = [sys.executable, "-m", f"bench._load_{who}", str(folder)]
            used[who] = _measure.measured(words)
    bad = size // BAD_EVERY
    checked(used["ours"].printed["load"]["counts"], inserted=size - bad, refused=bad)
    checked(used["ours"].printed["again"]["counts"], unchanged=size - bad, refused=bad)
    checked(used["rival"].printed["load"], rows=size)
    theirs = used["rival"].printed["load"]
    for name, took in used["ours"].printed.items():
        rate, beside = size / took["wall_s"], name == "load"
        rival_rate = size / theirs["wall_s"]
        yield {
            "case": name,
            "size": size,
            "cpu_s": round(took["cpu_s"], 3),
            "wall_s": round(took["wall_s"], 3),
            "peak_mb": round(used["ours"].peak_mb, 1),
            "rate": round(rate),
            "unit": "rows/s",
            "rival": RIVAL if beside else None,
            "rival_rate": round(rival_rate) if beside else None,
            "rival_cpu_s": round(theirs["cpu_s"], 3) if beside else None,
            "rival_peak_mb": round(used["rival"].peak_mb, 1) if beside else None,
            "ratio": round(rate / rival_rate, 3) if beside else None,
        }


def checked(found: Mapping[str, int], **expected: int) -> None:
    """End the bench if a case did not do what it was to do."""
    if {name: found[name] for name in expected} != expected:
        sys.exit(f"expected {expected}, found {dict(found)}")


def main() -> None:
    """Print one JSON document."""
    sizes = _measure.sizes_asked(__doc__ or "", SIZES)
    results = [found for size in sizes for found in result(size)]
    _measure.growth(results)
    _measure.report("load", results)


if __name__ == "__main__":
    main()
