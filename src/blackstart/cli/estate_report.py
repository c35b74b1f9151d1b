"""`blackstart estate report handover | after-action | evidence-pack`: the restart on paper."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from blackstart.cli.output import Exit, document, json_option, leave, refuse, say
from blackstart.cli.verb import Verb

if TYPE_CHECKING:
    from blackstart.estate.telling.report_document import Report
    from blackstart.store.database import Store

FORMS = (".md", ".html", ".json")
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"Write it into this file; its ending says how: {', '.join(FORMS)}.",
)


@click.group("report")
def report_group() -> None:
    """Write the restart on paper: for the morning, for afterwards, for the police."""


@report_group.command("handover", cls=Verb)
@json_option
@out_option
def handover(out: Path | None, *, as_json: bool) -> None:
    """Report for the meeting at seven.

    What came back since yesterday, what slipped and why and what it costs, what is next by team,
    who must sign what, what is blocked and by whom, and what nobody knows.
    """
    from blackstart.work.estate_report import handover as decided

    _told(decided, out, as_json=as_json)


@report_group.command("after-action", cls=Verb)
@json_option
@out_option
def after_action(out: Path | None, *, as_json: bool) -> None:
    """Report after the restart: what was planned, what came, what failed, how time was spent."""
    from blackstart.work.estate_report import after_action as decided

    _told(decided, out, as_json=as_json)


def _told(decide: "Callable[[Store], Report]", out: Path | None, *, as_json: bool) -> None:
    """Write a report to a file, or print it."""
    from blackstart.cli.incident import current
    from blackstart.post import report_text

    if out is not None and out.suffix not in FORMS:
        refuse(
            Exit.WRONG_USE,
            f"{out.name} ends with none of {', '.join(FORMS)}. Nothing was written.",
            "Name a file that does.",
        )
    with current() as store:
        report = decide(store)
    if out is not None:
        out.write_text(_written(report, out.suffix), encoding="utf-8")
        say(f"{report_text.heading(report)}: {out}")
    if as_json:
        document(report_text.document(report))
    elif out is None:
        click.echo(report_text.markdown(report))


def _written(report: "Report", suffix: str) -> str:
    from blackstart.post import report_text

    if suffix == ".json":
        told = report_text.document(report)
        return json.dumps(told, sort_keys=True, indent=2, ensure_ascii=False) + "\n"
    return report_text.html(report) if suffix == ".html" else report_text.markdown(report)


@report_group.command("evidence-pack", cls=Verb)
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="An empty folder, or one that is not there yet.",
)
@json_option
def evidence_pack(folder: Path, *, as_json: bool) -> None:
    """Write what was isolated, captured, restored, when, by whom, on what evidence, with proofs.

    For specialists, the police and the national cyber centre: who gets it needs Python, not us.
    Ends with 5 if bytes of evidence are gone or changed; the rest is written all the same.
    """
    from blackstart.cli.incident import current
    from blackstart.work import evidence_pack as pack

    with current() as store:
        try:
            packed = pack.write(store, folder)
        except pack.FolderInUseError as fault:
            message = f"{fault} holds something already. Nothing was written."
            refuse(Exit.WRONG_USE, message, "Name an empty folder.")
    if as_json:
        document(asdict(packed))
    say(f"{packed.files} files, {packed.events} events, {packed.evidence} files of evidence")
    say(f"Manifest {packed.manifest_sha256}; check it with: python verify_pack.py . in {folder}")
    for digest in packed.missing:
        say(f"MISSING or changed: evidence {digest}")
    if packed.missing:
        leave(Exit.CHECK_FAILED)
