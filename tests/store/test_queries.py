"""Each query in the SQL files has a name of its own and says what it does."""

from importlib import resources

import pytest

from blackstart.store.errors import UnknownQueryError
from blackstart.store.queries import NAME, queries, query

FOLDER = resources.files("blackstart.store").joinpath("sql")
FILES = sorted(file.name.removesuffix(".sql") for file in FOLDER.iterdir() if file.is_file())


@pytest.mark.parametrize("file", FILES)
def test_each_query_says_what_it_does(file: str) -> None:
    """Below a query's name stands a comment that ends with a full stop; no name comes twice."""
    text = FOLDER.joinpath(f"{file}.sql").read_text("utf-8")
    assert len(NAME.findall(text)) == len(queries(file)) > 0
    for sql in queries(file).values():
        first = sql.decode().splitlines()[0]
        assert first.startswith("-- ")
        assert first.endswith(".")


def test_a_name_that_is_not_there() -> None:
    """A misspelt name is a programmer's fault, with file and name in its words."""
    with pytest.raises(UnknownQueryError, match=r"record\.apend"):
        query("record", "apend")
