"""The program as its user meets it: typed words in, an exit code and two streams out."""

from pathlib import Path

import pytest

from blackstart.store.server import Server
from tests.cli.door import Door, fresh_names


@pytest.fixture(scope="session")
def blackstart(home: Path, server: Server) -> Door:
    """Give the program with a data folder of the session's own, which goes away at the end."""
    return Door(home=home, server=server)


@pytest.fixture
def name() -> str:
    """Name an incident that no other test has."""
    return next(fresh_names)
