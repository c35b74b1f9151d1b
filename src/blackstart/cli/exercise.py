"""`blackstart exercise`: made-up incidents and estates, and the clock of the one that is open."""

import shlex
from pathlib import Path

import click

from blackstart.cli.output import Exit, document, json_option, refuse, say
from blackstart.cli.verb import Verb

PUBLIC_CASE = Path("exercises/jlr-2025")
GATES_MIN = 36  # a service in each layer


@click.group("exercise")
def command() -> None:
    """Make a dossier or an estate of any size, or move the exercise's clock forward."""


@command.command("new", cls=Verb)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--scale", type=click.FloatRange(min=0, min_open=True), help="The recipe's own.")
@click.option("--seed", type=click.IntRange(0), help="The recipe's own if not given.")
@click.option(
    "--recipe",
    type=click.Path(path_type=Path),
    default=PUBLIC_CASE,
    show_default=True,
    help="Folder with recipe.toml.",
)
@json_option
def new(
    folder: Path, *, scale: float | None, seed: int | None, recipe: Path, as_json: bool
) -> None:
    """Write a dossier; the same recipe, scale and seed write the same bytes."""
    from blackstart.cli.dossiers import making
    from blackstart.cli.progress import shown
    from blackstart.exercise.build import build
    from blackstart.exercise.recipe import read

    _refuse_taken(folder)
    shape = read(recipe / "recipe.toml")
    with shown() as tell:
        build(shape, folder, scale, seed, making(tell))
    if as_json:
        document(
            {
                "folder": str(folder),
                "recipe": shape.name,
                "scale": shape.scale if scale is None else scale,
                "seed": shape.seed if seed is None else seed,
            }
        )
    say(f"Written. Next: blackstart run {shlex.quote(str(folder))}")


@command.command("estate", cls=Verb)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--gates", type=click.IntRange(GATES_MIN), default=1000, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=100, show_default=True)
@json_option
def estate(folder: Path, *, gates: int, seed: int, as_json: bool) -> None:
    """Write an estate to plan, as a dossier; the same size and seed write the same bytes.

    Services have nine gates each, in four layers; teams have people; activities have the value of a
    day. It is the estate that `bench/restart` plans.
    """
    from blackstart.exercise.estates import write

    _refuse_taken(folder)
    rows = write(folder, gates, seed)
    if as_json:
        document({"folder": str(folder), "gates": gates, "rows": rows, "seed": seed})
    say(f"Written. Next: blackstart estate plan {shlex.quote(str(folder))}")


@command.command("advance", cls=Verb)
@click.option("--days", type=click.IntRange(1, 365), default=1, show_default=True)
@json_option
def advance(*, days: int, as_json: bool) -> None:
    """Move the open exercise's clock forward; `blackstart run` then decides that day."""
    from blackstart.base.clock import iso_utc
    from blackstart.base.today import Mode
    from blackstart.cli.incident import current
    from blackstart.work import moment

    with current() as store:
        if store.mode is Mode.LIVE:
            message = "This incident is LIVE, its clock is the wall's. Nothing was changed."
            refuse(Exit.WRONG_USE, message, "Only an exercise's clock can be moved.")
        now = iso_utc(moment.advance(store, days).now())
    if as_json:
        document({"incident": store.incident, "now": now})
    else:
        click.echo(now)


def _refuse_taken(folder: Path) -> None:
    if folder.exists():
        message = f"{folder} exists already. Nothing was written."
        refuse(Exit.WRONG_USE, message, "Name a folder that does not.")
