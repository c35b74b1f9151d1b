"""How fast invoices are read and judged by all fatal rules of EN 16931, beside the official sheet.

Claim: at ten times the rate of the official stylesheet under saxonche, per CPU second, reading
included; judging again what was read, from the facts as the store keeps them, at two hundred times.
The third case is the whole of what a reader's job does besides the database: rows of invoices,
facts, findings. Each case runs in a process of its own. The documents of the corpus take turns
until there are as many as asked; nothing is remembered from one to the next. The stylesheet and a
Python that has saxonche are arguments; without them ours stand alone. The rival runs first and
last, and its better rate counts, so that a busy moment never flatters us.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

BYTES_MAX = 60_000  # the corpus is invoices as they come daily

# What one process does: load the documents once, then be measured doing `once`, `rounds` times.
MEASURE = """
import json, resource, sys, time
from pathlib import Path
bodies = [path.read_bytes() for path in sorted(Path(sys.argv[1]).iterdir())]
size, sheet = int(sys.argv[2]), sys.argv[3]
{setup}
started = time.process_time(), time.perf_counter()
found = once()
spent = time.process_time() - started[0], time.perf_counter() - started[1]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({{"cpu_s": spent[0], "wall_s": spent[1], "peak_mb": peak, "found": found}}))
"""
OURS = """
from blackstart.payables.rules.check import check
from blackstart.post.en16931.extract import extract
from blackstart.post.xmlsafe import parse
BATCH = 2000
def batch(start, stop):
    numbers = range(start, min(stop, size))
    return extract((at - start, parse(bodies[at % len(bodies)])) for at in numbers)[0]
def batches():
    return (batch(start, start + BATCH) for start in range(0, size, BATCH))
check(batch(0, len(bodies)))  # Polars starts its threads, lists are made
"""
READ_AND_CHECK = (
    OURS
    + """
def once():
    return sum(check(facts).height for facts in batches())
"""
)
CHECK_AGAIN = (
    OURS
    + """
from blackstart.payables.rules.found import found
from blackstart.store.facts import packed, together
from blackstart.work.reading import DOCUMENTS_A_JOB as BATCH
from blackstart.work.rechecking import DOCUMENTS_A_TRANSACTION

kept = [(packed([facts]), facts.frames["invoices"].height) for facts in batches()]
names = [f"I-{number}" for number in range(size)]
def once():
    step = DOCUMENTS_A_TRANSACTION // BATCH
    parts = (kept[start : start + step] for start in range(0, len(kept), step))
    return sum(found(together(part), names).height for part in parts)
"""
)
CAPTURE = """
from datetime import date
from hashlib import sha256
from blackstart.payables.rules.found import found
from blackstart.post.reader import Source, invoice_id, read_documents
from blackstart.store.facts import packed
from blackstart.work.reading import DOCUMENTS_A_JOB as BATCH
def batch(start, stop):
    made = []
    for number in range(start, stop):
        name = sha256(str(number).encode()).hexdigest()
        body = bodies[number % len(bodies)]
        made.append(Source(document=name, file=name, body=body, arrived_on=date.min))
    return made
def job(sources):
    heap = read_documents(sources)
    packed(heap.facts)
    return found(heap.facts, [invoice_id(document) for document in heap.ruled]).height
job(batch(0, min(size, len(bodies))))
def once():
    starts = range(0, size, BATCH)
    return sum(job(batch(start, min(start + BATCH, size))) for start in starts)
"""
RIVAL = """
import re
from saxonche import PySaxonProcessor
def judged(executable, processor, number):
    text = bodies[number % len(bodies)].decode("utf-8-sig")
    node = processor.parse_xml(xml_text=text)
    return executable.transform_to_string(xdm_node=node).count("<svrl:failed-assert")
processor = PySaxonProcessor(license=False)
executable = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=sheet)
judged(executable, processor, 0)
def once():
    return sum(judged(executable, processor, number) for number in range(size))
"""


CASES = (
    ("read and check", READ_AND_CHECK),
    ("read, capture and check", CAPTURE),
    ("check again", CHECK_AGAIN),
)


def measured(python: str, code: str, folder: Path, size: int, sheet: str = "") -> dict[str, Any]:
    """Run one case in a process of its own."""
    command = [python, "-c", MEASURE.format(setup=code), str(folder), str(size), sheet]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - our own code
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def told(case: str, size: int, ours: dict[str, Any], rival: dict[str, Any]) -> dict[str, Any]:
    """Put one result beside the rival's, as rates per CPU second."""
    rate = size / ours["cpu_s"]
    row: dict[str, Any] = {"case": case, "size": size, "rate": round(rate, 1)}
    row["unit"] = "documents per CPU second"
    row.update({name: round(ours[name], 3) for name in ("cpu_s", "wall_s", "peak_mb")})
    if rival:
        row["rival"] = "official stylesheet, saxonche"
        row["rival_rate"] = round(rival["rate"], 1)
        row["rival_peak_mb"] = round(rival["peak_mb"], 1)
        row["ratio"] = round(rate / rival["rate"], 1)
    return row


def rivals(options: argparse.Namespace, folder: Path) -> list[dict[str, Any]]:
    """Measure the rival; its rate does not depend on the number of documents."""
    if not (options.stylesheet and options.rival_python):
        return []
    sheet, size = str(options.stylesheet.resolve()), options.rival_size
    found = measured(options.rival_python, RIVAL, folder, size, sheet)
    return [{**found, "rate": size / found["cpu_s"]}]


def results(options: argparse.Namespace, folder: Path) -> list[dict[str, Any]]:
    """Measure all cases, ours and the rival's in the same run."""
    before = rivals(options, folder)
    ours = [
        (case, size, measured(sys.executable, code, folder, size))
        for size in options.size
        for case, code in CASES
    ]
    runs = before + rivals(options, folder)
    best = max(runs, key=lambda run: float(run["rate"]), default={})
    return [told(*one, best) for one in ours]


def copied(source: Path, target: Path) -> dict[str, float]:
    """Copy the UBL documents of a folder under plain names; say how many there are, and of what."""
    roots = (b":Invoice-2", b":CreditNote-2")
    found = [path.read_bytes() for path in sorted(source.rglob("*.xml"))]
    ubl = [body for body in found if any(root in body for root in roots)]
    fit = [body for body in ubl if len(body) <= BYTES_MAX]
    for number, body in enumerate(fit):
        (target / f"{number:06}.xml").write_bytes(body)
    sizes = sorted(map(len, fit)) or [0]
    return {
        "different_documents": len(set(fit)),
        "documents": len(fit),
        "largest_bytes": sizes[-1],
        "mean_bytes": round(sum(sizes) / len(sizes), 1),
        "median_bytes": sizes[len(sizes) // 2],
        "not_ubl": len(found) - len(ubl),
        "too_large": len(ubl) - len(fit),
    }


def main() -> None:
    """Print one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=Path, required=True, help="folder of UBL invoices")
    parser.add_argument("--size", type=int, nargs="+", default=[2_000, 10_000, 100_000])
    parser.add_argument("--stylesheet", type=Path, help="the official XSLT for UBL")
    parser.add_argument("--rival-python", help="a Python that has saxonche")
    parser.add_argument("--rival-size", type=int, default=1_000, help="documents for the rival")
    parser.add_argument("--json", action="store_true", help="accepted for uniformity")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        corpus = copied(options.documents, Path(made))
        rows = results(options, Path(made))
    machine = {"cpus": os.cpu_count(), "python": platform.python_version()}
    found = {"bench": "einvoice", "machine": machine, "corpus": corpus, "results": rows}
    print(json.dumps(found, indent=2, sort_keys=True))


if __name__ == "__main__":
    main()
