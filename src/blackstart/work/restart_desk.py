"""All that a decision about the running restart rests on, read in one transaction."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from blackstart.base.canonical import Json
from blackstart.base.event import Event
from blackstart.base.finding import Finding
from blackstart.base.today import Mode, Today, today
from blackstart.day.step import upsert
from blackstart.day.tables import table
from blackstart.estate.running import moves
from blackstart.estate.running.findings import (
    PLAN_NOT_SIGNED,
    PROBE_NOT_SIGNED,
    RULE_NOT_SIGNED,
)
from blackstart.estate.running.gate_look import Moment, OpenGate, open_gates
from blackstart.estate.running.gates_open import READS as STANDING_READS
from blackstart.estate.running.gates_open import Standing, standing
from blackstart.estate.running.moves import Move
from blackstart.estate.running.plan import (
    PLAN_SIGNERS,
    RunningPlan,
    document,
    in_force,
    signed_by,
)
from blackstart.estate.running.quorum import Roll
from blackstart.estate.running.statement import Case, plan_statement
from blackstart.store import frames, originals, record, steps
from blackstart.store.database import Connection, Store
from blackstart.store.errors import OriginalChangedError
from blackstart.work.moment import clock_in
from blackstart.work.signing import verify

ACT_READS = (*STANDING_READS, "signers")
READS = (*ACT_READS, "probes", "plan_signatures", "probe_results")


@dataclass(slots=True, kw_only=True)
class Desk:
    """The running restart within one transaction.

    Attributes:
        conn: the transaction's connection.
        frames: the tables of `READS`, with what this transaction changed.
        today: the moment.
        case: incident and mode.
        roll: who may sign today.
    """

    conn: Connection
    frames: dict[str, pl.DataFrame]
    today: Today
    case: Case
    roll: Roll

    @property
    def rehearsal(self) -> bool:
        """Tell whether this is an exercise."""
        return self.today.mode is Mode.EXERCISE

    def stand(self) -> Standing:
        """Tell where the restart stands."""
        return standing(self.frames, self.today.day, rehearsal=self.rehearsal)

    def document(self) -> str:
        """Write the plan as the dossier has it now: what `start` shows and people sign."""
        return document(self.case, self.frames["gate_rules"], self.frames["probes"])

    def plan(self) -> RunningPlan | None:
        """Give the plan that was signed last by enough people; None: there is none."""
        rows = self.frames["plan_signatures"].sort("number", descending=True)
        for digest in rows["plan_sha256"].unique(maintain_order=True):
            people, _ = self.signed(digest)
            text = self.read([digest]).get(digest)
            if len(people) >= PLAN_SIGNERS and text is not None:
                rules, probes = self.frames["gate_rules"], self.frames["probes"]
                return in_force(text.decode(), rules, probes)
        return None

    def signed(self, digest: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Name the people whose signature of a plan counts, and the doubts about others."""
        said = plan_statement(self.case, digest)
        rows = self.frames["plan_signatures"].filter(pl.col("plan_sha256") == digest)
        return signed_by(
            [
                (person, key, bool(key and signature and verify(key, said, signature)))
                for person, key, signature in rows.select(
                    "person", "public_key", "signature"
                ).iter_rows()
            ],
            self.roll,
        )

    def look(self, now: Standing, plan: RunningPlan) -> tuple[OpenGate, ...]:
        """Look at the open gates with all that was handed in for them."""
        return open_gates(self.frames, now, plan, self.case, verify)

    def moment(self, wall: datetime) -> Moment:
        """Tell what else a look rests on."""
        return Moment(today=self.today, wall=wall, roll=self.roll, read=self.read)

    def read(self, hashes: Collection[str]) -> Mapping[str, bytes]:
        """Give the bytes of files that are kept and have their hash still."""
        found: dict[str, bytes] = {}
        for each in sorted(set(hashes)):
            try:
                found.update(originals.read(self.conn, [each]))
            except OriginalChangedError:
                continue  # it is missing in the answer, and its gate says so
        return found

    def keep(self, name: str, rows: pl.DataFrame) -> None:
        """Keep rows, here and in the database."""
        if rows.is_empty():
            return
        which = table(name)
        frames.upsert(self.conn, which, rows)
        self.frames[name] = upsert(self.frames[name], rows, which.key)

    def move(self, made: Iterable[Move]) -> None:
        """Note moves of gates; each is an event in the record."""
        made = tuple(made)
        last = max(self.frames["gate_moves"]["number"], default=0)
        self.keep("gate_moves", moves.rows(made, last, self.today))
        for one in made:
            facts: dict[str, Json] = {"gate": one.gate, "round": one.round, "service": one.service}
            facts |= {"because": one.because} if one.because else {}
            facts |= {"evidence_sha256": one.evidence_sha256} if one.evidence_sha256 else {}
            self.tell(one.by, f"gate.{one.move}", f"{one.service}: {one.gate}", facts)

    def knows(self, name: str, rows: pl.DataFrame, *columns: str) -> bool:
        """Tell whether there is a row with the same key, and the same in these columns."""
        same = [*table(name).key, *columns]
        return not rows.join(self.frames[name], on=same, how="semi", nulls_equal=True).is_empty()

    def has_made(self, one: Move) -> bool:
        """Tell whether a move was noted before: the same one, by the same person."""
        key = table("gate_moves").key
        row = (one.service, one.gate, one.round, one.move, one.by)
        return row in set(self.frames["gate_moves"].select(key).iter_rows())

    def tell(self, actor: str, act: str, subject: str, facts: Mapping[str, Json]) -> None:
        """Write an event into the record, in this transaction."""
        event = Event(at=self.today.at, actor=actor, act=act, subject=subject, facts=dict(facts))
        record.append(self.conn, event)

    def keep_files(self, bodies: Mapping[str, bytes]) -> None:
        """Keep files by their hashes."""
        if bodies:
            originals.put(self.conn, bodies)


def sit_down(
    conn: Connection, store: Store, reads: Iterable[str] = READS, *, alone: bool = True
) -> Desk:
    """Read what is needed; whoever wants to change something waits until nobody else does.

    Args:
        conn: a connection in a `steady` transaction in which nothing was read yet.
        store: the incident's store.
        reads: tables.
        alone: False to look only.
    """
    if alone:
        steps.lock(conn)
    moment = today(clock_in(conn, store), store.mode)
    found = {name: frames.read(conn, name) for name in reads}
    return Desk(
        conn=conn,
        frames=found,
        today=moment,
        case=Case(incident=store.incident, mode=str(store.mode)),
        roll=Roll(found["signers"], moment.day, rehearsal=store.mode is Mode.EXERCISE),
    )


def plan_findings(plan: RunningPlan | None) -> tuple[Finding, ...]:
    """Say what of the dossier's rules and probes nobody signed.

    Findings: BS-EST-106, BS-EST-107, BS-EST-110.
    """
    if plan is None:
        return (PLAN_NOT_SIGNED.at("plan"),)
    return (
        *(
            PROBE_NOT_SIGNED.at(f"{service}: {gate}: {probe}")
            for service, gate, probe in plan.strange_probes
        ),
        *(RULE_NOT_SIGNED.at(f"{service}: {gate}") for service, gate in plan.strange_rules),
    )
