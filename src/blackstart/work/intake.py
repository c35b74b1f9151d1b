"""Take a dossier in: tables row by row, documents byte for byte. Twice is the same as once.

Each table and each heap of documents is a transaction of its own. A load that was killed goes on
with the first one that is missing, and tells in the end what one without a kill would tell.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from blackstart.base.canonical import Json, canonical, sha256
from blackstart.base.clock import Clock, business_date, iso_utc
from blackstart.base.event import Event
from blackstart.base.finding import Severity
from blackstart.day.tables import table
from blackstart.post.dossier.folder import Dossier, TableFile, read_table
from blackstart.store import frames, record, rejects
from blackstart.store.database import Connection, Store
from blackstart.work import documents, inventories
from blackstart.work.once import Facts, Once

LOAD = "dossier.load"
RECORDED = ("documents", "inventories", "refused", "tables")

Progress = Callable[[str], None]


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
    work = Once(store=store, step=LOAD, inputs=inputs, at=clock.now())
    known = work.known()
    if known is not None:
        return known
    tables = {}
    for file in dossier.tables:
        progress(f"table {file.table}")
        tables[file.table] = work.part(file.file, partial(_rows, file))
    estate = inventories.load(work, dossier)
    papers = documents.load(work, dossier, business_date(work.at), progress)
    facts = _facts(dossier, tables, estate, papers)
    return work.part("", partial(_finish, work, dossier, facts))


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


def _rows(file: TableFile, conn: Connection) -> Facts:
    """Take one table in: all its good rows, or nothing."""
    counts = dict.fromkeys(("inserted", "updated", "unchanged", "refused"), 0)
    findings: list[Json] = []
    rejects.forget(conn, file.file)
    for chunk in read_table(file, file.table):
        findings += map(asdict, chunk.findings)
        changed = frames.upsert(conn, table(file.table), chunk.frame)
        rejects.put(conn, chunk.rejects)
        counts["inserted"] += changed.inserted
        counts["updated"] += changed.updated
        counts["unchanged"] += changed.unchanged
        counts["refused"] += chunk.rejects["row"].n_unique()
    return {"counts": counts, "findings": findings}


def _facts(
    dossier: Dossier, tables: Mapping[str, Facts], estate: Facts, papers: Sequence[Facts]
) -> dict[str, Json]:
    """Say what became of the dossier, for the record and for the operator."""
    findings = [asdict(finding) for finding in dossier.findings]
    for part in (*tables.values(), estate, *papers):
        findings += part["findings"]
    rows = sum(part["counts"]["refused"] for part in tables.values())
    whole = sum(finding["severity"] == Severity.REFUSED for finding in findings)
    return {
        "documents": documents.counted(papers),
        "findings": findings,
        "inventories": estate["counts"],
        "refused": rows + whole,
        "synthetic": dossier.synthetic,
        "tables": {name: part["counts"] for name, part in tables.items()},
    }


def _finish(work: Once, dossier: Dossier, facts: dict[str, Json], conn: Connection) -> Facts:
    event = Event(
        at=work.at,
        actor="blackstart",
        act=LOAD,
        subject=dossier.name,
        facts={key: facts[key] for key in RECORDED},
    )
    record.append(conn, event)
    return facts
