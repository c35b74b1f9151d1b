"""An open gate with all that was handed in for it, and what it still lacks."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

import polars as pl

from blackstart.base.table import Frames
from blackstart.base.today import Today
from blackstart.estate.running.evidence_kinds import KINDS
from blackstart.estate.running.evidence_kinds.file import FILE
from blackstart.estate.running.gates_open import Standing, before
from blackstart.estate.running.moves import Gate, Stamp
from blackstart.estate.running.plan import RunningPlan
from blackstart.estate.running.probing import Probe, Result, lacking
from blackstart.estate.running.quorum import Quorum, Roll, SignOff, quorum
from blackstart.estate.running.rules import Rule, rule_for
from blackstart.estate.running.statement import Case, evidence_sha256, gate_statement

Verify: TypeAlias = Callable[[str, str, str], bool]
"""Public key, statement and signature in, the last as hexadecimal; whether they belong together."""
Read: TypeAlias = Callable[[Collection[str]], Mapping[str, bytes]]
"""Hashes in; the bytes of those files that are kept and still have that hash."""
Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A file of evidence."""

    kind: str
    file: str
    sha256: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenGate:
    """A gate that may be worked on.

    Attributes:
        gate: service and gate.
        round: in which round.
        rule: what it needs.
        stamps: what became of it in this round.
        evidence: what was handed in, sorted.
        sign_offs: who signed that it passes.
        workers: who did the work of it and of the gates before, and who handed in the evidence.
        probes: what is asked before it passes.
        results: by probe, what was found in this round.
        strange: probes that nobody signed.
        paper_fail: somebody failed it on paper today.
    """

    gate: Gate
    round: int
    rule: Rule
    stamps: Mapping[str, Stamp]
    evidence: tuple[Filed, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    workers: frozenset[str] = frozenset()
    probes: tuple[Probe, ...] = ()
    results: Mapping[str, Result] = field(default_factory=dict)
    strange: tuple[str, ...] = ()
    paper_fail: bool = False

    @property
    def evidence_sha256(self) -> str:
        """Give the hash of the list of evidence as it is now."""
        return evidence_sha256((one.kind, one.file, one.sha256) for one in self.evidence)

    def signed(self, roll: Roll) -> Quorum:
        """Tell how far its signatures are."""
        return quorum(self.rule, self.sign_offs, roll, self.workers, self.evidence_sha256)


def open_gates(
    frames: Frames, now: Standing, plan: RunningPlan, case: Case, verify: Verify
) -> tuple[OpenGate, ...]:
    """Look at all open gates with what was handed in for them.

    Args:
        frames: evidence, sign_offs, probe_results.
        now: where the restart stands.
        plan: rules and probes, as signed.
        case: incident and mode, for the statements.
        verify: checks a signature.
    """
    rounds = pl.DataFrame(
        [(*gate, now.past.round(gate)) for gate in now.open],
        schema=frames["evidence"].select("service", "gate", "round").schema,
        orient="row",
    )
    filed = _by_gate(frames["evidence"], rounds)
    offs = _by_gate(frames["sign_offs"].filter(pl.col("result") == "pass"), rounds)
    results = _by_gate(frames["probe_results"], rounds)
    return tuple(
        OpenGate(
            gate=gate,
            round=now.past.round(gate),
            rule=rule_for(plan.rules, *gate),
            stamps=now.past.made(gate),
            evidence=(evidence := tuple(map(_filed, filed.get(gate, ())))),
            sign_offs=tuple(_sign_off(row, case, evidence, verify) for row in offs.get(gate, ())),
            workers=_workers(gate, now, evidence),
            probes=tuple(one for one in plan.probes if (one.service, one.gate) == gate),
            results={row["probe"]: _result(row) for row in results.get(gate, ())},
            strange=tuple(one[2] for one in plan.strange_probes if one[:2] == gate),
            paper_fail=gate in now.paper_fails,
        )
        for gate in now.open
    )


def _by_gate(rows: pl.DataFrame, rounds: pl.DataFrame) -> dict[Gate, list[Row]]:
    """Give the rows of the current round of each open gate, in the order of their keys."""
    kept = rows.join(rounds, on=rounds.columns, how="semi").sort(rows.columns[:5])
    found: dict[Gate, list[Row]] = {}
    for row in kept.iter_rows(named=True):
        found.setdefault((row["service"], row["gate"]), []).append(row)
    return found


def _filed(row: Row) -> Filed:
    return Filed(kind=row["kind"], file=row["file"], sha256=row["sha256"], by=row["submitted_by"])


def _sign_off(row: Row, case: Case, evidence: Sequence[Filed], verify: Verify) -> SignOff:
    """Check a signature once more, whoever checked it when it came."""
    key, signature = row["public_key"], row["signature"]
    listed = ((one.kind, one.file, one.sha256) for one in evidence)
    gate = (row["service"], row["gate"])
    said = gate_statement(case, *gate, row["round"], row["result"], listed)
    return SignOff(
        person=row["person"],
        evidence_sha256=row["evidence_sha256"],
        public_key=key,
        genuine=bool(key and signature and verify(key, said, signature)),
    )


def _result(row: Row) -> Result:
    return Result(
        runs=row["runs"],
        passes_in_row=row["passes_in_row"],
        ok=row["ok"],
        said=row["said"],
        last_at=row["last_at"],
    )


def _workers(gate: Gate, now: Standing, evidence: Sequence[Filed]) -> frozenset[str]:
    """Name who began this gate or one before it, in their rounds of now, or handed in evidence."""
    service, name = gate
    hands = (now.past.hands.get((service, each), frozenset()) for each in (*before(name), name))
    return frozenset().union(*hands, (one.by for one in evidence))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moment:
    """What a look at the open gates rests on besides them.

    Attributes:
        today: the moment of the incident.
        wall: the machine's own clock, for the probes.
        roll: who may sign today.
        read: gives the bytes of evidence.
    """

    today: Today
    wall: datetime
    roll: Roll
    read: Read


def lacks(one: OpenGate, moment: Moment) -> tuple[str, ...]:
    """Say what an open gate still needs, in words; nothing: it passes.

    Large files are read only when nothing else is missing.
    """
    early = tuple(_lacks_early(one, moment))
    return early or tuple(_faults(one, moment, large=True))


def _lacks_early(one: OpenGate, moment: Moment) -> Iterator[str]:
    if one.paper_fail:
        yield "somebody failed it on paper today: it can pass from tomorrow on"
    if not (one.rule.signers or one.rule.evidence or one.probes):
        yield "nothing shows that it may pass: no signature, evidence or probe is asked for"
    yield from (f"probe {probe} is not in the signed plan" for probe in one.strange)
    if one.rule.probe and not one.probes:
        yield "a probe: none is in the signed plan"
    there = {filed.kind for filed in one.evidence}
    yield from (f"evidence: {kind}" for kind in one.rule.evidence if kind not in there)
    yield from _faults(one, moment, large=False)
    for probe in one.probes:
        if why := lacking(probe, one.results.get(probe.probe, Result()), moment.wall):
            yield why
    yield from one.signed(moment.roll).missing


def _faults(one: OpenGate, moment: Moment, *, large: bool) -> Iterator[str]:
    """Check the evidence: its bytes are those that were handed in, and they let the gate pass."""
    looked_at = [each for each in one.evidence if (each.kind == FILE.name) is large]
    if not looked_at:
        return
    bodies = moment.read([each.sha256 for each in looked_at])
    others: dict[str, list[bytes]] = {}
    for each in looked_at:
        if each.sha256 in bodies:
            others.setdefault(each.kind, []).append(bodies[each.sha256])
    checks = {kind.name: kind.check for kind in KINDS}
    for each in looked_at:
        if each.sha256 not in bodies:
            yield f"{each.kind} {each.file}: its bytes are gone, or not what they were"
            continue
        for why in checks[each.kind](bodies[each.sha256], others, moment.today.day):
            yield f"{each.kind} {each.file}: {why}"
