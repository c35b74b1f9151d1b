"""Rules of EN 16931 where the CII set asks them in another way, or of another part, than UBL's."""

from functools import partial

import polars as pl

from blackstart.payables.rules.arithmetic import (
    GROSS,
    NET,
    NET_RIGHT,
    PAYABLE,
    SHOWN_DUE,
    SHOWN_NET,
    damaged,
    of,
    unequal,
    vat_due,
)
from blackstart.payables.rules.facts import CII
from blackstart.payables.rules.rule import told
from blackstart.payables.rules.words import (
    E8,
    PLAIN_IN_CII,
    absent,
    blank,
    exactly,
    text,
    to_cents,
    to_whole,
    without,
)

_told = partial(told, only=CII)


def _at(place: str) -> pl.Expr:
    return pl.col("place") == place


def _has(flag: str) -> pl.Expr:
    return without(pl.col(flag))


_SELLER, _BUYER, _PAYEE, _REPRESENTATIVE = map(
    _at, ("seller", "buyer", "payee", "tax representative")
)
_FIRST = pl.col("is_first")

DOCUMENT = (
    _told("BR-03", "invoices", _has("has_issue_date")),
    _told("BR-09", "invoices", _has("has_seller_country")),
    _told("BR-11", "invoices", _has("has_buyer_country")),
    _told(
        "BR-53",
        "totals",
        ~absent("tax_currency")
        & (_has("accounted") | (pl.col("tax_currency") == pl.col("currency"))),
        "tax_currency",
    ),
    _told("BR-55", "references", _at("preceding") & blank("id")),
    _told("BR-CO-18", "lines", _has("has_breakdown"), "id"),
    _told(
        "BR-CO-03",
        "breakdown",
        PLAIN_IN_CII & pl.col("has_tax_point_date") & pl.col("has_due_code"),
    ),
    _told("BR-DEC-13", "totals", (pl.col("n_tax_totals") > 0) & ~pl.col("any_plain")),
    _told(
        "BR-DEC-15",
        "totals",
        (pl.col("n_tax_totals") > 0) & ~absent("tax_currency") & _has("accounted_whole"),
        "tax_currency",
    ),
)
_LIKE_SELLER = pl.col("same_name") | pl.col("same_legal_id") | pl.col("same_id")
PARTIES = (
    _told("BR-17", "parties", _PAYEE & (absent("name") | _LIKE_SELLER), "name"),
    _told("BR-20", "parties", _REPRESENTATIVE & _has("has_country")),
    _told("BR-56", "parties", _REPRESENTATIVE & _has("has_vat_text")),
    _told("BR-57", "addresses", _at("delivery") & blank("country")),
    _told("BR-62", "endpoints", _SELLER & _FIRST & blank("scheme"), "id"),
    _told("BR-63", "endpoints", _BUYER & _FIRST & blank("scheme"), "id"),
    _told(
        "BR-CO-26",
        "parties",
        _SELLER & _has("has_vat_id") & _has("has_id") & _has("has_global_id") & absent("legal_id"),
        "name",
    ),
)
_TRANSFER = exactly("code", "30", "58") & ~absent("account_group")
PAYMENT = (
    _told("BR-50", "payment_means", _TRANSFER & blank("account") & blank("account_other")),
    _told(
        "BR-61", "payment_means", _TRANSFER & absent("account") & absent("account_other"), "code"
    ),
)
ITEMS = (
    _told("BR-64", "lines", ~absent("item_global_id") & blank("item_scheme"), "id"),
    _told("BR-65", "item_ids", _at("class") & blank("scheme")),
)
_TAX_RIGHT = (
    (pl.col("n_tax_totals").fill_null(0) == 1)
    & (pl.col("gross_e8") == to_cents(pl.col("net_e8") + pl.col("tax_e8")))
).fill_null(value=False)
_UNTAXED = (pl.col("gross_e8") == pl.col("net_e8")).fill_null(value=False)
_IS_OWN = (pl.col("currency") == pl.col("own_currency")).fill_null(value=False)
TOTALS = (
    _told("BR-CO-13", "totals", unequal(NET, NET_RIGHT, *SHOWN_NET), *SHOWN_NET),
    _told(
        "BR-CO-16",
        "totals",
        unequal(PAYABLE, GROSS - of("prepaid") + of("rounding"), *SHOWN_DUE),
        *SHOWN_DUE,
    ),
    _told(
        "BR-CO-15",
        "invoices",
        ~absent("currency") & ~_TAX_RIGHT & ~_UNTAXED,
        "gross_total",
        "net_total",
        "tax_shown",
        "currency",
    ),
    _told(
        "BR-CO-14",
        "tax_totals",
        _IS_OWN
        & unequal(
            pl.col("amount_e8"),
            to_cents(pl.col("all_breakdown_sum_e8").fill_null(pl.lit(0, dtype=pl.Int128))),
            "amount",
        ),
        "amount",
        "all_breakdown_sum",
    ),
)
_RATE = pl.when(text("scheme").str.to_uppercase() == "VAT").then("rate_e8")
_TAX = pl.col("tax_e8")
_NO_TAX = (to_whole(_TAX) == 0).fill_null(value=False)
_NEAR = ((_TAX.abs() - vat_due(_RATE)).abs() <= E8).fill_null(value=False)
_RIGHT_TAX = pl.when(_RATE.is_null() | (to_whole(_RATE) == 0)).then(_NO_TAX).otherwise(_NEAR)
BREAKDOWN = (
    _told(
        "BR-CO-17",
        "breakdown",
        PLAIN_IN_CII & ~_RIGHT_TAX & ~damaged("tax", "taxable", "rate"),
        "tax",
        "taxable",
        "rate",
    ),
)
_IN_LINE = _at("line")
_BACKWARDS = ~absent("starts_on") & ~absent("ends_on") & without(pl.col("end") >= pl.col("start"))
PERIODS = (
    _told("BR-29", "periods", _at("document") & _BACKWARDS, "start", "end"),
    _told("BR-30", "periods", _IN_LINE & _BACKWARDS, "start", "end"),
    _told("BR-CO-19", "periods", _at("document") & absent("starts_on") & absent("ends_on")),
)

MODEL_CII = (*DOCUMENT, *PARTIES, *PAYMENT, *ITEMS, *TOTALS, *BREAKDOWN, *PERIODS)
