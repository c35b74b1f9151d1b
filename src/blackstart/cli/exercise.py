"""`blackstart exercise`: incidents that never happened, and the clock of the one that is open."""

from pathlib import Path

import click

from blackstart.cli.output import Exit, leave, say

PUBLIC_CASE = Path("exercises/jlr-2025")


@click.group("exercise")
def command() -> None:
    """Make a dossier of any size, or move the exercise's clock forward."""


@command.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--scale", type=click.FloatRange(min=0, min_open=True), default=1, show_default=True)
@click.option("--seed", type=click.IntRange(0), help="The recipe's own if not given.")
@click.option(
    "--recipe",
    type=click.Path(path_type=Path, exists=True),
    default=PUBLIC_CASE,
    show_default=True,
    help="Folder with recipe.toml.",
)
def new(folder: Path, *, scale: float, seed: int | None, recipe: Path) -> None:
    """Write a dossier; the same recipe, scale and seed write the same bytes."""
    from blackstart.cli.dossiers import making
    from blackstart.cli.progress import shown
    from blackstart.exercise.build import build
    from blackstart.exercise.recipe import read

    if folder.exists():
        say(f"{folder} exists already. Nothing was written. Name a folder that does not.")
        leave(Exit.WRONG_USE)
    with shown() as tell:
        build(read(recipe / "recipe.toml"), folder, scale, seed, making(tell))
    say(f"Written. Next: blackstart run {folder}")


@command.command("advance")
@click.option("--days", type=click.IntRange(1, 365), default=1, show_default=True)
def advance(days: int) -> None:
    """Move the open exercise's clock forward; `blackstart run` then decides that day."""
    from blackstart.base.clock import iso_utc
    from blackstart.base.today import Mode
    from blackstart.cli.incident import current
    from blackstart.work import moment

    with current() as store:
        if store.mode is Mode.LIVE:
            say("This incident is LIVE; its clock is the wall's. Nothing was changed.")
            leave(Exit.WRONG_USE)
        click.echo(iso_utc(moment.advance(store, days).now()))
