"""Rules about how CII writes an invoice: what may stand once only, and what not at all."""

from functools import partial

import polars as pl

from blackstart.payables.rules.facts import CII
from blackstart.payables.rules.rule import said, told
from blackstart.payables.rules.words import absent, exactly, without

_told = partial(told, only=CII)
_said = partial(said, only=CII)


# What one part may have once: the rule, the part, its value, and what that is called.
ONCE = (
    ("CII-SR-471", "charges", "rate", "rate of an allowance or charge"),
    ("CII-SR-473", "charges", "amount", "amount of an allowance or charge"),
    ("CII-SR-469", "invoices", "payment_reference", "remittance information (BT-83)"),
    ("CII-SR-477", "totals", "lines_total", "sum of the lines (BT-106)"),
    ("CII-SR-478", "totals", "charges_total", "sum of charges (BT-108)"),
    ("CII-SR-479", "totals", "allowances_total", "sum of allowances (BT-107)"),
    ("CII-SR-480", "totals", "net_total", "total without VAT (BT-109)"),
    ("CII-SR-481", "totals", "rounding", "rounding amount (BT-114)"),
    ("CII-SR-482", "totals", "gross_total", "total with VAT (BT-112)"),
    ("CII-SR-483", "totals", "information", "amount for information"),
    ("CII-SR-484", "totals", "prepaid", "amount paid (BT-113)"),
    ("CII-SR-485", "totals", "discount", "total of discounts"),
    ("CII-SR-486", "totals", "allowance_charge", "total of allowances and charges"),
    ("CII-SR-487", "totals", "payable", "amount due (BT-115)"),
    ("CII-SR-488", "totals", "retail", "retail value without tax"),
    ("CII-SR-489", "totals", "deposit", "total of deposits"),
    ("CII-SR-490", "totals", "product", "value of products without tobacco tax"),
    ("CII-SR-491", "totals", "retail_total", "total of retail values"),
    ("CII-SR-492", "totals", "gross_lines", "gross sum of the lines"),
    ("CII-SR-493", "totals", "net_lines", "net sum of the lines"),
    ("CII-SR-494", "totals", "net_taxed_lines", "net sum of the lines with taxes"),
)
_ON_PRICE = pl.col("place") == "price"
# What the whole invoice may have once, wherever it stands.
ONCE_IN_ALL = (
    ("CII-SR-455", "parties seller contact", "contact of the seller (BG-6)"),
    ("CII-SR-456", "parties buyer contact", "contact of the buyer (BG-9)"),
    ("CII-SR-459", "endpoints seller", "electronic address of the seller (BT-34)"),
    ("CII-SR-460", "endpoints buyer", "electronic address of the buyer (BT-49)"),
    ("CII-SR-461", "breakdown tax point", "VAT date (BT-7)"),
    ("CII-SR-462", "due code", "code for the VAT date (BT-8)"),
    ("CII-SR-467", "plain code", "means of payment (BT-81)"),
    ("CII-SR-468", "plain information", "text of the means of payment (BT-82)"),
)
EXACTLY_ONCE = (
    _told("CII-SR-009", "invoices", ~absent("context_group") & (pl.col("guideline_given") != 1)),
    _told("CII-SR-010", "invoices", ~absent("context_group") & (pl.col("spec_id_given") != 1)),
    _told("CII-SR-014", "invoices", ~absent("document_group") & (pl.col("type_code_given") != 1)),
    _told(
        "CII-SR-046",
        "lines",
        ~absent("product_group") & ~absent("item_global_id") & absent("item_scheme"),
        "id",
    ),
    _told("CII-SR-069", "properties", pl.col("name_given") != 1),
    _told("CII-SR-072", "properties", pl.col("value_given") != 1),
    _told("CII-SR-090", "lines", ~absent("origin_group") & (pl.col("origin_given") != 1), "id"),
    _told(
        "CII-SR-439",
        "lines",
        ~absent("agreement_group") & (pl.col("price_given") != pl.col("agreement_group_given")),
        "id",
    ),
    _told("CII-SR-441", "lines", pl.col("price_given") > pl.col("agreement_group_given"), "id"),
    _told("CII-SR-463", "charges", ~_ON_PRICE & absent("indicator_group")),
    _told("CII-SR-470", "invoices", ~absent("settlement_group") & pl.col("lacks_account")),
    _told("CII-SR-472", "charges", ~_ON_PRICE & (pl.col("n_own_categories") > 1)),
    _told("CII-DT-013", "invoices", ~absent("language"), "language"),
    _told("CII-DT-014", "invoices", ~absent("language_locale"), "language_locale"),
    _told(
        "CII-DT-097",
        "dates",
        exactly("format", "102")
        & ~pl.col("value").str.contains(r"^\s*\d{4}(1[0-2]|0[1-9])(3[01]|[12][0-9]|0[1-9])\s*$"),
        "value",
    ),
)
_ID, _STRICT = pl.col("element").cat.ends_with("ID"), pl.col("element") == "strict ID"
_TYPE = pl.col("element") == "TypeCode"
_AMOUNT = pl.col("element").cat.ends_with("Amount") & (pl.col("element") != "TaxTotalAmount")
_QUANTITY = pl.col("element").cat.ends_with("Quantity")
ATTRIBUTES = tuple(
    _said(
        rule,
        "attributes",
        element & (pl.col("attribute") == attribute),
        f"This element may not have the attribute {attribute}.",
        "element",
    )
    for rule, element, attribute in (
        ("CII-DT-001", _STRICT, "schemeName"),
        ("CII-DT-002", _STRICT, "schemeAgencyName"),
        ("CII-DT-003", _STRICT, "schemeDataURI"),
        ("CII-DT-004", _STRICT, "schemeURI"),
        ("CII-DT-005", _STRICT, "schemeID"),
        ("CII-DT-006", _STRICT, "schemeAgencyID"),
        ("CII-DT-007", _STRICT, "schemeVersionID"),
        ("CII-DT-008", _TYPE, "name"),
        ("CII-DT-009", _TYPE, "listURI"),
        ("CII-DT-031", _AMOUNT, "currencyID"),
        ("CII-DT-032", _AMOUNT, "currencyCodeListVersionID"),
        ("CII-DT-033", _QUANTITY & without(pl.col("has_unit")), "unitCode"),
        ("CII-DT-034", _QUANTITY, "unitCodeListID"),
        ("CII-DT-035", _QUANTITY, "unitCodeListAgencyID"),
        ("CII-DT-036", _QUANTITY, "unitCodeListAgencyName"),
        ("CII-DT-101", _ID & ~_STRICT, "schemeName"),
        ("CII-DT-102", _ID & ~_STRICT, "schemeAgencyName"),
        ("CII-DT-103", _ID & ~_STRICT, "schemeDataURI"),
        ("CII-DT-104", _ID & ~_STRICT, "schemeURI"),
    )
)
_SUPPORTING = pl.col("place") == "supporting"
_ATTACHED, _OBJECT = (_SUPPORTING & exactly("type_code", code) for code in ("916", "130"))
_NEVER = pl.lit(value=False)
_TYPED = _SUPPORTING & exactly("type_code", "50", "130", "916")
_MEMBERS = (
    (
        "references",
        15,
        (
            "URIID",
            "StatusCode",
            "CopyIndicator",
            "TypeCode",
            "GlobalID",
            "RevisionID",
            "Name",
            "AttachmentBinaryObject",
            "Information",
            "ReferenceTypeCode",
            "SectionName",
            "PreviousRevisionID",
            "FormattedIssueDateTime",
            "EffectiveSpecifiedPeriod",
            "IssuerTradeParty",
            "AttachedSpecifiedBinaryFile",
        ),
    ),
    ("periods", 69, ("DurationMeasure", "InclusiveIndicator", "Description")),
    (
        "periods",
        73,
        (
            "CompleteDateTime",
            "OpenIndicator",
            "SeasonCode",
            "ID",
            "Name",
            "SequenceNumeric",
            "StartDateFlexibilityCode",
            "ContinuousIndicator",
            "PurposeCode",
        ),
    ),
    ("addresses", 82, ("ID", "PostOfficeBox", "BuildingName")),
    (
        "addresses",
        86,
        (
            "LineFour",
            "LineFive",
            "StreetName",
            "CitySubDivisionName",
            "CountryName",
            "CountrySubDivisionID",
            "AttentionOf",
            "CareOf",
            "BuildingNumber",
            "DepartmentName",
            "AdditionalStreetName",
        ),
    ),
)
_ALLOWED = {
    "URIID": _ATTACHED,
    "TypeCode": _TYPED,
    "Name": _ATTACHED,
    "AttachmentBinaryObject": _ATTACHED,
    "ReferenceTypeCode": _OBJECT,
    "FormattedIssueDateTime": pl.col("place").is_in(("preceding", "preceding of a line")),
}
MEMBERS = tuple(
    _said(
        f"CII-DT-{first + at:03}",
        "members",
        (pl.col("group") == group)
        & (pl.col("member") == member)
        & ~(_ALLOWED.get(member, _NEVER) if group == "references" else _NEVER),
        f"This group may not have a {member}.",
        "place",
    )
    for group, first, members in _MEMBERS
    for at, member in enumerate(members)
)
_OTHER_TAX = ~absent("scheme") & ~exactly("scheme", "VAT")

SYNTAX_CII = (
    *(
        _said(
            rule,
            "repeated",
            (pl.col("context") == context)
            & (pl.col("field") == field)
            & ~_ON_PRICE.fill_null(value=False),
            f"There is more than one {what}.",
        )
        for rule, context, field, what in ONCE
    ),
    _told(
        "CII-SR-440",
        "repeated",
        (pl.col("context") == "charges") & (pl.col("field") == "amount") & _ON_PRICE,
    ),
    *(
        _said(rule, "many", pl.col("thing") == thing, f"There is more than one {what}.")
        for rule, thing, what in ONCE_IN_ALL
    ),
    *EXACTLY_ONCE,
    *ATTRIBUTES,
    *MEMBERS,
    _told("CII-DT-037", "categories", _OTHER_TAX, "scheme"),
    _told("CII-DT-037", "breakdown", _OTHER_TAX, "scheme"),
    _told("CII-DT-068", "dates", pl.col("place") == "start moment"),
    _told("CII-DT-072", "dates", pl.col("place") == "end moment"),
)
