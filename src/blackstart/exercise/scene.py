"""What every part of a dossier is built from: the recipe, the size, the seed, the folder."""

from collections.abc import Callable
from dataclasses import dataclass

from blackstart.exercise.package import Package
from blackstart.exercise.recipe import Recipe

# What is being built, how much of it is done, how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What every part of a dossier is built from.

    Attributes:
        recipe: the shape.
        scale: multiplies the recipe's counts.
        seed: of all chance.
        out: the folder that is being written.
        progress: is told how far a part is.
    """

    recipe: Recipe
    scale: float
    seed: int
    out: Package
    progress: Progress

    def scaled(self, count: int) -> int:
        """Give a count of the recipe at this dossier's size."""
        return int(count * self.scale + 0.5)
