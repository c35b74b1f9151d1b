"""Keeps what was built from recipes: once for each recipe, size, seed and builder."""

from pathlib import Path

from blackstart.base.canonical import Json, canonical, sha256
from blackstart.exercise.build import build, generator_version, nobody
from blackstart.exercise.package import FolderTakenError
from blackstart.exercise.recipe import read
from blackstart.exercise.scene import Progress
from blackstart.post.dossier.package import PACKAGE

RECIPE = "recipe.toml"
HASH_DIGITS = 12


def ensure(
    recipe_folder: Path,
    home: Path,
    scale: float | None = None,
    seed: int | None = None,
    progress: Progress = nobody,
) -> Path:
    """Build a recipe's dossier below `home`, or give the one that is there.

    Args:
        recipe_folder: holds `recipe.toml`.
        home: the data folder; the dossier goes to its folder `exercises`.
        scale: instead of the recipe's own.
        seed: instead of the recipe's own.
        progress: is told what is built, how much of it is done and how much there is.

    Returns:
        The dossier's folder.

    Raises:
        RecipeError: the recipe cannot be used.
    """
    file = recipe_folder / RECIPE
    recipe = read(file)
    size = recipe.scale if scale is None else scale
    chance = recipe.seed if seed is None else seed
    made_of: list[Json] = [
        sha256(file.read_bytes()),
        repr(float(size)),
        chance,
        generator_version(),
    ]
    name = f"{recipe.name}-{sha256(canonical(made_of))[:HASH_DIGITS]}"
    folder = home / "exercises" / name
    if (folder / PACKAGE).exists():
        return folder
    try:
        return build(recipe, folder, size, chance, progress)
    except FolderTakenError:
        # Somebody else built the same while we waited for the lock.
        if (folder / PACKAGE).exists():
            return folder
        raise
