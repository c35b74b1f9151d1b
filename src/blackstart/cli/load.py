"""`blackstart load`: take a dossier in, and decide nothing."""

from pathlib import Path

import click

from blackstart.cli.output import Exit, document, leave


@click.command("load")
@click.argument("dossier", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
def command(dossier: Path, *, as_json: bool) -> None:
    """Take a dossier in; bad rows and documents are set aside one by one, with the reason.

    Loading the same dossier twice changes nothing; a newer export updates. Ends with 3 if anything
    was refused.
    """
    from blackstart.cli import dossiers, incident, progress, summary
    from blackstart.work import documents, intake, moment, queue, refusals

    described = dossiers.found(dossier)
    with incident.opened(described.name, described.mode) as store:
        clock = moment.start(store, described.as_of)
        with progress.shown() as tell:
            load = intake.load(store, described, clock, tell)
            documents.ask_for_reading(store)
            queue.work_off(store)
        result = {**load, **refusals.told(store)}
    if as_json:
        document(result)
    else:
        click.echo(summary.load_text(result))
    if summary.refused({"load": result}):
        leave(Exit.REFUSED)
