"""Note what probes found; the record hears of each change, not of each run."""

from collections.abc import Iterable
from datetime import datetime

import polars as pl

from blackstart.base.canonical import Json, sha256
from blackstart.day.tables import table
from blackstart.estate.running.acts import Handed, evidence_row, other_bytes
from blackstart.estate.running.moves import MACHINE, Gate
from blackstart.estate.running.probing import Probe, Result, after, due
from blackstart.work.probes.probe_kind import Answer
from blackstart.work.restart_desk import Desk

ROUND = ("service", "gate", "round", "probe")


def note(desk: Desk, heard: Iterable[tuple[Probe, int, Answer]], began: datetime) -> None:
    """Note answers, but those that another process has just asked for as well.

    Args:
        desk: the running restart.
        heard: probe, round of its gate, and answer.
        began: when they were asked, by the machine's own clock.
    """
    results, files, bodies = [], [], {}
    for probe, round_, answer in heard:
        before = _before(desk, probe, round_)
        if not due(probe, before, began):
            continue
        ok, said = answer.ok, answer.said
        if ok and probe.keeps_as:
            handed = _handed(probe, answer)
            ok, said = _may_keep(desk, probe, round_, handed, said)
            if ok:
                files.append(evidence_row(_gate(probe), round_, handed, desk.today))
                bodies[handed.sha256] = answer.output
        found = after(before, ok=ok, said=said, at=began)
        results.append(_row(probe, round_, found))
        if before.runs == 0 or before.ok != ok or found.passes_in_row == probe.passes_needed:
            _tell(desk, probe, found, sha256(answer.output) if ok and probe.keeps_as else None)
    desk.keep_files(bodies)
    desk.keep("evidence", pl.concat([table("evidence").empty(), *files]))
    desk.keep("probe_results", pl.DataFrame(results, schema=table("probe_results").empty().schema))


def _gate(probe: Probe) -> Gate:
    return probe.service, probe.gate


def _handed(probe: Probe, answer: Answer) -> Handed:
    by, digest = f"probe {probe.probe}", sha256(answer.output)
    return Handed(kind=probe.keeps_as, file=probe.probe, sha256=digest, by=by)


def _may_keep(desk: Desk, probe: Probe, round_: int, handed: Handed, said: str) -> tuple[bool, str]:
    """Tell whether an answer is the one that was kept before; another one is no good answer."""
    if other_bytes(desk.frames, _gate(probe), round_, handed):
        return False, "the answer is not what it was before in this round"
    return True, said


def _row(probe: Probe, round_: int, found: Result) -> dict[str, object]:
    key = dict(zip(ROUND, (*_gate(probe), round_, probe.probe), strict=True))
    return key | {name: getattr(found, name) for name in Result.__slots__}


def _tell(desk: Desk, probe: Probe, found: Result, kept: str | None) -> None:
    facts: dict[str, Json] = {
        "evidence_sha256": kept,
        "in_row": found.passes_in_row,
        "ok": found.ok,
        "probe": probe.probe,
        "runs": found.runs,
        "said": found.said,
        "target": probe.target,
    }
    desk.tell(MACHINE, "probe.found", f"{probe.service}: {probe.gate}", facts)


def _before(desk: Desk, probe: Probe, round_: int) -> Result:
    rows = desk.frames["probe_results"].filter(
        pl.col("service") == probe.service,
        pl.col("gate") == probe.gate,
        pl.col("round") == round_,
        pl.col("probe") == probe.probe,
    )
    said = rows.select(Result.__slots__).to_dicts()
    return Result(**said[0]) if said else Result()
