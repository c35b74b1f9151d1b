"""Small dossiers for the tests of reading, in the words of the person who exports them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from blackstart.base.finding import Finding
from blackstart.post.dossier.folder import TableFile, read_table

AS_OF = datetime(2025, 9, 25, 3, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Read:
    """What reading one table gave altogether."""

    rows: pl.DataFrame
    rejects: pl.DataFrame
    findings: tuple[Finding, ...]
    seen: int

    @property
    def faults(self) -> list[tuple[int, str, str, str]]:
        """List row, column, rule and value of each fault."""
        return self.rejects.select("row", "column", "rule", "value").rows()

    @property
    def codes(self) -> list[str]:
        """List the codes of the findings."""
        return [finding.code for finding in self.findings]


def put(folder: Path, **files: str | bytes) -> None:
    """Write files, where a name such as `tables__services_csv` is tables/services.csv."""
    for name, body in files.items():
        stem, _, form = name.rpartition("_")
        path = folder / (stem.replace("__", "/") + "." + form)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body.encode() if isinstance(body, str) else body)


def read(path: Path, table: str) -> Read:
    """Read a file as a table, all pieces together."""
    chunks = list(read_table(TableFile(table=table, file=f"tables/{path.name}", path=path), table))
    return Read(
        rows=pl.concat([chunk.frame for chunk in chunks]),
        rejects=pl.concat([chunk.rejects for chunk in chunks]),
        findings=tuple(finding for chunk in chunks for finding in chunk.findings),
        seen=sum(chunk.rows for chunk in chunks),
    )


def read_text(folder: Path, table: str, text: str | bytes) -> Read:
    """Read a CSV text as a table; lines may be indented as the test is."""
    path = folder / f"{table}.csv"
    if isinstance(text, str):
        lines = [line.strip() for line in text.strip().splitlines()]
        text = ("\n".join(lines) + "\n").encode()
    path.write_bytes(text)
    return read(path, table)
