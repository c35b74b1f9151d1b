"""Cross Industry Invoices (UN/CEFACT D16B), as ZUGFeRD 2, Factur-X and XRechnung write them.

Source: EN 16931-3-3 (syntax binding of the European invoice to CII); the BT numbers are its.
"""

from blackstart.post.xmlfields import Found, Paths, XmlFormat, compiled

_STANDARD = "urn:un:unece:uncefact:data:standard"
_NAMESPACES = {
    "rsm": f"{_STANDARD}:CrossIndustryInvoice:100",
    "ram": f"{_STANDARD}:ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{_STANDARD}:UnqualifiedDataType:100",
}

_LINE: Paths = {
    "ram:AssociatedDocumentLineDocument": {"ram:LineID": "line_id"},  # BT-126
    "ram:SpecifiedTradeProduct": {
        "ram:SellerAssignedID": "sellers_part",  # BT-155
        "ram:BuyerAssignedID": "part",  # BT-156
        "ram:Name": "description",  # BT-153
    },
    "ram:SpecifiedLineTradeAgreement": {
        "ram:BuyerOrderReferencedDocument": {
            "ram:LineID": "order_line",  # BT-132
            "ram:IssuerAssignedID": "order_no",
        },
        # BT-149 holds for the net price wherever it stands.
        "ram:GrossPriceProductTradePrice": {"ram:BasisQuantity": "gross_base_micro"},
        "ram:NetPriceProductTradePrice": {
            "ram:ChargeAmount": "price_micro",  # BT-146
            "ram:BasisQuantity": "base_micro",  # BT-149, BT-150
        },
    },
    "ram:SpecifiedLineTradeDelivery": {
        "ram:BilledQuantity": "quantity_micro",  # BT-129, BT-130
        "ram:DespatchAdviceReferencedDocument": {"ram:IssuerAssignedID": "despatch"},
        "ram:ReceivingAdviceReferencedDocument": {"ram:IssuerAssignedID": "receipt"},
    },
    "ram:SpecifiedLineTradeSettlement": {
        "ram:SpecifiedTradeSettlementLineMonetarySummation": {
            "ram:LineTotalAmount": "net_minor",  # BT-131
        },
    },
}
_AGREEMENT: Paths = {
    "ram:SellerTradeParty": {
        "ram:ID": "seller_id",  # BT-29
        "ram:GlobalID": "seller_id",  # BT-29 with a scheme
        "ram:Name": "seller_name",  # BT-27
        "ram:SpecifiedTaxRegistration": {"ram:ID": "seller_vat"},  # BT-31 if the scheme is VA
    },
    "ram:BuyerTradeParty": {"ram:Name": "buyer_name"},  # BT-44
    "ram:BuyerOrderReferencedDocument": {"ram:IssuerAssignedID": "order_no"},  # BT-13
}
_SETTLEMENT: Paths = {
    "ram:InvoiceCurrencyCode": "currency",  # BT-5
    "ram:SpecifiedTradeSettlementPaymentMeans": {
        "ram:PayeePartyCreditorFinancialAccount": {
            "ram:IBANID": "account",  # BT-84
            "ram:ProprietaryID": "account",  # BT-84
        },
    },
    "ram:InvoiceReferencedDocument": {"ram:IssuerAssignedID": "preceding_no"},  # BT-25
    "ram:SpecifiedTradePaymentTerms": {
        "ram:DueDateDateTime": {"udt:DateTimeString": "due_on"},  # BT-9
    },
    "ram:SpecifiedTradeSettlementHeaderMonetarySummation": {
        "ram:LineTotalAmount": "lines_minor",  # BT-106
        "ram:ChargeTotalAmount": "charges_minor",  # BT-108
        "ram:AllowanceTotalAmount": "allowances_minor",  # BT-107
        "ram:TaxBasisTotalAmount": "net_minor",  # BT-109
        "ram:TaxTotalAmount": "tax_minor",  # BT-110; BT-111 in another currency
        "ram:RoundingAmount": "rounding_minor",  # BT-114
        "ram:GrandTotalAmount": "gross_minor",  # BT-112
        "ram:TotalPrepaidAmount": "prepaid_minor",  # BT-113
        "ram:DuePayableAmount": "payable_minor",  # BT-115
    },
}
_ROOT: Paths = {
    "rsm:ExchangedDocument": {
        "ram:ID": "number",  # BT-1
        "ram:TypeCode": "type_code",  # BT-3
        "ram:IssueDateTime": {"udt:DateTimeString": "issued_on"},  # BT-2
    },
    "rsm:SupplyChainTradeTransaction": {
        "ram:IncludedSupplyChainTradeLineItem*": _LINE,
        "ram:ApplicableHeaderTradeAgreement": _AGREEMENT,
        "ram:ApplicableHeaderTradeDelivery": {
            "ram:DespatchAdviceReferencedDocument": {"ram:IssuerAssignedID": "despatch"},  # BT-16
            "ram:ReceivingAdviceReferencedDocument": {"ram:IssuerAssignedID": "receipt"},  # BT-15
        },
        "ram:ApplicableHeaderTradeSettlement": _SETTLEMENT,
    },
}


def _sort_out(found: Found) -> None:
    """Keep tax registrations that are for VAT (scheme VA, not the local FC)."""
    found["seller_vat"] = [
        one for one in found.get("seller_vat", ()) if one.get("schemeID", "").upper() == "VA"
    ]


CII_INVOICE = XmlFormat(
    name="CII",
    tag=f"{{{_NAMESPACES['rsm']}}}CrossIndustryInvoice",
    root=compiled(_ROOT, _NAMESPACES),
    sort_out=_sort_out,
)
