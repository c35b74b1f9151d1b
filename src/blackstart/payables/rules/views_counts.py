"""A view of what stands more than once in a document that may have it once."""

from collections.abc import Iterable

import polars as pl

from blackstart.payables.rules.words import text

Views = dict[str, pl.DataFrame]


def _at(place: str) -> pl.Expr:
    return pl.col("place") == place


def _given(column: str) -> pl.Expr:
    return pl.col(column).is_not_null()


def many(made: Views, roots: pl.DataFrame) -> pl.DataFrame:
    """List what a document has more than once, summed over the parts that may have it."""
    extra = repeated_often(made)
    heaps: Iterable[pl.DataFrame] = (
        _counted(made[context].filter(condition), thing, field, extra)
        for thing, context, field, condition in _COUNTED
    )
    distinct = (
        made["payment_means"]
        .filter(_given(field))
        .group_by("document")
        .agg(n=pl.col(field).n_unique())
        .with_columns(thing=pl.lit(f"distinct {field}"))
        for field in ("payment_id", "code")
    )
    every = pl.concat([*heaps, *distinct, *_distinct(made)], how="diagonal_relaxed").filter(
        pl.col("n") > 1
    )
    return every.join(roots.select("document", "row", "place", "source_line"), on="document")


def _distinct(made: Views) -> Iterable[pl.DataFrame]:
    """Count the different values of what may differ nowhere in a document, blanks apart."""
    due = made["codes"].filter(pl.col("kind") == "tax point")
    for thing, frame, column in (
        ("plain code", made["payment_means"], "code"),
        ("plain information", made["payment_means"], "information"),
        ("due code", due, "value"),
    ):
        counted = frame.filter(_given(column)).group_by("document").agg(n=text(column).n_unique())
        yield counted.with_columns(thing=pl.lit(thing))


def repeated_often(made: Views) -> pl.DataFrame:
    """Count how often each value of each part is given again."""
    return made["repeats"].group_by("context", "row", "field").agg(extra=pl.len())


def _counted(rows: pl.DataFrame, thing: str, field: str, extra: pl.DataFrame) -> pl.DataFrame:
    """Count a field over the rows of each document, with what was given again; or rows alone."""
    if not field:
        counted = rows.group_by("document").agg(n=pl.len())
    else:
        more = extra.filter(pl.col("context") == thing.partition(" ")[0], pl.col("field") == field)
        counted = (
            rows.filter(_given(field))
            .join(more.select("row", "extra"), on="row", how="left")
            .group_by("document")
            .agg(n=(pl.col("extra").fill_null(0) + 1).sum())
        )
    return counted.with_columns(thing=pl.lit(thing))


_SCHEME = pl.col("scheme").str.to_uppercase()
_REPRESENTED = _at("tax representative") & pl.col("is_vat")
_ANY = pl.lit(value=True)
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
