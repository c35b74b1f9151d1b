"""`blackstart status`: where the recovery stands, without deciding anything."""

import click

from blackstart.cli.output import document, json_option
from blackstart.cli.verb import Verb


@click.command("status", cls=Verb)
@json_option
def command(*, as_json: bool) -> None:
    """Say what was decided last, when, and what waits; nothing is changed."""
    from blackstart.cli import summary
    from blackstart.cli.incident import current
    from blackstart.work import standing

    with current() as store:
        result = standing.standing(store)
    if as_json:
        document(result)
    else:
        click.echo(summary.status_text(result))
