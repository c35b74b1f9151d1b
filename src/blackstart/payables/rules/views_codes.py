"""A view of the codes that stand in no list: one join of all coded values with all lists."""

from collections.abc import Sequence

import polars as pl

from blackstart.payables.rules.codelists import allowed
from blackstart.payables.rules.facts import UBL
from blackstart.payables.rules.words import text

Views = dict[str, pl.DataFrame]

_SUBJECT = r"(?s)^[^#]*#([^#]{3})#"
_NOTHING = pl.DataFrame(
    schema={
        "document": pl.UInt32,
        "row": pl.UInt32,
        "place": pl.String,
        "source_line": pl.UInt32,
        "kind": pl.String,
        "value": pl.String,
    }
)


def joined(made: Views, syntax: str) -> None:
    """Keep the coded values that the list of their kind does not hold."""
    made["notes"] = made["notes"].with_columns(subject=pl.col("text").str.extract(_SUBJECT))
    sources = [source for source in _sources(syntax) if not made[source[0]].is_empty()]
    unknown = _unknown([_values(made, *source) for source in sources], allowed(syntax))
    met = [_met(made, unknown, *source) for source in sources] if unknown.height else []
    made["unknown_codes"] = pl.concat([_NOTHING, *met])


def _sources(syntax: str) -> tuple[tuple[str, str, str, pl.Expr], ...]:
    shared = (("codes", "value", "", pl.lit(value=True)), *_OF_CHARGES)
    return (*shared, *_OF_UBL) if syntax == UBL else (*shared, *_OF_CII)


def _values(made: Views, frame: str, column: str, kind: str, condition: pl.Expr) -> pl.DataFrame:
    """List one source's values, each once; the frame `codes` says their kinds itself."""
    rows = made[frame]
    values = pl.col(column) if kind else pl.struct("kind", value=column)
    each = rows.select(value=values.filter(condition).unique())
    return each.select(kind=pl.lit(kind), value="value") if kind else each["value"].struct.unnest()


def _unknown(values: Sequence[pl.DataFrame], known: pl.DataFrame) -> pl.DataFrame:
    """Look values up: few stand in many documents, so each is looked up once."""
    stripped = text("value").fill_null("")
    any_case = pl.when(pl.col("kind") == "exemption").then(stripped.str.to_uppercase())
    each = pl.concat([_NOTHING.select("kind", "value"), *values])
    coded = each.with_columns(code=any_case.otherwise(stripped))
    return coded.join(known, on=["kind", "code"], how="anti")


def _met(
    made: Views, unknown: pl.DataFrame, frame: str, column: str, kind: str, condition: pl.Expr
) -> pl.DataFrame:
    """Take the rows of one source that have an unknown value."""
    named = {"kind": pl.lit(kind) if kind else pl.col("kind"), "value": pl.col(column)}
    met = made[frame].filter(
        condition & pl.col(column).is_in(unknown["value"].implode(), nulls_equal=True)
    )
    row = pl.col("row") if "row" in met.columns else pl.lit(0, dtype=pl.UInt32)
    return (
        met.with_columns(row=row, **named)
        .join(unknown, on=["kind", "value"], how="semi", nulls_equal=True, maintain_order="left")
        .select(_NOTHING.columns)
    )


_GIVEN_SCHEME = pl.col("scheme").is_not_null()
_TRADERS = pl.col("place").is_in(("seller", "payee"))
_GIVEN_REASON = pl.col("reason_code").is_not_null()
_OF_CHARGES = (
    ("charges", "reason_code", "allowance reason", _GIVEN_REASON & ~pl.col("is_charge")),
    ("charges", "reason_code", "charge reason", _GIVEN_REASON & pl.col("is_charge")),
)
_OBJECT = pl.col("type_code") == "130"
_OF_UBL = (
    ("amounts", "currency", "amount currency", pl.col("name") != "other"),
    ("party_ids", "scheme", "party scheme", _GIVEN_SCHEME & ~_TRADERS),
    ("party_ids", "scheme", "party scheme or SEPA", _GIVEN_SCHEME & _TRADERS),
    ("notes", "subject", "note subject", pl.col("subject").is_not_null()),
    ("references", "scheme", "object scheme", _GIVEN_SCHEME & _OBJECT),
)
_OF_CII: tuple[tuple[str, str, str, pl.Expr], ...] = ()
