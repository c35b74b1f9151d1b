"""What was refused of a dossier: rows and documents, each with its place and the reason."""

import polars as pl

from blackstart.base.canonical import Json
from blackstart.store import frames, rejects
from blackstart.store.database import Store

ROWS_TOLD_MAX = 1000


def told(store: Store) -> dict[str, Json]:
    """List refused rows and documents, the first thousand of each by name.

    Args:
        store: where it was loaded.

    Returns:
        `rows_refused` and `papers` (documents) as lists, and the number of documents refused.
    """
    with store.transaction() as conn:
        rows = rejects.read(conn)
        documents = frames.read(conn, "documents").filter(pl.col("state") == "refused")
        findings = frames.read(conn, "invoice_findings")
    named = documents.select("document", "file").join(
        findings.filter(pl.col("severity") == "refused"), left_on="document", right_on="subject"
    )
    return {
        "rows_refused": rows.head(ROWS_TOLD_MAX)
        .select("file", "row", "column", "rule", "value")
        .to_dicts(),
        "documents_refused": documents.height,
        "papers": named.sort("file", "code", "place")
        .head(ROWS_TOLD_MAX)
        .select("file", "code", "place", "message", "fix")
        .to_dicts(),
    }
