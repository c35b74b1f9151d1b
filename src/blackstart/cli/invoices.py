"""`blackstart invoices`: whether documents are valid, and what is wrong with those that are not."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from blackstart.cli import invoice_decisions, invoice_queue, invoice_story
from blackstart.cli.output import Exit, document, json_option, leave, say
from blackstart.cli.verb import Verb

if TYPE_CHECKING:
    from blackstart.post.en16931.read import Judged
    from blackstart.store.database import Store

# As many as fill the tables and spare the memory.
BATCH = 500
RECHECKED = """{documents:,} documents judged again by {rules}: {held:,} break a rule.
{changed:,} findings are new or changed, {settled:,} do not hold any more.
{not_checked:,} documents that were read are not checked by these rules: they know UBL and CII."""


@click.group("invoices")
def command() -> None:
    """Look at supplier invoices: check them, explain them, decide about those that wait."""


for below in (
    invoice_queue.queue,
    invoice_story.explain,
    invoice_decisions.decide,
    invoice_decisions.assign,
    invoice_queue.capacity,
):
    command.add_command(below)


@command.command("check", cls=Verb)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH...",
)
@click.option("--warnings", is_flag=True, help="Tell what a document has and is not used, too.")
@json_option
def check(paths: tuple[Path, ...], *, warnings: bool, as_json: bool) -> None:
    """Judge documents: UBL and CII by the rules of EN 16931, others by what can be read.

    PATH is a file or a folder with files in it. With --json a line of JSON for each document.
    `rules` names the rule set that judged it, and is null where none did.
    Refused: it cannot be read, or a fatal rule fails. Held: a person must look. Accepted: neither.
    Warnings about elements that the standard does not use stop nothing and are told on demand.
    Ends with 3 if one was refused. Nothing is stored.
    """
    counts: Counter[str] = Counter()
    files = list(_files(paths))
    for start in range(0, len(files), BATCH):
        for told in _judged(files[start : start + BATCH], warnings=warnings):
            counts[told["verdict"]] += 1
            click.echo(_line(told) if as_json else "\n".join(_words(told)))
    say(", ".join(f"{counts[name]:,} {name}" for name in ("accepted", "held", "refused")))
    if counts["refused"]:
        leave(Exit.REFUSED)


@command.command("recheck", cls=Verb)
@json_option
def recheck(*, as_json: bool) -> None:
    """Judge the whole backlog again by today's rules of EN 16931, without reading it again.

    For the day after a rule or a code list changed. What breaks a rule now is held; what breaks
    none any more is free for the next `blackstart run`. What was posted stays posted. Run twice,
    it changes nothing.
    """
    from blackstart.cli.incident import current
    from blackstart.payables.rules.rule import RULES_VERSION
    from blackstart.work.rechecking import recheck as judge_again

    counts = dict.fromkeys(("documents", "held", "changed", "settled", "not_checked"), 0)
    with current() as store:
        for part in judge_again(store):
            for name, count in asdict(part).items():
                counts[name] += count
            say(f"{counts['documents']:,} judged again")
        counts["not_checked"] = _not_checked(store)
    if as_json:
        document({"rules": RULES_VERSION, **counts})
    else:
        click.echo(RECHECKED.format(rules=RULES_VERSION, **counts))


def _not_checked(store: "Store") -> int:
    """Count the documents that were read and that no rule judged: CSV and EDIFACT have no facts."""
    from blackstart.store import facts

    with store.transaction() as conn:
        return facts.not_judged(conn)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(below for below in path.rglob("*") if below.is_file())
        else:
            yield path


def _broken(batch: "Judged") -> dict[int, list[dict[str, Any]]]:
    """Let the rules judge a batch; warnings only where the element paths were counted."""
    from blackstart.payables.rules.check import check as judge
    from blackstart.payables.rules.paths import warnings

    broken: dict[int, list[dict[str, Any]]] = {}
    found = [judge(facts) for facts in batch.facts]
    found += [warnings(paths, syntax) for syntax, paths in batch.paths.items()]
    for rows in found:
        for row in rows.iter_rows(named=True):
            broken.setdefault(row.pop("document"), []).append(row)
    return broken


def _judged(files: Sequence[Path], *, warnings: bool) -> Iterator[dict[str, Any]]:
    """Read a batch of files and let the rules judge it."""
    from blackstart.payables.rules.rule import RULES_VERSION
    from blackstart.payables.rules.verdict import verdict
    from blackstart.post.en16931.read import read

    batch = read([_body(path) for path in files], with_paths=warnings)
    broken = _broken(batch)
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
    from blackstart.payables.clearing.ruled import NOT_CHECKED, THEY_KNOW

    unruled = told["rules"] is None and told["verdict"] != "refused"
    remark = f" ({NOT_CHECKED}: {THEY_KNOW})" if unruled else ""
    yield f"{told['verdict']:<8} {told['file']}{remark}"
    for one in told["findings"]:
        times = f" ({one['count']} times)" if one["count"] > 1 else ""
        yield f"  {one['rule']} {one['severity']}: {one['message']}{times}"
        yield f"    {'; '.join(one['where'])}"
