"""Dossiers that the tests of this folder look at, and how to read one."""

import atexit
import csv
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import polars as pl

from blackstart.base.canonical import sha256
from blackstart.day.tables import DOSSIER_TABLES, TABLES
from blackstart.exercise.build import build
from blackstart.exercise.package import TRUTH
from blackstart.exercise.recipe import Recipe, read
from blackstart.exercise.small import small_recipe
from blackstart.post.reader import Heap, Source, read_documents

CHECKOUT = Path(__file__).resolve().parents[2]
PUBLIC_CASE = CHECKOUT / "exercises" / "jlr-2025"
TENTH = 0.1


def public_recipe() -> Recipe:
    """Read the recipe of the public case."""
    return read(PUBLIC_CASE / "recipe.toml")


@cache
def small() -> Path:
    """Build the small dossier, once."""
    return build(small_recipe(7), _place() / "small")


@cache
def tenth() -> Path:
    """Build a tenth of the public case, once."""
    return build(public_recipe(), _place() / "tenth", TENTH)


def _place() -> Path:
    folder = mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def tables(folder: Path) -> dict[str, pl.DataFrame]:
    """Read all tables of a dossier strictly, the made ones empty."""
    frames = {table.name: table.empty() for table in TABLES}
    for table in DOSSIER_TABLES:
        schema = frames[table.name].schema
        texts = {name: pl.String for name, kind in schema.items() if isinstance(kind, pl.Enum)}
        file = folder / "tables" / f"{table.name}.csv"
        frames[table.name] = pl.read_csv(file, schema_overrides={**schema, **texts}).cast(schema)
    return frames


def documents(folder: Path) -> Heap:
    """Read all documents of a dossier."""
    arrived: dict[str, date] = dict(
        tables(folder)["document_arrivals"].select("file", "arrived_on").iter_rows()
    )
    bodies = {file: (folder / file).read_bytes() for file in sorted(arrived)}
    return read_documents(
        [
            Source(document=sha256(body), file=file, body=body, arrived_on=arrived[file])
            for file, body in bodies.items()
        ]
    )


def truth(folder: Path) -> list[dict[str, str]]:
    """Read which faults were put where."""
    with (folder / TRUTH).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def content(folder: Path) -> dict[str, str]:
    """Hash every file of a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()) for path in files}
