"""UBL 2.1 invoices and credit notes, as Peppol BIS and XRechnung write them.

Source: EN 16931-3-2 (syntax binding of the European invoice to UBL 2.1); the BT numbers are its.
"""

from blackstart.post.kinds import CREDIT_NOTE, INVOICE
from blackstart.post.xmlfields import Found, Node, Paths, XmlFormat, compiled

_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_NAMESPACES = {
    "cac": f"{_UBL}:CommonAggregateComponents-2",
    "cbc": f"{_UBL}:CommonBasicComponents-2",
}

_SUPPLIER: Paths = {
    "cac:PartyIdentification": {"cbc:ID": "seller_id"},  # BT-29
    "cac:PartyTaxScheme": {"cbc:CompanyID": "seller_vat"},  # BT-31 if the scheme is VAT
    "cac:PartyLegalEntity": {"cbc:RegistrationName": "seller_name"},  # BT-27
}
_TOTALS: Paths = {
    "cbc:LineExtensionAmount": "lines_minor",  # BT-106
    "cbc:TaxExclusiveAmount": "net_minor",  # BT-109
    "cbc:TaxInclusiveAmount": "gross_minor",  # BT-112
    "cbc:AllowanceTotalAmount": "allowances_minor",  # BT-107
    "cbc:ChargeTotalAmount": "charges_minor",  # BT-108
    "cbc:PrepaidAmount": "prepaid_minor",  # BT-113
    "cbc:PayableRoundingAmount": "rounding_minor",  # BT-114
    "cbc:PayableAmount": "payable_minor",  # BT-115
}
_LINE: Paths = {
    "cbc:ID": "line_id",  # BT-126
    "cbc:LineExtensionAmount": "net_minor",  # BT-131
    "cac:OrderLineReference": {
        "cbc:LineID": "order_line",  # BT-132
        "cac:OrderReference": {"cbc:ID": "order_no"},
    },
    "cac:ReceiptLineReference": {"cac:DocumentReference": {"cbc:ID": "receipt"}},
    "cac:DespatchLineReference": {"cac:DocumentReference": {"cbc:ID": "despatch"}},
    "cac:Item": {
        "cbc:Name": "description",  # BT-153
        "cac:BuyersItemIdentification": {"cbc:ID": "part"},  # BT-156
        "cac:SellersItemIdentification": {"cbc:ID": "sellers_part"},  # BT-155
    },
    "cac:Price": {
        "cbc:PriceAmount": "price_micro",  # BT-146
        "cbc:BaseQuantity": "base_micro",  # BT-149
    },
}


def _root(kind: str, quantity: str) -> Node:
    """Name the paths of one kind of document: only a few tags differ."""
    paths: Paths = {
        "cbc:ID": "number",  # BT-1
        "cbc:IssueDate": "issued_on",  # BT-2
        "cbc:DueDate": "due_on",  # BT-9, invoices
        f"cbc:{kind}TypeCode": "type_code",  # BT-3
        "cbc:DocumentCurrencyCode": "currency",  # BT-5
        "cac:OrderReference": {"cbc:ID": "order_no"},  # BT-13
        "cac:BillingReference": {
            "cac:InvoiceDocumentReference": {"cbc:ID": "preceding_no"}  # BT-25
        },
        "cac:DespatchDocumentReference": {"cbc:ID": "despatch"},  # BT-16
        "cac:ReceiptDocumentReference": {"cbc:ID": "receipt"},  # BT-15
        "cac:AccountingSupplierParty": {"cac:Party": _SUPPLIER},
        "cac:AccountingCustomerParty": {
            "cac:Party": {"cac:PartyLegalEntity": {"cbc:RegistrationName": "buyer_name"}}  # BT-44
        },
        "cac:PaymentMeans": {
            "cbc:PaymentDueDate": "due_on",  # BT-9, credit notes
            "cac:PayeeFinancialAccount": {"cbc:ID": "account"},  # BT-84
        },
        "cac:TaxTotal": {"cbc:TaxAmount": "tax_minor"},  # BT-110; BT-111 in another currency
        "cac:LegalMonetaryTotal": _TOTALS,
        f"cac:{kind}Line*": {**_LINE, f"cbc:{quantity}": "quantity_micro"},  # BT-129, BT-130
    }
    return compiled(paths, _NAMESPACES)


def _sort_out(found: Found) -> None:
    """Keep identifiers that are the seller's own and VAT numbers that are for VAT."""
    # BT-90, the creditor reference for direct debits, stands where BT-29 does.
    found["seller_id"] = [
        one for one in found.get("seller_id", ()) if one.get("schemeID", "").upper() != "SEPA"
    ]
    found["seller_vat"] = [
        one
        for one in found.get("seller_vat", ())
        if one.xpath("string(../cac:TaxScheme/cbc:ID)", namespaces=_NAMESPACES).strip().upper()
        == "VAT"
    ]


UBL_INVOICE = XmlFormat(
    name="UBL Invoice",
    tag=f"{{{_UBL}:Invoice-2}}Invoice",
    root=_root("Invoice", "InvoicedQuantity"),
    sort_out=_sort_out,
    kind=INVOICE,
)
UBL_CREDIT_NOTE = XmlFormat(
    name="UBL CreditNote",
    tag=f"{{{_UBL}:CreditNote-2}}CreditNote",
    root=_root("CreditNote", "CreditedQuantity"),
    sort_out=_sort_out,
    kind=CREDIT_NOTE,
)
