"""`blackstart status`: where the recovery stands, without deciding anything."""

import click

from blackstart.cli.output import document


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
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
