"""Everything that passes or fails a gate, as one story: paper first, then what the restart did.

On paper (the table `gate_signatures`) a gate passes on the date that its signers share. While the
restart runs, gates pass by moves (`gate_moves`). A pass that rests on evidence or signatures which
are not there any more does not count: it is worked out anew each time, from the rows.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import polars as pl

from blackstart.base.finding import Finding
from blackstart.base.table import Frames
from blackstart.estate.running.findings import EVIDENCE_CHANGED, TOO_FEW_SIGNED
from blackstart.estate.running.moves import past
from blackstart.estate.running.names import plain
from blackstart.estate.running.rules import Rules, rule_for, rules_of
from blackstart.estate.running.statement import evidence_sha256
from blackstart.estate.tables import EVERY_SERVICE

READS = ("gate_signatures", "gate_rules", "gate_moves", "sign_offs", "evidence")
GATE = ("service", "gate")
ROUND = (*GATE, "round")
_RESULTS = {"passed": "pass", "failed": "fail", "taken back": "back"}
_LAST = 2**62  # after every move of its day


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Signed:
    """What passes and fails gates.

    Attributes:
        rows: the columns of `gate_signatures`, and number: the place in the story of the moves,
            empty on paper; result is pass, fail, or back (taken back).
        findings: passes that do not count.
    """

    rows: pl.DataFrame
    findings: tuple[Finding, ...]


def signed(frames: Frames, day: date, *, rehearsal: bool) -> Signed:
    """Put paper and moves together.

    Args:
        frames: the tables of `READS`.
        day: business date; what is dated after it is not seen.
        rehearsal: true in an exercise, where the script signs gates that have a rule; otherwise
            such a gate passes only by signatures that were checked.

    Findings: BS-EST-101, BS-EST-102.
    """
    paper = frames["gate_signatures"].filter(pl.col("signed_on") <= day)
    moves = frames["gate_moves"].filter(pl.col("move").is_in(list(_RESULTS)))
    void = _void(paper, rules_of(frames["gate_rules"]), rehearsal=rehearsal)
    broken = _broken(moves, frames["sign_offs"], frames["evidence"])
    lost = broken.with_columns(move=pl.lit("passed").cast(moves.schema["move"]))
    told = _told(day, moves.join(lost, on=[*ROUND, "move"], how="anti"))
    rows = pl.concat([_on_paper(paper, void), told, _failed_today(paper, told)])
    now = past(frames["gate_moves"])
    loose = (
        f"{service}: {gate}"
        for service, gate, round_ in broken.sort(ROUND).rows()
        if round_ == now.round((service, gate))
    )
    return Signed(
        rows=rows.sort("signed_on", "number", *GATE, "signed_by"),
        findings=(
            *(TOO_FEW_SIGNED.at(f"{row[0]}: {row[1]}", row[3]) for row in void),
            *map(EVIDENCE_CHANGED.at, loose),
        ),
    )


def _void(
    paper: pl.DataFrame, rules: Rules, *, rehearsal: bool
) -> list[tuple[str, str, date, str]]:
    """Name the passes on paper that do not count: service, gate, date, and why."""
    if not rules or paper.is_empty():
        return []
    passes = paper.filter(pl.col("result") == "pass").sort(*GATE, "signed_on")
    decisions: dict[tuple[str, str, date], list[tuple[str, str | None]]] = defaultdict(list)
    columns = (*GATE, "signed_on", "signed_by", "evidence_sha256")
    for service, gate, on, by, shown in passes.select(columns).iter_rows():
        decisions[service, gate, on].append((by, shown))
    return [
        (*decision, why)
        for decision, names in decisions.items()
        if (why := _why_void(rules, decision[:2], names, rehearsal=rehearsal))
    ]


def _why_void(
    rules: Rules, gate: tuple[str, str], names: list[tuple[str, str | None]], *, rehearsal: bool
) -> str:
    if rules.keys().isdisjoint({gate, (EVERY_SERVICE, gate[1])}):
        return ""
    if not rehearsal:
        return "signed on paper only"
    people = {plain(by) for by, _ in names}
    wanted = rule_for(rules, *gate).signers
    if len(people) < wanted:
        return f"{len(people)} of {wanted} signatures of one date"
    shown = {digest for _, digest in names if digest}
    return "they saw different evidence" if len(shown) > 1 else ""


def _broken(moves: pl.DataFrame, offs: pl.DataFrame, evidence: pl.DataFrame) -> pl.DataFrame:
    """Name the rounds whose pass has lost its evidence or its signatures."""
    passes = moves.filter(pl.col("move") == "passed")
    if passes.is_empty():
        return passes.select(ROUND)
    files: dict[tuple[str, str, int], list[tuple[str, str, str]]] = defaultdict(list)
    filed = evidence.join(passes, on=ROUND, how="semi")
    for *key, kind, file, digest in filed.select(*ROUND, "kind", "file", "sha256").iter_rows():
        files[key[0], key[1], key[2]].append((kind, file, digest))
    people: dict[tuple[str, str, int, str], set[str]] = defaultdict(set)
    agreed = offs.filter(pl.col("result") == "pass").join(passes, on=ROUND, how="semi")
    for *key, by, shown in agreed.select(*ROUND, "person", "evidence_sha256").iter_rows():
        people[key[0], key[1], key[2], shown].add(plain(by))
    rows = passes.select(*ROUND, "signers", "evidence_sha256").rows()
    lost = [
        row[:3]
        for row in rows
        if evidence_sha256(files[row[:3]]) != row[4] or len(people[row[:3] + row[4:]]) < row[3]
    ]
    return pl.DataFrame(lost, schema=passes.select(ROUND).schema, orient="row")


def _on_paper(paper: pl.DataFrame, void: list[tuple[str, str, date, str]]) -> pl.DataFrame:
    counts = paper.with_columns(pl.col("result").cast(pl.String), number=pl.lit(None, pl.Int64))
    if not void:
        return counts
    schema = {**{name: paper.schema[name] for name in (*GATE, "signed_on")}, "why": pl.String()}
    out = pl.DataFrame(void, schema=schema, orient="row").with_columns(result=pl.lit("pass"))
    return counts.join(out, on=[*GATE, "signed_on", "result"], how="anti", maintain_order="left")


def _told(day: date, moves: pl.DataFrame) -> pl.DataFrame:
    """Tell the moves in the order of their numbers, even if the clock was once set back."""
    return moves.sort("number").select(
        *GATE,
        pl.min_horizontal(pl.col("moved_on").cum_max(), pl.lit(day)).alias("signed_on"),
        pl.col("moved_by").alias("signed_by"),
        pl.col("move").cast(pl.String).replace_strict(_RESULTS).alias("result"),
        "evidence_sha256",
        "number",
    )


def _failed_today(paper: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Tell a fail on paper once more behind the moves of its day: nobody knows which came first."""
    passes = told.filter(pl.col("result") == "pass")
    fails = paper.filter(pl.col("result") == "fail")
    again = fails.join(passes, on=[*GATE, "signed_on"], how="semi")
    return again.with_columns(pl.col("result").cast(pl.String), number=pl.lit(_LAST, pl.Int64))
