"""The reference pages say what the code says, and the code says enough."""

from collections import Counter
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import click
import pytest

import blackstart
from blackstart.base.finding import FindingCode, Severity
from blackstart.base.table import Table
from blackstart.day.tables import TABLES
from docs._ext import blackstart_reference as reference

CODES = (
    FindingCode(code="BS-T-1", severity=Severity.NOTE, meaning="A <b> | c.", fix="Mend\nit."),
    FindingCode(code="BS-T-2", severity=Severity.HELD, meaning="Held.", fix="Look."),
)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_and_column_says_what_it_means(table: Table) -> None:
    """Whoever builds a dossier can do so from the page alone."""
    assert "__doc__" in vars(table.schema)
    page = "\n".join(reference.one_table(table))
    for name, column in table.schema.columns().items():
        assert f"| `{name}` | {reference.type_name(column)} |" in page
        assert reference.said(column)[0], f"{table.name}.{name} has no description"
    for name, words in reference.rules(table.schema):
        assert words, f"{table.name}: rule {name} has no sentence"


def test_every_code_stands_in_one_closed_list() -> None:
    """No finding code is used twice in the house, and none is missing from the documentation."""
    listed = Counter(code.code for _, codes in reference.closed_lists() for code in codes)
    assert [code for code, times in listed.items() if times > 1] == []
    loose = {
        value.code
        for info in walk_packages(blackstart.__path__, "blackstart.")
        for value in vars(import_module(info.name)).values()
        if isinstance(value, FindingCode)
    }
    assert loose - set(listed) == set()


def test_closed_lists_are_recognised() -> None:
    """A tuple of codes is a list of findings; a list, an empty tuple, other tuples are not."""
    assert reference.is_closed_list(CODES)
    assert not any(map(reference.is_closed_list, ((), list(CODES), (*CODES, "x"))))


def test_cells_cannot_break_the_page() -> None:
    """Bars, brackets and line breaks in a description stay within their cell."""
    rows = list(reference.grid(("A", "B"), [(CODES[0].meaning, CODES[0].fix)]))
    assert rows == ["| A | B |", "|---|---|", "| A &lt;b> \\| c. | Mend it. |", ""]


def test_commands_are_shown_as_the_terminal_shows_them() -> None:
    """Each command below a group has its heading and its help; hidden ones stay hidden."""

    @click.group()
    def program() -> None:
        """Do things."""

    @program.command()
    @click.option("--once", is_flag=True, help="Print and end.")
    def run(*, once: bool) -> None:
        """Run it."""

    program.command(name="secret", hidden=True)(lambda: None)
    page = "\n".join(reference.one_command(click.Context(program, info_name="blackstart")))
    assert "## `blackstart run`" in page
    assert "Print and end." in page
    assert "secret" not in page
    assert run.name == "run"


def test_every_generated_page_has_its_place() -> None:
    """Each kind of reference is asked for by exactly one page."""
    folder = Path(reference.__file__).parents[1] / "reference"
    pages = "\n".join(path.read_text("utf-8") for path in folder.glob("*.md"))
    assert sorted(reference.PLACE.findall(pages)) == sorted(reference.PAGES)
