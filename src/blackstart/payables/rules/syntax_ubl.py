"""Rules about how UBL writes an invoice: what may stand once only, and what must carry what."""

from functools import partial

import polars as pl

from blackstart.payables.rules.facts import UBL
from blackstart.payables.rules.rule import said, told
from blackstart.payables.rules.words import absent, decimals_over, exactly, without

_told = partial(told, only=UBL)
_said = partial(said, only=UBL)


def _at(*places: str) -> pl.Expr:
    return pl.col("place").is_in(places)


# What one part may have once: the rule, the part, its value, and what that is called.
ONCE = (
    ("UBL-SR-01", "invoices", "contract", "contract reference (BT-12)"),
    ("UBL-SR-02", "invoices", "receipt", "receiving advice reference (BT-15)"),
    ("UBL-SR-03", "invoices", "despatch", "despatch advice reference (BT-16)"),
    ("UBL-SR-05", "invoices", "terms", "note on payment terms (BT-20)"),
    ("UBL-SR-39", "invoices", "project", "project reference (BT-11)"),
    ("UBL-SR-56", "invoices", "tender", "tender or lot reference (BT-17)"),
    ("UBL-SR-06", "references", "reference", "preceding invoice in one reference (BG-3)"),
    ("UBL-SR-33", "references", "description", "description of a supporting document (BT-123)"),
    ("UBL-SR-25", "deliveries", "party_name", "name of the party delivered to (BT-70)"),
    ("UBL-SR-34", "lines", "note", "note on a line (BT-127)"),
    ("UBL-SR-35", "lines", "order_line", "order line reference (BT-132)"),
    ("UBL-SR-50", "lines", "description", "description of an item (BT-154)"),
    ("UBL-SR-51", "addresses", "line", "third line of an address"),
    ("UBL-SR-26", "payment_means", "payment_id", "remittance information in one payment (BT-83)"),
    ("UBL-SR-27", "payment_means", "code", "code of the means in one payment (BT-81)"),
    ("UBL-SR-28", "payment_means", "mandate", "mandate in one payment (BT-89)"),
    ("UBL-SR-32", "breakdown", "exemption", "reason for exemption in one breakdown (BT-120)"),
)
_PLACED = {"UBL-SR-33": _at("supporting")}
# What the whole invoice may have once, wherever it stands.
ONCE_IN_ALL = (
    ("UBL-SR-04", "references object", "invoiced object (BT-18)"),
    ("UBL-SR-08", "periods of document", "invoicing period (BG-14)"),
    ("UBL-SR-09", "parties seller name", "name of the seller (BT-27)"),
    ("UBL-SR-10", "parties seller trade name", "trade name of the seller (BT-28)"),
    ("UBL-SR-11", "parties seller legal id", "registration of the seller (BT-30)"),
    ("UBL-SR-12", "tax_registrations seller vat", "VAT number of the seller (BT-31)"),
    ("UBL-SR-13", "tax_registrations seller other", "other tax number of the seller (BT-32)"),
    ("UBL-SR-14", "parties seller legal form", "legal information on the seller (BT-33)"),
    ("UBL-SR-15", "parties buyer name", "name of the buyer (BT-44)"),
    ("UBL-SR-16", "party_ids buyer", "identifier of the buyer (BT-46)"),
    ("UBL-SR-17", "parties buyer legal id", "registration of the buyer (BT-47)"),
    ("UBL-SR-18", "tax_registrations buyer vat", "VAT number of the buyer (BT-48)"),
    ("UBL-SR-24", "deliveries of document", "delivery (BG-13)"),
    ("UBL-SR-29", "party_ids sepa", "creditor reference for SEPA direct debits (BT-90)"),
    ("UBL-SR-40", "parties buyer trade name", "trade name of the buyer (BT-45)"),
    ("UBL-SR-44", "distinct payment_id", "remittance information (BT-83)"),
    ("UBL-SR-45", "payment_means due", "due date (BT-9)"),
    ("UBL-SR-46", "payment_means name", "text of the means of payment (BT-82)"),
    ("UBL-SR-47", "distinct code", "means of payment (BT-81)"),
    ("UBL-SR-49", "periods codes", "code for the VAT date (BT-8)"),
    ("UBL-SR-54", "payment_means card", "payment card (BG-18)"),
    ("UBL-SR-55", "payment_means mandate", "direct debit mandate (BG-19)"),
)
_OBJECT = exactly("type_code", "130")
_SUPPORTING = _at("supporting")
_PLAIN = absent("scheme") & absent("type_code")
_CREDIT = pl.col("in_credit_note") & exactly("type_code", "50")
_SELLER, _PAYEE, _REPRESENTATIVE = _at("seller"), _at("payee"), _at("tax representative")
_REGISTRATIONS_MAX = 2
_LIKE_SELLER = ~pl.col("unlike_seller")

SYNTAX_UBL = (
    *(
        _said(
            rule,
            "repeated",
            (pl.col("context") == context)
            & (pl.col("field") == field)
            & _PLACED.get(rule, pl.lit(value=True)),
            f"There is more than one {what}.",
        )
        for rule, context, field, what in ONCE
    ),
    *(
        _said(rule, "many", pl.col("thing") == thing, f"There is more than one {what}.")
        for rule, thing, what in ONCE_IN_ALL
    ),
    *(
        _said(
            rule,
            "repeated",
            (pl.col("context") == "charges") & (pl.col("field") == "reason") & condition,
            f"There is more than one reason for one {what}.",
        )
        for rule, condition, what in (
            ("UBL-SR-30", ~pl.col("is_charge"), "allowance"),
            ("UBL-SR-31", pl.col("is_charge"), "charge"),
        )
    ),
    _told("UBL-SR-07", "references", _at("preceding") & absent("id")),
    _told("UBL-SR-19", "parties", _PAYEE & (_LIKE_SELLER | pl.col("names_given").gt(1)), "name"),
    _told(
        "UBL-SR-20",
        "parties",
        _PAYEE & (_LIKE_SELLER | (pl.col("n_own_ids").fill_null(0) > 1)),
        "name",
    ),
    _told(
        "UBL-SR-21", "parties", _PAYEE & (_LIKE_SELLER | pl.col("legal_ids_given").gt(1)), "name"
    ),
    _told("UBL-SR-22", "parties", _REPRESENTATIVE & pl.col("names_given").gt(1)),
    _told("UBL-SR-23", "parties", _REPRESENTATIVE & (pl.col("n_tax_ids") > 1)),
    _told("UBL-SR-36", "lines", pl.col("n_periods") > 1, "id"),
    _told("UBL-SR-37", "lines", pl.col("n_discounts") > 1, "id"),
    _told("UBL-SR-42", "parties", _SELLER & (pl.col("n_registrations") > _REGISTRATIONS_MAX)),
    _told(
        "UBL-SR-43", "references", _SUPPORTING & ~(_OBJECT | _CREDIT | _PLAIN), "id", "type_code"
    ),
    _told("UBL-SR-48", "lines", pl.col("n_categories") != 1, "id"),
    _told("UBL-SR-52", "lines", pl.col("n_references") > 1, "id"),
    _told("UBL-SR-53", "tax_registrations", absent("scheme") | absent("id"), "id", "scheme"),
    _told("UBL-CR-666", "invoices", pl.col("has_object_attachment")),
    _told("UBL-CR-673", "invoices", pl.col("has_object_description")),
    _told(
        "UBL-DT-01", "odd_amounts", without(pl.col("is_price")) & decimals_over("value"), "value"
    ),
    _told("UBL-DT-06", "attachments", absent("mime"), "filename"),
    _told("UBL-DT-07", "attachments", absent("filename"), "mime"),
)
