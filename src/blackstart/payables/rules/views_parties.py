"""A view of the parties: what each has, and what the seller of its document is called."""

import polars as pl

from blackstart.payables.rules.views_counts import repeated_often
from blackstart.payables.rules.words import blank

Views = dict[str, pl.DataFrame]


def _at(place: str) -> pl.Expr:
    return pl.col("place") == place


def _given(column: str) -> pl.Expr:
    return pl.col(column).is_not_null()


_VAT_ID = _given("id") & pl.col("is_vat")


def parties(made: Views) -> pl.DataFrame:
    """Join each party with what it has, and each payee with how it differs from the seller."""
    return (
        _given_often(made)
        .with_columns(_owned(made))
        .join(_numbers(made), on="row", how="left")
        .join(_registered(made), on="row", how="left")
        .join(_payees(made), on="row", how="left")
    )


def _payees(made: Views) -> pl.DataFrame:
    """Compare each payee with the seller of its document; there are few payees."""
    payees = made["parties"].filter(_at("payee"))
    if payees.is_empty():
        return _NO_PAYEES
    sold = payees.select("document").join(_sellers(made), on="document", how="left").unique()
    ids = made["party_ids"].join(payees.select(parent="row"), on="parent", how="semi")
    own = ids.group_by(row="parent").agg(ids=pl.col("id").drop_nulls())
    called = pl.col("name")
    same = {
        "same_trade_name": pl.col("seller_trade_names").list.contains(called),
        "same_name": pl.col("seller_names").list.contains(called),
        "same_legal_id": pl.col("seller_legal_ids").list.contains(pl.col("legal_id")),
        "same_id": pl.col("ids").list.set_intersection("seller_ids").list.len() > 0,
        "unlike_seller": pl.col("seller_names").list.first() != called,
    }
    return (
        payees.join(sold, on="document", how="left")
        .join(own, on="row", how="left")
        .select("row", **{name: test.fill_null(value=False) for name, test in same.items()})
    )


_NO_PAYEES = pl.DataFrame(
    schema={
        "row": pl.UInt32,
        "same_trade_name": pl.Boolean,
        "same_name": pl.Boolean,
        "same_legal_id": pl.Boolean,
        "same_id": pl.Boolean,
        "unlike_seller": pl.Boolean,
    }
)


def _given_often(made: Views) -> pl.DataFrame:
    """Count how often each party gives its name and its registration."""
    counted = made["parties"]
    again = repeated_often(made).filter(pl.col("context") == "parties")
    if again.is_empty():
        return counted.with_columns(
            names_given=_given("name") + 0, legal_ids_given=_given("legal_id") + 0
        )
    for field, count in (("name", "names_given"), ("legal_id", "legal_ids_given")):
        more = again.filter(pl.col("field") == field).select("row", more="extra")
        given = _given(field) + pl.col("more").fill_null(0)
        counted = counted.join(more, on="row", how="left").with_columns(given.alias(count))
        counted = counted.drop("more")
    return counted


def _owned(made: Views) -> list[pl.Expr]:
    """Say of each party whether it has a VAT number, an address, a country."""
    addresses = made["addresses"]
    registered = made["tax_registrations"].filter(_VAT_ID)
    owners = {
        "has_vat_id": registered,
        "has_vat_text": registered.filter(~blank("id")),
        "has_address": addresses,
        "has_country": addresses.filter(~blank("country")),
    }
    return [
        pl.col("row").is_in(rows["parent"].implode()).alias(name) for name, rows in owners.items()
    ]


def _sellers(made: Views) -> pl.DataFrame:
    """Gather what the seller of each document is called."""
    names = ("name", "trade_name", "legal_id")
    paid = made["parties"].filter(_at("payee")).select("document").unique()
    sellers, ids = (
        made[frame].filter(_at("seller")).join(paid, on="document", how="semi").group_by("document")
        for frame in ("parties", "party_ids")
    )
    called = sellers.agg(pl.col(name).drop_nulls().alias(f"seller_{name}s") for name in names)
    numbered = ids.agg(seller_ids=pl.col("id").drop_nulls())
    return called.join(numbered, on="document", how="left")


def _numbers(made: Views) -> pl.DataFrame:
    """Gather the identifiers of each party; one for SEPA direct debits does not identify it."""
    scheme = pl.col("scheme")
    sepa = (scheme == "SEPA").fill_null(value=False)
    return (
        made["party_ids"]
        .group_by(row="parent")
        .agg(
            has_id=(_given("id") & ~sepa).any(),
            has_global_id=_given("global_id").any(),
            n_own_ids=(pl.col("any_case").fill_null("") != "SEPA").sum(),
        )
    )


def _registered(made: Views) -> pl.DataFrame:
    return (
        made["tax_registrations"]
        .group_by(row="parent")
        .agg(n_registrations=pl.len(), n_tax_ids=_given("id").sum())
    )
