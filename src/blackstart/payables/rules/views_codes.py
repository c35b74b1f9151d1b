"""A view of the codes that stand in no list: all coded values beside the lists of their kinds."""

from collections.abc import Iterator
from typing import TypeAlias

import polars as pl

from blackstart.payables.rules.codelists import allowed
from blackstart.payables.rules.facts import CII, UBL, WORD
from blackstart.payables.rules.words import text

Views = dict[str, pl.DataFrame]
_Source: TypeAlias = tuple[str, pl.Expr, pl.Expr, pl.Expr]

_SUBJECT = r"(?s)^[^#]*#([^#]{3})#"


def joined(made: Views, syntax: str) -> None:
    """Keep the coded values that the list of their kind does not hold."""
    made["notes"] = made["notes"].with_columns(subject=pl.col("text").str.extract(_SUBJECT))
    known = allowed(syntax).cast(WORD).select(_pair(pl.col("kind"), pl.col("value"))).to_series()
    listed = known.implode()
    rest = pl.concat(
        _unlisted(made[view], value, kind, condition, listed)
        for view, value, kind, condition in _sources(syntax)
        if view == "codes" or made[view].height
    )
    # Few are left: only they are looked at as texts, in the other spellings that are allowed.
    stripped = text("value").fill_null("")
    any_case = pl.when(pl.col("kind") == "exemption").then(stripped.str.to_uppercase())
    code = any_case.otherwise(stripped).cast(WORD)
    unknown = rest.filter(~_pair(pl.col("kind"), code).is_in(listed))
    made["unknown_codes"] = unknown.cast({"value": pl.String})


def _unlisted(
    rows: pl.DataFrame, value: pl.Expr, kind: pl.Expr, condition: pl.Expr, listed: pl.Series
) -> pl.DataFrame:
    """Take the rows of one source whose value the list does not hold as it is written."""
    known = _pair(kind, value).is_in(listed).fill_null(value=False)
    return rows.filter(condition & ~known).select(
        "document", "place", "source_line", kind=kind, value=value
    )


def _pair(kind: pl.Expr, value: pl.Expr) -> pl.Expr:
    """Make one number of a kind and a value: looked up three times as fast as two words."""
    return kind.to_physical().cast(pl.UInt64) * 2**32 + value.to_physical()


_GIVEN_REASON = pl.col("reason_code").is_not_null()
_GIVEN_SCHEME = pl.col("scheme").is_not_null()
_TRADERS = pl.col("place").is_in(("seller", "payee"))
_OBJECT = pl.col("type_code") == "130"
# Where coded values stand besides: the view, the value, its kind, which rows.
_CHARGES = (
    ("charges", "reason_code", "allowance reason", _GIVEN_REASON & ~pl.col("is_charge")),
    ("charges", "reason_code", "charge reason", _GIVEN_REASON & pl.col("is_charge")),
)
_UBL = (
    ("amounts", "currency", "amount currency", pl.col("name") != "other"),
    ("party_ids", "scheme", "party scheme", _GIVEN_SCHEME & ~_TRADERS),
    ("party_ids", "scheme", "party scheme or SEPA", _GIVEN_SCHEME & _TRADERS),
    ("notes", "subject", "note subject", pl.col("subject").is_not_null()),
    ("references", "scheme", "object scheme", _GIVEN_SCHEME & _OBJECT),
)
_PLACES = {UBL: (*_CHARGES, *_UBL), CII: _CHARGES}


def _sources(syntax: str) -> Iterator[_Source]:
    """Tell where coded values stand; the codes themselves say what kinds they are.

    Made anew each time: an expression that casts to words keeps all words that there ever were.
    """
    yield "codes", pl.col("value"), pl.col("kind"), pl.lit(value=True)
    for view, column, kind, condition in _PLACES[syntax]:
        yield view, pl.col(column).cast(WORD), pl.lit(kind).cast(WORD), condition
