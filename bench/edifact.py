"""How fast an EDIFACT file is taken apart and read, beside pydifact.

Claim: tokens, and envelopes with every count and reference checked, at 10 × pydifact's rate or
more. pydifact checks none of them: a wrong count, a missing end, an unknown segment and a quantity
"abc" go through. The file holds invoices (D.96A) with five lines each, a line break after each
segment, and one segment in ten with released characters. Each case is a process of its own and
counts its best of five; with no pydifact installed, ours stand alone.
"""

import sys
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench import _measure
from blackstart.post.edifact.reader import checked, read
from blackstart.post.edifact.tokens import Scan
from blackstart.post.invoice_rows import rows

SIZES = (100, 1_000, 4_000)
LINES = 5
TRIES = 5
RIVAL = "pydifact"
LINE = """LIN+{n}++P-{n}:IN'
IMD+F++:::Bracket, 90 ?'degrees?''
QTY+47:{n}00:PCE'
MOA+203:{n}0.50'
PRI+AAA:10.05:CT::100:C62'
RFF+DQ:DN-{n}'
RFF+ON:PO-{n}:30'
"""
HEAD = """BGM+380+R-{m}+9'
DTM+137:20250901:102'
NAD+SU+S-100::92++Brackets Ltd+1 Lane+Town++AB1 2CD+GB'
RFF+VA:GB123456789'
NAD+BY+CARS::92++Cars plc'
CUX+2:GBP:4'
PAT+3'
DTM+13:20251001:102'
"""
TAIL = """UNS+S'
MOA+79:30'
MOA+77:36'
TAX+7+VAT+++:::20'
MOA+125:30'
MOA+124:6'
"""


def interchange(invoices: int) -> bytes:
    """Write an interchange of invoices."""
    parts = ["UNB+UNOC:3+SENDER:14+CARS:ZZ+250925:0930+77'\n"]
    for m in range(1, invoices + 1):
        body = HEAD.format(m=m) + "".join(LINE.format(n=n) for n in range(1, LINES + 1)) + TAIL
        count = body.count("\n") + 2
        parts += [f"UNH+{m}+INVOIC:D:96A:UN'\n", body, f"UNT+{count}+{m}'\n"]
    return "".join([*parts, f"UNZ+{invoices}+77'\n"]).encode()


def tokens(body: bytes) -> int:
    """Split a file into segments, elements and components; count the segments."""
    scan, found = Scan(text=body.decode("latin-1")), 0
    while not scan.at_end():
        segment = scan.next()
        found += segment is not None and bool(segment.elements)
    return found


def rival_tokens(body: bytes) -> int:
    """Do the same with the rival's parser."""
    parser = import_module("pydifact.parser").Parser()
    return sum(1 for _ in parser.parse(body.decode("latin-1")))


def messages(body: bytes) -> int:
    """Take a file's messages apart, checking envelopes and types; count their segments."""
    (opened,) = checked(body).interchanges
    if opened.refused or any(message.refused for message in opened.messages):
        sys.exit("the file was refused")
    return sum(len(message.segments) - 2 for message in opened.messages)


def rival_messages(body: bytes) -> int:
    """Take them apart with the rival, which checks nothing."""
    opened = import_module("pydifact.segmentcollection").Interchange.from_str(
        body.decode("latin-1")
    )
    return sum(len(list(message.segments)) for message in opened.get_messages())


def invoices(body: bytes) -> int:
    """Read a file to rows of the payables' tables; count the lines."""
    drafts = read(body, "EDIFACT INVOIC D.96A").drafts
    return sum(len(rows(one, "I-1", "0" * 64, date(2025, 9, 25)).lines) for one in drafts)


CASES: dict[str, tuple[Callable[[bytes], int], Callable[[bytes], int] | None]] = {
    "tokens": (tokens, rival_tokens),
    "messages checked": (messages, rival_messages),
    "invoices to rows": (invoices, None),
}


def best(once: Callable[[bytes], int], file: Path) -> dict[str, Any]:
    """Run a case again and again; give what it found and its best time."""
    warnings.simplefilter("ignore")  # the rival's, about files that it looks for
    body, took = file.read_bytes(), []
    for _ in range(TRIES):
        cpu_s, wall_s = time.process_time(), time.perf_counter()
        found = once(body)
        took.append((time.process_time() - cpu_s, time.perf_counter() - wall_s))
    cpu_s, wall_s = min(took)
    return {"found": found, "cpu_s": cpu_s, "wall_s": wall_s}


def result(case: str, file: Path, size: int) -> dict[str, Any]:
    """Measure one case and its rival, each in a process of its own."""
    words = [sys.executable, "-m", "bench.edifact", "--case", case]
    ours = _measure.measured([*words, "ours", str(file)])
    beside = CASES[case][1] is not None and find_spec(RIVAL) is not None
    theirs = _measure.measured([*words, "rival", str(file)]) if beside else None
    if theirs is not None and theirs.printed["found"] != ours.printed["found"]:
        sys.exit(f"{case}: found {ours.printed['found']}, the rival {theirs.printed['found']}")
    size_mb = file.stat().st_size / 1e6
    rate = size_mb / ours.printed["cpu_s"]
    rival_rate = size_mb / theirs.printed["cpu_s"] if theirs else None
    return {
        "case": case,
        "size": size,
        "cpu_s": round(ours.printed["cpu_s"], 4),
        "wall_s": round(ours.printed["wall_s"], 4),
        "peak_mb": round(ours.peak_mb, 1),
        "rate": round(rate, 2),
        "unit": "MB per CPU second",
        "rival": RIVAL if theirs else None,
        "rival_rate": round(rival_rate, 2) if rival_rate else None,
        "rival_peak_mb": round(theirs.peak_mb, 1) if theirs else None,
        "ratio": round(rate / rival_rate, 2) if rival_rate else None,
    }


def measured(size: int) -> Iterator[dict[str, Any]]:
    """Measure all cases on a file of one size."""
    with _measure.fresh_folder() as folder:
        file = folder / "interchange.edi"
        file.write_bytes(interchange(size))
        yield from (result(case, file, size) for case in CASES)


def main() -> None:
    """Print one JSON document."""
    sizes = _measure.sizes_asked(__doc__ or "", SIZES)
    results = [found for size in sizes for found in measured(size)]
    _measure.growth(results)
    _measure.report("edifact", results)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--case"]:
        ours, theirs = CASES[sys.argv[2]]
        once = ours if sys.argv[3] == "ours" or theirs is None else theirs
        _measure.print_case(best(once, Path(sys.argv[4])))
    else:
        main()
