"""What became of a dossier, for a person: counts, and every refusal with its place."""

from collections.abc import Iterator, Mapping
from typing import Any

Facts = Mapping[str, Any]


def refused(load: Facts) -> int:
    """Count what was refused: rows, files, documents."""
    return int(load["refused"]) + int(load["documents_refused"])


def refused_line(load: Facts) -> str:
    """Say what was refused, in a line of the run's summary."""
    return (
        f"{load['refused']:,} rows and files, {load['documents_refused']:,} documents, "
        "each with its place and reason (`blackstart load` lists them)"
    )


def unread_lines(load: Facts) -> Iterator[str]:
    """Say what the reader itself failed on: a fault of ours, not of the documents."""
    if count := load["documents_unread"]:
        yield (
            f"{count:,} documents could not be read, which is a fault of Blackstart; all else was "
            "decided without them. The messages above say why; a newer version will read them."
        )


def text(load: Facts) -> str:
    """Write what became of a dossier, and every refusal with its place."""
    return "\n".join(
        [
            _tables(load["tables"]),
            _documents(load),
            *(_finding(one, one["subject"]) for one in load["findings"]),
            *map(_row, load["rows_refused"]),
            *map(_paper, load["papers"]),
            *(f"unread   {line}" for line in unread_lines(load)),
        ]
    )


def _tables(tables: Facts) -> str:
    new, changed, same, out = (
        sum(counts[key] for counts in tables.values())
        for key in ("inserted", "updated", "unchanged", "refused")
    )
    return (
        f"{len(tables)} tables: {new:,} rows new, {changed:,} changed, {same:,} the same, "
        f"{out:,} refused"
    )


def _documents(load: Facts) -> str:
    counts = load["documents"]
    return (
        f"{counts['files']:,} documents: {counts['new']:,} new, {counts['same']:,} copies, "
        f"{load['documents_refused']:,} refused"
    )


def _finding(one: Facts, subject: str) -> str:
    return f"{one['severity']:<8} {one['code']} {subject}: {one['message']} {one['fix']}"


def _paper(one: Facts) -> str:
    return _finding({**one, "severity": "refused"}, f"{one['file']}, {one['place']}")


def _row(one: Facts) -> str:
    place = f"{one['file']} row {one['row']} {one['column']}".rstrip()
    return f"refused  {place}: {one['rule']} ({one['value']}); the row was not loaded"
