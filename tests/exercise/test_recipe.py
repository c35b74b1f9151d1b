"""Recipes: what cannot be built from is refused, and the refusal names the place."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from blackstart.exercise.recipe import RecipeError, parse, read
from tests.exercise.samples import PUBLIC_CASE, public_recipe


def _said() -> dict[str, Any]:
    return tomllib.loads((PUBLIC_CASE / "recipe.toml").read_text(encoding="utf-8"))


def test_the_public_case_can_be_read() -> None:
    """Its shape is that of the public case: a day, a stop, hundreds of direct suppliers."""
    recipe = public_recipe()
    assert (recipe.day.isoformat(), recipe.stopped_on.isoformat()) == ("2025-09-25", "2025-09-01")
    assert recipe.trade.receipts + recipe.trade.invoices == 20_000
    assert 700 <= recipe.firms.direct <= 1_000


@pytest.mark.parametrize(
    ("section", "key", "value", "words"),
    [
        ("firms", "direct", "many", "recipe.firms.direct: 'many' is not of type int"),
        ("firms", "direct", -1, "recipe.firms.direct: -1 is below 0"),
        ("firms", "told_direct_share", 1.5, "told_direct_share: 1.5 is no share"),
        ("firms", "euro_share", 1.0, "firms.euro_share + dollar_share is more than 1"),
        ("trade", "invoices", 10**6, "trade.receipts: there are too few"),
        ("trade", "colour", "red", "recipe.trade: colour is not known"),
        ("trade", "received_from", 5, "recipe.trade.received_from: 5 is not of type date"),
        ("vehicles", "markets", [], "the shares do not add up to 1"),
        ("vehicles", "markets", 3, "recipe.vehicles.markets: is no list"),
        ("parts", "sites", [1], "recipe.parts.sites[0]: 1 is not of type str"),
    ],
)
def test_what_cannot_be_built_from_is_refused(
    section: str, key: str, value: object, words: str
) -> None:
    """The message names the field and what is wrong with it."""
    said = _said()
    said[section][key] = value
    with pytest.raises(RecipeError) as refusal:
        parse(said)
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("scale", 0.0, "recipe.scale: 0.0 is not above 0"),
        ("firms", 3, "recipe.firms: is no table"),
        ("as_of", None, "recipe: as_of is missing"),
    ],
)
def test_what_is_wrong_at_the_top_is_refused(key: str, value: object, words: str) -> None:
    """A missing field and an impossible one are told apart."""
    said = _said()
    said[key] = value
    if value is None:
        del said[key]
    with pytest.raises(RecipeError) as refusal:
        parse(said)
    assert words in str(refusal.value)


def test_an_instant_without_zone_is_refused() -> None:
    """Nobody can tell when 03:00 is without a zone."""
    said = _said()
    said["as_of"] = said["as_of"].replace(tzinfo=None)
    with pytest.raises(RecipeError, match="has no time zone"):
        parse(said)


@pytest.mark.parametrize("text", ["name = ", "name = 'a'\n[firms"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, text: str) -> None:
    """So is one that is not there."""
    file = tmp_path / "recipe.toml"
    file.write_text(text, encoding="utf-8")
    for path in (file, tmp_path / "none.toml"):
        with pytest.raises(RecipeError):
            read(path)
