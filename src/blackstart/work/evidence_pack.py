"""Writes the evidence pack: report, tables, events with proofs, evidence, and what checks it all.

The manifest's hash is an event of the record itself, with a proof beside it: so the pack shows
which installation made it, and when.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from blackstart.base.canonical import Json, canonical, sha256
from blackstart.base.clock import iso_utc
from blackstart.base.errors import BlackstartError
from blackstart.base.event import Event
from blackstart.base.today import Today, today
from blackstart.estate.telling.report_document import Report
from blackstart.estate.telling.report_evidence import READS, Entry, concerns, evidence_pack
from blackstart.post import report_text
from blackstart.post.inclusion import Proofs
from blackstart.store import keys, originals, record
from blackstart.store.database import Connection, Store
from blackstart.store.errors import OriginalChangedError
from blackstart.store.pack_verifier import ACT, MANIFEST, PROOF
from blackstart.work import sealing
from blackstart.work.estate_report import case_of, tables
from blackstart.work.moment import clock_in

CODE = (("verifier.py", "verifier.py"), ("pack_verifier.py", "verify_pack.py"))


class FolderInUseError(BlackstartError):
    """The folder of an evidence pack must be empty or not there yet; nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A pack that was written.

    Attributes:
        files: how many files the manifest names.
        events: how many events are in it.
        evidence: how many files of evidence.
        missing: hashes of evidence whose bytes are gone, or are not what they were.
        manifest_sha256: hash of the manifest, to be read out over the phone.
    """

    files: int
    events: int
    evidence: int
    missing: tuple[str, ...]
    manifest_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """The sealed log, as far as the pack needs it.

    Attributes:
        events: lines of the record that belong into the pack, and that of the newest pack.
        leaves: the hashes of all entries, in order.
        checkpoint: the newest one.
    """

    events: Sequence[Mapping[str, Any]]
    leaves: Sequence[bytes]
    checkpoint: str


def write(store: Store, folder: Path) -> Packed:
    """Write a pack into a folder; the record says that it was made, and with which manifest.

    Args:
        store: the incident's store.
        folder: empty, or not there yet.

    Raises:
        FolderInUseError: something lies in it already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInUseError(str(folder))
    sealing.seal(store)
    with store.transaction(steady=True) as conn:
        moment = today(clock_in(conn, store), store.mode)
        log = _log(conn)
        found = tables(conn, READS)
        report = evidence_pack(found, case_of(store), moment.day, list(map(_entry, log.events)))
        wanted = found["evidence"]["sha256"].unique().to_list()
        kept, missing = _originals(conn, wanted)
    files = {**_papers(report), **_proven(store, report, log), **kept_as(report, kept)}
    manifest = _manifest(report, moment, files)
    _put(folder, {**files, MANIFEST: manifest})
    _put(folder, {PROOF: _sign(store, moment, report, manifest, len(files))})
    return Packed(
        files=len(files),
        events=len(log.events),
        evidence=len(kept),
        missing=missing,
        manifest_sha256=sha256(manifest),
    )


def _log(conn: Connection) -> Log:
    events, leaves = [], []
    for line in record.export(conn):
        entry = json.loads(line)
        if entry.get("index") is not None:
            leaves.append(bytes.fromhex(entry["logged"]))
        if entry.get("body") and concerns(json.loads(entry["body"])["act"]):
            events.append(entry)
    return Log(events=events, leaves=leaves, checkpoint=record.head(conn))


def _entry(line: Mapping[str, Any]) -> Entry:
    body = json.loads(line["body"])
    return Entry(
        number=line["seq"],
        sealed=line["index"] is not None,
        **{name: str(body[name]) for name in ("at", "actor", "act", "subject")},
    )


def _originals(conn: Connection, wanted: Sequence[str]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Read the files of evidence; one that is gone or changed is named, not passed over."""
    kept: dict[str, bytes] = {}
    for digest in sorted(wanted):
        try:
            kept.update(originals.read(conn, [digest]))
        except OriginalChangedError:
            continue
    return kept, tuple(digest for digest in sorted(wanted) if digest not in kept)


def _papers(report: Report) -> dict[str, bytes]:
    """Write the report, as a whole and table by table."""
    sheets = [section.sheet for section in report.sections if section.sheet is not None]
    whole = json.dumps(report_text.document(report), sort_keys=True, indent=1, ensure_ascii=False)
    texts = {
        "report.md": report_text.markdown(report),
        "report.html": report_text.html(report),
        "report.json": f"{whole}\n",
        **{
            f"tables/{report.case.mode}-{sheet.name}.csv": report_text.csv(report, sheet)
            for sheet in sheets
        },
    }
    return {name: text.encode() for name, text in texts.items()}


def _proven(store: Store, report: Report, log: Log) -> dict[str, bytes]:
    """Write the events with their proofs, the checkpoint, the key, and what checks them."""
    public = keys.public_path(store.home, store.database).read_bytes()
    code = resources.files("blackstart.store")
    return {
        "events.ndjson": "".join(f"{line}\n" for line in _lines(report, log)).encode(),
        "checkpoint.txt": log.checkpoint.encode(),
        "key.pub": public,
        **{copy: code.joinpath(name).read_bytes() for name, copy in CODE},
    }


def _lines(report: Report, log: Log) -> Iterator[str]:
    proofs = Proofs(log.leaves)
    for event in log.events:
        yield canonical({**_said(report), **_proof(event, proofs)})


def _said(report: Report) -> dict[str, Json]:
    return {"incident": report.case.incident, "mode": report.case.mode}


def _proof(event: Mapping[str, Any], proofs: Proofs) -> dict[str, Json]:
    index = event["index"]
    path = [] if index is None else [each.hex() for each in proofs.of(index)]
    return {"body": event["body"], "index": index, "proof": path, "seq": event["seq"]}


def kept_as(report: Report, kept: Mapping[str, bytes]) -> dict[str, bytes]:
    """Name the files of evidence: by mode, since it cannot be written into them, and hash."""
    return {f"evidence/{report.case.mode}-{digest}": body for digest, body in kept.items()}


def _manifest(report: Report, moment: Today, files: Mapping[str, bytes]) -> bytes:
    told = {
        **_said(report),
        "files": {name: sha256(body) for name, body in sorted(files.items())},
        "made_at": iso_utc(moment.at),
        "title": report.title,
    }
    return (json.dumps(told, sort_keys=True, indent=1, ensure_ascii=False) + "\n").encode()


def _sign(store: Store, moment: Today, report: Report, manifest: bytes, files: int) -> bytes:
    """Note in the record that this manifest was made, seal that, and prove it."""
    facts: dict[str, Json] = {"files": files, "manifest_sha256": sha256(manifest)}
    event = Event(at=moment.at, actor="blackstart", act=ACT, subject=store.incident, facts=facts)
    with store.transaction() as conn:
        number = record.append(conn, event)
    sealing.seal(store)
    with store.transaction(steady=True) as conn:
        log = _log(conn)
    (made,) = (each for each in log.events if each["seq"] == number)
    told = {
        **_said(report),
        "checkpoint": log.checkpoint,
        "event": _proof(made, Proofs(log.leaves)),
    }
    return (canonical(told) + "\n").encode()


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, body in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
