"""The embedded server, fresh stores, and a small dossier, for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from blackstart.exercise.build import build
from blackstart.exercise.small import small_recipe
from blackstart.store.server import Server
from tests.work import killed
from tests.work.incident import drop
from tests.work.killed import Undisturbed


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small dossier, once; a test that changes it copies it first."""
    return build(small_recipe(1), tmp_path_factory.mktemp("dossiers") / "small")


@pytest.fixture(scope="session")
def undisturbed(home: Path, server: Server, folder: Path) -> Iterator[Undisturbed]:
    """Run the whole job once, and nothing happens to it."""
    yield killed.run_once(home, "undisturbed", folder)
    drop(server, "undisturbed")
