"""The evidence pack: what was isolated, captured, restored, when, by whom, on what evidence.

For specialists, the police and the national cyber centre. It holds what the record says of the
restart and nothing of money, suppliers or customers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from blackstart.base.finding import Finding
from blackstart.base.table import Frames
from blackstart.estate.running.gates_open import READS as STANDING_READS
from blackstart.estate.running.gates_open import standing
from blackstart.estate.running.signed import signed
from blackstart.estate.running.statement import Case
from blackstart.estate.tables import GATES
from blackstart.estate.telling.report_document import Report, Section, Sheet, some

READS = (*STANDING_READS, "probe_results", "signers", "plan_signatures")
TITLE = "Evidence pack"
# What the record says of the restart: acts by the first word of their names. What was loaded and
# when the clock of an exercise was moved belongs to the story.
ACTS = ("estate", "gate", "evidence", "plan", "signer", "probe", "dossier", "exercise")
# What the gates of a service come to, in the words of whoever reads the pack.
CHAPTERS = (
    ("Isolated", ("isolated",)),
    ("Captured", ("evidence captured",)),
    ("Rebuilt and scanned", ("rebuilt", "scanned")),
    ("Restored and verified", ("data restored", "integrity verified")),
    ("Tested, signed off and reconnected", GATES[6:]),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event of the record.

    Attributes:
        number: its number in the record.
        sealed: whether a signed checkpoint covers it.
        at: when, in UTC.
        actor: who.
        act: what.
        subject: about what.
    """

    number: int
    sealed: bool
    at: str
    actor: str
    act: str
    subject: str


def concerns(act: str) -> bool:
    """Tell whether an event belongs into the pack."""
    return act.partition(".")[0] in ACTS


def evidence_pack(frames: Frames, case: Case, day: date, entries: Sequence[Entry]) -> Report:
    """Put the pack's report together.

    Args:
        frames: the tables of `READS`.
        case: incident and mode.
        day: business date.
        entries: the events that belong into it, in the order of the record.
    """
    story = signed(frames, day, rehearsal=case.mode == "EXERCISE").rows
    stand = standing(frames, day, rehearsal=case.mode == "EXERCISE")
    count = sum(one.sealed for one in entries)
    return Report(
        title=TITLE,
        case=case,
        day=day,
        sections=(
            Section(
                title="What this is",
                sentences=(
                    f"{case.mode} {case.incident}, told up to {day}.",
                    (
                        f"{some(len(entries), 'event')} of the record; {count:,} of them under a "
                        "signed checkpoint, each with its proof in `events.ndjson`."
                    ),
                    (
                        "A gate that was signed on paper is listed with its signature; the record "
                        "proves when that paper was loaded, not when it was signed."
                    ),
                    (
                        "`python verify_pack.py .` in this folder checks hashes, proofs and the "
                        "signature of the checkpoint; it needs Python alone."
                    ),
                ),
            ),
            *(_chapter(title, gates, story, frames, entries) for title, gates in CHAPTERS),
            _not_counting(stand.findings),
            _files(frames, day),
            _people(frames, day),
            _probes(frames),
            _events(entries),
        ),
    )


def _chapter(
    title: str,
    gates: Sequence[str],
    story: pl.DataFrame,
    frames: Frames,
    entries: Sequence[Entry],
) -> Section:
    rows = story.filter(pl.col("gate").cast(pl.String).is_in(list(gates)))
    columns = ("signed_on", "service", "gate", "result", "signed_by", "evidence_sha256", "number")
    at = _instants(frames["gate_moves"])
    numbers: dict[tuple[str, str], list[str]] = {}
    for one in entries:
        if one.act.startswith("gate."):
            numbers.setdefault((one.subject, one.at), []).append(str(one.number))
    told = []
    for on, service, gate, result, by, digest, number in rows.select(columns).iter_rows():
        when = at.get(number, "")
        proven = ", ".join(numbers.get((f"{service}: {gate}", when), ()))
        basis = f"record {proven}" if proven else "paper"
        told.append((str(on), when, service, gate, result, by, digest or "", basis))
    services = len({row[2] for row in told if row[4] == "pass"})
    return Section(
        title=title,
        sentences=(f"{some(services, 'service')}: {some(len(told), 'statement')}.",),
        sheet=Sheet(
            name=title.lower().replace(",", "").replace(" ", "-"),
            heads=("On", "At (UTC)", "Service", "Gate", "Result", "By", "Evidence", "Rests on"),
            rows=tuple(told),
        ),
    )


def _instants(moves: pl.DataFrame) -> dict[int | None, str]:
    rows = moves.select("number", pl.col("moved_at").dt.strftime("%Y-%m-%dT%H:%M:%SZ"))
    return dict(rows.iter_rows())


def _not_counting(findings: Sequence[Finding]) -> Section:
    rows = tuple((one.code, one.subject, one.message) for one in findings)
    return Section(
        title="What was signed and does not count",
        sentences=(f"{some(len(rows), 'statement')}.",),
        sheet=Sheet(name="does-not-count", heads=("Code", "About", "Why"), rows=rows),
    )


def _files(frames: Frames, day: date) -> Section:
    files = frames["evidence"].filter(pl.col("submitted_on") <= day)
    columns = ("sha256", "kind", "file", "service", "gate", "round", "submitted_by")
    rows = files.sort("submitted_at", "sha256").select(
        *columns, pl.col("submitted_at").dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    )
    return Section(
        title="Evidence",
        sentences=(
            (
                "Each file lies in `evidence/` under its hash, as it was handed in. Open it on a "
                "machine that may be lost."
            ),
        ),
        sheet=Sheet(
            name="evidence",
            heads=("SHA-256", "Kind", "File", "Service", "Gate", "Round", "By", "At (UTC)"),
            rows=tuple(tuple(map(str, row)) for row in rows.iter_rows()),
        ),
    )


def _people(frames: Frames, day: date) -> Section:
    people = frames["signers"].filter(pl.col("enrolled_on") <= day)
    columns = ("person", "role", "team", "public_key", "enrolled_on", "revoked_on")
    rows = people.sort("person", "public_key").select(columns)
    return Section(
        title="Who may sign",
        sheet=Sheet(
            name="signers",
            heads=("Person", "Role", "Team", "Public key (Ed25519)", "From", "Until"),
            rows=tuple(tuple("" if c is None else str(c) for c in row) for row in rows.iter_rows()),
        ),
    )


def _probes(frames: Frames) -> Section:
    columns = ("service", "gate", "round", "probe", "ok", "passes_in_row", "runs", "said")
    rows = frames["probe_results"].sort("service", "gate", "round", "probe").select(columns)
    return Section(
        title="What the machine found",
        sheet=Sheet(
            name="probes",
            heads=("Service", "Gate", "Round", "Probe", "Good", "In a row", "Runs", "Said"),
            rows=tuple(tuple(map(str, row)) for row in rows.iter_rows()),
        ),
    )


def _events(entries: Sequence[Entry]) -> Section:
    return Section(
        title="The record",
        sheet=Sheet(
            name="events",
            heads=("Number", "At (UTC)", "Who", "Act", "About", "Sealed"),
            rows=tuple(
                (
                    str(one.number),
                    one.at,
                    one.actor,
                    one.act,
                    one.subject,
                    "yes" if one.sealed else "not yet",
                )
                for one in entries
            ),
        ),
    )
