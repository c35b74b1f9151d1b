"""A view of the codes that stand in no list: one join of all coded values with all lists."""

import polars as pl

from blackstart.payables.rules.codelists import allowed
from blackstart.payables.rules.facts import UBL
from blackstart.payables.rules.words import text

Views = dict[str, pl.DataFrame]

_SUBJECT = r"(?s)^[^#]*#([^#]{3})#"
_COLUMNS = ("document", "row", "place", "source_line", "kind", "value")


def joined(made: Views, syntax: str) -> None:
    """Keep the coded values that the list of their kind does not hold."""
    made["notes"] = made["notes"].with_columns(subject=pl.col("text").str.extract(_SUBJECT))
    known = allowed(syntax)
    found = [_unknown(made, known, *source) for source in _sources(syntax)]
    made["unknown_codes"] = pl.concat(found)


def _sources(syntax: str) -> tuple[tuple[str, str, str, pl.Expr], ...]:
    shared = (("codes", "value", "", pl.lit(value=True)), *_OF_CHARGES)
    return (*shared, *_OF_UBL) if syntax == UBL else (*shared, *_OF_CII)


def _unknown(
    made: Views, known: pl.DataFrame, frame: str, column: str, kind: str, condition: pl.Expr
) -> pl.DataFrame:
    """Take one source's unknown values; the frame `codes` says their kinds itself."""
    rows = made[frame].filter(condition)
    named = {"kind": pl.lit(kind) if kind else pl.col("kind"), "value": pl.col(column)}
    # Few values stand in many documents: each is looked up once, and rows are built for few.
    values = rows.select(**named).unique().with_columns(code=text("value").fill_null(""))
    any_case = pl.when(pl.col("kind") == "exemption")
    values = values.with_columns(
        code=any_case.then(pl.col("code").str.to_uppercase()).otherwise("code")
    )
    unknown = values.join(known, on=["kind", "code"], how="anti")
    row = pl.col("row") if "row" in rows.columns else pl.lit(0, dtype=pl.UInt32)
    met = rows.filter(pl.col(column).is_in(unknown["value"].implode(), nulls_equal=True))
    return (
        met.with_columns(row=row, **named)
        .join(unknown, on=["kind", "value"], how="semi", nulls_equal=True, maintain_order="left")
        .select(_COLUMNS)
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
