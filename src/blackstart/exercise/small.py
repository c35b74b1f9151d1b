"""A tiny incident with every kind of row, for tests of the twin and of kills."""

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files

from blackstart.exercise.recipe import Recipe, parse


def small_recipe(seed: int) -> Recipe:
    """Give the recipe of about 20 firms, 60 invoices, 12 services, 40 part lines and 30 cars.

    Args:
        seed: of all chance.
    """
    return replace(_shape(), seed=seed)


@cache
def _shape() -> Recipe:
    file = files("blackstart.exercise") / "data" / "small-recipe.toml"
    return parse(tomllib.loads(file.read_text(encoding="utf-8")))
