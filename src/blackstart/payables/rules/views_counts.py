"""A view of what stands more than once in a document that may have it once."""

from collections.abc import Mapping, Sequence

import polars as pl

from blackstart.payables.rules.words import text

Views = dict[str, pl.DataFrame]
_Asked = tuple[str, str, pl.Expr]  # thing, field (empty: the rows themselves), which rows


def _at(place: str) -> pl.Expr:
    return pl.col("place") == place


def _given(column: str) -> pl.Expr:
    return pl.col(column).is_not_null()


def many(made: Views, roots: pl.DataFrame) -> pl.DataFrame:
    """List what a document has more than once, summed over the parts that may have it."""
    extra = repeated_often(made)
    due = made["codes"].filter(pl.col("kind") == "tax point").cast({"value": pl.String})
    every = pl.concat(
        [
            _EMPTY,
            *(_counted(made[context], context, asked, extra) for context, asked in _BY_CONTEXT),
            _more_than_one(_in_several(made["payment_means"]), _DISTINCT),
            _more_than_one(_in_several(due), {"due code": _different(text("value"))}),
        ]
    )
    return every.join(roots.select("document", "row", "place", "source_line"), on="document")


def repeated_often(made: Views) -> pl.DataFrame:
    """Count how often each value of each part is given again."""
    return made["repeats"].group_by("document", "context", "row", "field").agg(extra=pl.len())


def _counted(
    rows: pl.DataFrame, context: str, asked: Sequence[_Asked], extra: pl.DataFrame
) -> pl.DataFrame:
    """Count fields over the rows of each document, with what was given again; or rows alone."""
    again = extra.filter(pl.col("context") == context)
    rows = _possible(rows, asked, again["document"])
    if rows.is_empty():
        return _EMPTY
    for field in again["field"].unique().sort():
        more = again.filter(pl.col("field") == field).select(
            "row", pl.col("extra").alias(f"+{field}")
        )
        rows = rows.join(more, on="row", how="left")
    return _more_than_one(
        rows,
        {
            thing: (condition & _given(field)).sum()
            + (pl.col(f"+{field}").filter(condition).sum() if f"+{field}" in rows.columns else 0)
            if field
            else condition.sum()
            for thing, field, condition in asked
        },
    )


def _possible(rows: pl.DataFrame, asked: Sequence[_Asked], again: pl.Series) -> pl.DataFrame:
    """Keep the few documents that may have too much: in two rows, or in one row again."""
    having = {
        thing: pl.col("document").filter(condition & _given(field) if field else condition)
        for thing, field, condition in asked
    }
    met = rows.select(**{thing: each.n_unique() < each.len() for thing, each in having.items()})
    twice = [
        rows.select(each.filter(each.is_duplicated())).to_series()
        for each, often in zip(having.values(), met.row(0), strict=True)
        if often
    ]
    return rows.filter(pl.col("document").is_in(pl.concat([again, *twice]).implode()))


def _in_several(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep the documents that have several rows."""
    return rows.filter(pl.col("document").is_duplicated())


def _more_than_one(rows: pl.DataFrame, counts: Mapping[str, pl.Expr]) -> pl.DataFrame:
    """Name the documents and things of which there are more than one."""
    if rows.is_empty():
        return _EMPTY
    counted = rows.group_by("document").agg(**counts)
    often = counted.filter(pl.any_horizontal(pl.exclude("document") > 1))
    if often.is_empty():
        return _EMPTY
    each = often.unpivot(index="document", variable_name="thing", value_name="n")
    return each.filter(pl.col("n") > 1).select("document", "thing")


def _different(value: pl.Expr) -> pl.Expr:
    return value.drop_nulls().n_unique()


_EMPTY = pl.DataFrame(schema={"document": pl.UInt32, "thing": pl.String})
_DISTINCT = {
    "distinct payment_id": _different(pl.col("payment_id")),
    "distinct code": _different(pl.col("code")),
    "plain code": _different(text("code")),
    "plain information": _different(text("information")),
}


_SCHEME = pl.col("any_case")
_REPRESENTED = _at("tax representative") & pl.col("is_vat")
_ANY = _given("document")  # of every row
# What is counted over a whole document: a name that begins with the context, the context, the
# field (empty: the rows themselves), and which rows.
_COUNTED = (
    ("periods of document", "periods", "", _at("document")),
    ("periods codes", "periods", "code", _at("document")),
    ("deliveries of document", "deliveries", "", _at("document")),
    ("parties seller name", "parties", "name", _at("seller")),
    ("parties seller trade name", "parties", "trade_name", _at("seller")),
    ("parties seller legal id", "parties", "legal_id", _at("seller")),
    ("parties seller legal form", "parties", "legal_form", _at("seller")),
    ("parties seller contact", "parties", "contact", _at("seller")),
    ("parties buyer contact", "parties", "contact", _at("buyer")),
    ("parties buyer name", "parties", "name", _at("buyer")),
    ("parties buyer trade name", "parties", "trade_name", _at("buyer")),
    ("parties buyer legal id", "parties", "legal_id", _at("buyer")),
    ("party_ids buyer", "party_ids", "id", _at("buyer")),
    ("party_ids sepa", "party_ids", "id", _SCHEME == "SEPA"),
    ("tax_registrations seller vat", "tax_registrations", "id", _at("seller") & (_SCHEME == "VAT")),
    (
        "tax_registrations seller other",
        "tax_registrations",
        "id",
        _at("seller") & _given("tax") & (_SCHEME.fill_null("") != "VAT"),
    ),
    ("tax_registrations buyer vat", "tax_registrations", "id", _at("buyer") & (_SCHEME == "VAT")),
    ("references object", "references", "id", _at("supporting") & (pl.col("type_code") == "130")),
    ("addresses of seller", "addresses", "", _at("seller")),
    ("addresses of buyer", "addresses", "", _at("buyer")),
    ("totals of document", "totals", "", _ANY),
    ("dates of issue", "dates", "", _at("issue")),
    ("tax_registrations representative", "tax_registrations", "id", _REPRESENTED),
    ("payment_means due", "payment_means", "due_on", _ANY),
    ("payment_means name", "payment_means", "code_name", _ANY),
    ("payment_means card", "payment_means", "card", _ANY),
    ("endpoints seller", "endpoints", "", _at("seller")),
    ("endpoints buyer", "endpoints", "", _at("buyer")),
    ("breakdown tax point", "breakdown", "tax_point_on", _at("document")),
    ("payment_means mandate", "payment_means", "mandate_group", _ANY),
)
_BY_CONTEXT: Sequence[tuple[str, Sequence[_Asked]]] = tuple(
    (
        context,
        tuple((thing, field, rows) for thing, at, field, rows in _COUNTED if at == context),
    )
    for context in dict.fromkeys(context for _, context, _, _ in _COUNTED)
)
