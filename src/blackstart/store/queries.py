"""SQL stands in files: each query has a name and a line that says what it does."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from psycopg import sql

from blackstart.store.errors import UnknownQueryError

NAME = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)


@cache
def queries(file: str) -> Mapping[str, bytes]:
    """Read the queries of `sql/<file>.sql`, by name."""
    text = resources.files("blackstart.store").joinpath("sql", f"{file}.sql").read_text("utf-8")
    _, *parts = NAME.split(text)
    named = zip(parts[::2], parts[1::2], strict=True)
    return MappingProxyType({name: sql.strip().encode() for name, sql in named})


def query(file: str, name: str) -> bytes:
    """Give one query of a file.

    Raises:
        UnknownQueryError: the file has no such query.
    """
    found = queries(file).get(name)
    if found is None:
        raise UnknownQueryError(f"{file}.{name}")
    return found


def template(file: str, name: str) -> sql.SQL:
    """Give one query of a file with places for names, filled in by `format`."""
    return sql.SQL(query(file, name).decode())
