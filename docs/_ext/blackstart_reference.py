"""Fills the reference pages from the code: tables, finding codes, rules, commands.

A page holds a line such as `<!-- generated: tables -->`; it is replaced when the page is read. What
the code does not say in its docstrings and descriptions is not in the reference.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter

import click
import dataframely as dy
from dataframely.columns import Column
from sphinx.application import Sphinx

import blackstart
from blackstart.base import columns
from blackstart.base.finding import FindingCode
from blackstart.base.table import Origin, Table
from blackstart.cli import main as cli
from blackstart.day.tables import ROOMS
from blackstart.payables.clearing.handling import HANDLING, MINUTES_SOURCE
from blackstart.payables.findings import FINDINGS as PAYABLES
from blackstart.payables.rules.facts import CII, UBL
from blackstart.payables.rules.listing import rules_of
from blackstart.payables.rules.rule import RULES_VERSION

WIDTH = 100
PLACE = re.compile(r"<!-- generated: (\w+) -->")
# The names of Frictionless' Table Schema, which the dossier speaks.
TYPES: tuple[tuple[type[Column], str], ...] = (
    (dy.String, "string"),
    (dy.Enum, "string"),
    (dy.Bool, "boolean"),
    (dy.Date, "date"),
    (dy.Datetime, "datetime"),
    (dy.Int64, "integer"),
    (dy.Int32, "integer"),
    (dy.Float64, "number"),
)
LIMITS = (
    ("categories", "one of {}"),
    ("min", "at least {}"),
    ("max", "at most {}"),
    ("min_length", "at least {} long"),
    ("max_length", "at most {} long"),
    ("regex", "matches `{}`"),
)


def cell(text: str) -> str:
    """Make a text fit for the cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;") or " "


def grid(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Write a Markdown table."""
    heads = tuple(heads)
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    yield from ("| " + " | ".join(map(cell, row)) + " |" for row in rows)
    yield ""


def sentence(thing: object) -> str:
    """Give the first paragraph of a docstring as one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def tables() -> Iterator[str]:
    """Write every table of the catalogue, room by room."""
    for room, held in ROOMS:
        yield f"## {room}\n"
        for table in held:
            yield from one_table(table)


def one_table(table: Table) -> Iterator[str]:
    """Write a table: what a row is, its columns, its rules."""
    brought = "Brought by the dossier." if table.origin is Origin.DOSSIER else "Made by Blackstart."
    yield f"### `{table.name}`\n"
    yield f"{sentence(table.schema)} {brought} Key: {', '.join(f'`{key}`' for key in table.key)}.\n"
    yield from grid(
        ("Column", "Type", "May be empty", "Meaning", "Allowed"),
        (
            (f"`{name}`", type_name(column), "yes" if column.nullable else "no", *said(column))
            for name, column in table.schema.columns().items()
        ),
    )
    yield from (f"- `{name}`: {words}" for name, words in rules(table.schema))
    yield ""


def type_name(column: Column) -> str:
    """Name the type of a column as a Table Schema does."""
    return next(name for kind, name in TYPES if isinstance(column, kind))


def said(column: Column) -> tuple[str, str]:
    """Give the meaning of a column, and what it allows."""
    allowed = limits(column)
    return column.description or "", "an identifier" if allowed == IDENTIFIER else allowed


def limits(column: Column) -> str:
    """List what the values of a column must keep to."""
    found = []
    for attribute, words in LIMITS:
        limit = getattr(column, attribute, None)
        if limit is not None:
            shown = ", ".join(map(str, limit)) if isinstance(limit, list) else limit
            found.append(words.format(shown))
    return "; ".join(found)


IDENTIFIER = limits(columns.identifier(""))


def rules(schema: type[dy.Schema]) -> Iterator[tuple[str, str]]:
    """Name the rules that span columns, each with its sentence."""
    for name, attribute in vars(schema).items():
        check = getattr(attribute, "validation_fn", None)
        if check is not None:
            yield name, sentence(check)


def findings() -> Iterator[str]:
    """Write the finding codes, room by room; their order is the order of precedence."""
    heads = ("Code", "What it stops", "What it means", "What to do")
    for place, lists in groupby(closed_lists(), key=itemgetter(0)):
        yield f"## {place}\n"
        for _, codes in lists:
            yield from grid(heads, ((f"`{c.code}`", c.severity, c.meaning, c.fix) for c in codes))


def closed_lists() -> Iterator[tuple[str, tuple[FindingCode, ...]]]:
    """Find the tuples called FINDINGS, or ending so, in the whole package, each once."""
    seen: set[int] = set()
    for info in pkgutil.walk_packages(blackstart.__path__, "blackstart."):
        for name, value in vars(importlib.import_module(info.name)).items():
            if name.endswith("FINDINGS") and is_closed_list(value) and id(value) not in seen:
                seen.add(id(value))
                yield info.name.split(".")[1], value


def is_closed_list(value: object) -> bool:
    """Tell whether something is a tuple of finding codes."""
    return (
        isinstance(value, tuple) and bool(value) and all(isinstance(c, FindingCode) for c in value)
    )


def handling() -> Iterator[str]:
    """Write who clears which reason, how long it takes, and what nobody may accept."""
    heads = ("Code", "Why it waits", "Desk", "Minutes: low, likely, high", "Accepted by a person?")
    meaning = {code.code: code.meaning for code in PAYABLES}
    yield from grid(
        heads,
        (
            (
                f"`{one.code}`",
                meaning[one.code],
                one.owner,
                ", ".join(map(str, one.minutes)),
                f"never: {one.sealed}" if one.sealed else "yes, with a name and a reason",
            )
            for one in HANDLING
        ),
    )
    yield f"Minutes: {MINUTES_SOURCE}."


def commands() -> Iterator[str]:
    """Write the help of every command, as the terminal shows it."""
    program = next(value for value in vars(cli).values() if isinstance(value, click.Group))
    yield from one_command(click.Context(program, info_name="blackstart", terminal_width=WIDTH))


def one_command(context: click.Context) -> Iterator[str]:
    """Write the help of a command, and of what stands below it."""
    command = context.command
    yield f"## `{context.command_path}`\n"
    yield f"```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                inner = click.Context(below, info_name=name, parent=context, terminal_width=WIDTH)
                yield from one_command(inner)


def rules_page() -> Iterator[str]:
    """Write every rule of EN 16931, by syntax, and what we do about it."""
    for syntax in (UBL, CII):
        yield f"## {syntax}: {RULES_VERSION}\n"
        yield from grid(("Rule", "What we do", "When it fails"), rules_of(syntax))


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "invoice_rules": rules_page,
    "tables": tables,
    "findings": findings,
    "handling": handling,
    "commands": commands,
}


def fill(_app: Sphinx, _page: str, text: list[str]) -> None:
    """Put what the code says into a page that asks for it."""
    text[0] = PLACE.sub(lambda place: "\n".join(PAGES[place.group(1)]()), text[0])


def generated(_app: Sphinx, env: object, *_changes: object) -> list[str]:
    """Name the pages to be read anew on every build: the code may have changed."""
    found: Iterable[str] = getattr(env, "found_docs", ())
    return sorted(name for name in found if name.startswith("reference/"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell Sphinx when to call."""
    app.connect("source-read", fill)
    app.connect("env-get-outdated", generated)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
