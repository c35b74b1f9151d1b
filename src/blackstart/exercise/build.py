"""Builds a dossier from a recipe: any size, in bounded memory, the same bytes for the same seed."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from blackstart.base.canonical import canonical, sha256
from blackstart.base.clock import SITE_ZONE
from blackstart.base.today import Mode
from blackstart.day.tables import DOSSIER_TABLES
from blackstart.exercise import estate, firms, money, parts, plants, trade, vehicles
from blackstart.exercise.package import written
from blackstart.exercise.recipe import Recipe
from blackstart.exercise.scene import Progress, Scene
from blackstart.post.dossier.parts import About

PARTS: tuple[tuple[str, Callable[[Scene], None]], ...] = (
    ("estate", estate.write),
    ("firms", firms.write),
    ("money", money.write),
    ("plants", plants.write),
    ("vehicles", vehicles.write),
    ("parts", parts.write),
    ("documents", trade.write),
)


def nobody(_what: str, _done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def build(
    recipe: Recipe,
    folder: Path,
    scale: float | None = None,
    seed: int | None = None,
    progress: Progress = nobody,
) -> Path:
    """Build a dossier; a kill on the way leaves nothing at `folder`.

    Args:
        recipe: the shape.
        folder: where to put it; it must not exist or be empty.
        scale: multiplies the recipe's counts; the recipe's own when not given.
        seed: of all chance; the recipe's own when not given.
        progress: is told what is built, how much of it is done and how much there is.

    Returns:
        The folder.

    Raises:
        FolderTakenError: something is there already.
        RecipeError: the recipe cannot be built.
    """
    scale = recipe.scale if scale is None else scale
    seed = recipe.seed if seed is None else seed
    with written(folder) as package:
        scene = Scene(recipe=recipe, scale=scale, seed=seed, out=package, progress=progress)
        for name, write in PARTS:
            progress(name, 0, 1)
            write(scene)
            progress(name, 1, 1)
        package.close(about(recipe, seed))
    return folder


def about(recipe: Recipe, seed: int) -> About:
    """Say what a dossier is: made up, and an exercise."""
    return About(
        name=recipe.name,
        as_of=recipe.as_of,
        mode=Mode.EXERCISE,
        zone=SITE_ZONE,
        our_name=recipe.our_name,
        synthetic=True,
        seed=seed,
        recipe=recipe.name,
    )


def generator_version() -> str:
    """Name this builder by what it is made of: a changed one builds anew."""
    folder = files("blackstart.exercise")
    sources = [*folder.iterdir(), *(folder / "data").iterdir()]
    texts = {file.name: file.read_text(encoding="utf-8") for file in sources if file.is_file()}
    tables = {table.name: table.schema.column_names() for table in DOSSIER_TABLES}
    return sha256(canonical({"sources": texts, "tables": tables}))
