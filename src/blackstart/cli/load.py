"""`blackstart load`: take a dossier in, and decide nothing."""

from pathlib import Path

import click

from blackstart.cli.output import Exit, document, json_option, leave
from blackstart.cli.verb import Verb


@click.command("load", cls=Verb)
@click.argument("dossier", type=click.Path(path_type=Path))
@json_option
def command(dossier: Path, *, as_json: bool) -> None:
    """Take a dossier in; bad rows and documents are set aside one by one, with the reason.

    Loading the same dossier twice changes nothing; a newer export updates. Ends with 3 if anything
    was refused.
    """
    from blackstart.cli import dossiers, incident, loaded, progress
    from blackstart.cli.recovery import Round, take_in
    from blackstart.work import moment, sealing

    described = dossiers.found(dossier)
    with incident.opened(described.name, described.mode) as store:
        clock = moment.start(store, described.as_of)
        with progress.shown() as tell:
            result = take_in(store, described, clock, Round(say=tell))
            sealing.seal(store)
    if as_json:
        document(result)
    else:
        click.echo(loaded.text(result))
    if result["documents_unread"]:
        leave(Exit.FAULT)
    if loaded.refused(result):
        leave(Exit.REFUSED)
