"""A recipe's dossier is built once, and built anew when anything that it is made of changes."""

import shutil
from pathlib import Path

import pytest

from blackstart.exercise import home
from blackstart.exercise.build import build
from blackstart.exercise.package import FolderTakenError
from tests.exercise.samples import PUBLIC_CASE

TINY = 0.01


def test_a_dossier_is_built_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time it is there."""
    first = home.ensure(PUBLIC_CASE, tmp_path, TINY)
    monkeypatch.setattr(home, "build", None)
    assert home.ensure(PUBLIC_CASE, tmp_path, TINY) == first
    assert first.parent == tmp_path / "exercises"
    assert first.name.startswith("jlr-2025-")


def test_another_size_seed_recipe_or_builder_is_another_dossier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing stale is ever taken."""
    monkeypatch.setattr(home, "build", lambda _recipe, folder, *_: folder)
    recipe = tmp_path / "case"
    shutil.copytree(PUBLIC_CASE, recipe)
    names = {home.ensure(recipe, tmp_path, TINY).name, home.ensure(recipe, tmp_path, 1).name}
    names.add(home.ensure(recipe, tmp_path, TINY, seed=5).name)
    with (recipe / "recipe.toml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    names.add(home.ensure(recipe, tmp_path, TINY).name)
    monkeypatch.setattr(home, "generator_version", lambda: "another")
    names.add(home.ensure(recipe, tmp_path, TINY).name)
    assert len(names) == 5


def test_whoever_comes_second_takes_what_the_first_has_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes that start together build one dossier."""

    def beaten(*said: object) -> Path:
        build(*said)  # type: ignore[arg-type]  # handed on as they came
        raise FolderTakenError

    monkeypatch.setattr(home, "build", beaten)
    assert (home.ensure(PUBLIC_CASE, tmp_path, TINY) / "datapackage.json").exists()


def test_a_folder_of_something_else_is_not_taken_for_a_dossier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused, and left as it is."""
    folder = home.ensure(PUBLIC_CASE, tmp_path, TINY)
    (folder / "datapackage.json").unlink()
    with pytest.raises(FolderTakenError):
        home.ensure(PUBLIC_CASE, tmp_path, TINY)
    monkeypatch.undo()
    assert (folder / "tables").is_dir()
