"""Writes datapackage.json: the dossier's own words, and a Table Schema for each of its tables."""

import json
from collections.abc import Sequence
from typing import Any

import dataframely as dy

from blackstart.base.clock import iso_utc
from blackstart.day.tables import table
from blackstart.post.dossier.parts import About, TableFile

PACKAGE = "datapackage.json"

_TYPES = {
    "Bool": "boolean",
    "Date": "date",
    "Enum": "string",
    "Float64": "number",
    "Int64": "integer",
    "String": "string",
}
_CONSTRAINTS = (
    ("min", "minimum"),
    ("max", "maximum"),
    ("min_length", "minLength"),
    ("max_length", "maxLength"),
    ("regex", "pattern"),
    ("categories", "enum"),
)
_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


def table_schema(schema: type[dy.Schema]) -> dict[str, Any]:
    """Write a table's columns and rules as a Frictionless Table Schema.

    Source: Data Package standard, Table Schema. Rules that it has no word for stay in the
    descriptions.
    """
    fields = [_field(name, column) for name, column in schema.columns().items()]
    return {"fields": fields, "missingValues": [""], "primaryKey": schema.primary_key()}


def package_json(about: About, files: Sequence[TableFile]) -> bytes:
    """Write a datapackage.json: equal dossiers give equal bytes.

    Args:
        about: the dossier's words on itself.
        files: its tables.
    """
    own = {
        "as_of": iso_utc(about.as_of),
        "mode": about.mode.value,
        "name": about.name,
        "our_name": about.our_name,
        "recipe": about.recipe,
        "seed": about.seed,
        "synthetic": about.synthetic,
        "zone": about.zone,
    }
    resources = [_resource(file) for file in sorted(files, key=lambda file: file.file)]
    package = {"blackstart": own, "name": about.name, "resources": resources}
    return (json.dumps(package, indent=1, ensure_ascii=False) + "\n").encode()


def _resource(file: TableFile) -> dict[str, Any]:
    form = file.file.rpartition(".")[2]
    schema = table(file.table).schema
    doc = (schema.__doc__ or "").strip().splitlines()
    return {
        "name": file.table,
        "path": file.file,
        "format": form,
        "mediatype": _MEDIA[form],
        "encoding": "utf-8",
        "description": doc[0] if doc else "",
        "schema": table_schema(schema),
    }


def _field(name: str, column: dy.Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    for ours, theirs in _CONSTRAINTS:
        value = getattr(column, ours, None)
        if value is not None:
            constraints[theirs] = value
    return {
        "name": name,
        "type": _TYPES[type(column).__name__],
        "description": column.description or "",
        "constraints": constraints,
    }
