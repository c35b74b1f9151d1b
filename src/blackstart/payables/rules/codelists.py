"""The code lists that EN 16931 refers to: which kind of coded value has which list.

A list changes once or twice a year; its module in `codes/` names source and edition.
"""

from collections.abc import Mapping
from functools import cache
from typing import TypeAlias

import polars as pl

from blackstart.payables.rules.codes import (
    allowance_reasons,
    charge_reasons,
    countries,
    countries_cii,
    countries_ubl,
    countries_vat,
    currencies,
    document_types_credit,
    document_types_invoice,
    endpoint_schemes,
    exemptions,
    identifier_schemes,
    item_types,
    mime_types,
    payment_means,
    reference_qualifiers,
    sepa,
    subjects,
    subjects_cii,
    tax_points_cii,
    tax_points_ubl,
    units,
    vat_categories,
)
from blackstart.payables.rules.facts import CII, UBL

Codes: TypeAlias = tuple[str, ...]

# Each kind of coded value with the lists that it may come from; a kind that the two syntaxes see
# differently stands once for each.
_SHARED: Mapping[str, tuple[Codes, ...]] = {
    "credit type": (document_types_credit.CODES,),
    "amount currency": (currencies.CODES,),
    "currency": (currencies.CODES,),
    "tax currency": (currencies.CODES,),
    "object scheme": (reference_qualifiers.CODES,),
    "party scheme": (identifier_schemes.CODES,),
    "party scheme or SEPA": (identifier_schemes.CODES, sepa.CODES),
    "legal scheme": (identifier_schemes.CODES,),
    "item class": (item_types.CODES,),
    "payment means": (payment_means.CODES,),
    "category": (vat_categories.CODES,),
    "item category": (vat_categories.CODES,),
    "allowance reason": (allowance_reasons.CODES,),
    "charge reason": (charge_reasons.CODES,),
    "item scheme": (identifier_schemes.CODES,),
    "exemption": (exemptions.CODES,),
    "unit": (units.CODES,),
    "mime": (mime_types.CODES,),
    "endpoint scheme": (endpoint_schemes.CODES,),
    "location scheme": (identifier_schemes.CODES,),
}
LISTS: Mapping[str, Mapping[str, tuple[Codes, ...]]] = {
    UBL: {
        **_SHARED,
        "invoice type": (document_types_invoice.CODES,),
        "tax point": (tax_points_ubl.CODES,),
        "note subject": (subjects.CODES,),
        "country": (countries.CODES, countries_ubl.CODES),
        "origin country": (countries.CODES, countries_ubl.CODES),
    },
    CII: {
        **_SHARED,
        "invoice type": (document_types_invoice.CODES, document_types_credit.CODES),
        "tax point": (tax_points_cii.CODES,),
        "note subject": (subjects.CODES, subjects_cii.CODES),
        "country": (countries.CODES, countries_cii.CODES),
        "origin country": (countries.CODES, countries_cii.CODES),
    },
}


@cache
def allowed(syntax: str) -> pl.DataFrame:
    """Give every kind of coded value with every value that it may have."""
    rows = [
        (kind, code) for kind, lists in LISTS[syntax].items() for codes in lists for code in codes
    ]
    return pl.DataFrame(rows, schema=["kind", "value"], orient="row").unique(maintain_order=True)


@cache
def vat_prefixes(syntax: str) -> tuple[str, ...]:
    """Give what may begin a VAT identifier: a country, or EL for Greece.

    The official UBL check looks for the first two characters in the list as it is written, so that
    any part of two neighbours passes; that is kept here, for the same verdict.
    """
    listed_countries = (code for codes in LISTS[syntax]["country"] for code in codes)
    prefixes = (*listed_countries, *countries_vat.CODES)
    if syntax == CII:
        return prefixes
    listed = f" {' '.join(sorted(prefixes))} "
    parts = {listed[at : at + size] for size in (1, 2) for at in range(len(listed))}
    return ("", *sorted(parts))
