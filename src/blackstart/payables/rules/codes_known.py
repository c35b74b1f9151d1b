"""Rules about codes: each must stand in the list that EN 16931 names for it."""

import polars as pl

from blackstart.payables.rules.codelists import vat_prefixes
from blackstart.payables.rules.facts import CII, UBL
from blackstart.payables.rules.rule import Rule, said, told

_TABLE = (
    ("BR-CL-01", ("invoice type", "credit type"), "type of invoice (BT-3, UNTDID 1001)"),
    ("BR-CL-03", ("amount currency",), "currency of an amount (ISO 4217)"),
    ("BR-CL-04", ("currency",), "currency of the invoice (BT-5, ISO 4217)"),
    ("BR-CL-05", ("tax currency",), "currency for VAT accounting (BT-6, ISO 4217)"),
    ("BR-CL-06", ("tax point",), "code for the VAT date (BT-8)"),
    ("BR-CL-07", ("object scheme",), "scheme of an invoiced object (BT-18, BT-128, UNTDID 1153)"),
    ("BR-CL-08", ("note subject",), "subject of a note (BT-21, UNTDID 4451)"),
    (
        "BR-CL-10",
        ("party scheme", "party scheme or SEPA"),
        "scheme of a party's identifier (ISO 6523)",
    ),
    ("BR-CL-11", ("legal scheme",), "scheme of a registration number (ISO 6523)"),
    ("BR-CL-13", ("item class",), "scheme of an item's class (BT-158, UNTDID 7143)"),
    ("BR-CL-14", ("country",), "country (ISO 3166-1)"),
    ("BR-CL-15", ("origin country",), "country of origin (BT-159, ISO 3166-1)"),
    ("BR-CL-16", ("payment means",), "means of payment (BT-81, UNTDID 4461)"),
    ("BR-CL-17", ("category",), "VAT category (UNTDID 5305)"),
    ("BR-CL-18", ("item category",), "VAT category of an item (BT-151, UNTDID 5305)"),
    ("BR-CL-19", ("allowance reason",), "reason for an allowance (UNTDID 5189)"),
    ("BR-CL-20", ("charge reason",), "reason for a charge (UNTDID 7161)"),
    ("BR-CL-21", ("item scheme",), "scheme of an item's identifier (BT-157, ISO 6523)"),
    ("BR-CL-22", ("exemption",), "reason for VAT exemption (BT-121, VATEX)"),
    ("BR-CL-23", ("unit",), "unit of measure (Recommendations 20 and 21)"),
    ("BR-CL-24", ("mime",), "media type of an attachment (BT-125)"),
    ("BR-CL-25", ("endpoint scheme",), "scheme of an electronic address (EAS)"),
    ("BR-CL-26", ("location scheme",), "scheme of a delivery location (BT-71, ISO 6523)"),
)

KNOWN = tuple(
    said(rule, "unknown_codes", pl.col("kind").is_in(kinds), f"This is no known {what}.", "value")
    for rule, kinds, what in _TABLE
)


def _prefix(syntax: str) -> Rule:
    prefix = pl.col("id").fill_null("").str.slice(0, 2)
    return told(
        "BR-CO-09",
        "tax_registrations",
        pl.col("is_vat") & ~prefix.is_in(vat_prefixes(syntax)),
        "id",
        only=syntax,
    )


CODES = (*KNOWN, *map(_prefix, (UBL, CII)))
