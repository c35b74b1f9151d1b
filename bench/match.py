"""How fast invoices are deduplicated and matched three ways, and receipts self-billed.

Claim: 1,000,000 invoice lines are checked, deduplicated and matched in 15 CPU seconds at most, in
one call that decides on each invoice and says why; and 20,000 receipts become self-billed invoices,
none of them twice, also when the suppliers send invoices of their own afterwards. The rival is
SQLite with the same joins; it does less (see `_match_rival`). Each case is a process of its own;
frames in memory to frames in memory, reading them in is not counted. `found` says what became of
the invoices.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from bench import _match_rival, _match_world, _measure
from blackstart.day.step import upsert
from blackstart.day.tables import table
from blackstart.payables import findings
from blackstart.payables.desk import decide
from blackstart.payables.inbox import Inbox, Outbox

SIZES = (10_000, 100_000, 1_000_000)
RECEIPTS_MAX = 20_000
LINES_A_RECEIPT_MAX = 3
MATCH, AGAIN, OWN, LATER = "match", "match again", "self-bill", "invoices after self-bills"
NAMES = {
    findings.DUPLICATE.code: "copies",
    findings.ALIKE.code: "alike",
    findings.PRICE_ABOVE.code: "dear",
    findings.SELF_BILLED.code: "self-billed already",
    findings.QUANTITY_ABOVE.code: "short",
    findings.NO_RECEIPT.code: "short",
    None: "matched",
}


def decided(box: Inbox) -> tuple[Outbox, dict[str, Any]]:
    """Decide on all that lies on the desk; say how long it took."""
    cpu_s, wall_s = time.process_time(), time.perf_counter()
    out = decide(box, capacity=0, day=_match_world.DAY)
    took = {"cpu_s": time.process_time() - cpu_s, "wall_s": time.perf_counter() - wall_s}
    return out, took


def counted(debts: pl.DataFrame) -> dict[str, int]:
    """Count debts by what became of them."""
    counts: dict[str, int] = {}
    for code, number in debts.group_by("code").len().sort("code", nulls_last=False).iter_rows():
        counts[NAMES[code]] = counts.get(NAMES[code], 0) + number
    return counts


def kept(box: Inbox, out: Outbox) -> Inbox:
    """Keep what was decided, as the store would."""
    return replace(
        box,
        invoices=upsert(box.invoices, out.invoices, table("invoices").key),
        lines=upsert(box.lines, out.lines, table("invoice_lines").key),
        debts=upsert(box.debts, out.debts, table("debts").key),
        billed=upsert(box.billed, out.billed, table("billed_receipts").key),
        findings=upsert(box.findings, out.findings, table("invoice_findings").key),
    )


def matching(box: Inbox, *, again: bool) -> dict[str, Any]:
    """Match suppliers' invoices, or those that are held once more."""
    out, took = decided(box)
    found = counted(out.debts)
    if again:
        out, took = decided(kept(box, out))
        if out.debts.height or out.billed.height:
            sys.exit("asked again, the desk changed its mind")
    return {**took, "found": found}


def self_billing(box: Inbox, *, later: bool) -> dict[str, Any]:
    """Bill all receipts ourselves; then let every supplier send its own invoice."""
    out, took = decided(replace(box, invoices=box.invoices.clear(), lines=box.lines.clear()))
    bare = replace(box, invoices=out.invoices, lines=out.lines)
    if not later:
        return {**took, "found": _once(box, out.billed, out.invoices.height)}
    both = pl.concat([box.invoices, bare.invoices]), pl.concat([box.lines, bare.lines])
    after, took = decided(
        replace(box, invoices=both[0], lines=both[1], debts=out.debts, billed=out.billed)
    )
    if after.invoices.height or after.billed.height:
        sys.exit("something was billed twice")
    return {**took, "found": counted(after.debts)}


def _once(box: Inbox, billed: pl.DataFrame, invoices: int) -> dict[str, int]:
    """Check that each receipt line is billed once and in full."""
    key = ["receipt_no", "line_no"]
    sums = billed.group_by(key).agg(pl.col("quantity_micro").sum(), pl.len())
    exact = sums.join(box.receipts, on=[*key, "quantity_micro"]).filter(pl.col("len") == 1)
    if not exact.height == sums.height == box.receipts.height:
        sys.exit("a receipt was not billed, or billed twice")
    return {"invoices": invoices, "receipt lines": sums.height}


def once(case: str, folder: Path) -> dict[str, Any]:
    """Perform one case on the tables of a folder."""
    tables = {file.stem: pl.read_parquet(file) for file in sorted(folder.glob("*.parquet"))}
    box = _match_world.inbox(tables)
    if case in (MATCH, AGAIN):
        return matching(box, again=case == AGAIN)
    return self_billing(_match_world.all_agreed(box), later=case == LATER)


def result(case: str, folder: Path, size: int) -> dict[str, Any]:
    """Measure one case, and the rival where it has one, each in a process of its own."""
    words = [sys.executable, "-m", "bench.match", "--case"]
    ours = _measure.measured([*words, case, str(folder)])
    theirs = _measure.measured([*words, "rival", str(folder)]) if case == MATCH else None
    took = ours.printed
    if theirs and theirs.printed["found"]["copies"] != took["found"]["copies"]:
        sys.exit(f"copies: {took['found']}, the rival {theirs.printed['found']}")
    rate = size / took["cpu_s"]
    rival_rate = size / theirs.printed["cpu_s"] if theirs else None
    return {
        "case": case,
        "size": size,
        "cpu_s": round(took["cpu_s"], 3),
        "wall_s": round(took["wall_s"], 3),
        "peak_mb": round(ours.peak_mb, 1),
        "rate": round(rate),
        "unit": "lines per CPU second" if case in (MATCH, AGAIN) else "receipts per CPU second",
        "rival": "SQLite" if theirs else None,
        "rival_rate": round(rival_rate) if rival_rate else None,
        "rival_found": theirs.printed["found"] if theirs else None,
        "rival_peak_mb": round(theirs.peak_mb, 1) if theirs else None,
        "ratio": round(rate / rival_rate, 2) if rival_rate else None,
        "found": took["found"],
    }


def measured(size: int) -> Iterator[dict[str, Any]]:
    """Measure matching at a size, and self-billing of as many receipts, but of 20,000 at most."""
    receipts = min(size, RECEIPTS_MAX)
    yield from _cases((MATCH, AGAIN), _match_world.world(size), size)
    own = _match_world.world(receipts * LINES_A_RECEIPT_MAX)
    first = own["receipts"]["receipt_no"].unique(maintain_order=True).head(receipts)
    own["receipts"] = own["receipts"].filter(pl.col("receipt_no").is_in(first.implode()))
    yield from _cases((OWN, LATER), own, receipts)


def _cases(
    cases: tuple[str, ...], tables: dict[str, pl.DataFrame], size: int
) -> Iterator[dict[str, Any]]:
    with _measure.fresh_folder() as folder:
        for name, rows in tables.items():
            rows.write_parquet(folder / f"{name}.parquet")
        yield from (result(case, folder, size) for case in cases)


def main() -> None:
    """Print one JSON document."""
    sizes = _measure.sizes_asked(__doc__ or "", SIZES)
    results = [found for size in sizes for found in measured(size)]
    _measure.growth(results)
    _measure.report("match", results)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--case"]:
        place = Path(sys.argv[3])
        rival = sys.argv[2] == "rival"
        _measure.print_case(_match_rival.rival(place) if rival else once(sys.argv[2], place))
    else:
        main()
