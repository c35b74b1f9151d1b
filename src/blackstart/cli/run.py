"""`blackstart run`: the main job, then the control room."""

import shlex
from pathlib import Path

import click

from blackstart.cli.output import Exit, document, json_option, leave, say
from blackstart.cli.verb import Verb

PORT = 8642


@click.command("run", cls=Verb)
@click.argument("dossier", type=click.Path(path_type=Path))
@click.option("--once", is_flag=True, help="Print and end; serve no control room.")
@json_option
@click.option("--strict", is_flag=True, help="End with 3 if anything was refused.")
@click.option(
    "--scale",
    type=click.FloatRange(min=0, min_open=True),
    help="For a recipe: so many times larger.",
)
@click.option("--seed", type=click.IntRange(0), help="For a recipe: another seed.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=PORT,
    show_default=True,
    help="Port of the control room.",
)
def command(
    dossier: Path,
    *,
    once: bool,
    as_json: bool,
    strict: bool,
    scale: float | None,
    seed: int | None,
    port: int,
) -> None:
    """Load a dossier, decide for every room, look ahead, draft notices, show it all.

    Whatever was done before and rests on the same input is not done again; a run that was killed
    goes on where it was.
    """
    from blackstart.cli import dossiers, incident, loaded, progress, serve, summary
    from blackstart.cli.recovery import recover
    from blackstart.work import moment

    described = dossiers.found(dossier, scale, seed)
    with incident.opened(described.name, described.mode) as store:
        with progress.shown() as tell:
            result = recover(store, described, moment.start(store, described.as_of), tell)
        if as_json:
            document(result)
        else:
            click.echo(summary.text(result))
        if not once:
            serve.serve(store, port)
        else:
            again = shlex.quote(str(dossier))
            say(f"Control room: `blackstart run {again}` serves http://localhost:{port}/")
    if result["load"]["documents_unread"]:
        leave(Exit.FAULT)
    if strict and loaded.refused(result["load"]):
        leave(Exit.REFUSED)
