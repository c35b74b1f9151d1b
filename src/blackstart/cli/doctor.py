"""`blackstart doctor`: what this installation is, and what it lacks."""

import click

from blackstart.cli.output import Exit, document, leave


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
def command(*, as_json: bool) -> None:
    """Say versions, where the data is, how large it is, and what is missing; changes nothing."""
    from blackstart.cli.incident import data_folder
    from blackstart.store import doctor

    report = doctor.examine(data_folder())
    if as_json:
        document(report)
    else:
        for name, value in sorted(report.items()):
            click.echo(f"{name:<22} {value}")
    if report["missing"]:
        leave(Exit.CHECK_FAILED)
