"""The result of a malware scan: which tool, how fresh its signatures, how many hits."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from blackstart.estate.running.evidence_kinds.kind import Bodies, EvidenceKind

# Signatures older than this do not know this month's tools (assumption of ours).
SIGNATURES_DAYS_MAX = 7


def check(body: bytes, _others: Bodies, day: date) -> tuple[str, ...]:
    """Refuse a scan with hits, with old signatures, or that does not say so.

    Args:
        body: a JSON object: `tool`, `signatures_on` (a date), `hits` (a number or a list).
        day: business date.
    """
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return ("it is not JSON",)
    if not isinstance(said, dict):
        return ("it is not a JSON object",)
    return (*_tool(said.get("tool")), *_age(said.get("signatures_on"), day), *_hits(said))


def _tool(tool: object) -> Iterator[str]:
    if not (isinstance(tool, str) and tool.strip()):
        yield "it does not name the tool"


def _age(signatures_on: object, day: date) -> Iterator[str]:
    try:
        fresh = date.fromisoformat(str(signatures_on))
    except ValueError:
        yield "it does not say from which day its signatures are"
        return
    if fresh > day:
        yield f"its signatures are of {fresh}, which is yet to come"
    elif fresh < day - timedelta(days=SIGNATURES_DAYS_MAX):
        yield f"its signatures are of {fresh}: older than {SIGNATURES_DAYS_MAX} days"


def _hits(said: dict[str, Any]) -> Iterator[str]:
    hits = said.get("hits")
    count = len(hits) if isinstance(hits, list) else hits
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        yield "it does not say how many hits there were"
    elif count:
        yield f"{count} hits"


SCAN_REPORT = EvidenceKind(name="scan report", check=check)
