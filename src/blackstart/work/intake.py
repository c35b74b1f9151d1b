"""Take a dossier in: tables row by row, documents byte for byte. Twice is the same as once."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from blackstart.base.canonical import Json, canonical, sha256
from blackstart.base.clock import Clock, iso_utc
from blackstart.base.event import Event
from blackstart.base.finding import Finding, Severity
from blackstart.day.tables import table
from blackstart.post.dossier import Dossier, TableFile, read_table
from blackstart.store import frames, record, rejects, steps
from blackstart.store.database import Store
from blackstart.work import documents, inventories

LOAD = "dossier.load"

Progress = Callable[[str], None]


@dataclass(slots=True, kw_only=True)
class Loaded:
    """What became of a dossier.

    Attributes:
        tables: by table, how many rows were new, different, the same, refused.
        documents: how many files came, and how many of them were new.
        inventories: services and dependencies that inventories of the estate added.
        findings: what is wrong with the dossier as a whole or with one of its files.
    """

    tables: dict[str, dict[str, int]] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    inventories: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def facts(self) -> dict[str, Json]:
        """Say it for the record and for the operator."""
        rows = sum(counts["refused"] for counts in self.tables.values())
        whole = sum(finding.severity is Severity.REFUSED for finding in self.findings)
        return {
            "documents": self.documents,
            "findings": [asdict(finding) for finding in self.findings],
            "inventories": self.inventories,
            "refused": rows + whole,
            "tables": self.tables,
        }


def load(store: Store, dossier: Dossier, clock: Clock, progress: Progress) -> Mapping[str, Json]:
    """Take a dossier in, unless exactly this one was taken in last.

    Args:
        store: where it goes.
        dossier: what lies in the folder.
        clock: when it is taken in.
        progress: called with a short line as the work goes on.

    Returns:
        What became of it; `refused` counts refused rows and files.
    """
    inputs: dict[str, Json] = {"dossier": fingerprint(dossier)}
    with store.transaction() as conn:
        last = steps.last(conn, LOAD)
    if last is not None and last.inputs == inputs:
        return last.facts
    loaded = Loaded(findings=list(dossier.findings))
    for file in dossier.tables:
        progress(f"table {file.table}")
        _load_table(store, file, loaded)
    inventories.load(store, dossier, loaded.inventories, loaded.findings)
    loaded.documents = documents.load(store, dossier, clock, progress, loaded.findings)
    facts = {**loaded.facts(), "synthetic": dossier.synthetic}
    _finish(store, dossier, clock, inputs, facts)
    return facts


def fingerprint(dossier: Dossier) -> str:
    """Tell one state of a folder from another without reading its files.

    A file counts as unchanged while its name, size and time of change are; a copy that was made
    with other contents, the same size and the same nanosecond would go unseen until touched.
    """
    names = [*(file.path for file in dossier.tables)]
    names += [dossier.folder / path for path in (*dossier.inventories, *dossier.documents)]
    stats = [(str(path), *_stat(path)) for path in names]
    about = [dossier.name, iso_utc(dossier.as_of), dossier.mode, dossier.our_name]
    return sha256(canonical([about, stats]))


def _stat(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _load_table(store: Store, file: TableFile, loaded: Loaded) -> None:
    """Take one table in, in one transaction: all its good rows, or nothing."""
    counts = dict.fromkeys(("inserted", "updated", "unchanged", "refused"), 0)
    with store.transaction() as conn:
        rejects.forget(conn, file.file)
        for chunk in read_table(file, file.table):
            loaded.findings.extend(chunk.findings)
            changed = frames.upsert(conn, table(file.table), chunk.frame)
            rejects.put(conn, chunk.rejects)
            counts["inserted"] += changed.inserted
            counts["updated"] += changed.updated
            counts["unchanged"] += changed.unchanged
            counts["refused"] += chunk.rejects["row"].n_unique()
    loaded.tables[file.table] = counts


def _finish(
    store: Store, dossier: Dossier, clock: Clock, inputs: Mapping[str, Json], facts: dict[str, Json]
) -> None:
    with store.transaction() as conn:
        steps.done(conn, LOAD, inputs=inputs, facts=facts, at=clock.now())
        record.append(
            conn,
            Event(
                at=clock.now(),
                actor="blackstart",
                act=LOAD,
                subject=dossier.name,
                facts={
                    key: facts[key] for key in ("documents", "inventories", "refused", "tables")
                },
            ),
        )
