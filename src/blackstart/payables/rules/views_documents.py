"""Views about whole documents: what stands somewhere in them, and what stands too often."""

from collections.abc import Sequence

import polars as pl

from blackstart.payables.rules.facts import CII
from blackstart.payables.rules.views_counts import many
from blackstart.payables.rules.views_parties import parties
from blackstart.payables.rules.words import blank, is_code

Views = dict[str, pl.DataFrame]
_Asked = tuple[str, str, pl.Expr]  # a name, a frame, which of its rows


def joined(made: Views, syntax: str) -> None:
    """Say of each invoice what it has anywhere, and give its parties to those who compare them."""
    asked = (*_HAS, *_HAS_IN_CII) if syntax == CII else _HAS
    invoices = made["invoices"].with_columns(_somewhere(made, asked))
    made["invoices"] = _taxed(invoices, made["tax_totals"])
    roots = made["invoices"].select(
        "document", "row", "place", "source_line", *(name for name, _, _ in asked)
    )
    made["uses"] = made["uses"].join(roots, on="document", maintain_order="left")
    made["parties"] = parties(made)
    made["many"] = many(made, roots)
    made["repeated"] = _repeated(made)
    credit_notes = roots.filter(_at("credit note"))["document"].implode()
    made["references"] = made["references"].with_columns(
        in_credit_note=pl.col("document").is_in(credit_notes)
    )
    odd = made["amounts"].filter(~pl.col("value").str.contains(_PLAIN_AMOUNT))
    made["odd_amounts"] = odd.with_columns(
        is_price=(pl.col("name") == "PriceAmount") | _at("price")
    )
    made["lines"] = _line_parts(made)


def _at(place: str) -> pl.Expr:
    return pl.col("place") == place


def _given(column: str) -> pl.Expr:
    return pl.col(column).is_not_null()


_PLAIN_AMOUNT = r"^-?[0-9]{1,15}(\.[0-9]{1,2})?$"  # no rule about amounts alone fails on these
_OBJECT = pl.col("type_code") == "130"
_VAT_ID = _given("id") & pl.col("is_vat")
_HAS = (
    ("has_seller_name", "parties", _at("seller") & ~blank("name")),
    ("has_buyer_name", "parties", _at("buyer") & ~blank("name")),
    ("has_seller_address", "addresses", _at("seller")),
    ("has_buyer_address", "addresses", _at("buyer")),
    ("has_lines", "lines", pl.lit(value=True)),
    ("has_breakdown", "breakdown", _at("document")),
    ("seller_tax_id", "tax_registrations", _at("seller") & _given("id") & pl.col("is_tax")),
    ("seller_vat", "tax_registrations", _at("seller") & _VAT_ID),
    ("representative_vat", "tax_registrations", _at("tax representative") & _VAT_ID),
    ("buyer_vat", "tax_registrations", _at("buyer") & _VAT_ID),
    ("buyer_legal_id", "parties", _at("buyer") & _given("legal_id")),
    ("delivered", "deliveries", _at("document") & (pl.col("delivered_on").str.len_chars() > 1)),
    (
        "has_period",
        "periods",
        _at("document")
        & pl.any_horizontal(
            _given("starts_on"), _given("ends_on"), _given("code"), _given("other")
        ),
    ),
    (
        "has_delivery_country",
        "addresses",
        _at("delivery") & (pl.col("country").str.len_chars() > 1),
    ),
    ("has_tax_point_code", "periods", _at("document") & _given("code")),
    (
        "has_object_attachment",
        "references",
        _OBJECT & _at("supporting") & _given("attachment"),
    ),
    (
        "has_object_description",
        "references",
        _OBJECT & _at("supporting") & _given("description"),
    ),
    (
        "foreign",
        "codes",
        pl.col("kind").is_in(("country", "origin country")) & (pl.col("value") != "IT"),
    ),
)
# What only the CII rules ask.
_HAS_IN_CII = (
    ("has_period_days", "periods", _at("document") & (_given("starts_on") | _given("ends_on"))),
    ("has_issue_date", "dates", _at("issue") & (pl.col("format") == "102") & ~blank("value")),
    ("has_delivery_date", "dates", _at("delivery")),
    ("names_delivery_country", "addresses", _at("delivery") & _given("country")),
    ("has_seller_country", "addresses", _at("seller") & ~blank("country")),
    ("has_buyer_country", "addresses", _at("buyer") & ~blank("country")),
    ("has_tax_point_date", "breakdown", _given("tax_point_on")),
    ("has_due_code", "codes", pl.col("kind") == "tax point"),
    ("foreign_code", "codes", (pl.col("kind") == "country") & (pl.col("value") != "IT")),
    ("has_unit", "lines", _given("unit")),
    ("taxed_otherwise", "codes", (pl.col("kind") == "item category") & (pl.col("value") != "O")),
    ("charged_otherwise", "codes", (pl.col("kind") == "category") & (pl.col("value") != "O")),
    (
        "lacks_account",
        "payment_means",
        is_code("code", "30", "58") & ~_given("account") & ~_given("account_other"),
    ),
)


def _somewhere(made: Views, asked: Sequence[_Asked]) -> list[pl.Expr]:
    """Say of each document whether it has rows of each kind: one pass over each frame."""
    having: list[pl.Expr] = []
    for frame in dict.fromkeys(frame for _, frame, _ in asked):
        mine = {
            name: pl.col("document").filter(condition).unique().implode()
            for name, at, condition in asked
            if at == frame
        }
        found = made[frame].select(**mine)
        having += [pl.col("document").is_in(found[name]).alias(name) for name in mine]
    return having


def _taxed(invoices: pl.DataFrame, tax_totals: pl.DataFrame) -> pl.DataFrame:
    """Join the VAT totals in the invoice's own currency and in the one for accounting."""
    own = tax_totals.filter(_at("document")).select(
        "document", "amount_e8", "currency", tax_shown="amount"
    )
    per_currency = (
        own.filter(_given("tax_shown"))
        .group_by("document", "currency")
        .agg(
            n_tax_totals=pl.len(),
            tax_e8=pl.col("amount_e8").first(),
            tax_shown=pl.col("tax_shown").first(),
        )
    )
    accounted = tax_totals.filter(_given("amount")).select(
        "document", tax_currency="currency", accounted=pl.lit(value=True)
    )
    return invoices.join(per_currency, on=["document", "currency"], how="left").join(
        accounted.unique(), on=["document", "tax_currency"], how="left"
    )


def _repeated(made: Views) -> pl.DataFrame:
    """List each value that was given again, once, with what matters about its part."""
    once = made["repeats"].unique(
        subset=["document", "context", "row", "field"], keep="first", maintain_order=True
    )
    nothing = made["charges"].select("row", "place").clear()
    named = once["context"].unique().sort()
    parts = pl.concat([nothing, *(made[name].select("row", "place") for name in named)])
    return once.join(parts, on="row", how="left", maintain_order="left").join(
        made["charges"].select("row", "is_charge"), on="row", how="left", maintain_order="left"
    )


def _line_parts(made: Views) -> pl.DataFrame:
    """Count the periods and objects of each line."""
    lines = made["lines"]
    for name, frame, place in (
        ("n_periods", "periods", "line"),
        ("n_references", "references", "line"),
    ):
        counted = made[frame].filter(_at(place)).group_by("parent").agg(pl.len().alias(name))
        lines = lines.join(counted.rename({"parent": "row"}), on="row", how="left")
    return lines
