"""A restart in memory: what `work` does on PostgreSQL with the same decisions, for the tests."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import polars as pl
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from blackstart.base.canonical import sha256
from blackstart.base.clock import SimulatedClock
from blackstart.base.finding import Finding
from blackstart.base.today import Mode, Today, today
from blackstart.day.tables import table
from blackstart.estate.running import moves
from blackstart.estate.running.acts import (
    Handed,
    Signature,
    evidence_row,
    not_open,
    other_bytes,
    refused,
    sign_off,
)
from blackstart.estate.running.gate_look import Moment, OpenGate, lacks, open_gates
from blackstart.estate.running.gates_open import Standing, standing
from blackstart.estate.running.moves import Gate, Move
from blackstart.estate.running.plan import RunningPlan, document, in_force
from blackstart.estate.running.probing import Result, after
from blackstart.estate.running.quorum import Roll
from blackstart.estate.running.retake import Retake, retake
from blackstart.estate.running.statement import Case, gate_statement
from blackstart.estate.running.turn import turn
from tests.estate.made import frame, tables

START = datetime(2025, 9, 25, 6, tzinfo=UTC)
CASE = Case(incident="test", mode="LIVE")


@cache
def key(name: str) -> Ed25519PrivateKey:
    """Give somebody's private key."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(sha256(name)))


def public(name: str) -> str:
    """Give somebody's public key."""
    return key(name).public_key().public_bytes_raw().hex()


@cache
def verify(public_key: str, said: str, signature: str) -> bool:
    """Check a signature."""
    try:
        known = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        known.verify(bytes.fromhex(signature), said.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(slots=True, kw_only=True)
class Desk:
    """The rows of a restart, and what people do to them.

    Attributes:
        frames: all tables of the room.
        mode: LIVE: only signatures that are checked count.
        kept: bytes of evidence by their hash.
        clock: of the incident and of the machine.
    """

    frames: dict[str, pl.DataFrame]
    mode: Mode = Mode.LIVE
    kept: dict[str, bytes] = field(default_factory=dict)
    clock: SimulatedClock = field(default_factory=lambda: SimulatedClock(START))
    _stood: tuple[Any, Standing] | None = None
    _plan: tuple[Any, RunningPlan] | None = None
    _signed: str = ""

    @property
    def today(self) -> Today:
        """Give the moment."""
        return today(self.clock, self.mode)

    @property
    def roll(self) -> Roll:
        """Tell who may sign."""
        rehearsal = self.mode is Mode.EXERCISE
        return Roll(self.frames["signers"], self.today.day, rehearsal=rehearsal)

    @property
    def plan(self) -> RunningPlan:
        """Give what was signed: rules and probes as they are, if nobody signed others."""
        rules, probes = self.frames["gate_rules"], self.frames["probes"]
        if self._plan is None or self._plan[0] != (id(rules), id(probes)):
            plan = in_force(self._signed or document(CASE, rules, probes), rules, probes)
            self._plan = ((id(rules), id(probes)), plan)
        return self._plan[1]

    def sign_plan(self) -> None:
        """Sign rules and probes as they are now; later changes are strange."""
        self._signed = document(CASE, self.frames["gate_rules"], self.frames["probes"])

    def stand(self) -> Standing:
        """Tell where the restart stands; asked again on the same rows, it has its answer ready."""
        rows = (*map(id, self.frames.values()), self.today.day)
        if self._stood is None or self._stood[0] != rows:
            now = standing(self.frames, self.today.day, rehearsal=self.mode is Mode.EXERCISE)
            self._stood = (rows, now)
        return self._stood[1]

    def look(self, now: Standing) -> tuple[OpenGate, ...]:
        """Look at the open gates."""
        return open_gates(self.frames, now, self.plan, CASE, verify)

    def moment(self) -> Moment:
        """Tell what else a turn rests on."""
        return Moment(today=self.today, wall=self.clock.now(), roll=self.roll, read=self._read)

    def lacks(self, service: str) -> tuple[str, ...]:
        """Say what the open gate of a service lacks."""
        found = next(one for one in self.look(self.stand()) if one.gate[0] == service)
        return lacks(found, self.moment())

    def turn(self, probes: Mapping[str, bool] | None = None) -> list[Move]:
        """Let the machine take turns until nothing moves; probes answer as they are told to."""
        done: list[Move] = []
        while True:
            now = self.stand()
            found = turn(now, self.look(now), self.moment())
            asked = [
                (probe, round_) for probe, round_ in found.probes if probe.probe in (probes or {})
            ]
            for probe, round_ in asked:
                self._answer(probe.service, probe.gate, round_, probe.probe, (probes or {}))
            if not found.moves and not asked:
                return done
            self.move(found.moves)
            done += found.moves

    def move(self, made: Iterable[Move]) -> None:
        """Note moves."""
        last = max(self.frames["gate_moves"]["number"], default=0)
        self.add("gate_moves", moves.rows(made, last, self.today))

    def begin(self, gate: Gate, by: str, move: str = "begun") -> None:
        """Note that somebody begins, or is done."""
        now = self.stand()
        self.move(
            [Move(service=gate[0], gate=gate[1], round=now.past.round(gate), move=move, by=by)]
        )

    def hand_in(
        self, gate: Gate, file: str, body: bytes, kind: str = "file", by: str = "W"
    ) -> Finding | None:
        """Hand in evidence for an open gate."""
        now = self.stand()
        round_ = now.past.round(gate)
        handed = Handed(kind=kind, file=file, sha256=sha256(body), by=by)
        found = not_open(now, gate) or other_bytes(self.frames, gate, round_, handed)
        if found is None:
            self.kept[handed.sha256] = body
            self.add("evidence", evidence_row(gate, round_, handed, self.today))
        return found

    def sign(self, gate: Gate, person: str, *, with_key: str | None = None) -> Finding | None:
        """Sign that an open gate passes; without a key: a bare name."""
        now = self.stand()
        found = not_open(now, gate)
        if found is not None:
            return found
        one = next(each for each in self.look(now) if each.gate == gate)
        listed = [(each.kind, each.file, each.sha256) for each in one.evidence]
        said = gate_statement(CASE, *gate, one.round, "pass", listed)
        by = Signature(person=person)
        if with_key is not None:
            made = key(with_key).sign(said.encode()).hex()
            genuine = verify(public(with_key), said, made)
            by = Signature(
                person=person, public_key=public(with_key), signature=made, genuine=genuine
            )
        found = refused(self.roll, by, "a gate")
        if found is None:
            row = sign_off(gate, one.round, "pass", one.evidence_sha256, by, self.today)
            self.add("sign_offs", row)
        return found

    def fail(self, gate: Gate, by: str) -> Retake | Finding:
        """Fail a gate: what was built on it is taken back."""
        now = self.stand()
        found = not_open(now, gate, or_passed=True)
        if found is not None:
            return found
        made = retake(self.frames, now, gate, by, "it failed", self.today)
        self.move(made.moves)
        return made

    def wait(self, hours: float) -> None:
        """Let time pass."""
        self.clock.advance(timedelta(hours=hours))

    def add(self, name: str, rows: pl.DataFrame) -> None:
        """Upsert rows."""
        old = self.frames[name].join(rows, on=table(name).key, how="anti", nulls_equal=True)
        self.frames[name] = pl.concat([old, rows.select(old.columns)])

    def _answer(
        self, service: str, gate: str, round_: int, probe: str, answers: Mapping[str, bool]
    ) -> None:
        key_ = (service, gate, round_, probe)
        rows = self.frames["probe_results"].rows_by_key(
            ["service", "gate", "round", "probe"], named=True
        )
        before = Result(**rows[key_][0]) if key_ in rows else Result()
        found = after(before, ok=answers[probe], said="as told", at=self.clock.now())
        said = {name: getattr(found, name) for name in Result.__slots__}
        row = {"service": service, "gate": gate, "round": round_, "probe": probe, **said}
        self.add("probe_results", frame("probe_results", row))

    def _read(self, hashes: Collection[str]) -> dict[str, bytes]:
        return {
            each: self.kept[each]
            for each in hashes
            if each in self.kept and sha256(self.kept[each]) == each
        }


def enrolled(*names: str, **same: Any) -> pl.DataFrame:  # noqa: ANN401 - columns of any kind
    """Enrol people, each with a key of their own name."""
    rows = ({"person": name, "public_key": public(name), **same} for name in names)
    return frame("signers", *rows)


def desk(mode: Mode = Mode.LIVE, **said: pl.DataFrame) -> Desk:
    """Set up a restart."""
    return Desk(frames=tables(**said), mode=mode)
