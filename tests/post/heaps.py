"""What must hold of every heap, whatever the documents were."""

from collections.abc import Sequence

import polars as pl

from blackstart.payables.matching.tables import CancelledDespatches, Despatches
from blackstart.payables.tables import Documents, InvoiceFindings, InvoiceLines, Invoices
from blackstart.post.edifact.findings import EDIFACT_FINDINGS
from blackstart.post.findings import DOCUMENT_FINDINGS, OUR_FAULT
from blackstart.post.reader import Heap, Source


def check(heap: Heap, batch: Sequence[Source]) -> None:
    """Check schemas, that nothing is lost, and that every refusal says why and where."""
    Invoices.validate(heap.invoices)
    InvoiceLines.validate(heap.lines)
    Despatches.validate(heap.despatches.unique(("supplier", "despatch_no", "line_no")))
    CancelledDespatches.validate(heap.cancelled.unique(("supplier", "despatch_no")))
    Documents.validate(heap.documents)
    InvoiceFindings.validate(heap.findings)
    assert heap.documents["document"].to_list() == list(dict.fromkeys(s.document for s in batch))
    assert OUR_FAULT.code not in heap.findings["code"]
    assert set(heap.findings["code"]) <= {
        code.code for code in DOCUMENT_FINDINGS + EDIFACT_FINDINGS
    }
    read = set(heap.documents.filter(state="read")["document"])
    refused = set(heap.documents.filter(state="refused")["document"])
    assert read | refused == set(heap.documents["document"])
    made = set(heap.invoices["document"]) | set(heap.despatches["document"])
    assert made <= read
    advice = pl.col("format").str.contains("^(EDIFACT|X12)")  # its lines may all be set aside
    assert read - made <= set(heap.documents.filter(advice)["document"])
    assert refused <= set(heap.findings.filter(severity="refused")["subject"])
    assert set(heap.lines["invoice"]) <= set(heap.invoices["invoice"])
    known = set(heap.invoices["invoice"]) | set(heap.documents["document"])
    assert set(heap.findings["subject"]) <= known
    assert heap.findings.filter(pl.col("place").str.strip_chars() == "").is_empty()
