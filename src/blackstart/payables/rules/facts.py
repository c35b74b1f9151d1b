"""What the EN 16931 rules look at: the parts of an invoice as rows of raw text, in any syntax.

Every value is the text as it stands in the document, so that absent (null), blank and given twice
stay three different things: the rules treat them differently. Nothing is parsed here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

UBL = "UBL"
CII = "CII"

# A few words that stand in many rows are kept, and compared, as numbers.
WORD = pl.Categorical(pl.Categories("words", namespace="blackstart"))
_NUMBER = pl.UInt32()
_TEXT = pl.String()

# Of every row: which document of the batch, which row of it, inside which row, where, on which
# line.
PLACED: Mapping[str, pl.DataType] = {
    "document": _NUMBER,
    "row": _NUMBER,
    "parent": _NUMBER,
    "place": WORD,
    "source_line": _NUMBER,
}

# The parts of an invoice that stand once or often, and their values. BT and BG are EN 16931's.
CONTEXTS: Mapping[str, tuple[str, ...]] = {
    "invoices": (
        "spec_id",  # BT-24
        "number",  # BT-1
        "issued_on",  # BT-2
        "type_code",  # BT-3
        "credit_type_code",  # BT-3 of a credit note, where the syntax tells them apart
        "currency",  # BT-5
        "tax_currency",  # BT-6
        "tax_point_on",  # BT-7
        "contract",  # BT-12
        "project",  # BT-11
        "receipt",  # BT-15
        "despatch",  # BT-16
        "tender",  # BT-17
        "terms",  # BT-20
        "language",  # no business term: what a root element may not carry
        "language_locale",
        "payment_reference",  # BT-83, where it stands beside the payment means
        "context_group",  # groups of CII that have rules of their own
        "document_group",
        "guideline",
        "settlement_group",
    ),
    # place: seller BG-4, buyer BG-7, payee BG-10, tax representative BG-11
    "parties": ("name", "trade_name", "legal_id", "legal_form", "contact", "address"),
    "party_ids": ("id", "global_id", "scheme"),  # BT-29, BT-46, BT-60, BT-90
    "tax_registrations": ("id", "tax", "scheme"),  # BT-31, BT-32, BT-48, BT-63
    "addresses": ("country", "line"),  # BG-5, BG-8, BG-12, BG-15
    "endpoints": ("id", "scheme"),  # BT-34, BT-49
    "deliveries": ("delivered_on", "party_name"),  # BT-72, BT-70
    "periods": ("starts_on", "ends_on", "code", "other"),  # BG-14, BG-26, BT-8
    # Dates of CII, which say their format; place: what date it is.
    "dates": ("value", "format"),
    "notes": ("text",),  # BT-22
    "references": (  # BG-24, BG-3
        "id",
        "scheme",
        "type_code",
        "description",
        "attachment",
        "reference",
    ),
    "attachments": ("mime", "filename"),  # BT-125
    "payment_means": (  # BG-16
        "code",
        "code_name",
        "payment_id",
        "due_on",
        "account_group",
        "account",
        "account_other",
        "mandate_group",
        "mandate",
        "card",
        "card_number",  # BT-87
        "information",  # BT-82 in CII
    ),
    # place: document BG-20 and BG-21, line BG-27 and BG-28, price BT-147
    "charges": (
        "indicator",
        "indicator_group",
        "amount",
        "base",
        "reason",
        "reason_code",
        "rate",
        "category",
    ),
    # place: line BG-30, charge (of an allowance or charge), classified or other elsewhere
    "categories": ("code", "rate", "scheme", "exemption", "exemption_code", "due_code"),
    "breakdown": (  # BG-23
        "taxable",
        "tax",
        "code",
        "rate",
        "scheme",
        "exemption",
        "exemption_code",
        "tax_point_on",
        "due_code",
    ),
    "tax_totals": ("amount", "currency"),  # BT-110, BT-111
    "totals": (  # BG-22
        "lines_total",  # BT-106
        "allowances_total",  # BT-107
        "charges_total",  # BT-108
        "net_total",  # BT-109
        "gross_total",  # BT-112
        "prepaid",  # BT-113
        "rounding",  # BT-114
        "payable",  # BT-115
        "information",  # sums of CII that are no business terms
        "discount",
        "allowance_charge",
        "retail",
        "deposit",
        "product",
        "retail_total",
        "gross_lines",
        "net_lines",
        "net_taxed_lines",
    ),
    "lines": (  # BG-25
        "id",  # BT-126
        "quantity",  # BT-129
        "unit",  # BT-130
        "net",  # BT-131
        "name",  # BT-153
        "price",  # BT-146
        "gross_price",  # BT-148
        "price_discount",  # BT-147
        "note",  # BT-127
        "order_line",  # BT-132
        "description",  # BT-154
        "reference",  # BT-128
        "period",  # BG-26
        "item_global_id",  # BT-157
        "item_scheme",
        "product_group",  # groups of CII that have rules of their own
        "agreement_group",
        "origin_group",
        "origin",  # BT-159
    ),
    "properties": ("name", "value"),  # BG-32
    "item_ids": ("scheme",),  # BT-157 (place standard), BT-158 (place class)
}

_CODED = frozenset(("code", "rate", "scheme"))

LISTS: Mapping[str, Mapping[str, pl.DataType]] = {
    # Values that are judged alike wherever they stand: amounts, and codes by the kind of their
    # list.
    "amounts": {
        "document": _NUMBER,
        "name": WORD,
        "value": _TEXT,
        "currency": WORD,
        "place": WORD,
        "source_line": _NUMBER,
    },
    "codes": {
        "document": _NUMBER,
        "kind": WORD,
        "value": WORD,
        "place": WORD,
        "source_line": _NUMBER,
    },
    # Attributes that some elements may not carry, and members of groups that some may not have.
    "attributes": {
        "document": _NUMBER,
        "element": WORD,
        "attribute": WORD,
        "source_line": _NUMBER,
    },
    "members": {
        "document": _NUMBER,
        "row": _NUMBER,
        "place": WORD,
        "member": WORD,
        "source_line": _NUMBER,
    },
    # A value that was given again in the same part: the first one counts, each further one is here.
    "repeats": {
        "document": _NUMBER,
        "context": WORD,
        "row": _NUMBER,
        "field": WORD,
        "source_line": _NUMBER,
    },
}
FRAMES = (*CONTEXTS, *LISTS)


def schema(frame: str) -> Mapping[str, pl.DataType]:
    """Give the columns of a frame with their types."""
    if frame in CONTEXTS:
        fields = {name: WORD if name in _CODED else _TEXT for name in CONTEXTS[frame]}
        return {**PLACED, **fields}
    return LISTS[frame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a batch of documents of one syntax says.

    Attributes:
        syntax: UBL or CII.
        frames: by name, each with the columns of `schema`; `document` counts within the batch, and
            `row` within the document.
    """

    syntax: str
    frames: Mapping[str, pl.DataFrame]


def part_of(facts: Facts, mine: pl.Expr) -> Facts:
    """Keep the documents that a condition on their number names."""
    frames = {name: frame.filter(mine) for name, frame in facts.frames.items()}
    return Facts(syntax=facts.syntax, frames=frames)
