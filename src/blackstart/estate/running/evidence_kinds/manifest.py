"""A restore manifest: the files of a backup with their hashes, as `sha256sum` writes them."""

import re
from collections.abc import Sequence
from datetime import date

from blackstart.estate.running.evidence_kinds.kind import Bodies, EvidenceKind

LINE = re.compile(r"([0-9a-fA-F]{64})[ \t]+\*?(\S.*)")


def listed(body: bytes) -> tuple[dict[str, str], tuple[str, ...]]:
    """Read a list of hashes.

    Args:
        body: lines of `sha256  path` in UTF-8; blank lines and lines with # are passed over.

    Returns:
        Hash by path, and what is wrong with the list.
    """
    try:
        lines = body.decode().splitlines()
    except UnicodeDecodeError:
        return {}, ("it is not UTF-8 text",)
    hashes: dict[str, str] = {}
    faults = []
    for number, line in enumerate(map(str.strip, lines), start=1):
        if not line or line.startswith("#"):
            continue
        found = LINE.fullmatch(line)
        if found is None:
            faults.append(f"line {number} is not `sha256  path`")
        elif hashes.setdefault(found[2], found[1].lower()) != found[1].lower():
            faults.append(f"line {number} gives {found[2]} a second hash")
    return hashes, tuple(faults) if hashes or faults else ("it lists no file",)


def check(body: bytes, _others: Bodies, _day: date) -> tuple[str, ...]:
    """Refuse a manifest that cannot be compared with anything."""
    return listed(body)[1]


def merged(bodies: Sequence[bytes]) -> dict[str, str]:
    """Put several manifests together; where two differ about a file, neither is believed."""
    together: dict[str, str] = {}
    for body in bodies:
        for path, digest in listed(body)[0].items():
            together[path] = digest if together.get(path, digest) == digest else "disputed"
    return together


RESTORE_MANIFEST = EvidenceKind(name="restore manifest", check=check)
