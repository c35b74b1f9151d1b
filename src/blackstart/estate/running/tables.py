"""What the restart is run on: who may sign, what gates need, what was asked, found and decided."""

import dataframely as dy
import polars as pl

from blackstart.base import columns
from blackstart.base.table import Origin, Table
from blackstart.estate.running.evidence_kinds import KINDS
from blackstart.estate.tables import EVERY_SERVICE, GATES

EVIDENCE_KINDS = tuple(kind.name for kind in KINDS)
PROBE_KINDS = ("tcp", "tls", "http", "dns", "sql", "command")
# What becomes of a gate in one round of it. `failed`, `taken back` and `lapsed` end the round.
MOVES = ("opened", "begun", "done", "late", "passed", "failed", "taken back", "lapsed")
ENDS = ("failed", "taken back", "lapsed")
ON_TIMEOUT = ("tell", "lapse")
RESULTS = ("pass", "fail")


def _hash(description: str, *, nullable: bool = False) -> dy.String:
    return dy.String(regex=r"^[0-9a-f]{64}$", nullable=nullable, description=description)


def _signature() -> dy.String:
    return dy.String(
        regex=r"^[0-9a-f]{128}$",
        nullable=True,
        description="Ed25519 signature of the statement; without it, it counts in EXERCISE only",
    )


def _instant(description: str) -> dy.Datetime:
    return dy.Datetime(time_zone="UTC", description=f"{description}, UTC")


def _round() -> dy.Int64:
    return dy.Int64(min=1, primary_key=True, description="how often the gate was tried, 1 first")


def _gate() -> dy.Enum:
    return dy.Enum(GATES, primary_key=True, description="the gate")


def _service(description: str = "the service") -> dy.String:
    return columns.identifier(description, primary_key=True)


class Signers(dy.Schema):
    """Who may sign, with which key, in which role."""

    person = columns.identifier("name of the person", primary_key=True)
    public_key = dy.String(
        primary_key=True,
        regex=r"^[0-9a-f]{64}$",
        description="Ed25519 public key, 64 hexadecimal digits",
    )
    role = columns.identifier("the role in which the person signs, for example recovery lead")
    team = columns.identifier("the person's team", nullable=True)
    enrolled_on = dy.Date(description="business date from which the key counts")
    revoked_on = dy.Date(nullable=True, description="business date from which it does not")

    @dy.rule()
    def revoked_after_it_was_enrolled(cls) -> pl.Expr:
        """A key is revoked on the day it was enrolled, or later."""
        return pl.col("revoked_on").is_null() | (pl.col("revoked_on") >= pl.col("enrolled_on"))


class GateRules(dy.Schema):
    """What a gate needs to pass; a service's own row goes before that of every service."""

    gate = dy.Enum(GATES, primary_key=True, description="the gate")
    service = _service(f"the service; {EVERY_SERVICE} for every service")
    signers = dy.Int64(
        min=0, max=9, nullable=True, description="how many different people sign; empty: 1"
    )
    roles = columns.text("roles that must be among them, separated by commas", nullable=True)
    not_the_worker = dy.Bool(
        nullable=True, description="true when nobody signs who did the work; empty: false"
    )
    evidence = columns.text("kinds of evidence that must be there, by commas", nullable=True)
    probe = dy.Bool(
        nullable=True, description="true when it does not pass without a probe; empty: false"
    )
    timeout_hours = columns.hours(
        "elapsed hours after opening; empty: waits for ever", nullable=True
    )
    on_timeout = dy.Enum(
        ON_TIMEOUT, nullable=True, description="tell somebody, or end the round; empty: tell"
    )


class Probes(dy.Schema):
    """What the machine asks a service by itself before a gate passes."""

    service = _service()
    gate = _gate()
    probe = columns.identifier("name of the probe", primary_key=True)
    kind = dy.Enum(PROBE_KINDS, description="how it asks")
    target = columns.text("host:port, URL, PostgreSQL URL, or a command as a JSON list of words")
    ask = columns.text("what it asks: a path, a name, a query", nullable=True)
    expects = columns.text("what the answer must hold; empty: any answer", nullable=True)
    timeout_s = dy.Float64(min=0.05, max=600, description="seconds until it counts as failed")
    every_s = dy.Float64(
        min=0, max=86_400, nullable=True, description="seconds between two runs; empty: 30"
    )
    passes_needed = dy.Int64(
        min=1, max=100, nullable=True, description="good answers in a row; empty: 3"
    )
    keeps_as = dy.Enum(
        EVIDENCE_KINDS, nullable=True, description="kind of evidence that its answer is kept as"
    )


class PlanSignatures(dy.Schema):
    """Who signed what the machine may do by itself."""

    plan_sha256 = dy.String(
        primary_key=True, regex=r"^[0-9a-f]{64}$", description="hash of rules and probes as shown"
    )
    person = columns.identifier("who signed", primary_key=True)
    number = dy.Int64(min=1, description="place in the order of signing, 1 first")
    signed_at = _instant("when it was signed")
    signed_on = dy.Date(description="business date from which it counts")
    public_key = _hash("the key that it was checked with", nullable=True)
    signature = _signature()


class GateMoves(dy.Schema):
    """What became of each gate, each move once a round and person: the state of the restart."""

    service = _service()
    gate = _gate()
    round = _round()
    move = dy.Enum(MOVES, primary_key=True, description="what became of it")
    moved_by = columns.identifier("who; blackstart when it did it by itself", primary_key=True)
    number = dy.Int64(min=1, description="place in the story of all moves, 1 first")
    moved_at = _instant("when")
    moved_on = dy.Date(description="business date from which it counts")
    because = columns.text("why", nullable=True)
    signers = dy.Int64(min=0, max=9, nullable=True, description="of a pass: signatures needed")
    evidence_sha256 = _hash("of a pass: hash of the list of evidence it rests on", nullable=True)


class SignOffs(dy.Schema):
    """What each person stated about a gate: they saw this evidence, and it passes or fails."""

    service = _service()
    gate = _gate()
    round = _round()
    person = columns.identifier("who signed", primary_key=True)
    result = dy.Enum(RESULTS, primary_key=True, description="pass or fail")
    signed_at = _instant("when")
    signed_on = dy.Date(description="business date from which it counts")
    evidence_sha256 = _hash("hash of the list of evidence that was seen")
    public_key = _hash("the key that it was checked with", nullable=True)
    signature = _signature()


class Evidence(dy.Schema):
    """Files that show that a gate may pass; kept once, by their hash."""

    service = _service()
    gate = _gate()
    round = _round()
    kind = dy.Enum(EVIDENCE_KINDS, primary_key=True, description="what kind of file it is")
    file = columns.identifier("name of the file", primary_key=True)
    sha256 = _hash("hash of its bytes")
    submitted_by = columns.identifier("who handed it in, or which probe")
    submitted_at = _instant("when")
    submitted_on = dy.Date(description="business date from which it counts")


class ProbeResults(dy.Schema):
    """What a probe found in this round of its gate, last time and before."""

    service = _service()
    gate = _gate()
    round = _round()
    probe = columns.identifier("name of the probe", primary_key=True)
    runs = columns.count("how often it was run")
    passes_in_row = columns.count("good answers since the last bad one")
    ok = dy.Bool(description="whether the last answer was good")
    said = columns.text("what the last answer was, in words")
    last_at = _instant("when it was run last, by the machine's own clock, in an exercise too")


TABLES = (
    Table(name="signers", schema=Signers),
    Table(name="gate_rules", schema=GateRules),
    Table(name="probes", schema=Probes),
    Table(name="plan_signatures", schema=PlanSignatures, origin=Origin.MADE),
    Table(name="gate_moves", schema=GateMoves, origin=Origin.MADE),
    Table(name="sign_offs", schema=SignOffs, origin=Origin.MADE),
    Table(name="evidence", schema=Evidence, origin=Origin.MADE),
    Table(name="probe_results", schema=ProbeResults, origin=Origin.MADE),
)
