"""`blackstart invoices`: whether documents are valid, and what is wrong with those that are not."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from blackstart.cli.output import Exit, json_option, leave, say
from blackstart.cli.verb import Verb

# As many as fill the tables and spare the memory.
BATCH = 500


@click.group("invoices")
def command() -> None:
    """Look at supplier invoices: check them, explain them."""


@command.command("check", cls=Verb)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH...",
)
@json_option
def check(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Judge documents: UBL and CII by the rules of EN 16931, others by what can be read.

    PATH is a file or a folder with files in it. With --json a line of JSON for each document.
    `rules` names the rule set that judged it, and is null where none did.
    Refused: it cannot be read, or a fatal rule fails. Held: a person must look. Accepted: neither.
    Ends with 3 if one was refused. Nothing is stored.
    """
    counts: Counter[str] = Counter()
    files = list(_files(paths))
    for start in range(0, len(files), BATCH):
        for told in _judged(files[start : start + BATCH]):
            counts[told["verdict"]] += 1
            click.echo(_line(told) if as_json else "\n".join(_words(told)))
    say(", ".join(f"{counts[name]:,} {name}" for name in ("accepted", "held", "refused")))
    if counts["refused"]:
        leave(Exit.REFUSED)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(below for below in path.rglob("*") if below.is_file())
        else:
            yield path


def _judged(files: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """Read a batch of files and let the rules judge it."""
    from blackstart.payables.rules.check import check as judge
    from blackstart.payables.rules.rule import RULES_VERSION
    from blackstart.payables.rules.verdict import verdict
    from blackstart.post.en16931.read import read

    batch = read([_body(path) for path in files])
    broken: dict[int, list[dict[str, Any]]] = {}
    for facts in batch.facts:
        for row in judge(facts).iter_rows(named=True):
            broken.setdefault(row.pop("document"), []).append(row)
    for at, path in enumerate(files):
        remarks = [
            {
                "rule": remark.code.code,
                "severity": remark.code.severity.value,
                "count": 1,
                "message": remark.message or remark.code.meaning,
                "where": [remark.place],
            }
            for remark in batch.remarks[at]
        ]
        findings = [*remarks, *broken.get(at, ())]
        yield {
            "file": str(path).encode(errors="backslashreplace").decode(),
            "format": batch.formats[at],
            "rules": RULES_VERSION if batch.ruled[at] else None,
            "verdict": verdict(one["severity"] for one in findings).value,
            "findings": findings,
        }


def _body(path: Path) -> bytes:
    """Read a file, and no more of it than is read of any document."""
    from blackstart.post.xmlsafe import BYTES_MAX

    with path.open("rb") as file:
        return file.read(BYTES_MAX + 1)


def _line(told: dict[str, Any]) -> str:
    return json.dumps(told, sort_keys=True, ensure_ascii=False, allow_nan=False)


def _words(told: dict[str, Any]) -> Iterator[str]:
    yield f"{told['verdict']:<8} {told['file']}"
    for one in told["findings"]:
        times = f" ({one['count']} times)" if one["count"] > 1 else ""
        yield f"  {one['rule']} {one['severity']}: {one['message']}{times}"
        yield f"    {'; '.join(one['where'])}"
