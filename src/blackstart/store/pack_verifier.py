"""Verifies an evidence pack on a machine that has nothing but Python.

    python verify_pack.py FOLDER [key.pub]

Beside it in the folder lies `verifier.py`, which knows hashes and signatures; both need the
standard library only: copy them, and read them before you trust them. Best bring the public key
yourself, from somewhere else, as the second argument.

What it checks: that the manifest is the one that the record says was made; that every file of the
folder is in the manifest with its hash, and no other file is there; that every event is in the log
that a signed checkpoint covers; and which evidence an event names. What it cannot check: that the
events are all that ever were (for that, ask for the whole record), and that what people signed was
true. It exits with 0, with 5 and what does not hold, or with 2 when it cannot begin.
"""

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True  # nothing is added to the folder that is checked

if __package__:
    from blackstart.store import verifier
else:  # copied out of the house, beside the other file
    import verifier  # type: ignore[import-not-found,no-redef]  # it lies beside this one then

MANIFEST, PROOF = "manifest.json", "manifest.proof.json"
ACT = "estate.evidence_pack"


@dataclass
class Found:
    """What a check of a pack found."""

    faults: list[str] = field(default_factory=list)
    files: int = 0
    events: int = 0
    unsealed: int = 0
    evidence: int = 0
    unnamed: int = 0
    signed_at: str = ""


def included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Check an inclusion proof (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last, head = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            head = hashlib.sha256(b"\x01" + sibling + head).digest()
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            head = hashlib.sha256(b"\x01" + head + sibling).digest()
        position, last = position >> 1, last >> 1
    return last == 0 and head == root


def verify(folder: Path, key_text: str) -> Found:
    """Check a pack.

    Args:
        folder: where it lies.
        key_text: the public key of the record.
    """
    found = Found()
    try:
        key = verifier.key_from(key_text)
        if key is None:
            found.faults.append("the public key is none")
        else:
            _check_manifest(folder, key, found)
            _check_files(folder, found)
            _check_events(folder, key, found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        found.faults.append(f"it cannot be read: {type(fault).__name__} {fault}")
    return found


def _check_manifest(folder: Path, key: Any, found: Found) -> None:  # noqa: ANN401 - of either import
    """Check that the record says that this very manifest was made."""
    proof = json.loads((folder / PROOF).read_text(encoding="utf-8"))
    checkpoint = verifier.checkpoint_from(proof["checkpoint"], key, verifier.ed25519)
    if checkpoint is None:
        found.faults.append(f"{PROOF}: its checkpoint was changed, or another key signed it")
        return
    found.signed_at = checkpoint.at
    event = json.loads(proof["event"]["body"])
    digest = hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    if not _is_in(proof["event"], checkpoint):
        found.faults.append(f"{PROOF}: its event is not in the log that was signed")
    if event["act"] != ACT or event["facts"]["manifest_sha256"] != digest:
        found.faults.append(f"{MANIFEST} is not the one that the record speaks of")


def _check_files(folder: Path, found: Found) -> None:
    """Check every file against the manifest, and that no other is there."""
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    there = {
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() or path.is_symlink()
    }
    found.faults += [f"{name} is not in the manifest" for name in sorted(there - set(told) - OWN)]
    found.faults += [f"{name} is missing" for name in sorted(set(told) - there)]
    for name in sorted(there & set(told)):
        found.files += 1
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != told[name]:
            found.faults.append(f"{name} was changed")


OWN = {MANIFEST, PROOF}


def _check_events(folder: Path, key: Any, found: Found) -> None:  # noqa: ANN401 - of either import
    """Check that every event is in the log, and which evidence one of them names."""
    note = (folder / "checkpoint.txt").read_text(encoding="utf-8")
    checkpoint = verifier.checkpoint_from(note, key, verifier.ed25519)
    if checkpoint is None:
        found.faults.append("checkpoint.txt was changed, or another key signed it")
        return
    named = set()
    lines = (folder / "events.ndjson").read_text(encoding="utf-8").split("\n")
    for line in filter(None, lines):
        event = json.loads(line)
        if event["index"] is None:
            found.unsealed += 1
        elif _is_in(event, checkpoint):
            found.events += 1
            body = json.loads(event["body"])
            if body["act"] == "evidence.kept":
                named.add(body["facts"]["sha256"])
        else:
            found.faults.append(f"event {event['seq']} is not in the log that was signed")
    kept = [path.name.partition("-")[2] for path in (folder / "evidence").glob("*")]
    found.evidence = len(kept)
    found.unnamed = len([digest for digest in kept if digest not in named])


def _is_in(event: dict[str, Any], checkpoint: Any) -> bool:  # noqa: ANN401 - of either import
    leaf = verifier.leaf_of(event["body"].encode())
    proof = [bytes.fromhex(each) for each in event["proof"]]
    return included(leaf, event["index"], checkpoint.size, proof, checkpoint.root)


def sentences(found: Found) -> list[str]:
    """Say what was found."""
    said = [f"BROKEN: {fault}" for fault in found.faults]
    said.append(f"{found.files} files have the hashes of the manifest")
    said.append(f"{found.events} events are in the log; signed {found.signed_at or 'by nobody'}")
    said.append(f"{found.evidence} files of evidence, {found.unnamed} of them named by no event")
    if found.unsealed:
        said.append(f"{found.unsealed} events are not sealed yet: not checked")
    return said


def main(arguments: Sequence[str]) -> int:
    """Verify the folder named on the command line, and say what was found."""
    if len(arguments) not in {1, 2}:
        sys.stderr.write(__doc__ or "")
        return int(verifier.EXIT_USE)
    folder, *rest = map(Path, arguments)
    public = rest[0] if rest else folder / "key.pub"
    if not public.is_file():
        sys.stderr.write(f"{public} is not there\n")
        return int(verifier.EXIT_USE)
    found = verify(folder, public.read_text(encoding="utf-8", errors="replace"))
    sys.stdout.write("\n".join(sentences(found)) + "\n")
    return int(verifier.EXIT_BROKEN if found.faults else verifier.EXIT_OK)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
