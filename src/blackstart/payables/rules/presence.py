"""Rules about what an invoice must have: each part and value that EN 16931 calls mandatory."""

import polars as pl

from blackstart.payables.rules.facts import CII, UBL
from blackstart.payables.rules.rule import Weight, told
from blackstart.payables.rules.words import (
    PLAIN_IN_CII,
    absent,
    blank,
    exactly,
    is_code,
    text,
    without,
)


def _has(flag: str) -> pl.Expr:
    return without(pl.col(flag))


def _at(place: str) -> pl.Expr:
    return pl.col("place") == place


_NO_REASON = absent("reason") & absent("reason_code")
_CREDIT_TRANSFER = ("30", "58")
_ALLOWANCE, _CHARGE = ~pl.col("is_charge"), pl.col("is_charge")

DOCUMENT = (
    told("BR-01", "invoices", blank("spec_id")),
    told("BR-02", "invoices", blank("number")),
    told("BR-03", "invoices", blank("issued_on"), only=UBL),
    told("BR-04", "invoices", blank("type_code") & blank("credit_type_code")),
    told("BR-05", "invoices", blank("currency")),
    told("BR-06", "invoices", _has("has_seller_name")),
    told("BR-07", "invoices", _has("has_buyer_name")),
    told("BR-08", "invoices", _has("has_seller_address")),
    told("BR-10", "invoices", _has("has_buyer_address")),
    told("BR-16", "invoices", _has("has_lines")),
    told("BR-52", "references", _at("supporting") & blank("id")),
    told("BR-54", "properties", absent("name") | absent("value"), "name", "value"),
)
DOCUMENT_UBL = (
    told(
        "BR-53", "invoices", ~absent("tax_currency") & _has("accounted"), "tax_currency", only=UBL
    ),
    told("BR-CO-18", "invoices", _has("has_breakdown"), only=UBL),
    told(
        "BR-CO-03",
        "invoices",
        ~absent("tax_point_on") & pl.col("has_tax_point_code"),
        "tax_point_on",
        only=UBL,
    ),
    told("BR-55", "references", _at("preceding") & absent("id"), only=UBL),
)
PARTIES = (
    told("BR-18", "parties", _at("tax representative") & blank("name")),
    told("BR-19", "parties", _at("tax representative") & _has("has_address")),
)
_LIKE_SELLER = pl.col("same_trade_name") | pl.col("same_id")
PARTIES_UBL = (
    told("BR-09", "addresses", _at("seller") & blank("country"), only=UBL),
    told("BR-11", "addresses", _at("buyer") & blank("country"), only=UBL),
    told("BR-20", "addresses", _at("tax representative") & blank("country"), only=UBL),
    told("BR-56", "parties", _at("tax representative") & _has("has_vat_id"), only=UBL),
    told(
        "BR-57",
        "addresses",
        pl.col("place").is_in(("delivery", "line delivery")) & absent("country"),
        only=UBL,
    ),
    told("BR-62", "endpoints", _at("seller") & absent("scheme"), "id", only=UBL),
    told("BR-63", "endpoints", _at("buyer") & absent("scheme"), "id", only=UBL),
    told(
        "BR-CO-26",
        "parties",
        _at("seller") & _has("has_vat_id") & _has("has_id") & absent("legal_id"),
        "name",
        only=UBL,
    ),
    told(
        "BR-17",
        "parties",
        _at("payee") & (absent("name") | _LIKE_SELLER),
        "name",
        only=UBL,
    ),
)
_DOCUMENT, _LINE = _at("document"), _at("line")
_NO_AMOUNT, _NO_CATEGORY = absent("amount"), _has("has_vat_category")
CHARGES = tuple(
    told(rule, "charges", condition & fails, "amount", "reason")
    for rule, condition, fails in (
        ("BR-31", _DOCUMENT & _ALLOWANCE, _NO_AMOUNT),
        ("BR-32", _DOCUMENT & _ALLOWANCE, _NO_CATEGORY),
        ("BR-33", _DOCUMENT & _ALLOWANCE, _NO_REASON),
        ("BR-CO-21", _DOCUMENT & _ALLOWANCE, _NO_REASON),
        ("BR-36", _DOCUMENT & _CHARGE, _NO_AMOUNT),
        ("BR-37", _DOCUMENT & _CHARGE, _NO_CATEGORY),
        ("BR-38", _DOCUMENT & _CHARGE, _NO_REASON),
        ("BR-CO-22", _DOCUMENT & _CHARGE, _NO_REASON),
        ("BR-41", _LINE & _ALLOWANCE, _NO_AMOUNT),
        ("BR-42", _LINE & _ALLOWANCE, _NO_REASON),
        ("BR-CO-23", _LINE & _ALLOWANCE, _NO_REASON),
        ("BR-43", _LINE & _CHARGE, _NO_AMOUNT),
        ("BR-44", _LINE & _CHARGE, _NO_REASON),
        ("BR-CO-24", _LINE & _CHARGE, _NO_REASON),
    )
)
TOTALS = (
    told("BR-12", "totals", absent("lines_total")),
    told("BR-13", "totals", absent("net_total")),
    told("BR-14", "totals", absent("gross_total")),
    told("BR-15", "totals", absent("payable")),
)
_RATED = ~absent("rate") & pl.col("is_vat")
_OUTSIDE = pl.col("is_vat") & (pl.col("category") == "O").fill_null(value=False)
BREAKDOWN = tuple(
    told(rule, "breakdown", judged & fails, "code", "taxable", only=syntax)
    for syntax, judged in ((UBL, pl.lit(value=True)), (CII, PLAIN_IN_CII))
    for rule, fails in (
        ("BR-45", absent("taxable")),
        ("BR-46", absent("tax")),
        ("BR-47", absent("code") | ~pl.col("is_vat")),
        ("BR-48", ~_RATED & ~_OUTSIDE),
    )
)
LINES = (
    told("BR-21", "lines", blank("id")),
    told("BR-22", "lines", absent("quantity"), "id"),
    told("BR-23", "lines", absent("unit"), "id", "quantity"),
    told("BR-24", "lines", absent("net"), "id"),
    told("BR-25", "lines", blank("name"), "id"),
    told("BR-26", "lines", absent("price"), "id"),
    told("BR-27", "lines", absent("price") | pl.col("price_below_zero"), "id", "price"),
    told("BR-28", "lines", pl.col("gross_price_below_zero"), "id", "gross_price"),
    told("BR-CO-04", "lines", _has("has_vat_category"), "id"),
)
ITEMS_UBL = (
    told("BR-64", "item_ids", _at("standard") & absent("scheme"), only=UBL),
    told("BR-65", "item_ids", _at("class") & absent("scheme"), only=UBL),
)
_CARD_DIGITS_MAX = 10
_FULL_NUMBER = text("card_number").str.len_chars() > _CARD_DIGITS_MAX
_TRANSFER = is_code("code", *_CREDIT_TRANSFER)
PAYMENT = (
    *(
        told("BR-51", "payment_means", _FULL_NUMBER, only=syntax, weight=weight)
        for syntax, weight in ((UBL, Weight.WARNING), (CII, Weight.FATAL))
    ),
    told("BR-49", "payment_means", absent("code")),
)
PAYMENT_UBL = (
    told(
        "BR-50",
        "payment_means",
        ~absent("account_group") & exactly("code", *_CREDIT_TRANSFER) & blank("account"),
        only=UBL,
    ),
    told("BR-61", "payment_means", _TRANSFER & absent("account"), "code", only=UBL),
)

PRESENCE = (
    *DOCUMENT,
    *DOCUMENT_UBL,
    *PARTIES,
    *PARTIES_UBL,
    *CHARGES,
    *TOTALS,
    *BREAKDOWN,
    *LINES,
    *ITEMS_UBL,
    *PAYMENT,
    *PAYMENT_UBL,
)
