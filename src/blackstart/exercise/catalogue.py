"""The made-up estates and plants that come with the product, by name."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from blackstart.exercise.recipe import RecipeError

_DATA = files("blackstart.exercise") / "data"


def _text(name: str, made_up: str) -> str:
    file = _DATA / name
    if not file.is_file():
        raise RecipeError(f"{made_up}: no such estate or plants come with the product")
    return file.read_text(encoding="utf-8")


@cache
def estate(name: str) -> Mapping[str, Any]:
    """Read an estate's teams, gates and activities.

    Raises:
        RecipeError: there is none of that name.
    """
    return tomllib.loads(_text(f"{name}.toml", name))


@cache
def services(name: str) -> Sequence[Mapping[str, str]]:
    """Read an estate's services, each with what it needs and how far it is.

    Raises:
        RecipeError: there is none of that name.
    """
    return list(csv.DictReader(_text(f"{name}-services.csv", name).splitlines()))


@cache
def plants(name: str) -> Mapping[str, Any]:
    """Read plants' lines, gates and ramp.

    Raises:
        RecipeError: there are none of that name.
    """
    return tomllib.loads(_text(f"{name}-plants.toml", name))
