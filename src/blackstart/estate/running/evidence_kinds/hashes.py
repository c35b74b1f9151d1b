"""The hashes of what was restored, compared with those of the backup."""

from collections.abc import Iterator, Mapping
from datetime import date

from blackstart.estate.running.evidence_kinds.kind import Bodies, EvidenceKind
from blackstart.estate.running.evidence_kinds.manifest import RESTORE_MANIFEST, listed, merged

FILES_NAMED = 3


def check(body: bytes, others: Bodies, _day: date) -> tuple[str, ...]:
    """Compare a list of restored files with the gate's restore manifests, file by file.

    A file that the backup does not know is a fault too: nobody can say where it came from.
    """
    found, faults = listed(body)
    manifests = others.get(RESTORE_MANIFEST.name, ())
    if not manifests:
        return (*faults, "there is no restore manifest to compare it with")
    return (*faults, *_unlike(merged(manifests), found))


def _unlike(wanted: Mapping[str, str], found: Mapping[str, str]) -> Iterator[str]:
    both = wanted.keys() & found.keys()
    for what, paths in (
        ("differ from the manifest", {path for path in both if wanted[path] != found[path]}),
        ("are missing", wanted.keys() - both),
        ("are not in the manifest", found.keys() - both),
    ):
        if paths:
            named = ", ".join(sorted(paths)[:FILES_NAMED])
            more = ", …" if len(paths) > FILES_NAMED else ""
            yield f"{len(paths)} files {what}: {named}{more}"


RESTORED_HASHES = EvidenceKind(name="restored hashes", check=check)
