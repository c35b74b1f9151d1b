"""Holds a table's rows against the rules of its schema, and says each broken rule in words."""

from functools import cache
from typing import cast

import dataframely as dy
import polars as pl

from blackstart.post.dossier.cells import FAULTS, faults_at
from blackstart.post.dossier.parts import ROW

_WORDS = {
    "nullability": "is empty and must not be",
    "min": "is below {column.min}",
    "max": "is above {column.max}",
    "min_length": "is shorter than {column.min_length} characters",
    "max_length": "is longer than {column.max_length} characters",
    "check": "is not: {column.description}",
    "inf": "is infinite",
    "nan": "is not a number",
}
_FORMS = {
    r"^[^\x00-\x1f\x7f]+$": "is not one line of visible characters",
    r"^[A-Z]{2}$": "is not two capital letters",
    r"^[0-9a-f]{64}$": "is not 64 hexadecimal digits",
}


def broken_rules(typed: pl.DataFrame, raw: pl.DataFrame, schema: type[dy.Schema]) -> pl.DataFrame:
    """Name every broken rule of every row.

    Args:
        typed: row numbers and all columns of the schema; no two rows share a primary key.
        raw: the same rows as they stand in the file, for the values that are shown.
        schema: the table's columns and rules.

    Returns:
        Faults: row, column, rule in words, value.
    """
    failure = numbered(schema).filter(typed).failure
    counts = failure.counts()
    if not counts:
        return pl.DataFrame(schema=FAULTS)
    details = failure.details()
    faults = []
    for rule in sorted(counts):
        rows = details.filter(pl.col(rule) == "invalid").select(ROW)
        columns, words = in_words(schema, rule)
        shown = raw.join(rows, on=ROW, how="semi")
        faults.append(faults_at(shown, [name for name in columns if name in raw.columns], words))
    return pl.concat(faults)


@cache
def numbered(schema: type[dy.Schema]) -> type[dy.Schema]:
    """Make a schema that carries the row's number along, so that a fault can say where it is."""
    return cast("type[dy.Schema]", type(f"Numbered{schema.__name__}", (schema,), {ROW: dy.Int64()}))


def in_words(schema: type[dy.Schema], rule: str) -> tuple[tuple[str, ...], str]:
    """Say which columns a rule is about, and what a row does that breaks it.

    Args:
        schema: the table's schema.
        rule: dataframely's name of the rule: "amount_minor|min", or a custom rule's own name.
    """
    name, _, kind = rule.partition("|")
    if not kind:
        return _custom(schema, rule)
    column = schema.columns()[name]
    if kind == "regex":
        form = getattr(column, "regex", "")
        return (name,), _FORMS.get(form, f"does not have the form {form} ({column.description})")
    return (name,), _WORDS.get(kind, f"breaks the rule {kind!r}").format(column=column)


def _custom(schema: type[dy.Schema], rule: str) -> tuple[tuple[str, ...], str]:
    factory = getattr(schema, rule)
    text = (factory.validation_fn.__doc__ or rule).strip().splitlines()[0]
    columns = factory.validation_fn(schema).meta.root_names()
    return tuple(dict.fromkeys(columns)), f"breaks the rule: {text}"
