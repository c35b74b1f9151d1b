"""How the tests of this folder call the program, and what they ask the store about it."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from psycopg import sql

from blackstart.base.today import Mode
from blackstart.cli.main import main
from blackstart.day.tables import TABLES
from blackstart.exercise.build import build
from blackstart.exercise.small import small_recipe
from blackstart.store import frames
from blackstart.store.database import Store, database_name, open_store
from blackstart.store.server import Server
from tests.fixtures_store import copy_template, owner

SEED = 7
DAMAGED_SHARE = 5.0

fresh_names = (f"cli-{number}" for number in count(1))


class Door:
    """The program, with a data folder whose server is running already."""

    def __init__(self, home: Path, server: Server) -> None:
        """Name the data folder and its server."""
        self.home = home
        self._server = server

    def __call__(self, *words: object, exit_code: int = 0, **environment: str) -> Result:
        """Type words behind `blackstart`, and check how it ends.

        Args:
            words: as typed; paths and numbers too.
            exit_code: the end that is expected.
            environment: variables besides the data folder.
        """
        said = run(*words, BLACKSTART_HOME=str(self.home), **environment)
        assert said.exit_code == exit_code, f"{said.exit_code}\n{said.stdout}\n{said.stderr}"
        return said

    def document(self, *words: object, exit_code: int = 0) -> Any:  # noqa: ANN401 - any document
        """Give the one document that a command prints on stdout."""
        return json.loads(self(*words, "--json", exit_code=exit_code).stdout)

    def make_room(self, name: str) -> str:
        """Make the database of an exercise by copying an empty one, which is quicker."""
        copy_template(self._server, name)
        return name

    @contextmanager
    def store(self, name: str) -> Iterator[Store]:
        """Open the store of an exercise, as another process would."""
        with open_store(self.home, name, Mode.EXERCISE) as store:
            yield store

    def rows(self, name: str) -> dict[str, int]:
        """Count the rows of every table of an exercise, letters and events too."""
        with self.store(name) as store, store.transaction() as conn:
            counted = {table.name: frames.read(conn, table.name).height for table in TABLES}
            for other in ("event", "outbox", "rejected_rows", "original"):
                query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(other))
                counted[other] = (conn.execute(query).fetchone() or (0,))[0]
        return counted

    def as_intruder(self, name: str, statement: str) -> None:
        """Change an exercise's database behind the program's back."""
        with owner(self._server, database_name(name, Mode.EXERCISE)) as conn:
            conn.execute(statement)


def run(*words: object, **environment: str) -> Result:
    """Type words behind `blackstart` in this process; nothing is caught but the end itself."""
    runner = CliRunner(env={"BLACKSTART_DATABASE_URL": "", **environment})
    return runner.invoke(main, [str(word) for word in words], catch_exceptions=False)


def small(folder: Path, name: str, *, damaged_share: float = DAMAGED_SHARE) -> Path:
    """Build the small exercise under a name of its own.

    Args:
        folder: where to put it.
        name: of the incident.
        damaged_share: how many of a hundred documents are damaged.
    """
    recipe = replace(small_recipe(SEED), name=name)
    faults = replace(recipe.faults, damaged=damaged_share)
    return build(replace(recipe, faults=faults), folder / name)


def change_cell(table: Path, row: int, column: str, value: str) -> None:
    """Write another value into one cell of a CSV table; the header is row 1."""

    def change(rows: list[dict[str, str]]) -> None:
        rows[row - 2][column] = value

    _change(table, change)


def add_row(table: Path, values: Mapping[str, str]) -> None:
    """Add a row to a CSV table; columns that are not named are as in the row before."""

    def change(rows: list[dict[str, str]]) -> None:
        rows.append({**rows[-1], **values})

    _change(table, change)


def _change(table: Path, change: Callable[[list[dict[str, str]]], None]) -> None:
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
